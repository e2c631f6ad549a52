"""Ducking: down before the first word, down until after the last, and the same however the windows are cut."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drama.dsp.ducking import ATTACK_FRAMES, HOLD_FRAMES, RELEASE_FRAMES, duck_gains

LONG = 6 * 44_100
SPEECH = [(100_000, 130_000)]
LOW = 10 ** (-8 / 20)


def test_it_is_down_while_somebody_speaks_and_up_far_from_it() -> None:
    gains = duck_gains(SPEECH, 0, LONG, duck_db=-8)
    assert gains.shape == (LONG,)
    assert np.allclose(gains[100_000 : 130_000 + HOLD_FRAMES], LOW)
    assert np.all(gains[: 100_000 - ATTACK_FRAMES] == 1)
    assert np.all(gains[130_000 + HOLD_FRAMES + RELEASE_FRAMES :] == 1)


def test_the_ways_down_and_up_are_smooth() -> None:
    gains = duck_gains(SPEECH, 0, LONG, duck_db=-12)
    steps = np.abs(np.diff(20 * np.log10(gains)))
    assert steps.max() < 0.002
    assert np.all(np.diff(gains[:100_000]) <= 0)
    assert np.all(np.diff(gains[130_000:]) >= 0)


def test_it_stays_down_between_sentences() -> None:
    gains = duck_gains([(100_000, 130_000), (145_000, 160_000)], 0, LONG, duck_db=-8)
    assert np.allclose(gains[100_000:160_000], LOW)


def test_no_speech_and_no_ducking_leave_it_alone() -> None:
    assert np.all(duck_gains([], 50, 1_000, duck_db=-8) == 1)
    assert np.all(duck_gains(SPEECH, 100_000, 1_000, duck_db=0.0) == 1)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, LONG), st.integers(1, 60_000)), max_size=4),
    st.lists(st.integers(1, LONG - 1), max_size=4),
)
def test_windows_cut_anywhere_are_the_whole(said: list[tuple[int, int]], cuts: list[int]) -> None:
    speech = [(start, start + frames) for start, frames in said]
    whole = duck_gains(speech, 0, LONG, duck_db=-6.5)
    edges = [0, *sorted(set(cuts)), LONG]
    parts = [duck_gains(speech, at, end - at, duck_db=-6.5) for at, end in itertools.pairwise(edges)]
    assert np.array_equal(np.concatenate(parts), whole)


@pytest.mark.parametrize("shift", [0, 1, 999_999_937])
def test_only_the_distance_counts(shift: int) -> None:
    moved = [(first + shift, end + shift) for first, end in SPEECH]
    assert np.array_equal(duck_gains(moved, shift, LONG, duck_db=-8), duck_gains(SPEECH, 0, LONG, duck_db=-8))
