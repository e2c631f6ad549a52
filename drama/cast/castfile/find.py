"""Which cast file a story has: its own, that of its folder or series, or the nearest above."""

from __future__ import annotations

import os
from pathlib import Path

from drama.cast.castfile.documents import CAST_FILE
from drama.cast.castfile.series import SERIES_FILE
from drama.files.naming import named_after
from drama.files.paths import is_folder


def story_cast_path(story_path: Path) -> Path:
    """Return ``story.voices.toml`` for ``story.txt``: the cast file that belongs to one story."""
    return named_after(story_path, f".{CAST_FILE}")


def find_cast_file(story_path: Path, voices: Path | None = None, *, has_own: bool = True) -> Path | None:
    """Return the cast file of a story, or None for the packaged default.

    ``voices`` if given; else ``STORY.voices.toml`` beside the story, if it ``has_own``; else the nearest
    ``voices.toml`` or ``series.voices.toml`` in the story's folder, which it may be itself, or above it. A pipe, a
    device or a broken link of one of these names is returned, and refused when read; a folder of that name is ignored.
    """
    if voices is not None:
        return voices
    own = story_cast_path(story_path)
    if has_own and os.path.lexists(own):
        return own
    return shared_cast_path(story_path if is_folder(story_path) else own.parent)


def shared_cast_path(folder: Path) -> Path | None:
    """Return the cast file of the stories in a folder that have none of their own; None for the packaged default."""
    folder = folder.absolute()
    shared = (parent / name for parent in (folder, *folder.parents) for name in (CAST_FILE, SERIES_FILE))
    return next((path for path in shared if os.path.lexists(path) and not is_folder(path)), None)
