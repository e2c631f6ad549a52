"""Seats: heard apart, and nothing lost on one loudspeaker."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.dsp.panning import pan_gains

SEATS = st.floats(-1, 1)


def test_the_centre_is_untouched() -> None:
    assert pan_gains(0.0) == pytest.approx((1.0, 1.0))


@given(SEATS)
def test_power_is_the_same_everywhere(pan: float) -> None:
    left, right = pan_gains(pan)
    assert left**2 + right**2 == pytest.approx(2)


@given(SEATS)
def test_one_loudspeaker_loses_less_than_a_decibel(pan: float) -> None:
    left, right = pan_gains(pan)
    assert -1 < 20 * math.log10((left + right) / 2) <= 1e-9
    assert min(left, right) > 0.5  # both sides always carry the voice: correlation is positive


@given(SEATS)
def test_the_stage_is_symmetrical(pan: float) -> None:
    assert pan_gains(-pan) == pytest.approx(pan_gains(pan)[::-1])


def test_a_pan_to_the_right_is_heard_on_the_right() -> None:
    for pan in np.linspace(0.1, 1, 10):
        left, right = pan_gains(float(pan))
        assert right > left
    left, right = pan_gains(1.0)
    assert 5 < 20 * math.log10(right / left) < 8


def test_nobody_sits_beyond_the_edge() -> None:
    assert pan_gains(7.0) == pan_gains(1.0)
    assert pan_gains(-7.0) == pan_gains(-1.0)
