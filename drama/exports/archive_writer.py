"""A zip written member by member, none of which need be in memory: the same bytes from the same parts."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from drama.errors import WriteError

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first date a zip can hold: of every member, so that the same book has the same bytes."""
_UNIX = 3
_MODE = 0o100644 << 16
_BLOCK_BYTES = 1024 * 1024


class ArchiveWriter:
    """Writes an archive. A context manager."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self._names: set[str] = set()

    def __enter__(self) -> Self:
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
