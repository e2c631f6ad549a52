"""The mix, heard: who speaks when, how long it is silent, how loud it is, and no click anywhere."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soxr
from support.hearing import pitch_hz
from support.toneplay import CUT, OVERLAPPING, PITCHES_HZ, RATE, Recordings, cast, line, script

from drama.errors import MixError
from drama.mixing import FADE_FRAMES, chunk_key, mix_chunk
from drama.model import FRAME_RATE, Chunk, Line, MixSettings, Pauses, Take, Timeline
from drama.model.grid import GRID_FRAMES
from drama.recording.store import TakeDamaged, TakeStore
from drama.timeline import build_timeline

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SETTINGS = MixSettings()


def tones(lines: list[Line], recordings: Recordings, *, frame_rate: int = RATE) -> list[Take]:
    return [
        recordings.tone(PITCHES_HZ[one.speaker], seconds=0.5 + 0.01 * i, frame_rate=frame_rate)
        for i, one in enumerate(lines)
    ]


def mixed(timeline: Timeline, recordings: Recordings, *, gain_db: float = 0.0) -> NDArray[np.int16]:
    return np.concatenate([mix_chunk(s, recordings, SETTINGS, gain_db=gain_db) for s in timeline.chunks])


def sounding(pcm: NDArray[np.int16]) -> list[tuple[int, int]]:
    """Return the runs of frames between silences of 10 ms or more."""
    loud = np.flatnonzero(pcm.any(axis=1))
    breaks = np.flatnonzero(np.diff(loud) > FRAME_RATE // 100)
    starts = loud[np.concatenate(([0], breaks + 1))]
    ends = loud[np.concatenate((breaks, [len(loud) - 1]))] + 1
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


DIALOGUE = [
    line("Night."),
    line("“Go,”", "Ilse", paragraph=1),
    line("said Ilse.", paragraph=1),
    line("“But I—”", "Marek", paragraph=2, delivery=CUT),
    line("“Go!”", "Tove", paragraph=3),
    line("Morning.", scene=2, paragraph=4),
    line("“Well?”", "Ilse", scene=2, paragraph=5, pause_after_ms=1234),
    line("“Well.”", "Marek", scene=2, paragraph=6),
]


@pytest.mark.parametrize("frame_rate", [22_050, 16_000, 44_100, 48_000])
def test_every_line_is_heard_at_its_frames_in_its_voice(frame_rate: int) -> None:
    recordings = Recordings()
    timeline = build_timeline(script(DIALOGUE), cast(), tones(DIALOGUE, recordings, frame_rate=frame_rate))
    pcm = mixed(timeline, recordings)
    assert pcm.shape == (timeline.frames, 2)
    assert pcm.dtype == np.int16
    heard = sounding(pcm)
    assert len(heard) == len(DIALOGUE)
    for cue, (start, end) in zip(timeline.cues, heard, strict=True):
        # The fades begin and end at silence, so a few frames at either edge round to nothing.
        assert 0 <= start - cue.start_frame <= 8
        assert 0 <= cue.start_frame + cue.frames - end <= 8
        clip = pcm[cue.start_frame : cue.start_frame + cue.frames] / 32_768
        assert pitch_hz(clip, FRAME_RATE) == pytest.approx(PITCHES_HZ[cue.line.speaker], rel=0.01)


def test_between_the_lines_it_is_silent_to_the_frame() -> None:
    recordings = Recordings()
    timeline = build_timeline(script(DIALOGUE), cast(), tones(DIALOGUE, recordings))
    pcm = mixed(timeline, recordings)
    for cue in timeline.cues:
        pcm = np.concatenate(
            (pcm[: cue.start_frame], np.zeros((cue.frames, 2), np.int16), pcm[cue.start_frame + cue.frames :])
        )
    assert not pcm.any()


def test_both_are_heard_where_two_speak_at_once() -> None:
    lines = [line("“But I—”", "Ilse", delivery=OVERLAPPING), line("“No!”", "Tove", paragraph=1)]
    recordings = Recordings()
    timeline = build_timeline(script(lines), cast(pauses=Pauses(overlap_ms=400)), tones(lines, recordings))
    pcm = mixed(timeline, recordings) / 32_768
    one, other = timeline.cues
    both = pcm[other.start_frame : one.start_frame + one.frames, 0]
    spectrum = np.abs(np.fft.rfft(both * np.hanning(len(both))))
    hz = np.fft.rfftfreq(len(both), 1 / FRAME_RATE)
    for pitch in (PITCHES_HZ["Ilse"], PITCHES_HZ["Tove"]):
        assert spectrum[np.abs(hz - pitch) < 15].max() > spectrum.max() / 3
    assert np.abs(pcm).max() < 10 ** (SETTINGS.true_peak_dbtp / 20)


@pytest.mark.slow
def test_no_true_peak_passes_the_ceiling_however_loud_the_takes() -> None:
    recordings = Recordings()
    lines = [line(f"Line {i}.", paragraph=i) for i in range(6)]
    takes = [recordings.speech(i) for i in range(6)]
    timeline = build_timeline(script(lines), cast(), takes)
    for gain_db in (0.0, 9.0):
        pcm = mixed(timeline, recordings, gain_db=gain_db)
        peak = np.abs(soxr.resample(pcm[:, 0] / 32_768, FRAME_RATE, 8 * FRAME_RATE, quality="VHQ")).max()
        assert 20 * np.log10(peak) <= SETTINGS.ceiling_dbtp + 0.1


def test_a_quiet_take_comes_through_as_it_was_but_for_its_gain() -> None:
    recordings = Recordings()
    take = recordings.tone(220, seconds=1, dbfs=-20, frame_rate=FRAME_RATE)
    (part,) = [s for s in build_timeline(script([line("One.")]), cast(), [take]).chunks if s.cues]
    (cue,) = part.cues
    pcm = mix_chunk(part, recordings, SETTINGS, gain_db=-1.5)
    at = cue.start_frame - part.start_frame
    wanted = recordings.samples(take) * 10 ** ((cue.gain_db - 1.5) / 20)
    inside = slice(FADE_FRAMES, cue.frames - FADE_FRAMES)
    assert np.abs(pcm[at : at + cue.frames, 0] - wanted)[inside].max() <= 0.51
    assert np.array_equal(pcm[:, 0], pcm[:, 1])


def test_no_line_begins_or_ends_with_a_click() -> None:
    recordings = Recordings()
    flat = recordings.put(np.full(RATE, 8000, np.int16))
    (part,) = [s for s in build_timeline(script([line("One.")]), cast(), [flat]).chunks if s.cues]
    pcm = mix_chunk(part, recordings, SETTINGS, gain_db=0).astype(np.int64)[:, 0]
    level = np.abs(pcm).max()
    assert np.abs(np.diff(pcm)).max() < level / 20


def test_stretches_meet_in_silence() -> None:
    recordings = Recordings()
    lines = [line(f"Line {i}.", paragraph=i) for i in range(40)]
    timeline = build_timeline(script(lines), cast(), [recordings.tone(200, seconds=2)] * 40)
    assert len(timeline.chunks) > 5
    for part in timeline.chunks:
        pcm = mix_chunk(part, recordings, SETTINGS, gain_db=0)
        assert len(pcm) == part.frames
        margin = min(60 * FRAME_RATE // 1000, len(pcm))
        assert not pcm[:margin].any()
        assert not pcm[-margin:].any()


def test_one_channel_is_mixed_where_it_is_asked_for() -> None:
    recordings = Recordings()
    settings = MixSettings(channels=1)
    timeline = build_timeline(script([line("One.")]), cast(mix=settings), [recordings.tone(200)])
    for part in timeline.chunks:
        assert mix_chunk(part, recordings, settings, gain_db=0).shape == (part.frames, 1)


def test_a_recording_of_another_length_than_planned_is_an_error() -> None:
    recordings = Recordings()
    take = recordings.tone(200)
    (part,) = [s for s in build_timeline(script([line("One.")]), cast(), [take]).chunks if s.cues]
    recordings.kept[take.key] = recordings.kept[take.key][:-50]
    with pytest.raises(MixError, match="line 1"):
        mix_chunk(part, recordings, SETTINGS, gain_db=0)


def test_takes_of_the_store_are_mixed_and_a_damaged_one_is_reported(tmp_path: Path) -> None:
    recordings, store = Recordings(), TakeStore(tmp_path)
    take = recordings.tone(200)
    store.put(take, recordings.samples(take))
    (part,) = [s for s in build_timeline(script([line("One.")]), cast(), [take]).chunks if s.cues]
    mix = mix_chunk(part, store, SETTINGS, gain_db=0)
    assert np.array_equal(mix, mix_chunk(part, recordings, SETTINGS, gain_db=0))
    (file,) = tmp_path.rglob("*.take")
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    with pytest.raises(TakeDamaged):
        mix_chunk(part, store, SETTINGS, gain_db=0)


@pytest.mark.slow
def test_threads_mix_the_same_as_one_after_the_other() -> None:
    recordings = Recordings()
    lines = [line(f"Line {i}.", paragraph=i) for i in range(30)]
    timeline = build_timeline(script(lines), cast(), [recordings.speech(i % 5) for i in range(30)])
    with ThreadPoolExecutor(4) as pool:
        parts = list(pool.map(lambda s: mix_chunk(s, recordings, SETTINGS, gain_db=0), timeline.chunks))
    assert np.array_equal(np.concatenate(parts), mixed(timeline, recordings))


# ------------------------------------------------------------------ keys


@pytest.fixture
def part() -> Chunk:
    recordings = Recordings()
    lines = [line("One."), line("“Two.”", "Ilse", paragraph=1)]
    timeline = build_timeline(script(lines), cast(), tones(lines, recordings))
    return next(chunk for chunk in timeline.chunks if chunk.cues)


def test_a_stretch_has_the_same_key_wherever_it_stands(part: Chunk) -> None:
    moved = replace(
        part,
        start_frame=part.start_frame + 11_520,
        cues=tuple(replace(cue, start_frame=cue.start_frame + 11_520) for cue in part.cues),
    )
    assert chunk_key(moved, SETTINGS, gain_db=0) == chunk_key(part, SETTINGS, gain_db=0)


def test_a_stretch_keeps_its_key_when_nothing_heard_changes(part: Chunk) -> None:
    renumbered = tuple(replace(cue, line=replace(cue.line, number=99, confidence=0.1)) for cue in part.cues)
    again = replace(part, scene=7, cues=renumbered)
    settings = replace(SETTINGS, bit_rate_kbps=192)
    assert chunk_key(again, settings, gain_db=0) == chunk_key(part, SETTINGS, gain_db=0)


def test_whatever_is_heard_changes_the_key(part: Chunk) -> None:
    one, other = part.cues
    keys = {
        chunk_key(part, SETTINGS, gain_db=0),
        chunk_key(part, SETTINGS, gain_db=0.1),
        chunk_key(part, replace(SETTINGS, channels=1), gain_db=0),
        chunk_key(part, replace(SETTINGS, true_peak_dbtp=-3.0), gain_db=0),
        chunk_key(replace(part, frames=part.frames + GRID_FRAMES), SETTINGS, gain_db=0),
        chunk_key(replace(part, cues=(one,)), SETTINGS, gain_db=0),
        chunk_key(replace(part, cues=(one, replace(other, start_frame=other.start_frame + 1))), SETTINGS, gain_db=0),
        chunk_key(replace(part, cues=(one, replace(other, gain_db=other.gain_db - 0.5))), SETTINGS, gain_db=0),
        chunk_key(replace(part, cues=(one, replace(other, take=one.take))), SETTINGS, gain_db=0),
    }
    assert len(keys) == 9


@pytest.mark.slow
def test_importing_the_mix_is_quiet() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", "import drama.mixing"], check=True, capture_output=True, timeout=60
    )
    assert done.stderr == b""
