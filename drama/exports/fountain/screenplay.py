"""The screenplay: a block of rows for every speech, for every paragraph of narration, for what stands between them.

What Fountain has no words for goes out as notes, which no editor prints: ``[[+]]`` where the paragraph before goes on,
``[[|]]`` where one line ends and another begins in it, ``[[read out]]`` beside a heading that is spoken, and
``[[not read out]]`` beside the heading of a scene that begins in silence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from drama.exports.fountain.speakers import Names, bracket, extensions
from drama.exports.fountain.title_page import title_page
from drama.exports.fountain.unspoken import other_fields, unspoken
from drama.exports.fountain.words import Words, as_action, as_dialogue, escaped
from drama.languages.final_marks import ending_by_marks, manner_by_marks
from drama.model import UNKNOWN, Ending, Kind, Line, Opening, Role, Scene, Script

JOINED = "[[+]]"
_CUT = " [[|]] "
_PAGE_BREAK = "==="
_READ = "[[read out]]"
_SILENT = "[[not read out]]"
_PLACE = re.compile(r"(?:INT|EXT|EST|INT\./EXT|I/E)\. (?=\w)", re.IGNORECASE)
"""What a scene heading begins with that needs no mark."""
_MOST_PAUSE_MS = 60_000
"""What one mark of a pause can ask for."""


def fountain(script: Script) -> str:
    """Return a script as a screenplay in Fountain."""
    return "\n".join((*title_page(script, other_fields(script)), "", *_Screenplay(script).rows()))


class _Screenplay:
    """A script being written down, block after block."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._story = script.story
        self._names = Names(line.speaker for line in script.lines if line.speaker is not None)
        self._unspoken = list(unspoken(script))
        self._ends = [one.end for one in self._unspoken]
        self._at = 0
        """The first of what is not spoken that has not been written."""
        self._breaks = [segment.start for segment in script.unspoken if segment.kind is Kind.BREAK]
        self._scenes = {scene.number: scene for scene in script.scenes}
        self._last_speaker: str | None = None

    def rows(self) -> Iterator[str]:
        """Yield the rows of the screenplay, an empty one behind every block."""
        before: Line | None = None
        for lines in self._blocks():
            first = lines[0]
            if before is None or before.scene != first.scene:
                if before is not None:
                    yield from _parted(self._closing(first))
                yield from _parted(self._opening(self._scenes[first.scene], first))
                self._last_speaker = None
            is_joined = before is not None and before.paragraph == first.paragraph
            block = list(self._before(first, is_joined=is_joined))
            block += self._block(lines, before, is_joined=is_joined)
            yield from _parted(block)
            for effect in lines[-1].effects_after:
                yield from _parted([_effect(effect)])
            before = lines[-1]
        yield from _parted([one.outside_speech for one in self._unspoken[self._at :]])

    def _blocks(self) -> Iterator[list[Line]]:
        """Yield the lines in groups that are one speech, or one paragraph of narration."""
        held: list[Line] = []
        for line in self._script.lines:
            if held and not self._goes_on(held[-1], line):
                yield held
                held = []
            held.append(line)
        if held:
            yield held

    def _goes_on(self, line: Line, following: Line) -> bool:
        """Whether the next line stands in the same block: only a mark parts the two."""
        if (
            line.paragraph != following.paragraph
            or line.kind is not following.kind
            or line.speaker != following.speaker
            or line.scene != following.scene
            or (following.effects and not line.is_heading)
            or line.is_doubtful != following.is_doubtful
        ):
            return False
        low = bisect_left(self._ends, line.spans[-1].end + 1)
        if low < len(self._unspoken) and self._unspoken[low].start < following.spans[0].start:
            return False
        if line.kind is Kind.THOUGHT:
            return not _told(line) and not _told(following)
        one, other = line.delivery, following.delivery
        is_unfinished = one.ending is Ending.FULL and not one.overlaps_next
        return is_unfinished and (one.manner, one.channel, one.is_simultaneous) == (
            other.manner, other.channel, other.is_simultaneous,
        )  # fmt: skip

    def _closing(self, first: Line) -> Iterator[str]:
        """Yield what is not spoken and stands before the mark that ends the scene before a line."""
        at = bisect_left(self._breaks, first.spans[0].start) - 1
        while self._at < len(self._unspoken) and at >= 0 and self._unspoken[self._at].start < self._breaks[at]:
            yield self._unspoken[self._at].outside_speech
            self._at += 1

    def _opening(self, scene: Scene, first: Line) -> list[str]:
        """Return the heading of a scene that begins in silence; none for one that is read out, or is the first.

        A page break parts a heading with sounds of its own from the scene before, whose last sounds they would be.
        """
        if first.is_heading and first.effects and first.number > self._script.lines[0].number:
            return [_PAGE_BREAK]
        if first.is_heading or (scene.opening is Opening.START and scene.number == self._script.scenes[0].number):
            return []
        title = " ".join(scene.title.split())
        number = f"Scene {scene.number}"
        if title[:1].isalnum() and not title.casefold().startswith("scene "):
            number, parting = "", ""
        else:
            parting = ": " if title else ""
        return [f".{number}{parting}{escaped(title)} {_SILENT}"]

    def _before(self, line: Line, *, is_joined: bool) -> Iterator[str]:
        """Yield the blocks before a line: what is not spoken, its effects, and whether its speaker is in doubt."""
        while self._at < len(self._unspoken) and self._unspoken[self._at].start < line.spans[0].start:
            one = self._unspoken[self._at]
            if one.is_direction and line.speaker is not None:
                break
            joined = f"{JOINED} " if is_joined and one.is_silent else ""
            yield joined + one.outside_speech
            self._at += 1
        if line.is_doubtful and line.speaker is not None and line.confidence < 1:
            known = f"{line.confidence:.0%} sure" if line.speaker != UNKNOWN else "nobody known"
            other = f"; or {line.runner_up}" if line.runner_up else ""
            yield f"[[who speaks? {_in_note(known + other)}]]"
        yield from map(_effect, line.effects)

    def _block(self, lines: Sequence[Line], before: Line | None, *, is_joined: bool) -> Iterator[str]:
        """Yield the block of some lines, its rows joined by line ends."""
        directions = list(self._directions(lines[0]))
        joined = f"{JOINED} " if is_joined else ""
        words = "".join(_parting(line, first=lines[0]) + self._words(line) + _pauses(line) for line in lines)
        first, last = lines[0], lines[-1]
        if first.is_heading:
            yield self._heading(first, words)
        elif first.speaker is None:
            written = as_action(words)
            yield f"!{joined}{written[1:]}" if written.startswith("!") else joined + written
        else:
            name = self._names.above(first.speaker) + extensions(first, goes_on=self._last_speaker == first.speaker)
            cuts_in = before is not None and before.delivery.overlaps_next
            said = last.text if first.kind is Kind.THOUGHT else "".join(line.text for line in lines)
            how = bracket(last, said, cuts_in=cuts_in)
            rows = [name, *directions, *filter(None, [how]), joined + as_dialogue(words)]
            self._last_speaker = first.speaker
            yield "\n".join(rows)

    def _directions(self, line: Line) -> Iterator[str]:
        """Yield the brackets of a speech that tell no delivery."""
        while self._at < len(self._unspoken) and self._unspoken[self._at].start < line.spans[0].start:
            yield self._unspoken[self._at].written
            self._at += 1

    def _heading(self, line: Line, words: str) -> str:
        paragraph = self._story.paragraphs[line.paragraph]
        if paragraph.role is Role.SCENE_HEADING:
            return words if _PLACE.match(words) else f".{words}" if words[:1].isalnum() else f"!{words}"
        own = f"\\{words}" if words.startswith("#") else words
        return f"{'#' * min(max(paragraph.level, 1), 6)} {own} {_READ}"

    def _words(self, line: Line) -> str:
        """Return the words of a line, what stands within it and is not spoken among them."""
        inside: dict[int, str] = {}
        while self._at < len(self._unspoken) and self._unspoken[self._at].start < line.spans[-1].end:
            one = self._unspoken[self._at]
            inside[one.start] = one.outside_speech.replace("\n", " ")
            self._at += 1
        return Words(line, self._story.text).written(self._story.emphasis, inside)


def _told(line: Line) -> bool:
    """Whether a thought's delivery is more than its own marks tell."""
    delivery = line.delivery
    return delivery.manner is not manner_by_marks(line.text) or delivery.ending is not ending_by_marks(line.text)


def _parting(line: Line, *, first: Line) -> str:
    """Return what parts a line from the one before it in the same block; nothing for the first."""
    if line is first:
        return ""
    within = (f" [SFX: {name.translate({ord('['): '(', ord(']'): ')'})}]" for name in line.effects)
    return "".join(within) + " " if line.effects else _CUT


def _pauses(line: Line) -> str:
    """Return the marks of the pause that is asked for after a line."""
    left_ms = line.pause_after_ms or 0
    marks = []
    while left_ms > 0:
        pause_ms = min(left_ms, _MOST_PAUSE_MS)
        marks.append(f" [pause {pause_ms // 1000}s]" if pause_ms % 1000 == 0 else f" [pause {pause_ms}ms]")
        left_ms -= pause_ms
    return "".join(marks)


def _effect(name: str) -> str:
    return f"SFX: {_in_note(name).replace('/*', '/ *')}"


def _in_note(words: str) -> str:
    return words.replace("]]", "] ]").replace("[[", "[ [")


def _parted(blocks: Iterable[str]) -> Iterator[str]:
    for block in blocks:
        yield block
        yield ""
