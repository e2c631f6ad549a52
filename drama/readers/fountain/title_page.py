"""The title page of a Fountain text: ``Title: …`` and what else stands before the first empty line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drama.languages.en.english import ENGLISH
from drama.model import Metadata, StatedPerson
from drama.readers.fountain.people import CAST, person_of
from drama.readers.structure.metadata import metadata_from

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drama.readers.fountain.rows import Row

_KEY = re.compile(r"(?P<key>[^\W\d_][^:\n]{0,40}?)[ \t]*:[ \t]*(?P<value>.*)", re.DOTALL)
_MARKS = re.compile(r"\\([*_\\\[])|[*_]{1,3}")
_NAMES = {
    "year": ("copyright", "date", "draft date", "year"),
    "subtitle": ("subtitle",),
    "language": ("language", "lang"),
    "series": ("series", "show"),
    "part": ("episode", "part"),
    "genre": ("genre",),
    "description": ("logline", "description", "summary"),
    "narrator": ("narrator", "read by"),
    "publisher": ("publisher",),
}
_KNOWN = frozenset(
    [
        "title",
        "credit",
        "author",
        "authors",
        "source",
        "contact",
        "contact info",
        "notes",
        "revision",
        "draft",
        "font",
        CAST,
    ]
) | {key for keys in _NAMES.values() for key in keys}


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What a title page says."""

    rows: int = 0
    """How many lines it takes."""
    title: str = ""
    author: str = ""
    metadata: Metadata = field(default_factory=Metadata)
    people: tuple[StatedPerson, ...] = ()
    """Of the field ``Cast``."""


def title_page(rows: Sequence[Row]) -> TitlePage:
    """Return the title page with which a text begins."""
    first = next((at for at, row in enumerate(rows) if not row.is_blank), len(rows))
    if first == len(rows) or not _opens(rows, first):
        return TitlePage()
    fields: dict[str, list[str]] = {}
    people: list[StatedPerson] = []
    key = ""
    at = first
    are_indented = rows[first].is_indented
    while at < len(rows) and (not rows[at].is_blank or rows[at].is_hidden):
        row = rows[at]
        match = _KEY.fullmatch(row.text)
        if match and key and row.is_indented and not (are_indented and match["key"].lower() in _KNOWN):
            match = None
        if match:
            key = " ".join(match["key"].lower().split())
        if key == CAST:
            people += filter(None, [person_of(match["value"] if match else row.text)])
        elif row.text:
            fields.setdefault(key, []).append(_plain(match["value"] if match else row.text))
        at += 1
    values = {name: " ".join(filter(None, fields.get(key, ()))) for name, key in (("title", "title"),)}
    values |= {name: _first(fields, keys) for name, keys in _NAMES.items()}
    return TitlePage(at, values["title"], _author(fields), metadata_from(values), tuple(people))


def _opens(rows: Sequence[Row], at: int) -> bool:
    """Tell whether a line opens a title page: a known key, or one with a value; not ``FADE IN:``, not a sound."""
    match = _KEY.fullmatch(rows[at].text)
    if match is None or ENGLISH.scripts.transition.fullmatch(rows[at].text):
        return False
    if match["key"].lower() in _KNOWN:
        return True
    if ENGLISH.scripts.sound_cue.match(rows[at].text) or match["key"].isupper():
        return False
    others = [row for row in rows[at + 1 : at + 20] if row.text]
    return any((found := _KEY.fullmatch(row.text)) and found["key"].lower() in _KNOWN for row in others)


def _plain(value: str) -> str:
    """Return a value without marks of emphasis."""
    return " ".join(_MARKS.sub(lambda match: match[1] or "", value).split())


def _author(fields: Mapping[str, Sequence[str]]) -> str:
    """Return the authors, without the words that stand on lines of their own between them."""
    named = {key: [value for value in values if value.lower() not in _BETWEEN] for key, values in fields.items()}
    return _first(named, ("author", "authors"), ", ")


_BETWEEN = frozenset(["by", "written by", "and", "&"])


def _first(fields: Mapping[str, Sequence[str]], keys: Sequence[str], joint: str = " ") -> str:
    found = (joint.join(filter(None, fields[key])) for key in keys if key in fields)
    return next(filter(None, found), "")
