"""What casting needs of an engine: its voices, which settings of a voice it accepts, and figures of its voices.

Casting varies only the settings an engine accepts, and compares voices as they will be spoken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from drama.model import Figures, Gender, Voice


@dataclass(frozen=True, slots=True)
class Capabilities:
    """The settings an engine accepts (by default all that a cast file may set) and the figures of its voices."""

    has_pitch: bool = True
    slowest_wpm: int = 80
    fastest_wpm: int = 450
    figures: Callable[[Voice], Figures | None] = field(default=lambda _: None, compare=False)
    """The figures of one of its voices, measured on this machine or by the engine's makers; None if never measured."""

    def fitted(self, voice: Voice) -> Voice:
        """Return a voice with its settings clamped to what the engine accepts."""
        rate = min(max(voice.rate_wpm, self.slowest_wpm), self.fastest_wpm)
        return replace(voice, rate_wpm=rate, pitch=voice.pitch if self.has_pitch else None)

    def accepts(self, voice: Voice) -> bool:
        """Return whether the engine accepts all settings of a voice as they are."""
        return self.fitted(voice) == voice


CapabilitiesOf = Callable[[str], Capabilities]
"""Engine name -> its capabilities."""


class AvailableVoice(Protocol):
    """One voice that an engine has; :class:`drama.engines.EngineVoice` is one."""

    @property
    def id(self) -> str:
        """The engine's own id."""

    @property
    def name(self) -> str:
        """The name shown to people."""

    @property
    def language(self) -> str:
        """A language tag such as ``en-gb``, or an empty string."""

    @property
    def gender(self) -> Gender:
        """The gender the engine states."""


ListVoices = Callable[[str], Sequence[AvailableVoice] | None]
"""Engine name -> its voices: empty if it accepts any id, None if the engine is not installed."""
