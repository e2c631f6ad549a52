"""An EPUB's package document: what the book is called, what it holds and in which order.

Read with defusedxml, which refuses entities (bombs, files of the machine). ebooklib would read it too, but it is
AGPL, wants lxml, and unpacks without limits.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from drama.errors import StoryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from drama.readers.archive import Archive

_FONT_OBFUSCATION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Ways to hide fonts (EPUB 3.3, section 4.4); they leave the text readable."""

_TEXT_TYPES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document", ""})


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
class Package:
    """What the package document says."""

    title: str
    author: str
    spine: tuple[Item, ...]
    """Documents in reading order."""
    cover: str | None
    """Name of the cover image."""
    guide: Mapping[str, str] = field(default_factory=dict)
    """Member name to what the guide calls it, such as ``cover`` or ``toc``."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Member name to its title in the table of contents."""


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
    return Package(
        title=next(_texts(root, "title"), ""),
        author=", ".join(_creators(root)),
        spine=spine,
        cover=_cover(root, items),
        guide={_resolve(root_name, e.get("href", "")): e.get("type", "").lower() for e in _all(root, "reference")},
        labels=_labels(archive, items.values()),
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
    return (e for e in root.iter() if isinstance(e.tag, str) and e.tag.rpartition("}")[2].lower() == name)


def _texts(root: Element, name: str) -> Iterator[str]:
    """Yield the words of elements that have any."""
    return (words for e in _all(root, name) if (words := " ".join("".join(e.itertext()).split())))


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


def _creators(root: Element) -> Iterator[str]:
    """Yield the authors: creators of the role "aut", or of none."""
    roles = {
        e.get("refines", "").lstrip("#"): (e.text or "").strip()
        for e in _all(root, "meta")
        if e.get("property") == "role"
    }
    for creator in _all(root, "creator"):
        role = next((v for k, v in creator.attrib.items() if k.endswith("role")), roles.get(creator.get("id", ""), ""))
        name = " ".join("".join(creator.itertext()).split())
        if name and role in {"", "aut"}:
            yield name


def _cover(root: Element, items: Mapping[str, Item]) -> str | None:
    for item in items.values():
        if "cover-image" in item.properties:
            return item.name
    for meta in _all(root, "meta"):
        if meta.get("name") == "cover" and (found := items.get(meta.get("content", ""))):
            return found.name
    return None


def _labels(archive: Archive, items: Iterable[Item]) -> dict[str, str]:
    """Return what the table of contents calls each document: the first title that points into it."""
    labels: dict[str, str] = {}
    for item in items:
        is_nav = "nav" in item.properties
        if not (is_nav or item.media_type == "application/x-dtbncx+xml") or item.name not in archive.names:
            continue
        try:
            root = _parse(archive, item.name)
        except StoryError:
            continue  # the story can be read without it
        for target, label in _nav_links(root) if is_nav else _ncx_links(root):
            labels.setdefault(_resolve(item.name, target), label[:_LONGEST_LABEL].strip())
    return labels


def _nav_links(root: Element) -> Iterator[tuple[str, str]]:
    for nav in _all(root, "nav"):
        kinds = " ".join(value for key, value in nav.attrib.items() if key.endswith("type")).split()
        if not kinds or "toc" in kinds:
            yield from ((a.get("href", ""), " ".join("".join(a.itertext()).split())) for a in _all(nav, "a"))


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
