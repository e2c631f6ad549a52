"""What a voice comes through is heard: its band, its level, its echoes; and its words stay clear."""

from __future__ import annotations

import numpy as np
import pytest
import soxr
from support.hearing import integrated_lufs
from support.sound_voices import band_change_db, buzz, rms_db, spoken

from drama.dsp.voice_effects import LEVEL_DB, treat, treatment_tail_frames
from drama.model import FRAME_RATE, Treatment

ALL = list(Treatment)
OTHERS = [treatment for treatment in ALL if treatment is not Treatment.DIRECT]


def intelligibility(dry: np.ndarray, treated: np.ndarray) -> float:
    """Return STOI (Taal et al. 2011) by an implementation that is not ours."""
    stoi = pytest.importorskip("pystoi", reason="pystoi is not there: nobody listens for intelligibility").stoi
    slow, heard = (soxr.resample(sound.astype(np.float64), FRAME_RATE, 10_000) for sound in (dry, treated[: len(dry)]))
    return float(stoi(slow, heard, 10_000))


def test_direct_is_the_voice_itself() -> None:
    voice = buzz()
    assert treat(voice, Treatment.DIRECT) is voice
    assert treatment_tail_frames(Treatment.DIRECT) == 0


@pytest.mark.parametrize("treatment", ALL)
def test_the_level_is_what_the_table_says(treatment: Treatment) -> None:
    voice = spoken()
    change = integrated_lufs(treat(voice, treatment), FRAME_RATE) - integrated_lufs(voice, FRAME_RATE)
    assert change == pytest.approx(LEVEL_DB[treatment], abs=0.2)


@pytest.mark.parametrize("treatment", ALL)
def test_it_is_longer_by_its_tail_and_ends_in_silence(treatment: Treatment) -> None:
    voice = buzz()
    treated = treat(voice, treatment)
    assert treated.dtype == np.float32
    assert len(treated) == len(voice) + treatment_tail_frames(treatment)
    assert np.abs(treated[-20:]).max() <= np.abs(voice[-20:]).max() + 1e-4 * np.abs(treated).max()


@pytest.mark.parametrize("treatment", OTHERS)
def test_it_starts_in_step_with_the_voice(treatment: Treatment) -> None:
    click = np.zeros(FRAME_RATE, np.float32)
    click[1_000:1_020] = 0.5
    treated = np.abs(treat(click, treatment))
    assert treated[:1_000].max() < 0.2 * treated.max()  # a radio opens a little before
    assert np.argmax(treated) - 1_000 < 2 * FRAME_RATE // 1000


@pytest.mark.parametrize("treatment", OTHERS)
def test_silence_stays_silence(treatment: Treatment) -> None:
    for frames in (0, 1, 4_000):
        treated = treat(np.zeros(frames, np.float32), treatment)
        assert len(treated) == frames + treatment_tail_frames(treatment)
        assert not treated.any()


@pytest.mark.parametrize("treatment", OTHERS)
def test_a_louder_voice_is_treated_alike(treatment: Treatment) -> None:
    voice = buzz()
    soft, loud = treat(voice * np.float32(0.1), treatment), treat(voice, treatment)
    assert np.allclose(soft * 10, loud, atol=0.01 * np.abs(loud).max())


@pytest.mark.parametrize(
    ("treatment", "low_hz", "high_hz"), [(Treatment.PHONE, 300, 3_400), (Treatment.RADIO, 450, 2_800)]
)
def test_a_line_carries_its_band_only(treatment: Treatment, low_hz: float, high_hz: float) -> None:
    voice = spoken()
    treated = treat(voice, treatment)
    assert band_change_db(voice, treated, 60, 0.6 * low_hz) < -12
    assert band_change_db(voice, treated, 1.5 * high_hz, 12_000) < -15
    assert band_change_db(voice, treated, 1.2 * low_hz, 0.9 * high_hz) > -1


def test_a_door_takes_the_treble() -> None:
    voice = spoken()
    treated = treat(voice, Treatment.DOOR)
    assert band_change_db(voice, treated, 3_000, 8_000) < -18
    assert band_change_db(voice, treated, 120, 500) > -1


def test_distance_is_thin() -> None:
    voice = spoken("en-us+m7")
    treated = treat(voice, Treatment.DISTANCE)
    assert band_change_db(voice, treated, 60, 200) < -3
    assert band_change_db(voice, treated, 6_000, 12_000) < -3


def test_a_thought_is_near() -> None:
    voice = spoken()
    treated = treat(voice, Treatment.THOUGHT)
    assert 0.5 < band_change_db(voice, treated, 100, 250) < 5
    assert band_change_db(voice, treated, 5_000, 10_000) < -1


@pytest.mark.parametrize(
    ("treatment", "audible_ms", "gone_ms"),
    [
        (Treatment.PA, 300, 900),
        (Treatment.MEMORY, 600, 1_650),
        (Treatment.DISTANCE, 150, 500),
        (Treatment.PHONE, 0, 30),
    ],
)
def test_echoes_last_and_end(treatment: Treatment, audible_ms: int, gone_ms: int) -> None:
    voice = buzz(1.0)
    treated = treat(np.pad(voice, (0, 100)), treatment)
    average = rms_db(treated[: len(voice)])

    def level_at(ms: int) -> float:
        return rms_db(treated[len(voice) + 100 + ms * FRAME_RATE // 1000 :][:1_500]) - average

    if audible_ms:
        assert level_at(audible_ms) > -42
    assert level_at(gone_ms) < -45


def test_a_radio_hisses_only_while_somebody_speaks() -> None:
    pause = np.zeros(FRAME_RATE, np.float32)
    treated = treat(np.concatenate([buzz(1.0), pause, buzz(1.0)]), Treatment.RADIO)
    assert rms_db(treated[3 * FRAME_RATE // 2 :][: FRAME_RATE // 4]) < rms_db(treated[:FRAME_RATE]) - 60


@pytest.mark.parametrize("treatment", OTHERS)
def test_every_word_is_understood(treatment: Treatment) -> None:
    least = {Treatment.PHONE: 0.82, Treatment.RADIO: 0.77, Treatment.PA: 0.75, Treatment.MEMORY: 0.8}
    assert intelligibility(spoken(), treat(spoken(), treatment)) > least.get(treatment, 0.88)
