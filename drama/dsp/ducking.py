"""Ducking: the background is lowered before speech begins, as its times are known in advance."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from drama.model import FRAME_RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ATTACK_FRAMES = 350 * FRAME_RATE // 1000
"""Length of the fade down, which ends when the first word begins."""
HOLD_FRAMES = 400 * FRAME_RATE // 1000
"""How long the background stays low after speech, so that it does not pump between sentences."""
RELEASE_FRAMES = 1200 * FRAME_RATE // 1000
"""Length of the fade up."""


def duck_gains(speech: Sequence[tuple[int, int]], start: int, frames: int, *, duck_db: float) -> NDArray[np.float32]:
    """Return the gain of the background for ``frames`` frames from frame ``start`` on, shape (frames,).

    ``speech`` holds first frames and ends (exclusive) of speech, in any order, on the same clock as ``start``; it may
    extend beyond the window, and should by :data:`ATTACK_FRAMES` and ``HOLD_FRAMES + RELEASE_FRAMES``. The gain is 1
    without speech and ``duck_db`` (negative; no ducking at 0 and above) during speech. A frame's gain depends on its
    position alone, so windows may be cut anywhere.
    """
    gains = np.ones(frames, np.float32)
    if duck_db >= 0:
        return gains
    down, up, low = _fades(duck_db)
    after = HOLD_FRAMES + RELEASE_FRAMES
    for first, end in speech:
        if first - ATTACK_FRAMES >= start + frames or end + after <= start:
            continue
        _lower(gains, down, first - ATTACK_FRAMES - start)
        gains[max(0, first - start) : max(0, end + HOLD_FRAMES - start)] = low
        _lower(gains, up, end + HOLD_FRAMES - start)
    return gains


def _lower(gains: NDArray[np.float32], fade: NDArray[np.float32], start: int) -> None:
    """Lower the gains in place to a fade that begins at frame ``start`` of them, where they are above it."""
    first, end = max(0, start), min(len(gains), start + len(fade))
    if first < end:
        np.minimum(gains[first:end], fade[first - start : end - start], out=gains[first:end])


@cache
def _fades(duck_db: float) -> tuple[NDArray[np.float32], NDArray[np.float32], np.float32]:
    """Return the fade down, the fade up and the gain between: raised cosines in decibels."""
    down = 10 ** (duck_db / 20 * (1 - np.cos(np.pi * np.arange(ATTACK_FRAMES) / ATTACK_FRAMES)) / 2)
    up = 10 ** (duck_db / 20 * (1 + np.cos(np.pi * np.arange(RELEASE_FRAMES) / RELEASE_FRAMES)) / 2)
    return down.astype(np.float32), up.astype(np.float32), np.float32(10 ** (duck_db / 20))
