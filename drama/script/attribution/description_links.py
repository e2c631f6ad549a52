"""Which named person a description stands for: "the inspector" where Anna Berg was just named, again and again.

Where one man is named all the time every description of a man stands near him: only what goes beyond that counts.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from drama.script.attribution.context import agrees
from drama.script.attribution.turns import Turn
from drama.script.people.mentions import Mention
from drama.script.text.spans import Roster

_REACH = 14
"""How many mentions by name back a description may point."""
_MIN_USES = 2
_DOUBT = 3
"""Added to the uses (additive smoothing), so that two chance neighbours do not weigh like twenty."""


def link_descriptions(turns: Iterable[Turn], roster: Roster) -> Mapping[int, Mapping[int, float]]:
    """Return for each described person how strongly the description points to each named person, 0 to 1.

    Counted is how often the named person is the nearest one before it whose gender agrees.
    """
    counts: defaultdict[int, Counter[int]] = defaultdict(Counter)
    uses: Counter[int] = Counter()
    pointed: Counter[int] = Counter()
    recent: list[int] = []
    apart: Counter[tuple[int, int]] = Counter()
    previous: Turn | None = None
    scenes: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for turn in turns:
        apart.update(_told_apart(turn, previous, roster))
        previous = turn
        for mention in (*(turn.before if turn.gap else ()), *turn.local):
            if mention.kind == "name" and mention.people:
                recent = [*recent[-_REACH:], mention.people[0]]
            elif mention.kind == "role" and mention.people and roster.people[mention.people[0]].is_crowd:
                uses.update(mention.people)
                for person in reversed(recent):
                    if person != mention.owner and agrees(roster.people[person].gender, mention.gender) is not False:
                        for role in mention.people:
                            counts[role][person] += 1
                            scenes[role, person].add(turn.place // _SCENE)
                        pointed[person] += 1
                        break
    total = sum(uses.values())
    return {
        role: {
            person: _RECURRING[min(len(scenes[role, person]), len(_RECURRING)) - 1]
            * _beyond_chance(
                max(0, n - _APART * apart[role, person]) / (uses[role] + _DOUBT),
                (pointed[person] - n) / (total - uses[role] + _DOUBT),
            )
            for person, n in counts[role].most_common(4)
        }
        for role in counts
        if uses[role] >= _MIN_USES
    }


_SCENE = 40
"""Paragraphs that count for one scene."""
_RECURRING = (0.5, 0.8, 1.0)
"""What a link is worth that shows in one scene only, in two, in more: whoever is at hand there is named near all."""
_APART = 2
"""Uses of a description that each place counts against which tells it from somebody with a name."""


def _told_apart(turn: Turn, previous: Turn | None, roster: Roster) -> Iterator[tuple[int, int]]:
    """Yield whom a turn tells from each other: one described, one with a name.

    One answers the other ("said Anna", then "said the guard"), or does something to the other ("the guard saw Anna").
    """
    if previous is not None and turn.gap == 0:
        yield from _pairs(turn.subject, previous.subject, roster)
    for mentions in (turn.before, turn.local):
        for one, other in itertools.pairwise(mentions):
            if one.is_subject and other.is_object and 0 < other.start - one.end < _NEAR:
                yield from _pairs(one, other, roster)


_NEAR = 40
"""Letters between the subject of a clause and its object."""


def _pairs(one: Mention | None, other: Mention | None, roster: Roster) -> Iterator[tuple[int, int]]:
    """Yield a described and a named person, if two mentions are one of each."""
    if one is None or other is None or {one.kind, other.kind} != {"role", "name"}:
        return
    described, named = (one, other) if one.kind == "role" else (other, one)
    if named.people and described.people and roster.people[described.people[0]].is_crowd:
        for role in described.people:
            yield role, named.people[0]


def _beyond_chance(rate: float, base_rate: float) -> float:
    """Return how much more often a description points to somebody than all others do, 1 where it always does.

    The form is that of Cohen's kappa (1960).
    """
    return max(0.0, rate - base_rate) / (1.0 - base_rate)
