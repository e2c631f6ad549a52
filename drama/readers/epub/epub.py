"""EPUB, read into a story: the words of the book in spine order, each span labelled.

The story's text is what stands in the documents, white space folded, paragraphs parted by empty lines. Covers, title
and copyright pages, tables of contents and notes stay in it as skips, so that nothing is lost unseen.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.model import Paragraph, Role, Skip, Span, Story
from drama.readers.characters.decoding import decode
from drama.readers.characters.invisible import find_invisible
from drama.readers.characters.mojibake import Mended, mend, warnings_of
from drama.readers.epub.archive import Archive
from drama.readers.epub.navigation import LeftOut, left_out, warning_of, without_navigation
from drama.readers.epub.package import Item, Package, read_package
from drama.readers.epub.xhtml import Document, read_document
from drama.readers.limits import MAX_CHARACTERS, MAX_LINES, MAX_MARKS, at_most, too_much
from drama.readers.structure.doubts import find_doubts
from drama.readers.structure.forms import refuse_script
from drama.readers.structure.front_matter import title_from_name
from drama.readers.structure.headings import rank_headings
from drama.readers.structure.kinds import skip_reason
from drama.readers.structure.markup import Markup, effects_in, scan_directives
from drama.readers.structure.skips import Skips

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from drama.readers.base import ReadOptions

_DECLARED = re.compile(rb"<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9._-]{1,40})[\"']")
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
    with Archive(path) as archive:
        package = read_package(archive)
        book = _Book(str(path))
        mended: list[Mended] = []
        silent: list[LeftOut] = []
        for item in _first_of_each(package.spine):
            document, how = _read_item(archive, item)
            document = without_navigation(document, item, package)
            unread = left_out(item.name, document)
            silent += [unread] if unread else []
            book.add(document, label=_heading(item, package))
            mended += [replace(how, text="")] if how.lines else []
        cover = _read_cover(archive, package)
    story = book.bind(path)
    if options.as_ is None:
        refuse_script(story.text, path)
    return replace(
        story,
        title=options.title or package.title or title_from_name(path),
        author=options.author or package.author,
        cover=cover,
        path=path,
        metadata=package.metadata,
        warnings=(*_told_once(package.spine), *warnings_of(mended), *warning_of(silent), *story.warnings),
    )


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


def _heading(item: Item, package: Package) -> str:
    """Return the title that a document has in the contents, if that is one of the story's."""
    labels = package.labels.get(item.name, ())
    return next((label.name for label in labels if label.name and skip_reason("", label.name) is None), "")


def _read_item(archive: Archive, item: Item) -> tuple[Document, Mended]:
    data = archive.read(item.name)
    declared = _DECLARED.search(data[:400])
    try:
        mended = mend(data.decode(declared[1].decode("ascii") if declared else "utf-8-sig"))
    except (UnicodeDecodeError, LookupError):
        mended = decode(data, name=f"{archive.path} ({item.name})").mended
    return read_document(mended.text, where=f"{archive.path} ({item.name})"), mended


def _read_cover(archive: Archive, package: Package) -> bytes | None:
    """Return the cover if it is a JPEG or PNG image of a sane size; a book does not fail for its cover."""
    try:
        data = archive.read(package.cover) if package.cover else b""
    except StoryError:
        return None
    return data if data.startswith(_IMAGES) else None


class _Book:
    """Documents, one after the other in one text."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._pieces: list[str] = []
        self._length = 0
        self._paragraphs: list[Paragraph] = []
        self._skips: list[Skip] = []
        self._emphasis: list[Span] = []

    def add(self, document: Document, *, label: str) -> None:
        """Add a document; `label` heads it if it has no heading of its own and is not left out altogether."""
        if not document.text:
            return
        if label and not document.has_heading and document.has_words:
            start = self._write(label)
            self._paragraphs.append(Paragraph(start, start + len(label), Role.HEADING, 2, 1))
        start = self._write(document.text)
        for paragraph in document.paragraphs:
            blank_lines = paragraph.blank_lines or 1
            self._paragraphs.append(
                replace(paragraph, start=start + paragraph.start, end=start + paragraph.end, blank_lines=blank_lines)
            )
        self._skips.extend(Skip(start + skip.start, start + skip.end, skip.reason) for skip in document.skips)
        self._emphasis.extend(Span(start + span.start, start + span.end) for span in document.emphasis)
        self._check_size()

    def _check_size(self) -> None:
        """Raise StoryError if the documents so far hold more than any story."""
        markup = len(self._skips) + len(self._emphasis)
        for size, limit, what in (
            (self._length, MAX_CHARACTERS, "characters"),
            (len(self._paragraphs), MAX_LINES, "paragraphs"),
            (markup, MAX_MARKS, "marks"),
        ):
            if size > limit:
                raise too_much(self._where, limit, what)

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
        markup = Markup(self._where)
        scan_directives(text, markup)
        trimmed = [skip for found in self._skips if (skip := _trim(text, found)) is not None]
        skips = Skips(
            text,
            [
                *trimmed,
                *markup.skips,
                *at_most(find_invisible(text), MAX_MARKS, "invisible characters", where=self._where),
            ],
        )
        paragraphs = rank_headings([p for p in self._paragraphs if skips.leave_words(p)])
        if not paragraphs:
            raise StoryError(f"{path} holds no words to read aloud: its documents are empty, or pictures only")
        return Story(
            text=text,
            paragraphs=tuple(paragraphs),
            skips=tuple(skips.tidy),
            emphasis=tuple(skips.trim(self._emphasis)),
            pauses=tuple(markup.pauses),
            effects=tuple(effects_in(markup, skips)),
            warnings=find_doubts(text, paragraphs, skips),
        )


def _trim(text: str, skip: Skip) -> Skip | None:
    body = text[skip.start : skip.end]
    start, end = skip.end - len(body.lstrip()), skip.start + len(body.rstrip())
    return Skip(start, end, skip.reason) if start < end else None
