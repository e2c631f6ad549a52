"""Speaker embeddings: the encoder of Resemblyzer (Apache-2.0), in numpy.

The network is a stack of three LSTMs (Hochreiter and Schmidhuber 1997) over mel bands, trained for speaker verification
(Wan, Wang, Papir and Lopez Moreno, ICASSP 2018). Its weights are those of Resemblyzer 0.1.4, quantized to 8 bits
(``benchmarks/pack_speaker_encoder.py``): for five voices the cosine with the original's embeddings was 0.997 to 0.9995.
So embeddings measured here can be compared with those that drama ships.
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
"""Frame rate of the encoder's input in Hz."""
SIZE = 256
"""Dimensions of an embedding."""

_WINDOW, _HOP, _BANDS = 400, 160, 40
_FRAMES = 160
"""Frames of one segment: 1.6 s."""
_STEP = 77
"""Frames from one segment to the next: 1.3 a second."""
_LEAST_COVERED = 0.75
"""Least fraction of the last segment that sound must cover."""
_LEVEL = 0.05
"""Root mean square that the input is scaled to."""
_SILENCE, _MARGIN = 0.01, 800
"""Amplitude below which the ends are trimmed, and the samples kept there."""
_ONE_THREAD = 262_144
"""Multiplications up to which OpenBLAS 0.3 computes a product on one thread."""
_MEL_BREAK, _MEL_LINEAR, _MEL_LOG = 1_000.0, 200 / 3, np.log(6.4) / 27
"""Slaney's mel scale: linear up to 1 kHz, logarithmic above (Auditory Toolbox, 1998)."""


def embedding(samples: NDArray[Any]) -> bytes:
    """Return the speaker embedding of a recording: 256 signed bytes, the largest 127.

    ``samples`` are floating point on one channel at :data:`RATE`; all zeros for an empty recording.
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
    mean = _encoded(np.stack([bands[start : start + _FRAMES] for start in starts])).mean(axis=0)
    quantized: NDArray[np.int8] = np.rint(mean * np.float32(127 / max(float(mean.max()), 1e-9))).astype(np.int8)
    return quantized.tobytes()


def _mel(sound: Floats) -> Floats:
    """Return the power in each mel band, shape (frames, bands)."""
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(sound, _WINDOW // 2), _WINDOW)[::_HOP]
    # A periodic Hann window, as usual for spectral analysis.
    shape = np.float32(0.5) - np.float32(0.5) * np.cos(2 * np.pi * np.arange(_WINDOW, dtype=np.float32) / _WINDOW)
    power = np.abs(np.fft.rfft(windows * shape, axis=1)) ** 2
    return np.asarray(power @ _filters().T, np.float32)


@lru_cache(maxsize=1)
def _filters() -> Floats:
    """Return the mel filter bank: triangles of equal area, shape (bands, bins)."""
    top = _MEL_BREAK / _MEL_LINEAR + np.log(RATE / 2 / _MEL_BREAK) / _MEL_LOG
    mels = np.linspace(0, top, _BANDS + 2)
    corner = _MEL_BREAK / _MEL_LINEAR
    edges = np.where(mels < corner, mels * _MEL_LINEAR, _MEL_BREAK * np.exp((mels - corner) * _MEL_LOG))
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    hertz = np.linspace(0, RATE / 2, _WINDOW // 2 + 1)
    rising, falling = (hertz - low) / (middle - low), (high - hertz) / (high - middle)
    return np.asarray(np.maximum(0, np.minimum(rising, falling)) * 2 / (high - low), np.float32)


def _encoded(segments: Floats) -> Floats:
    """Return a unit vector for each segment, shape (segments, 256)."""
    weights = _weights()
    row = segments
    for layer in range(3):
        row = _lstm(row, weights[f"ih{layer}"], weights[f"hh{layer}"], weights[f"bias{layer}"])
    vectors = np.maximum(0, row[:, -1] @ weights["linear"].T + weights["bias"])
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)


def _lstm(row: Floats, inward: Floats, onward: Floats, bias: Floats) -> Floats:
    """Return the output of an LSTM layer, shape (segments, frames, 256); gates in PyTorch's order: i, f, g, o.

    The product of each frame is split into blocks that OpenBLAS computes on one thread: synchronizing its threads 480
    times took nine seconds on a busy machine, where the arithmetic takes half a second.
    """
    segments, frames, _ = row.shape
    width = min(SIZE, max(4, 1 << (_ONE_THREAD // (SIZE * segments) | 1).bit_length() - 1))
    driven = (row @ inward.T + bias).reshape(segments, frames, 4, SIZE // width, width).transpose(1, 2, 3, 0, 4)
    blocks = np.ascontiguousarray(onward.reshape(4, SIZE // width, width, SIZE).transpose(0, 1, 3, 2))
    state = np.zeros((segments, SIZE), np.float32)
    cell = np.zeros((SIZE // width, segments, width), np.float32)
    output = np.empty((segments, frames, SIZE), np.float32)
    for frame in range(frames):
        input_gate, keep, new, out = driven[frame] + np.matmul(state, blocks)
        cell = _sigmoid(keep) * cell + _sigmoid(input_gate) * np.tanh(new)
        state = (_sigmoid(out) * np.tanh(cell)).transpose(1, 0, 2).reshape(segments, SIZE)
        output[:, frame] = state
    return output


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
