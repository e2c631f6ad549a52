"""What the cast file knows about the people of a story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from drama.model import Gender


@dataclass(frozen=True, slots=True)
class Hints:
    """Names that mean one person, genders a person has pinned, and who is heard as the narrator."""

    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Name -> other names of the same person."""
    genders: Mapping[str, Gender] = field(default_factory=lambda: MappingProxyType({}))
    own_voices: frozenset[str] | None = frozenset()
    """Names, in lower case, of those with a voice of their own; None where that is everybody. Whoever tells the story
    and is not among them is heard in the narrator's voice."""
