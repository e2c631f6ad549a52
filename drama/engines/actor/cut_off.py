"""A sound file that ends before its header says: a copy that was broken off, a disk that was full."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

_WAVE, _AIFF = (b"RIFF", b"WAVE"), (b"FORM", b"AIF")
_MOST_CHUNKS = 1_000


def share_there(path: Path, *, most_bytes: int) -> float:
    """Return how much of the samples that a WAV or AIFF file promises is there: 1.0 for all, and for other formats.

    A program that writes into a pipe cannot know the length and promises some 2 or 4 GB: what is over ``most_bytes``
    says nothing (Multimedia Programming Interface 1.0, "RIFF"; Apple's AIFF 1.3, "SSND").
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        head = file.read(12)
        if head[:4] == _WAVE[0] and head[8:] == _WAVE[1]:
            found = _chunk(file, b"data", size, order="little")
        elif head[:4] == _AIFF[0] and head[8:11] == _AIFF[1]:
            found = _chunk(file, b"SSND", size, order="big")
        else:
            return 1.0
    if found is None:
        return 1.0
    begins, promised = found
    return 1.0 if not 0 < promised <= most_bytes else min(1.0, max(0, size - begins) / promised)


def _chunk(file: BinaryIO, name: bytes, size: int, *, order: str) -> tuple[int, int] | None:
    """Return where the content of a chunk begins, and how long it says it is; None where there is no such chunk."""
    for _ in range(_MOST_CHUNKS):
        head = file.read(8)
        if len(head) < 8:
            return None
        length = int.from_bytes(head[4:], "little" if order == "little" else "big")
        if head[:4] == name:
            return file.tell(), length
        if file.tell() + length > size:
            return None
        file.seek(length + length % 2, os.SEEK_CUR)
    return None
