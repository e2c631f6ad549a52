"""Filters, convolution and rng: what the palette stands on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drama.dsp.filters import Convolver, bell, high_pass, in_series, kernel, low_pass, peak, tilt
from drama.dsp.rng import Rng
from drama.model import FRAME_RATE


def response_db(taps: np.ndarray, hz: float) -> float:
    waves = np.exp(-2j * np.pi * hz / FRAME_RATE * np.arange(len(taps)))
    return float(20 * np.log10(abs(np.sum(taps * waves))))


def test_a_kernel_has_the_magnitude_it_was_made_of() -> None:
    taps = kernel(in_series(high_pass(300, 3), low_pass(3_400, 4)), 2_048)
    for hz, db in ((300, -3), (3_400, -3), (1_000, 0), (150, -18), (6_800, -24)):
        assert response_db(taps, hz) == pytest.approx(db, abs=0.6)


def test_a_kernel_answers_at_once() -> None:
    taps = kernel(low_pass(2_000, 2), 512)
    energy = np.cumsum(taps.astype(np.float64) ** 2)
    assert energy[FRAME_RATE // 1000] > 0.95 * energy[-1]


def test_curves_do_what_they_say() -> None:
    hz = np.asarray([100.0, 1_000.0, 2_000.0])
    assert 20 * np.log10(peak(1_000, 0.5, 6)(hz)) == pytest.approx([0, 6, 0.1], abs=0.1)
    assert 20 * np.log10(tilt(1_000, -6)(hz)) == pytest.approx([19.93, 0, -6], abs=0.01)
    assert bell(1_000, 0.1)(hz) == pytest.approx([0, 1, 0], abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 40_000), st.integers(1, 3_000), st.integers(1, 2))
def test_blocks_add_up_to_the_convolution(frames: int, taps: int, channels: int) -> None:
    rng = Rng(frames, taps)
    sound = rng.uniform(frames, -1, 1).astype(np.float32)
    response = rng.uniform(taps * channels, -1, 1).astype(np.float32).reshape(taps, channels)
    out = Convolver(response)(sound)
    assert out.shape == (frames + taps - 1, channels)
    for at in {0, frames // 3, frames - 1} if frames else ():
        first = max(0, at - taps + 1)
        expected = sound[first : at + 1].astype(np.float64) @ response[at - first :: -1][: at + 1 - first]
        assert np.allclose(out[at], expected, atol=2e-3)


def test_chance_falls_the_same_way_for_ever() -> None:
    """The numbers themselves: were they others, every bed and room would sound otherwise than on other machines."""
    assert Rng("bed", "rain").uniform(3) == pytest.approx([RAIN[0], RAIN[1], RAIN[2]], abs=1e-12)


RAIN = (0.018193726339025496, 0.6593042136985092, 0.8458123783808604)


def test_chance_keeps_its_bounds() -> None:
    rng = Rng(7)
    assert 0 <= rng.uniform(10_000).min() < 0.001
    assert 0.999 < rng.uniform(10_000).max() < 1
    assert rng.heavy(10_000, 2).min() >= 1
    times = rng.times(500, 1_000)
    assert times.min() >= 0
    assert times.max() < 1_000
    assert np.all(np.diff(times) >= 0)
    assert np.abs(rng.phases(9)) == pytest.approx(np.ones(9), abs=1e-6)


def test_other_seeds_fall_other_ways() -> None:
    assert Rng("a").one() != Rng("b").one()
    assert Rng("a", 1).one() != Rng("a", 2).one()
