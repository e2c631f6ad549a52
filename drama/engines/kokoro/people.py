"""Whom Kokoro can be: the speaker of each pack, and two people more, larger and smaller, by resampling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from drama.engines.kokoro.packs import packs
from drama.model import Gender

PREFIX = "kokoro:"

BODIES: Mapping[str, float] = MappingProxyType({"": 1.0, "-large": 0.88, "-small": 1.12})
"""What is put behind a pack's name, and how much faster its sound is played: pitch and resonances move together, as
with a larger or a smaller body. By 12 % either way it is another person; by 8 % it was still the same (docs/voices.md).
"""

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
"""By the first letter of a pack's name; hibari reads English to all of them."""
_GENDERS = {"f": Gender.FEMALE, "m": Gender.MALE}
"""By the second."""


@dataclass(frozen=True, slots=True)
class Person:
    """A voice: whose pack speaks, and how much faster its sound is played."""

    pack: str
    body: str = ""

    @property
    def name(self) -> str:
        """The pack's, and which body it has."""
        return self.pack + self.body

    @property
    def id(self) -> str:
        """What the engine calls it."""
        return PREFIX + self.name

    @property
    def resampling(self) -> float:
        """How much faster the sound is played."""
        return BODIES[self.body]

    @property
    def language(self) -> str:
        """A language tag: the accent that the pack was made with."""
        return _LANGUAGES.get(self.pack[:1], "en-us") if self.pack[2:3] == "_" else "en-us"

    @property
    def is_british(self) -> bool:
        """Tell whether it speaks British English."""
        return self.language == "en-gb"

    @property
    def gender(self) -> Gender:
        """As the pack's name says."""
        return _GENDERS.get(self.pack[1:2], Gender.UNKNOWN) if self.pack[2:3] == "_" else Gender.UNKNOWN


def people() -> Mapping[str, Person]:
    """Return everybody the engine can be, by id: all packs as they are, then all that are made of them."""
    found = (Person(name, body) for body in BODIES for name in packs())
    return MappingProxyType({person.id: person for person in found})
