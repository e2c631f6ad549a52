"""How fast renders go, and so how long the rest of one takes."""

from __future__ import annotations

import time
from dataclasses import dataclass

import drama

_TELLING_S = 0.5
"""A step that took less tells nothing of how long it takes."""


@dataclass(frozen=True, slots=True)
class Speeds:
    """Seconds of an episode a second; until a render has shown them, those of two slow cores."""

    mixed: float = 100.0
    """And encoded."""
    finished: float = 50.0
    """Measured, and described by the documents."""


class Pace:
    """How fast a render goes."""

    def __init__(self) -> None:
        self._first: tuple[float, int] | None = None
        self._newest = (0.0, 0)
        self._mix_began = 0.0
        self._mix_ended = 0.0

    def note(self, progress: drama.RenderProgress) -> None:
        """Take in how far it is."""
        now = time.monotonic()
        if progress.stage == "mix":
            self._mix_began, self._mix_ended = self._mix_began or now, now
            return
        self._first = self._first or (now, progress.done)
        self._newest = (now, progress.done)

    @property
    def lines_per_minute(self) -> int | None:
        """Lines recorded a minute; None as long as that is not known."""
        if self._first is None or self._newest[1] <= self._first[1]:
            return None
        took = self._newest[0] - self._first[0]
        return round((self._newest[1] - self._first[1]) * 60 / took) if took else None

    @property
    def finishing_s(self) -> float:
        """How long it is that the last of it was mixed."""
        return time.monotonic() - self._mix_ended

    def speeds(self, duration_s: float) -> Speeds | None:
        """Return how fast an episode that is done was mixed and finished; None where that was too fast to tell."""
        mixing_s, finishing_s = self._mix_ended - self._mix_began, self.finishing_s
        if not self._mix_began or mixing_s < _TELLING_S or finishing_s < _TELLING_S:
            return None
        return Speeds(duration_s / mixing_s, duration_s / finishing_s)
