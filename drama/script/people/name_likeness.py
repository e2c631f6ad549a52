"""How likely two people of a roster are one, by what they are called, and which of two names such a person keeps."""

from __future__ import annotations

from drama.script.people.name_parts import split_name
from drama.script.text.spans import Person, Roster, alias_key

Pair = tuple[int, int]
"""Two people, indexes into the roster, the lower first."""

_CLIPPED = -1.0
_SHARED_WORD = -1.5
_MISTER = -4.0
_ONLY_CALLED = -2.5
DESCRIBED = -4.0
_UNRELATED = -6.0
"""Log odds before the turns are read: of two names one of which begins or ends with the other, of two that share
a word, of "Mr. Brandt" and "Peter Brandt" (mostly his son), of a name only ever called out, of a description and a
name, of two with nothing in common."""
_SHORTEST_PART, _SHORTEST_CLIP = 3, 4
"""Letters of a part of a name that says something, and of a clipped name."""
_USUAL = 0.1
"""Of the uses of a clipped name: from so many on the name in full is what somebody is called."""


def pair_of(one: int, other: int) -> Pair:
    """Return two people as a pair."""
    return (one, other) if one < other else (other, one)


def name_odds(roster: Roster, pair: Pair, *, are_narrated: bool) -> float | None:
    """Return the log odds that two are one, by what they are called; None where it cannot be told.

    ``are_narrated`` says that the narration names both: neither is only called out.
    """
    one, other = (roster.people[index] for index in pair)
    if one.is_crowd and other.is_crowd:
        return None
    if one.is_crowd or other.is_crowd:
        described = one if one.is_crowd else other
        return DESCRIBED if _is_one_persons(described, roster) else None
    words, others = (_words_of(person, roster) for person in (one, other))
    if words & others:
        return _MISTER if _is_mister(one, roster) is not _is_mister(other, roster) else _SHARED_WORD
    if any(_is_clipped(a, b) or _is_clipped(b, a) for a in words for b in others):
        return _CLIPPED
    return _UNRELATED if are_narrated else _ONLY_CALLED


def _is_one_persons(described: Person, roster: Roster) -> bool:
    """Whether a description tells enough to be one person's: "the painter", not "the man", "a voice", "the mother"."""
    listed = roster.language.descriptions
    words = alias_key(described.name).removeprefix("the ").split()
    vague = listed.generic | listed.kin | listed.plural | listed.groups | listed.devices
    if roster.language.roles.others.fullmatch(described.name.lower()):
        return False
    return described.name.lower().startswith("the ") and words[-1] not in vague


def is_anybodys(roster: Roster, index: int) -> bool:
    """Whether a description is no more than "the man", who is somebody else every time."""
    person, listed = roster.people[index], roster.language.descriptions
    bare = alias_key(person.name).removeprefix("the ")
    return person.is_crowd and bare in listed.generic - listed.newcomers


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


def ranked(pair: Pair, roster: Roster) -> Pair:
    """Return a pair, first the one whose name the person keeps: a name before a description, the full or usual one."""

    def rank(index: int) -> tuple[bool, bool, int, int]:
        person, other = roster.people[index], roster.people[pair[pair[0] == index]]
        is_clip = _is_clipped(alias_key(person.name), alias_key(other.name))
        return person.is_crowd, is_clip and other.mentions >= _USUAL * person.mentions, -person.mentions, index

    one, other = sorted(pair, key=rank)
    return one, other
