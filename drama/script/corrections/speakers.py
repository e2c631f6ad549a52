"""The people of a script are those above its speeches, called as they are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from drama.script.corrections.added_people import with_person
from drama.script.corrections.anchors import Naming
from drama.script.people.hints import Hints
from drama.script.text.spans import Roster, alias_key


def called_as_stated(roster: Roster, speakers: Mapping[str, int], hints: Hints) -> Roster:
    """Return a roster in which everybody who is given lines is a person of that name, and no two are one.

    ``speakers`` are the names with their numbers of lines. Who the narration takes for one person – the King and Hamlet
    – is parted; what it knows of somebody stays with who speaks most. What a person says in a cast file goes over it.
    """
    joined = {alias_key(name) for one, others in hints.aliases.items() for name in (one, *others)}
    claims: dict[int, list[str]] = defaultdict(list)
    for name in sorted(speakers, key=lambda name: -speakers[name]):
        known = roster.by_alias.get(alias_key(name), ())
        if known and alias_key(name) not in joined:
            claims[_meant(name, known, roster)].append(name)
    people = list(roster.people)
    for index, names in claims.items():
        person = people[index]
        own = next((name for name in names if alias_key(name) == alias_key(person.name)), names[0])
        others = {alias_key(name) for name in names}
        aliases = tuple(name for name in (person.name, *person.aliases) if alias_key(name) not in others)
        name = person.name if alias_key(own) == alias_key(person.name) else own
        if alias_key(person.name) not in joined:
            people[index] = replace(person, name=name, aliases=aliases)
    roster = replace(roster, people=tuple(people))
    for index, names in claims.items():
        for name in names:
            if alias_key(name) != alias_key(roster.people[index].name):
                roster = _apart(roster, name, index, hints, speakers[name])
    return roster


def _meant(name: str, known: Sequence[int], roster: Roster) -> int:
    """Return whom a label means of those the narration calls so: the person of this very name, else the first."""
    return next((index for index in known if alias_key(roster.people[index].name) == alias_key(name)), known[0])


def _apart(roster: Roster, name: str, index: int, hints: Hints, lines: int) -> Roster:
    """Return a roster in which a name that another person went by is a person's own."""
    key = alias_key(name)
    kept = roster.people[index]
    people = list(roster.people)
    people[index] = replace(kept, aliases=tuple(alias for alias in kept.aliases if alias_key(alias) != key))
    return with_person(replace(roster, people=tuple(people)), Naming(name), hints, lines)
