"""Rooms ring as long as they should, as loud as they should, on both sides, and are never cut."""

from __future__ import annotations

import numpy as np
import pytest
from support.hearing import integrated_lufs
from support.sound_voices import alike, band_change_db, buzz, decay_s, rms_db, spoken

from drama.dsp.reverb import ROOM_ACOUSTICS, WET_DB, reverberate, room_tail_frames
from drama.model import FRAME_RATE, ROOMS

pytestmark = pytest.mark.slow

DECAYS_S = {
    "outdoors": 0.3, "forest": 0.7, "street": 0.6, "room": 0.35, "hall": 1.4, "church": 2.8, "cellar": 0.85,
    "cave": 2.2, "car": 0.14,
}  # fmt: skip


def response(room: str) -> np.ndarray:
    return reverberate(np.ones(1, np.float32), room)


def test_every_room_of_the_script_is_made() -> None:
    assert set(ROOMS) == set(ROOM_ACOUSTICS) == set(WET_DB)


def test_no_room_has_no_tail() -> None:
    assert room_tail_frames("") == 0


@pytest.mark.parametrize("room", ROOMS)
def test_it_rings_for_its_time(room: str) -> None:
    heard = np.mean([decay_s(side, 500, 2_000) for side in response(room).T])
    assert heard == pytest.approx(DECAYS_S[room], rel=0.2)


@pytest.mark.parametrize("room", ["room", "hall", "church", "cellar", "cave"])
def test_treble_dies_first(room: str) -> None:
    left = response(room)[:, 0]
    assert decay_s(left, 4_000, 10_000) < 0.85 * decay_s(left, 200, 1_000)


@pytest.mark.parametrize("room", ROOMS)
def test_it_is_as_loud_as_the_voice(room: str) -> None:
    for voice in (spoken(), spoken("en-us+f3")):
        both = np.stack([voice, voice], axis=1)
        wet = reverberate(voice, room)
        assert integrated_lufs(wet, FRAME_RATE) == pytest.approx(integrated_lufs(both, FRAME_RATE), abs=2.0)


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_is_cut(room: str) -> None:
    voice = buzz(1.0)
    wet = reverberate(voice, room)
    assert wet.dtype == np.float32
    assert wet.shape == (len(voice) + room_tail_frames(room), 2)
    assert rms_db(wet[-200:]) < rms_db(wet) - 55
    assert np.abs(wet[-1]).max() < 1e-5


@pytest.mark.parametrize("room", ROOMS)
def test_left_and_right_are_alike_enough_for_one_loudspeaker(room: str) -> None:
    wet = reverberate(spoken(), room)
    assert 0.3 <= alike(wet) < 0.9
    assert rms_db(wet.mean(axis=1)) > rms_db(wet) - 2.5
    assert abs(rms_db(wet[:, 0]) - rms_db(wet[:, 1])) < 1


@pytest.mark.parametrize("room", ROOMS)
def test_the_room_comes_after_the_voice(room: str) -> None:
    heard = np.abs(response(room)).max(axis=1)
    assert heard[: FRAME_RATE // 2000].max() < 0.05 * heard.max()


def test_parts_add_up_to_the_whole() -> None:
    voice = buzz(2.0)
    parts = np.zeros((len(voice) + room_tail_frames("hall"), 2), np.float32)
    for start in range(0, len(voice), 17_000):
        part = reverberate(voice[start : start + 17_000], "hall")
        parts[start : start + len(part)] += part
    whole = reverberate(voice, "hall")
    assert np.abs(parts - whole).max() < 1e-5 * np.abs(whole).max() * 10


def test_a_cellar_is_duller_than_a_room() -> None:
    assert band_change_db(response("room"), response("cellar"), 4_000, 10_000) < -2


@pytest.mark.parametrize("frames", [0, 1, 2])
def test_next_to_nothing_is_no_trouble(frames: int) -> None:
    assert reverberate(np.zeros(frames, np.float32), "church").shape == (frames + room_tail_frames("church"), 2)
