"""The members of an EPUB's archive, read one at a time within limits.

Nothing is ever written to disk, so a member's name can do no harm; sizes are counted as bytes come out, so what the
archive says of itself is not believed.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, Self

from drama.errors import StoryError
from drama.files.inputs import TooLargeError, check_file

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

MAX_FILE_BYTES = 512 * 1024 * 1024
"""Of the archive itself: a picture book, not a story, is larger."""
MAX_MEMBERS = 20_000
MAX_MEMBER_BYTES = 16 * 1024 * 1024
"""Of one member, unpacked."""
MAX_TOTAL_BYTES = 200 * 1024 * 1024
"""Of all members read, unpacked."""


class Archive:
    """An open EPUB. A context manager; every failure is a StoryError that names the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            check_file(path, limit=MAX_FILE_BYTES)
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError as error:
            raise StoryError(f"no such file: {path}") from error
        except TooLargeError as error:
            raise StoryError(f"{path} is too large to be a story: {error.strerror}") from error
        except OSError as error:
            raise StoryError(f"{path} cannot be read: {error.strerror or error}") from error
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise StoryError(f"{path} is not an EPUB: it is no zip archive, or a damaged one") from error
        self._read_bytes = 0
        self.names = frozenset(self._zip.namelist())
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
        if name not in self.names:
            raise StoryError(f"{self.path} is incomplete: it names {name!r} but does not hold it")
        try:
            with self._zip.open(name) as member:
                data = member.read(MAX_MEMBER_BYTES + 1)
        except RuntimeError as error:
            raise StoryError(f"{self.path} is protected by a password: {name!r} cannot be read") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise StoryError(f"{self.path} is damaged: {name!r} cannot be unpacked") from error
        self._read_bytes += len(data)
        if len(data) > MAX_MEMBER_BYTES or self._read_bytes > MAX_TOTAL_BYTES:
            raise StoryError(
                f"{self.path} unpacks to more than a story could hold (at {name!r}); it was not read further"
            )
        return data
