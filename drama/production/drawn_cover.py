"""The cover that is drawn for an episode that brings none, kept so that it is drawn once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from drama.exports.cover import SIZES
from drama.exports.palette import cast_palette
from drama.exports.programme import NARRATOR, CastMember
from drama.files.store_folder import default_folder
from drama.recording.blob_store import CacheStore

_REVISION = 2
"""Counts changes of how covers are drawn."""


def drawn_cover(title: str, author: str, cast: Sequence[CastMember], *, size: int = SIZES[0]) -> bytes:
    """Return a cover as JPEG, of ``size`` pixels a side: the same for the same title, author and cast."""
    palette = cast_palette(tuple(cast))
    waves = [(palette[member.name].fill, member.lines) for member in cast if member.name != NARRATOR]
    shaping = (_REVISION, title, author, waves, *((size,) if size != SIZES[0] else ()))
    key = hashlib.sha256(repr(shaping).encode("utf-8", "replace")).hexdigest()
    store = CacheStore(default_folder(), "covers")
    if (kept := store.get(key)) is not None:
        return kept
    from drama.exports.cover import draw_cover  # noqa: PLC0415 (Pillow)

    cover = draw_cover(title, author, waves, size=size)
    store.put(key, cover)
    return cover
