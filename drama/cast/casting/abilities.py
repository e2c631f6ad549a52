"""What of a voice's settings its engine takes, so that casting moves nothing else and judges by what will be heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from drama.model import Figures, Voice


@dataclass(frozen=True, slots=True)
class Reach:
    """What an engine takes; without a word about it all that a cast file may say. And what is known of its voices."""

    has_pitch: bool = True
    slowest_wpm: int = 80
    fastest_wpm: int = 450
    figures: Callable[[Voice], Figures | None] = field(default=lambda _: None, compare=False)
    """What was measured of a voice of it, on this machine or by the engine's makers."""

    def fitted(self, voice: Voice) -> Voice:
        """Return a voice with the settings the engine takes that are nearest to its own."""
        rate = min(max(voice.rate_wpm, self.slowest_wpm), self.fastest_wpm)
        return replace(voice, rate_wpm=rate, pitch=voice.pitch if self.has_pitch else None)

    def takes(self, voice: Voice) -> bool:
        """Tell whether the engine takes a voice as it is set."""
        return self.fitted(voice) == voice


Reaches = Callable[[str], Reach]
"""Engine name -> what it takes."""
