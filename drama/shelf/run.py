"""Run a shelf: pass over the books that stand as they should, have the others rendered, one after another or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from drama.shelf.books import Book
from drama.shelf.record import BookRecord
from drama.shelf.render_book import render_book
from drama.shelf.standing import standing

if TYPE_CHECKING:
    from drama import Progress

RunBooks: TypeAlias = Callable[[Sequence[Book]], Iterable[BookRecord]]
"""Renders books by :func:`render_book`, somewhere, in any order, and yields the record of each when it is done."""

OnRecord: TypeAlias = Callable[[BookRecord, int, int], None]
"""Called with each record, how many books are done, and how many there are."""

OnBook: TypeAlias = "Callable[[Book, Progress | None], None]"
"""Called when a book begins, and then with how far it is."""


def in_turn(
    books: Sequence[Book], *, jobs: int | None = None, on_progress: OnBook = lambda *_: None
) -> Iterator[BookRecord]:
    """Render books in this process, one after another."""
    for book in books:
        on_progress(book, None)
        yield render_book(book, jobs=jobs, progress=partial(on_progress, book))


def run_shelf(
    books: Sequence[Book],
    *,
    run: RunBooks = in_turn,
    is_again: bool = False,
    on_record: OnRecord = lambda *_: None,
) -> tuple[BookRecord, ...]:
    """Render the books that do not stand in the library as they should, and return the record of every one, in order.

    ``run`` renders those; the others' records have :attr:`BookRecord.is_skipped`. ``is_again`` renders all.
    """
    records: dict[str, BookRecord] = {}
    to_do = []
    for book in books:
        stands = None if is_again else standing(book)
        if stands is None:
            to_do.append(book)
            continue
        records[book.name] = stands
        on_record(stands, len(records), len(books))
    for record in run(to_do) if to_do else ():
        records[record.book.name] = record
        on_record(record, len(records), len(books))
    lost = [book for book in books if book.name not in records]
    for book in lost:
        records[book.name] = replace(BookRecord(book, is_ok=False), problem="no machine gave it back")
    return tuple(records[book.name] for book in books)
