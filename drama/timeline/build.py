"""Building of the :class:`Timeline`: the position of every cue in whole frames, in pure integer arithmetic.

A scene becomes one or more chunks of speech, cut at the split points of :mod:`~drama.timeline.chunks`; the pauses
before the first scene, between scenes and after the last are chunks of their own. So a chunk depends on its own lines
and the line after them, never on its position: in a preview it is the same as in the whole episode. Effects and music
(:mod:`~drama.timeline.sounds`) lengthen pauses where they need time, and are placed after the lines.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from drama.errors import MixError
from drama.model import (
    Asset,
    Cast,
    Chunk,
    Cue,
    Direction,
    Line,
    Performance,
    SceneMark,
    Script,
    Take,
    Timeline,
)
from drama.model.grid import GRID_FRAMES, QUIET_FRAMES
from drama.timeline.blocks import Block, blocks
from drama.timeline.chapter_marks import chapters_of
from drama.timeline.chunks import LONGEST, find_split_points
from drama.timeline.cues import cue_of
from drama.timeline.levels import cue_frames
from drama.timeline.pauses import after_line, between_scenes, in_frames
from drama.timeline.sounds import BEFORE_EFFECT_FRAMES, SoundLayout, place_sounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def build_timeline(
    script: Script,
    cast: Cast,
    takes: Sequence[Take | None],
    direction: Direction = Direction(),  # noqa: B008 - frozen
    assets: Mapping[str, Asset] = MappingProxyType({}),
) -> Timeline:
    """Return the timeline of all takes, and of the direction's sounds as far as ``assets`` has them.

    ``takes[i]`` is the recording of ``script.lines[i]`` and ``direction.performances[i]`` its performance (none: read
    without direction). Raises :class:`MixError` if a line has no take, or has words but an empty take.
    """
    recorded = tuple(_recorded(script.lines, takes))
    layout = _Layout(script.lines, recorded, cast, direction, SoundLayout(cast, direction, assets))
    scenes = {scene.number: scene for scene in script.scenes}
    parts: list[Chunk] = []  # each positioned as if it began the episode
    opening_parts: dict[int, int] = {}
    for number, group in groupby(range(len(script.lines)), key=lambda i: script.lines[i].scene):
        indexes = tuple(group)
        before = script.lines[indexes[0] - 1] if parts else None
        if before:
            pause = layout.sounds.gap_frames(before, between_scenes(before, scenes[number], cast.pauses))
        else:
            pause = layout.sounds.head_frames(script.lines[0], in_frames(cast.pauses.head))
        parts += _silence(
            _on_grid(pause - QUIET_FRAMES - _silent_tail(parts)), scene=before.scene if before else number
        )
        opening_parts[number] = len(parts) if before else 0
        parts += layout.scene_chunks(indexes)
    if parts:
        last = max(parts[-1].cues, key=_end_frame)
        tail = layout.sounds.tail_frames(parts[-1].cues[-1].line, last.frames, in_frames(cast.pauses.tail))
        parts += _silence(tail - _silent_tail(parts), scene=parts[-1].scene)
    starts = (0, *accumulate(part.frames for part in parts))
    marks = tuple(SceneMark(number, scenes[number].title, starts[i]) for number, i in opening_parts.items())
    chunks = tuple(_shifted(part, start) for part, start in zip(parts, starts, strict=False))
    cues = tuple(cue for part in chunks for cue in part.cues)
    return Timeline(
        frames=starts[-1],
        chunks=chunks,
        scenes=marks,
        chapters=chapters_of(marks, scenes, script.story.title, frames=starts[-1]),
        sounds=place_sounds(layout.sounds, cues, recorded, frames=starts[-1]),
    )


def _recorded(lines: Sequence[Line], takes: Sequence[Take | None]) -> Iterator[Take]:
    """Yield the take of each line; raise :class:`MixError` for the first that would be missing."""
    for index, line in enumerate(lines):
        take = takes[index] if index < len(takes) else None
        if take is None or (take.frames == 0 and any(map(str.isalnum, line.text))):
            problem = "has not been recorded" if take is None else "was recorded as silence"
            raise MixError(f"line {line.number} ({line.text[:40]!r}) {problem}: it would be missing from the episode")
        yield take


@dataclass(frozen=True, slots=True)
class _Layout:
    """The inputs for placing the lines of an episode."""

    lines: Sequence[Line]
    takes: Sequence[Take]
    cast: Cast
    direction: Direction
    sounds: SoundLayout

    def scene_chunks(self, indexes: Sequence[int]) -> Iterator[Chunk]:
        """Yield the chunks of one scene, each positioned as if it began the episode."""
        lines = [self.lines[i] for i in indexes]
        leads = [self.sounds.before(line).frames for line in lines]
        frames = [cue_frames(self.takes[i]) for i in indexes]
        laid = tuple(blocks(lines, frames, leads, lambda i: self._pause(indexes[i])))
        gaps = [
            self._gap(before, following, indexes, frames, leads[following.indexes[0]])
            for before, following in pairwise(laid)
        ]
        texts = [lines[block.indexes[0]].text for block in laid]
        first = 0
        for last in (*find_split_points([block.frames for block in laid], gaps, texts), len(laid) - 1):
            starts: list[int] = []
            frame = QUIET_FRAMES
            for number in range(first, last + 1):
                block = laid[number]
                starts += (frame + start for start in block.starts)
                frame += block.frames + (gaps[number] if number < last else 0)
            pause = gaps[last] - QUIET_FRAMES if last < len(gaps) else QUIET_FRAMES
            length = _on_grid(frame + pause)
            if self._has_background and last > first and gaps[last - 1] >= 0:
                # So the sound across the split point keeps its position when an earlier line changes its length.
                moved = len(laid[last].starts)
                starts[-moved:] = [start + length - frame - pause for start in starts[-moved:]]
            held = range(laid[first].indexes[0], laid[last].indexes[-1] + 1)
            cues = tuple(self._cue(indexes[i], start, frames[i]) for i, start in zip(held, starts, strict=True))
            yield Chunk(start_frame=0, frames=length, cues=cues, scene=lines[0].scene)
            first = last + 1

    def _gap(self, before: Block, following: Block, indexes: Sequence[int], frames: Sequence[int], lead: int) -> int:
        """Return the frames between a block and the next, or the effects before that; negative where lines overlap."""
        gap = self._pause(indexes[before.indexes[-1]])
        if len(before.tracks) > 1:
            asked = (
                end + in_frames(self.lines[indexes[track[-1]]].pause_after_ms or 0)
                for track, end in zip(before.tracks, before.ends, strict=True)
            )
            gap = max(gap, max(asked) - before.frames, 0)
        if lead:
            return max(gap, BEFORE_EFFECT_FRAMES)
        return max(gap, -(min(frames[before.indexes[-1]], frames[following.indexes[0]]) // 2))

    def _pause(self, index: int) -> int:
        """Return the frames between a line and the next of its scene."""
        return after_line(self.lines, index, self.cast.pauses, pace=self.cast.sound.style.pace)

    def _cue(self, index: int, start: int, frames: int) -> Cue:
        line = self.lines[index]
        if not self.direction.performances:
            performance = Performance(text=line.text, voice=self.cast.voice_of(line))
        else:
            performance = self.direction.performances[index]
        cue = cue_of(line, self.takes[index], performance, self.cast, self.direction.sound_plan)
        return replace(cue, start_frame=start, frames=frames)

    @property
    def _has_background(self) -> bool:
        """Whether there may be sound across split points."""
        return any(backdrop.room or backdrop.bed for backdrop in self.direction.sound_plan.backdrops.values())


def _silence(frames: int, *, scene: int) -> Iterator[Chunk]:
    """Yield chunks without lines; several where music makes the pause long."""
    while frames > 0:
        length = frames if frames <= LONGEST else LONGEST // 2 // GRID_FRAMES * GRID_FRAMES
        yield Chunk(start_frame=0, frames=length, cues=(), scene=scene)
        frames -= length


def _silent_tail(parts: Sequence[Chunk]) -> int:
    """Return the frames between the end of the last cue and the end of the chunks."""
    if not parts:
        return 0
    return parts[-1].frames - max(map(_end_frame, parts[-1].cues))


def _end_frame(cue: Cue) -> int:
    return cue.start_frame + cue.frames


def _on_grid(frames: int) -> int:
    return -(-frames // GRID_FRAMES) * GRID_FRAMES


def _shifted(part: Chunk, start: int) -> Chunk:
    cues = tuple(replace(cue, start_frame=cue.start_frame + start) for cue in part.cues)
    return replace(part, start_frame=start, cues=cues)
