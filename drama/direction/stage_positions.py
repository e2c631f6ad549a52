"""Pan positions: one for every speaker of a scene, constant throughout the scene."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from drama.model import Cast, Kind, Script

_PLACES = (-0.6, 0.6, -1.0, 1.0, -0.3, 0.3, -0.8, 0.8)
"""Pan positions in the order of preference; the narrator has the centre."""
_APART = 1.2
"""Preferred least distance of two speakers who talk with each other."""

_Exchanges = Mapping[frozenset[str], int]
"""Pair of speakers -> how often they answer each other."""


def pans(script: Script, cast: Cast) -> Mapping[tuple[int, str], float]:
    """Return the pan of each speaker in each scene, −1 (left) to 1 (right).

    A pan in the cast file is kept, and whoever tells the story with the narrator's voice is where that is. Every other
    speaker has one pan for the whole story, chosen greedily by number of lines, away from those they talk with. A
    speaker moves only in scenes where that pan is taken by one with more lines. Neither voices nor given pans matter,
    so recasting or moving one speaker moves nobody else.
    """
    line_counts = Counter(line.speaker for line in script.lines if line.speaker and line.kind is Kind.DIALOGUE)
    order = sorted(line_counts, key=lambda name: (-line_counts[name], name))
    own = _chosen(order, _exchanges(script))
    present: defaultdict[int, set[str]] = defaultdict(set)
    for line in script.lines:
        if line.speaker and line.speaker in own:
            present[line.scene].add(line.speaker)
    return {
        (scene, name): cast.voices[name].pan or (0.0 if name == cast.teller else pan)
        for scene, names in present.items()
        for name, pan in _placed((name for name in order if name in names), own)
    }


def _exchanges(script: Script) -> _Exchanges:
    """Return how often two people speak one after the other within a scene."""
    talk = [(line.scene, line.speaker) for line in script.lines if line.speaker and line.kind is Kind.DIALOGUE]
    return Counter(
        frozenset((before, after))
        for (scene, before), (next_scene, after) in itertools.pairwise(talk)
        if scene == next_scene and before != after
    )


def _chosen(order: Iterable[str], exchanges: _Exchanges) -> Mapping[str, float]:
    """Return the pan of each speaker, chosen greedily: least close to those they talk with."""
    own: dict[str, float] = {}
    for name in order:

        def closeness(place: float, name: str = name) -> float:
            talk = ((exchanges.get(frozenset((name, other)), 0), pan) for other, pan in own.items())
            return sum(times * max(0.0, _APART - abs(place - pan)) for times, pan in talk if times)

        taken = Counter(own.values())
        own[name] = min(_PLACES, key=lambda place: (taken[place], round(closeness(place), 6)))
    return own


def _placed(names: Iterable[str], own: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Yield a pan for each speaker of a scene, by number of lines: their own, or the next free one."""
    taken: set[float] = set()
    for name in names:
        first = _PLACES.index(own[name])
        free = [place for place in (*_PLACES[first:], *_PLACES[:first]) if place not in taken]
        pan = free[0] if free else own[name]
        taken.add(pan)
        yield name, pan
