"""Bind documents, one after the other, into one story."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.model import Paragraph, Role, Skip, Span, Story
from drama.readers.characters.invisible import find_invisible
from drama.readers.limits import MAX_CHARACTERS, MAX_LINES, MAX_MARKS, at_most, too_much
from drama.readers.structure.doubts import find_doubts
from drama.readers.structure.headings import rank_headings
from drama.readers.structure.markup import Markup, effects_in, scan_directives
from drama.readers.structure.skips import Skips

if TYPE_CHECKING:
    from pathlib import Path

    from drama.readers.documents.extraction import Document


class Book:
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
