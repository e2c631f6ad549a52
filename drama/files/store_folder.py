"""Where the store of recordings stands: the folder of drama's own on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import platformdirs

_FOLDER: ContextVar[Path | None] = ContextVar("store", default=None)


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Use another folder as the store within the block."""
    token = _FOLDER.set(folder)
    try:
        yield
    finally:
        _FOLDER.reset(token)


def default_folder() -> Path:
    """Return the folder of the store: that of :func:`kept_in`, else $DRAMA_CACHE, else the user's cache folder."""
    if (folder := _FOLDER.get()) is not None:
        return folder
    named = os.environ.get("DRAMA_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("drama", appauthor=False))
