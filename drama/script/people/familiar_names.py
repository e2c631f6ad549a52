"""Names that the narration does not use for people it names: short forms, user names, "my mother"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drama.script.people.name_parts import split_name
from drama.script.text.spans import Person, Roster, alias_key

_HANDLE_PARTS = re.compile(r"[\W\d_]+")
"""What parts the words of a user name: ``anna_b``, ``tom.kell99``."""
_LEAST_FIRST = 3
"""Letters of a first name that says something in a user name."""


class FamiliarNames:
    """The people of a roster by what a label may call them."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._by_first: dict[str, list[int]] = {}
        for index, person in enumerate(roster.people):
            firsts = {split_name(form, roster.language)[1] for form in (person.name, *person.aliases)} - {""}
            for form in {it for first in firsts for it in self._forms(first)} if not person.is_crowd else ():
                self._by_first.setdefault(form, []).append(index)

    def find(self, name: str) -> int | None:
        """Return the one person whom a name means that the roster does not know; None where that is not sure."""
        words = alias_key(name).split()
        if len(words) > 1:
            is_described = words[0] in self._roster.language.labels.determiners
            people = self._roster.by_alias.get(" ".join(words[1:]), ()) if is_described else ()
            return people[0] if len(people) == 1 else None
        first, *rest = [part for part in _HANDLE_PARTS.split(alias_key(name)) if part] or [""]
        near = [person for form in self._forms(first) for person in self._by_first.get(form, ())]
        fitting = {person for person in near if self._fits(rest, self._roster.people[person])}
        return fitting.pop() if len(first) >= _LEAST_FIRST and len(fitting) == 1 else None

    def _forms(self, first: str) -> tuple[str, ...]:
        """Return a first name and those it may be short for."""
        return (first, *self._roster.language.names.long_forms().get(first, ()))

    def _fits(self, rest: Sequence[str], person: Person) -> bool:
        """Whether what follows the first name in a user name goes with somebody: a surname or its first letter."""
        lasts = {split_name(form, self._roster.language)[2] for form in (person.name, *person.aliases)} - {""}
        return not rest or (len(rest) == 1 and (not lasts or any(rest[0] in {last, last[0]} for last in lasts)))
