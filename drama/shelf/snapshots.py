"""Files as they were, by their content; and whether they still are, by size and time where these tell enough."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from drama.files.atomic import digest_of
from drama.files.paths import is_folder

ABSENT = -1
"""The size of a file that is not there, but would be read if it were."""
_FOLDER = -2
"""The size of a folder, which counts by the names in it."""
_TICK_NS = 2_000_000_000
"""A file that was written so shortly before it was looked at may have been written to again within the same tick of
its file system's clock (FAT has 2 s)."""


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """A file as it was: by its content, and by what tells cheaply that nobody has written to it since."""

    path: str
    """Absolute of what was read; of what was written relative to the folder of the book, with ``/``."""
    size_bytes: int
    """:data:`ABSENT` of a file that was not there."""
    changed_ns: int
    """Time of the last write; 0 where that would not tell."""
    digest: str
    """BLAKE2b of 16 bytes, in hex; empty of what was not there."""


def snapshot(path: Path, *, called: str = "", is_ours: bool = False) -> RecordedFile:
    """Return a file as it is now; ``is_ours`` of one that was written just now, and that nobody else writes to.

    Raises OSError where it is there and cannot be read.
    """
    name = called or str(path)
    if is_folder(path):
        return RecordedFile(name, _FOLDER, 0, _digest_of_names(path))
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return RecordedFile(name, ABSENT, 0, "")
    is_settled = is_ours or time.time_ns() - status.st_mtime_ns > _TICK_NS
    return RecordedFile(name, status.st_size, status.st_mtime_ns if is_settled else 0, digest_of(path))


def snapshots(paths: Iterable[Path]) -> tuple[RecordedFile, ...]:
    """Return files as they are now, in the order of their paths."""
    return tuple(snapshot(path) for path in sorted(set(paths), key=str))


def is_as_it_was(path: Path, recorded: RecordedFile) -> bool:
    """Tell whether a file is as it was; its content is read only where size and time do not tell."""
    if recorded.size_bytes == _FOLDER or is_folder(path):
        return is_folder(path) and _digest_of_names(path) == recorded.digest
    try:
        status = path.stat()
    except OSError:
        return recorded.size_bytes == ABSENT
    if status.st_size != recorded.size_bytes:
        return False
    if recorded.changed_ns and status.st_mtime_ns == recorded.changed_ns:
        return True
    try:
        return digest_of(path) == recorded.digest
    except OSError:
        return False


def _digest_of_names(folder: Path) -> str:
    told = hashlib.blake2b(digest_size=16)
    for inside, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            told.update(os.path.relpath(os.path.join(inside, name), folder).encode("utf-8", "surrogateescape") + b"\0")  # noqa: PTH118
    return told.hexdigest()


def digest_now(path: Path) -> str:
    """Return the digest of a file; empty where there is none that can be read."""
    try:
        return digest_of(path)
    except OSError:
        return ""
