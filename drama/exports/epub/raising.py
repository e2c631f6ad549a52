"""An EPUB 2 package document raised to EPUB 3.3: only what the newer form forbids, or asks for, is changed."""

from __future__ import annotations

import re
from xml.dom.minidom import Element

from drama.exports.epub.package import DC, XHTML_TYPE, Package, append, elements, named, remove, words_of

NO_DATE = "2000-01-01T00:00:00Z"
"""When a book was last changed that does not say so: the same of each render."""
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_KEPT = frozenset({"id", "dir", "xml:lang"})
"""Attributes of Dublin Core elements that EPUB 3 knows (section 5.5.3.1)."""
_DROPPED_OF_ITEMS = ("required-namespace", "required-modules", "fallback-style")
_TYPES = {"text/html": XHTML_TYPE, "text/x-oeb1-document": XHTML_TYPE, "text/x-oeb1-css": "text/css"}


def modified_of(dates: list[tuple[str, str]]) -> str:
    """Return when a book was last changed, of its dates with their events: its change, or its publication."""
    for wanted in ("modification", "publication", "", None):
        for event, text in dates:
            if wanted in (event, None) and (day := _DAY.match(text)):
                year, month, date = day[1], day[2] or "01", day[3] or "01"
                if "01" <= month <= "12" and "01" <= date <= "31" and year != "0000":
                    return f"{year}-{month}-{date}T00:00:00Z"
    return NO_DATE


def raise_to_3(package: Package, *, title: str, language: str, identifier: str) -> None:
    """Make a package document one of EPUB 3; what it must say and does not is said with the words given."""
    package.root.setAttribute("version", "3.0")
    _unwrap(package)
    dates = [(_attribute(date, "event"), words_of(date)) for date in package.statements("date")]
    _keep_one_date(package)
    for statement in list(elements(package.metadata)):
        if statement.namespaceURI == DC:
            _refine(package, statement)
    _fill(package, title=title, language=language, identifier=identifier)
    if not package.metas("dcterms:modified"):
        package.add_meta("dcterms:modified", modified_of(dates))
    for item in package.items:
        for name in _DROPPED_OF_ITEMS:
            if item.element.hasAttribute(name):
                item.element.removeAttribute(name)
        item.element.setAttribute("media-type", _TYPES.get(item.media_type, item.media_type))
    _mark_cover(package)
    for tours in list(named(package.root, "tours")):
        remove(tours)
    for guide in list(named(package.root, "guide")):
        if not any(named(guide, "reference")):
            remove(guide)


def _unwrap(package: Package) -> None:
    """Take the statements out of the groups they stood in before EPUB 2."""
    for group in [*named(package.metadata, "dc-metadata"), *named(package.metadata, "x-metadata")]:
        for child in list(group.childNodes):
            if isinstance(child, Element):
                append(package.metadata, child)
        remove(group)


def _keep_one_date(package: Package) -> None:
    """Keep one date, that of publication (EPUB 3 knows no other in this element)."""
    dates = package.statements("date")
    kept = next((date for date in dates if _attribute(date, "event") == "publication"), None)
    kept = kept or next((date for date in dates if _attribute(date, "event") != "modification"), None)
    for date in dates:
        if date is not kept:
            remove(date)


def _refine(package: Package, statement: Element) -> None:
    """Say in statements of their own what EPUB 2 said in attributes."""
    if not words_of(statement):
        remove(statement)
        return
    said = {name: _attribute(statement, name) for name in ("role", "file-as")}
    for name in list(statement.attributes.keys()):
        if name not in _KEPT and not name.startswith("xmlns"):
            statement.removeAttribute(name)
    if statement.localName not in {"creator", "contributor", "title"} or not any(said.values()):
        return
    if not statement.getAttribute("id"):
        statement.setAttribute("id", package.free_id(f"{statement.localName}-1"))
    for name, text in said.items():
        if text and not (name == "role" and statement.localName == "title"):
            meta = package.add_meta(name, text, refines=statement.getAttribute("id"))
            if name == "role":
                meta.setAttribute("scheme", "marc:relators")


def _attribute(element: Element, name: str) -> str:
    """Return an attribute by its local name, whatever its prefix."""
    found = (value for key, value in element.attributes.items() if key.rpartition(":")[2] == name)
    return str(next(found, "")).strip()


def _fill(package: Package, *, title: str, language: str, identifier: str) -> None:
    """State what every book must: an identifier, a title, a language."""
    for name, text in (("title", title), ("language", language)):
        if not package.statements(name):
            package.add_statement(name, text)
    known = {one.getAttribute("id") for one in package.statements("identifier")}
    if package.root.getAttribute("unique-identifier") not in known - {""}:
        stated = next(iter(package.statements("identifier")), None) or package.add_statement("identifier", identifier)
        if not stated.getAttribute("id"):
            stated.setAttribute("id", package.free_id("book-id"))
        package.root.setAttribute("unique-identifier", stated.getAttribute("id"))


def _mark_cover(package: Package) -> None:
    """Mark the cover image as EPUB 3 does."""
    wanted = [
        meta.getAttribute("content") for meta in named(package.metadata, "meta") if meta.getAttribute("name") == "cover"
    ]
    for item in package.items:
        if item.id in wanted[:1] and item.media_type.startswith("image/"):
            item.add_property("cover-image")
