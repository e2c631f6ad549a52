"""Readium's audiobook profile of its Web Publication Manifest, packaged: ``.audiobook``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from drama.exports.archive_writer import ArchiveWriter
from drama.exports.base import EpisodeFile
from drama.exports.packages.book import Book, Part, book_of
from drama.exports.packages.w3c import add_content, add_text
from drama.files.text import plain

_MANIFEST = "manifest.json"


def write_readium(path: Path, files: Sequence[EpisodeFile]) -> None:
    """Write an audiobook as a package. Raises WriteError for a file of sound that cannot be read."""
    book = book_of(files)
    with ArchiveWriter(path) as package:
        add_text(package, _MANIFEST, json.dumps(manifest(book), ensure_ascii=False, indent=1) + "\n")
        add_content(package, book)


def manifest(book: Book) -> dict[str, Any]:
    """Return the manifest (Readium, "Audiobook Profile"). It has no link to itself, for it is a file and not online."""
    return {
        "@context": "https://readium.org/webpub-manifest/context.jsonld",
        "metadata": _metadata(book),
        "links": [],
        "readingOrder": [_sound(part) for part in book.parts],
        "resources": list(_resources(book)),
        "toc": [{"href": entry.href, "title": entry.title} for part in book.parts for entry in part.entries],
    }


def _metadata(book: Book) -> dict[str, Any]:
    stated = book.metadata
    said = {
        "subtitle": plain(stated.subtitle or ""),
        "author": book.author,
        "narrator": book.narrator,
        "publisher": plain(stated.publisher or ""),
        "description": plain(stated.description or ""),
    }
    known: dict[str, Any] = {name: text for name, text in said.items() if text}
    if series := plain(stated.series or ""):
        known["belongsTo"] = {"series": {"name": series, **_position(stated.part or "")}}
    return {
        "@type": "http://schema.org/Audiobook",
        "conformsTo": "https://readium.org/webpub-manifest/profiles/audiobook",
        "identifier": book.identifier,
        "title": book.title,
        **known,
        "language": book.language,
        "duration": book.ms / 1000,
        "accessibility": {
            "accessMode": ["auditory", "textual"],
            "accessModeSufficient": ["auditory", "textual"],
            "feature": ["captions", "tableOfContents", "transcript"],
            "hazard": ["none"],
        },
    }


def _position(part: str) -> dict[str, float]:
    with suppress(ValueError):
        number = float(part)
        return {"position": int(number) if number.is_integer() else number}
    return {}


def _sound(part: Part) -> dict[str, Any]:
    """Return the link to a file of sound: without a fragment, with its duration in seconds, its rate in kbit/s."""
    return {
        "href": part.href,
        "type": part.media_type,
        "title": part.title,
        "duration": part.ms / 1000,
        **({"bitrate": part.bit_rate_kbps} if part.bit_rate_kbps else {}),
    }


def _resources(book: Book) -> Iterator[dict[str, Any]]:
    if book.cover:
        yield {"href": book.cover_href, "type": book.cover_type, "rel": "cover"}
    for part in book.parts:
        yield {"href": part.text_href, "type": "text/html", "title": part.title}
        yield {"href": part.captions_href, "type": "text/vtt", "title": part.title}
