"""Run a shelf: pass over the books that stand as they should, have the others rendered, one after another or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from drama.shelf.books import Book
from drama.shelf.record import BookRecord
from drama.shelf.render_book import render_book

RunBooks: TypeAlias = Callable[[Sequence[Book]], Iterable[BookRecord]]
"""Renders books by :func:`render_book`, somewhere, in any order, and yields the record of each when it is done."""

OnRecord: TypeAlias = Callable[[BookRecord, int, int], None]
"""Called with each record, how many books are done, and how many there are."""


def in_turn(books: Sequence[Book], *, jobs: int | None = None) -> Iterator[BookRecord]:
    """Render books in this process, one after another."""
    for book in books:
        yield render_book(book, jobs=jobs)


def run_shelf(
    books: Sequence[Book], *, run: RunBooks = in_turn, on_record: OnRecord = lambda *_: None
) -> tuple[BookRecord, ...]:
    """Render the books that do not stand in the library as they should, and return the record of every one, in order.

    ``run`` renders those; the others' records have :attr:`BookRecord.is_skipped`.
    """
    raise NotImplementedError
