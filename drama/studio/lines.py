"""What the page is told when it asks: why a line is whose it is, and what of the story is not spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator

import drama
from drama.model import Kind, Line, Script, Segment
from drama.studio.shown import Row

_A_WORD = re.compile(r"[^\W_]")
_WORDS_TO_FIND = 20
"""Words by which a line that was left out is found again: fewer than those its correction keeps."""
_LONGEST = 2_000
"""Characters shown of what is not spoken."""


def why(story: drama.OpenStory, number: int) -> Row:
    """Return why a line is whose it is: each side in words, with what it weighs. Raises :class:`drama.DramaError`."""
    found = story.why(number)
    line = story.script.lines[number - 1]
    return {
        "line": number,
        "speaker": line.speaker,
        "because": _because(line),
        "contenders": [
            {
                "name": contender.name,
                "chance": round(contender.posterior, 4),
                "reasons": [{"words": one.words, "weight": round(one.weight, 2)} for one in contender.reasons],
            }
            for contender in (found.contenders if found else ())
        ],
    }


def _because(line: Line) -> str:
    if line.rule == "pinned":
        return "It was decided by hand."
    if line.speaker is None:
        return "It is narration, which the narrator reads."
    if line.is_of_stranger:
        return "A stranger, whom nobody names."
    sure = f"{line.confidence:.0%}" if line.confidence >= 0.01 else "less than 1%"
    said = (line.rule, *line.evidence) if line.kind is Kind.THOUGHT else (line.rule,)
    words = dict.fromkeys(drama.in_words(one, line.speaker) for one in said)
    return f"{line.speaker}, {sure} sure: {'; '.join(words)}."


def unspoken(script: Script) -> list[Row]:
    """Return what of the story's words is not spoken, in order, with the reason."""
    return [_unspoken(script, *stretch) for stretch in _stretches(script)]


def _stretches(script: Script) -> Iterator[tuple[Segment, int]]:
    """Yield what is skipped and has words, and where it ends: what goes on after mere white space is one."""
    text = script.story.text
    first: Segment | None = None
    end = 0
    for segment in script.unspoken:
        if segment.kind is not Kind.SKIP or not _A_WORD.search(text, segment.start, segment.end):
            continue
        between = text[end : segment.start]
        if first is not None and segment.rule == first.rule and not between.strip() and between.count("\n") < 2:
            end = segment.end
            continue
        if first is not None:
            yield first, end
        first, end = segment, segment.end
    if first is not None:
        yield first, end


def _unspoken(script: Script, segment: Segment, end: int) -> Row:
    words = script.story.text[segment.start : end].split()
    text = " ".join(words)
    return {
        "at": segment.start,
        "scene": segment.scene,
        "text": text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…",
        "reason": segment.rule,
        "can_return": segment.rule == drama.LEFT_OUT,
        "words": " ".join(words[:_WORDS_TO_FIND]),
    }
