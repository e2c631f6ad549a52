"""Names of what belongs to a file or a folder: ``tale.voices.toml`` to ``tale.txt``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

from drama.files.paths import is_folder


def named_after(path: Path, ending: str) -> Path:
    """Return a path with ``ending`` in place of a file's suffix, or behind a folder's name.

    ``tale.txt`` and the folder ``tale`` both have ``tale.voices.toml`` beside them.
    """
    return path.with_name((path.name if is_folder(path) else path.stem) + ending)
