"""The user's folders for settings and downloads: $DRAMA_HOME for both, else those of the system."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

HOME = "DRAMA_HOME"


def config_folder() -> Path:
    """Return the folder of the user's settings and measurements."""
    return _named() or Path(platformdirs.user_config_dir("drama", appauthor=False))


def data_folder() -> Path:
    """Return the folder of the user's downloads."""
    return _named() or Path(platformdirs.user_data_dir("drama", appauthor=False))


def _named() -> Path | None:
    path = os.environ.get(HOME)
    return Path(path) if path else None
