"""Who is who in a series: characters of several scripts that are one person, by their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from drama import cast as casting
from drama.model import UNKNOWN, Character, Script

_ARTICLES = ("the ", "a ", "an ")


@dataclass(slots=True)
class Found:
    """A person as found so far."""

    name: str
    parts: dict[int, tuple[str, int]] = field(default_factory=dict)
    """By place of the episode: the name there, and the number of lines."""
    known: set[str] = field(default_factory=set)
    """All main names, case-folded."""
    also: set[str] = field(default_factory=set)
    """Proper names among the aliases, case-folded."""

    def add(self, person: Character, lines: int, index: int) -> None:
        """Add a part in one more episode."""
        self.parts[index] = (person.name, lines)
        self.known |= {self.name.casefold(), person.name.casefold()}
        self.also |= _proper(person)


def people_of(scripts: Sequence[Script], file: casting.CastFile) -> list[Found]:
    """Return the people who speak in a series, by first appearance and then by lines.

    Characters of two episodes are one person if the cast file says so; if they have the same name; or if the name of
    one is an alias of the other and of nobody else. Two characters of one episode are never one person. Nameless
    crowds count only where the file names them.
    """
    people: list[Found] = []
    for index, script in enumerate(scripts):
        waiting = []
        for person, lines in sorted(_speaking(script, file), key=lambda row: (-row[1], row[0].name)):
            held = _held(person, file)
            name = held or person.name
            same = [one for one in people if name.casefold() in one.known and index not in one.parts]
            if same or held:
                found = same[0] if same else _new(name, people)
                found.add(person, lines, index)
            else:
                waiting.append((person, lines))
        for person, lines in waiting:
            found = _by_alias(person, people, index) or _new(person.name, people)
            found.add(person, lines, index)
    return people


def _speaking(script: Script, file: casting.CastFile) -> Iterator[tuple[Character, int]]:
    """Yield the characters of a script who speak, each with the number of lines."""
    counts: dict[str, int] = {}
    for line in script.lines:
        if line.speaker is not None and line.speaker != UNKNOWN:
            counts[line.speaker] = counts.get(line.speaker, 0) + 1
    described = {person.name: person for person in script.characters}
    for name, lines in counts.items():
        person = described.get(name, Character(name))
        if not person.is_crowd or _held(person, file):
            yield person, lines


def _held(person: Character, file: casting.CastFile) -> str | None:
    """Return the name that the cast file has for a person."""
    names = (file.main_name(name) for name in (person.name, *person.aliases))
    return next((name for name in names if name is not None), None)


def _by_alias(person: Character, people: Sequence[Found], index: int) -> Found | None:
    """Return the one person of earlier episodes whose alias is this one's name, or whose name is this one's alias."""
    name, also = person.name.casefold(), _proper(person)
    free = [one for one in people if index not in one.parts]
    for fits in ([one for one in free if name in one.also], [one for one in free if one.known & also]):
        if len(fits) == 1:
            return fits[0]
    return None


def _new(name: str, people: list[Found]) -> Found:
    people.append(Found(name))
    return people[-1]


def _proper(person: Character) -> set[str]:
    """Return the aliases that are names of a person, not descriptions such as "the mayor", case-folded."""
    return {
        alias.casefold()
        for alias in person.aliases
        if alias[:1].isupper() and alias != "I" and not alias.casefold().startswith(_ARTICLES)
    }
