"""What the brackets of a script say of how words are spoken: ``(whispering)``, ``(O.S.)``, ``(INTO RADIO)``.

The words are the language's own: those that tell a delivery beside a quotation in prose tell it here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from drama.languages.en.english import ENGLISH
from drama.model import Channel, Ending, Manner

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 200
"""Characters of an aside that are looked at."""
_SHORT_MS, _LONG_MS = 800, 2_000
"""Of a ``(beat)`` and a ``(long pause)``."""
_PARTS = re.compile(r"[,;/]|\band\b|\bthen\b")


@dataclass(frozen=True, slots=True)
class Direction:
    """What a bracket says of the words behind it."""

    manner: Manner | None = None
    channel: Channel | None = None
    is_thought: bool = False
    pause_ms: int = 0
    """Nobody speaks for so long."""
    ending: Ending | None = None
    """How they stop."""
    cuts_in: bool = False
    """They begin before those of the speaker before end."""

    @property
    def tells_delivery(self) -> bool:
        """Whether it says how words are spoken."""
        return replace(self, pause_ms=0) != Direction()

    def under(self, other: Direction) -> Direction:
        """Return this with what the other, which is nearer to the words, says in addition or instead."""
        return Direction(
            self.manner if other.manner is None else other.manner,
            self.channel if other.channel is None else other.channel,
            self.is_thought or other.is_thought,
            ending=self.ending if other.ending is None else other.ending,
            cuts_in=self.cuts_in or other.cuts_in,
        )


def direction_of(asides: Iterable[str]) -> Direction:
    """Return what some brackets say together."""
    found = Direction()
    for aside in asides:
        told = _told(" ".join(aside[:_LONGEST].split()).strip("()[]{}*_ "))
        found = replace(found.under(told), pause_ms=found.pause_ms + told.pause_ms)
    return found


@lru_cache(maxsize=1024)
def _told(aside: str) -> Direction:
    """Return what one bracket says."""
    patterns = ENGLISH.scripts
    parts = [part.strip(" .…") for part in _PARTS.split(aside)]
    pause = next((_LONG_MS if patterns.long_silence.search(part) else _SHORT_MS
                  for part in parts if patterns.silence.fullmatch(part)), 0)  # fmt: skip
    channel = next((tells for tells, said in patterns.channels if any(map(said.fullmatch, parts))), None)
    if channel is None and any(patterns.off.fullmatch(part) for part in parts):
        channel = Channel.DISTANCE
    deliveries = ENGLISH.deliveries
    if channel is None and not deliveries.into_device.search(aside):
        channel = next((channel for channel, pattern in deliveries.channels if pattern.search(aside)), None)
    ways = (*deliveries.sides, *deliveries.verbs, *deliveries.beats)
    manner = next((manner for manner, said in patterns.manners if any(map(said.fullmatch, parts))), None)
    manner = manner or next((manner for manner, pattern in ways if pattern.search(aside)), None)
    ending = next((ending for ending, said in patterns.endings if any(map(said.fullmatch, parts))), None)
    thinks = any(map(patterns.thinks.fullmatch, parts))
    cuts_in = any(map(patterns.cuts_in.fullmatch, parts))
    return Direction(manner, channel, thinks, pause, ending, cuts_in)
