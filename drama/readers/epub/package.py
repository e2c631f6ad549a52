"""Read an EPUB's package document: what the book is called, what it holds and in which order.

Read with defusedxml, which refuses entities (bombs, files of the machine). ebooklib would read it too, but it is
AGPL, wants lxml, and unpacks without limits.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from drama.errors import StoryError
from drama.model import Metadata
from drama.readers.structure.metadata import metadata_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from drama.readers.epub.archive import Archive

_FONT_OBFUSCATION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Ways to hide fonts (EPUB 3.3, section 4.4); they leave the text readable."""

_TEXT_TYPES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document", ""})

_SERIES = frozenset({"series"})
"""The kinds of collection that are series; another kind is a set."""
_MOST_REFINEMENTS = 50
"""So often one thing is said of one statement in any book; more would be gone through for each that shares its id."""


_MAX_TAGS = 400_000
"""Of a package document or a table of contents; 20,000 files with ten tags each are half of it."""
_MAX_DEPTH = 100
"""Elements in one another: tables of contents go ten chapters deep, three or four elements each."""
_LONGEST_LABEL = 200
"""Characters of a title in the table of contents; what is longer is cut."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book."""

    name: str
    """Of the member in the archive."""
    media_type: str
    properties: frozenset[str]
    is_linear: bool = True


@dataclass(frozen=True, slots=True)
class Reference:
    """What a book calls a document, or a place in it."""

    name: str
    """A type of the guide, such as ``cover`` or ``toc``, or a title of the contents."""
    place: str = ""
    """The name of the place; empty if the document is meant."""


@dataclass(frozen=True, slots=True)
class Package:
    """What the package document says."""

    title: str
    author: str
    spine: tuple[Item, ...]
    """Documents in reading order."""
    cover: str | None
    """Name of the cover image."""
    guide: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict)
    """Member name to what the guide calls it and places in it, such as ``cover`` or ``toc``."""
    labels: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict)
    """Member name to its titles in the table of contents, in their order."""
    metadata: Metadata = field(default_factory=Metadata)


def read_package(archive: Archive) -> Package:
    """Return the package of an EPUB. Raises StoryError if it is missing, malformed, empty or locked."""
    container = _parse(archive, "META-INF/container.xml")
    root_name = next((_resolve("", e.get("full-path", "")) for e in _all(container, "rootfile")), None)
    if not root_name:
        raise StoryError(f"{archive.path} is not a whole EPUB: its container names no package document")
    root = _parse(archive, root_name)
    items = {
        item.get("id", ""): Item(
            _resolve(root_name, item.get("href", "")),
            item.get("media-type", "").strip().lower(),
            frozenset(item.get("properties", "").split()),
        )
        for item in _all(root, "item")
    }
    spine = tuple(_spine(root, items))
    if not spine:
        raise StoryError(f"{archive.path} holds no text: the spine of its package document is empty")
    _refuse_locked(archive, spine)
    title, author, metadata = _described(root)
    return Package(
        title=title,
        author=author,
        spine=spine,
        cover=_cover(root, items),
        guide=_gathered(
            (root_name, e.get("href", ""), e.get("type", "").strip().lower()) for e in _all(root, "reference")
        ),
        labels=_labels(archive, items.values()),
        metadata=metadata,
    )


def _parse(archive: Archive, name: str) -> Element:
    data = archive.read(name)
    if data.count(b"<") > _MAX_TAGS:
        raise StoryError(f"{archive.path} is damaged or hostile: {name!r} holds more than {_MAX_TAGS:,} tags")
    try:
        root: Element = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise StoryError(f"{archive.path} is damaged or hostile: {name!r} cannot be parsed ({error})") from error
    if _is_too_deep(root):
        raise StoryError(f"{archive.path} is damaged or hostile: {name!r} nests more than {_MAX_DEPTH} elements")
    return root


def _is_too_deep(root: Element) -> bool:
    """Tell whether elements stand too deep in one another; looking into each of them would take for ever."""
    level = [root]
    for _ in range(_MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def _all(root: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a local name, in any namespace."""
    return (e for e in root.iter() if _local(e) == name)


def _local(element: Element) -> str:
    """Return the name of an element without its namespace, in lower case; nothing for a comment."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _words(element: Element) -> str:
    """Return the words of an element, white space folded."""
    return " ".join("".join(element.itertext()).split())


def _texts(root: Element, name: str) -> Iterator[str]:
    """Yield the words of elements that have any."""
    return (words for e in _all(root, name) if (words := _words(e)))


def _resolve(base: str, href: str) -> str:
    """Return the member a reference in `base` means."""
    target = unquote(href.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target)) if target else base


def _spine(root: Element, items: Mapping[str, Item]) -> Iterator[Item]:
    for ref in _all(root, "itemref"):
        item = items.get(ref.get("idref", ""))
        if item is not None and item.media_type in _TEXT_TYPES:
            linear = ref.get("linear", "yes").strip().lower() != "no"
            yield Item(item.name, item.media_type, item.properties, linear)


class _Statements:
    """The statements of a package document about the book, with what refines them."""

    def __init__(self, root: Element) -> None:
        """Take the statements out of the first ``<metadata>``, in EPUB 2 also out of the groups in it.

        None is looked for deeper: statements within statements would be read again and again.
        """
        block = next(_all(root, "metadata"), root)
        self._all: dict[str, list[Element]] = {}
        self._refined: dict[tuple[str, str], list[str]] = {}
        for child in block:
            for element in child if _local(child) in {"dc-metadata", "x-metadata"} else (child,):
                self._all.setdefault(_local(element), []).append(element)
        for meta in self.named("meta"):
            key = meta.get("refines", "").strip().removeprefix("#"), meta.get("property", "")
            values = self._refined.setdefault(key, [])
            if len(values) < _MOST_REFINEMENTS:
                values.append(_words(meta))

    def named(self, name: str) -> list[Element]:
        """Return the statements of a local name, in their order."""
        return self._all.get(name, [])

    def first(self, name: str) -> str:
        """Return the words of the first statement of a name that has any."""
        return next(filter(None, map(_words, self.named(name))), "")

    def refined(self, element: Element, name: str) -> set[str]:
        """Return the refinements of a statement under a name, in lower case.

        They stand in ``<meta refines>`` (EPUB 3.3, 5.5.4), in EPUB 2 in an attribute. They may be several, as for
        somebody who both wrote and directed. A role may be the address of its MARC code.
        """
        values = [value for key, value in element.attrib.items() if key.rpartition("}")[2] == name]
        if marked := element.get("id"):
            values += self._refined.get((marked, name), [])
        return {word.rpartition("/")[2] for word in re.split(r"[\s,;]+", " ".join(values).lower()) if word}


def _described(root: Element) -> tuple[str, str, Metadata]:
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
    titles = [(title, stated.refined(e, "title-type")) for e in stated.named("title") if (title := _words(e))]
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
            if wanted in roles and (name := _words(person)):
                names.append(name)
    return list(dict.fromkeys(names))


def _date(stated: _Statements) -> str:
    """Return when a book came out: of several dates (EPUB 2) that of publication, never that of a change."""
    dates = [(stated.refined(e, "event"), _words(e)) for e in stated.named("date")]
    for wanted in ({"original-publication"}, {"publication"}, set()):
        if year := next((date for events, date in dates if events == wanted and date), ""):
            return year
    return ""


def _series(stated: _Statements) -> tuple[str, str]:
    """Return the series of a book and which part of it the book is: as EPUB 3 says it, else as calibre does."""
    metas = stated.named("meta")
    for meta in metas:
        is_collection = meta.get("property") == "belongs-to-collection"
        if is_collection and stated.refined(meta, "collection-type") <= _SERIES and (name := _words(meta)):
            return name, " ".join(stated.refined(meta, "group-position"))
    named = {meta.get("name", ""): meta.get("content", "") for meta in metas}
    return named.get("calibre:series", ""), named.get("calibre:series_index", "")


def _cover(root: Element, items: Mapping[str, Item]) -> str | None:
    for item in items.values():
        if "cover-image" in item.properties:
            return item.name
    for meta in _all(root, "meta"):
        if meta.get("name") == "cover" and (image := items.get(meta.get("content", ""))):
            return image.name
    return None


def _gathered(references: Iterable[tuple[str, str, str]]) -> dict[str, tuple[Reference, ...]]:
    """Return the references to each document, of (document they stand in, target, name)."""
    by_member: dict[str, dict[Reference, None]] = {}
    for base, href, name in references:
        place = unquote(href.partition("#")[2])[:_LONGEST_LABEL]
        by_member.setdefault(_resolve(base, href), {})[Reference(name[:_LONGEST_LABEL].strip(), place)] = None
    return {name: tuple(references) for name, references in by_member.items()}


def _labels(archive: Archive, items: Iterable[Item]) -> dict[str, tuple[Reference, ...]]:
    """Return what the tables of contents call each document and places in it."""
    return _gathered(label for item in items for label in _labels_in(archive, item))


def _labels_in(archive: Archive, item: Item) -> Iterator[tuple[str, str, str]]:
    is_nav = "nav" in item.properties
    if not (is_nav or item.media_type == "application/x-dtbncx+xml") or item.name not in archive.names:
        return
    try:
        root = _parse(archive, item.name)
    except StoryError:
        return  # the story can be read without it
    for target, label in _nav_links(root) if is_nav else _ncx_links(root):
        yield item.name, target, label


def _nav_links(root: Element) -> Iterator[tuple[str, str]]:
    for nav in _all(root, "nav"):
        kinds = " ".join(value for key, value in nav.attrib.items() if key.endswith("type")).split()
        if not kinds or "toc" in kinds:
            yield from ((a.get("href", ""), _words(a)) for a in _all(nav, "a"))


def _ncx_links(root: Element) -> Iterator[tuple[str, str]]:
    for point in _all(root, "navpoint"):
        target = next((e.get("src", "") for e in _all(point, "content")), "")
        yield target, next(_texts(point, "text"), "")


def _refuse_locked(archive: Archive, spine: tuple[Item, ...]) -> None:
    """Raise StoryError if the text itself is encrypted (DRM); hidden fonts do not matter."""
    name = "META-INF/encryption.xml"
    if name not in archive.names:
        return
    texts = {item.name for item in spine}
    for data in _all(_parse(archive, name), "encrypteddata"):
        methods = {e.get("Algorithm", "") for e in _all(data, "encryptionmethod")}
        locked = {_resolve("", e.get("URI", "")) for e in _all(data, "cipherreference")}
        if not methods <= _FONT_OBFUSCATION and locked & texts:
            raise StoryError(
                f"{archive.path} is locked (DRM): its text is encrypted; only a book without a lock can be read"
            )
