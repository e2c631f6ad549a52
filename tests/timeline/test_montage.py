"""The timeline of a trailer: every line once, in order, its chunks back to back on whole MP3 frames."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drama.model import FRAME_RATE, Asset, Cue, Kind, Line, MixSettings, Span, Take, Voice
from drama.model.grid import GRID_FRAMES, QUIET_FRAMES
from drama.timeline.montage import SHORTEST_BED_FRAMES, Shot, build_montage

VOICE = Voice("oak", "tone", "200")
LENGTHS = st.integers(FRAME_RATE // 5, 9 * FRAME_RATE)
GAPS = st.integers(-FRAME_RATE, 2 * FRAME_RATE)
MUSIC = st.none() | st.integers(FRAME_RATE, 60 * FRAME_RATE)


def shot(number: int, frames: int, gap_frames: int) -> Shot:
    line = Line(number, 1, Kind.DIALOGUE, "Ilse", "No.", (Span(0, 3),), 0, "tag", 1.0)
    take = Take(f"{number}", frames, FRAME_RATE, -20.0, -6.0)
    return Shot(Cue(line, take, VOICE, 0, frames, 0.0), gap_frames, "The Reeds" if number == 1 else "")


@given(st.lists(st.tuples(LENGTHS, GAPS), min_size=1, max_size=40), MUSIC)
def test_every_line_is_heard_once_and_chunks_fit(lines: list[tuple[int, int]], music_frames: int | None) -> None:
    shots = [shot(number, *about) for number, about in enumerate(lines, start=1)]
    music = None if music_frames is None else Asset("theme", "k", music_frames, -23.0, -3.0)
    timeline = build_montage(shots, music, MixSettings())
    assert [cue.line.number for cue in timeline.cues] == [one.cue.line.number for one in shots]
    at = 0
    for chunk in timeline.chunks:
        assert (chunk.start_frame, chunk.start_frame % GRID_FRAMES) == (at, 0)
        at += chunk.frames
        for cue in chunk.cues:
            assert chunk.start_frame < cue.start_frame
            assert cue.start_frame + cue.frames + QUIET_FRAMES <= at
    assert at == timeline.frames
    for before, after, one in zip(timeline.cues, timeline.cues[1:], shots, strict=False):
        assert after.start_frame - before.start_frame == before.frames + max(one.gap_frames, -before.frames // 2)
    last = max(cue.start_frame + cue.frames for cue in timeline.cues)
    for sound in timeline.sounds:
        assert 0 <= sound.start_frame < sound.start_frame + sound.frames <= timeline.frames
        if music_frames is not None and music_frames < SHORTEST_BED_FRAMES:
            assert sound.start_frame + sound.frames <= timeline.cues[0].start_frame or sound.start_frame > last
    assert len(timeline.sounds) == (0 if music_frames is None else 1 if music_frames >= SHORTEST_BED_FRAMES else 2)
