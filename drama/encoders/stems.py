"""Stems: speech, music and effects, and each character as a WAV of its own, for mixing anew."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from drama.encoders.wav_flac import refused, write_whole
from drama.errors import WriteError
from drama.files.atomic import Place, staged
from drama.model import FRAME_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from drama.encoders.base import OnProgress

_SAMPLE_BYTES = 3
_RF64_BYTES = (1 << 32) - (1 << 20)
"""Data from which on a WAV is RF64 (EBU Tech 3306): sizes in WAV have 32 bits; a MiB is left for the rest."""
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
    on_progress: OnProgress | None = None,
    place: Place = staged,
) -> tuple[Path, ...]:
    """Write a WAV of 24 bits for every name into a folder, all of them or none, and return their paths.

    ``blocks`` hold the sound of each name, shape (frames, channels), full scale 1.0, block after block; ``frames``
    says how long each block is, and a stem without sound in one is silent there. So every stem is as long as the
    episode, and memory holds one block. Stems of these names in the folder are replaced, each by ``place``; nothing
    else in it is touched. Raises :class:`WriteError` where the folder cannot be written to.
    """
    paths = {name: folder / file for name, file in stem_files(names).items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{folder}: cannot write stems there: {error.strerror or error}") from error
    with ExitStack() as stack, refused(folder):
        temporary = {name: stack.enter_context(place(path)) for name, path in paths.items()}
        _fill(temporary, paths, blocks, frames=frames, channels=channels, on_progress=on_progress)
        for name, path in paths.items():
            if soundfile.info(temporary[name]).frames != sum(frames):
                raise WriteError(f"{path}: the disk took only a part of the stem; is it full?")
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
    paths: Mapping[str, Path],
    blocks: Iterable[Mapping[str, NDArray[np.float32]]],
    *,
    frames: Sequence[int],
    channels: int,
    on_progress: OnProgress | None,
) -> None:
    container = "WAV" if sum(frames) * channels * _SAMPLE_BYTES < _RF64_BYTES else "RF64"
    done = 0
    with ExitStack() as stack:
        opened = {
            name: stack.enter_context(
                soundfile.SoundFile(
                    file, "w", samplerate=FRAME_RATE, channels=channels, subtype="PCM_24", format=container
                )
            )
            for name, file in temporary.items()
        }
        for block, length in zip(blocks, frames, strict=True):
            silent = np.zeros((length, channels), np.float32)
            for name, file in opened.items():
                write_whole(file, block.get(name, silent), path=paths[name])
            done += length
            if on_progress:
                on_progress(done)
