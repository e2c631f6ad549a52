"""Voice conversion: move the spectral envelope towards another speaker's, frame by frame, with small learned tables.

Each frame is assigned softly to 24 classes of sound by its spectrum in 20 bands and its loudness: not by its phoneme,
so that it works for any layers, and softly, so that nothing jumps. For each class a voice's table holds the offset of
its spectral envelope (formants and slope) from the model's, smooth over few cepstra. The tables were learned by
``benchmarks/learn_voice_conversion.py`` from sentences spoken by Kokoro's voices, aligned with the model's phoneme by
phoneme; the fine structure of the layers, which is what sounds natural, is not changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from drama.engines.hibari.vocoder import BIN_HZ, BINS, UNVOICED_HZ, Layers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FILE = "voice_conversion.npz"
BANDS, CEPSTRA = 20, 10
_LOWEST_HZ, _NARROWEST_HZ, _STEP = 80.0, 140.0, 0.215
"""Lowest edge of the bands; each next edge is higher by the step, a fraction of its frequency, or by the narrowest."""
_SOFTEST = -3.0
"""Least loudness feature."""
_LOUDNESS_WEIGHT, _CEPSTRUM_WEIGHT = 0.7, 0.35
"""Weights of loudness and cepstrum in the features, relative to voicing."""
_SMOOTHING = 5
"""Frames over which the class weights are smoothed: 62 ms."""

Conversion = tuple[tuple[str, float], ...]
"""Target voices, each with a strength: 1 for the learned offset, negative for away from it."""


@dataclass(frozen=True, slots=True)
class ConversionTables:
    """The learned tables."""

    centroids: Floats
    """Features of each class of sound, shape (classes, 11)."""
    width: float
    """Mean square distance of a frame from its class."""
    offsets: Mapping[str, Floats]
    """Envelope of each voice relative to the model's, in nepers, shape (classes, 20), by name."""


def converted(layers: Layers, likeness: Conversion) -> Layers:
    """Return layers converted towards some voices. Raises KeyError for a voice without a table."""
    tables = conversion_tables()
    offsets = sum((np.float32(strength) * tables.offsets[name] for name, strength in likeness), np.float32(0))
    weights = class_weights(features(layers), tables.centroids, tables.width)
    change: Floats = band_interpolation() @ (weights @ offsets).T
    return replace(layers, voiced=layers.voiced + change, noise=layers.noise + change, free=layers.free + change)


def features(layers: Layers) -> Floats:
    """Return the features of each frame, shape (frames, 11): loudness, nine cepstra, voicing (0 or 1)."""
    bands = _bands_of_layers() @ np.maximum(np.maximum(layers.voiced, layers.free), layers.noise)
    loudness = bands.mean(axis=0)
    loudness = np.clip((loudness - np.percentile(loudness, 95)) * _LOUDNESS_WEIGHT, _SOFTEST, 1)
    shape = cosines()[1:CEPSTRA] @ bands * np.float32(_CEPSTRUM_WEIGHT)
    return np.vstack([loudness, shape, layers.pitch_hz > UNVOICED_HZ]).T.astype(np.float32)


def class_weights(frames: Floats, centroids: Floats, width: float) -> Floats:
    """Return the weight of each class in each frame (softmax of squared distance), shape (frames, classes).

    Each row sums to 1; smoothed over :data:`_SMOOTHING` frames.
    """
    distances = (frames**2).sum(axis=1)[:, None] - 2 * frames @ centroids.T + (centroids**2).sum(axis=1)
    weights = np.exp((distances.min(axis=1, keepdims=True) - distances) / np.float32(width))
    weights /= weights.sum(axis=1, keepdims=True)
    padded = np.pad(weights, ((_SMOOTHING // 2 + 1, _SMOOTHING // 2), (0, 0)), mode="edge")
    sums = np.cumsum(padded, axis=0)
    smoothed: Floats = ((sums[_SMOOTHING:] - sums[:-_SMOOTHING]) / _SMOOTHING).astype(np.float32)
    return smoothed


@lru_cache(maxsize=1)
def edges_hz() -> NDArray[np.float64]:
    """Return the band edges in Hz, shape (22,): each triangular band peaks where its neighbours end."""
    edges = [_LOWEST_HZ]
    while len(edges) < BANDS + 2:
        edges.append(edges[-1] + max(_NARROWEST_HZ, edges[-1] * _STEP))
    return np.array(edges)


def band_weights(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weight of each frequency in each band, shape (20, frequencies); rows sum to 1."""
    low, middle, high = (edges_hz()[first : first + BANDS, None] for first in range(3))
    weights = np.maximum(0, np.minimum((hertz - low) / (middle - low), (high - hertz) / (high - middle)))
    normalized: NDArray[np.float64] = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    return normalized


@lru_cache(maxsize=1)
def cosines() -> Floats:
    """Return the orthonormal discrete cosine transform from bands to cepstra, shape (11, 20); row 0 is the level."""
    rows = np.cos(np.pi * np.arange(CEPSTRA + 1)[:, None] * (np.arange(BANDS) + 0.5) / BANDS) * np.sqrt(2 / BANDS)
    rows[0] /= np.sqrt(2)
    matrix: Floats = rows.astype(np.float32)
    return matrix


@lru_cache(maxsize=1)
def _bands_of_layers() -> Floats:
    return band_weights(np.arange(BINS, dtype=np.float64) * BIN_HZ).astype(np.float32)


@lru_cache(maxsize=1)
def band_interpolation() -> Floats:
    """Return the interpolation matrix from bands to bins, shape (601, 20): linear in log frequency, flat beyond."""
    hertz = np.maximum(np.arange(BINS) * BIN_HZ, 60)
    middles = edges_hz()[1:-1]
    columns = [np.interp(np.log(hertz), np.log(middles), band) for band in np.eye(BANDS)]
    return np.stack(columns, axis=1).astype(np.float32)


@lru_cache(maxsize=1)
def conversion_tables() -> ConversionTables:
    """Return the shipped tables."""
    with resources.files("drama.engines.hibari").joinpath(FILE).open("rb") as file, np.load(file) as tables:
        arrays = {name: tables[name].astype(np.float32) for name in tables.files}
    return ConversionTables(arrays.pop("kinds"), float(arrays.pop("width")), arrays)


def checked_conversion(likeness: Mapping[str, float]) -> Conversion:
    """Return a conversion from ``speakers.toml``. Raises ValueError for a voice without a table."""
    if unknown := [name for name in likeness if name not in conversion_tables().offsets]:
        valid = ", ".join(conversion_tables().offsets)
        raise ValueError(f"nothing was learned of the voice {unknown[0]!r}; known are {valid}")
    return tuple(likeness.items())
