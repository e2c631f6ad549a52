"""A book made of a story that has none: its paragraphs as XHTML, a document a chapter, contents and cover."""

from __future__ import annotations

import re
import uuid
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from itertools import pairwise
from operator import attrgetter
from types import MappingProxyType
from typing import TypeVar

from drama.exports.epub.container import CONTAINER
from drama.exports.epub.navigation import Entry, navigation
from drama.exports.epub.raising import NO_DATE
from drama.files.text import plain
from drama.model import LINE_BREAK, Metadata, Paragraph, Role, Skip, Span, Story

_PACKAGE = "EPUB/package.opf"
_NAMESPACE = uuid.UUID("5b0c5a8e-3e0e-5b59-9c2f-0d0f2a7f8f11")
"""Of the identifiers drama gives to books: by title and author, so that a book keeps its own when its text changes."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STYLE = """body { line-height: 1.5; margin: 1em 5%; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; margin: 2em 0 1em; text-align: center; }
p { margin: 0; text-indent: 1.5em; }
h1 + p, h2 + p, h3 + p, hr + p { text-indent: 0; }
p.scene { font-weight: bold; margin: 1.5em 0 0.5em; text-indent: 0; }
hr { border: 0; margin: 1.5em auto; text-align: center; }
hr::after { content: "* * *"; }
"""
_START: Callable[[Skip | Span], int] = attrgetter("start")
_END: Callable[[Skip | Span], int] = attrgetter("end")
_Marked = TypeVar("_Marked", Skip, Span)
_MARKS = frozenset(
    {
        *("markup", LINE_BREAK, "byte order mark", "zero-width", "control character", "pause mark", "effect", "link"),
        *("number", "list number", "page number", "time stamp", "page break", "image", "note"),
    }
)
"""Why a stretch inside a paragraph is left out of the book as well: it is no word of the story's."""
_CUES = MappingProxyType({"speaker": "b", "speaker label": "b", "delivery": "i", "direction": "i"})
"""What scripts say between speeches that readers want to see, and how it is set."""
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
"""A tag of a language, as far as drama is asked for them (BCP 47, section 2.1)."""
_LANGUAGE = "en"
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A document of the book."""

    name: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class MadeBook:
    """A book, all but its sound."""

    members: Mapping[str, bytes]
    shown: tuple[Span, ...]
    """The stretches of the story's text that stand in it, in order."""


def made_book(story: Story, *, title: str, cover: bytes | None) -> MadeBook:
    """Return a book that has the words of a story."""
    title = plain(title) or "Untitled"
    stated = story.metadata.language or ""
    language = stated if _TAG.fullmatch(stated) else _LANGUAGE
    shown: list[Span] = []
    chapters = list(_chapters(story, title, shown))
    members = {
        CONTAINER: (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
            f'<rootfiles><rootfile full-path="{_PACKAGE}" media-type="application/oebps-package+xml"/></rootfiles>\n'
            "</container>\n"
        ),
        _PACKAGE: _package(story, title, language, chapters, cover),
        "EPUB/nav.xhtml": navigation(title, tuple(Entry(one.title, one.name) for one in chapters), language),
        "EPUB/book.css": _STYLE,
        **{f"EPUB/{one.name}": _document(one, language) for one in chapters},
    }
    images = {f"EPUB/{_cover_name(cover)}": cover} if cover else {}
    return MadeBook({name: text.encode("utf-8") for name, text in members.items()} | images, tuple(shown))


def _chapters(story: Story, title: str, shown: list[Span]) -> Iterator[_Chapter]:
    """Yield the documents of a book: a heading that follows other words than headings begins one.

    What of the story's text stands in them is put into ``shown``.
    """
    rows: list[str] = []
    name, number, has_words, before = "", 1, False, 0
    for paragraph in story.paragraphs:
        if paragraph.role is Role.HEADING and has_words:
            yield _Chapter(f"chapter-{number:03}.xhtml", name or title, "\n".join(rows))
            rows, name, has_words, number = [], "", False, number + 1
        pieces = [*_cues(story, before, paragraph.start), *_inline(story, paragraph)]
        row = "".join(piece for piece, _ in pieces)
        if paragraph.role is Role.BREAK:
            rows.append("<hr/>")
        elif row.strip():
            shown += [span for _, span in pieces if span is not None]
            tag, start = _tags(paragraph)
            rows.append(f"{start}{row}</{tag}>")
            is_heading = paragraph.role is Role.HEADING
            name = name or (" ".join(unescape(re.sub(r"<[^>]*>", " ", row)).split()) if is_heading else "")
            has_words = has_words or not is_heading
        before = paragraph.end
    if rows or number == 1:
        body = "\n".join(rows) or f"<h1>{escape(title)}</h1>"
        yield _Chapter(f"chapter-{number:03}.xhtml", name or title, body)


def _tags(paragraph: Paragraph) -> tuple[str, str]:
    """Return the name of the element a paragraph is, and its start tag."""
    if paragraph.role is Role.HEADING:
        tag = f"h{min(max(paragraph.level, 1), 6)}"
        return tag, f"<{tag}>"
    return "p", '<p class="scene">' if paragraph.role is Role.SCENE_HEADING else "<p>"


_Pieces = Iterator[tuple[str, Span | None]]
"""Markup, and the stretch of the story's text that stands in it."""


def _cues(story: Story, start: int, end: int) -> _Pieces:
    """Yield what a script says between two paragraphs of who speaks next, and how."""
    for skip in _touching(story.skips, start, end):
        if skip.reason in _CUES:
            words = _words(story, skip.start, skip.end)
            yield f"<{_CUES[skip.reason]}>{words}</{_CUES[skip.reason]}> ", Span(skip.start, skip.end)


def _touching(spans: tuple[_Marked, ...], start: int, end: int) -> tuple[_Marked, ...]:
    """Return those of some spans, in order and apart, that reach into a stretch."""
    return spans[bisect_right(spans, start, key=_END) : bisect_left(spans, end, key=_START)]


def _inline(story: Story, paragraph: Paragraph) -> _Pieces:
    """Yield the words of a paragraph without its marks, what is set in italics in ``<em>``, verse in its lines."""
    start, end = paragraph.start, paragraph.end
    skips = [skip for skip in _touching(story.skips, start, end) if skip.reason in _MARKS]
    italics = _touching(story.emphasis, start, end)
    first = bisect_left(story.pauses, start, key=attrgetter("at"))
    pauses = story.pauses[first : bisect_left(story.pauses, end, key=attrgetter("at"))]
    lines = {pause.at for pause in pauses if "\n" in story.text[pause.at - 1 : pause.at + 2]} - {start}
    spans: tuple[Skip | Span, ...] = (*skips, *italics)
    edges = {start, end, *lines, *(max(start, one.start) for one in spans), *(min(end, one.end) for one in spans)}
    for low, high in pairwise(sorted(edges)):
        if low in lines:
            yield "<br/>", None
        if skip := next((one for one in skips if one.start <= low < one.end), None):
            yield " " if skip.parts_words else "", None
            continue
        words = _words(story, low, high)
        is_italic = not words.isspace() and any(one.start <= low < one.end for one in italics)
        yield f"<em>{words}</em>" if is_italic else words, Span(low, high)


def _words(story: Story, start: int, end: int) -> str:
    return escape(_NOT_XML.sub("", story.text[start:end]), quote=False)


def _document(chapter: _Chapter, language: str) -> str:
    lang = escape(language)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{lang}" xml:lang="{lang}">\n'
        f'<head><meta charset="utf-8"/><title>{escape(chapter.title, quote=False)}</title>'
        '<link rel="stylesheet" type="text/css" href="book.css"/></head>\n'
        f"<body>\n{chapter.body}\n</body>\n</html>\n"
    )


def _package(story: Story, title: str, language: str, chapters: list[_Chapter], cover: bytes | None) -> str:
    items = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="style" href="book.css" media-type="text/css"/>',
    ]
    if cover:
        name = _cover_name(cover)
        kind = "image/png" if name.endswith(".png") else "image/jpeg"
        items.append(f'<item id="cover" href="{name}" media-type="{kind}" properties="cover-image"/>')
    items += [
        f'<item id="chapter-{number}" href="{one.name}" media-type="application/xhtml+xml"/>'
        for number, one in enumerate(chapters, start=1)
    ]
    refs = "".join(f'<itemref idref="chapter-{number}"/>\n' for number in range(1, len(chapters) + 1))
    said = "\n".join(_statements(story, title, language))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id" '
        f'xml:lang="{escape(language)}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{said}\n</metadata>\n'
        "<manifest>\n" + "\n".join(items) + f"\n</manifest>\n<spine>\n{refs}</spine>\n</package>\n"
    )


def _statements(story: Story, title: str, language: str) -> Iterator[str]:
    """Yield what a book says of itself, a row each."""
    about: Metadata = story.metadata
    author = plain(story.author)
    identifier = uuid.uuid5(_NAMESPACE, f"{title}\n{author}".encode("utf-8", "replace").decode("utf-8"))
    stated: Mapping[str, str] = {
        "title": title,
        "language": language,
        "creator": author,
        "publisher": plain(about.publisher or ""),
        "description": plain(about.description or ""),
    }
    yield f'<dc:identifier id="book-id">urn:uuid:{identifier}</dc:identifier>'
    for name, text in stated.items():
        if text:
            yield f"<dc:{name}>{escape(text, quote=False)}</dc:{name}>"
    year = about.year if about.year and _YEAR.fullmatch(about.year) and about.year != "0000" else ""
    if year:
        yield f"<dc:date>{year}</dc:date>"
    if about.series:
        yield f'<meta property="belongs-to-collection" id="series">{escape(plain(about.series), quote=False)}</meta>'
        yield '<meta refines="#series" property="collection-type">series</meta>'
        if about.part:
            yield f'<meta refines="#series" property="group-position">{escape(plain(about.part), quote=False)}</meta>'
    yield f'<meta property="dcterms:modified">{f"{year}-01-01T00:00:00Z" if year else NO_DATE}</meta>'


def _cover_name(cover: bytes | None) -> str:
    return "cover.png" if (cover or b"").startswith(b"\x89PNG") else "cover.jpg"
