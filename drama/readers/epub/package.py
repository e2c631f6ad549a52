"""Read an EPUB's package document: what the book is called, what it holds and in which order.

ebooklib would read it too, but it is AGPL, wants lxml, and unpacks without limits.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from drama.errors import StoryError
from drama.model import Metadata
from drama.readers.documents.xml import named_elements, parse, texts_of, words_of
from drama.readers.epub.metadata import described

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element

    from drama.files.zip_archive import Archive

_FONT_OBFUSCATION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Ways to hide fonts (EPUB 3.3, section 4.4); they leave the text readable."""

_TEXT_TYPES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document", ""})

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
    lacking: tuple[str, ...] = ()
    """What the reading order names, and the book does not list."""
    guide: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict)
    """Member name to what the guide calls it and places in it, such as ``cover`` or ``toc``."""
    labels: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict)
    """Member name to its titles in the table of contents, in their order."""
    metadata: Metadata = field(default_factory=Metadata)
    sheets: tuple[str, ...] = ()
    """Member names of its style sheets."""


def read_package(archive: Archive) -> Package:
    """Return the package of an EPUB. Raises StoryError if it is missing, malformed, empty or locked."""
    container = parse(archive, "META-INF/container.xml")
    root_name = next((_resolve("", e.get("full-path", "")) for e in named_elements(container, "rootfile")), None)
    if not root_name:
        raise StoryError(f"{archive.path} is not a whole EPUB: its container names no package document")
    root = parse(archive, root_name)
    items = {
        item.get("id", ""): Item(
            _resolve(root_name, item.get("href", "")),
            item.get("media-type", "").strip().lower(),
            frozenset(item.get("properties", "").split()),
        )
        for item in named_elements(root, "item")
    }
    spine = tuple(_spine(root, items))
    if not spine:
        raise StoryError(f"{archive.path} holds no text: the spine of its package document is empty")
    _refuse_locked(archive, spine)
    title, author, metadata = described(root)
    return Package(
        title=title,
        author=author,
        spine=spine,
        cover=_cover(root, items),
        lacking=tuple(name for name in _order(root) if name not in items),
        guide=_gathered(
            (root_name, e.get("href", ""), e.get("type", "").strip().lower()) for e in named_elements(root, "reference")
        ),
        labels=_labels(archive, items.values()),
        metadata=metadata,
        sheets=tuple(item.name for item in items.values() if item.media_type == "text/css"),
    )


def _resolve(base: str, href: str) -> str:
    """Return the member a reference in `base` means."""
    target = unquote(href.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target)) if target else base


def _order(root: Element) -> Iterator[str]:
    """Yield what the spine names, each once."""
    return iter(dict.fromkeys(ref.get("idref", "") for ref in named_elements(root, "itemref")))


def _spine(root: Element, items: Mapping[str, Item]) -> Iterator[Item]:
    for ref in named_elements(root, "itemref"):
        item = items.get(ref.get("idref", ""))
        if item is not None and item.media_type in _TEXT_TYPES:
            linear = ref.get("linear", "yes").strip().lower() != "no"
            yield Item(item.name, item.media_type, item.properties, linear)


def _cover(root: Element, items: Mapping[str, Item]) -> str | None:
    for item in items.values():
        if "cover-image" in item.properties:
            return item.name
    for meta in named_elements(root, "meta"):
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
        root = parse(archive, item.name)
    except StoryError:
        return  # the story can be read without it
    for target, label in _nav_links(root) if is_nav else _ncx_links(root):
        yield item.name, target, label


def _nav_links(root: Element) -> Iterator[tuple[str, str]]:
    for nav in named_elements(root, "nav"):
        kinds = " ".join(value for key, value in nav.attrib.items() if key.endswith("type")).split()
        if not kinds or "toc" in kinds:
            yield from ((a.get("href", ""), words_of(a)) for a in named_elements(nav, "a"))


def _ncx_links(root: Element) -> Iterator[tuple[str, str]]:
    for point in named_elements(root, "navpoint"):
        target = next((e.get("src", "") for e in named_elements(point, "content")), "")
        yield target, next(texts_of(point, "text"), "")


def _refuse_locked(archive: Archive, spine: tuple[Item, ...]) -> None:
    """Raise StoryError if the text itself is encrypted (DRM); hidden fonts do not matter."""
    name = "META-INF/encryption.xml"
    if name not in archive.names:
        return
    texts = {item.name for item in spine}
    for data in named_elements(parse(archive, name), "encrypteddata"):
        methods = {e.get("Algorithm", "") for e in named_elements(data, "encryptionmethod")}
        locked = {_resolve("", e.get("URI", "")) for e in named_elements(data, "cipherreference")}
        if not methods <= _FONT_OBFUSCATION and locked & texts:
            raise StoryError(
                f"{archive.path} is locked (DRM): its text is encrypted; only a book without a lock can be read"
            )
