"""What is said of who was merged and who was parted: the evidence in words, and how likely it is so."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from drama.model import Identity
from drama.script.people.clipped_names import clipped_names
from drama.script.people.identity import Evidence, Merge
from drama.script.people.name_likeness import Pair, pair_of
from drama.script.people.namesakes import FormEvidence, Parted
from drama.script.text.spans import Roster


def chance_of(log_odds: float) -> float:
    """Return log odds as a chance, 0 to 1."""
    return 1 / (1 + math.exp(-log_odds))


def merge_identities(
    before: Roster,
    after: Roster,
    evidence: Evidence,
    merges: Iterable[Merge],
    told: Mapping[Pair, float] = MappingProxyType({}),
) -> Iterator[Identity]:
    """Yield why people of the roster before are one in the roster after, where each has the index it had.

    ``told`` is what somebody who was asked says of pairs, in log odds.
    """
    clipped = frozenset(clipped_names(before))
    for merge in merges:
        pair = pair_of(merge.kept, merge.merged)
        name = after.people[merge.merged].name
        names = (before.people[index].name for index in (merge.merged, merge.kept))
        other = next(it for it in names if it != name)
        why = _why_one(pair, evidence, is_clipped=pair in clipped, is_told=told.get(pair, 0.0) > 0)
        yield Identity(name, other, is_one=True, chance=round(chance_of(merge.log_odds), 3), why=why)


def _why_one(pair: Pair, evidence: Evidence, *, is_clipped: bool, is_told: bool) -> str:
    sides, answers = evidence.alternate[pair] + evidence.same_side[pair], evidence.answers[pair]
    reasons = [
        "an assistant says so" * is_told,
        "the one name is a part of the other, and of nobody else's" * is_clipped,
        "the one says that the other's name is his or hers" if evidence.introduced[pair] else "",
        f"they take the same side of the talk {_times(sides)}" if sides else "",
        f"the one answers to the other's name {_times(answers)}" if answers else "",
        "neither ever answers the other" if not evidence.adjacent[pair] else "",
    ]
    return "; ".join(filter(None, reasons))


def split_identities(told: Parted, evidence: FormEvidence) -> Iterator[Identity]:
    """Yield why people whom the names of a story made one are two."""
    for person, twin in told.twins.items():
        one, other = told.seeds[person]
        names = (told.roster.people[person].name, told.roster.people[twin].name)
        chance = round(chance_of(told.log_odds[person]), 3)
        yield Identity(*names, is_one=False, chance=chance, why=_why_two((person, one, other), evidence))


def _why_two(key: tuple[int, str, str], evidence: FormEvidence) -> str:
    adjacent, together = evidence.adjacent[key], evidence.together[key]
    reasons = [
        f"the one answers the other {_times(adjacent)}" if adjacent else "",
        f"one sentence names both {_times(together)}" if together else "",
    ]
    return "; ".join(filter(None, reasons)) or "what they are called sets them apart"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def of_characters(identities: Iterable[Identity], names: Sequence[str]) -> tuple[Identity, ...]:
    """Return what is said of people who have lines, in the order of their names."""
    place = {name: at for at, name in enumerate(names)}
    known = (it for it in identities if it.name in place or (not it.is_one and it.other in place))
    return tuple(sorted(known, key=lambda it: min(place.get(it.name, len(place)), place.get(it.other, len(place)))))
