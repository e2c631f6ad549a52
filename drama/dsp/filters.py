"""Filters: magnitude responses, minimum-phase impulse responses made of them, and fast convolution.

A minimum-phase filter is causal with the least delay, so filtered sound stays in step with the unfiltered.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from drama.model import FRAME_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

Curve = Callable[["NDArray[np.floating]"], "NDArray[np.floating]"]
"""A magnitude response: frequencies in hertz -> magnitudes."""

_FLOOR = 1e-4
"""Least magnitude, −80 dB: the logarithm of smaller ones would ring."""


def high_pass(hz: float, order: int) -> Curve:
    """Return the response of a Butterworth high-pass: −3 dB at ``hz``, 6 dB an octave per ``order``."""
    return lambda f: 1 / np.sqrt(1 + (hz / np.maximum(f, 1e-3)) ** (2 * order))


def low_pass(hz: float, order: int) -> Curve:
    """Return the response of a Butterworth low-pass: −3 dB at ``hz``, 6 dB an octave per ``order``."""
    return lambda f: 1 / np.sqrt(1 + (f / hz) ** (2 * order))


def peak(hz: float, octaves: float, db: float) -> Curve:
    """Return the response of a peaking filter: ``db`` (of either sign) at ``hz``, a bell over log frequency."""
    return lambda f: 10 ** (db / 20 * np.exp(-((np.log2(np.maximum(f, 1.0) / hz) / octaves) ** 2)))


def bell(hz: float, octaves: float) -> Curve:
    """Return the response of a narrow band-pass around ``hz``, a bell over log frequency."""
    return lambda f: np.exp(-((np.log2(np.maximum(f, 1.0) / hz) / octaves) ** 2))


def tilt(hz: float, db_an_octave: float) -> Curve:
    """Return the response of a spectral tilt, 0 dB at ``hz``."""
    return lambda f: 10 ** (db_an_octave / 20 * np.log2(np.maximum(f, 20.0) / hz))


def in_series(*curves: Curve) -> Curve:
    """Return the response of several filters in series: the product of theirs."""

    def product(f: NDArray[np.floating]) -> NDArray[np.floating]:
        magnitude = np.ones_like(f)
        for curve in curves:
            magnitude = magnitude * curve(f)
        return np.asarray(magnitude)

    return product


def kernel(curve: Curve, taps: int) -> NDArray[np.float32]:
    """Return the minimum-phase impulse response of a magnitude response, faded out over its last quarter.

    By the folded cepstrum (Oppenheim & Schafer, Discrete-Time Signal Processing, 13.5), over eight times the length.
    """
    size = 8 * taps
    log_magnitude = np.log(np.maximum(curve(np.fft.rfftfreq(size, 1 / FRAME_RATE)), _FLOOR))
    cepstrum = np.fft.irfft(log_magnitude, size)
    cepstrum[1 : size // 2] *= 2
    cepstrum[size // 2 + 1 :] = 0
    response = np.fft.irfft(np.exp(np.fft.rfft(cepstrum)), size)[:taps]
    quarter = taps // 4
    response[-quarter:] *= (1 + np.cos(np.pi * np.arange(quarter) / quarter)) / 2
    return response.astype(np.float32)


_SIZES = (*(1 << power for power in range(10, 19)), *(3 << power for power in range(13, 18)))
"""Lengths with a fast Fourier transform: 20 to 30 ns a point for one channel forward and two back, twice that beyond
2**19."""


class Convolver:
    """Overlap-add convolution with an impulse response of one or more channels; its spectra are cached."""

    def __init__(self, response: NDArray[np.float32]) -> None:
        """``response`` has shape (taps,) or (taps, channels)."""
        self.taps = len(response)
        self._response = np.ascontiguousarray(response.reshape(self.taps, -1).T)
        self._spectra: dict[int, NDArray[np.complex64]] = {}

    def __call__(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return mono samples convolved: shape (frames + taps − 1, channels)."""
        frames = len(samples)
        out = np.zeros((len(self._response), frames + self.taps - 1), np.float32)
        if not frames:
            return out.T
        size = self._size(frames)
        hop = size - self.taps + 1
        spectra = self._spectrum(size)
        for start in range(0, frames, hop):
            block = np.fft.rfft(samples[start : start + hop], size)
            convolved = np.fft.irfft(block.astype(np.complex64, copy=False) * spectra, size, axis=1)
            end = min(start + size, out.shape[1])
            out[:, start:end] += convolved[:, : end - start]
        return out.T

    def _size(self, frames: int) -> int:
        """Return the transform length that convolves ``frames`` frames with the fewest points in total."""

        def points(size: int) -> int:
            return -(-frames // (size - self.taps + 1)) * size

        return min((size for size in _SIZES if size > self.taps), key=points)

    def _spectrum(self, size: int) -> NDArray[np.complex64]:
        if size not in self._spectra:
            self._spectra[size] = np.fft.rfft(self._response, size, axis=1).astype(np.complex64)
        return self._spectra[size]
