"""Extract the words of a document, each span labelled: of a book's, a manuscript's, a web page's.

Well-formed or not makes no difference: tags left open are closed, ends without a beginning are ignored.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drama.model import Paragraph, Role, Skip, Span
from drama.readers.documents.html import find_tokens
from drama.readers.documents.kinds import BLOCKS, CELLS, SKIPPED_TAGS, SKIPPED_TYPES
from drama.readers.documents.tokens import REASON, End, Start, Token, Words
from drama.readers.limits import MAX_DEPTH, MAX_LINES, MAX_MARKS, too_much
from drama.readers.structure.headings import LONGEST_HEADING, is_break, worded_heading
from drama.readers.structure.skips import Skips

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sized

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_UNREAD = frozenset({"head", "script", "style", "template", "svg", "math", "audio", "video", "object", "iframe"})
"""Elements without words of the story."""
_EMPHASIS = frozenset({"em", "i", "cite", "strong", "b", "dfn", "var"})
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NOTE_SIGN = re.compile(r"[\[(]?(?:[0-9]{1,4}|[*†‡§]{1,3}|[ivxlc]{1,6})[\])]?|[↩↵⏎]\ufe0e?|\^")


class _Element:
    """An element that is open."""

    __slots__ = ("emphasizes", "is_link", "is_reference", "level", "reason", "start", "tag", "unread")

    def __init__(self, tag: str, start: int) -> None:
        self.tag, self.start = tag, start
        self.reason: str | None = None
        self.emphasizes = self.unread = self.is_reference = self.is_link = False
        self.level = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One document's words; offsets are into its own text."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    skips: tuple[Skip, ...]
    """As the elements nest: they may overlap."""
    emphasis: tuple[Span, ...]
    links: tuple[Span, ...] = ()
    """As the elements nest: they may overlap."""
    first_anchors: frozenset[str] = frozenset()
    """Names of places before the first word."""

    @property
    def has_heading(self) -> bool:
        """Whether a heading stands in it."""
        return any(paragraph.role is Role.HEADING for paragraph in self.paragraphs)

    @property
    def has_words(self) -> bool:
        """Whether anything in it is read out."""
        skips = Skips(self.text, self.skips)
        return any(skips.leave_words(paragraph) for paragraph in self.paragraphs)


def read_document(source: str, *, where: str = "the document") -> Document:
    """Return the words of an (X)HTML document, as :func:`extract` does."""
    return extract(find_tokens(source), where=where)


def extract(tokens: Iterable[Token], *, where: str = "the document") -> Document:
    """Return the words of a document, blocks parted by empty lines, white space folded.

    Raises StoryError, which calls the document `where`, if it holds more blocks or marks than any story.
    """
    extractor = _Extractor(where)
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

    def __init__(self, where: str) -> None:
        self._where = where
        self.pieces: list[str] = []
        self.paragraphs: list[Paragraph] = []
        self.skips: list[Skip] = []
        self.emphasis: list[Span] = []
        self.links: list[Span] = []
        self.first_anchors: set[str] = set()
        self._length = 0
        self._open: list[_Element] = []
        self._open_tags: Counter[str] = Counter()
        self._start = self._emphasis_start = -1
        self._emphases = self._unread = self._level = 0
        self._space = ""
        self._gap = 0
        self._blank = 0

    def take(self, token: Token) -> None:
        """Take in the next token."""
        if isinstance(token, Start) and not self._length:
            self.first_anchors.update(token.attributes[key] for key in ("id", "name") if key in token.attributes)
        if isinstance(token, Words):
            self._take_words(token.text)
        elif isinstance(token, End):
            self._take_end(token.tag)
        else:
            self._take_start(token.tag, token.attributes)
            if token.is_empty and token.tag not in _VOID:
                self._take_end(token.tag)

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
            self._space = self._space or " "
        if tag == "hr" and not self._unread:
            self._add_break()
        if tag in _VOID:
            return
        if tag == "p" and self._open and self._open[-1].tag == "p":
            self._close()  # HTML has no paragraph in a paragraph: one left open ends where the next begins
        if len(self._open) >= MAX_DEPTH:
            raise too_much(self._where, MAX_DEPTH, "elements inside one another")
        element = _describe(tag, attributes, self._length)
        self._open.append(element)
        self._open_tags[tag] += 1
        self._emphases += element.emphasizes
        self._unread += element.unread
        self._level = element.level or self._level

    def _take_end(self, tag: str) -> None:
        """Close an element, and those left open inside it; an end without a beginning is ignored."""
        if tag in BLOCKS:
            is_empty = self._start < 0 and tag in {"p", "div"} and self._open and self._open[-1].tag == tag
            self._gap += 1 if is_empty and self._open[-1].start == self._length else 0
            self._end_paragraph()
        while self._open_tags[tag]:
            if self._close().tag == tag:
                return

    def _take_words(self, data: str) -> None:
        if self._unread:
            return
        if self._open_tags["pre"]:
            self._add_lines(data)
            return
        words = _SPACE.sub(" ", data)
        if words[:1] == " ":
            self._space = self._space or " "
        core = words.strip(" ")
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
            self.paragraphs.append(Paragraph(self._start, self._length, role, self._level, self._blank))
            self._check(self.paragraphs, MAX_LINES, "paragraphs")
        self._end_emphasis()
        self._start, self._space = -1, ""

    def _add_break(self) -> None:
        level, self._level, emphases, self._emphases = self._level, 0, self._emphases, 0
        self._add("* * *")
        self._end_paragraph()
        self._level, self._emphases = level, emphases

    def _end_emphasis(self) -> None:
        if self._emphasis_start >= 0:
            self.emphasis.append(Span(self._emphasis_start, self._length))
            self._check(self.emphasis, MAX_MARKS, "italics")
        self._emphasis_start = -1

    def _close(self) -> _Element:
        """Close the innermost element and return it."""
        element = self._open.pop()
        self._open_tags[element.tag] -= 1
        self._unread -= element.unread
        if element.emphasizes:
            self._emphases -= 1
            if not self._emphases:
                self._end_emphasis()
        if element.level:
            self._level = 0
        reason = element.reason
        if element.is_reference and self._is_note_sign(element.start):
            reason = "note"
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

    def _is_note_sign(self, start: int) -> bool:
        """Tell whether what stands since `start` is short and looks like the sign of a note: "[3]", "†"."""
        if not 0 < self._length - start <= 12:
            return False
        last = "".join(self.pieces[-12:])[start - self._length :]
        return _NOTE_SIGN.fullmatch(last.strip()) is not None


def _describe(tag: str, attributes: Mapping[str, str], start: int) -> _Element:
    """Return an element with what its name and attributes say of it."""
    kinds = f"{attributes.get('epub:type', '')} {attributes.get('role', '')}".lower().replace("doc-", "").split()
    classes = attributes.get("class", "").lower().split()
    names = [
        *kinds,
        *(name for name in classes if name in {"pg-boilerplate", "toc", "noteref", "footnote", "pagebreak"}),
    ]
    element = _Element(tag, start)
    element.reason = (
        attributes.get(REASON)
        or SKIPPED_TAGS.get(tag)
        or next((SKIPPED_TYPES[name] for name in names if name in SKIPPED_TYPES), None)
    )
    if "hidden" in attributes:
        element.reason = element.reason or "hidden"
    element.emphasizes = tag in _EMPHASIS or any(name.startswith("ital") for name in classes)
    element.unread = tag in _UNREAD
    element.is_link = tag == "a" and "href" in attributes
    element.is_reference = tag == "a" and "#" in attributes.get("href", "")
    element.level = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else 0
    return element
