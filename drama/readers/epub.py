"""EPUB to a story: the words of the book in spine order, each stretch labelled.

The story's text is what stands in the documents, white space folded, paragraphs parted by empty lines. Covers, title
and copyright pages, tables of contents and notes stay in it as skips, so that nothing is lost unseen.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.model import Paragraph, Role, Skip, Span, Story
from drama.readers.archive import Archive
from drama.readers.decoding import decode
from drama.readers.front_matter import title_from_name
from drama.readers.headings import rank_headings
from drama.readers.invisible import find_invisible
from drama.readers.markup import Marks, effects_in, scan_asked
from drama.readers.package import Item, Package, read_package
from drama.readers.skips import Skips
from drama.readers.xhtml import Document, read_document, skip_reason

if TYPE_CHECKING:
    from pathlib import Path

_DECLARED = re.compile(rb"<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9._-]{1,40})[\"']")
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


def read_epub(path: Path, *, title: str | None = None, author: str | None = None) -> Story:
    """Return the story in an EPUB; `title` and `author` go before what the book says.

    Raises StoryError for a book that is damaged, hostile, locked (DRM) or without words.
    """
    with Archive(path) as archive:
        package = read_package(archive)
        book = _Book()
        for item in package.spine:
            book.add(_read_item(archive, item), reason=_reason(item, package), label=package.labels.get(item.name, ""))
        cover = _read_cover(archive, package)
    story = book.bind(path)
    return replace(
        story,
        title=title or package.title or title_from_name(path),
        author=author or package.author,
        cover=cover,
        path=path,
        metadata=package.metadata,
    )


def _reason(item: Item, package: Package) -> str | None:
    """Return why a document is not read out, if so."""
    if "nav" in item.properties:
        return "navigation"
    reason = skip_reason(package.guide.get(item.name, ""), package.labels.get(item.name, ""))
    return reason or (None if item.is_linear else "note")


def _read_item(archive: Archive, item: Item) -> Document:
    data = archive.read(item.name)
    declared = _DECLARED.search(data[:400])
    try:
        return read_document(data.decode(declared[1].decode("ascii") if declared else "utf-8-sig"))
    except (UnicodeDecodeError, LookupError):
        return read_document(decode(data, name=f"{archive.path} ({item.name})")[0])


def _read_cover(archive: Archive, package: Package) -> bytes | None:
    """Return the cover if it is a JPEG or PNG image of a sane size; a book does not fail for its cover."""
    try:
        data = archive.read(package.cover) if package.cover else b""
    except StoryError:
        return None
    return data if data.startswith(_IMAGES) else None


class _Book:
    """Documents, one after the other in one text."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._paragraphs: list[Paragraph] = []
        self._skips: list[Skip] = []
        self._emphasis: list[Span] = []

    def add(self, document: Document, *, reason: str | None, label: str) -> None:
        """Add a document; all of it is skipped for `reason`, and `label` heads it if it has no heading of its own."""
        if not document.text:
            return
        if label and not reason and not document.has_heading and document.paragraphs:
            at = self._write(label)
            self._paragraphs.append(Paragraph(at, at + len(label), Role.HEADING, 2, 1))
        at = self._write(document.text)
        for paragraph in document.paragraphs:
            blank_lines = paragraph.blank_lines or 1
            self._paragraphs.append(
                replace(paragraph, start=at + paragraph.start, end=at + paragraph.end, blank_lines=blank_lines)
            )
        self._skips.extend(Skip(at + skip.start, at + skip.end, skip.reason) for skip in document.skips)
        self._emphasis.extend(Span(at + span.start, at + span.end) for span in document.emphasis)
        if reason:
            self._skips.append(Skip(at, self._length, reason))

    def _write(self, text: str) -> int:
        """Write text after an empty line and return where it starts."""
        if self._pieces:
            self._pieces.append("\n\n")
            self._length += 2
        self._pieces.append(text)
        self._length += len(text)
        return self._length - len(text)

    def bind(self, path: Path) -> Story:
        """Return the story. Raises StoryError if no words are left."""
        text = "".join(self._pieces)
        marks = Marks()
        scan_asked(text, marks)
        trimmed = [skip for found in self._skips if (skip := _trim(text, found)) is not None]
        skips = Skips(text, [*trimmed, *marks.skips, *find_invisible(text)])
        paragraphs = rank_headings([p for p in self._paragraphs if skips.leave_words(p)])
        if not paragraphs:
            raise StoryError(f"{path} holds no words to read aloud: its documents are empty, or pictures only")
        return Story(
            text=text,
            paragraphs=tuple(paragraphs),
            skips=tuple(skips.tidy),
            emphasis=tuple(skips.trim(self._emphasis)),
            pauses=tuple(marks.pauses),
            effects=tuple(effects_in(marks, skips)),
        )


def _trim(text: str, skip: Skip) -> Skip | None:
    body = text[skip.start : skip.end]
    start, end = skip.end - len(body.lstrip()), skip.start + len(body.rstrip())
    return Skip(start, end, skip.reason) if start < end else None
