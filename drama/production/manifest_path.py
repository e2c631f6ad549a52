"""Where the manifest of an episode stands."""

import hashlib
import os
from pathlib import Path

MANIFEST_SUFFIX = ".manifest.json"
_MOST_BYTES = 255
"""Bytes of a file's name that every file system in use takes (ext4, APFS, NTFS in UTF-16)."""
_DIGITS = 8


def manifest_path(output: Path) -> Path:
    """Return the manifest's file of an episode, or of an audiobook's folder: beside it, under its name.

    An episode's name that leaves no room for that is cut, and a digest of it tells it from others that begin alike.
    """
    return named_manifest(output.parent, output.stem)


def named_manifest(folder: Path, stem: str) -> Path:
    """Return the manifest's file of what has a name without suffix, in a folder: of an audiobook that of its folder."""
    most = _MOST_BYTES - len(MANIFEST_SUFFIX)
    if len(os.fsencode(stem)) > most:
        digest = hashlib.sha256(os.fsencode(stem)).hexdigest()[:_DIGITS]
        stem = f"{os.fsencode(stem)[: most - _DIGITS - 1].decode('utf-8', 'ignore')}~{digest}"
    return folder / (stem + MANIFEST_SUFFIX)
