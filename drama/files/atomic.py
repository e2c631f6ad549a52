"""Atomic writes, the one way to write a file: it appears whole or not at all.

Staged files are named after this host and process (``.drama-HOST-PID-TOKEN.part``), so the next write into the same
folder recognises those of processes that have ended, and deletes them.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import secrets
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from drama.errors import DramaError, WriteError

Place: TypeAlias = Callable[[Path], AbstractContextManager[Path]]
"""A context manager that yields a staged file for a path and puts it in place, like :func:`staged`."""

_ABANDONED_S = 3600.0
"""Age after the last write at which a staged file of another host counts as abandoned."""

_ABANDONED_FOLDER_S = 7 * 86_400.0
"""The same of a temporary folder: a long book may be recorded before anything is written into it."""

_HOST = hashlib.sha256(platform.node().encode("utf-8", "surrogatepass")).hexdigest()[:8]
"""This machine, in the names of staged files: only its own processes can be checked."""

_STAGED = re.compile(r"\.drama-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.part")
_FOLDER = re.compile(r"drama-([0-9a-f]{8})-(\d+)-.+")


@contextmanager
def staged(
    path: Path,
    *,
    error: type[DramaError] = WriteError,
    before_replacing: Callable[[Path], None] = lambda _: None,
    is_durable: bool = True,
) -> Iterator[Path]:
    """Yield a new, empty, hidden file in the folder of ``path`` that takes its place when the block ends well.

    The file keeps the permissions of the one it replaces. It is flushed to the disk before the renaming, so that after
    a power cut either the old file or the new one is there; ``is_durable=False`` skips that, and the sweep, for many
    small files that can be made again. If the block raises, the staged file is deleted and ``path`` is unchanged. A
    link is followed: the file it points to is replaced.

    :param before_replacing: called with the staged file when it is complete; if it raises, the old file is kept.
    :param error: the class raised for every error of the file system, in the block or in renaming.
    """
    target = path.resolve()
    temporary = target.parent / f".drama-{_HOST}-{os.getpid()}-{secrets.token_hex(4)}.part"
    try:
        if is_durable:
            sweep(target.parent)
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        try:
            yield temporary
            with suppress(FileNotFoundError):
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
            if is_durable:
                _flush(temporary)
            before_replacing(temporary)
            temporary.replace(target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        if is_durable:
            _flush_folder(target.parent)
    except OSError as problem:
        elsewhere = f" ({problem.filename})" if problem.filename not in (None, str(temporary)) else ""
        raise error(f"{path}: cannot be written: {problem.strerror or problem}{elsewhere}") from problem


def write_file(
    path: Path, data: bytes | str, *, error: type[DramaError] = WriteError, place: Place | None = None
) -> None:
    """Write a file atomically; text as UTF-8, with lone surrogates as ``?``.

    A device or a pipe (``/dev/stdout``) is written to, never replaced. ``place`` is used instead of :func:`staged` if
    given; errors are raised as ``error``.
    """
    encoded = data.encode("utf-8", "replace") if isinstance(data, str) else data
    if is_device(path):
        try:
            path.write_bytes(encoded)
        except OSError as problem:
            raise error(f"{path}: cannot be written: {problem.strerror}") from problem
        return
    with place(path) if place is not None else staged(path, error=error) as temporary:
        temporary.write_bytes(encoded)


def append_to(path: Path, data: bytes, offset: int, *, error: type[DramaError] = WriteError) -> None:
    """Write data at an offset of a file and cut off what stood behind it; a new file where there is none.

    It is flushed to the disk. Killed in between, the file has a part of the data at its end, and all before it is as it
    was: readers take what they can tell is whole, such as rows up to the last line break.
    """
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o666)
        with open(descriptor, "r+b") as file:  # noqa: PTH123 (a descriptor)
            file.truncate(offset)
            file.seek(offset)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        if not offset:
            _flush_folder(path.parent)
    except OSError as problem:
        raise error(f"{path}: cannot be written: {problem.strerror or problem}") from problem


def is_device(path: Path) -> bool:
    """Return whether something other than a file or a folder stands at a path: a device, a pipe, a socket."""
    with suppress(OSError):
        mode = path.stat().st_mode
        return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)
    return False


def digest_of(path: Path) -> str:
    """Return the hex digest of a file's content. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


@contextmanager
def temporary_folder(inside: Path | None = None) -> Iterator[Path]:
    """Yield a temporary folder that is deleted after the block; also deletes those of killed processes.

    It stands ``inside`` a folder, where machines may share that, or where the system keeps such folders. Raises
    WriteError where that takes none.
    """
    place = _temporary_place() if inside is None else inside
    with suppress(OSError):
        for entry in place.iterdir():
            match = _FOLDER.fullmatch(entry.name)
            if match is not None and _is_ours(entry) and _is_left(entry, match[1], match[2], is_shared=bool(inside)):
                shutil.rmtree(entry, ignore_errors=True)
    prefix = f"drama-{_HOST}-{os.getpid()}-"
    try:
        made = tempfile.TemporaryDirectory(prefix=prefix, dir=inside, ignore_cleanup_errors=True)
    except OSError as problem:
        raise WriteError(f"{place} takes no files: {problem.strerror or problem}") from problem
    with made as folder:
        yield Path(folder)


def _temporary_place() -> Path:
    try:
        return Path(tempfile.gettempdir())
    except OSError as problem:
        raise WriteError(f"no folder for temporary files takes any: {problem.strerror or problem}") from problem


def _is_left(folder: Path, host: str, process: str, *, is_shared: bool) -> bool:
    """Return whether nobody writes into a temporary folder any more; another host's process is unknown."""
    if host == _HOST or not is_shared:
        return _has_ended(host, process)
    return time.time() - folder.lstat().st_mtime > _ABANDONED_FOLDER_S


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold an advisory lock on a folder during the block; no lock file is left.

    The lock is on the folder itself and ends with the process. Where locks are not supported (Windows, some network
    folders) the block runs without one, protected only by its own comparison.
    """
    descriptor: int | None = None
    if os.name == "posix":
        import fcntl  # noqa: PLC0415 (not on Windows)

        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def is_staged_name(name: str) -> bool:
    """Return whether a file of this name was staged by some drama, on whatever host."""
    return _STAGED.fullmatch(name) is not None


def sweep(folder: Path) -> None:
    """Delete staged files of killed processes in a folder, as far as possible."""
    with suppress(OSError):
        for entry in folder.iterdir():
            match = _STAGED.fullmatch(entry.name)
            if match is None:
                continue
            with suppress(OSError):
                if _has_ended(match[1], match[2]) or time.time() - entry.lstat().st_mtime > _ABANDONED_S:
                    entry.unlink()


def _has_ended(host: str, process: str) -> bool:
    """Return whether a process of this host has ended; False if unknown."""
    if host != _HOST or os.name != "posix":
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _is_ours(folder: Path) -> bool:
    """Return whether a folder is no link and belongs to this user: temporary folders are shared."""
    about = folder.lstat()
    return stat.S_ISDIR(about.st_mode) and (os.name != "posix" or about.st_uid == os.getuid())


def _flush(file: Path) -> None:
    with file.open("r+b") as handle:
        os.fsync(handle.fileno())


def _flush_folder(folder: Path) -> None:
    """Flush a renaming to the disk; Windows has no such call and needs none."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
