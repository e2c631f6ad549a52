"""A book of EPUB 2 made one of EPUB 3, whose documents are changed already; one that lacks contents is given some."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from drama.exports.epub.documents import Documents
from drama.exports.epub.navigation import Entry, entries_of_ncx, navigation
from drama.exports.epub.overlay import relative
from drama.exports.epub.package import XHTML_TYPE, Package, named, parse, resolve, root_of, words_of
from drama.exports.epub.raising import raise_to_3
from drama.files.zip_archive import Archive

_LANDMARKS = MappingProxyType({"cover": "cover", "toc": "toc", "text": "bodymatter", "start": "bodymatter"})
"""What of a guide (OPF 2.0.1, section 2.6) is a landmark of EPUB 3 (Structural Semantics Vocabulary 1.1)."""
_NCX_TYPE = "application/x-dtbncx+xml"
_HOLDS = (
    ("svg", re.compile(r"<(?:\w+:)?svg[\s>/]")),
    ("mathml", re.compile(r"<(?:\w+:)?math[\s>/]")),
    ("scripted", re.compile(r"<(?:script|form)[\s>/]")),
)
"""What a document holds that its item must tell of (EPUB 3.3, section 5.6.2.1)."""


def make_epub_3(
    archive: Archive, package: Package, documents: Documents, *, folder: str, title: str, language: str
) -> dict[str, bytes]:
    """Make a package document one of EPUB 3, and return the members that are new: the contents, if it had none."""
    if package.is_old:
        name = uuid.uuid5(
            uuid.NAMESPACE_URL, f"{archive.path.name}\n{title}".encode("utf-8", "replace").decode("utf-8")
        )
        raise_to_3(package, title=title, language=language, identifier=f"urn:uuid:{name}")
        for item, source in zip(documents.items, documents.sources, strict=True):
            for found, pattern in _HOLDS:
                if pattern.search(source):
                    item.add_property(found)
    if any("nav" in item.properties for item in package.items):
        return {}
    nav = f"{folder}/contents.xhtml"
    stated = next(iter(package.statements("language")), None)
    language = words_of(stated) if stated is not None else language
    entries = _entries(archive, package, documents, nav)
    landmarks = tuple(_landmarks(package, documents, nav))
    _reach(package, nav, (*entries, *(entry for _, entry in landmarks)))
    package.add_item("contents", nav, XHTML_TYPE, properties="nav")
    return {nav: navigation(title, entries, language or "en", landmarks=landmarks).encode("utf-8")}


def _entries(archive: Archive, package: Package, documents: Documents, nav: str) -> tuple[Entry, ...]:
    """Return the contents of a book: those it had for older players, else its documents."""
    hrefs = {item.name: relative(nav, item.name) for item in documents.items}
    tables = [item for item in package.items if item.media_type == _NCX_TYPE and item.name in archive.names]
    for item in tables:
        if found := entries_of_ncx(root_of(parse(archive, item.name)), item.name, hrefs):
            return found
    return tuple(Entry(f"{number}", href) for number, href in enumerate(hrefs.values(), start=1))


def _landmarks(package: Package, documents: Documents, nav: str) -> Iterator[tuple[str, Entry]]:
    """Yield the places that the guide of EPUB 2 names, and what they are, each once."""
    names = {item.name for item in documents.items}
    seen: set[tuple[str, str]] = set()
    for reference in named(package.root, "reference"):
        kind = _LANDMARKS.get(reference.getAttribute("type").strip().lower())
        name = resolve(package.name, reference.getAttribute("href"))
        if kind and name in names and (kind, name) not in seen:
            seen.add((kind, name))
            yield kind, Entry(reference.getAttribute("title").strip() or kind, relative(nav, name))


def _reach(package: Package, nav: str, entries: Iterable[Entry]) -> None:
    """Put documents that stand beside the reading order into it, unless the contents lead to them (OPF-096)."""
    linked = set(_targets(nav, entries))
    by_id = {item.id: item.name for item in package.items}
    for ref in named(package.spine, "itemref"):
        if ref.getAttribute("linear") == "no" and by_id.get(ref.getAttribute("idref")) not in linked:
            ref.removeAttribute("linear")


def _targets(nav: str, entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield resolve(nav, entry.href)
        yield from _targets(nav, entry.below)
