"""Set the titles of a book's table of contents where they point at: several chapters may stand in one file."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from drama.model import Paragraph, Role, Skip, Span
from drama.readers.documents.kinds import skip_reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drama.readers.documents.document import Document
    from drama.readers.epub.package import Reference

_LEVEL = 2
"""Of a title that no heading of the document states."""


def with_titles(document: Document, labels: Sequence[Reference]) -> Document:
    """Return a document with a heading wherever, after its first words, the contents name a chapter of the story.

    A paragraph that says what the contents say is that heading; where none does, the title is written in.
    """
    found: dict[int, str] = {}
    for label in labels:
        offset = document.anchors.get(label.place, -1) if label.place else 0
        if offset >= 0 and label.name and skip_reason("", label.name) is None:
            found.setdefault(_paragraph_at(document, offset), label.name)
    for index in sorted(found, reverse=True):  # from behind: what is written in moves only what follows
        if index < len(document.paragraphs):
            document = _with_title(document, index, found[index])
    return document


def _paragraph_at(document: Document, offset: int) -> int:
    """Return the index of the paragraph that holds a place, or follows it."""
    starts = [paragraph.start for paragraph in document.paragraphs]
    index = bisect_left(starts, offset)
    is_inside = index > 0 and offset < document.paragraphs[index - 1].end
    return index - 1 if is_inside else index


def _with_title(document: Document, index: int, label: str) -> Document:
    count = _said(document, index, label)
    near = document.paragraphs[max(0, index - 1) : index + 2]
    if count:
        level = document.paragraphs[index].level or _LEVEL
        paragraphs = [
            replace(paragraph, role=Role.HEADING, level=level) if index <= at < index + count else paragraph
            for at, paragraph in enumerate(document.paragraphs)
        ]
        return replace(document, paragraphs=tuple(paragraphs))
    if index == 0 or any(paragraph.role is Role.HEADING for paragraph in near):
        return document
    return _written_in(document, document.paragraphs[index].start, label)


def _said(document: Document, index: int, label: str) -> int:
    """Return how many paragraphs from one on say a title: "Chapter Two" and "The Ferry", 0 if they do not."""
    wanted = _letters(label)
    said = ""
    for count, paragraph in enumerate(document.paragraphs[index : index + 2], start=1):
        if paragraph.end - paragraph.start > 2 * len(label) + 20:
            return 0
        said += _letters(document.text[paragraph.start : paragraph.end])
        if said == wanted:
            return count
        if not said or (not wanted.startswith(said) and not wanted.endswith(said)):
            return 0
        if wanted.endswith(said):
            return count
    return 0


def _letters(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())


def _written_in(document: Document, at: int, label: str) -> Document:
    """Return the document with a title written in before a paragraph."""
    length = len(label) + 2
    heading = Paragraph(at, at + len(label), Role.HEADING, _LEVEL, 1)
    before = [p for p in document.paragraphs if p.start < at]
    after = [replace(p, start=p.start + length, end=p.end + length) for p in document.paragraphs if p.start >= at]

    def moved(offset: int, *, is_end: bool = False) -> int:
        return offset + length if offset > at or (offset == at and not is_end) else offset

    return replace(
        document,
        text=f"{document.text[:at]}{label}\n\n{document.text[at:]}",
        paragraphs=(*before, heading, *after),
        skips=tuple(Skip(moved(s.start), moved(s.end, is_end=True), s.reason) for s in document.skips),
        emphasis=tuple(Span(moved(s.start), moved(s.end, is_end=True)) for s in document.emphasis),
        links=tuple(Span(moved(s.start), moved(s.end, is_end=True)) for s in document.links),
        anchors={name: moved(offset) for name, offset in document.anchors.items()},
        line_ends=tuple(map(moved, document.line_ends)),
        places=tuple(replace(p, start=moved(p.start), end=moved(p.end, is_end=True)) for p in document.places),
    )
