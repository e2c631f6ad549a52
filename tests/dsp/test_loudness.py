"""Loudness and true peak, held to pyloudnorm and to arithmetic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drama.dsp.loudness import energies, integrated_lufs, true_peak_dbtp
from drama.engines import get_engine
from drama.errors import EngineError
from drama.model import Voice

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATES = [22_050, 44_100]


def sine(
    hz: float, *, seconds: float = 2.0, dbfs: float = -12.0, rate: int = 22_050, phase: float = 0.0
) -> NDArray[np.int16]:
    time = np.arange(round(seconds * rate)) / rate
    return np.round(32_767 * 10 ** (dbfs / 20) * np.sin(2 * np.pi * hz * time + phase)).astype(np.int16)


def noise(seed: int, *, seconds: float = 3.0, dbfs: float = -20.0, rate: int = 22_050) -> NDArray[np.int16]:
    rng = np.random.default_rng(seed)
    sound = rng.standard_normal(round(seconds * rate)) * 32_767 * 10 ** (dbfs / 20)
    return np.clip(np.round(sound), -32_768, 32_767).astype(np.int16)


def by_pyloudnorm(samples: NDArray[np.int16], rate: int) -> float:
    return float(pyloudnorm.Meter(rate).integrated_loudness(samples / 32_768))


def lufs(samples: NDArray[np.int16], rate: int) -> float:
    return integrated_lufs(energies(samples, rate))


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("hz", [80, 150, 997, 3_000, 8_000])
def test_tones_are_as_loud_as_pyloudnorm_says(rate: int, hz: float) -> None:
    sound = sine(hz, rate=rate)
    assert lufs(sound, rate) == pytest.approx(by_pyloudnorm(sound, rate), abs=0.1)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_noise_in_syllables_is_as_loud_as_pyloudnorm_says(rate: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    shape = np.repeat(rng.uniform(0, 1, 32) ** 2, rate // 8)
    sound = (noise(seed, seconds=len(shape) / rate, dbfs=-15, rate=rate)[: len(shape)] * shape).astype(np.int16)
    assert lufs(sound, rate) == pytest.approx(by_pyloudnorm(sound, rate), abs=0.1)


@pytest.mark.parametrize("voice_id", ["en-us", "en-gb-x-rp+f2", "en-us+whisper", "en-gb-scotland+m3"])
def test_speech_is_as_loud_as_pyloudnorm_says(voice_id: str) -> None:
    text = "The ferry was late again. Nobody minded; the rain had stopped, and there was tea."
    try:
        speech = get_engine("pyttsx3").speak(text, Voice(name="n", engine="pyttsx3", id=voice_id))
    except EngineError:
        pytest.skip("no such voice on this platform")
    assert lufs(speech.samples, speech.frame_rate) == pytest.approx(
        by_pyloudnorm(speech.samples, speech.frame_rate), abs=0.1
    )


def test_a_sine_of_1_khz_at_full_scale_is_minus_three_lufs() -> None:
    assert lufs(sine(997, dbfs=0, rate=44_100), 44_100) == pytest.approx(-3.01, abs=0.05)


@settings(max_examples=30, deadline=None)
@given(gain_db=st.floats(-20, 6), seed=st.integers(0, 50))
def test_a_gain_shifts_energies_by_exactly_the_gain(gain_db: float, seed: int) -> None:
    steps = energies(noise(seed, seconds=1.0), 22_050)
    louder = integrated_lufs(steps * 10 ** (gain_db / 10))
    assert louder == pytest.approx(integrated_lufs(steps) + gain_db, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(seconds=st.floats(0.01, 2.5), seed=st.integers(0, 50))
def test_there_is_an_energy_for_each_tenth_of_a_second_begun(seconds: float, seed: int) -> None:
    sound = noise(seed, seconds=seconds)
    steps = energies(sound, 22_050)
    assert len(steps) == math.ceil(len(sound) / 2_205)
    assert (steps >= 0).all()


@pytest.mark.parametrize("seconds", [0, 0.05, 0.3, 2])
def test_silence_is_minus_infinity(seconds: float) -> None:
    silence = np.zeros(round(seconds * 22_050), np.int16)
    assert lufs(silence, 22_050) == -math.inf
    assert true_peak_dbtp(silence) == -math.inf


def test_silence_around_speech_does_not_make_it_softer() -> None:
    sound = noise(5, seconds=4)
    padded = np.concatenate([np.zeros(44_100, np.int16), sound, np.zeros(66_150, np.int16)])
    assert lufs(padded, 22_050) == pytest.approx(lufs(sound, 22_050), abs=0.6)


def test_a_line_shorter_than_a_block_has_a_loudness() -> None:
    assert lufs(sine(997, seconds=0.25, dbfs=-20), 22_050) == pytest.approx(-23, abs=0.3)


@pytest.mark.parametrize("rate", RATES)
def test_a_peak_between_the_samples_is_found(rate: int) -> None:
    # A quarter of the sample rate, 45 degrees off: every sample is 3.01 dB below the crest of the wave.
    sound = sine(rate / 4, dbfs=-6, rate=rate, phase=math.pi / 4)
    sampled = 20 * math.log10(np.abs(sound.astype(int)).max() / 32_768)
    assert sampled == pytest.approx(-9.01, abs=0.02)
    fade = np.minimum(1, np.minimum(np.arange(len(sound)), np.arange(len(sound))[::-1]) / (rate * 0.05))
    assert true_peak_dbtp((sound * fade).astype(np.int16)) == pytest.approx(-6, abs=0.1)


def test_the_true_peak_is_never_below_the_highest_sample() -> None:
    for seed in range(5):
        sound = noise(seed, seconds=0.5)
        assert true_peak_dbtp(sound) >= 20 * math.log10(np.abs(sound.astype(int)).max() / 32_768) - 1e-6
