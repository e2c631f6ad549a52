"""Names that are a part of a longer one by their shape: "Storm" of "Stormrider", "Rosie" of "RosieMay", "Penny" of
"Copper Penny". A surname may be somebody else's; a part that only one long name has is seldom another person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from drama.script.people.name_parts import is_title
from drama.script.text.spans import Person, Roster

_PART = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]+")
_SHORTEST = 4
"""Letters of a part that nothing marks, and of what it leaves of the long name: not "Eric" and "Erica"."""


def clipped_names(roster: Roster) -> tuple[tuple[int, int], ...]:
    """Return pairs of people, the lower index first, of whom one bears a part of the other's name and nothing else."""
    bare: defaultdict[str, list[int]] = defaultdict(list)
    for index, person in enumerate(roster.people):
        names = _names(person)
        if names and all(" " not in name for name in names):
            for name in names:
                bare[name.lower()].append(index)
    longer: defaultdict[int, set[int]] = defaultdict(set)
    for index, person in enumerate(roster.people):
        for name in _names(person):
            for part in _parts(name, roster):
                for short in bare.get(part.lower(), ()):
                    if short != index:
                        longer[short].add(index)
    pairs = ((short, next(iter(found))) for short, found in longer.items() if len(found) == 1)
    return tuple(sorted({(min(pair), max(pair)) for pair in pairs}))


def _names(person: Person) -> tuple[str, ...]:
    return () if person.is_crowd else tuple(name.removeprefix("The ") for name in (person.name, *person.aliases))


def _parts(name: str, roster: Roster) -> Iterator[str]:
    """Yield the parts that a name may be clipped to."""
    words = name.split()
    if len(words) == 2 and not is_title(words[0].lower(), roster.language):
        yield words[1]
    if len(words) > 1:
        return
    inner = _PART.findall(name)
    if len(inner) > 1 and "".join(inner) == name:
        yield from inner
    for at in range(_SHORTEST, len(name) - _SHORTEST + 1):
        yield name[:at]
        yield name[at:]
