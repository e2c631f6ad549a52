"""Ducking: what lies under the speech gives way before it comes, because the script knows when it comes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from drama.model import FRAME_RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ATTACK_FRAMES = 350 * FRAME_RATE // 1000
"""How long before speech the way down begins: it is all the way down when the first word is spoken."""
HOLD_FRAMES = 400 * FRAME_RATE // 1000
"""How long after speech it stays down, so that it does not breathe between sentences."""
RELEASE_FRAMES = 1200 * FRAME_RATE // 1000
"""How long the way up takes."""


def duck_gains(speech: Sequence[tuple[int, int]], start: int, frames: int, *, duck_db: float) -> NDArray[np.float32]:
    """Return the gain of what lies under the speech, for ``frames`` frames from frame ``start`` on, shape (frames,).

    ``speech`` holds first frames and ends (exclusive) of what is spoken, in any order, in the same count as ``start``;
    it may reach beyond the window, and should by :data:`ATTACK_FRAMES` and ``HOLD_FRAMES + RELEASE_FRAMES``. The gain
    is 1 while nobody speaks and ``duck_db`` (negative; nothing happens at 0 and above) while somebody does. A frame's
    gain depends on its own place alone, so windows may be cut anywhere.
    """
    gains = np.ones(frames, np.float32)
    if duck_db >= 0:
        return gains
    down, up, low = _ways(duck_db)
    after = HOLD_FRAMES + RELEASE_FRAMES
    for first, end in speech:
        if first - ATTACK_FRAMES >= start + frames or end + after <= start:
            continue
        _lower(gains, down, first - ATTACK_FRAMES - start)
        gains[max(0, first - start) : max(0, end + HOLD_FRAMES - start)] = low
        _lower(gains, up, end + HOLD_FRAMES - start)
    return gains


def _lower(gains: NDArray[np.float32], way: NDArray[np.float32], at: int) -> None:
    """Bring the gains down to a way that begins at a frame of theirs, where they are above it."""
    first, end = max(0, at), min(len(gains), at + len(way))
    if first < end:
        np.minimum(gains[first:end], way[first - at : end - at], out=gains[first:end])


@cache
def _ways(duck_db: float) -> tuple[NDArray[np.float32], NDArray[np.float32], np.float32]:
    """Return the way down, the way up and the gain between: raised cosines in decibels."""
    down = 10 ** (duck_db / 20 * (1 - np.cos(np.pi * np.arange(ATTACK_FRAMES) / ATTACK_FRAMES)) / 2)
    up = 10 ** (duck_db / 20 * (1 + np.cos(np.pi * np.arange(RELEASE_FRAMES) / RELEASE_FRAMES)) / 2)
    return down.astype(np.float32), up.astype(np.float32), np.float32(10 ** (duck_db / 20))
