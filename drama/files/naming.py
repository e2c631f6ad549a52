"""Names of what belongs to a file or a folder: ``tale.voices.toml`` to ``tale.txt``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def named_after(path: Path, ending: str) -> Path:
    """Return a path with ``ending`` in place of a file's suffix, or behind a folder's name.

    ``tale.txt`` and the folder ``tale`` both have ``tale.voices.toml`` beside them.
    """
    is_folder = os.path.isdir(path)  # noqa: PTH112 (Path.is_dir raises for a name that is too long, Python 3.11)
    return path.with_name((path.name if is_folder else path.stem) + ending)
