"""Where what belongs to a user lies: $DRAMA_HOME for all of it, else the folders the system has for such things."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

HOME = "DRAMA_HOME"


def config_folder() -> Path:
    """Return the folder of what a user has settled or measured."""
    return _named() or Path(platformdirs.user_config_dir("drama", appauthor=False))


def data_folder() -> Path:
    """Return the folder of what a user has fetched."""
    return _named() or Path(platformdirs.user_data_dir("drama", appauthor=False))


def _named() -> Path | None:
    found = os.environ.get(HOME)
    return Path(found) if found else None
