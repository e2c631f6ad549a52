"""Lines of several episodes in a row over music: the timeline of a trailer.

Each line keeps its level, effect, place and room; what is new is when it is heard, and the music that lies beneath all
of it. Chunks are cut in the pauses, as in an episode, but by length alone: a trailer is mixed in a moment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drama.model import FRAME_RATE, Asset, Chunk, Cue, MixSettings, SceneMark, SoundCue, SoundPart, Timeline
from drama.model.grid import GRID_FRAMES, QUIET_FRAMES
from drama.timeline.levels import sound_gain_db, speech_lufs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEAD_FRAMES = 2_400 * FRAME_RATE // 1000
"""How long music is heard before the first word."""
TAIL_FRAMES = 4_500 * FRAME_RATE // 1000
"""How long music is heard after the last word."""
FADE_FRAMES = 3_500 * FRAME_RATE // 1000
"""The end of the music: it has gone with the trailer."""
BARE_FRAMES = 400 * FRAME_RATE // 1000
"""The silence at both ends of a trailer without music."""
EDGE_FRAMES = 10 * FRAME_RATE // 1000
"""Shortest fade, against clicks in files that do not begin or end in silence."""
SHORTEST_BED_FRAMES = 12 * FRAME_RATE
"""Shorter music is heard at both ends alone: round and round under the words it would be a ringing telephone."""
AFTER_STING_FRAMES = 250 * FRAME_RATE // 1000
"""The silence between the last word and a short piece of music."""
OPEN_LU = 5.0
"""How far music is below speech while nobody speaks."""
UNDER_LU = 20.0
"""The same while somebody speaks: WCAG 2.2, success criterion 1.4.7, asks for 20 dB at least."""
CHUNK_FRAMES = 20 * FRAME_RATE
"""A chunk ends in the first pause after so much."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A line of a montage, and what passes between it and the next."""

    cue: Cue
    gap_frames: int
    """Negative where the next one cuts in; of the last it does not matter."""
    title: str = ""
    """What begins with it, such as the title of its episode; nothing where that goes on."""


def build_montage(shots: Sequence[Shot], music: Asset | None, mix: MixSettings) -> Timeline:
    """Return the timeline of shots, at least one, in their order, with music beneath where there is any.

    The lines of the cues are numbered from 1 in the order in which they are given.
    """
    is_beneath = music is not None and music.frames >= SHORTEST_BED_FRAMES
    frame = _head_frames(music, is_beneath=is_beneath)
    cues: list[Cue] = []
    for shot in shots:
        cues.append(replace(shot.cue, start_frame=frame))
        frame += shot.cue.frames + max(shot.gap_frames, -shot.cue.frames // 2)
    end = max(cue.start_frame + cue.frames for cue in cues)
    frames = _on_grid(end + _tail_frames(music, is_beneath=is_beneath))
    speech = speech_lufs([cue.take for cue in cues], mix)
    sounds = tuple(_music(music, mix, speech, end, frames, is_beneath=is_beneath)) if music else ()
    marks = tuple(
        SceneMark(cue.line.scene, shot.title, cue.start_frame if number else 0)
        for number, (shot, cue) in enumerate(zip(shots, cues, strict=True))
        if shot.title or not number
    )
    return Timeline(frames=frames, chunks=tuple(_chunks(cues, frames)), scenes=marks, chapters=(), sounds=sounds)


def _head_frames(music: Asset | None, *, is_beneath: bool) -> int:
    if music is None:
        return BARE_FRAMES
    return HEAD_FRAMES if is_beneath else music.frames


def _tail_frames(music: Asset | None, *, is_beneath: bool) -> int:
    if music is None:
        return BARE_FRAMES
    return TAIL_FRAMES if is_beneath else AFTER_STING_FRAMES + music.frames


def _music(
    music: Asset, mix: MixSettings, speech: float, end: int, frames: int, *, is_beneath: bool
) -> Iterator[SoundCue]:
    """Yield the music: all the way under the words, or where it is short before and after them."""
    whole = SoundCue(
        part=SoundPart.INTRO,
        asset=replace(music, loops=is_beneath),
        scene=1,
        start_frame=0,
        frames=frames if is_beneath else music.frames,
        gain_db=sound_gain_db(music, mix, lufs=speech - OPEN_LU),
        fade_in_frames=EDGE_FRAMES,
        fade_out_frames=FADE_FRAMES if is_beneath else EDGE_FRAMES,
        duck_db=OPEN_LU - UNDER_LU,
        id="intro",
    )
    yield whole
    if not is_beneath:
        yield replace(whole, part=SoundPart.OUTRO, start_frame=end + AFTER_STING_FRAMES, id="outro")


def _chunks(cues: Sequence[Cue], frames: int) -> Iterator[Chunk]:
    """Yield the chunks, each cut in a pause on a whole MP3 frame."""
    first, start, spoken = 0, 0, 0
    for number, cue in enumerate(cues):
        split = _on_grid(spoken + QUIET_FRAMES)
        if number > first and split - start >= CHUNK_FRAMES and split + QUIET_FRAMES <= cue.start_frame:
            yield Chunk(start, split - start, tuple(cues[first:number]), cues[first].line.scene)
            first, start = number, split
        spoken = max(spoken, cue.start_frame + cue.frames)
    yield Chunk(start, frames - start, tuple(cues[first:]), cues[first].line.scene)


def _on_grid(frames: int) -> int:
    return -(-frames // GRID_FRAMES) * GRID_FRAMES
