"""Where people sit: a place on the stage for everybody who talks in a scene, the same as long as it lasts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from drama.model import Cast, Kind, Script

_ORDER = (-0.6, 0.6, -1.0, 1.0, -0.3, 0.3, -0.8, 0.8)
"""Seats in the order they are given out: the two who talk most face each other, the narrator keeps the centre."""


def seats(script: Script, cast: Cast) -> Mapping[tuple[int, str], float]:
    """Return the seat of each speaker in each scene, −1 (left) to 1 (right).

    A seat the cast file gives is kept. Everybody else has one seat of their own for the whole story, by how much they
    say, and moves only in scenes where somebody with more to say sits there already. Voices do not matter, so a recast
    moves nobody.
    """
    said = Counter(line.speaker for line in script.lines if line.speaker and line.kind is Kind.DIALOGUE)
    rank = {name: place for place, (name, _) in enumerate(sorted(said.items(), key=lambda item: (-item[1], item[0])))}
    present: defaultdict[int, set[str]] = defaultdict(set)
    for line in script.lines:
        if line.speaker in rank:
            present[line.scene].add(line.speaker)
    found = {}
    for scene, names in present.items():
        for name, seat in _seated(sorted(names, key=rank.__getitem__), rank):
            given = cast.voices[name].seat
            found[scene, name] = given or seat
    return found


def _seated(names: Iterable[str], rank: Mapping[str, int]) -> Iterable[tuple[str, float]]:
    """Yield a seat for each of a scene's people, in order of rank: their own, or the next that is free."""
    taken: set[int] = set()
    for name in names:
        own = rank[name] % len(_ORDER)
        free = [place % len(_ORDER) for place in range(own, own + len(_ORDER)) if place % len(_ORDER) not in taken]
        taken.add(free[0] if free else own)
        yield name, _ORDER[free[0] if free else own]
