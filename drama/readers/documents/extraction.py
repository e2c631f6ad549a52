"""Extract the words of a document, each span labelled: of a book's, a manuscript's, a web page's.

Well-formed or not makes no difference: tags left open are closed, ends without a beginning are ignored.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from drama.model import Paragraph, Role, Skip, Span
from drama.readers.documents.document import Document, Place
from drama.readers.documents.elements import LONGEST_CAPTION, Element, describe
from drama.readers.documents.html import find_tokens
from drama.readers.documents.kinds import BLOCKS, CELLS, DIRECTION, IN_HEAD, VOID
from drama.readers.documents.line_breaks import LineBreaks, kind_of
from drama.readers.documents.styles import hidden_in_page
from drama.readers.documents.tokens import End, Start, Token, Words
from drama.readers.limits import MAX_DEPTH, MAX_LINES, MAX_MARKS, too_much
from drama.readers.structure.headings import LONGEST_HEADING, is_break, is_number, worded_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sized

__all__ = ["Document", "extract", "read_document"]

_MOST_TITLE_LINES = 3
"""Of a paragraph that is a chapter's number and title."""
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NOTE_SIGN = re.compile(r"[\[(]?(?:[0-9]{1,4}|[*†‡§]{1,3}|[ivxlc]{1,6})[\])]?|[↩↵⏎]\ufe0e?|\^")


def read_document(source: str, *, where: str = "the document", hidden: frozenset[str] = frozenset()) -> Document:
    """Return the words of an (X)HTML document, as :func:`extract` does; its own style sheets hide words as well."""
    return extract(find_tokens(source), where=where, hidden=hidden | hidden_in_page(source))


def extract(tokens: Iterable[Token], *, where: str = "the document", hidden: frozenset[str] = frozenset()) -> Document:
    """Return the words of a document, blocks parted by empty lines, white space folded.

    `hidden` are the names that style sheets do not show (:func:`drama.readers.documents.styles.hidden_in`). Raises
    StoryError, which calls the document `where`, if it holds more blocks or marks than any story.
    """
    extractor = _Extractor(where, hidden)
    for token in tokens:
        extractor.take(token)
    extractor.finish()
    text = "".join(extractor.pieces)
    trimmed = (_trim(text, paragraph) for paragraph in extractor.paragraphs)
    return Document(
        text,
        tuple(_with_role(text, p) for p in trimmed if p),
        tuple(extractor.skips),
        tuple(extractor.emphasis),
        tuple(extractor.links),
        frozenset(extractor.first_anchors),
        extractor.anchors,
        tuple(extractor.line_ends),
        tuple(extractor.places),
    )


def _trim(text: str, paragraph: Paragraph) -> Paragraph | None:
    body = text[paragraph.start : paragraph.end]
    start = paragraph.end - len(body.lstrip())
    end = paragraph.start + len(body.rstrip())
    return replace(paragraph, start=start, end=end) if start < end else None


def _with_role(text: str, paragraph: Paragraph) -> Paragraph:
    """Return the paragraph as a break or heading where its words are plainly one."""
    if paragraph.role is not Role.PROSE or paragraph.end - paragraph.start > LONGEST_HEADING:
        return paragraph
    body = text[paragraph.start : paragraph.end]
    if is_break(body):
        return replace(paragraph, role=Role.BREAK)
    level = worded_heading(" ".join(body.split()))
    return replace(paragraph, role=Role.HEADING, level=level) if level else paragraph


class _Extractor:
    """Collects text, paragraphs, skips and emphasis, token by token."""

    def __init__(self, where: str, hidden: frozenset[str]) -> None:
        self._where, self._hidden = where, hidden
        self.pieces: list[str] = []
        self.paragraphs: list[Paragraph] = []
        self.skips: list[Skip] = []
        self.emphasis: list[Span] = []
        self.links: list[Span] = []
        self.first_anchors: set[str] = set()
        self.anchors: dict[str, int] = {}
        self.line_ends: list[int] = []
        self.places: list[Place] = []
        self._length = 0
        self._directions: list[Span] = []
        self._open: list[Element] = []
        self._open_tags: Counter[str] = Counter()
        self._start = self._emphasis_start = -1
        self._emphases = self._unread = self._level = self._verses = self._quotations = 0
        self._level_before = 0
        self._breaks: list[int] = []
        self._first_piece = 0
        self._space = ""
        self._gap = 0
        self._blank = 0

    def take(self, token: Token) -> None:
        """Take in the next token."""
        if isinstance(token, Start) and token.attributes:
            self._mark_anchors(token.attributes)
        if isinstance(token, Words):
            self._take_words(token.text)
        elif isinstance(token, End):
            self._take_end(token.tag)
        else:
            if self._is_in_head() and token.tag not in IN_HEAD and ":" not in token.tag:
                self._take_end("head")
            self._take_start(token.tag, token.attributes)
            if token.is_empty and token.tag not in VOID:
                self._take_end(token.tag)

    def _mark_anchors(self, attributes: Mapping[str, str]) -> None:
        names = [attributes[key] for key in ("id", "name") if key in attributes]
        if not self._length:
            self.first_anchors.update(names)
        for name in names:
            self.anchors.setdefault(name, self._length)
        self._check(self.anchors, MAX_MARKS, "anchors")

    def finish(self) -> None:
        """Close whatever the document left open."""
        self._end_paragraph()
        while self._open:
            self._close()

    def _take_start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br":
            self._space += "\n"
            if self._space.count("\n") > 1:
                self._end_paragraph()
            return
        if tag in BLOCKS:
            self._end_paragraph()
        elif tag in CELLS:
            self._space = "\n"
        if tag == "hr" and not self._unread:
            self._add_break()
        if tag in VOID:
            return
        if tag == "p" and self._open and self._open[-1].tag == "p":
            self._close()  # HTML has no paragraph in a paragraph: one left open ends where the next begins
        if len(self._open) >= MAX_DEPTH:
            raise too_much(self._where, MAX_DEPTH, "elements inside one another")
        element = describe(tag, attributes, self._length, self._hidden)
        if self._open_tags["hgroup"] and tag == "p":
            element.level = self._level_before  # a line of the title that is set as a paragraph
        self._open.append(element)
        self._open_tags[tag] += 1
        self._emphases += element.emphasizes
        self._unread += element.unread
        self._verses += element.is_verse
        self._quotations += element.is_quoted
        self._level = element.level or self._level
        self._level_before = self._level or self._level_before

    def _take_end(self, tag: str) -> None:
        """Close an element, and those left open inside it; an end without a beginning is ignored."""
        if tag in BLOCKS:
            is_empty = self._start < 0 and tag in {"p", "div"} and self._open and self._open[-1].tag == tag
            self._gap += 1 if is_empty and self._open[-1].start == self._length else 0
            self._end_paragraph()
        while self._open_tags[tag]:
            if self._close().tag == tag:
                return

    def _is_in_head(self) -> bool:
        return bool(self._open) and self._open[-1].tag == "head"

    def _take_words(self, data: str) -> None:
        if self._is_in_head() and not data.isspace():
            self._take_end("head")
        if self._unread:
            return
        if self._open_tags["pre"]:
            self._add_lines(data)
            return
        words = _SPACE.sub(" ", data)
        if words[:1] == " ":
            self._space = self._space or " "
        core = words.strip(" ")
        if core.isspace() and "\n" in self._space:
            return  # a no-break space on a line of its own
        if core and (self._start >= 0 or not core.isspace()):
            self._add(core)
            self._space = " " if words[-1] == " " else ""

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self._length += len(text)

    def _add(self, words: str) -> None:
        """Write words, opening a paragraph if none is open."""
        if self._start < 0:
            self._blank = 1 + self._gap if self.pieces else 0
            if self.pieces:
                self._write("\n" * (self._blank + 1))
            self._gap, self._space, self._start = 0, "", self._length
            self._first_piece = len(self.pieces)
        elif "\n" in self._space:
            self._breaks.append(self._length)
        self._write(self._space)
        self._space = ""
        if self._emphases and self._emphasis_start < 0:
            self._emphasis_start = self._length
        self._write(words)

    def _add_lines(self, data: str) -> None:
        """Take in preformatted text: its line ends stay, an empty line parts paragraphs."""
        for index, line in enumerate(re.split(r"\r\n?|\n", data)):
            if index and self._space.count("\n") < 2:  # two part paragraphs; a million do no more
                self._space += "\n"
            if line.strip():
                if self._space.count("\n") > 1:
                    self._end_paragraph()
                self._add(line)

    def _end_paragraph(self) -> None:
        if self._start >= 0:
            role = Role.HEADING if self._level else Role.PROSE
            whole = Paragraph(self._start, self._length, role, self._level, self._blank)
            self.paragraphs.extend(self._parted(whole) if self._breaks else (whole,))
            self._check(self.paragraphs, MAX_LINES, "paragraphs")
            self._end_directions()
        self._end_emphasis()
        self._start, self._space, self._breaks = -1, "", []
        self._directions = []

    def _end_directions(self) -> None:
        """Leave the stage directions of a paragraph out, if other words stand in it: alone they are what happens."""
        if not self._directions:
            return
        body = "".join(self.pieces[self._first_piece :])
        edges = [self._start, *(edge for span in self._directions for edge in (span.start, span.end)), self._length]
        around = (
            body[max(0, a - self._start) : max(0, b - self._start)]
            for a, b in zip(edges[::2], edges[1::2], strict=True)
        )
        if any(char.isalnum() for words in around for char in words):
            self.skips.extend(Skip(span.start, span.end, DIRECTION) for span in self._directions)
            self._check(self.skips, MAX_MARKS, "notes")

    def _parted(self, whole: Paragraph) -> list[Paragraph]:
        """Return the paragraphs that line breaks make of one, and note the breaks that are the ends of lines."""
        body = "".join(self.pieces[self._first_piece :])
        edges = [whole.start, *self._breaks, whole.end]
        lines = [body[a - whole.start : b - whole.start].strip() for a, b in pairwise(edges)]
        is_title = is_number(lines[0]) and (
            whole.role is Role.HEADING or (len(lines) <= _MOST_TITLE_LINES and worded_heading(lines[0]) > 0)
        )
        is_set_in = self._open_tags["blockquote"] > 0
        are_lines = self._verses or self._open_tags["tr"] or self._open_tags["pre"]
        kind = LineBreaks.LINES if are_lines else kind_of(lines, is_set_in=is_set_in)
        if is_title or (kind is LineBreaks.PARAGRAPHS and whole.role is Role.PROSE):
            edges = edges if not is_title else [whole.start, edges[1], whole.end]
            return [
                replace(whole, start=a, end=b, blank_lines=whole.blank_lines if a == whole.start else 1)
                for a, b in pairwise(edges)
            ]
        if kind is not LineBreaks.NONE:
            self.line_ends.extend(self._breaks)
            self._check(self.line_ends, MAX_MARKS, "ends of lines")
        return [whole]

    def _add_break(self) -> None:
        level, self._level, emphases, self._emphases = self._level, 0, self._emphases, 0
        self._add("* * *")
        self._end_paragraph()
        self._level, self._emphases = level, emphases

    def _end_emphasis(self) -> None:
        is_whole = self._quotations and self._emphasis_start == self._start
        if self._emphasis_start >= 0 and not is_whole:
            self.emphasis.append(Span(self._emphasis_start, self._length))
            self._check(self.emphasis, MAX_MARKS, "italics")
        self._emphasis_start = -1

    def _close(self) -> Element:
        """Close the innermost element and return it."""
        element = self._open.pop()
        self._open_tags[element.tag] -= 1
        self._unread -= element.unread
        self._verses -= element.is_verse
        self._quotations -= element.is_quoted
        if element.emphasizes:
            self._emphases -= 1
            if not self._emphases:
                self._end_emphasis()
        if element.level:
            self._level = 0
        reason = element.reason
        if reason == "illustration" and self._length - element.start > LONGEST_CAPTION:
            reason = None
        if element.is_reference and self._is_note_sign(element):
            reason = "note"
        if element.names and element.start < self._length:
            self.places.append(Place(element.names, element.tag, element.start, self._length))
            self._check(self.places, MAX_MARKS, "named elements")
        if element.is_direction and element.start < self._length:
            self._directions.append(Span(element.start, self._length))
        if reason and element.start < self._length:
            self.skips.append(Skip(element.start, self._length, reason))
            self._check(self.skips, MAX_MARKS, "notes")
        if element.is_link and element.start < self._length:
            self.links.append(Span(element.start, self._length))
            self._check(self.links, MAX_MARKS, "links")
        return element

    def _check(self, found: Sized, limit: int, what: str) -> None:
        if len(found) > limit:
            raise too_much(self._where, limit, what)

    def _is_note_sign(self, element: Element) -> bool:
        """Tell whether the words of an element are short and look like the sign of a note: "[3]", "†"."""
        if not 0 < self._length - element.start <= 12:
            return False
        tail = "".join(self.pieces[-13:])
        last = tail[element.start - self._length :]
        before = tail[: element.start - self._length][-1:]
        if element.is_raised and (before.isdigit() or last.strip().isalpha()):
            return False  # the power of a number; letters, as of an ordinal
        return _NOTE_SIGN.fullmatch(last.strip()) is not None
