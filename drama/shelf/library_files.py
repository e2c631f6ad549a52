"""The files of a library about a book: ``metadata.json``, ``desc.txt``, ``reader.txt`` and its cover.

``metadata.json`` has the keys that Audiobookshelf writes (``saveMetadataFile`` in ``server/scanner/BookScanner.js``),
and the types it checks when it reads (``server/utils/generators/abmetadataGenerator.js``), both as of August 2026.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from drama.files.images import image_type
from drama.files.text import plain
from drama.model import FRAME_RATE, Track

if TYPE_CHECKING:
    from drama import BookLabel, Episode

_SEVERAL = re.compile(r"\s*[;&]\s*|\s+and\s+")
_OF_A_NAME = re.compile(r"(?:jr|sr|ph\.? ?d|m\.? ?d|esq|[ivx]+)\.?", re.IGNORECASE)
"""What stands behind a comma and is no other person."""
_SEQUENCE = re.compile(r" #[^#\s]+$")
"""What Audiobookshelf takes for the number of a volume at the end of a series' name (``parseSeriesString.js``)."""


def library_files(label: BookLabel, episode: Episode) -> Mapping[str, bytes]:
    """Return the files that tell a library of a book, by name, in the order of their names."""
    files = {"metadata.json": metadata_json(label, episode.tracks).encode()}
    if label.metadata.description:
        files["desc.txt"] = f"{label.metadata.description.strip()}\n".encode("utf-8", "replace")
    if narrator := plain(label.metadata.narrator or ""):
        files["reader.txt"] = f"{narrator}\n".encode()
    if label.cover is not None:
        files["cover.jpg" if image_type(label.cover) == "image/jpeg" else "cover.png"] = label.cover
    return dict(sorted(files.items()))


def metadata_json(label: BookLabel, tracks: Sequence[Track]) -> str:
    """Return the metadata of a book as Audiobookshelf keeps it; what is not known is null, or an empty list."""
    said = label.metadata
    document = {
        "tags": [],
        "chapters": list(_chapters(tracks, label.title)),
        "title": plain(label.title),
        "subtitle": plain(said.subtitle or "") or None,
        "authors": people(label.author),
        "narrators": people(said.narrator or ""),
        "series": _series(said.series, said.part),
        "genres": [genre] if (genre := plain(said.genre or "")) else [],
        "publishedYear": said.year or None,
        "publishedDate": None,
        "publisher": plain(said.publisher or "") or None,
        "description": (said.description or "").strip() or None,
        "isbn": None,
        "asin": None,
        "language": said.language or None,
        "explicit": False,
        "abridged": False,
    }
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def people(names: str) -> list[str]:
    """Return the people that a text names, between semicolons, ampersands, "and", or commas.

    With a comma, "Orrin, Nell" is one person: only where all have two names or more are they several.
    """
    found: list[str] = []
    for name in _SEVERAL.split(plain(names)):
        parts = [part.strip() for part in name.split(",") if part.strip()]
        joined: list[str] = []
        for part in parts:
            if joined and _OF_A_NAME.fullmatch(part):
                joined[-1] += f", {part}"
            else:
                joined.append(part)
        found += joined if all(" " in part for part in joined) else [", ".join(parts)]
    return list(dict.fromkeys(filter(None, found)))


def _series(series: str | None, part: str | None) -> list[str]:
    name = plain(series or "")
    if not name:
        return []
    if part:
        return [f"{name} #{part}"]
    # A name that ends like a volume's number would be parted from it: a space that does not break keeps it whole.
    return [_SEQUENCE.sub(lambda match: f"\u00a0{match[0][1:]}", name)]


def _chapters(tracks: Sequence[Track], title: str) -> Iterator[dict[str, object]]:
    """Yield the chapters of a book, in seconds of its files one after the other; no title is empty.

    Of a book in one file they are its marks; of several each file is one. Audiobookshelf drops all chapters where one
    has no title.
    """
    start_frame = 0
    spans: list[tuple[str, int, int]] = []
    for track in tracks:
        marks = [(mark.title, mark.start_frame, mark.end_frame) for mark in track.chapters] if len(tracks) == 1 else []
        whole = [(track.title, 0, track.frames)]
        spans += [(name, start_frame + first, start_frame + end) for name, first, end in marks or whole]
        start_frame += track.frames
    for number, (name, first, end) in enumerate(spans):
        yield {
            "id": number,
            "start": round(first / FRAME_RATE, 3),
            "end": round(end / FRAME_RATE, 3),
            "title": plain(name) or plain(title) or f"Chapter {number + 1}",
        }
