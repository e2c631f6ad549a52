"""The archive of a book, written member by member: the same bytes from the same parts (EPUB 3.3, section 4.3)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from drama.errors import WriteError

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first date a zip can hold: of every member, so that the same book has the same bytes."""
_UNIX = 3
_MODE = 0o100644 << 16
_BLOCK_BYTES = 1024 * 1024
_MIME_TYPE = b"application/epub+zip"
CONTAINER = "META-INF/container.xml"


class BookWriter:
    """Writes an EPUB: its media type first and as it is, then what is added. A context manager."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self._names: set[str] = set()

    def __enter__(self) -> Self:
        self.add("mimetype", _MIME_TYPE, is_packed=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def add(self, name: str, data: bytes, *, is_packed: bool = True) -> None:
        """Add a member."""
        self.add_blocks(name, (data,), size=len(data), is_packed=is_packed)

    def add_blocks(self, name: str, blocks: Iterable[bytes], *, size: int, is_packed: bool) -> None:
        """Add a member whose bytes come in blocks, so that none of them need all be in memory; ``size`` is about it."""
        info = zipfile.ZipInfo(name, _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED
        info.create_system, info.external_attr, info.file_size = _UNIX, _MODE, size
        self._names.add(name)
        with self._zip.open(info, "w") as member:
            for block in blocks:
                member.write(block)

    def add_file(self, name: str, path: Path) -> None:
        """Add a file as it is; raises WriteError where it cannot be read."""
        try:
            with path.open("rb") as file:
                size = path.stat().st_size
                self.add_blocks(name, iter(lambda: file.read(_BLOCK_BYTES), b""), size=size, is_packed=False)
        except FileNotFoundError as problem:
            raise WriteError(f"{path} is gone, and the book is made of it") from problem

    def __contains__(self, name: str) -> bool:
        return name in self._names


def is_safe(name: str) -> bool:
    """Tell whether a member's name stays inside the folder that somebody unpacks the archive into."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and not any(c in name for c in "\\\0:")
