"""The navigation document that EPUB 3 wants (EPUB 3.3, section 7), of a book that has none."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from xml.dom.minidom import Element

from drama.exports.epub.package import named, resolve, words_of

_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A title of the contents, and those below it."""

    title: str
    href: str
    """Where it leads, percent-encoded; empty for a title that leads nowhere."""
    below: tuple[Entry, ...] = ()


def entries_of_ncx(root: Element, ncx: str, new_href: dict[str, str]) -> tuple[Entry, ...]:
    """Return the titles of an EPUB 2 table of contents; ``new_href`` are the documents by member, as they are named."""
    maps = [one for one in root.childNodes if isinstance(one, Element) and (one.localName or "").lower() == "navmap"]
    return tuple(entry for one in maps[:1] for entry in _below(one, ncx, new_href, 1))


def _below(parent: Element, ncx: str, new_href: dict[str, str], depth: int) -> list[Entry]:
    found = []
    for point in parent.childNodes:
        if not isinstance(point, Element) or (point.localName or "").lower() != "navpoint":
            continue
        label = next(named(point, "text"), None)
        content = next(named(point, "content"), None)
        src = "" if content is None else str(content.getAttribute("src"))
        href = new_href.get(resolve(ncx, src), "") if src else ""
        place = src.partition("#")[2]
        below = tuple(_below(point, ncx, new_href, depth + 1)) if depth < _DEEPEST else ()
        title = words_of(label) if label is not None else ""
        if href or below:
            found.append(Entry(title or "…", f"{href}#{place}" if href and place else href, below))
    return found


def navigation(
    title: str, entries: tuple[Entry, ...], language: str, *, landmarks: tuple[tuple[str, Entry], ...] = ()
) -> str:
    """Return a navigation document; ``landmarks`` are places with what they are in EPUB 3's vocabulary."""
    lang = escape(language)
    marked = "".join(
        f'<li><a epub:type="{escape(kind)}" href="{escape(one.href)}">{escape(one.title)}</a></li>\n'
        for kind, one in landmarks
    )
    places = f'<nav epub:type="landmarks" hidden="">\n<ol>\n{marked}</ol>\n</nav>\n' if landmarks else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{lang}" xml:lang="{lang}">\n<head><meta charset="utf-8"/><title>{escape(title)}</title></head>\n'
        f'<body>\n<nav epub:type="toc" id="toc">\n<h1>{escape(title)}</h1>\n{_list(entries)}</nav>\n'
        f"{places}</body>\n</html>\n"
    )


def _list(entries: tuple[Entry, ...]) -> str:
    rows = []
    for entry in entries:
        title = escape(entry.title)
        link = f'<a href="{escape(entry.href)}">{title}</a>' if entry.href else f"<span>{title}</span>"
        rows.append(f"<li>{link}{_list(entry.below) if entry.below else ''}</li>\n")
    return f"<ol>\n{''.join(rows)}</ol>\n"
