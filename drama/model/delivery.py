"""How a line is spoken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Manner(StrEnum):
    """How a line is spoken."""

    PLAIN = "plain"
    WHISPERED = "whispered"
    MUTTERED = "muttered"
    SHOUTED = "shouted"
    ASKED = "asked"
    EXCLAIMED = "exclaimed"
    LAUGHING = "laughing"
    CRYING = "crying"
    BREATHLESS = "breathless"


class Ending(StrEnum):
    """How a line stops."""

    FULL = "full"
    CUT = "cut"
    """Broken off: the next speaker cuts in."""
    TRAILING = "trailing"
    """An ellipsis: the words linger."""


class Channel(StrEnum):
    """What the voice comes through."""

    DIRECT = "direct"
    PHONE = "phone"
    RADIO = "radio"
    PA = "pa"
    """A public address system: loudspeakers in a large place."""
    DOOR = "door"
    DISTANCE = "distance"
    MEMORY = "memory"
    """A voice remembered, dreamt or heard in the head."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a line is spoken, as the tag and the punctuation tell it."""

    manner: Manner = Manner.PLAIN
    ending: Ending = Ending.FULL
    channel: Channel = Channel.DIRECT
    overlaps_next: bool = False
    """The next line begins before this one ends."""
    is_simultaneous: bool = False
    """It begins when the speech before it begins: both are heard at once (dual dialogue)."""
