"""A look-ahead true-peak limiter: pure functions on float32 mono samples, full scale 1.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import soxr

if TYPE_CHECKING:
    from numpy.typing import NDArray

OVERSAMPLING = 4
"""Peaks between samples are looked for at four times the rate, as ITU-R BS.1770-4, annex 2, asks."""

REACH_S = 0.012
"""How long before and after a peak the gain starts and ends to move: longer than a period of any voice, so that the
gain follows the syllable and not the wave."""


def true_peaks(samples: NDArray[np.float32], frame_rate: int) -> NDArray[np.float32]:
    """Return for each frame the largest magnitude at it and up to the next one, between samples included."""
    if not len(samples):
        return samples
    fine: NDArray[np.float32] = np.abs(soxr.resample(samples, frame_rate, OVERSAMPLING * frame_rate, quality="HQ"))
    whole = np.zeros(OVERSAMPLING * len(samples), np.float32)
    whole[: len(fine)] = fine[: len(whole)]
    peaks: NDArray[np.float32] = np.maximum(whole.reshape(-1, OVERSAMPLING).max(axis=1), np.abs(samples))
    return peaks


def limit(samples: NDArray[np.float32], *, ceiling: float, frame_rate: int) -> NDArray[np.float32]:
    """Return samples whose true peak does not exceed ``ceiling`` (an amplitude; within 0.1 dB).

    Samples that keep the ceiling come back as they are. Elsewhere the gain dips smoothly around each peak: the
    lowest gain within reach, averaged twice over the same reach, is never above what the peak needs.
    """
    peaks = true_peaks(samples, frame_rate)
    if not len(peaks) or peaks.max() <= ceiling:
        return samples
    reach = round(REACH_S * frame_rate)
    needed = np.minimum(np.float32(1), np.float32(ceiling) / np.maximum(peaks, np.float32(ceiling)))
    lowest = _sliding_minimum(np.pad(needed, 2 * reach, constant_values=1), 2 * reach + 1)
    smooth = _sliding_mean(_sliding_mean(lowest, reach + 1), reach + 1)
    return samples * smooth.astype(np.float32)


def _sliding_minimum(values: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """Return the minimum of each run of ``width`` values, by doubling runs."""
    run = 1
    while run < width:
        step = min(run, width - run)
        values = np.minimum(values[:-step], values[step:])
        run += step
    return values


def _sliding_mean(values: NDArray[np.floating], width: int) -> NDArray[np.float64]:
    """Return the mean of each run of ``width`` values."""
    sums = np.concatenate(([0.0], np.cumsum(values - 1.0, dtype=np.float64)))
    return 1.0 + (sums[width:] - sums[:-width]) / width
