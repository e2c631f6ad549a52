"""The pages of a package: its entry with the table of contents, and the words of each part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from drama.exports.packages.book import Book, Entry, Part
from drama.exports.programme import Programme, SpokenLine, spoken_lines
from drama.files.text import plain


def entry_page(book: Book, *, manifest: str) -> str:
    """Return the page to begin with, its table of contents included (W3C Audiobooks, 3 and 4).

    It is the first ``nav`` with the role ``doc-toc``; all that is no sound is linked from it too.
    """
    by = f"<p>{_text(book.author)}</p>\n" if book.author else ""
    chapters = _links(entry for part in book.parts for entry in part.entries)
    texts = _links(Entry(f"{part.title}: the words", part.text_href) for part in book.parts)
    return _page(
        book,
        book.title,
        f"<h1>{_text(book.title)}</h1>\n{by}"
        f'<nav role="doc-toc" aria-label="Contents">\n<h2>Contents</h2>\n<ol>\n{chapters}{texts}</ol>\n</nav>\n'
        + "".join(f"<p>{_text(line)}</p>\n" for line in book.credits),
        head=f'<link rel="publication" href="{escape(manifest)}">\n',
    )


def text_page(book: Book, part: Part) -> str:
    """Return the words of a part: headings, and a paragraph for what one speaker says without interruption."""
    return _page(book, part.title, f"<h1>{_text(part.title)}</h1>\n" + "".join(_paragraphs(part.programme)))


def _paragraphs(programme: Programme) -> Iterator[str]:
    for line in spoken_lines(programme.utterances):
        if line.is_heading:
            yield f'<h2 id="line-{line.number}">{_text(line.text)}</h2>\n'
        else:
            yield f'<p id="line-{line.number}">{_speaker(line)}{_text(line.text)}</p>\n'


def _speaker(line: SpokenLine) -> str:
    if line.speaker is None:
        return ""
    how = f" <i>({_text(', '.join(line.delivery))})</i>" if line.delivery else ""
    return f"<b>{_text(line.speaker)}</b>{how} "


def _links(entries: Iterable[Entry]) -> str:
    return "".join(f'<li><a href="{escape(entry.href)}">{_text(entry.title)}</a></li>\n' for entry in entries)


def _page(book: Book, title: str, body: str, *, head: str = "") -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(book.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{_text(title)}</title>\n{head}'
        "<style>body { max-width: 40em; margin: 2em auto; padding: 0 1em; font-family: serif; line-height: 1.5 }"
        f"</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return escape(plain(text))
