"""What is highlighted, and when: the sentences or words of an episode, as stretches of its text with their frames."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from drama.exports.programme import Programme, Utterance
from drama.languages.sentences import sentences

_LONGEST_GAP = 6
"""Characters between two stretches of a line that are highlighted as one all the same: the sign of a note, a mark."""
_ENDS = (".", "!", "?", "…")
_CLOSING = "\"'”’»)]*_"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence or a word: where it stands in the story's text, and when it is heard."""

    start: int
    end: int
    start_frame: int
    end_frame: int
    line: int


def sentence_stretches(programme: Programme, text: str) -> tuple[Stretch, ...]:
    """Return the sentences of an episode, in the order in which they are heard; ``text`` is the story's.

    A sentence in two voices is two of them, each with its own. Where the engine told when each word is said, a
    sentence begins with its first word; else the sentences of an utterance share it in proportion to their lengths.
    """
    joined: list[Stretch] = []
    for utterance in programme.utterances:
        found = list(_sentences(utterance, text))
        if found and joined and _goes_on(joined[-1], found[0], text):
            before = joined.pop()
            found[0] = replace(found[0], start=before.start, start_frame=before.start_frame)
        joined += found
    return tuple(one for one in joined if _is_said(one, text))


def word_stretches(programme: Programme, text: str) -> tuple[Stretch, ...]:
    """Return the words of an episode with the marks that touch them; sentences where words have no times."""
    found: list[Stretch] = []
    for utterance in programme.utterances:
        found += _words(utterance, text) if utterance.words else _sentences(utterance, text)
    return tuple(one for one in found if _is_said(one, text))


def _is_said(stretch: Stretch, text: str) -> bool:
    """Tell whether a stretch has a letter or a digit: a lone quotation mark is heard with the words before it."""
    return any(map(str.isalnum, text[stretch.start : stretch.end]))


def _sentences(utterance: Utterance, text: str) -> Iterator[Stretch]:
    bounds = list(sentences(text, utterance.start, utterance.end))
    starts = [utterance.start_frame, *(_frame_at(start, utterance) for start, _ in bounds[1:]), utterance.end_frame]
    for (start, end), (first, last) in zip(bounds, pairwise(starts), strict=False):
        yield Stretch(start, end, first, max(first, last), utterance.line)


def _frame_at(offset: int, utterance: Utterance) -> int:
    """Return the frame at which an offset of an utterance is reached."""
    words = utterance.words
    if words:
        index = bisect_left(words, offset, key=lambda word: word.start)
        return words[index].start_frame if index < len(words) else utterance.end_frame
    done = offset - utterance.start
    return utterance.start_frame + utterance.frames * done // max(1, utterance.end - utterance.start)


def _goes_on(before: Stretch, after: Stretch, text: str) -> bool:
    """Tell whether a stretch goes on with the sentence of the one before: notes and marks part them, no more."""
    gap = "".join(text[before.end : after.start].split())
    said = text[before.start : before.end].rstrip(_CLOSING)
    return before.line == after.line and after.start >= before.end and len(gap) <= _LONGEST_GAP and (
        not said.endswith(_ENDS) or not any(map(str.isalnum, text[after.start : after.end]))
    )  # fmt: skip


def _words(utterance: Utterance, text: str) -> Iterator[Stretch]:
    """Yield the words of an utterance, each with the marks around it up to the next space."""
    words = utterance.words
    starts = [
        _reach_back(text, utterance.start if i == 0 else words[i - 1].end, word.start) for i, word in enumerate(words)
    ]
    ends = [*starts[1:], utterance.end]
    frames = [word.start_frame for word in words[1:]]
    for word, start, end, until in zip(words, starts, ends, [*frames, utterance.end_frame], strict=True):
        trimmed = start + len(text[start:end].rstrip())
        yield Stretch(start, trimmed, word.start_frame, max(word.start_frame, until), utterance.line)


def _reach_back(text: str, floor: int, offset: int) -> int:
    """Return where the marks that touch a word at its front begin."""
    while offset > floor and not text[offset - 1].isspace():
        offset -= 1
    return offset


@dataclass(frozen=True, slots=True)
class Clip:
    """From where to where an audio file is played, in milliseconds."""

    audio: int
    begin_ms: int
    end_ms: int


_SHORTEST_MS = 40
"""Of a clip: where two lines begin at once, the second is highlighted after this, or half of the first."""


def clips(starts: Sequence[tuple[int, int, int]], lengths_ms: Sequence[int]) -> list[Clip]:
    """Return the clip of each stretch: of (audio file, begin, end in ms) in order, and how long each file is.

    The clips of a file follow each other without a gap, for players go from the end of one to the beginning of the
    next: the pauses, the music and the effects between two lines stay with the first. The first clip of a file begins
    with it, and the last ends with it. Where lines overlap, a clip ends where the next begins.
    """
    made: list[Clip] = []
    for index, (audio, begin, end) in enumerate(starts):
        is_first = not made or made[-1].audio != audio
        here = 0 if is_first else max(begin, made[-1].begin_ms + _shortest(starts[index - 1]))
        if not is_first:
            made[-1] = replace(made[-1], end_ms=here)
        made.append(Clip(audio, here, max(end, here + _SHORTEST_MS)))
    for index, clip in enumerate(made):
        if index + 1 == len(made) or made[index + 1].audio != clip.audio:
            made[index] = replace(clip, end_ms=max(lengths_ms[clip.audio], clip.begin_ms + _SHORTEST_MS))
    return made


def _shortest(start: tuple[int, int, int]) -> int:
    return max(1, min(_SHORTEST_MS * 5, (start[2] - start[1]) // 2))


def total_ms(made: Iterable[Clip]) -> int:
    """Return how long some clips are, one after the other."""
    return sum(clip.end_ms - clip.begin_ms for clip in made)
