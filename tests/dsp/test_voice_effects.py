"""What a voice comes through is heard: its band, its level, its echoes; and its words stay clear."""

from __future__ import annotations

import numpy as np
import pytest
import soxr
from support.hearing import integrated_lufs
from support.sound_voices import band_change_db, buzz, rms_db, spoken

from drama.dsp.voice_effects import LEVEL_DB, apply_voice_effect, voice_effect_tail_frames
from drama.model import FRAME_RATE, VoiceEffect

pytestmark = pytest.mark.slow

ALL = list(VoiceEffect)
OTHERS = [voice_effect for voice_effect in ALL if voice_effect is not VoiceEffect.DIRECT]


def intelligibility(dry: np.ndarray, treated: np.ndarray) -> float:
    """Return STOI (Taal et al. 2011) by an implementation that is not ours."""
    stoi = pytest.importorskip("pystoi", reason="pystoi is not there: nobody listens for intelligibility").stoi
    slow, heard = (soxr.resample(sound.astype(np.float64), FRAME_RATE, 10_000) for sound in (dry, treated[: len(dry)]))
    return float(stoi(slow, heard, 10_000))


def test_direct_is_the_voice_itself() -> None:
    voice = buzz()
    assert apply_voice_effect(voice, VoiceEffect.DIRECT) is voice
    assert voice_effect_tail_frames(VoiceEffect.DIRECT) == 0


@pytest.mark.parametrize("voice_effect", ALL)
def test_the_level_is_what_the_table_says(voice_effect: VoiceEffect) -> None:
    voice = spoken()
    change = integrated_lufs(apply_voice_effect(voice, voice_effect), FRAME_RATE) - integrated_lufs(voice, FRAME_RATE)
    assert change == pytest.approx(LEVEL_DB[voice_effect], abs=0.2)


@pytest.mark.parametrize("voice_effect", ALL)
def test_it_is_longer_by_its_tail_and_ends_in_silence(voice_effect: VoiceEffect) -> None:
    voice = buzz()
    treated = apply_voice_effect(voice, voice_effect)
    assert treated.dtype == np.float32
    assert len(treated) == len(voice) + voice_effect_tail_frames(voice_effect)
    assert np.abs(treated[-20:]).max() <= np.abs(voice[-20:]).max() + 1e-4 * np.abs(treated).max()


@pytest.mark.parametrize("voice_effect", OTHERS)
def test_it_starts_in_step_with_the_voice(voice_effect: VoiceEffect) -> None:
    click = np.zeros(FRAME_RATE, np.float32)
    click[1_000:1_020] = 0.5
    treated = np.abs(apply_voice_effect(click, voice_effect))
    assert treated[:1_000].max() < 0.2 * treated.max()  # a radio opens a little before
    assert np.argmax(treated) - 1_000 < 2 * FRAME_RATE // 1000


@pytest.mark.parametrize("voice_effect", OTHERS)
def test_silence_stays_silence(voice_effect: VoiceEffect) -> None:
    for frames in (0, 1, 4_000):
        treated = apply_voice_effect(np.zeros(frames, np.float32), voice_effect)
        assert len(treated) == frames + voice_effect_tail_frames(voice_effect)
        assert not treated.any()


@pytest.mark.parametrize("voice_effect", OTHERS)
def test_a_louder_voice_is_treated_alike(voice_effect: VoiceEffect) -> None:
    voice = buzz()
    soft, loud = apply_voice_effect(voice * np.float32(0.1), voice_effect), apply_voice_effect(voice, voice_effect)
    assert np.allclose(soft * 10, loud, atol=0.01 * np.abs(loud).max())


@pytest.mark.parametrize(
    ("voice_effect", "low_hz", "high_hz"), [(VoiceEffect.PHONE, 300, 3_400), (VoiceEffect.RADIO, 450, 2_800)]
)
def test_a_line_carries_its_band_only(voice_effect: VoiceEffect, low_hz: float, high_hz: float) -> None:
    voice = spoken()
    treated = apply_voice_effect(voice, voice_effect)
    assert band_change_db(voice, treated, 60, 0.6 * low_hz) < -12
    assert band_change_db(voice, treated, 1.5 * high_hz, 12_000) < -15
    assert band_change_db(voice, treated, 1.2 * low_hz, 0.9 * high_hz) > -1


def test_a_door_takes_the_treble() -> None:
    voice = spoken()
    treated = apply_voice_effect(voice, VoiceEffect.DOOR)
    assert band_change_db(voice, treated, 3_000, 8_000) < -18
    assert band_change_db(voice, treated, 120, 500) > -1


def test_distance_is_thin() -> None:
    voice = spoken("en-us+m7")
    treated = apply_voice_effect(voice, VoiceEffect.DISTANCE)
    assert band_change_db(voice, treated, 60, 200) < -3
    assert band_change_db(voice, treated, 6_000, 12_000) < -3


def test_a_thought_is_near() -> None:
    voice = spoken()
    treated = apply_voice_effect(voice, VoiceEffect.THOUGHT)
    assert 0.5 < band_change_db(voice, treated, 100, 250) < 5
    assert band_change_db(voice, treated, 5_000, 10_000) < -1


@pytest.mark.parametrize(
    ("voice_effect", "audible_ms", "gone_ms"),
    [
        (VoiceEffect.PA, 300, 900),
        (VoiceEffect.MEMORY, 600, 1_650),
        (VoiceEffect.DISTANCE, 150, 500),
        (VoiceEffect.PHONE, 0, 30),
    ],
)
def test_echoes_last_and_end(voice_effect: VoiceEffect, audible_ms: int, gone_ms: int) -> None:
    voice = buzz(1.0)
    treated = apply_voice_effect(np.pad(voice, (0, 100)), voice_effect)
    average = rms_db(treated[: len(voice)])

    def level_at(ms: int) -> float:
        return rms_db(treated[len(voice) + 100 + ms * FRAME_RATE // 1000 :][:1_500]) - average

    if audible_ms:
        assert level_at(audible_ms) > -42
    assert level_at(gone_ms) < -45


def test_a_radio_hisses_only_while_somebody_speaks() -> None:
    pause = np.zeros(FRAME_RATE, np.float32)
    treated = apply_voice_effect(np.concatenate([buzz(1.0), pause, buzz(1.0)]), VoiceEffect.RADIO)
    assert rms_db(treated[3 * FRAME_RATE // 2 :][: FRAME_RATE // 4]) < rms_db(treated[:FRAME_RATE]) - 60


@pytest.mark.parametrize("voice_effect", OTHERS)
def test_every_word_is_understood(voice_effect: VoiceEffect) -> None:
    least = {VoiceEffect.PHONE: 0.82, VoiceEffect.RADIO: 0.77, VoiceEffect.PA: 0.75, VoiceEffect.MEMORY: 0.8}
    assert intelligibility(spoken(), apply_voice_effect(spoken(), voice_effect)) > least.get(voice_effect, 0.88)
