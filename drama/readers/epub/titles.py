"""Set the titles of a book's table of contents where they point at: several chapters may stand in one file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from drama.model import Paragraph, Role, Skip, Span
from drama.readers.documents.kinds import skip_reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drama.readers.documents.document import Document
    from drama.readers.epub.package import Reference

_LEVEL = 2
"""Of a title that no heading of the document states."""


def with_titles(document: Document, labels: Sequence[Reference]) -> Document:
    """Return a document with a heading wherever, after its first words, the contents name a chapter of the story.

    A paragraph that says what the contents say is that heading; where none does, the title is written in.
    """
    starts = [paragraph.start for paragraph in document.paragraphs]
    headings = {index for index, paragraph in enumerate(document.paragraphs) if paragraph.role is Role.HEADING}
    said: set[int] = set()
    written: dict[int, str] = {}
    for label in labels:
        offset = document.anchors.get(label.place, -1) if label.place else 0
        if offset < 0 or not label.name or skip_reason("", label.name) is not None:
            continue
        index = _paragraph_at(document, starts, offset)
        count = _said(document, index, label.name)
        if count:
            said.update(range(index, index + count))
        elif 0 < index < len(starts) and headings.isdisjoint(range(index - 1, index + 2)):
            written.setdefault(index, label.name)
    written = {index: label for index, label in written.items() if said.isdisjoint(range(index - 1, index + 2))}
    return _written_in(_as_headings(document, said), {starts[index]: label for index, label in written.items()})


def _paragraph_at(document: Document, starts: Sequence[int], offset: int) -> int:
    """Return the index of the paragraph that holds a place, or follows it."""
    index = bisect_left(starts, offset)
    is_inside = index > 0 and offset < document.paragraphs[index - 1].end
    return index - 1 if is_inside else index


def _as_headings(document: Document, said: set[int]) -> Document:
    if not said:
        return document
    paragraphs = [
        replace(paragraph, role=Role.HEADING, level=paragraph.level or _LEVEL) if index in said else paragraph
        for index, paragraph in enumerate(document.paragraphs)
    ]
    return replace(document, paragraphs=tuple(paragraphs))


def _said(document: Document, index: int, label: str) -> int:
    """Return how many paragraphs from one on say a title: "Chapter Two" and "The Ferry", 0 if they do not."""
    wanted = _letters(label)
    said = ""
    for count, paragraph in enumerate(document.paragraphs[index : index + 2], start=1):
        if paragraph.end - paragraph.start > 2 * len(label) + 20:
            return 0
        said += _letters(document.text[paragraph.start : paragraph.end])
        if said and wanted.endswith(said):
            return count
        if not said or not wanted.startswith(said):
            return 0
    return 0


def _letters(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())


def _written_in(document: Document, titles: Mapping[int, str]) -> Document:
    """Return the document with titles written in before the paragraphs that start at some offsets."""
    if not titles:
        return document
    offsets = sorted(titles)
    lengths = list(accumulate((len(titles[offset]) + 2 for offset in offsets), initial=0))

    def start(offset: int) -> int:
        return offset + lengths[bisect_right(offsets, offset)]

    def end(offset: int) -> int:
        return offset + lengths[bisect_left(offsets, offset)]

    pieces = [
        piece
        for first, last in pairwise((0, *offsets, len(document.text)))
        for piece in ((f"{titles[first]}\n\n" if first in titles else ""), document.text[first:last])
    ]
    headings = [
        Paragraph(end(offset), end(offset) + len(titles[offset]), Role.HEADING, _LEVEL, 1) for offset in offsets
    ]
    moved = [replace(p, start=start(p.start), end=end(p.end)) for p in document.paragraphs]
    return replace(
        document,
        text="".join(pieces),
        paragraphs=tuple(sorted((*headings, *moved), key=lambda paragraph: paragraph.start)),
        skips=tuple(Skip(start(skip.start), end(skip.end), skip.reason) for skip in document.skips),
        emphasis=tuple(Span(start(span.start), end(span.end)) for span in document.emphasis),
        links=tuple(Span(start(span.start), end(span.end)) for span in document.links),
        anchors={name: start(offset) for name, offset in document.anchors.items()},
        line_ends=tuple(map(start, document.line_ends)),
        places=tuple(replace(place, start=start(place.start), end=end(place.end)) for place in document.places),
    )
