"""EPUB, read into a story: the words of the book in spine order, each span labelled.

The story's text is what stands in the documents, white space folded, paragraphs parted by empty lines. Covers, title
and copyright pages, tables of contents and notes stay in it as skips, so that nothing is lost unseen.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.files.zip_archive import Archive, shown
from drama.model import Story
from drama.readers.characters.decoding import decode
from drama.readers.characters.mojibake import Mended, mend, warnings_of
from drama.readers.documents.book import Book
from drama.readers.documents.declared import with_declared
from drama.readers.documents.document import Document
from drama.readers.documents.extraction import extract
from drama.readers.documents.html import find_tokens
from drama.readers.documents.kinds import UNSPOKEN_LABELS, skip_reason
from drama.readers.documents.styles import hidden_in, hidden_in_page, italic_in, sheets_in
from drama.readers.epub.navigation import LeftOut, left_out, warning_of, without_navigation
from drama.readers.epub.package import Item, Package, read_package
from drama.readers.epub.titles import with_titles
from drama.readers.structure.front_matter import title_from_name
from drama.readers.structure.metadata import filled
from drama.readers.web.styled import styled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from drama.readers.base import ReadOptions

_DECLARED = re.compile(rb"<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9._-]{1,40})[\"']")
_MOST_SHEETS = 20
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


class EpubReader:
    """Reads e-books in EPUB: ``.epub``."""

    name = "EPUB"
    suffixes = (".epub",)

    def recognizes(self, start: bytes) -> bool:  # noqa: ARG002 (the Protocol's)
        """Return True: of a file that is no sound EPUB the user is told what is wrong with it, where it is read."""
        return True

    def read(self, path: Path, options: ReadOptions) -> Story:
        """Return the story in an EPUB.

        Raises StoryError for a book that is damaged, hostile, locked (DRM), without words, or, unless the options say
        otherwise, a script.
        """
        return _read_epub(path, options)


def _read_epub(path: Path, options: ReadOptions) -> Story:
    with Archive(path, kind="an EPUB") as archive:
        package = read_package(archive)
        book = Book(str(path))
        mended: list[Mended] = []
        silent: list[LeftOut] = []
        sheets = _sheets(archive, package)
        for item in _first_of_each(package.spine):
            document, how = _read_item(archive, item, sheets)
            document = without_navigation(document, item, package)
            unread = left_out(item.name, document)
            silent += [unread] if unread else []
            book.add(with_titles(document, package.labels.get(item.name, ())), label=_heading(item, package))
            mended += [replace(how, text="", example=f"{item.name}, {how.example}")] if how.lines else []
        cover = _read_cover(archive, package)
    story = book.bind(path)
    return replace(
        story,
        title=options.title or package.title or story.title or title_from_name(path),
        author=options.author or package.author or story.author,
        cover=cover,
        path=path,
        metadata=filled(package.metadata, story.metadata),
        warnings=(
            *_told_once(package.spine),
            *_told_lacking(package.lacking),
            *warnings_of(mended),
            *warning_of(silent),
            *story.warnings,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Sheets:
    """Names of a book's style sheets."""

    hidden: frozenset[str]
    """What they do not show."""
    italic: frozenset[str]
    """What they set in italics."""


def _sheets(archive: Archive, package: Package) -> _Sheets:
    """Return what the book's style sheets say; a book does not fail for its style."""
    hidden: frozenset[str] = frozenset()
    italic: frozenset[str] = frozenset()
    for name in package.sheets[:_MOST_SHEETS]:
        with suppress(StoryError):
            sheet = archive.read(name).decode("utf-8", "replace")
            hidden |= hidden_in(sheet)
            italic |= italic_in(sheet)
    return _Sheets(hidden, italic)


def _first_of_each(spine: Sequence[Item]) -> Iterator[Item]:
    """Yield each document of the spine once, where it first stands (EPUB 3.3, section 5.7.3 allows no more)."""
    seen: set[str] = set()
    for item in spine:
        if item.name not in seen:
            seen.add(item.name)
            yield item


def _told_once(spine: Sequence[Item]) -> tuple[str, ...]:
    """Return a warning of the documents that a spine names more than once."""
    counts = Counter(item.name for item in spine)
    name, count = max(counts.items(), key=lambda found: found[1])
    if count == 1:
        return ()
    return (f"the book names {count:,} times what it holds once ({name}): it is read once, where it first stands",)


def _told_lacking(names: Sequence[str]) -> tuple[str, ...]:
    """Return a warning of what the reading order names and the book does not list: a chapter may be missing."""
    if not names:
        return ()
    others = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
    return (f"the book's reading order names {shown(names[0])}{others}, which it does not list: words may be missing",)


def _heading(item: Item, package: Package) -> str:
    """Return the title that a document has in the contents, if that is the story's and says more than its kind."""
    labels = package.labels.get(item.name, ())
    label = next((label.name for label in labels if label.name and skip_reason("", label.name) is None), "")
    return "" if label.strip().lower() in UNSPOKEN_LABELS else label


def _read_item(archive: Archive, item: Item, sheets: _Sheets) -> tuple[Document, Mended]:
    data = archive.read(item.name)
    declared = _DECLARED.search(data[:400])
    try:
        mended = mend(data.decode(declared[1].decode("ascii") if declared else "utf-8-sig"))
    except (UnicodeDecodeError, LookupError):
        mended = decode(data, name=f"{archive.path} ({item.name})").mended
    where = f"{archive.path} ({item.name})"
    source = with_declared(mended.text, where=where)
    tokens = styled(find_tokens(source), sheets.italic.union(*map(italic_in, sheets_in(source))))
    return extract(tokens, where=where, hidden=sheets.hidden | hidden_in_page(source)), mended


def _read_cover(archive: Archive, package: Package) -> bytes | None:
    """Return the cover if it is a JPEG or PNG image of a sane size; a book does not fail for its cover."""
    try:
        data = archive.read(package.cover) if package.cover else b""
    except StoryError:
        return None
    return data if data.startswith(_IMAGES) else None
