"""Where the manifest of an episode stands."""

import hashlib
import os
from pathlib import Path

MANIFEST_SUFFIX = ".manifest.json"
BOOK_MANIFEST = f"audiobook{MANIFEST_SUFFIX}"
"""The manifest of an audiobook in chapters: in its folder, so that they stay together whatever that is called."""
_MOST_BYTES = 255
"""Bytes of a file's name that every file system in use takes (ext4, APFS, NTFS in UTF-16)."""
_DIGITS = 8


def manifest_path(output: Path, *, in_chapters: bool = False) -> Path:
    """Return the manifest's file of an episode: beside it, under its name; of an audiobook in chapters in its folder.

    An episode's name that leaves no room for that is cut, and a digest of it tells it from others that begin alike.
    """
    if in_chapters:
        return output.with_suffix("") / BOOK_MANIFEST
    stem = output.stem
    most = _MOST_BYTES - len(MANIFEST_SUFFIX)
    if len(os.fsencode(stem)) > most:
        digest = hashlib.sha256(os.fsencode(stem)).hexdigest()[:_DIGITS]
        stem = f"{os.fsencode(stem)[: most - _DIGITS - 1].decode('utf-8', 'ignore')}~{digest}"
    return output.with_name(stem + MANIFEST_SUFFIX)
