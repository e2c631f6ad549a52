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
_MOST_ABOVE_DB = 6.0
"""How far between two samples a wave rises above its highest one, in the rarest case."""


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
        if not (self._rest.any() or self._before.any() or sound.any()):  # most of most stems
            whole, left = divmod(len(self._rest) + len(sound), _STEP_FRAMES)
            self._steps.append(np.zeros(whole))
            self._rest = np.zeros((left, sound.shape[1]), np.float32)
            return
        joined = np.concatenate((self._before, sound))
        highest = max(float(joined.max(initial=0.0)), -float(joined.min(initial=0.0)))
        if highest and 20 * math.log10(highest) + _MOST_ABOVE_DB > self._peak_dbtp:
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
        if not sound.any():
            self._steps.append(np.zeros(-(-len(sound) // _STEP_FRAMES)))
            return
        channels = _apart(sound)
        times = sound.shape[1] / len(channels)
        self._steps.append(times * np.sum([energies(to_int16(part), FRAME_RATE) for part in channels], axis=0))


def _apart(sound: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Return the channels that differ: a plain reading has the same on both."""
    channels = [np.ascontiguousarray(channel) for channel in sound.T]
    return channels[:1] if len(channels) == 2 and np.array_equal(channels[0], channels[1]) else channels
