"""The members of a zip archive – an EPUB, a DOCX, an ODT – read one at a time within limits.

Nothing is ever written to disk, so a member's name can do no harm; sizes are counted as bytes come out, so what the
archive says of itself is not believed.
"""

from __future__ import annotations

import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Self

from drama.errors import StoryError
from drama.files.inputs import TooLargeError, check_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

MAX_FILE_BYTES = 512 * 1024 * 1024
"""Of the archive itself: a picture book, not a story, is larger."""
MAX_MEMBERS = 20_000
MAX_MEMBER_BYTES = 16 * 1024 * 1024
"""Of one member, unpacked."""
MAX_TOTAL_BYTES = 200 * 1024 * 1024
"""Of all members read, unpacked."""
MAX_COPIED_BYTES = 1024 * 1024 * 1024
"""Of all members copied from one archive to another, unpacked: twice what the archive itself may hold."""
_BLOCK_BYTES = 1024 * 1024

_MEMBER = b"PK\x03\x04"
_END_RECORD = b"PK\x05\x06"
_LARGE_RECORD, _IN_LARGE_RECORD = b"PK\x06\x06", 0xFFFFFFFF
"""Of an archive in the form for large ones (zip64, section 4.3.14), and what stands in the other record then."""
_END_RECORD_BYTES, _MAX_COMMENT_BYTES = 22, 65_535
"""Of the record at a zip's end (APPNOTE 6.3.10, section 4.3.16)."""
_MAX_DIRECTORY_BYTES = 300 * MAX_MEMBERS
"""Of the list of an archive's files, which is read whole before it is known what it holds."""


def _check_directory(path: Path) -> None:
    """Raise StoryError if an archive's list of files is longer than any book's: a small file may list millions."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END_RECORD_BYTES - _MAX_COMMENT_BYTES))
        tail = file.read()
    record = tail.rfind(_END_RECORD)
    if record < 0 or len(tail) < record + _END_RECORD_BYTES:
        return  # zipfile says what it is instead
    length = int.from_bytes(tail[record + 12 : record + 16], "little")
    large = tail.rfind(_LARGE_RECORD, 0, record)
    if length == _IN_LARGE_RECORD and large >= 0:
        length = int.from_bytes(tail[large + 40 : large + 48], "little")
    if min(length, size) > _MAX_DIRECTORY_BYTES:
        raise StoryError(f"{path} lists more files than a book has; a story of at most {MAX_MEMBERS:,} files is read")


def _what_is_wrong(path: Path, kind: str) -> str:
    """Return what to say of a file that is not read as an archive."""
    with path.open("rb") as file:
        begins = file.read(len(_MEMBER)) == _MEMBER
    return "damaged: the archive breaks off; copy or download it again" if begins else f"not {kind}: it is no archive"


_LONGEST_NAME = 200
"""Characters of a member's name that messages show; a name may have 65,535 of them."""


def shown(name: str) -> str:
    """Return a member's name as messages show it: quoted, cut where it is too long for any file."""
    return repr(name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…")


class Archive:
    """An open archive. A context manager; every failure is a StoryError that names the file.

    ``kind`` is what it should be, in messages: ``an EPUB``.
    """

    def __init__(self, path: Path, *, kind: str) -> None:
        self.path = path
        try:
            check_file(path, limit=MAX_FILE_BYTES)
            _check_directory(path)
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError as error:
            raise StoryError(f"no such file: {path}") from error
        except TooLargeError as error:
            raise StoryError(f"{path} is too large to be a story: {error.strerror}") from error
        except OSError as error:
            raise StoryError(f"{path} cannot be read: {error.strerror or error}") from error
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise StoryError(f"{path} is {_what_is_wrong(path, kind)}") from error
        self._read_bytes = 0
        self._copied_bytes = 0
        self.members = tuple(dict.fromkeys(self._zip.namelist()))
        self.names = frozenset(self.members)
        if len(self.names) > MAX_MEMBERS:
            self._zip.close()
            raise StoryError(f"{path} holds {len(self.names):,} files; a story of at most {MAX_MEMBERS:,} is read")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def read(self, name: str) -> bytes:
        """Return a member's bytes. Raises StoryError if it is missing, encrypted, damaged or too large."""
        with self._opened(name) as member:
            data = member.read(MAX_MEMBER_BYTES + 1)
        self._read_bytes += len(data)
        if len(data) > MAX_MEMBER_BYTES or self._read_bytes > MAX_TOTAL_BYTES:
            raise StoryError(
                f"{self.path} unpacks to more than a story could hold (at {shown(name)}); it was not read further"
            )
        return data

    def blocks(self, name: str) -> Iterator[bytes]:
        """Yield a member's bytes block by block, to be copied: of pictures and fonts, which may be large.

        All that is copied of an archive unpacks to no more than :data:`MAX_COPIED_BYTES`. Raises StoryError as
        :meth:`read` does.
        """
        with self._opened(name) as member:
            while block := member.read(_BLOCK_BYTES):
                self._copied_bytes += len(block)
                if self._copied_bytes > MAX_COPIED_BYTES:
                    raise StoryError(f"{self.path} unpacks to more than a book could hold (at {shown(name)})")
                yield block

    def size(self, name: str) -> int:
        """Return how many bytes a member says it has, unpacked; not to be believed."""
        return self._zip.getinfo(name).file_size

    def is_packed(self, name: str) -> bool:
        """Return whether a member is compressed."""
        return self._zip.getinfo(name).compress_type != zipfile.ZIP_STORED

    @contextmanager
    def _opened(self, name: str) -> Iterator[IO[bytes]]:
        """Open a member; what goes wrong with it is a StoryError."""
        if name not in self.names:
            raise StoryError(f"{self.path} is incomplete: it names {shown(name)} but does not hold it")
        try:
            with self._zip.open(name) as member:
                yield member
        except RuntimeError as error:
            raise StoryError(f"{self.path} is protected by a password: {shown(name)} cannot be read") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise StoryError(f"{self.path} is damaged: {shown(name)} cannot be unpacked") from error
