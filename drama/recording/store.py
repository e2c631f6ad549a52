"""The take store: every recording by a digest of its inputs, with least-recently-used eviction.

The folder looks like this, and nothing else in it is ever touched::

    DRAMA-STORE      the marker: only a folder that has it is cleaned
    README.txt
    takes/ab/ab12….take
    chunks/cd/cd34….blob   encoded chunks
    episodes/….json
    written/….json   records of the files drama wrote elsewhere (:mod:`drama.files.written`); cleaning keeps them
"""

from __future__ import annotations

import contextlib
import math
import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from drama.errors import TakeError
from drama.files.atomic import is_staged_name, sweep
from drama.model import Take, WordTiming
from drama.recording.blob_store import MARKER, BlobStore

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDERS = ("takes", "chunks", "covers", "episodes", "scripts", "speeds", "stretches")
"""The sub-folders of the store; the last held the encoded chunks in 0.1, and is still evicted and cleaned."""
LIMIT_BYTES = 4_000_000_000
"""Default limit of the store's size ($DRAMA_CACHE_GB sets another); the least recently used files are deleted first."""

_OURS = re.compile(r"[0-9a-f]{32,64}\.(take|blob|json)")


class TakeDamaged(TakeError):  # noqa: N818 (the state of the take)
    """A take is missing or damaged; the store has deleted it, so that it is recorded again."""

    def __init__(self, message: str, *, key: str) -> None:
        super().__init__(message)
        self.key = key
        """The key of the take."""


@dataclass(frozen=True, slots=True)
class Info:
    """The content of a store, in numbers."""

    folder: Path
    takes: int
    size_bytes: int
    """Total size: takes, encoded chunks, records of episodes."""
    limit_bytes: int


class TakeStore:
    """All takes under one root folder. Safe for concurrent processes: writes are atomic and idempotent."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._blobs = BlobStore(root, "takes", suffix="take")

    def get(self, key: str) -> Take | None:
        """Return a take without its samples; None if there is none."""
        about = self._blobs.about(key)
        if about is None:
            return None
        try:
            frames, rate = int(about["frames"]), int(about["frame_rate"])  # type: ignore[call-overload]
            loudness, peak = float(about["loudness_lufs"]), float(about["true_peak_dbtp"])  # type: ignore[arg-type]
            energies = tuple(float(energy) for energy in about["energies"])  # type: ignore[attr-defined]
        except (KeyError, TypeError, ValueError, OverflowError):
            return None
        # A figure that is not finite would spoil the level of the line, and of the episode.
        if (
            frames <= 0
            or rate <= 0
            or not all(map(math.isfinite, (loudness, peak, *energies)))
            or min(energies, default=0.0) < 0
        ):
            return None
        return Take(key, frames, rate, loudness, peak, energies)

    def find(self, keys: Iterable[str], *, known: Mapping[str, Take] = MappingProxyType({})) -> dict[str, Take | None]:
        """Return the takes of many keys as :meth:`get` does; of those that are ``known``, only whether they are there.

        One look through the folders tells which are there: looking for each of 8,000 takes in vain took 0.3 s.
        """
        held = self._blobs.keys()
        return {key: (known.get(key) or self.get(key)) if key in held else None for key in keys}

    def samples(self, take: Take) -> NDArray[np.int16]:
        """Return the samples of a take: PCM int16, shape (frames,). Raises :class:`TakeDamaged`."""
        data = self._blobs.get(take.key)
        if data is None or len(data) != 2 * take.frames:
            self._blobs.drop(take.key)
            problem = f"a recording in {self.root} was damaged; render again to record it anew"
            raise TakeDamaged(problem, key=take.key)
        return np.frombuffer(data, np.int16)

    def words(self, key: str) -> tuple[WordTiming, ...]:
        """Return the word timings of a take, in order; empty where the engine gave none."""
        about = self._blobs.about(key) or {}
        try:
            return _words(about.get("words", ()))
        except (TypeError, ValueError, OverflowError):
            return ()

    def put(self, take: Take, samples: NDArray[np.int16], words: Sequence[WordTiming] = ()) -> None:
        """Store a take. Raises :class:`TakeError` if it cannot be written."""
        about = {name: value for name, value in asdict(take).items() if name != "key"}
        if words:
            about["words"] = [astuple(word) for word in words]
        self._blobs.put(take.key, samples.tobytes(), about={**about, "bytes": 2 * take.frames})

    def forget(self, keys: Iterable[str]) -> int:
        """Delete takes by key; return how many there were. Raises :class:`TakeError` if some could not be deleted."""
        dropped = [key for key in keys if self._blobs.drop(key) or self._blobs.path(key).exists()]
        if kept := sum(self._blobs.path(key).exists() for key in dropped):
            raise TakeError(f"{kept} takes in {self.root} could not be removed; may you write there?")
        return len(dropped)

    def info(self) -> Info:
        """Return the number of takes and the size of the store."""
        files = list(_our_files(self.root))
        return Info(
            folder=self.root,
            takes=sum(path.suffix == ".take" for path, _ in files),
            size_bytes=sum(stat.st_size for _, stat in files),
            limit_bytes=limit_bytes(),
        )

    def look_through(self, seconds: float) -> tuple[int, int]:
        """Return how many takes were read within some seconds, and how many of these are damaged; changes none."""
        began, looked, damaged = time.monotonic(), 0, 0
        for key in sorted(self._blobs.keys()):
            if time.monotonic() - began > seconds:
                break
            looked += 1
            damaged += not self._blobs.is_whole(key)
        return looked, damaged

    def trim(self) -> int:
        """Delete the least recently used files until the store is within its limit; return how many."""
        files = sorted(_our_files(self.root), key=lambda file: file[1].st_mtime)
        for folder in {path.parent for path, _ in files if path.suffix == ".part"}:
            sweep(folder)  # staged files of killed processes
        excess = sum(stat.st_size for _, stat in files) - limit_bytes()
        dropped = 0
        for path, stat in files:
            if excess <= 0:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                dropped += 1
            excess -= stat.st_size
        return dropped

    def clean(self) -> int:
        """Delete every file the store has made and nothing else; return how many.

        Raises :class:`TakeError` if the folder lacks the store's marker, or some files could not be deleted.
        """
        if not self.root.exists():
            return 0
        if not (self.root / MARKER).is_file():
            raise TakeError(f"{self.root} is not drama's: it has no file {MARKER}; nothing was removed")
        removed = 0
        for path, _ in list(_our_files(self.root)):
            with contextlib.suppress(OSError):
                path.unlink()
                removed += 1
        for name in FOLDERS:
            folder = self.root / name
            if folder.is_dir() and not folder.is_symlink():
                for inner in [*(child for child in folder.iterdir() if child.is_dir()), folder]:
                    with contextlib.suppress(OSError):
                        inner.rmdir()  # refuses unless empty
        if kept := sum(1 for _ in _our_files(self.root)):
            raise TakeError(f"{kept} files in {self.root} could not be removed; may you write there?")
        return removed


def limit_bytes() -> int:
    """Return the size limit of the store. Raises :class:`TakeError` if $DRAMA_CACHE_GB is not a number."""
    named = os.environ.get("DRAMA_CACHE_GB")
    if not named:
        return LIMIT_BYTES
    with contextlib.suppress(ValueError, OverflowError):
        if (limit := int(float(named) * 1e9)) >= 0:
            return limit
    raise TakeError(f"DRAMA_CACHE_GB is {named!r}; it should be a number of gigabytes such as 4")


def _our_files(root: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield the files the store has made, following no links. Raises :class:`TakeError` if they cannot be listed."""
    todo = [root / name for name in FOLDERS]
    while todo:
        for entry in _entries(todo.pop()):
            if entry.is_dir(follow_symlinks=False) and re.fullmatch("[0-9a-f]{2}", entry.name):
                todo.append(Path(entry.path))
            elif entry.is_file(follow_symlinks=False) and (_OURS.fullmatch(entry.name) or is_staged_name(entry.name)):
                with contextlib.suppress(OSError):
                    yield Path(entry.path), entry.stat(follow_symlinks=False)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return the entries of a folder; empty if it is a link, not a folder, or was deleted meanwhile."""
    try:
        if folder.is_symlink() or not folder.is_dir():
            return []
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return []
    except OSError as problem:
        raise TakeError(f"{folder} cannot be read: {problem.strerror}") from problem


def _words(rows: object) -> tuple[WordTiming, ...]:
    """Return the word timings of a header. Raises TypeError or ValueError if they are invalid."""
    words = tuple(
        WordTiming(int(start), int(end), float(start_s), float(end_s))
        for start, end, start_s, end_s in rows  # type: ignore[attr-defined]
    )
    if not all(0 <= word.start < word.end and 0 <= word.start_s <= word.end_s < math.inf for word in words):
        raise ValueError
    return words
