"""The package document of a book, changed where sound is added and left as it is elsewhere (EPUB 3.3, section 5)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.dom.minidom import Document, Element, Node
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from defusedxml.minidom import parseString

from drama.errors import WriteError
from drama.exports.epub.overlay import relative
from drama.files.zip_archive import Archive, shown

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
XHTML_TYPE = "application/xhtml+xml"
SMIL_TYPE = "application/smil+xml"
_TEXT_TYPES = frozenset({XHTML_TYPE, "text/html", "text/x-oeb1-document"})
_MAX_TAGS = 400_000
_MAX_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Item:
    """A file that the manifest lists."""

    element: Element
    name: str
    """Of the member in the archive."""
    media_type: str

    @property
    def id(self) -> str:
        """Its id in the manifest."""
        return str(self.element.getAttribute("id"))

    @property
    def properties(self) -> list[str]:
        """Its properties."""
        return str(self.element.getAttribute("properties")).split()

    def add_property(self, name: str) -> None:
        """Add a property, once."""
        if name not in self.properties:
            self.element.setAttribute("properties", " ".join((*self.properties, name)))


class Package:
    """A package document."""

    def __init__(self, document: Document, name: str, where: str) -> None:
        self.document = document
        self.name = name
        self.root = root_of(document)
        self._where = where
        self.metadata = self._part("metadata")
        self.manifest = self._part("manifest")
        self.spine = self._part("spine")
        self._ids = {element.getAttribute("id") for element in elements(self.root)}

    def _part(self, name: str) -> Element:
        part = next(named(self.root, name), None)
        if part is None:
            raise WriteError(f"{self._where} is damaged: its package document has no {name}")
        return part

    @property
    def is_old(self) -> bool:
        """Whether it is of EPUB 2 or before, which knows no overlays."""
        return not str(self.root.getAttribute("version")).strip().startswith("3")

    @property
    def items(self) -> list[Item]:
        """Everything the manifest lists."""
        return [
            Item(
                element,
                resolve(self.name, element.getAttribute("href")),
                element.getAttribute("media-type").strip().lower(),
            )
            for element in named(self.manifest, "item")
        ]

    @property
    def documents(self) -> list[Item]:
        """The documents of the spine in reading order, each once."""
        by_id = {item.id: item for item in self.items}
        order = dict.fromkeys(ref.getAttribute("idref") for ref in named(self.spine, "itemref"))
        found = {by_id[ref].name: by_id[ref] for ref in reversed(order) if ref in by_id}
        return [item for item in reversed(found.values()) if item.media_type in _TEXT_TYPES]

    def add_item(self, wanted_id: str, name: str, media_type: str, *, properties: str = "") -> Item:
        """List a file, and return its item; the id is made unlike all others."""
        element = self.new(self.manifest, "item")
        element.setAttribute("id", self.free_id(wanted_id))
        element.setAttribute("href", relative(self.name, name))
        element.setAttribute("media-type", media_type)
        if properties:
            element.setAttribute("properties", properties)
        append(self.manifest, element)
        return Item(element, name, media_type)

    def add_meta(self, name: str, text: str, *, refines: str = "") -> Element:
        """Say something of the book, or of what has an id."""
        element = self.new(self.metadata, "meta")
        element.setAttribute("property", name)
        if refines:
            element.setAttribute("refines", f"#{refines}")
        element.appendChild(self.document.createTextNode(text))
        append(self.metadata, element)
        return element

    def metas(self, *names: str) -> list[Element]:
        """Return the statements of some properties."""
        return [meta for meta in named(self.metadata, "meta") if meta.getAttribute("property").strip() in names]

    def statements(self, name: str) -> list[Element]:
        """Return the statements of a Dublin Core element."""
        return [one for one in named(self.metadata, name) if one.namespaceURI == DC]

    def add_statement(self, name: str, text: str) -> Element:
        """State a Dublin Core element."""
        element = self.document.createElementNS(DC, f"dc:{name}")
        if not self.metadata.hasAttribute("xmlns:dc"):
            element.setAttribute("xmlns:dc", DC)
        element.appendChild(self.document.createTextNode(text))
        append(self.metadata, element)
        return element

    def new(self, beside: Element, name: str) -> Element:
        """Return a new element with the prefix of another."""
        prefix = f"{beside.prefix}:" if beside.prefix else ""
        return self.document.createElementNS(OPF, f"{prefix}{name}")

    def free_id(self, wanted: str) -> str:
        """Return an id that no element has."""
        number, found = 1, wanted
        while found in self._ids:
            number += 1
            found = f"{wanted}-{number}"
        self._ids.add(found)
        return found

    def to_bytes(self) -> bytes:
        """Return the document as UTF-8."""
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{self.root.toxml()}\n'.encode("utf-8", "replace")


def read_package(archive: Archive) -> Package:
    """Return the package document of a book. Raises WriteError for one that is damaged."""
    container = parse(archive, "META-INF/container.xml")
    roots = [resolve("", found.getAttribute("full-path")) for found in named(root_of(container), "rootfile")]
    if not roots:
        raise WriteError(f"{archive.path} is not a whole EPUB: its container names no package document")
    return Package(parse(archive, roots[0]), roots[0], str(archive.path))


def parse(archive: Archive, name: str) -> Document:
    """Return an XML document of a book. Raises WriteError for what is damaged, or defines entities."""
    data = archive.read(name)
    try:
        if data.count(b"<") > _MAX_TAGS:
            raise WriteError(f"{archive.path} is damaged or hostile: {shown(name)} holds more than {_MAX_TAGS:,} tags")
        document: Document = parseString(data)
    except DefusedXmlException as error:
        raise WriteError(f"{archive.path} is hostile: {shown(name)} defines entities of its own") from error
    except (ExpatError, ValueError, LookupError, RecursionError) as error:
        raise WriteError(f"{archive.path} is damaged: {shown(name)} cannot be parsed ({error})") from error
    if is_too_deep(document):
        raise WriteError(f"{archive.path} is damaged or hostile: {shown(name)} nests more than {_MAX_DEPTH} elements")
    return document


def root_of(document: Document) -> Element:
    """Return the outermost element of a document; one that was parsed has it."""
    if document.documentElement is None:
        raise WriteError("the book is damaged: a document of it is empty")
    return document.documentElement


def is_too_deep(document: Document) -> bool:
    """Tell whether elements stand too deep in one another to be written again."""
    level: list[Node] = [document]
    for _ in range(_MAX_DEPTH):
        level = [child for node in level for child in node.childNodes]
        if not level:
            return False
    return True


def elements(root: Element) -> Iterator[Element]:
    """Yield an element and all below it, in document order."""
    yield root
    for child in root.childNodes:
        if child.nodeType == Node.ELEMENT_NODE:
            yield from elements(child)


def named(root: Element, name: str) -> Iterator[Element]:
    """Yield the elements below a root that have a local name, in any namespace and letter case."""
    return (one for one in elements(root) if one is not root and (one.localName or "").lower() == name)


def words_of(element: Element) -> str:
    """Return the words of an element, white space folded."""
    pieces = [
        node.data
        for one in elements(element)
        for node in one.childNodes
        if node.nodeType in (Node.TEXT_NODE, Node.CDATA_SECTION_NODE)
    ]
    return " ".join("".join(pieces).split())


def append(parent: Element, child: Element) -> None:
    """Put an element at the end of another, on a row of its own."""
    document = parent.ownerDocument
    parent.appendChild(child)
    if document is not None:
        parent.appendChild(document.createTextNode("\n"))


def remove(element: Element) -> None:
    """Take an element out of its document."""
    if element.parentNode is not None:
        element.parentNode.removeChild(element)


def resolve(base: str, href: str) -> str:
    """Return the member that a reference in another means."""
    target = unquote(href.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target)) if target else base
