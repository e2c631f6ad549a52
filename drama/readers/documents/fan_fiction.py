"""Archives of fan fiction: which words of their pages are the story's, why the others are not, what they say of it.

The Archive of Our Own is known by the names of its elements, in its downloads (HTML, and EPUB, whose classes calibre
has renamed) and on its pages. Its downloads have the work's data in ``#preface``, then in ``#chapters`` for each
chapter its title, summary and notes, and the story in ``.userstuff``; end notes in ``#endnotes`` and ``#afterword``.
Of a saved page of FanFiction.net the story stands in ``#storytext``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from drama.languages.en.paratext import TITLE_BY
from drama.model import Metadata, Paragraph, Role, Skip
from drama.readers.structure.metadata import metadata_from
from drama.readers.structure.skips import Skips

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drama.readers.documents.document import Document, Place

AUTHORS_NOTE, SUMMARY, TAGS, FRONT, REQUEST = "author's note", "summary", "tags", "front matter", "request to readers"
_LABELS = {
    "summary": SUMMARY,
    "chapter summary": SUMMARY,
    "notes": AUTHORS_NOTE,
    "chapter notes": AUTHORS_NOTE,
    "chapter end notes": AUTHORS_NOTE,
    "end notes": AUTHORS_NOTE,
}
"""What stands above a block of the archive's own, and why that block is not the story."""
_ARCHIVE = "archive of our own"
_MOST_FIELDS = 200
_LINE = re.compile(r"^([A-Z][\w ]{1,30}):\s(.{1,2000})$", re.MULTILINE)
"""Of FanFicFare's title page: ``Category: …``."""


@dataclass(frozen=True, slots=True)
class Work:
    """What an archive's pages say of a work."""

    title: str = ""
    author: str = ""
    metadata: Metadata = field(default_factory=Metadata)


def label_archive(documents: Sequence[Document]) -> tuple[list[Document], Work]:
    """Return documents with skips for what is not the story's, and what they say of the work."""
    pages = [_Page(document) for document in documents]
    if not any(page.is_site or page.is_saved or page.is_download for page in pages):
        return list(documents), _work([page for page in pages if page.is_title_page])
    return [page.labelled() for page in pages], _work(pages)


class _Page:
    """A document of the archive, its paragraphs asked for the elements they stand in."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text
        self._named: dict[str, _Ranges] = {}
        by_name: dict[str, list[Place]] = {}
        for place in document.places:
            for name in place.names:
                by_name.setdefault(name, []).append(place)
                by_name.setdefault(f"{place.tag}{name}", []).append(place)
        self._named = {name: _Ranges(places) for name, places in by_name.items()}
        self.is_site = "#workskin" in by_name and ".userstuff" in by_name
        self.is_saved = "#storytext" in by_name and ("#profile_top" in by_name or "#storycontent" in by_name)
        self.is_title_page = ".fff_titlepage" in by_name
        self.is_download = "#preface" in by_name and any(_ARCHIVE in self.words(p) for p in self.within(".message"))

    def words(self, paragraph: Paragraph) -> str:
        """Return the words of a paragraph, white space and letter case folded."""
        return " ".join(self._text[paragraph.start : paragraph.end].split()).casefold()

    def within(self, *names: str) -> Iterator[Paragraph]:
        """Yield the paragraphs in elements of a name."""
        yield from (p for p in self._document.paragraphs if self._is_in(p, *names))

    def _raw(self, paragraph: Paragraph) -> str:
        return self._text[paragraph.start : paragraph.end]

    def _is_in(self, paragraph: Paragraph, *names: str) -> bool:
        return any(name in self._named and self._named[name].hold(paragraph.start) for name in names)

    def labelled(self) -> Document:
        """Return the document with a skip for each paragraph that is not the story's."""
        if self.is_saved:
            reasons = self._saved_reasons()
        else:
            reasons = self._site_reasons() if self.is_site else self._download_reasons()
        found = zip(self._document.paragraphs, reasons, strict=True)
        own = [Skip(p.start, p.end, reason) for p, reason in found if reason]
        kept = Skips(self._text, own)
        others = [skip for skip in self._document.skips if not kept.covers(skip.start)]
        return replace(self._document, skips=tuple(own + others))

    def _download_reasons(self) -> Iterator[str]:
        """Yield for each paragraph of a download why it is not spoken; nothing for those of the story."""
        label = ""
        for index, paragraph in enumerate(self._document.paragraphs):
            is_block = self._is_in(paragraph, "blockquote.userstuff")
            label = label if is_block else self._label_at(index)
            if self._is_in(paragraph, "#preface", "#afterword"):
                yield label or self._preface_reason(paragraph)
            elif self._is_in(paragraph, ".endnote-link", "#endnotes"):
                yield AUTHORS_NOTE
            elif self._is_in(paragraph, ".byline", ".toc-heading"):
                yield FRONT
            else:
                yield label

    def _label_at(self, index: int) -> str:
        """Return what the paragraph says of the block that follows it, if one does."""
        paragraphs = self._document.paragraphs
        label = _LABELS.get(self.words(paragraphs[index]).rstrip(":"), "")
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        is_above = following is not None and self._is_in(following, "blockquote.userstuff")
        return label if is_above else ""

    def _preface_reason(self, paragraph: Paragraph) -> str:
        if self._is_in(paragraph, ".tags"):
            return TAGS
        if self._is_in(paragraph, ".endnote-link", "#endnotes"):
            return AUTHORS_NOTE
        is_below = self._is_in(paragraph, "#afterword") and self._is_in(paragraph, ".message")
        return REQUEST if is_below else FRONT

    def _site_reasons(self) -> Iterator[str]:
        """Yield the same for each paragraph of the site's page of a work."""
        for paragraph in self._document.paragraphs:
            if self._is_in(paragraph, ".landmark") or not self._is_in(paragraph, "#workskin"):
                yield TAGS if self._is_in(paragraph, ".tags", ".meta") else FRONT
            elif self._is_in(paragraph, ".summary"):
                yield SUMMARY
            elif self._is_in(paragraph, ".notes", ".associations"):
                yield AUTHORS_NOTE
            elif not self._is_in(paragraph, "#chapters") or self._is_in(paragraph, ".byline"):
                yield FRONT
            else:
                yield ""

    def _saved_reasons(self) -> Iterator[str]:
        """Yield the same for each paragraph of a page of FanFiction.net that somebody saved."""
        for paragraph in self._document.paragraphs:
            if self._is_in(paragraph, "#profile_top"):
                yield TAGS
            else:
                yield "" if self._is_in(paragraph, "#storytext") else FRONT

    def fields(self) -> dict[str, str]:
        """Return what the page says of the work, by its own names for it, in lower case."""
        found: dict[str, list[str]] = {}
        key = ""
        for match in _LINE.finditer("\n".join(self._raw(p) for p in self.within(".fff_titlepage"))):
            found.setdefault(match[1].lower(), []).append(match[2])
        for paragraph in self.within(".tags", "dl.meta"):
            words = " ".join(self._text[paragraph.start : paragraph.end].split())
            if words.endswith(":") and len(words) < 40:
                key = words.rstrip(":").lower()
            elif key and len(found) < _MOST_FIELDS:
                found.setdefault(key, []).append(words)
        return {name: ", ".join(values) for name, values in found.items()}

    def summary(self) -> str:
        """Return the summary of the work."""
        if self.is_site:
            blocks = [p for p in self.within(".summary") if self._is_in(p, ".userstuff")]
            return " ".join(self._text[p.start : p.end] for p in blocks)
        reasons = zip(self._document.paragraphs, self._download_reasons(), strict=True)
        return " ".join(
            self._text[p.start : p.end]
            for p, reason in reasons
            if reason == SUMMARY and self._is_in(p, "#preface") and self._is_in(p, "blockquote.userstuff")
        )

    def _saved_head(self) -> tuple[str, str]:
        """Return title and author as a saved page of FanFiction.net has them: "The Lamp By: Nell Orrin"."""
        first = next((" ".join(self._raw(p).split()) for p in self.within("#profile_top")), "")
        match = TITLE_BY.fullmatch(first.removeprefix("Follow/Fav").strip())
        return (match["title"], match["author"]) if match else ("", "")

    def title(self) -> str:
        """Return the work's title."""
        if self.is_saved:
            return self._saved_head()[0]
        headings = (p for p in self.within("#preface", "h2.title") if p.role is Role.HEADING)
        shown = (p for p in headings if not self._is_in(p, ".toc-heading"))
        return next((" ".join(self._text[p.start : p.end].split()) for p in shown), "")

    def author(self) -> str:
        """Return who wrote the work."""
        if self.is_saved:
            return self._saved_head()[1]
        lines = (" ".join(self._text[p.start : p.end].split()) for p in self.within(".byline"))
        return next((line.removeprefix("by ") for line in lines), "")


class _Ranges:
    """Stretches of a text that may stand in one another."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted((place.start, place.end) for place in places):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hold(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._ends[index]


def _work(pages: Sequence[_Page]) -> Work:
    fields = {name: value for page in reversed(pages) for name, value in page.fields().items()}
    fandom = next((fields[name] for name in ("fandom", "fandoms", "category") if name in fields), "")
    series = fields.get("series", "")
    part, _, name = series.partition(" of ") if series.startswith("Part ") else ("", "", series)
    described = {
        "genre": fandom,
        "language": fields.get("language", ""),
        "description": next(filter(None, (page.summary() for page in pages)), "") or fields.get("summary", ""),
        "year": fields.get("stats", fields.get("published", "")),
        **({"series": name.partition(", Part ")[0], "part": part} if name else {}),
    }
    title = next(filter(None, (page.title() for page in pages)), "")
    author = next(filter(None, (page.author() for page in pages)), "")
    return Work(title, author, metadata_from(described))
