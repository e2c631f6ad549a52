"""Reading of files that a user names: regular files only, up to a size limit, so that nothing hangs.

A named pipe waits for a writer, ``/dev/zero`` never ends, and opening a device may have side effects. All of them are
refused by their type.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
# Do not block, should the file become a pipe between check and opening; do not take a controlling terminal.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


class TooLargeError(OSError):
    """A file is larger than the limit for its kind."""


def check_file(path: Path, *, limit: int) -> None:
    """Raise OSError, with a ``strerror`` to be shown, if a path is no regular file of at most ``limit`` bytes."""
    try:
        _check(path, os.stat(path), limit)  # noqa: PTH116 (as with the opened file)
    except ValueError:  # its words differ between versions of Python
        raise OSError(errno.EINVAL, "a file name cannot hold a null byte", str(path)) from None


def read_file(path: Path, *, limit: int) -> bytes:
    """Return the content of a file. Raises OSError as :func:`check_file` does, or from the system."""
    check_file(path, limit=limit)
    with open(os.open(path, _FLAGS), "rb") as file:  # noqa: PTH123 (a descriptor)
        _check(path, os.fstat(file.fileno()), limit)
        data = file.read(limit + 1)
    if data is None:  # nothing to read yet, as of /proc/kmsg
        raise BlockingIOError(errno.EAGAIN, "it would have to be waited for", str(path))
    if len(data) > limit:
        raise _too_large(path, limit)
    return data


def read_start(path: Path, count: int) -> bytes:
    """Return the first ``count`` bytes of a file, or all of a shorter one. Raises OSError for what is no file."""
    check_file(path, limit=sys.maxsize)
    with open(os.open(path, _FLAGS), "rb") as file:  # noqa: PTH123 (a descriptor)
        _check(path, os.fstat(file.fileno()), limit=sys.maxsize)
        return file.read(count) or b""


def read_end(path: Path, count: int) -> bytes:
    """Return the last ``count`` bytes of a file, or all of a shorter one. Raises OSError for what is no file."""
    check_file(path, limit=sys.maxsize)
    with open(os.open(path, _FLAGS), "rb") as file:  # noqa: PTH123 (a descriptor)
        _check(path, os.fstat(file.fileno()), limit=sys.maxsize)
        file.seek(max(0, file.seek(0, os.SEEK_END) - count))
        return file.read(count) or b""


def _check(path: Path, status: os.stat_result, limit: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = next((name for is_kind, name in _KINDS if is_kind(status.st_mode)), "something else")
        number = errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.EINVAL
        raise OSError(number, f"it is {kind}, not a regular file", str(path))
    if status.st_size > limit:
        raise _too_large(path, limit)


def _too_large(path: Path, limit: int) -> TooLargeError:
    return TooLargeError(errno.EFBIG, f"it has more than {limit:,} bytes", str(path))
