"""A source-filter vocoder in numpy, float32: spectral layers -> sound.

Each frame of 12.5 ms has a spectrum of 601 bins, the sum of three parts: a pulse train at the pitch through the
filter ``exp(voiced + iπ tanh(turn))``, noise through ``exp(noise)``, and ``exp(free + i·phase)``. The layers
and this sum are the interface of hibari-tts 0.2.1 (its README, "ONNX interface"); the arithmetic is ours. It works
frame by frame, so that each Fourier transform runs over contiguous memory, and takes its noise from a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FRAME_RATE = 24_000
HOP = 300
"""Samples from one frame to the next: 12.5 ms."""
BINS = 601
BIN_HZ = 20.0
UNVOICED_HZ = 40.0
"""A pitch below this means an unvoiced frame."""

_WINDOW = 1200
_OVERLAP = _WINDOW // HOP
_HANN = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_WINDOW) / _WINDOW)).astype(np.float32)
_HIGHEST_HZ = 11_000.0
"""Highest harmonic of the pulse train."""
_LOUDEST = np.float32(7.0)
"""Natural logarithm of the largest magnitude a bin may have."""
_NOISE_FRAMES = 512
_BLOCK = 256
"""Frames processed at once: they fit the processor's cache, and memory does not grow with the line."""


@dataclass(frozen=True, slots=True)
class Layers:
    """The network's output: natural logarithms of magnitudes, and phases; arrays of shape (601, frames)."""

    voiced: Floats
    turn: Floats
    """Phase of the voiced part, as the argument of π·tanh."""
    noise: Floats
    free: Floats
    """Log magnitude of the part that is neither pulses nor noise: mostly plosive bursts."""
    phase: Floats
    """Phase of :attr:`free`, in radians."""
    pitch_hz: Floats
    """Shape (frames,); 0 where unvoiced."""

    @property
    def frames(self) -> int:
        """The number of frames."""
        return len(self.pitch_hz)


def synthesize(layers: Layers) -> Floats:
    """Return the sound of layers at 24 kHz, 300 samples a frame, shape (samples,). Deterministic."""
    if not layers.frames:
        return np.zeros(0, np.float32)
    blocks = np.zeros((layers.frames + _OVERLAP - 1, HOP), np.float32)
    for first, spectrum in _spectra(layers):
        frames = np.fft.irfft(spectrum, _WINDOW, axis=1)
        frames *= _HANN
        quarters = frames.reshape(-1, _OVERLAP, HOP)
        for quarter in range(_OVERLAP):
            at = first + quarter
            blocks[at : at + len(quarters)] += quarters[:, quarter]
    blocks *= np.float32(2 / 3)  # Hann windows squared, four to a sample, sum to 1.5
    half = _WINDOW // 2
    return blocks.reshape(-1)[half : half + layers.frames * HOP]


def _spectra(layers: Layers) -> Iterator[tuple[int, NDArray[np.complex64]]]:
    """Yield blocks of complex spectra, shape (frames, 601), each with the index of its first frame."""
    source = np.pad(_pulses(layers.pitch_hz), _WINDOW // 2)
    windows = np.lib.stride_tricks.sliding_window_view(source, _WINDOW)[::HOP]
    shape = _HANN / np.float32(_WINDOW / 4)  # a cosine of amplitude 1 peaks at 1
    for first in range(0, layers.frames, _BLOCK):
        part = slice(first, min(first + _BLOCK, layers.frames))
        spectrum = np.fft.rfft(windows[part] * shape, axis=1).astype(np.complex64, copy=False)
        turn = np.tanh(layers.turn[:, part].T)
        turn *= np.float32(np.pi)
        filtered = _polar(_magnitude(layers.voiced[:, part]), turn)
        spectrum *= filtered
        places = np.arange(part.start, part.stop) % _NOISE_FRAMES
        spectrum += _noise()[places] * _magnitude(layers.noise[:, part])
        spectrum += _polar(_magnitude(layers.free[:, part]), np.ascontiguousarray(layers.phase[:, part].T))
        yield first, spectrum


def _magnitude(layer: Floats) -> Floats:
    level = np.minimum(layer.T, _LOUDEST, order="C")
    np.exp(level, out=level)
    return level


def _polar(magnitude: Floats, phase: Floats) -> NDArray[np.complex64]:
    turned = np.empty(phase.shape, np.complex64)
    np.cos(phase, out=turned.real)
    np.sin(phase, out=turned.imag)
    turned *= magnitude
    return turned


@lru_cache(maxsize=1)
def _noise() -> NDArray[np.complex64]:
    """Return spectra of noise, shape (512, 601): 6.4 s, then it repeats.

    Every bin has the mean power of Gaussian noise and a random phase, so the noise is as even as possible: that makes a
    whisper, which is all noise, more natural (by 0.16 of 5).
    """
    dice = np.random.default_rng(20)
    turns = dice.random((_NOISE_FRAMES, BINS), dtype=np.float32) * np.float32(2 * np.pi)
    return _polar(np.full_like(turns, np.sqrt(2)), turns)


def _pulses(pitch_hz: Floats) -> Floats:
    """Return a pulse train that follows the pitch of each frame: all harmonics below 11 kHz at amplitude 1.

    The sum of cosines has a closed form, the Dirichlet kernel: sin((H + ½)t) / (2 sin(t/2)) − ½.
    """
    frames = len(pitch_hz)
    middles = (np.arange(frames) + 0.5) * HOP
    at = np.arange(frames * HOP) + 0.5
    pitch = np.interp(at, middles, pitch_hz).astype(np.float32)
    is_voiced = pitch > UNVOICED_HZ
    np.maximum(pitch, UNVOICED_HZ, out=pitch)
    turns = np.cumsum(pitch, dtype=np.float64)
    turns /= FRAME_RATE
    turns -= np.floor(turns)
    angle = (turns * (2 * np.pi)).astype(np.float32)
    order = np.floor(np.float32(_HIGHEST_HZ) / pitch) + np.float32(0.5)
    below = 2 * np.sin(angle * np.float32(0.5))
    is_peak = np.abs(below) <= 2e-3
    below[is_peak] = 1
    train: Floats = np.sin(order * angle)
    train /= below
    np.copyto(train, order, where=is_peak)
    train -= np.float32(0.5)
    train[~is_voiced] = 0
    return train
