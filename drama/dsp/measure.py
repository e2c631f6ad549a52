"""Loudness and true peak of float32 sounds with any number of channels, for voice effects and the sound library."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from drama.dsp.level import FULL_SCALE
from drama.dsp.loudness import energies, integrated_lufs, true_peak_dbtp
from drama.model import FRAME_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TOP = (FULL_SCALE - 1) / FULL_SCALE


def loudness_lufs(samples: NDArray[np.float32]) -> float:
    """Return the integrated loudness in LUFS of a sound, shape (frames,) or (frames, channels), at :data:`FRAME_RATE`.

    Channels are summed as in BS.1770; minus infinity for silence.
    """
    scaled, top_db = _scaled(samples)
    if not len(scaled):
        return -math.inf
    return integrated_lufs(np.sum([energies(channel, FRAME_RATE) for channel in scaled], axis=0)) + top_db


def peak_dbtp(samples: NDArray[np.float32]) -> float:
    """Return the highest true peak of any channel in dBTP; minus infinity for silence."""
    scaled, top_db = _scaled(samples)
    return max((true_peak_dbtp(channel) for channel in scaled), default=-math.inf) + top_db


def _scaled(samples: NDArray[np.float32]) -> tuple[list[NDArray[np.int16]], float]:
    """Return the channels as int16 normalized to full scale, and the level that normalization removed, in dB."""
    top = float(np.max(np.abs(samples), initial=0.0))
    if top == 0 or not math.isfinite(top):
        return [], 0.0
    whole = np.rint(samples * np.float32(_TOP * FULL_SCALE / top)).astype(np.int16).reshape(len(samples), -1)
    return [np.ascontiguousarray(channel) for channel in whole.T], 20 * math.log10(top / _TOP)
