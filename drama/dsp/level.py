"""Gain, fades and rounding: pure functions on float32 mono samples, full scale 1.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FULL_SCALE = 32_768
"""The int16 value that corresponds to 1.0."""


def ratio(db: float) -> float:
    """Return the amplitude ratio of a level in decibels."""
    return float(10 ** (db / 20))


def to_int16(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """Return samples rounded to 16 bits, clipped at full scale."""
    scaled = np.clip(np.rint(samples * np.float32(FULL_SCALE)), -FULL_SCALE, FULL_SCALE - 1)
    rounded: NDArray[np.int16] = scaled.astype(np.int16)
    return rounded


def fade_ends(samples: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """Return samples faded in and out over ``frames`` frames, or half their length, with raised cosines."""
    frames = min(frames, len(samples) // 2)
    if frames == 0:
        return samples
    rise = ((1 - np.cos(np.pi * np.arange(frames) / frames)) / 2).astype(np.float32)
    faded = samples.copy()
    faded[:frames] *= rise
    faded[-frames:] *= rise[::-1]
    return faded
