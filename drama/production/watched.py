"""Files that somebody may edit while they are in use: whether one has changed, told without reading it each time."""

from __future__ import annotations

import hashlib
import stat
import time
from dataclasses import dataclass
from pathlib import Path

NO_FILE = "there is no file"
"""Stands for the digest of a file that is not there, is none, or is larger than any that is read."""
_SETTLED_NS = 2_000_000_000
"""A file whose times are younger than this when it was read may change once more without a change of its times: they
are as coarse as 2 s on a FAT file system."""

_LARGEST_BYTES = 1 << 30
"""No file that is read here is larger, and most are refused long before; whoever reads it says so."""

_Stamp = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Seen:
    stamp: _Stamp
    read_at_ns: int
    digest: str


class Watched:
    """The digests of files, each read again only where its size or its times are others than they were."""

    def __init__(self) -> None:
        self._seen: dict[Path, _Seen] = {}

    def digest(self, path: Path) -> str:
        """Return the SHA-256 of what stands in a file, in hex; :data:`NO_FILE` for none."""
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST_BYTES:
                return NO_FILE
            stamp = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_dev)
            seen = self._seen.get(path)
            if seen is None or seen.stamp != stamp or max(stamp[:2]) + _SETTLED_NS > seen.read_at_ns:
                now = time.time_ns()
                with path.open("rb") as file:
                    seen = _Seen(stamp, now, hashlib.file_digest(file, "sha256").hexdigest())
                self._seen[path] = seen
        except (OSError, ValueError):  # ValueError: a null byte in the name
            return NO_FILE
        return seen.digest
