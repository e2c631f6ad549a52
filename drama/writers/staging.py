"""Files that appear whole or not at all."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import secrets
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from drama.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LEFTOVER_AGE_S = 3600.0
"""A staged file nothing was written to for so long belongs to a render that was killed, on whatever machine."""

_HERE = hashlib.sha256(platform.node().encode()).hexdigest()[:8]
"""This machine, in the names of staged files: whether a process still runs can be asked only here."""


@contextmanager
def staged(path: Path) -> Iterator[Path]:
    """Yield a new, empty, hidden file beside ``path`` that takes its place when the block ends well.

    It is flushed to the disk before the renaming, so that after a power cut either the old file or the new one is
    there. When the block fails in any way it is removed, and ``path`` is as it was. A link is followed: the file it
    points to is replaced. What killed renders left here for this file is swept away.

    Raises WriteError for every failure of the file system in the block or of the renaming.
    """
    target = path.resolve()
    stem = f".{target.name[:100]}."
    _sweep(target.parent, stem)
    temporary = target.parent / f"{stem}{_HERE}-{os.getpid()}-{secrets.token_hex(4)}.part"
    try:
        temporary.touch(exist_ok=False)
        try:
            yield temporary
            _flush(temporary)
            temporary.replace(target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        _flush_folder(target.parent)
    except OSError as error:
        elsewhere = f" ({error.filename})" if error.filename not in (None, str(temporary)) else ""
        raise WriteError(f"{path}: cannot write the episode: {error.strerror or error}{elsewhere}") from error


def _sweep(folder: Path, stem: str) -> None:
    with suppress(OSError):
        for entry in folder.iterdir():
            if entry.name.startswith(stem) and entry.suffix == ".part":
                with suppress(OSError):
                    if _was_killed(entry.name) or time.time() - entry.stat().st_mtime > _LEFTOVER_AGE_S:
                        entry.unlink()


def _was_killed(name: str) -> bool:
    """Tell whether a staged file belongs to a process of this machine that is no more."""
    found = re.search(rf"\.{_HERE}-(\d+)-[0-9a-f]+\.part$", name)
    if found is None or os.name != "posix":
        return False
    try:
        os.kill(int(found[1]), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _flush(file: Path) -> None:
    with file.open("r+b") as handle:
        os.fsync(handle.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the renaming itself last; Windows has no such call and needs none."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
