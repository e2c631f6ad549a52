"""Which people of a roster are one: Fagan and "the fence", Miss Orla and "Lola", whom a page of talk never has at once.

A pair is weighed in log odds: what their names have in common against what the turns of the story say. Two who answer
each other are two. Two who take the same side in turn – Anna, Tom, the doctor, Tom – are one, and so is whoever is
called by one name and answers under another (:class:`Evidence`). The numbers are round and set by hand, and were judged
by leaving authors out (docs/attribution.md).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from drama.model import Gender
from drama.script.people.clipped_names import clipped_names
from drama.script.people.name_parts import split_name
from drama.script.text.spans import Person, Roster, alias_key

Pair = tuple[int, int]
"""Two people, indexes into the roster, the lower first."""


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
}
"""Log odds that each case adds."""
_CLIPPED = -1.0
_SHARED_WORD = -1.5
_MISTER = -4.0
_ONLY_CALLED = -2.5
_DESCRIBED = -4.0
_UNRELATED = -6.0
"""Log odds before the turns are read: of two names one of which begins or ends with the other, of two that share
a word, of "Mr. Brandt" and "Peter Brandt" (mostly his son), of a name only ever called out, of a description and a
name, of two with nothing in common."""
_SHAPE = 2.2
"""Log odds for one person where a name is by its shape a part of the other, and of no third."""
_SUPPORT = 0.15
"""Of the turns of whoever speaks less: in so many at least something speaks for one person."""
_RIVAL = 0.4
"""Of what speaks for the best: as much for somebody else, and a description is not one person's."""


def pair_of(one: int, other: int) -> Pair:
    """Return two people as a pair."""
    return (one, other) if one < other else (other, one)


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
        kept, merged = _ranked(pair, roster)
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
    return tuple(_ranked(pair, roster) for _, pair in sorted(found))


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
    seen = {*evidence.alternate, *evidence.answers}
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


def _prior(roster: Roster, evidence: Evidence, pair: Pair) -> float | None:
    """Return the log odds that two are one, by what they are called; None where it cannot be told."""
    one, other = (roster.people[index] for index in pair)
    if one.is_crowd and other.is_crowd:
        return None
    if one.is_crowd or other.is_crowd:
        described = one if one.is_crowd else other
        return _DESCRIBED if _is_one_persons(described, roster) else None
    words, others = (_words_of(person, roster) for person in (one, other))
    if words & others:
        return _MISTER if _is_mister(one, roster) is not _is_mister(other, roster) else _SHARED_WORD
    if any(_is_clipped(a, b) or _is_clipped(b, a) for a in words for b in others):
        return _CLIPPED
    return _UNRELATED if all(evidence.narrated[index] for index in pair) else _ONLY_CALLED


def _is_one_persons(described: Person, roster: Roster) -> bool:
    """Whether a description tells enough to be one person's: "the painter", not "the man", "a voice", "the mother"."""
    listed = roster.language.descriptions
    words = alias_key(described.name).removeprefix("the ").split()
    vague = listed.generic | listed.kin | listed.plural | listed.groups | listed.devices
    if roster.language.roles.others.fullmatch(described.name.lower()):
        return False
    return described.name.lower().startswith("the ") and words[-1] not in vague


def _is_mister(person: Person, roster: Roster) -> bool:
    """Whether a man is called by his surname and "Mr." alone."""
    title, first, _ = split_name(person.name, roster.language)
    return title == roster.language.names.man and not first


def _words_of(person: Person, roster: Roster) -> set[str]:
    """Return the words of somebody's names, articles, titles and the shortest left out: "Rose-Marie" has two."""
    names = (alias_key(name).removeprefix("the ") for name in (person.name, *person.aliases))
    parts = (part for name in names for part in split_name(name, roster.language)[1:])
    return {word for part in parts for word in part.split("-") if len(word) >= _SHORTEST_PART}


def _is_clipped(short: str, long: str) -> bool:
    """Whether a name begins or ends with another: "Storm" and "Stormrider"."""
    return _SHORTEST_CLIP <= len(short) < len(long) and (long.startswith(short) or long.endswith(short))


_SHORTEST_PART, _SHORTEST_CLIP = 3, 4


def _agree(
    one: Collection[int], other: Collection[int], roster: Roster, scores: Mapping[Pair, float], evidence: Evidence
) -> bool:
    """Whether nothing that is known of two clusters keeps them apart."""
    genders = {roster.people[index].gender for index in (*one, *other)}
    if genders >= {Gender.FEMALE, Gender.MALE}:
        return False
    between = [pair_of(a, b) for a in one for b in other]
    return sum(scores.get(pair, _evidence(evidence, pair)) for pair in between) > 0


def _ranked(pair: Pair, roster: Roster) -> Pair:
    """Return a pair, first the one whose name the person keeps: a name before a description, the full or usual one."""

    def rank(index: int) -> tuple[bool, bool, int, int]:
        person, other = roster.people[index], roster.people[pair[pair[0] == index]]
        is_clip = _is_clipped(alias_key(person.name), alias_key(other.name))
        return person.is_crowd, is_clip and other.mentions >= _USUAL * person.mentions, -person.mentions, index

    one, other = sorted(pair, key=rank)
    return one, other


_USUAL = 0.1
"""Of the uses of a clipped name: from so many on the name in full is what somebody is called."""


def merged(roster: Roster, merges: Iterable[Merge]) -> tuple[Roster, tuple[int, ...]]:
    """Return a roster in which those who are one are one person, and for each index the one that stands for it.

    Indexes keep their meaning: whoever is merged into somebody is the same person at another index.
    """
    into = list(range(len(roster.people)))
    for merge in merges:
        kept, gone = _ranked((_root(into, merge.kept), _root(into, merge.merged)), roster)
        into[gone] = kept
    moved = tuple(_root(into, index) for index in into)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for index, root in enumerate(moved):
        members[root].append(index)
    one = {root: _one_person([roster.people[it] for it in (root, *found)]) for root, found in members.items()}
    by_alias = {
        alias: tuple(dict.fromkeys(moved[index] for index in found)) for alias, found in roster.by_alias.items()
    }
    narrator = None if roster.narrator is None else moved[roster.narrator]
    people = tuple(one[root] for root in moved)
    return replace(roster, people=people, by_alias=by_alias, narrator=narrator), moved


def _root(into: list[int], index: int) -> int:
    while into[index] != index:
        index = into[index]
    return index


def _names(person: Person) -> tuple[str, ...]:
    """Return what somebody is called, a description as it stands in a sentence: "the ferryman"."""
    return (*person.aliases, person.name) if person.is_crowd else (person.name, *person.aliases)


def _one_person(people: list[Person]) -> Person:
    """Return one person of several, called as the first is."""
    first, *people = people  # the first stands among the others again
    if len(people) == 1:
        return first
    names = dict.fromkeys(name for person in (first, *people) for name in _names(person))
    keys: dict[str, str] = {}
    for name in names:
        keys.setdefault(alias_key(name), name)
    aliases = tuple(name for key, name in keys.items() if key != alias_key(first.name))
    gender = next((person.gender for person in people if person.gender is not Gender.UNKNOWN), Gender.UNKNOWN)
    mentions = sum(person.mentions for person in people)
    return replace(first, aliases=aliases, gender=gender, mentions=mentions)
