"""Where recordings are kept and episodes go: space, permissions, size, damaged files. Nothing that is written stays."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from drama.files.store_folder import default_folder
from drama.model import Area, Finding, Health
from drama.recording.blob_store import MARKER
from drama.recording.store import TakeStore, limit_bytes

_LOOK_S = 1.0
"""So long takes are looked through for damaged ones."""
_SCARCE_BYTES, _FULL_BYTES = 1_000_000_000, 20_000_000
"""Ten hours of speech take 0.6 GB as an MP3 and as much again in the store; below the second not a scene fits."""


def checks(output: Path) -> Iterator[tuple[Finding, Callable[[], Iterable[Finding]]]]:
    """Yield the checks of the store, and of the folder that episodes go to."""
    yield Finding(Area.FILES, "recordings", Health.POOR), _store
    yield Finding(Area.FILES, "takes", Health.POOR), _takes
    yield Finding(Area.FILES, "episodes", Health.BROKEN, is_needed=True), partial(_output, output)


def _store() -> Iterator[Finding]:
    """Yield how the folder of the store is: a render does without, and records every line anew."""
    root = default_folder()
    there = _nearest(root)
    if root.exists() and not root.is_dir():
        about = f"{root} is no folder; recordings are not kept"
        yield Finding(Area.FILES, "recordings", Health.POOR, about, "set DRAMA_CACHE to a folder")
        return
    if not _takes_files(there):
        about = f"{root} takes no files; recordings are not kept"
        yield Finding(Area.FILES, "recordings", Health.POOR, about, "set DRAMA_CACHE to a folder that can be written")
        return
    if root.is_dir() and any(root.iterdir()) and not (root / MARKER).is_file():
        about = f"{root} holds files of others beside recordings"
        yield Finding(Area.FILES, "recordings", Health.POOR, about, "set DRAMA_CACHE to a folder of drama's own")
    elif os.name == "posix" and root.is_dir() and root.stat().st_mode & stat.S_IWOTH:
        about = f"anybody on this machine may write into {root}"
        yield Finding(Area.FILES, "recordings", Health.POOR, about, f"chmod o-w {root}")
    else:
        yield Finding(Area.FILES, "recordings", Health.OK, f"in {root}")
    yield _space("space for recordings", there, is_needed=False)


def _takes() -> Iterator[Finding]:
    """Yield how much is recorded, of what limit, and how many takes are damaged: they are recorded anew when met."""
    store = TakeStore(default_folder())
    held, limit = store.info(), limit_bytes()
    looked, damaged = store.look_through(_LOOK_S)
    size = f"{held.takes:,} in {held.size_bytes / 1e6:,.1f} MB of {limit / 1e9:,.1f} GB"
    seen = "" if looked == held.takes else f" ({looked:,} looked at)"
    if damaged:
        about = f"{size}; {damaged:,} damaged{seen}: the next render that needs them records them anew"
        yield Finding(Area.FILES, "takes", Health.POOR, about)
    else:
        yield Finding(Area.FILES, "takes", Health.OK, f"{size}; none damaged{seen}")


def _output(folder: Path) -> Iterator[Finding]:
    there = _nearest(folder)
    if not there.is_dir():
        about, remedy = f"{there} is a file, not a folder", "name a folder"
        yield Finding(Area.FILES, "episodes", Health.BROKEN, about, remedy, is_needed=True)
    elif not _takes_files(there):
        about = f"{there.resolve()} takes no files"
        yield Finding(Area.FILES, "episodes", Health.BROKEN, about, "write elsewhere: -o FILE", is_needed=True)
    else:
        is_there = folder.is_dir()
        absent = "is not there yet, and can be made: drama shelf does, drama render wants it made first"
        about = f"{folder.resolve()} {'takes files' if is_there else absent}"
        yield Finding(Area.FILES, "episodes", Health.OK, about, is_needed=True)
        yield _space("space for episodes", there, is_needed=True)


def _takes_files(folder: Path) -> bool:
    """Tell whether files can be made in a folder, by a file that is gone at once: permissions alone do not tell.

    To root, and in /proc, they promise what is refused.
    """
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _space(what: str, folder: Path, *, is_needed: bool) -> Finding:
    free = shutil.disk_usage(folder).free
    health = Health.OK if free >= _SCARCE_BYTES else Health.POOR
    if free < _FULL_BYTES and is_needed:
        health = Health.BROKEN
    remedy = "" if health is Health.OK else "free some room"
    return Finding(Area.FILES, what, health, f"{free / 1e9:,.1f} GB are free", remedy, is_needed=is_needed)


def _nearest(path: Path) -> Path:
    """Return a folder, or the nearest above it that is there."""
    return next(folder for folder in (path.absolute(), *path.absolute().parents) if folder.exists())
