"""Rng that falls the same way on every machine.

Only the raw numbers of PCG64 are used (O'Neill 2014; numpy promises them for good, unlike its distributions, which may
change between versions): 53 of their bits make a uniform number, and everything else is made of uniform numbers here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@cache
def _circle() -> NDArray[np.complex64]:
    return np.asarray(np.exp(2j * np.pi * np.arange(1 << 16) / (1 << 16)), np.complex64)


class Rng:
    """A stream of random numbers from a seed."""

    def __init__(self, *seed: int | str) -> None:
        numbers = [number for part in seed for number in ([part] if isinstance(part, int) else part.encode())]
        self._source = np.random.PCG64(numbers)

    def uniform(self, count: int, low: float = 0.0, high: float = 1.0) -> NDArray[np.float64]:
        """Return numbers from ``low`` up to, not including, ``high``, every one as likely."""
        raw = self._source.random_raw(count) >> np.uint64(11)
        return np.asarray(low + (high - low) * (raw * 2.0**-53))

    def phases(self, count: int) -> NDArray[np.complex64]:
        """Return waves of size 1 at any phase: points on the unit circle, one of 65,536."""
        raw = self._source.random_raw(-(-count // 4))
        quarters = np.stack([(raw >> np.uint64(shift)).astype(np.uint16) for shift in (0, 16, 32, 48)])
        return np.asarray(_circle()[quarters.reshape(-1)[:count]])

    def one(self, low: float = 0.0, high: float = 1.0) -> float:
        """Return one such number."""
        return float(self.uniform(1, low, high)[0])

    def heavy(self, count: int, tail: float) -> NDArray[np.float64]:
        """Return numbers of 1 and above, most of them near 1, some far above: Pareto's, with exponent ``tail``."""
        return np.asarray((1 - self.uniform(count)) ** (-1 / tail))

    def times(self, count: int, frames: int) -> NDArray[np.int64]:
        """Return frames from 0 up to ``frames`` at which something happens, in order."""
        return np.sort((self.uniform(count) * frames).astype(np.int64))
