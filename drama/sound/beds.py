"""Beds: sounds that lie under a scene, made here, that go round without a seam."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from drama.model import FRAME_RATE
from drama.sound.chance import Chance


def make_bed(name: str) -> NDArray[np.float32]:
    """Return one round of a bed, shape (frames, 2)."""
    noise = Chance("bed", name).uniform(2 * 20 * FRAME_RATE, -0.1, 0.1).reshape(-1, 2)
    return noise.astype(np.float32)
