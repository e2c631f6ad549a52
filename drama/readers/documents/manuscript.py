"""Bind one document – a manuscript, a web page – into a story, with the title and the author it states."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from drama.model import Metadata, Story
from drama.readers.documents.book import Book
from drama.readers.documents.contents import with_contents_headed
from drama.readers.documents.extraction import extract
from drama.readers.structure.front_matter import title_from_name, titles_in
from drama.readers.structure.metadata import filled
from drama.readers.structure.openings import Opening, with_opening
from drama.readers.structure.skips import Skips

if TYPE_CHECKING:
    from pathlib import Path

    from drama.readers.base import ReadOptions
    from drama.readers.documents.document import Document
    from drama.readers.documents.tokens import Token

_NO_TITLE = re.compile(
    r"[\W_]*|<%.*"
    r"|(?:untitled|document|new document|microsoft word|unbenannt|unbekannt|sans titre|sans nom|documento|dokument)"
    r"(?:[\s_-]*(?:document|-\s.*))?[\s_-]*\d*(?:\.\w{2,4})?|microsoft word - .*|.*\.(?:docx?|rtf|odt|html?)",
    re.IGNORECASE,
)
"""What programs call a document that nobody has named."""
_NO_AUTHOR = re.compile(
    r"[\W_]*|python-docx|(?:microsoft|ms)(?: office)?(?: user)?|(?:windows )?user|utilisateur.*|benutzer|usuario"
    r"|admin(?:istrator)?|author|autor|auteur|unknown|owner|default|hp|dell|lenovo|asus|acer|google docs|apache poi"
    r"|.*@.*|un-named|nobody",
    re.IGNORECASE,
)
"""Whom programs name as the author of a document of somebody they do not know."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a document says of itself."""

    title: str = ""
    """In its words: a paragraph styled as the title."""
    author: str = ""
    property_title: str = ""
    """In its properties, which programs fill in with what they know; likewise the author."""
    property_author: str = ""
    metadata: Metadata = field(default_factory=Metadata)


def bind_manuscript(
    tokens: Iterable[Token], stated: Stated, path: Path, options: ReadOptions, *, warnings: tuple[str, ...] = ()
) -> Story:
    """Return the story in one document.

    Raises StoryError if it holds no words.
    """
    return bind_document(extract(tokens, where=str(path)), stated, path, options, warnings=warnings)


def bind_document(
    document: Document, stated: Stated, path: Path, options: ReadOptions, *, warnings: tuple[str, ...] = ()
) -> Story:
    """Return the story in one document that is extracted, as :func:`bind_manuscript` does."""
    book = Book(str(path))
    book.add(with_contents_headed(document), label="")
    story = book.bind(path)
    story, opening = (story, Opening()) if stated.title else with_opening(story)
    found_title, found_author = titles_in(story.text, story.paragraphs, Skips(story.text, story.skips))
    title = (
        stated.title
        or story.title
        or (opening.title if opening.is_sure else "")
        or _unless(_NO_TITLE, stated.property_title)
        or opening.title
        or found_title
        or title_from_name(path)
    )
    return replace(
        story,
        title=options.title or title,
        author=options.author
        or stated.author
        or story.author
        or opening.author
        or found_author
        or _unless(_NO_AUTHOR, stated.property_author),
        path=path,
        metadata=filled(stated.metadata, story.metadata),
        warnings=(*warnings, *story.warnings),
    )


def removed_warning(count: int) -> tuple[str, ...]:
    """Return a warning of words that tracked changes take out."""
    if not count:
        return ()
    words = "1 word is" if count == 1 else f"{count:,} words are"
    return (f"tracked changes count as accepted: {words} deleted in the document, and not in the story",)


def _unless(pattern: re.Pattern[str], value: str) -> str:
    """Return a value with its white space folded, nothing if it says nothing."""
    words = " ".join(value.split())[:300]
    return "" if pattern.fullmatch(words) else words
