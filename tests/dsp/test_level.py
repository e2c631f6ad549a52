"""Gain, fades and rounding."""

from __future__ import annotations

import numpy as np
import pytest

from drama.dsp.level import fade_ends, ratio, to_int16


def test_six_decibels_double() -> None:
    assert ratio(0) == 1
    assert ratio(6.0206) == pytest.approx(2, rel=1e-5)


def test_rounding_is_to_the_nearest_and_never_wraps() -> None:
    samples = np.asarray([0, 0.4 / 32_768, 0.6 / 32_768, -0.6 / 32_768, 1.5, -1.5], np.float32)
    assert to_int16(samples).tolist() == [0, 0, 1, -1, 32_767, -32_768]


def test_rounding_gives_back_what_was_sixteen_bits() -> None:
    every = np.arange(-32_768, 32_768, dtype=np.int16)
    assert np.array_equal(to_int16(every.astype(np.float32) / 32_768), every)


def test_a_fade_begins_and_ends_in_silence_and_leaves_the_middle() -> None:
    faded = fade_ends(np.ones(1000, np.float32), 88)
    assert faded[0] == faded[-1] == 0
    assert np.all(faded[88:-88] == 1)
    assert np.all(np.diff(faded[:88]) > 0)
    assert np.array_equal(faded, faded[::-1])


@pytest.mark.parametrize("frames", [0, 1, 2, 3, 100])
def test_a_clip_shorter_than_its_fades_keeps_its_length(frames: int) -> None:
    sound = np.ones(frames, np.float32)
    assert len(fade_ends(sound, 88)) == frames
    assert np.all(sound == 1)
