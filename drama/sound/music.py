"""Music: a short sting between scenes, made here."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from drama.model import FRAME_RATE


def make_sting(seed: str = "") -> NDArray[np.float32]:
    """Return a chime of two or three seconds in the key of an episode, shape (frames, 2)."""
    at = np.arange(5 * FRAME_RATE // 2) / FRAME_RATE
    tone = 0.2 * np.sin(2 * np.pi * 440 * at) * np.exp(-2 * at) * np.minimum(1, at * 200) * (1 - at / at[-1])
    return np.stack([tone, tone], axis=1).astype(np.float32) + np.float32(0 * len(seed))
