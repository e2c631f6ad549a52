"""A gentle bus compressor that looks both ways: pure functions on float32, full scale 1.0.

It evens out sentences, not syllables: the level is the mean square over about 0.4 s around each moment, so nothing
pumps and nothing is distorted. 2:1 above a threshold 6 dB under the programme's own level, with make-up such that what
is at that level stays as it is: louder passages come down by half of what they are above, soft ones come up by 3 dB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 288
"""Frames (6.5 ms) that share one measured level; a quarter of an MP3 frame, so that stretches fall on its bounds."""
REACH = 40
"""Blocks before and after (0.26 s each way) that count for the level, nearer ones more."""
REACH_FRAMES = BLOCK * (REACH + 1)
"""Frames on either side of a window that decide on its gain; a window cut with these around it, on a whole block,
comes out as it would in the whole."""
RATIO = 2.0
BELOW_DB = 6.0
"""How far the threshold lies under the programme's level, in dB."""
_KNEE_DB = 6.0
_LOUDEST_DB = 6.0
"""The gain never falls further than this."""


def compress(samples: NDArray[np.float32], *, reference_lufs: float = -16.0) -> NDArray[np.float32]:
    """Return samples, shape (frames,) or (frames, channels), with their loud and soft passages closer together.

    ``reference_lufs`` is the loudness the programme has; what is that loud stays that loud. All channels get the same
    gain, so nothing moves on the stage.
    """
    if not len(samples):
        return samples
    powers = _block_powers(samples)
    weights = np.hanning(2 * REACH + 3)[1:-1]
    padded = np.pad(powers, REACH)
    power = np.convolve(padded, weights / weights.sum(), mode="valid")
    level_db = 10 * np.log10(power + 1e-10)
    gain_db = _gain_db(level_db - reference_lufs)
    gains = _between((10 ** (gain_db / 20)).astype(np.float32))[: len(samples)]
    return np.asarray(samples * (gains[:, None] if samples.ndim == 2 else gains))


def _gain_db(above_db: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the gain for levels above the reference: a soft knee at the threshold, a floor far above it."""
    over = above_db + BELOW_DB
    bent = np.clip(over + _KNEE_DB / 2, 0, _KNEE_DB) ** 2 / (2 * _KNEE_DB) + np.maximum(0, over - _KNEE_DB / 2)
    slope = 1 - 1 / RATIO
    return np.asarray(np.maximum(slope * (BELOW_DB - bent), -_LOUDEST_DB))


def _block_powers(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the mean square of each block, channels added up as loudness does; the last may be padded with silence."""
    square = (samples.astype(np.float32) ** 2).reshape(len(samples), -1).sum(axis=1)
    rows = np.zeros((-(-len(square) // BLOCK), BLOCK), np.float32)
    rows.reshape(-1)[: len(square)] = square
    means: NDArray[np.float64] = rows.mean(axis=1, dtype=np.float64)
    return means


def _between(gains: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return straight lines between the middles of blocks."""
    before, after = np.append(gains[:1], gains[:-1]), np.append(gains[1:], gains[-1:])
    ramp = (np.arange(BLOCK, dtype=np.float32) + np.float32(0.5)) / BLOCK - np.float32(0.5)
    left = gains[:, None] + (gains - before)[:, None] * np.minimum(ramp, 0)
    return np.asarray(left + (after - gains)[:, None] * np.maximum(ramp, 0)).reshape(-1)
