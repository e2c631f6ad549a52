"""A book made of a story that has none: its paragraphs as XHTML, a document a chapter, contents and cover."""

from __future__ import annotations

import re
import uuid
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from operator import attrgetter

from drama.exports.epub.container import CONTAINER
from drama.exports.epub.navigation import Entry, navigation
from drama.exports.epub.raising import NO_DATE
from drama.files.text import plain
from drama.model import Metadata, Paragraph, Role, Skip, Span, Story

_PACKAGE = "EPUB/package.opf"
_NAMESPACE = uuid.UUID("5b0c5a8e-3e0e-5b59-9c2f-0d0f2a7f8f11")
"""Of the identifiers drama gives to books: by title and author, so that a book keeps its own when its text changes."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STYLE = """body { line-height: 1.5; margin: 1em 5%; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; margin: 2em 0 1em; text-align: center; }
p { margin: 0; text-indent: 1.5em; }
h1 + p, h2 + p, h3 + p, hr + p { text-indent: 0; }
hr { border: 0; margin: 1.5em auto; text-align: center; }
hr::after { content: "* * *"; }
"""
_START: Callable[[Skip | Span], int] = attrgetter("start")
_END: Callable[[Skip | Span], int] = attrgetter("end")
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A document of the book."""

    name: str
    title: str
    body: str


def made_book(story: Story, *, title: str, cover: bytes | None) -> dict[str, bytes]:
    """Return the members of a book that has the words of a story, all but the sound."""
    title = plain(title) or "Untitled"
    language = story.metadata.language or "en"
    chapters = list(_chapters(story, title))
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
    return {name: text.encode("utf-8") for name, text in members.items()} | images


def _chapters(story: Story, title: str) -> Iterator[_Chapter]:
    """Yield the documents of a book: a heading that follows other words than headings begins one."""
    rows: list[str] = []
    name, number, has_words = "", 1, False
    for paragraph in story.paragraphs:
        if paragraph.role is Role.HEADING and has_words:
            yield _Chapter(f"chapter-{number:03}.xhtml", name or title, "\n".join(rows))
            rows, name, has_words, number = [], "", False, number + 1
        words = "".join(_inline(story, paragraph))
        if paragraph.role is Role.HEADING:
            level = min(max(paragraph.level, 1), 6)
            rows.append(f"<h{level}>{words}</h{level}>")
            name = name or " ".join(re.sub(r"<[^>]*>", "", words).split())
        elif paragraph.role is Role.BREAK:
            rows.append("<hr/>")
        elif words.strip():
            rows.append(f"<p>{words}</p>")
            has_words = True
    if rows or number == 1:
        body = "\n".join(rows) or f"<h1>{escape(title)}</h1>"
        yield _Chapter(f"chapter-{number:03}.xhtml", name or title, body)


def _inline(story: Story, paragraph: Paragraph) -> Iterator[str]:
    """Yield the words of a paragraph, without what is skipped, what is set in italics in ``<em>``."""
    start, end = paragraph.start, paragraph.end
    skips = story.skips[bisect_right(story.skips, start, key=_END) : bisect_left(story.skips, end, key=_START)]
    italics = story.emphasis[
        bisect_right(story.emphasis, start, key=_END) : bisect_left(story.emphasis, end, key=_START)
    ]
    spans: tuple[Skip | Span, ...] = (*skips, *italics)
    edges = {start, end, *(max(start, one.start) for one in spans), *(min(end, one.end) for one in spans)}
    for low, high in pairwise(sorted(edges)):
        skip = next((one for one in skips if one.start <= low < one.end), None)
        if skip is not None:
            yield " " if skip.parts_words else ""
            continue
        words = escape(_NOT_XML.sub("", story.text[low:high]), quote=False)
        yield f"<em>{words}</em>" if any(one.start <= low < one.end for one in italics) else words


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
