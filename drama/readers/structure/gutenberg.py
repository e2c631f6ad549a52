"""Project Gutenberg: what of a file is the book, what its header says, what its makers wrote into it.

Text of any age, old and new HTML and EPUB hold the same words in the same order: a header with the book's data, a mark
of the start (or the end of the "small print"), who produced it, the book, a mark of the end, the licence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from drama.languages.en import printed_books as english
from drama.model import Metadata, Skip
from drama.readers.structure.blocks import blocks_in, closing_bracket
from drama.readers.structure.headings import is_break
from drama.readers.structure.metadata import metadata_from

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER, LICENCE, CREDITS = "Project Gutenberg's header", "Project Gutenberg's licence", "credits"
TRANSCRIBERS_NOTE = "transcriber's note"
_LONGEST_HEADER = 60_000
"""Characters before the book: the longest header, of the year 2000, has 15,000."""
_NAMED_IN = 3_000
"""Characters within which a file says that it is the project's."""
_MOST_CREDITS = 20
_LONGEST_CREDIT, _LONGEST_NOTE = 1_500, 6_000
_BRACES = re.compile(r"\*+")


@dataclass(frozen=True, slots=True)
class Ebook:
    """A book of Project Gutenberg's in a text."""

    start: int
    """Offset of its first word, after the header and the credits."""
    end: int
    skips: tuple[Skip, ...]
    title: str = ""
    author: str = ""
    metadata: Metadata = field(default_factory=Metadata)


def find_ebook(text: str) -> Ebook | None:
    """Return Project Gutenberg's book in a text; None if the text is not the project's."""
    if not english.NAMES_PROJECT.search(text, 0, _LONGEST_HEADER):
        return None
    start = _start(text)
    final = english.END_MARK.search(text, start)
    if not start and (final is None or not english.NAMES_PROJECT.search(text, 0, _NAMED_IN)):
        return None
    end = final.start() if final else len(text)
    skips = [Skip(0, start, HEADER)] if start else []
    skips += [Skip(end, len(text), LICENCE)] if final else []
    makers = list(_credits(text, start, end))
    first = makers[-1].end if makers else start
    if start and (named := english.TITLE_LINE.match(text, first, end)):
        makers.append(Skip(first, named.end(), HEADER))
        first = named.end()
    title, author, metadata = _described(text[: start or _NAMED_IN])
    return Ebook(first, end, (*skips, *makers), title, author, metadata)


def _start(text: str) -> int:
    """Return where the header ends, 0 if no mark says so."""
    marks = (
        english.START_MARK.search(text, 0, _LONGEST_HEADER),
        english.SMALL_PRINT_END.search(text, 0, _LONGEST_HEADER),
    )
    return max((mark.end() for mark in marks if mark), default=0)


def _credits(text: str, start: int, end: int) -> Iterator[Skip]:
    """Yield what those who made the copy say of it and of themselves, before the book."""
    in_note = False
    done = start
    for block in islice(blocks_in(text, start, end), _MOST_CREDITS):
        words = block.words
        if block.start < done:
            continue
        if is_break(words):
            return
        if english.TRANSCRIBERS_NOTE.match(words):
            close = closing_bracket(text, block.start + 1, block.start + _LONGEST_NOTE) if words[0] == "[" else -1
            in_note, done = close < 0, max(close, block.end)
            yield Skip(block.start, done, TRANSCRIBERS_NOTE)
        elif english.CREDIT.match(words) and len(words) <= _LONGEST_CREDIT:
            in_note = False
            yield Skip(block.start, block.end, CREDITS)
        elif in_note and block.blank_lines == 1 and not words.isupper():
            yield Skip(block.start, block.end, TRANSCRIBERS_NOTE)
        else:
            return


def _described(header: str) -> tuple[str, str, Metadata]:
    """Return title, author and what else a header says."""
    fields: dict[str, str] = {}
    for match in english.HEADER_FIELD.finditer(header):
        fields.setdefault(match["name"].lower(), match["value"].strip())
    lines = [" ".join(line.split()) for line in fields.get("title", "").splitlines()]
    title, subtitle = (lines[0], " ".join(lines[1:])) if lines else ("", "")
    first = english.FIRST_LINE.match(header.lstrip("\ufeff"))
    author = " ".join(fields.get("author", "").split())
    if first:
        title = title or _BRACES.sub("", first["title"]).strip(" ,")
        author = author or first["author"].strip(" .,")
    described = {
        "subtitle": fields.get("subtitle", subtitle),
        "language": fields.get("language", ""),
        "year": fields.get("original publication", fields.get("release date", fields.get("posting date", ""))),
        "series": fields.get("series", ""),
        "publisher": fields.get("publisher", ""),
    }
    return title, author, metadata_from(described)
