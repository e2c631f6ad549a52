"""The take store: everything recorded, kept by what it is made of; also keeps other blobs the same way.

A folder looks like this, and nothing else in it is ever touched::

    DRAMA-STORE      the marker: only a folder that carries it is cleaned
    README.txt
    takes/ab/ab12….take
    stretches/cd/cd34….blob
    episodes/….json
    written/….json   what drama wrote elsewhere (:mod:`drama.files.written`); cleaning leaves it
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import re
import struct
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, astuple, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import platformdirs

from drama.errors import TakeError, WriteError
from drama.files.atomic import is_staged_name, staged, sweep
from drama.model import Take, WordTiming

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDERS = ("takes", "stretches", "covers", "episodes", "speeds")
"""The sub-folders of the store."""
MARKER = "DRAMA-STORE"
LIMIT_BYTES = 4_000_000_000
"""What the store may hold, unless $DRAMA_CACHE_GB says otherwise; least recently used goes first."""

_README = """This folder is drama's store of recordings. It can be deleted: what is missing is recorded again, and
drama asks once for --force where it would replace an episode it then no longer knows as its own.
`drama takes clean` empties it, `drama takes info` says what it holds, $DRAMA_CACHE puts it elsewhere.
"""
_MAGIC = b"DRAMA\x01"
_HEAD = struct.Struct("<6sI16s")
"""Magic, length of the JSON header, digest of the header; then header, then data."""
_FRESH_S = 86_400
_OURS = re.compile(r"[0-9a-f]{32,64}\.(take|blob|json)")


class TakeDamaged(TakeError):  # noqa: N818 (what the take is)
    """A take is gone or is not what was written; the store has dropped it, so that it is recorded again."""

    def __init__(self, message: str, *, key: str) -> None:
        super().__init__(message)
        self.key = key
        """The take's."""


_FOLDER: ContextVar[Path | None] = ContextVar("store", default=None)


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Keep takes in another folder within the block."""
    token = _FOLDER.set(folder)
    try:
        yield
    finally:
        _FOLDER.reset(token)


def default_folder() -> Path:
    """Return where takes are kept: what :func:`kept_in` says, $DRAMA_CACHE, else the user's cache folder."""
    if (folder := _FOLDER.get()) is not None:
        return folder
    named = os.environ.get("DRAMA_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("drama", appauthor=False))


@dataclass(frozen=True, slots=True)
class Info:
    """What a store holds."""

    folder: Path
    takes: int
    size_bytes: int
    """All of it: takes, encoded stretches, the records of episodes."""
    limit_bytes: int


class BlobStore:
    """Bytes by key, in one sub-folder of the store: written whole or not at all, checked when read."""

    def __init__(self, root: Path, name: str, *, suffix: str = "blob") -> None:
        self._root = root
        self.folder = root / name
        self._suffix = suffix

    def path(self, key: str) -> Path:
        """Return where the blob of a key (hex digits) lies."""
        return self.folder / key[:2] / f"{key}.{self._suffix}"

    def get(self, key: str) -> bytes | None:
        """Return a blob, or None if there is none or it is damaged; a damaged one is dropped."""
        try:
            with self.path(key).open("rb") as file:
                header = _read_header(file.read(_HEAD.size), file.read)
                data = file.read()
                used_at = os.fstat(file.fileno()).st_mtime
        except (OSError, ValueError):
            self.drop(key)
            return None
        if _digest(data) != header.get("digest") or header.get("key") != key:
            self.drop(key)
            return None
        _keep_fresh(self.path(key), used_at)
        return data

    def put(self, key: str, data: bytes, *, about: dict[str, object] | None = None) -> None:
        """Keep a blob. Raises :class:`TakeError` if it cannot be written."""
        header = json.dumps({**(about or {}), "key": key, "digest": _digest(data)}).encode()
        head = _HEAD.pack(_MAGIC, len(header), hashlib.blake2b(header, digest_size=16).digest())
        path = self.path(key)
        for is_last in (False, True):
            try:
                make_root(self._root)
                path.parent.mkdir(parents=True, exist_ok=True)
                with staged(path, is_durable=False) as temporary, temporary.open("wb") as file:
                    file.write(head)
                    file.write(header)
                    file.write(data)
            except (OSError, WriteError) as problem:
                cause = problem.__cause__ if isinstance(problem, WriteError) else problem
                if isinstance(cause, FileNotFoundError) and not is_last:
                    continue  # a `clean` took the folder away just then
                raise TakeError(
                    f"cannot keep recordings in {self._root}: {getattr(cause, 'strerror', cause)}; free some room, or "
                    "set DRAMA_CACHE to a folder that can be written"
                ) from problem
            return

    def about(self, key: str) -> dict[str, object] | None:
        """Return what was said about a blob when it was put, reading only its head; None if it is not whole."""
        path = self.path(key)
        try:
            with path.open("rb") as file:
                header = _read_header(file.read(_HEAD.size), file.read)
                stat = os.fstat(file.fileno())
                size = stat.st_size - file.tell()
        except (OSError, ValueError):
            return None
        if header.get("bytes", size) != size or header.get("key") != key:
            return None
        _keep_fresh(path, stat.st_mtime)
        return header

    def drop(self, key: str) -> bool:
        """Forget a blob; return whether there was one."""
        try:
            self.path(key).unlink()
        except OSError:
            return False
        return True


class CacheStore(BlobStore):
    """Blobs that only save time: one that cannot be kept, as in a store that is read only, is told of."""

    complaint = ""
    """Why the last one could not be kept."""

    def put(self, key: str, data: bytes, *, about: dict[str, object] | None = None) -> None:
        """Keep a blob if that is possible."""
        try:
            super().put(key, data, about=about)
        except TakeError as problem:
            self.complaint = str(problem)


class TakeStore:
    """All takes under one root folder. Two renders may use it at once: writes are atomic and idempotent."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._blobs = BlobStore(root, "takes", suffix="take")

    def get(self, key: str) -> Take | None:
        """Return what is known of a take, without its samples; None if there is none."""
        about = self._blobs.about(key)
        if about is None:
            return None
        try:
            frames, rate = int(about["frames"]), int(about["frame_rate"])  # type: ignore[call-overload]
            loudness, peak = float(about["loudness_lufs"]), float(about["true_peak_dbtp"])  # type: ignore[arg-type]
            energies = tuple(float(energy) for energy in about["energies"])  # type: ignore[attr-defined]
        except (KeyError, TypeError, ValueError, OverflowError):
            return None
        # One figure that is not finite would go on into the level of the line, and of the episode.
        if (
            frames <= 0
            or rate <= 0
            or not all(map(math.isfinite, (loudness, peak, *energies)))
            or min(energies, default=0.0) < 0
        ):
            return None
        return Take(key, frames, rate, loudness, peak, energies)

    def samples(self, take: Take) -> NDArray[np.int16]:
        """Return the samples of a take: PCM int16, shape (frames,). Raises :class:`TakeDamaged`."""
        data = self._blobs.get(take.key)
        if data is None or len(data) != 2 * take.frames:
            self._blobs.drop(take.key)
            told = f"a recording in {self.root} was damaged; render again to record it anew"
            raise TakeDamaged(told, key=take.key)
        return np.frombuffer(data, np.int16)

    def words(self, key: str) -> tuple[WordTiming, ...]:
        """Return when each word of a take is said, in order; none where the engine did not tell."""
        about = self._blobs.about(key) or {}
        try:
            return _words(about.get("words", ()))
        except (TypeError, ValueError, OverflowError):
            return ()

    def put(self, take: Take, samples: NDArray[np.int16], words: Sequence[WordTiming] = ()) -> None:
        """Keep a take. Raises :class:`TakeError` if it cannot be written."""
        about = {name: value for name, value in asdict(take).items() if name != "key"}
        if words:
            about["words"] = [astuple(word) for word in words]
        self._blobs.put(take.key, samples.tobytes(), about={**about, "bytes": 2 * take.frames})

    def forget(self, keys: Iterable[str]) -> int:
        """Drop takes by key; return how many there were. Raises :class:`TakeError` for those that stay."""
        dropped = [key for key in keys if self._blobs.drop(key) or self._blobs.path(key).exists()]
        if kept := sum(self._blobs.path(key).exists() for key in dropped):
            raise TakeError(f"{kept} takes in {self.root} could not be removed; may you write there?")
        return len(dropped)

    def info(self) -> Info:
        """Count what the store holds."""
        files = list(_our_files(self.root))
        return Info(
            folder=self.root,
            takes=sum(path.suffix == ".take" for path, _ in files),
            size_bytes=sum(stat.st_size for _, stat in files),
            limit_bytes=limit_bytes(),
        )

    def trim(self) -> int:
        """Drop the least recently used until the store is within its limit; return how many files went."""
        files = sorted(_our_files(self.root), key=lambda found: found[1].st_mtime)
        for folder in {path.parent for path, _ in files if path.suffix == ".part"}:
            sweep(folder)  # what killed processes left there
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
        """Remove everything the store has made and nothing else; return how many files went.

        Raises :class:`TakeError` if the folder does not carry the store's marker, or some could not be removed.
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


def make_root(root: Path) -> None:
    """Make the folder of a store with its marker, unless it is there."""
    marker = root / MARKER
    if not marker.exists():
        root.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError), (root / "README.txt").open("x", encoding="utf-8") as file:
            file.write(_README)
        marker.write_text("drama keeps its recordings here\n", encoding="utf-8")


def limit_bytes() -> int:
    """Return what the store may hold. Raises :class:`TakeError` if $DRAMA_CACHE_GB is not a number."""
    named = os.environ.get("DRAMA_CACHE_GB")
    if not named:
        return LIMIT_BYTES
    with contextlib.suppress(ValueError, OverflowError):
        if (limit := int(float(named) * 1e9)) >= 0:
            return limit
    raise TakeError(f"DRAMA_CACHE_GB is {named!r}; it should be a number of gigabytes such as 4")


def _our_files(root: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield the files the store has made, links never followed. Raises :class:`TakeError` if they cannot be listed."""
    todo = [root / name for name in FOLDERS]
    while todo:
        for entry in _entries(todo.pop()):
            if entry.is_dir(follow_symlinks=False) and re.fullmatch("[0-9a-f]{2}", entry.name):
                todo.append(Path(entry.path))
            elif entry.is_file(follow_symlinks=False) and (_OURS.fullmatch(entry.name) or is_staged_name(entry.name)):
                with contextlib.suppress(OSError):
                    yield Path(entry.path), entry.stat(follow_symlinks=False)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what is in a folder; nothing if it is a link, no folder, or has gone meanwhile."""
    try:
        if folder.is_symlink() or not folder.is_dir():
            return []
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return []
    except OSError as problem:
        raise TakeError(f"{folder} cannot be read: {problem.strerror}") from problem


def _read_header(head: bytes, read: object) -> dict[str, object]:
    """Return the JSON header that follows a head; ValueError if it is not ours or not whole."""
    if len(head) != _HEAD.size:
        raise ValueError
    magic, length, digest = _HEAD.unpack(head)
    if magic != _MAGIC or length > 1 << 24:
        raise ValueError
    header = read(length)  # type: ignore[operator]
    if hashlib.blake2b(header, digest_size=16).digest() != digest:
        raise ValueError
    try:
        about = json.loads(header, parse_float=shared_float)
    except RecursionError:
        raise ValueError from None
    if not isinstance(about, dict):
        raise ValueError  # noqa: TRY004 (damaged, like the rest)
    return about


def _words(rows: object) -> tuple[WordTiming, ...]:
    """Return the words of a header. Raises TypeError or ValueError for what are none."""
    words = tuple(
        WordTiming(int(start), int(end), float(start_s), float(end_s))
        for start, end, start_s, end_s in rows  # type: ignore[attr-defined]
    )
    if not all(0 <= word.start < word.end and 0 <= word.start_s <= word.end_s < math.inf for word in words):
        raise ValueError
    return words


@cache
def shared_float(digits: str) -> float:
    """Return a number, the same object for the same digits.

    The 360,000 energies of ten hours, given to three digits, take 3 MB so; by themselves they would take 11 MB.
    """
    return float(digits)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _keep_fresh(path: Path, used_at: float) -> None:
    """Note that a file last used at a time (seconds since 1970) is still used, at most once a day."""
    now = time.time()
    if now - used_at > _FRESH_S:
        with contextlib.suppress(OSError):
            os.utime(path, (now, now))
