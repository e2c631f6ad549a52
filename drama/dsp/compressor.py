"""A gentle bus compressor with look-ahead: pure functions on float32, full scale 1.0.

It evens out sentences, not syllables: the level is the mean square over about 0.4 s around each moment, so nothing
pumps and nothing is distorted. The ratio is 2:1 above a threshold 6 dB below the programme's level, with make-up gain
so that this level is unchanged: louder passages are attenuated by half their excess, soft ones raised by 3 dB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 288
"""Frames (6.5 ms) that share one level; a quarter of an MP3 frame, so that chunks begin on block boundaries."""
REACH = 40
"""Blocks before and after (0.26 s each way) in the level, weighted by a Hann window."""
REACH_FRAMES = BLOCK * (REACH + 1)
"""Frames on either side of a window that its gain depends on: a window cut with these around it, on whole blocks,
gets the same gain as in the whole."""
RATIO = 2.0
BELOW_DB = 6.0
"""Distance of the threshold below the programme's level, in dB."""
_KNEE_DB = 6.0
"""Width of the soft knee."""
_LOUDEST_DB = 6.0
"""Largest attenuation."""


def compress(samples: NDArray[np.float32], *, reference_lufs: float = -16.0) -> NDArray[np.float32]:
    """Return samples, shape (frames,) or (frames, channels), with their dynamic range reduced.

    ``reference_lufs`` is the loudness of the programme, which is unchanged. All channels get the same gain, so the
    stereo image does not move.
    """
    if not len(samples):
        return samples
    powers = _block_powers(samples)
    weights = np.hanning(2 * REACH + 3)[1:-1]
    padded = np.pad(powers, REACH)
    power = np.convolve(padded, weights / weights.sum(), mode="valid")
    level_db = 10 * np.log10(power + 1e-10)
    gain_db = _gain_db(level_db - reference_lufs)
    gains = _interpolated((10 ** (gain_db / 20)).astype(np.float32))[: len(samples)]
    return np.asarray(samples * (gains[:, None] if samples.ndim == 2 else gains))


def _gain_db(above_db: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the gain for levels relative to the reference: a soft knee at the threshold, limited attenuation."""
    over = above_db + BELOW_DB
    bent = np.clip(over + _KNEE_DB / 2, 0, _KNEE_DB) ** 2 / (2 * _KNEE_DB) + np.maximum(0, over - _KNEE_DB / 2)
    slope = 1 - 1 / RATIO
    return np.asarray(np.maximum(slope * (BELOW_DB - bent), -_LOUDEST_DB))


def _block_powers(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the mean square of each block, summed over channels; the last block may be padded with silence."""
    square = (samples.astype(np.float32) ** 2).reshape(len(samples), -1).sum(axis=1)
    rows = np.zeros((-(-len(square) // BLOCK), BLOCK), np.float32)
    rows.reshape(-1)[: len(square)] = square
    means: NDArray[np.float64] = rows.mean(axis=1, dtype=np.float64)
    return means


def _interpolated(gains: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a gain for each frame, interpolated linearly between the centres of blocks."""
    before, after = np.append(gains[:1], gains[:-1]), np.append(gains[1:], gains[-1:])
    ramp = (np.arange(BLOCK, dtype=np.float32) + np.float32(0.5)) / BLOCK - np.float32(0.5)
    left = gains[:, None] + (gains - before)[:, None] * np.minimum(ramp, 0)
    return np.asarray(left + (after - gains)[:, None] * np.maximum(ramp, 0)).reshape(-1)
