"""Who speaks: an embedding of a voice, by the encoder of Resemblyzer (Apache-2.0), in numpy.

The network is a stack of three LSTMs (Hochreiter and Schmidhuber 1997) over mel bands, trained to tell people apart
(Wan, Wang, Papir and Lopez Moreno, ICASSP 2018). Its weights are those of Resemblyzer 0.1.4, rounded to 8 bits
(``benchmarks/pack_speaker_encoder.py``): of five voices the embeddings were alike by a cosine of 0.997 to 0.9995 with
the original's. So what is measured here can be compared with the embeddings that drama ships.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

RATE = 16_000
"""In Hz: what the encoder hears."""
SIZE = 256

_WINDOW, _HOP, _BANDS = 400, 160, 40
_FRAMES = 160
"""Of one hearing: 1.6 s."""
_STEP = 77
"""Frames from one hearing to the next: 1.3 a second."""
_LEAST_COVERED = 0.75
_LEVEL = 0.05
"""Root mean square of what the encoder hears."""
_SILENCE, _MARGIN = 0.01, 800
_ONE_THREAD = 262_144
"""Multiplications up to which OpenBLAS 0.3 keeps a product to one thread."""
_MEL_BREAK, _MEL_LINEAR, _MEL_LOG = 1_000.0, 200 / 3, np.log(6.4) / 27
"""Slaney's mel scale: linear up to 1 kHz, logarithmic above (Auditory Toolbox, 1998)."""


def embedding(samples: NDArray[Any]) -> bytes:
    """Return who speaks: a direction in 256 dimensions as signed bytes, the largest 127.

    ``samples`` are floating point on one channel at :data:`RATE`; of nothing at all all is 0.
    """
    sound = np.asarray(samples, np.float32)
    if not len(sound):
        return bytes(SIZE)
    sound = sound * np.float32(_LEVEL / max(float(sound.std()), 1e-6))
    loud = np.flatnonzero(np.abs(sound) > _SILENCE)
    if len(loud):
        sound = sound[max(0, loud[0] - _MARGIN) : loud[-1] + _MARGIN]
    frames = -(-(len(sound) + 1) // _HOP)
    starts = list(range(0, max(1, frames - _FRAMES + _STEP + 1), _STEP))
    if len(starts) > 1 and len(sound) - starts[-1] * _HOP < _LEAST_COVERED * _FRAMES * _HOP:
        starts.pop()
    sound = np.pad(sound, (0, max(0, (starts[-1] + _FRAMES) * _HOP - len(sound))))
    bands = _mel(sound)
    heard = _encoded(np.stack([bands[start : start + _FRAMES] for start in starts])).mean(axis=0)
    whole: NDArray[np.int8] = np.rint(heard * np.float32(127 / max(float(heard.max()), 1e-9))).astype(np.int8)
    return whole.tobytes()


def _mel(sound: Floats) -> Floats:
    """Return the power in each band, shape (frames, bands)."""
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(sound, _WINDOW // 2), _WINDOW)[::_HOP]
    # A periodic window, as for any spectrum that is not to be a filter.
    shape = np.float32(0.5) - np.float32(0.5) * np.cos(2 * np.pi * np.arange(_WINDOW, dtype=np.float32) / _WINDOW)
    power = np.abs(np.fft.rfft(windows * shape, axis=1)) ** 2
    return np.asarray(power @ _filters().T, np.float32)


@lru_cache(maxsize=1)
def _filters() -> Floats:
    """Return triangles of equal area, shape (bands, bins)."""
    top = _MEL_BREAK / _MEL_LINEAR + np.log(RATE / 2 / _MEL_BREAK) / _MEL_LOG
    mels = np.linspace(0, top, _BANDS + 2)
    corner = _MEL_BREAK / _MEL_LINEAR
    edges = np.where(mels < corner, mels * _MEL_LINEAR, _MEL_BREAK * np.exp((mels - corner) * _MEL_LOG))
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    hertz = np.linspace(0, RATE / 2, _WINDOW // 2 + 1)
    rising, falling = (hertz - low) / (middle - low), (high - hertz) / (high - middle)
    return np.asarray(np.maximum(0, np.minimum(rising, falling)) * 2 / (high - low), np.float32)


def _encoded(hearings: Floats) -> Floats:
    """Return a unit vector for each hearing, shape (hearings, 256)."""
    weights = _weights()
    row = hearings
    for layer in range(3):
        row = _lstm(row, weights[f"ih{layer}"], weights[f"hh{layer}"], weights[f"bias{layer}"])
    found = np.maximum(0, row[:, -1] @ weights["linear"].T + weights["bias"])
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9), np.float32)


def _lstm(row: Floats, inward: Floats, onward: Floats, bias: Floats) -> Floats:
    """Return what a layer of memory makes of each hearing's frames; the gates stand in PyTorch's order: i, f, g, o.

    The product of each frame is cut into blocks that OpenBLAS does on one thread: waiting for its others 480 times
    took nine seconds of a busy machine where the arithmetic takes half of one.
    """
    hearings, frames, _ = row.shape
    width = min(SIZE, max(4, 1 << (_ONE_THREAD // (SIZE * hearings) | 1).bit_length() - 1))
    driven = (row @ inward.T + bias).reshape(hearings, frames, 4, SIZE // width, width).transpose(1, 2, 3, 0, 4)
    blocks = np.ascontiguousarray(onward.reshape(4, SIZE // width, width, SIZE).transpose(0, 1, 3, 2))
    state = np.zeros((hearings, SIZE), np.float32)
    memory = np.zeros((SIZE // width, hearings, width), np.float32)
    found = np.empty((hearings, frames, SIZE), np.float32)
    for frame in range(frames):
        let_in, keep, new, out = driven[frame] + np.matmul(state, blocks)
        memory = _sigmoid(keep) * memory + _sigmoid(let_in) * np.tanh(new)
        state = (_sigmoid(out) * np.tanh(memory)).transpose(1, 0, 2).reshape(hearings, SIZE)
        found[:, frame] = state
    return found


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(0.5 * values)), np.float32)


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, Floats]:
    with resources.files("drama.dsp").joinpath("speaker_encoder.npz").open("rb") as file, np.load(file) as packed:
        scales = {name: packed[name] for name in packed.files}
    return {
        name: rows.astype(np.float32) * (scales[f"{name}_scale"][:, None] if f"{name}_scale" in scales else 1)
        for name, rows in scales.items()
        if not name.endswith("_scale")
    }
