"""The limiter: it keeps its ceiling between samples too, clicks nowhere and touches nothing that needs no limiting."""

from __future__ import annotations

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from drama.dsp.level import fade_ends
from drama.dsp.limiter import BLOCK, REACH, block_peaks, limit

RATE = 44_100


def true_peak(samples: np.ndarray) -> float:
    """Return the largest magnitude at eight times the rate."""
    return float(np.abs(soxr.resample(samples, RATE, 8 * RATE, quality="VHQ")).max())


def voice(seconds: float = 2.0, *, hz: float = 120.0, peak: float = 1.5) -> np.ndarray:
    """Return a buzz with the sharp peaks of a voice, one syllable a quarter of a second."""
    time = np.arange(round(seconds * RATE)) / RATE
    buzz = sum(np.cos(2 * np.pi * hz * k * time) / k for k in range(1, 60))
    sound = buzz * (0.2 + np.sin(2 * np.pi * 2 * time) ** 2)
    return fade_ends((peak * sound / np.abs(sound).max()).astype(np.float32), 200)


def test_what_keeps_the_ceiling_comes_back_as_it_is() -> None:
    sound = voice(peak=0.5)
    assert limit(sound, ceiling=0.8) is sound


@pytest.mark.parametrize("ceiling_dbtp", [-1.5, -6.0, -12.0])
@pytest.mark.parametrize("hz", [70.0, 120.0, 311.0])
def test_the_true_peak_keeps_the_ceiling(ceiling_dbtp: float, hz: float) -> None:
    limited = limit(voice(hz=hz), ceiling=10 ** (ceiling_dbtp / 20))
    assert 20 * np.log10(true_peak(limited)) <= ceiling_dbtp + 0.1


def test_a_peak_between_two_samples_is_found() -> None:
    time = np.arange(RATE) / RATE
    between = np.sin(2 * np.pi * RATE / 4 * time + np.pi / 4).astype(np.float32)  # samples at ±0.707 of a peak of 1
    assert np.abs(between).max() < 0.72
    assert np.median(block_peaks(between, above=0.5)) == pytest.approx(1.0, abs=0.02)


@settings(deadline=None)
@given(st.lists(st.floats(-4, 4, width=32), min_size=1, max_size=400), st.floats(0.05, 0.9))
@pytest.mark.slow
def test_any_samples_at_all_keep_the_ceiling(values: list[float], ceiling: float) -> None:
    sound = np.asarray(values, np.float32)
    limited = limit(sound, ceiling=ceiling)
    assert len(limited) == len(sound)
    assert np.abs(limited).max() <= ceiling * 1.0001


def test_nothing_changes_far_from_a_peak() -> None:
    sound = voice(peak=0.4)
    sound[40_000] = 1.0
    limited = limit(sound, ceiling=0.7)
    changed = np.flatnonzero(limited != sound)
    reach = (3 * REACH + 2) * BLOCK
    assert 40_000 - reach < changed.min() <= 40_000 <= changed.max() < 40_000 + reach


def test_the_gain_moves_without_a_step() -> None:
    time = np.arange(RATE) / RATE
    hum = np.full(RATE, 0.5, np.float32) + (0.6 * np.exp(-(((time - 0.5) / 0.001) ** 2))).astype(np.float32)
    gain = limit(hum, ceiling=0.6) / hum
    assert gain.min() == pytest.approx(0.6 / 1.1, rel=0.02)
    assert np.abs(np.diff(gain)).max() < 0.001


def test_silence_and_nothing_pass() -> None:
    for frames in (0, 1, 1000):
        assert len(limit(np.zeros(frames, np.float32), ceiling=0.5)) == frames
