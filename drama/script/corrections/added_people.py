"""People that a source or a person puts into the roster: somebody of their own, and who tells the story."""

from __future__ import annotations

from dataclasses import replace

from drama.languages.base import Language
from drama.model import Gender, Story
from drama.script.corrections.anchors import Naming
from drama.script.people.hints import Hints
from drama.script.people.roster import NARRATOR_NAME, noun_gender
from drama.script.text.spans import Person, Roster, alias_key


def with_person(roster: Roster, naming: Naming, hints: Hints, mentions: int) -> Roster:
    """Return a roster with one more person, to whom the names now belong and nobody else."""
    keys = {alias_key(name) for name in (naming.name, *naming.aliases)}
    people = list(roster.people)
    if any({alias_key(n) for n in (p.name, *p.aliases)} <= keys for p in people):
        return roster  # a person of their own already
    for index, person in enumerate(people):
        names = [name for name in (person.name, *person.aliases) if alias_key(name) not in keys]
        if len(names) < 1 + len(person.aliases):
            people[index] = replace(person, name=names[0], aliases=tuple(names[1:]))
    gender = hints.genders.get(naming.name, _gender(naming.name, roster.language))
    people.append(Person(naming.name, naming.aliases, gender, mentions=mentions))
    by_alias = {**roster.by_alias, **dict.fromkeys(keys, (len(people) - 1,))}
    return replace(roster, people=tuple(people), by_alias=by_alias)


def with_narrator(roster: Roster, name: str) -> Roster:
    """Return a roster in which the person of a name is the "I" who tells the story."""
    if roster.narrator is None:
        return roster
    index = roster.by_alias.get(alias_key(name), (roster.narrator,))[0]
    people = list(roster.people)
    former = people[roster.narrator]
    people[roster.narrator] = replace(former, mentions=0)
    person = people[index]
    aliases = tuple(dict.fromkeys((*person.aliases, "I")))
    mentions = max(person.mentions, former.mentions)
    people[index] = replace(person, aliases=aliases, mentions=mentions)
    by_alias = {**roster.by_alias, alias_key(NARRATOR_NAME): (index,), "i": (index,)}
    parts = tuple(replace(part, teller=index) if part.teller == roster.narrator else part for part in roster.parts)
    return replace(roster, people=tuple(people), by_alias=by_alias, narrator=index, parts=parts)


def mentions_of(story: Story, naming: Naming) -> int:
    """Return how often the story names somebody."""
    return sum(story.text.count(name) for name in (naming.name, *naming.aliases))


def _gender(name: str, language: Language) -> Gender:
    """Return the gender a name tells: its title, its first name, its noun."""
    words = alias_key(name).split()
    if not words:
        return Gender.UNKNOWN
    title = language.titles.find(words[0])
    if title is not None and title.gender is not Gender.UNKNOWN:
        return title.gender
    first = language.names.first_names().get(words[0], Gender.UNKNOWN)
    return first if first is not Gender.UNKNOWN else noun_gender(words[-1], language)
