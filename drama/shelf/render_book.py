"""Render one book of a shelf: on this machine, by whoever calls, alone or beside others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from drama.shelf.books import Book
from drama.shelf.record import BookRecord

if TYPE_CHECKING:
    from drama import Progress, Recording


def render_book(
    book: Book,
    *,
    jobs: int | None = None,
    recorder: Recording | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> BookRecord:
    """Render a book into its place in the library, and return its record, which is written before.

    What it needs is worked out here, its place too where it has none yet; nothing is asked of who calls but to call it
    on a machine that sees folder and library. A book that fails is a record that says why, and no error. Killed at any
    moment it leaves no half-made book, and can be called again anywhere, also twice at once.

    :param jobs: processes to record and mix with; one a core without it.
    :param recorder: records in place of processes of its own.
    """
    raise NotImplementedError
