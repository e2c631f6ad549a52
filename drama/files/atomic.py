"""The one way to write a file: it appears whole or not at all, and a killed process leaves nothing for long.

Everything staged is named after this host and process (``.drama-HOST-PID-TOKEN.part``), so the next write into the
same folder can tell what belongs to a process that is no more, and sweeps it.
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
"""What puts a file in its place, as :func:`staged` does: yields a staged file for a path."""

_ABANDONED_S = 3600.0
"""A staged file whose process cannot be asked for is abandoned after so long without a write."""

_HOST = hashlib.sha256(platform.node().encode("utf-8", "surrogatepass")).hexdigest()[:8]
"""This machine, in the names of staged files: whether a process still runs can be asked only here."""

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
    a power cut either the old file or the new one is there; ``is_durable=False`` leaves that, and the sweeping, out for
    many small files that can be made again. When the block fails in any way the staged file is removed, and ``path``
    is as it was. A link is followed: the file it points to is replaced.

    :param before_replacing: called with the staged file when all of it is written; what it raises keeps the old file.
    :param error: the class of every failure of the file system, in the block or of the renaming.
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
    """Write a file whole or not at all; text becomes UTF-8, halves of surrogate pairs ``?``.

    A device or a pipe (``/dev/stdout``) is written to, never replaced. ``place`` is what else puts the file in its
    place; failures are raised as ``error``.
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


def is_device(path: Path) -> bool:
    """Return whether something other than a file or a folder stands at a path: a device, a pipe, a socket."""
    with suppress(OSError):
        mode = path.stat().st_mode
        return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)
    return False


def digest_of(path: Path) -> str:
    """Return a digest of what is in a file, in hex digits. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a folder of our own for files that end with the block; sweeps those that killed processes left."""
    with suppress(OSError):
        for entry in Path(tempfile.gettempdir()).iterdir():
            found = _FOLDER.fullmatch(entry.name)
            if found is not None and _is_ours(entry) and _has_ended(found[1], found[2]):
                shutil.rmtree(entry, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"drama-{_HOST}-{os.getpid()}-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other processes that ask for the same out of a folder during the block; nothing is left in it.

    A lock on the folder itself, which ends with the process. Where there is none (Windows, some network folders) the
    block runs unguarded, and what it compares is its only guard.
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
    """Remove what killed processes left staged in a folder; what cannot be removed stays."""
    with suppress(OSError):
        for entry in folder.iterdir():
            found = _STAGED.fullmatch(entry.name)
            if found is None:
                continue
            with suppress(OSError):
                if _has_ended(found[1], found[2]) or time.time() - entry.lstat().st_mtime > _ABANDONED_S:
                    entry.unlink()


def _has_ended(host: str, process: str) -> bool:
    """Return whether a process of this host is no more; False where that cannot be told."""
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
    """Return whether a folder is a real one and this user's: temporary folders are shared."""
    about = folder.lstat()
    return stat.S_ISDIR(about.st_mode) and (os.name != "posix" or about.st_uid == os.getuid())


def _flush(file: Path) -> None:
    with file.open("r+b") as handle:
        os.fsync(handle.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the renaming itself last; Windows has no such call and needs none."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
