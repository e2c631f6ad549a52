"""The title page: what the story is called, what libraries want to know of it, who plays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drama.exports.fountain.words import escaped
from drama.model import Character, Gender, Script

_FIRST_PERSON = "I"
"""Another name of whoever tells a story; whom it means, the story says."""
_PARTING = re.compile(r"[\\,/]")
_FIELDS = {
    "Subtitle": "subtitle",
    "Series": "series",
    "Part": "part",
    "Language": "language",
    "Genre": "genre",
    "Year": "year",
    "Narrator": "narrator",
    "Publisher": "publisher",
    "Description": "description",
}
"""The fields of a title page -> those of :class:`~drama.model.Metadata`."""
_OTHERWISE = {
    "Year": ("copyright", "date", "draft date"),
    "Series": ("show",),
    "Part": ("episode",),
    "Language": ("lang",),
    "Description": ("logline", "summary"),
    "Narrator": ("read by",),
}
"""Fields of screenplays that say the same."""
KNOWN = frozenset(["title", "author", "authors", "cast"]) | {field.lower() for field in _FIELDS}
"""The fields, in small letters, that are written anew and so not copied from a screenplay."""


def title_page(script: Script, others: Iterator[str]) -> Iterator[str]:
    """Yield the rows of the title page; ``others`` are rows of fields that drama has no use for."""
    story = script.story
    yield _field("Title", story.title or "Untitled")
    if story.author:
        yield _field("Author", story.author)
    kept = tuple(others)
    for field, name in _FIELDS.items():
        is_kept = any(row.lower().startswith(f"{other}:") for other in _OTHERWISE.get(field, ()) for row in kept)
        if (value := getattr(story.metadata, name)) and not is_kept:
            yield _field(field, value)
    yield from kept
    if script.characters:
        yield "Cast:"
        yield from (f"    {_person(character)}" for character in script.characters)


def _field(name: str, value: str) -> str:
    return f"{name}: {escaped(' '.join(value.split()))}"


def _person(character: Character) -> str:
    """Return the row of a person: the name, gender, other names."""
    facts = [_plain(character.name)]
    facts += [character.gender.value] if character.gender is not Gender.UNKNOWN else []
    facts += ["crowd"] if character.is_crowd else []
    aliases = [_plain(alias) for alias in character.aliases if alias != _FIRST_PERSON]
    facts += [f"also {' / '.join(aliases)}"] if aliases else []
    return ", ".join(facts)


def _plain(name: str) -> str:
    return " ".join(_PARTING.sub(r"\\\g<0>", name).split())
