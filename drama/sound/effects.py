"""Spot effects: short sounds, made here."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from drama.model import FRAME_RATE
from drama.sound.chance import Chance


def make_effect(name: str) -> NDArray[np.float32]:
    """Return a spot effect, shape (frames, 2)."""
    at = np.arange(FRAME_RATE // 2)
    noise = Chance("effect", name).uniform(2 * len(at), -0.3, 0.3).reshape(-1, 2)
    return (noise * np.exp(-at / 3_000)[:, None]).astype(np.float32)
