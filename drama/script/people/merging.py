"""A roster in which people who were found to be one are one person, who goes by all their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from drama.model import Gender
from drama.script.people.identity import Merge
from drama.script.people.name_likeness import ranked
from drama.script.text.spans import Person, Roster, alias_key


def merged(roster: Roster, merges: Iterable[Merge]) -> tuple[Roster, tuple[int, ...]]:
    """Return a roster in which those who are one are one person, and for each index the one that stands for it.

    Indexes keep their meaning: whoever is merged into somebody is the same person at another index.
    """
    into = list(range(len(roster.people)))
    for merge in merges:
        kept, gone = ranked((_root(into, merge.kept), _root(into, merge.merged)), roster)
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
