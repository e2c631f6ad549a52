"""What makes one voice more like another, frame by frame: learned once, kept as small tables.

A frame's spectrum in 20 bands, and its loudness, say roughly which of 24 kinds of sound is being spoken: not by its
phoneme, so that it holds for whatever the layers have become, and softly, so that nothing jumps. For each kind a
voice's table holds how its resonances and slope differ from the model's there, in few cepstra. The tables were learned
by ``benchmarks/learn_likenesses.py`` from sentences spoken by Kokoro's voices, phoneme by phoneme beside the model's;
the fine structure of the layers, which is what sounds natural, stays as it is.
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

FILE = "likenesses.npz"
BANDS, CEPSTRA = 20, 10
_LOWEST_HZ, _NARROWEST_HZ, _STEP = 80.0, 140.0, 0.215
"""Bands begin at the lowest; each edge lies so far above the one before, at least so many hertz."""
_SOFTEST = -3.0
_LOUD_SHARE, _CEPSTRUM_SHARE = 0.7, 0.35
"""What loudness and shape weigh against each other, and against being voiced, where kinds of sound are told apart."""
_OVER = 5
"""Frames over which the kinds of sound pass into each other: 62 ms."""

Likeness = tuple[tuple[str, float], ...]
"""Voices, and how far to go towards each: 1 for what was learned, below 0 away from it."""


@dataclass(frozen=True, slots=True)
class Likenesses:
    """What was learned."""

    kinds: Floats
    """Features of each kind of sound, shape (kinds, 11)."""
    width: float
    """Mean square distance of a frame from its kind."""
    offsets: Mapping[str, Floats]
    """How a voice differs from the model, in nepers, shape (kinds, 20), by its name."""


def likened(layers: Layers, likeness: Likeness) -> Layers:
    """Return layers made more like some voices. Raises KeyError for a voice nothing was learned of."""
    learned = likenesses()
    offsets = sum((np.float32(share) * learned.offsets[name] for name, share in likeness), np.float32(0))
    shares = kinds_spoken(features(layers), learned.kinds, learned.width)
    change: Floats = between_bands() @ (shares @ offsets).T
    return replace(layers, voiced=layers.voiced + change, noise=layers.noise + change, free=layers.free + change)


def features(layers: Layers) -> Floats:
    """Return what tells kinds of sound apart, shape (frames, 11): loudness, nine cepstra, whether it is voiced."""
    bands = _bands_of_layers() @ np.maximum(np.maximum(layers.voiced, layers.free), layers.noise)
    loudness = bands.mean(axis=0)
    loudness = np.clip((loudness - np.percentile(loudness, 95)) * _LOUD_SHARE, _SOFTEST, 1)
    shape = cosines()[1:CEPSTRA] @ bands * np.float32(_CEPSTRUM_SHARE)
    return np.vstack([loudness, shape, layers.pitch_hz > UNVOICED_HZ]).T.astype(np.float32)


def kinds_spoken(frames: Floats, kinds: Floats, width: float) -> Floats:
    """Return how much of each kind of sound is in each frame, shape (frames, kinds); each row sums to 1."""
    apart = (frames**2).sum(axis=1)[:, None] - 2 * frames @ kinds.T + (kinds**2).sum(axis=1)
    shares = np.exp((apart.min(axis=1, keepdims=True) - apart) / np.float32(width))
    shares /= shares.sum(axis=1, keepdims=True)
    sums = np.cumsum(np.pad(shares, ((_OVER // 2 + 1, _OVER // 2), (0, 0)), mode="edge"), axis=0)
    eased: Floats = ((sums[_OVER:] - sums[:-_OVER]) / _OVER).astype(np.float32)
    return eased


@lru_cache(maxsize=1)
def edges_hz() -> NDArray[np.float64]:
    """Return where bands begin, peak and end, shape (22,): each peaks where its neighbours end."""
    edges = [_LOWEST_HZ]
    while len(edges) < BANDS + 2:
        edges.append(edges[-1] + max(_NARROWEST_HZ, edges[-1] * _STEP))
    return np.array(edges)


def band_weights(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much each of some frequencies counts in each band, shape (20, frequencies); rows sum to 1."""
    low, middle, high = (edges_hz()[first : first + BANDS, None] for first in range(3))
    weights = np.maximum(0, np.minimum((hertz - low) / (middle - low), (high - hertz) / (high - middle)))
    shares: NDArray[np.float64] = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    return shares


@lru_cache(maxsize=1)
def cosines() -> Floats:
    """Return the matrix from bands to cepstra, orthonormal, shape (11, 20); the first is the level."""
    rows = np.cos(np.pi * np.arange(CEPSTRA + 1)[:, None] * (np.arange(BANDS) + 0.5) / BANDS) * np.sqrt(2 / BANDS)
    rows[0] /= np.sqrt(2)
    matrix: Floats = rows.astype(np.float32)
    return matrix


@lru_cache(maxsize=1)
def _bands_of_layers() -> Floats:
    return band_weights(np.arange(BINS, dtype=np.float64) * BIN_HZ).astype(np.float32)


@lru_cache(maxsize=1)
def between_bands() -> Floats:
    """Return the matrix from bands to the bins of a layer, shape (601, 20): straight, by octave, level at the ends."""
    hertz = np.maximum(np.arange(BINS) * BIN_HZ, 60)
    middles = edges_hz()[1:-1]
    columns = [np.interp(np.log(hertz), np.log(middles), band) for band in np.eye(BANDS)]
    return np.stack(columns, axis=1).astype(np.float32)


@lru_cache(maxsize=1)
def likenesses() -> Likenesses:
    """Return what was learned of each voice."""
    with resources.files("drama.engines.hibari").joinpath(FILE).open("rb") as file, np.load(file) as tables:
        kept = {name: tables[name].astype(np.float32) for name in tables.files}
    return Likenesses(kept.pop("kinds"), float(kept.pop("width")), kept)


def kept(likeness: Mapping[str, float]) -> Likeness:
    """Return a likeness as a table of figures gives it. Raises ValueError for a voice nothing was learned of."""
    if unknown := [name for name in likeness if name not in likenesses().offsets]:
        valid = ", ".join(likenesses().offsets)
        raise ValueError(f"nothing was learned of the voice {unknown[0]!r}; known are {valid}")
    return tuple(likeness.items())
