"""The archive of a book, written member by member (EPUB 3.3, section 4.3)."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Self

from drama.exports.archive_writer import ArchiveWriter

_MIME_TYPE = b"application/epub+zip"
CONTAINER = "META-INF/container.xml"


class BookWriter(ArchiveWriter):
    """Writes an EPUB: its media type first and as it is, then what is added. A context manager."""

    def __enter__(self) -> Self:
        self.add("mimetype", _MIME_TYPE, is_packed=False)
        return self


def is_safe(name: str) -> bool:
    """Tell whether a member's name stays inside the folder that somebody unpacks the archive into."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and not any(c in name for c in "\\\0:")
