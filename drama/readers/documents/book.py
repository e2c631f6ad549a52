"""Bind documents, one after the other, into one story."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.model import Paragraph, PauseMark, Role, Skip, Span, Story
from drama.readers.characters.invisible import find_invisible
from drama.readers.documents.contents import without_contents
from drama.readers.documents.fan_fiction import label_archive
from drama.readers.limits import MAX_CHARACTERS, MAX_LINES, MAX_MARKS, at_most, too_much
from drama.readers.structure.doubts import find_doubts
from drama.readers.structure.headings import join_titles, rank_headings
from drama.readers.structure.markup import Markup, effects_in, scan_directives
from drama.readers.structure.metadata import filled
from drama.readers.structure.paratext import find_paratext
from drama.readers.structure.printed import find_printed
from drama.readers.structure.skips import Skips
from drama.readers.structure.verse import LINE_END_MS

if TYPE_CHECKING:
    from pathlib import Path

    from drama.readers.documents.document import Document


class Book:
    """Documents, one after the other in one text."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._documents: list[Document] = []
        self._labels: list[str] = []
        self._size = 0
        self._pieces: list[str] = []
        self._length = 0
        self._paragraphs: list[Paragraph] = []
        self._skips: list[Skip] = []
        self._emphasis: list[Span] = []
        self._line_ends: list[int] = []

    def add(self, document: Document, *, label: str) -> None:
        """Add a document; `label` heads it if it has no heading of its own and is not left out altogether."""
        if document.text:
            self._documents.append(without_contents(document))
            self._labels.append(label)
            self._size += len(document.text)
            if self._size > MAX_CHARACTERS:
                raise too_much(self._where, MAX_CHARACTERS, "characters")

    def _add(self, document: Document, label: str) -> None:
        if label and not document.has_heading and document.has_words:
            start = self._write(label)
            self._paragraphs.append(Paragraph(start, start + len(label), Role.HEADING, 2, 1))
        goes_on = self._goes_on(document)
        start = self._write(document.text, apart=not goes_on)
        for paragraph in document.paragraphs:
            blank_lines = paragraph.blank_lines or 1
            self._paragraphs.append(
                replace(paragraph, start=start + paragraph.start, end=start + paragraph.end, blank_lines=blank_lines)
            )
        if goes_on:
            at = len(self._paragraphs) - len(document.paragraphs)
            self._paragraphs[at - 1 : at + 1] = [replace(self._paragraphs[at - 1], end=self._paragraphs[at].end)]
        self._line_ends.extend(start + end for end in document.line_ends)
        self._skips.extend(Skip(start + skip.start, start + skip.end, skip.reason) for skip in document.skips)
        self._emphasis.extend(Span(start + span.start, start + span.end) for span in document.emphasis)
        self._check_size()

    def _goes_on(self, document: Document) -> bool:
        """Tell whether the first paragraph of a document goes on with the last so far, as a program cut them."""
        if not self._paragraphs or not document.paragraphs:
            return False
        before, first = self._paragraphs[-1], document.paragraphs[0]
        if before.role is not Role.PROSE or first.role is not Role.PROSE:
            return False
        is_unread = any(skip.end > before.start for skip in self._skips[-50:]) or any(
            skip.start < first.end for skip in document.skips
        )
        end, start = "".join(self._pieces[-1:])[-1:], document.text[first.start : first.start + 1]
        return not is_unread and start.islower() and (end.isalnum() or end in ",;—–-")

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

    def _write(self, text: str, *, apart: bool = True) -> int:
        """Write text after an empty line, or only a space, and return where it starts."""
        if self._pieces:
            gap = "\n\n" if apart else " "
            self._pieces.append(gap)
            self._length += len(gap)
        self._pieces.append(text)
        self._length += len(text)
        return self._length - len(text)

    def bind(self, path: Path) -> Story:
        """Return the story. Raises StoryError if no words are left."""
        documents, work = label_archive(self._documents)
        for document, label in zip(documents, self._labels, strict=True):
            self._add(document, label)
        text = "".join(self._pieces)
        markup = Markup(self._where)
        scan_directives(text, markup)
        printed = find_printed(text, where=self._where, has_links=True)
        trimmed = [skip for found in self._skips if (skip := _trim(text, found)) is not None]
        skips = Skips(
            text,
            [
                *trimmed,
                *markup.skips,
                *printed.skips,
                *at_most(find_invisible(text), MAX_MARKS, "invisible characters", where=self._where),
            ],
        )
        left = [paragraph for paragraph in self._paragraphs if skips.leave_words(paragraph)]
        around = find_paratext(join_titles(left, lambda p: skips.words(p.start, p.end)), skips)
        skips = Skips(text, [*skips.tidy, *around.skips])
        paragraphs = rank_headings([p for p in around.paragraphs if skips.leave_words(p)])
        if all(paragraph.role is Role.BREAK for paragraph in paragraphs):
            raise StoryError(f"{path} holds no words to read aloud: its documents are empty, or pictures only")
        return Story(
            text=text,
            paragraphs=tuple(paragraphs),
            skips=tuple(skips.tidy),
            emphasis=tuple(skips.trim(self._emphasis)),
            pauses=tuple(self._pauses(markup, skips)),
            effects=tuple(effects_in(markup, skips)),
            title=work.title or printed.title or around.title,
            author=work.author or printed.author or around.author,
            metadata=filled(filled(work.metadata, printed.metadata), around.metadata),
            warnings=find_doubts(text, paragraphs, skips, has_lines=False),
        )

    def _pauses(self, markup: Markup, skips: Skips) -> list[PauseMark]:
        """Return the pauses that the text asks for, and those at the ends of its lines, in order."""
        ends = (PauseMark(end, LINE_END_MS) for end in self._line_ends if not skips.covers(end))
        return sorted([*markup.pauses, *ends], key=lambda mark: mark.at)


def _trim(text: str, skip: Skip) -> Skip | None:
    body = text[skip.start : skip.end]
    start, end = skip.end - len(body.lstrip()), skip.start + len(body.rstrip())
    return Skip(start, end, skip.reason) if start < end else None
