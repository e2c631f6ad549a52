"""Kokoro's speakers: one per voice pack, and two more of each, with a larger and a smaller body, by resampling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from drama.engines.kokoro.packs import packs
from drama.model import Gender

PREFIX = "kokoro:"

BODIES: Mapping[str, float] = MappingProxyType({"": 1.0, "-large": 0.88, "-small": 1.12})
"""Suffix of a pack's name -> factor on its playback speed: pitch and formants move together, as with a larger or a
smaller body. At 12 % either way it is another speaker; at 8 % it was still the same one (docs/voices.md)."""

_LANGUAGES = {
    "a": "en-us",
    "b": "en-gb",
    "e": "es",
    "f": "fr",
    "h": "hi",
    "i": "it",
    "j": "ja",
    "p": "pt-br",
    "z": "zh",
}
"""Language by the first letter of a pack's name; all of them get English phonemes from hibari's reader."""
_GENDERS = {"f": Gender.FEMALE, "m": Gender.MALE}
"""Gender by the second letter."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice: a voice pack and a body."""

    pack: str
    body: str = ""

    @property
    def name(self) -> str:
        """The name of the pack with the suffix of the body."""
        return self.pack + self.body

    @property
    def id(self) -> str:
        """The engine's id of the voice."""
        return PREFIX + self.name

    @property
    def resampling(self) -> float:
        """Factor on the playback speed."""
        return BODIES[self.body]

    @property
    def language(self) -> str:
        """Language tag of the accent that the pack was made with."""
        return _LANGUAGES.get(self.pack[:1], "en-us") if self.pack[2:3] == "_" else "en-us"

    @property
    def is_british(self) -> bool:
        """Whether it speaks British English."""
        return self.language == "en-gb"

    @property
    def gender(self) -> Gender:
        """The gender, from the pack's name."""
        return _GENDERS.get(self.pack[1:2], Gender.UNKNOWN) if self.pack[2:3] == "_" else Gender.UNKNOWN


def speakers() -> Mapping[str, Speaker]:
    """Return all speakers by id: the packs unchanged, then those derived from them."""
    all_speakers = (Speaker(name, body) for body in BODIES for name in packs())
    return MappingProxyType({speaker.id: speaker for speaker in all_speakers})
