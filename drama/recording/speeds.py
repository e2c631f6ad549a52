"""The speed of each engine on this machine: measured whenever it records, remembered in the store."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path

from drama.engines import EngineInfo
from drama.model import Voice
from drama.recording.blob_store import CacheStore

FOLDER = "speeds"
PRIOR_S = 30.0
"""A measurement counts as much as what was believed before once it is of so much sound, in seconds."""
_MOST_SOUND_S = 600.0
"""Weight limit of earlier measurements, in seconds of sound, so that a changed machine is soon known again."""


@dataclass(frozen=True, slots=True)
class Speed:
    """How much sound one worker made, and how long it took, while all workers were busy."""

    sound_s: float
    busy_s: float
    expected_s: float = 0.0
    """The expected length of that sound, from the words and the rate of each line; 0 if not known."""

    def less(self, before: Speed | None) -> Speed:
        """Return what was measured since an earlier measurement."""
        if before is None:
            return self
        return Speed(self.sound_s - before.sound_s, self.busy_s - before.busy_s, self.expected_s - before.expected_s)

    @property
    def stretch(self) -> float:
        """Factor on expected lengths: voices speak at other rates than they are set to.

        As long as little was measured it stays near 1: a few short lines tell little of long ones.
        """
        return (self.sound_s + PRIOR_S) / (self.expected_s + PRIOR_S) if self.expected_s > 0 else 1.0

    @property
    def ratio(self) -> float:
        """Seconds of sound per second of work, of one worker (the inverse of the real-time factor)."""
        return self.sound_s / self.busy_s


def expected_s(text: str, voice: Voice) -> float:
    """Return the expected length of a text at a voice's rate, in seconds."""
    return 60 * len(text.split()) / voice.rate_wpm


def remembered(root: Path, engine: str) -> Speed | None:
    """Return the speed of an engine on this machine; None if it was never measured."""
    try:
        row = json.loads(CacheStore(root, FOLDER).get(_key(engine)) or b"")
        speed = Speed(float(row["sound_s"]), float(row["busy_s"]), float(row["expected_s"]))
    except (ValueError, TypeError, KeyError, OverflowError):
        return None
    is_sane = all(math.isfinite(value) and value > 0 for value in (speed.sound_s, speed.busy_s))
    is_sane &= 0 <= speed.expected_s < math.inf
    return speed if is_sane else None


def remember(root: Path, engine: str, measured: Speed) -> None:
    """Add a measurement to an engine's speed, earlier ones weighted down to :data:`_MOST_SOUND_S`."""
    if measured.sound_s <= 0 or measured.busy_s <= 0:
        return
    before = remembered(root, engine) or Speed(0.0, 0.0)
    weight = min(1.0, _MOST_SOUND_S / before.sound_s) if before.sound_s else 0.0
    row = {
        "sound_s": round(before.sound_s * weight + measured.sound_s, 3),
        "busy_s": round(before.busy_s * weight + measured.busy_s, 3),
        "expected_s": round(before.expected_s * weight + measured.expected_s, 3),
    }
    CacheStore(root, FOLDER).put(_key(engine), json.dumps(row).encode())


def _key(engine: str) -> str:
    return hashlib.sha256(f"{engine}\0{EngineInfo(engine).version}".encode()).hexdigest()
