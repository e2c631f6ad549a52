"""The name above a speech, with what the voice comes through, and the bracket below it that says how it is spoken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from drama.languages.final_marks import ending_by_marks, manner_by_marks
from drama.model import Channel, Ending, Kind, Line, Manner

CHANNELS: Mapping[Channel, str] = MappingProxyType(
    {
        Channel.PHONE: "ON PHONE",
        Channel.RADIO: "OVER RADIO",
        Channel.PA: "OVER LOUDSPEAKERS",
        Channel.DOOR: "THROUGH DOOR",
        Channel.DISTANCE: "IN THE DISTANCE",
        Channel.MEMORY: "MEMORY",
    }
)
"""Behind a name, in brackets."""
THOUGHT = "THOUGHT"
GOES_ON = "CONT'D"
MANNERS: Mapping[Manner, str] = MappingProxyType(
    {
        Manner.PLAIN: "plain",
        Manner.WHISPERED: "whispering",
        Manner.MUTTERED: "muttering",
        Manner.SHOUTED: "shouting",
        Manner.ASKED: "asking",
        Manner.EXCLAIMED: "exclaiming",
        Manner.LAUGHING: "laughing",
        Manner.CRYING: "crying",
        Manner.BREATHLESS: "breathless",
    }
)
ENDINGS: Mapping[Ending, str] = MappingProxyType(
    {Ending.CUT: "cut off", Ending.TRAILING: "trailing off", Ending.FULL: "to the end"}
)
CUTS_IN = "overlapping"

_BRACKETS = re.compile(r"[()\[\]^\\*_]")
_NO_CUE = re.compile(r"(?:INT|EXT|EST|I\.?/E)\b|[!@>~#=.]|.*(?:TO:|:)", re.IGNORECASE | re.DOTALL)
"""What would be read as something else in place of a name in capitals."""


class Names:
    """The names of some speakers as they stand above their speeches."""

    def __init__(self, speakers: Iterable[str]) -> None:
        self._counts = Counter(_key(name) for name in set(speakers))

    def above(self, name: str) -> str:
        """Return a name in capitals where drama reads it back, else as it is, forced."""
        capitals = name.upper()
        is_safe = (
            _key(capitals) == _key(name)
            and self._counts[_key(name)] < 2
            and capitals.isupper()
            and not _BRACKETS.search(name)
            and not _NO_CUE.match(name)
        )
        return capitals if is_safe else "@" + _BRACKETS.sub(r"\\\g<0>", name)


def extensions(line: Line, *, goes_on: bool) -> str:
    """Return what stands behind the name of a line's speaker, a space before it."""
    said = [THOUGHT] if line.kind is Kind.THOUGHT else []
    said += [CHANNELS[line.delivery.channel]] if line.delivery.channel in CHANNELS else []
    said += [GOES_ON] if goes_on else []
    dual = " ^" if line.delivery.is_simultaneous else ""
    return "".join(f" ({words})" for words in said) + dual


def bracket(line: Line, words: str, *, cuts_in: bool) -> str:
    """Return the bracket of a speech of these words that ends with a line; empty where its marks say all."""
    said = [CUTS_IN] if cuts_in else []
    if line.delivery.manner is not manner_by_marks(words):
        said.append(MANNERS[line.delivery.manner])
    if line.delivery.ending is not ending_by_marks(words):
        said.append(ENDINGS[line.delivery.ending])
    return f"({', '.join(said)})" if said else ""


def _key(name: str) -> str:
    """Return what a name is known by, letter case aside."""
    return " ".join(name.replace("\u2019", "'").lower().split())
