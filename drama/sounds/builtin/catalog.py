"""Drama's own sounds, synthesized on request, with a cache of the last few."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from drama.model import BEDS
from drama.sounds.builtin.beds import make_bed
from drama.sounds.builtin.effects import make_effect
from drama.sounds.builtin.music import make_sting
from drama.sounds.names import CHIME

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALGORITHM = 1
"""Counts changes that change drama's own sounds, so that mixes with them are made again."""

_KEPT_BYTES = 48 << 20
"""Size of the cache: five beds; an evicted sound is synthesized again when needed."""


def own_key(name: str, seed: str) -> str:
    """Return the cache key of one of drama's own sounds: the same on every machine, like the sound."""
    return hashlib.sha256(f"own {ALGORITHM} {name} {seed if name == CHIME else ''}".encode()).hexdigest()


class OwnSounds:
    """Drama's own sounds, with a least-recently-used cache. Thread-safe."""

    def __init__(self, seed: str) -> None:
        """``seed`` varies the music."""
        self._seed = seed
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def sound(self, name: str) -> NDArray[np.float32]:
        """Return one of drama's own sounds, shape (frames, 2), read-only."""
        with self._lock:
            if name not in self._kept:
                self._kept[name] = self._made(name)
                self._kept[name].flags.writeable = False
                while len(self._kept) > 1 and sum(sound.nbytes for sound in self._kept.values()) > _KEPT_BYTES:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(name)
            return self._kept[name]

    def _made(self, name: str) -> NDArray[np.float32]:
        if name == CHIME:
            return make_sting(self._seed)
        return make_bed(name) if name in BEDS else make_effect(name)
