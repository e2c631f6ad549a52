"""Script, cast and takes -> :class:`Timeline`: every cue's place in whole frames, in pure integer arithmetic.

A scene becomes one or more stretches of speech (:mod:`~drama.timeline.joints` says where they meet); the silence before
the first scene, between scenes and after the last stands in stretches of its own. So a stretch depends on its own lines
and on who follows them, never on its place: in a preview it is the same as in the whole episode.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING

from drama.errors import MixError
from drama.model import Cast, Chapter, Cue, Line, Opening, Scene, SceneMark, Script, Span, Stretch, Take, Timeline
from drama.timeline.joints import GRID, MARGIN, find_joints
from drama.timeline.levels import cue_frames, cue_gain_db
from drama.timeline.pauses import after_line, between_scenes, in_frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["build_timeline", "cue_frames", "cue_segments"]


def build_timeline(script: Script, cast: Cast, takes: Sequence[Take | None]) -> Timeline:
    """Place every take; ``takes[i]`` is the recording of ``script.lines[i]``.

    Raises :class:`MixError` if a line has no take, or an empty one although it has words.
    """
    recorded = tuple(_recorded(script.lines, takes))
    scenes = {scene.number: scene for scene in script.scenes}
    parts: list[Stretch] = []  # each as if it began the episode
    opening_parts: dict[int, int] = {}
    for number, group in groupby(range(len(script.lines)), key=lambda i: script.lines[i].scene):
        indexes = tuple(group)
        before = script.lines[indexes[0] - 1] if parts else None
        pause = between_scenes(before, scenes[number], cast.pauses) if before else in_frames(cast.pauses.head)
        parts += _silence(_on_grid(pause - MARGIN - _silent_tail(parts)), scene=before.scene if before else number)
        opening_parts[number] = len(parts) if before else 0
        parts += _lay_scene(script.lines, indexes, recorded, cast)
    if parts:
        parts += _silence(in_frames(cast.pauses.tail) - _silent_tail(parts), scene=parts[-1].scene)
    starts = (0, *accumulate(part.frames for part in parts))
    marks = tuple(SceneMark(number, scenes[number].title, starts[i]) for number, i in opening_parts.items())
    return Timeline(
        frames=starts[-1],
        stretches=tuple(_moved(part, start) for part, start in zip(parts, starts, strict=False)),
        scenes=marks,
        chapters=_chapters(marks, scenes, script.story.title, frames=starts[-1]),
    )


def cue_segments(cue: Cue) -> Iterator[tuple[Span, int, int]]:
    """Yield ``(span, start_frame, frames)`` for each span of the cue's line.

    The cue's frames are shared out in proportion to the lengths of the spans, and add up exactly.
    """
    lengths = [span.end - span.start for span in cue.line.spans]
    ends = [cue.frames * done // sum(lengths) for done in accumulate(lengths)]
    for span, (start, end) in zip(cue.line.spans, pairwise((0, *ends)), strict=True):
        yield span, cue.start_frame + start, end - start


def _recorded(lines: Sequence[Line], takes: Sequence[Take | None]) -> Iterator[Take]:
    """Yield the take of each line; raise :class:`MixError` for the first that would not be heard."""
    for index, line in enumerate(lines):
        take = takes[index] if index < len(takes) else None
        if take is None or (take.frames == 0 and any(map(str.isalnum, line.text))):
            what = "has not been recorded" if take is None else "was recorded as silence"
            raise MixError(f"line {line.number} ({line.text[:40]!r}) {what}: it would be missing from the episode")
        yield take


def _lay_scene(lines: Sequence[Line], indexes: Sequence[int], takes: Sequence[Take], cast: Cast) -> Iterator[Stretch]:
    """Yield the stretches of one scene, each as if it began the episode."""
    frames = [cue_frames(takes[i]) for i in indexes]
    gaps = [after_line(lines, i, cast.pauses) for i in indexes[:-1]]
    gaps = [max(gap, -(min(two) // 2)) for gap, two in zip(gaps, pairwise(frames), strict=True)]
    texts = [lines[i].text for i in indexes]
    first = 0
    for last in (*find_joints(frames, gaps, texts), len(indexes) - 1):
        cues = []
        start = MARGIN
        for at in range(first, last + 1):
            line, take = lines[indexes[at]], takes[indexes[at]]
            voice = cast.voice_of(line)
            gain = cue_gain_db(take, voice, cast.mix)
            cues.append(Cue(line=line, take=take, voice=voice, start_frame=start, frames=frames[at], gain_db=gain))
            start += frames[at] + (gaps[at] if at < last else 0)
        pause = gaps[last] - MARGIN if last < len(gaps) else MARGIN
        yield Stretch(start_frame=0, frames=_on_grid(start + pause), cues=tuple(cues), scene=lines[indexes[0]].scene)
        first = last + 1


def _silence(frames: int, *, scene: int) -> tuple[Stretch, ...]:
    return (Stretch(start_frame=0, frames=frames, cues=(), scene=scene),) if frames > 0 else ()


def _silent_tail(parts: Sequence[Stretch]) -> int:
    """Return how many frames pass between the end of the last cue and the end of the parts."""
    if not parts:
        return 0
    last = parts[-1].cues[-1]
    return parts[-1].frames - last.start_frame - last.frames


def _on_grid(frames: int) -> int:
    return -(-frames // GRID) * GRID


def _moved(part: Stretch, start: int) -> Stretch:
    cues = tuple(replace(cue, start_frame=cue.start_frame + start) for cue in part.cues)
    return replace(part, start_frame=start, cues=cues)


def _chapters(
    marks: Sequence[SceneMark], scenes: Mapping[int, Scene], title: str, *, frames: int
) -> tuple[Chapter, ...]:
    """Return chapters by heading, or by scene where the story has no headings but its title."""
    by_heading = any(scene.chapter not in {None, title} for scene in scenes.values())
    opened: list[tuple[str, int]] = []
    before: Scene | None = None
    for mark in marks:
        scene = scenes[mark.number]
        if not by_heading:
            opened.append((scene.title or f"Scene {scene.number}", mark.start_frame))
        elif before is None or scene.chapter != before.chapter or scene.opening is Opening.HEADING:
            opened.append((scene.chapter or title or "Opening", mark.start_frame))
        before = scene
    bounds = pairwise((*(start for _, start in opened), frames))
    return tuple(Chapter(name, start, end) for (name, _), (start, end) in zip(opened, bounds, strict=True))
