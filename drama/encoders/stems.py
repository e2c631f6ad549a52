"""Stems: speech, music and effects, and each character as a Broadcast Wave of its own, for mixing anew."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from drama.encoders.broadcast_wave import Broadcast, broadcast_wave
from drama.errors import WriteError
from drama.files.atomic import Place, staged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from drama.encoders.base import OnProgress

_LONGEST_NAME = 80
_LONGEST_BYTES = 160
"""In UTF-8: file systems allow 255, and suffixes such as ``.transcript.json`` follow."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names Windows keeps for devices."""


def write_stems(
    folder: Path,
    names: Sequence[str],
    blocks: Iterable[Mapping[str, NDArray[np.float32]]],
    *,
    frames: Sequence[int],
    channels: int,
    title: str = "",
    time_reference: int = 0,
    on_progress: OnProgress | None = None,
    place: Place = staged,
) -> tuple[Path, ...]:
    """Write a WAV of 24 bits for every name into a folder, all of them or none, and return their paths.

    ``blocks`` hold the sound of each name, shape (frames, channels), full scale 1.0, block after block; ``frames``
    says how long each block is, and a stem without sound in one is silent there. So every stem is as long as the
    episode, and memory holds one block. Each says whose sound it is, of which episode (``title``) and at which frame of
    a longer timeline it begins (``time_reference``). Stems of these names in the folder are replaced, each by
    ``place``; nothing else in it is touched. Raises :class:`WriteError` where the folder cannot be written to.
    """
    paths = {name: folder / file for name, file in stem_files(names).items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{folder}: cannot write stems there: {error.strerror or error}") from error
    with ExitStack() as stack:
        temporary = {name: stack.enter_context(place(path)) for name, path in paths.items()}
        about = {name: Broadcast(name, title, time_reference) for name in paths}
        _fill(temporary, about, blocks, frames=frames, channels=channels, on_progress=on_progress)
    return tuple(paths.values())


def stem_files(names: Sequence[str]) -> dict[str, str]:
    """Return a file name for every name: safe on every system, inside its folder, and no two alike."""
    files: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        plain = re.sub(r"\s*[:|/]\s+", " - ", unicodedata.normalize("NFC", name))
        stem = re.sub(r"[^\w .,'()&+-]", "_", plain).strip(" .")[:_LONGEST_NAME]
        stem = stem.encode()[:_LONGEST_BYTES].decode("utf-8", "ignore").strip(" .") or "_"
        stem = f"_{stem}" if _RESERVED.fullmatch(stem) else stem
        wanted, count = stem, 1
        while wanted.casefold() in taken:
            count += 1
            wanted = f"{stem} ({count})"
        taken.add(wanted.casefold())
        files[name] = f"{wanted}.wav"
    return files


def _fill(
    temporary: Mapping[str, Path],
    about: Mapping[str, Broadcast],
    blocks: Iterable[Mapping[str, NDArray[np.float32]]],
    *,
    frames: Sequence[int],
    channels: int,
    on_progress: OnProgress | None,
) -> None:
    done = 0
    with ExitStack() as stack:
        opened = {
            name: stack.enter_context(broadcast_wave(file, about[name], frames=sum(frames), channels=channels))
            for name, file in temporary.items()
        }
        for block, length in zip(blocks, frames, strict=True):
            silent = np.zeros((length, channels), np.float32)
            for name, file in opened.items():
                file.write(block.get(name, silent))
            done += length
            if on_progress:
                on_progress(done)
