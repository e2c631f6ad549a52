"""How fast each engine speaks on this machine: measured whenever it records, remembered in the store."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path

from drama.engines import EngineInfo
from drama.model import Voice
from drama.recording.store import CacheStore

FOLDER = "speeds"
_MOST_SOUND_S = 600.0
"""What was measured before counts as much as so many seconds of sound: a machine that changes is known again soon."""


@dataclass(frozen=True, slots=True)
class Speed:
    """What one worker has spoken, and how long it took, while all of them worked."""

    sound_s: float
    busy_s: float
    expected_s: float = 0.0
    """How long the sound was expected to be, by the words and the pace of each line; 0 for not known."""

    @property
    def stretch(self) -> float:
        """What expected lengths have to be multiplied by: voices speak at other paces than they are set to."""
        return self.sound_s / self.expected_s if self.expected_s > 0 else 1.0

    @property
    def ratio(self) -> float:
        """Seconds of sound a worker makes in a second."""
        return self.sound_s / self.busy_s


def expected_s(text: str, voice: Voice) -> float:
    """Return about how long a text takes at a voice's pace, in seconds."""
    return 60 * len(text.split()) / voice.rate_wpm


def remembered(root: Path, engine: str) -> Speed | None:
    """Return how fast an engine spoke on this machine; None if that was never measured."""
    try:
        row = json.loads(CacheStore(root, FOLDER).get(_key(engine)) or b"")
        speed = Speed(float(row["sound_s"]), float(row["busy_s"]), float(row["expected_s"]))
    except (ValueError, TypeError, KeyError, OverflowError):
        return None
    is_sane = all(math.isfinite(value) and value > 0 for value in (speed.sound_s, speed.busy_s))
    is_sane &= 0 <= speed.expected_s < math.inf
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
        "expected_s": round(before.expected_s * share + measured.expected_s, 3),
    }
    CacheStore(root, FOLDER).put(_key(engine), json.dumps(row).encode())


def _key(engine: str) -> str:
    return hashlib.sha256(f"{engine}\0{EngineInfo(engine).version}".encode()).hexdigest()
