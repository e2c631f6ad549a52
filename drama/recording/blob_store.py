"""Blobs on disk by key: written whole or not at all, checked by digest when read, the last use noted in the file time.

A blob is one file: a fixed head, a JSON header, then the data.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import struct
import time
from functools import cache
from pathlib import Path

from drama.errors import TakeError, WriteError
from drama.files.atomic import staged

MARKER = "DRAMA-STORE"

_README = """This folder is drama's store of recordings. It can be deleted: what is missing is recorded again, and
drama asks once for --force where it would replace an episode it then no longer knows as its own.
`drama takes clean` empties it, `drama takes info` says what it holds, $DRAMA_CACHE puts it elsewhere.
"""
_MAGIC = b"DRAMA\x01"
_HEAD = struct.Struct("<6sI16s")
"""Magic, length of the JSON header, digest of the header; then header, then data."""
_FRESH_S = 86_400
_PREFIX = 2
"""Digits of a key that name the folder of its blob."""


class BlobStore:
    """Bytes by key, in one sub-folder of the store: written atomically, checked when read."""

    def __init__(self, root: Path, name: str, *, suffix: str = "blob") -> None:
        self._root = root
        self.folder = root / name
        self._suffix = suffix

    def path(self, key: str) -> Path:
        """Return the path of the blob of a key (hex digits)."""
        return self.folder / key[:_PREFIX] / f"{key}.{self._suffix}"

    def keys(self) -> frozenset[str]:
        """Return the keys of all blobs there are, whole or damaged."""
        found: set[str] = set()
        end = f".{self._suffix}"
        for folder in _names(self.folder):
            names = _names(self.folder / folder) if len(folder) == _PREFIX else ()
            found.update(name.removesuffix(end) for name in names if name.endswith(end))
        return frozenset(found)

    def get(self, key: str) -> bytes | None:
        """Return a blob; None if there is none or it is damaged. A damaged one is deleted."""
        try:
            with self.path(key).open("rb") as file:
                header = _read_header(file.read(_HEAD.size), file.read)
                data = file.read()
                used_at = os.fstat(file.fileno()).st_mtime
        except (OSError, ValueError):
            self.drop(key)
            return None
        if _digest(data) != header.get("digest") or header.get("key") != key:
            self.drop(key)
            return None
        _keep_fresh(self.path(key), used_at)
        return data

    def is_whole(self, key: str) -> bool:
        """Return whether there is a blob that is not damaged; unlike :meth:`get` this changes nothing."""
        try:
            with self.path(key).open("rb") as file:
                header = _read_header(file.read(_HEAD.size), file.read)
                return _digest(file.read()) == header.get("digest") and header.get("key") == key
        except (OSError, ValueError):
            return False

    def put(self, key: str, data: bytes, *, about: dict[str, object] | None = None) -> None:
        """Store a blob, ``about`` in its header. Raises :class:`TakeError` if it cannot be written."""
        header = json.dumps({**(about or {}), "key": key, "digest": _digest(data)}).encode()
        head = _HEAD.pack(_MAGIC, len(header), hashlib.blake2b(header, digest_size=16).digest())
        path = self.path(key)
        for is_last in (False, True):
            try:
                make_root(self._root)
                path.parent.mkdir(parents=True, exist_ok=True)
                with staged(path, is_durable=False) as temporary, temporary.open("wb") as file:
                    file.write(head)
                    file.write(header)
                    file.write(data)
            except (OSError, WriteError) as problem:
                cause = problem.__cause__ if isinstance(problem, WriteError) else problem
                if isinstance(cause, FileNotFoundError) and not is_last:
                    continue  # a concurrent `takes clean` removed the folder
                raise TakeError(
                    f"cannot keep recordings in {self._root}: {getattr(cause, 'strerror', cause)}; free some room, or "
                    "set DRAMA_CACHE to a folder that can be written"
                ) from problem
            return

    def about(self, key: str) -> dict[str, object] | None:
        """Return the header of a blob without reading its data; None if there is none or it is damaged."""
        path = self.path(key)
        try:
            with path.open("rb") as file:
                header = _read_header(file.read(_HEAD.size), file.read)
                stat = os.fstat(file.fileno())
                size = stat.st_size - file.tell()
        except (OSError, ValueError):
            return None
        if header.get("bytes", size) != size or header.get("key") != key:
            return None
        _keep_fresh(path, stat.st_mtime)
        return header

    def drop(self, key: str) -> bool:
        """Delete a blob; return whether there was one."""
        try:
            self.path(key).unlink()
        except OSError:
            return False
        return True


class CacheStore(BlobStore):
    """A cache: a blob that cannot be written, as in a read-only store, is no error but a :attr:`complaint`."""

    complaint = ""
    """Why the last blob could not be written; empty if none failed."""

    def put(self, key: str, data: bytes, *, about: dict[str, object] | None = None) -> None:
        """Store a blob if possible."""
        try:
            super().put(key, data, about=about)
        except TakeError as problem:
            self.complaint = str(problem)


def _names(folder: Path) -> list[str]:
    """Return what stands in a folder; nothing if it is none."""
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries]
    except OSError:
        return []


def make_root(root: Path) -> None:
    """Create the folder of a store with its marker and README, unless it exists."""
    marker = root / MARKER
    if not marker.exists():
        root.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError), (root / "README.txt").open("x", encoding="utf-8") as file:
            file.write(_README)
        marker.write_text("drama keeps its recordings here\n", encoding="utf-8")


def _read_header(head: bytes, read: object) -> dict[str, object]:
    """Return the JSON header that follows a head. Raises ValueError if either is damaged."""
    if len(head) != _HEAD.size:
        raise ValueError
    magic, length, digest = _HEAD.unpack(head)
    if magic != _MAGIC or length > 1 << 24:
        raise ValueError
    header = read(length)  # type: ignore[operator]
    if hashlib.blake2b(header, digest_size=16).digest() != digest:
        raise ValueError
    try:
        about = json.loads(header, parse_float=shared_float)
    except RecursionError:
        raise ValueError from None
    if not isinstance(about, dict):
        raise ValueError  # noqa: TRY004 (damaged, like the rest)
    return about


@cache
def shared_float(digits: str) -> float:
    """Return a float, interned: the same object for the same digits.

    So the 360,000 energies of ten hours, given to three digits, take 3 MB instead of 11 MB.
    """
    return float(digits)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _keep_fresh(path: Path, used_at: float) -> None:
    """Update the modification time of a file last used at ``used_at`` (seconds since 1970), at most once a day."""
    now = time.time()
    if now - used_at > _FRESH_S:
        with contextlib.suppress(OSError):
            os.utime(path, (now, now))
