"""Which people of a roster are one: Nettle and "the fence", Miss Orla and "Lola", whom no page has at once.

A pair is weighed in log odds: what their names have in common against what the turns of the story say. Two who answer
each other are two. Two who take the same side in turn – Anna, Tom, the doctor, Tom – are one, and so is whoever is
called by one name and answers under another (:class:`Evidence`). The numbers are round and set by hand, and were judged
by leaving authors out (docs/attribution.md).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from drama.model import Gender
from drama.script.people.clipped_names import clipped_names
from drama.script.people.name_likeness import DESCRIBED, Pair, is_anybodys, name_odds, pair_of, ranked
from drama.script.text.spans import Roster, alias_key


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the turns of a story say of pairs of people, counted."""

    spoke: Counter[int] = field(default_factory=Counter)
    """Turns that a tag or a beat gives somebody."""
    narrated: Counter[int] = field(default_factory=Counter)
    """Mentions in the narration."""
    alternate: Counter[Pair] = field(default_factory=Counter)
    """One speaks two turns after the other, in one conversation: they have the same side of it."""
    same_side: Counter[Pair] = field(default_factory=Counter)
    """The same, four turns after."""
    adjacent: Counter[Pair] = field(default_factory=Counter)
    """One speaks in the paragraph right after the other."""
    other_side: Counter[Pair] = field(default_factory=Counter)
    """One speaks an odd number of turns after the other, otherwise."""
    answers: Counter[Pair] = field(default_factory=Counter)
    """One is addressed, and the other answers."""
    calls: Counter[Pair] = field(default_factory=Counter)
    """One addresses the other, or speaks of the other."""
    together: Counter[Pair] = field(default_factory=Counter)
    """Both are named within a sentence or so."""
    introduced: Counter[Pair] = field(default_factory=Counter)
    """One says that his or her name is the other's."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Two people of a roster found to be one."""

    kept: int
    merged: int
    log_odds: float


_WEIGHTS: Mapping[str, float] = {
    "alternate": 0.6,
    "same_side": 0.4,
    "adjacent": -1.5,
    "other_side": -0.3,
    "answers": 1.0,
    "calls": -1.5,
    "together": -0.5,
    "introduced": 6.0,
}
"""Log odds that each case adds."""
_SHAPE = 2.2
"""Log odds for one person where a name is by its shape a part of the other, and of no third."""
_SUPPORT = 0.15
"""Of the turns of whoever speaks less: in so many at least something speaks for one person."""
_INTRODUCED = 3
"""Cases that an introduction counts as."""
_RIVAL = 0.4
"""Of what speaks for the best: as much for somebody else, and a description is not one person's."""


def same_people(
    roster: Roster,
    evidence: Evidence,
    *,
    fixed: Collection[int] = (),
    apart: Collection[int] = (),
    told: Mapping[Pair, float] = MappingProxyType({}),
) -> tuple[Merge, ...]:
    """Return who is somebody else of the roster too, likeliest first.

    No two of ``fixed`` become one, nor anybody of ``apart`` somebody else: indexes into the people of the roster.
    ``told`` is what somebody who was asked says of pairs, in log odds: it is added to what the turns say.
    """
    told_by_shape = frozenset(clipped_names(roster))
    told = {pair: told.get(pair, 0.0) + _SHAPE * (pair in told_by_shape) for pair in (*told, *told_by_shape)}
    scores = {pair: _evidence(evidence, pair) + told.get(pair, 0.0) for pair in (*_pairs(roster, evidence), *told)}
    rivals = _by_person(scores)
    held = {*fixed, *apart}
    clusters = {index: {index} for index in range(len(roster.people))}
    found: list[Merge] = []
    for pair, log_odds in sorted(_judged(roster, evidence, scores, rivals, told), key=lambda item: (-item[1], item[0])):
        one, other = (clusters[index] for index in pair)
        if one is other or (one & held and other & held) or not one.isdisjoint(apart) or not other.isdisjoint(apart):
            continue
        if not _agree(one, other, roster, scores, evidence):
            continue
        kept, merged = ranked(pair, roster)
        found.append(Merge(kept, merged, log_odds))
        one |= other
        for index in other:
            clusters[index] = one
    return tuple(found)


def unsure_people(roster: Roster, evidence: Evidence, held: Collection[int] = ()) -> tuple[Pair, ...]:
    """Return the pairs of whom the turns leave open whether they are one, those most open first.

    ``held`` are people of whom somebody has said who they are: two of them are not asked about.
    """
    found: list[tuple[float, Pair]] = []
    for pair in _pairs(roster, evidence):
        prior = None if not {*pair} - {*held} else _prior(roster, evidence, pair)
        speaks = min(evidence.spoke[index] for index in pair)
        if prior is not None and speaks and abs(log_odds := prior + _evidence(evidence, pair)) <= _UNSURE:
            found.append((abs(log_odds), pair))
    return tuple(ranked(pair, roster) for _, pair in sorted(found))


_UNSURE = 2.0
"""Log odds up to which it is open whether two are one: seven to one."""


def called(roster: Roster, names: Iterable[str]) -> frozenset[int]:
    """Return who in a roster bears one of some names."""
    keys = {alias_key(name) for name in names}
    people = enumerate(roster.people) if keys else ()
    return frozenset(
        index for index, person in people if not keys.isdisjoint(map(alias_key, (person.name, *person.aliases)))
    )


def _pairs(roster: Roster, evidence: Evidence) -> Iterator[Pair]:
    """Yield the pairs worth weighing: something of the turns speaks for each."""
    seen = {*evidence.alternate, *evidence.answers, *evidence.introduced}
    for one, other in sorted(seen):
        genders = {roster.people[one].gender, roster.people[other].gender}
        if roster.narrator not in {one, other} and not genders >= {Gender.FEMALE, Gender.MALE}:
            yield one, other


def _evidence(evidence: Evidence, pair: Pair) -> float:
    """Return what the turns say of a pair, in log odds."""
    counts: Mapping[str, Counter[Pair]] = {name: getattr(evidence, name) for name in _WEIGHTS}
    return sum(weight * counts[name][pair] for name, weight in _WEIGHTS.items())


def _by_person(scores: Mapping[Pair, float]) -> Mapping[int, Mapping[int, float]]:
    found: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), score in scores.items():
        found[one][other] = found[other][one] = score
    return found


def _judged(
    roster: Roster,
    evidence: Evidence,
    scores: Mapping[Pair, float],
    rivals: Mapping[int, Mapping[int, float]],
    told: Mapping[Pair, float],
) -> Iterator[tuple[Pair, float]]:
    """Yield the pairs that are likelier one person than two, with their log odds."""
    for pair, score in scores.items():
        prior = _prior(roster, evidence, pair)
        if prior is None or prior + score <= 0:
            continue
        if told.get(pair, 0.0) > 0:
            yield pair, prior + score
            continue
        support = evidence.alternate[pair] + evidence.same_side[pair] + evidence.answers[pair]
        support += _INTRODUCED * evidence.introduced[pair]
        if support < _SUPPORT * min(evidence.spoke[index] for index in pair):
            continue
        if all(_is_best(one, other, rivals, roster, evidence) for one, other in (pair, pair[::-1])):
            yield pair, prior + score


def _is_best(
    one: int, other: int, rivals: Mapping[int, Mapping[int, float]], roster: Roster, evidence: Evidence
) -> bool:
    """Whether a description, or a name that is only called out, fits nobody else nearly as well."""
    if not roster.people[one].is_crowd and evidence.narrated[one]:
        return True
    best = rivals[one][other]
    return all(score <= _RIVAL * best for person, score in rivals[one].items() if person != other)


def _agree(
    one: Collection[int], other: Collection[int], roster: Roster, scores: Mapping[Pair, float], evidence: Evidence
) -> bool:
    """Whether nothing that is known of two clusters keeps them apart."""
    genders = {roster.people[index].gender for index in (*one, *other)}
    if genders >= {Gender.FEMALE, Gender.MALE}:
        return False
    between = [pair_of(a, b) for a in one for b in other]
    return sum(scores.get(pair, _evidence(evidence, pair)) for pair in between) > 0


def _prior(roster: Roster, evidence: Evidence, pair: Pair) -> float | None:
    """Return the log odds that two are one before the turns are read; None where it cannot be told."""
    found = name_odds(roster, pair, are_narrated=all(evidence.narrated[index] for index in pair))
    if found is None and evidence.introduced[pair] and not any(is_anybodys(roster, index) for index in pair):
        return DESCRIBED  # "the stranger" is this one here
    return found
