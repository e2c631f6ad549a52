"""The manifest in the tags of an episode: what the tags are called, and reading them from any audio file.

Two tags: :data:`MANIFEST`, the manifest as compact JSON in ASCII, and :data:`SOUND`, the digest of the sound beside it.
MP3: TXXX frames of these names; MP4: ``----:com.apple.iTunes`` atoms; FLAC and Opus: Vorbis comments. A WAV has none:
its INFO list has a fixed set of names, all of which players show.
"""

# mypy: disallow-untyped-calls=False
# mutagen 1.48 annotates a few of its functions and leaves the rest untyped.

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import mutagen

from drama.encoders.sound_digest import sound_digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from drama.encoders.base import Tags

MANIFEST = "DRAMA_MANIFEST"
SOUND = "DRAMA_SOUND"
SOUND_DIGEST = "sha256:"
"""What the digest of the sound begins with."""
NO_SOUND_YET = "0" * 64
"""Stands for a digest that is not known while the file is written."""
_KEYS = "TXXX:{}", "----:com.apple.iTunes:{}", "{}"
"""How mutagen calls a tag in ID3, in an MP4, and as a Vorbis comment."""


def manifest_tags(tags: Tags) -> Iterator[tuple[str, str]]:
    """Yield the tags of a manifest, name and text; none where there is no manifest."""
    if tags.manifest:
        yield MANIFEST, tags.manifest
        yield SOUND, SOUND_DIGEST + tags.sound


def with_sound(tags: Tags, path: Path, suffix: str) -> Tags:
    """Return tags with the digest of the sound in a file that is not tagged yet, where they have a manifest."""
    return replace(tags, sound=sound_digest(path, suffix)) if tags.manifest else tags


def read_manifest_tags(path: Path) -> tuple[str, str]:
    """Return the manifest and the digest of the sound that the tags of an audio file hold, each empty for none.

    What is no audio file, or has damaged tags, holds none.
    """
    try:
        file: Any = mutagen.File(path)
        tags = None if file is None else file.tags
        return (_read(tags, MANIFEST), _read(tags, SOUND).removeprefix(SOUND_DIGEST)) if tags else ("", "")
    except Exception:
        return "", ""


def _read(tags: Any, name: str) -> str:  # noqa: ANN401 - mutagen's, of any kind
    for key in _KEYS:
        try:
            found = tags.get(key.format(name))
        except (ValueError, KeyError):  # a Vorbis comment's name has no colon
            continue
        if found:
            first = found[0] if isinstance(found, list) else found.text[0]
            return first.decode("ascii", "replace") if isinstance(first, bytes) else str(first)
    return ""
