"""What became of a book: its files, what they were made from, by whom and where; one JSON file each."""

from __future__ import annotations

from dataclasses import dataclass

from drama.shelf.books import Book


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """A file as it was: by its content, and by what tells cheaply that nobody has written to it since."""

    path: str
    """Absolute of what was read; of what was written relative to the folder of the book, with ``/``."""
    size_bytes: int
    """-1 of a file that was not there: it would have been read."""
    changed_ns: int
    """Time of the last write."""
    digest: str
    """BLAKE2b of 16 bytes, in hex."""


@dataclass(frozen=True, slots=True)
class BookRecord:
    """What became of a book."""

    book: Book
    is_ok: bool
    problem: str = ""
    """Why it failed."""
    files: tuple[RecordedFile, ...] = ()
    """Written, in the order of their names."""
    inputs: tuple[RecordedFile, ...] = ()
    """Read."""
    host: str = ""
    process: int = 0
    wall_s: float = 0.0
    cpu_s: float = 0.0
    """Processor time of this process and of those it started and waited for."""
    versions: tuple[tuple[str, str], ...] = ()
    """Of drama, Python, and the engines that speak (``engine:NAME``)."""
    duration_s: float = 0.0
    """Of what is heard."""
    recorded: int = 0
    """Lines recorded."""
    reused: int = 0
    """Lines whose recording was there."""
    warnings: tuple[str, ...] = ()
    is_skipped: bool = False
    """Whether it stood there as it should, and nothing was done; so it is returned, never so written."""
