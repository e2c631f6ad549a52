"""How fast each engine speaks on this machine: measured whenever it records, remembered in the store."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path

from drama.engines import EngineInfo
from drama.takes import SpareStore

FOLDER = "speeds"
_MOST_SOUND_S = 600.0
"""What was measured before counts as much as so many seconds of sound: a machine that changes is known again soon."""


@dataclass(frozen=True, slots=True)
class Speed:
    """What one worker has spoken, and how long it took, while all of them worked."""

    sound_s: float
    busy_s: float

    @property
    def ratio(self) -> float:
        """Seconds of sound a worker makes in a second."""
        return self.sound_s / self.busy_s


def remembered(root: Path, engine: str) -> Speed | None:
    """Return how fast an engine spoke on this machine; None if that was never measured."""
    try:
        row = json.loads(SpareStore(root, FOLDER).get(_key(engine)) or b"")
        speed = Speed(float(row["sound_s"]), float(row["busy_s"]))
    except (ValueError, TypeError, KeyError, OverflowError):
        return None
    is_sane = all(math.isfinite(value) and value > 0 for value in (speed.sound_s, speed.busy_s))
    return speed if is_sane else None


def remember(root: Path, engine: str, measured: Speed) -> None:
    """Add a measurement to what is known of an engine."""
    if measured.sound_s <= 0 or measured.busy_s <= 0:
        return
    before = remembered(root, engine) or Speed(0.0, 0.0)
    share = min(1.0, _MOST_SOUND_S / before.sound_s) if before.sound_s else 0.0
    row = {
        "sound_s": round(before.sound_s * share + measured.sound_s, 3),
        "busy_s": round(before.busy_s * share + measured.busy_s, 3),
    }
    SpareStore(root, FOLDER).put(_key(engine), json.dumps(row).encode())


def _key(engine: str) -> str:
    return hashlib.sha256(f"{engine}\0{EngineInfo(engine).version}".encode()).hexdigest()
