"""A look-ahead true-peak limiter: pure functions on float32 samples, full scale 1.0."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TAPS = 16
"""Samples on either side from which the one half-way between two is interpolated. ITU-R BS.1770-4, annex 2, oversamples
four times; speech engines use half our bandwidth, so twice is enough. Worst case, a steady tone at 11 kHz: 0.7 dB too
little."""

BLOCK = 64
"""Frames (1.5 ms) that share one measured peak; the gain is linear within each block."""

REACH = 8
"""Blocks before and after a peak over which the gain moves: longer than a period of any voice, so that it follows the
syllable and not the waveform."""

SAFE = 0.63
"""Fraction of the ceiling below which samples are safe: no peak between them exceeds it (4 dB; speech rises by 1)."""

REACH_FRAMES = (2 * REACH + 2) * BLOCK
"""Frames on either side that a frame's gain depends on."""


def limit(samples: NDArray[np.float32], *, ceiling: float) -> NDArray[np.float32]:
    """Return samples, shape (frames,) or (frames, channels), limited to a true peak of ``ceiling``, an amplitude.

    All channels get the same gain, so the stereo image does not move. A frame's gain depends on no more than
    :data:`REACH_FRAMES` around it, in blocks counted from the first frame. Samples already below the ceiling are
    returned unchanged. Elsewhere the gain dips smoothly around each peak: the lowest gain needed within reach, averaged
    twice over that reach, is never above the gain that the peak itself needs.
    """
    gain = limiter_gain(samples, ceiling=ceiling)
    if gain is None:
        return samples
    return samples * (gain if samples.ndim == 1 else gain[:, None])


def limiter_gain(samples: NDArray[np.float32], *, ceiling: float) -> NDArray[np.float32] | None:
    """Return the gain by which :func:`limit` multiplies each frame; None where every one is 1."""
    peaks = _peaks(samples, ceiling=ceiling)
    if not len(peaks) or peaks.max() <= ceiling:
        return None
    needed = np.pad(ceiling / np.maximum(peaks, ceiling), 2 * REACH + 1, constant_values=1.0)
    at_edges = np.minimum(needed[:-1], needed[1:])
    gains = _sliding_mean(_sliding_mean(_sliding_minimum(at_edges, 2 * REACH + 1), REACH + 1), REACH + 1)
    return _lines_between(gains)[: len(samples)]


def block_peaks(samples: NDArray[np.float32], *, above: float) -> NDArray[np.float32]:
    """Return the peak magnitude in each :data:`BLOCK` frames of one channel; the last block may be shorter.

    True peaks between samples are searched in blocks with samples above ``above``.
    """
    peaks = _largest(samples, BLOCK)
    near = np.flatnonzero(peaks > above)
    if len(near):
        padded = np.pad(samples, (_TAPS - 1, BLOCK + _TAPS))
        around = np.lib.stride_tricks.sliding_window_view(padded, BLOCK + 2 * _TAPS - 1)[near * BLOCK]
        between = np.abs(around @ _interpolation())
        peaks[near] = np.maximum(peaks[near], between.max(axis=1))
    return peaks


@cache
def _interpolation() -> NDArray[np.float32]:
    """Return the matrix that interpolates the values half-way after each sample of a block: a Kaiser-windowed sinc.

    Shape (:data:`BLOCK` + 2 * taps - 1, :data:`BLOCK`).
    """
    distance = np.arange(1 - _TAPS, _TAPS + 1) - 0.5
    weights = np.sinc(distance) * np.i0(7.0 * np.sqrt(1 - (distance / _TAPS) ** 2)) / np.i0(7.0)
    matrix = np.zeros((BLOCK + 2 * _TAPS - 1, BLOCK), np.float32)
    for frame in range(BLOCK):
        matrix[frame : frame + 2 * _TAPS, frame] = weights
    return matrix


def _peaks(samples: NDArray[np.float32], *, ceiling: float) -> NDArray[np.float32]:
    """Return the largest magnitude of any channel in each block."""
    if float(np.max(np.abs(samples), initial=0.0)) <= ceiling * SAFE:
        return np.zeros(0, np.float32)
    channels = [np.ascontiguousarray(channel) for channel in samples.reshape(len(samples), -1).T]
    return np.asarray(np.max([block_peaks(channel, above=ceiling * SAFE) for channel in channels], axis=0), np.float32)


def _largest(samples: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """Return the largest magnitude in each run of ``size`` samples."""
    rows = np.zeros((-(-len(samples) // size), size), np.float32)
    rows.reshape(-1)[: len(samples)] = samples
    largest: NDArray[np.float32] = np.maximum(rows.max(axis=1), -rows.min(axis=1))
    return largest


def _lines_between(points: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return points interpolated linearly, :data:`BLOCK` frames from each to the next."""
    ramp = np.arange(BLOCK, dtype=np.float32) / np.float32(BLOCK)
    steps = np.diff(points).astype(np.float32)
    return (points[:-1].astype(np.float32)[:, None] + steps[:, None] * ramp).reshape(-1)


def _sliding_minimum(values: NDArray[np.floating], width: int) -> NDArray[np.floating]:
    """Return the minimum of each run of ``width`` values."""
    lowest: NDArray[np.floating] = np.lib.stride_tricks.sliding_window_view(values, width).min(axis=1)
    return lowest


def _sliding_mean(values: NDArray[np.floating], width: int) -> NDArray[np.floating]:
    """Return the mean of each run of ``width`` values."""
    means: NDArray[np.floating] = np.lib.stride_tricks.sliding_window_view(values, width).mean(axis=1)
    return means
