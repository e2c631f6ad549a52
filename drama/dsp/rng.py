"""A random number generator with the same output on every machine and every version of numpy.

Only the raw output of PCG64 is used (O'Neill 2014), which numpy guarantees, unlike that of its distributions: 53 bits
make a uniform number, and all other distributions are derived from uniform numbers here.
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
    """A pseudo-random number generator, seeded with numbers and strings."""

    def __init__(self, *seed: int | str) -> None:
        numbers = [number for part in seed for number in ([part] if isinstance(part, int) else part.encode())]
        self._source = np.random.PCG64(numbers)

    def uniform(self, count: int, low: float = 0.0, high: float = 1.0) -> NDArray[np.float64]:
        """Return uniform numbers from ``low`` up to ``high``, exclusive."""
        raw = self._source.random_raw(count) >> np.uint64(11)
        return np.asarray(low + (high - low) * (raw * 2.0**-53))

    def phases(self, count: int) -> NDArray[np.complex64]:
        """Return complex numbers of magnitude 1 with uniform phase, one of 65,536."""
        raw = self._source.random_raw(-(-count // 4))
        quarters = np.stack([(raw >> np.uint64(shift)).astype(np.uint16) for shift in (0, 16, 32, 48)])
        return np.asarray(_circle()[quarters.reshape(-1)[:count]])

    def one(self, low: float = 0.0, high: float = 1.0) -> float:
        """Return one uniform number."""
        return float(self.uniform(1, low, high)[0])

    def heavy(self, count: int, tail: float) -> NDArray[np.float64]:
        """Return numbers of a Pareto distribution (heavy-tailed, at least 1) with exponent ``tail``."""
        return np.asarray((1 - self.uniform(count)) ** (-1 / tail))

    def times(self, count: int, frames: int) -> NDArray[np.int64]:
        """Return ``count`` uniform frame indices below ``frames``, sorted."""
        return np.sort((self.uniform(count) * frames).astype(np.int64))
