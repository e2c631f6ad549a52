"""What tells one installation of drama from another: results kept on disk are those of the program that made them."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from functools import cache
from pathlib import Path

from drama.version import __version__

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def installation_digest() -> str:
    """Return a digest of drama's version, its files, Python's version, and what is installed beside it.

    Files count by their names, sizes and times, which takes some milliseconds; reading them all would take a hundred.
    Whatever is installed or upgraded changes the time of the folder of packages.
    """
    told = hashlib.blake2b(f"{__version__} {sys.version} {_PACKAGE}".encode("utf-8", "surrogateescape"), digest_size=16)
    for name in sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}):
        told.update(f"{name} {_changed_ns(name)}".encode("utf-8", "surrogateescape"))
    for folder, folders, names in os.walk(_PACKAGE):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            status = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 (half the time)
            told.update(f"{folder}/{name} {status.st_size} {status.st_mtime_ns}".encode("utf-8", "surrogateescape"))
    return told.hexdigest()


def _changed_ns(folder: str) -> int:
    path = Path(folder)
    return path.stat().st_mtime_ns if path.is_dir() else 0
