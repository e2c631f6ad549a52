"""A rule of a directory, and a feed with its files as the rules look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from drama.errors import WriteError
from drama.files.inputs import read_file, read_start
from drama.publishing.feed import NAMESPACES
from drama.publishing.names import FEED

_LARGEST_FEED = 100_000_000
_LARGEST_FILE = 2_000_000_000
_START_BYTES = 20_000_000


class Level(StrEnum):
    """How a source puts a rule."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"


@dataclass(frozen=True, slots=True)
class Rule:
    """One published rule."""

    id: str
    """Such as ``apple-artwork``."""
    source: str
    """The document."""
    section: str
    """Where in it."""
    says: str
    """The rule, in one sentence."""
    check: Callable[[Shown], Iterator[str]]
    """Yields what breaks it: where, and what is wrong."""
    level: Level = Level.REQUIRED


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that is broken, once."""

    rule: Rule
    problem: str

    def __str__(self) -> str:
        """Return it as a sentence, with the rule's name."""
        return f"{self.rule.id}: {self.problem} ({self.rule.source}, {self.rule.section})"


class Shown:
    """A feed and the files beside it."""

    def __init__(self, text: bytes, folder: Path) -> None:
        self.text, self.folder = text, folder

    @cached_property
    def root(self) -> Element:
        """The element of the document. Raises ParseError."""
        try:
            root: Element = fromstring(self.text, forbid_dtd=True)
        except DefusedXmlException as problem:
            raise ParseError("it has a document type or entities, and a feed has none") from problem
        return root

    @cached_property
    def channel(self) -> Element:
        """The podcast; an empty element where there is none."""
        found = self.root.find("channel")
        return Element("channel") if found is None else found

    @property
    def items(self) -> list[Element]:
        """The episodes."""
        return self.channel.findall("item")

    @cached_property
    def base(self) -> str:
        """The address of the folder, by what the feed says of itself."""
        return self.feed_url.rpartition("/")[0] + "/" if self.feed_url else ""

    @property
    def feed_url(self) -> str:
        """The address the feed says it has."""
        links = self.channel.findall(named("atom:link"))
        return next((link.get("href", "") for link in links if link.get("rel") == "self"), "")

    def file(self, url: str) -> Path | None:
        """Return the file of the folder that an address means; None for one of elsewhere."""
        if not self.base or not url.startswith(self.base):
            return None
        name = unquote(url.removeprefix(self.base))
        path = PurePosixPath(name)
        return None if path.is_absolute() or ".." in path.parts or not name else self.folder / path

    def size(self, url: str) -> int | None:
        """Return the bytes of a file of the folder; None where there is none."""
        file = self.file(url)
        try:
            return None if file is None else file.stat().st_size
        except OSError:
            return None

    def start(self, url: str) -> bytes:
        """Return the first bytes of a file of the folder, enough to hold the tags of a sound; nothing without one."""
        file = self.file(url)
        try:
            return b"" if file is None else read_start(file, _START_BYTES)
        except OSError:
            return b""

    def read(self, url: str) -> bytes | None:
        """Return what stands in a file of the folder; None where there is none."""
        file = self.file(url)
        try:
            return None if file is None else read_file(file, limit=_LARGEST_FILE)
        except OSError:
            return None


def shown(folder: Path) -> Shown:
    """Return the feed of a folder. Raises :class:`WriteError` where there is none."""
    try:
        return Shown(read_file(folder / FEED, limit=_LARGEST_FEED), folder)
    except OSError as problem:
        raise WriteError(f"{folder / FEED} cannot be read: {problem.strerror}; `drama season` writes it") from None


def named(name: str) -> str:
    """Return the name of an element with its namespace, ``itunes:image``, as ElementTree has it."""
    prefix, colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


def value(parent: Element, name: str) -> str:
    """Return the text of an element; nothing where it is not there."""
    found = parent.find(named(name))
    return "" if found is None or found.text is None else found.text


def values(parent: Element, name: str) -> list[Element]:
    """Return all elements of a name."""
    return parent.findall(named(name))


def called(item: Element) -> str:
    """Return what an episode is called in a message."""
    return f"“{value(item, 'title')[:60]}”"
