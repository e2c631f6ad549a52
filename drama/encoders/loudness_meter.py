"""Loudness of sound as it is written, block by block (ITU-R BS.1770-4, EBU Tech 3341 and 3342)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from drama.dsp.level import to_int16
from drama.dsp.loudness import (
    MOMENTARY_S,
    SHORT_TERM_S,
    STEP_S,
    energies,
    highest_lufs,
    integrated_lufs,
    loudness_range_lu,
)
from drama.dsp.measure import peak_dbtp
from drama.model import FRAME_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STEP_FRAMES = round(FRAME_RATE * STEP_S)
_CONTEXT = 32
"""Frames of the block before that a true peak at the boundary needs."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """What was measured; minus infinity for silence."""

    integrated_lufs: float
    range_lu: float
    true_peak_dbtp: float
    momentary_lufs: float
    """The loudest 400 ms."""
    short_term_lufs: float
    """The loudest 3 s."""


class LoudnessMeter:
    """A meter at :data:`~drama.model.FRAME_RATE`. It keeps ten numbers a second."""

    def __init__(self, channels: int) -> None:
        """Return a meter that has measured nothing yet."""
        self._rest = np.zeros((0, channels), np.float32)
        self._before = np.zeros((0, channels), np.float32)
        self._steps: list[NDArray[np.float64]] = []
        self._peak_dbtp = -math.inf

    def add(self, sound: NDArray[np.float32]) -> None:
        """Measure some sound, shape (frames, channels), full scale 1.0."""
        joined = np.concatenate((self._before, sound))
        if joined.any():
            self._peak_dbtp = max(self._peak_dbtp, *(peak_dbtp(channel) for channel in _apart(joined)))
        self._before = joined[-_CONTEXT:]
        sound = np.concatenate((self._rest, sound))
        whole = len(sound) // _STEP_FRAMES * _STEP_FRAMES
        self._measure(sound[:whole])
        self._rest = sound[whole:]

    def measured(self) -> Loudness:
        """Return what has been measured; nothing may be added behind it."""
        self._measure(self._rest)
        steps = np.concatenate(self._steps or [np.zeros(0)])
        return Loudness(
            integrated_lufs=integrated_lufs(steps),
            range_lu=loudness_range_lu(steps),
            true_peak_dbtp=self._peak_dbtp,
            momentary_lufs=highest_lufs(steps, MOMENTARY_S),
            short_term_lufs=highest_lufs(steps, SHORT_TERM_S),
        )

    def _measure(self, sound: NDArray[np.float32]) -> None:
        if not len(sound):
            return
        if sound.any():
            self._steps.append(np.sum([energies(to_int16(part), FRAME_RATE) for part in _apart(sound)], axis=0))
        else:
            self._steps.append(np.zeros(-(-len(sound) // _STEP_FRAMES)))


def _apart(sound: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    return [np.ascontiguousarray(channel) for channel in sound.T]
