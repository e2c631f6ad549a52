"""W3C Audiobooks (Recommendation of 2020-11-10) in the Lightweight Packaging Format (Note of 2020-01-16): ``.lpf``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from drama.exports.archive_writer import ArchiveWriter
from drama.exports.base import EpisodeFile
from drama.exports.captions import vtt
from drama.exports.packages.book import Book, Part, book_of, seconds_text
from drama.exports.packages.pages import entry_page, text_page
from drama.files.text import plain

_MANIFEST, _ENTRY = "publication.json", "index.html"


def write_w3c(path: Path, files: Sequence[EpisodeFile]) -> None:
    """Write an audiobook as a package. Raises WriteError for a file of sound that cannot be read."""
    book = book_of(files)
    with ArchiveWriter(path) as package:
        add_text(package, _MANIFEST, json.dumps(manifest(book), ensure_ascii=False, indent=1) + "\n")
        add_text(package, _ENTRY, entry_page(book, manifest=_MANIFEST))
        add_content(package, book)


def add_text(package: ArchiveWriter, name: str, text: str) -> None:
    """Add a text as UTF-8."""
    package.add(name, text.encode("utf-8", "replace"))


def add_content(package: ArchiveWriter, book: Book) -> None:
    """Add what both packages hold beside their manifests: cover, words, captions, sound.

    Text is compressed; images and sound are as they are, for they are small already and players seek in them (LPF, 3).
    """
    if book.cover:
        package.add(book.cover_href, book.cover, is_packed=False)
    for part in book.parts:
        add_text(package, part.text_href, text_page(book, part))
        add_text(package, part.captions_href, vtt(part.programme))
    for part in book.parts:
        package.add_file(part.href, part.audio)


def manifest(book: Book) -> dict[str, Any]:
    """Return the manifest (W3C Publication Manifest, in the profile of Audiobooks, 5).

    What is recommended there and is not known is left out: no address, for it is a file; no dates, for the same episode
    gives the same bytes and a year is no date; not whether it is abridged.
    """
    stated = book.metadata
    said = {
        "author": book.author,
        "readBy": book.narrator,
        "publisher": plain(stated.publisher or ""),
        "description": plain(stated.description or ""),
    }
    return {
        "@context": ["https://schema.org", "https://www.w3.org/ns/pub-context", {"language": book.language}],
        "conformsTo": "https://www.w3.org/TR/audiobooks/",
        "type": "Audiobook",
        "id": book.identifier,
        "name": book.title,
        **{name: text for name, text in said.items() if text},
        "inLanguage": book.language,
        "readingProgression": "ltr",
        "duration": duration(book.ms),
        "accessMode": ["auditory", "textual"],
        "accessModeSufficient": [{"type": "ItemList", "itemListElement": [mode]} for mode in ("auditory", "textual")],
        "accessibilityFeature": ["captions", "tableOfContents", "transcript"],
        "accessibilityHazard": ["none"],
        "accessibilitySummary": "All that is spoken is here to read too, and as captions with their times.",
        "readingOrder": [_sound(part) for part in book.parts],
        "resources": [*_resources(book)],
    }


def duration(ms: int) -> str:
    """Return a duration (ISO 8601, as Publication Manifest, 2.6.2, has it)."""
    return f"PT{seconds_text(ms)}S"


def _sound(part: Part) -> dict[str, Any]:
    return {
        "type": "LinkedResource",
        "url": part.href,
        "encodingFormat": part.media_type,
        "name": part.title,
        "duration": duration(part.ms),
        "alternate": [{"type": "LinkedResource", "url": part.text_href, "encodingFormat": "text/html"}],
    }


def _resources(book: Book) -> Sequence[dict[str, Any]]:
    found = [_resource(_ENTRY, "text/html", rel="contents")]
    if book.cover:
        found.append(_resource(book.cover_href, book.cover_type, rel="cover", name=f"The cover of {book.title}"))
    for part in book.parts:
        found.append(_resource(part.text_href, "text/html", name=part.title))
        found.append(_resource(part.captions_href, "text/vtt", name=part.title))
    return found


def _resource(url: str, media_type: str, **said: str) -> dict[str, Any]:
    return {"type": "LinkedResource", "url": url, "encodingFormat": media_type, **said}
