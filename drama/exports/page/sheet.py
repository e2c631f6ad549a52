"""The script as the page shows it: scenes of paragraphs of lines, as plain values for the template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from drama.exports.in_words import shown_sounds
from drama.exports.programme import Programme, SpokenLine, name_of, spoken_lines
from drama.files.text import clock, milliseconds, plain
from drama.model import Kind, SoundCue, SoundPart


@dataclass(frozen=True, slots=True)
class LineView:
    """A line, ready for the template."""

    index: int
    """From 0, over the whole page."""
    text: str
    name: str
    """Who speaks."""
    number: int
    """The speaker's place in the cast."""
    manner: str
    shows_name: bool
    """Whether the name is printed before it; it is always there for those who listen to the page."""
    is_heading: bool
    start_s: float
    end_s: float
    sounds: tuple[str, ...]
    """Spot effects heard as it begins, or since the line before it."""
    words_ms: tuple[int, ...] = ()
    """When each word with a letter or a digit begins, from the start of the line; none where that is not known."""


@dataclass(frozen=True, slots=True)
class SceneView:
    """A scene, ready for the template."""

    number: int
    title: str
    start_s: float
    clock: str
    beds: tuple[str, ...]
    paragraphs: tuple[tuple[LineView, ...], ...]

    @property
    def lines(self) -> tuple[LineView, ...]:
        """All lines in order."""
        return tuple(line for paragraph in self.paragraphs for line in paragraph)


def scene_views(programme: Programme, numbers: Mapping[str, int]) -> list[SceneView]:
    """Return the scenes that have lines, in their order."""
    marks = {mark.number: mark for mark in programme.scenes}
    effects = [cue for cue in programme.sounds if cue.part is SoundPart.EFFECT]
    views = []
    index = 0
    for number, group in groupby(spoken_lines(programme.utterances), key=lambda line: line.scene):
        lines = list(group)
        mark = marks.get(number)
        start = mark.start_frame if mark else lines[0].start_frame
        paragraphs = _paragraphs(lines, index, numbers, effects)
        index += len(lines)
        views.append(
            SceneView(
                number=number,
                title=plain(mark.title) if mark else "",
                start_s=seconds(start),
                clock=short_clock(start),
                beds=_beds(programme, number),
                paragraphs=paragraphs,
            )
        )
    return views


def seconds(frames: int) -> float:
    """Return a time in seconds, to the millisecond."""
    return milliseconds(frames) / 1000


def short_clock(frames: int) -> str:
    """Return a time as M:SS, or H:MM:SS."""
    return clock(milliseconds(frames)).split(".")[0].removeprefix("00:").removeprefix("0")


def _paragraphs(
    lines: list[SpokenLine], index: int, numbers: Mapping[str, int], effects: list[SoundCue]
) -> tuple[tuple[LineView, ...], ...]:
    paragraphs = []
    for _, group in groupby(lines, key=lambda line: (line.paragraph, line.is_heading)):
        views = []
        named: str | None = None
        for line in group:
            shows_name = line.speaker is not None and line.speaker != named
            named = line.speaker or named
            views.append(_view(line, index, numbers, shows_name=shows_name, sounds=_before(effects, line)))
            index += 1
        paragraphs.append(tuple(views))
    return tuple(paragraphs)


def _view(
    line: SpokenLine, index: int, numbers: Mapping[str, int], *, shows_name: bool, sounds: tuple[str, ...]
) -> LineView:
    name = name_of(line.speaker)
    manner = (*(("thinking",) if line.kind is Kind.THOUGHT else ()), *line.delivery)
    return LineView(
        index=index,
        text=plain(line.text),
        name=plain(name),
        number=numbers.get(name, 0),
        manner=plain(", ".join(manner)),
        shows_name=shows_name,
        is_heading=line.is_heading,
        start_s=seconds(line.start_frame),
        end_s=seconds(line.end_frame),
        sounds=sounds,
        words_ms=tuple(milliseconds(word.start_frame - line.start_frame) for word in line.words),
    )


def _before(effects: list[SoundCue], line: SpokenLine) -> tuple[str, ...]:
    """Take the effects that begin before a line ends, so that each is shown once."""
    taken = []
    while effects and effects[0].start_frame < line.end_frame:
        taken.append(plain(effects.pop(0).asset.name))
    return tuple(taken)


def _beds(programme: Programme, scene: int) -> tuple[str, ...]:
    beds = (
        cue.asset.name for cue in shown_sounds(programme.sounds) if cue.part is SoundPart.BED and cue.scene == scene
    )
    return tuple(dict.fromkeys(plain(bed) for bed in beds))
