"""Title, author and the other metadata that a book's package document states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drama.model import Metadata
from drama.readers.documents.xml import local_name, named_elements, words_of
from drama.readers.structure.metadata import metadata_from

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SERIES = frozenset({"series"})
"""The kinds of collection that are series; another kind is a set."""
_MOST_REFINEMENTS = 50
"""So often one thing is said of one statement in any book; more would be gone through for each that shares its id."""


class _Statements:
    """The statements of a package document about the book, with what refines them."""

    def __init__(self, root: Element) -> None:
        """Take the statements out of the first ``<metadata>``, in EPUB 2 also out of the groups in it.

        None is looked for deeper: statements within statements would be read again and again.
        """
        block = next(named_elements(root, "metadata"), root)
        self._all: dict[str, list[Element]] = {}
        self._refined: dict[tuple[str, str], list[str]] = {}
        for child in block:
            for element in child if local_name(child) in {"dc-metadata", "x-metadata"} else (child,):
                self._all.setdefault(local_name(element), []).append(element)
        for meta in self.named("meta"):
            key = meta.get("refines", "").strip().removeprefix("#"), meta.get("property", "")
            values = self._refined.setdefault(key, [])
            if len(values) < _MOST_REFINEMENTS:
                values.append(words_of(meta))

    def named(self, name: str) -> list[Element]:
        """Return the statements of a local name, in their order."""
        return self._all.get(name, [])

    def first(self, name: str) -> str:
        """Return the words of the first statement of a name that has any."""
        return next(filter(None, map(words_of, self.named(name))), "")

    def refined(self, element: Element, name: str) -> set[str]:
        """Return the refinements of a statement under a name, in lower case.

        They stand in ``<meta refines>`` (EPUB 3.3, 5.5.4), in EPUB 2 in an attribute. They may be several, as for
        somebody who both wrote and directed. A role may be the address of its MARC code.
        """
        values = [value for key, value in element.attrib.items() if key.rpartition("}")[2] == name]
        if marked := element.get("id"):
            values += self._refined.get((marked, name), [])
        return {word.rpartition("/")[2] for word in re.split(r"[\s,;]+", " ".join(values).lower()) if word}


def described(root: Element) -> tuple[str, str, Metadata]:
    """Return title, author and what else a book says of itself."""
    stated = _Statements(root)
    title, subtitle = _titles(stated)
    series, part = _series(stated)
    fields = {name: stated.first(name) for name in ("language", "publisher", "description")}
    fields |= {"subtitle": subtitle, "year": _date(stated), "series": series, "part": part}
    narrator = ", ".join(_people(stated, "nrt", "creator", "contributor"))
    return title, ", ".join(_people(stated, "aut", "creator")), metadata_from({**fields, "narrator": narrator})


def _titles(stated: _Statements) -> tuple[str, str]:
    """Return the title and the subtitle of a book: by their types, else the first is the title."""
    titles = [(title, stated.refined(e, "title-type")) for e in stated.named("title") if (title := words_of(e))]
    ranked = sorted(titles, key=lambda pair: ("main" not in pair[1], bool(pair[1])))  # stable: the first among equals
    return (
        ranked[0][0] if ranked else "",
        next((title for title, kinds in ranked[1:] if "subtitle" in kinds), ""),
    )


def _people(stated: _Statements, wanted: str, *elements: str) -> list[str]:
    """Return those who have a role among theirs (MARC relators), each once; a creator of no role is an author."""
    names = []
    for element in elements:
        for person in stated.named(element):
            roles = stated.refined(person, "role") or ({"aut"} if element == "creator" else set())
            if wanted in roles and (name := words_of(person)):
                names.append(name)
    return list(dict.fromkeys(names))


def _date(stated: _Statements) -> str:
    """Return when a book came out: of several dates (EPUB 2) that of publication, never that of a change."""
    dates = [(stated.refined(e, "event"), words_of(e)) for e in stated.named("date")]
    for wanted in ({"original-publication"}, {"publication"}, set()):
        if year := next((date for events, date in dates if events == wanted and date), ""):
            return year
    return ""


def _series(stated: _Statements) -> tuple[str, str]:
    """Return the series of a book and which part of it the book is: as EPUB 3 says it, else as calibre does."""
    metas = stated.named("meta")
    for meta in metas:
        is_collection = meta.get("property") == "belongs-to-collection"
        if is_collection and stated.refined(meta, "collection-type") <= _SERIES and (name := words_of(meta)):
            return name, " ".join(stated.refined(meta, "group-position"))
    named = {meta.get("name", ""): meta.get("content", "") for meta in metas}
    return named.get("calibre:series", ""), named.get("calibre:series_index", "")
