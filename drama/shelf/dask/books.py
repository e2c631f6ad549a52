"""The books of a shelf rendered by many workers: a short one in one task, a long one recorded by all of them.

A long book is prepared by one task, recorded by others in batches, and mixed by a last one, which finds every take in
the store. Which it is, its own script tells: by the speech that is not recorded yet.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drama.errors import DramaError
from drama.files.store_folder import default_folder
from drama.shelf.books import Book
from drama.shelf.dask.cluster import Cluster
from drama.shelf.dask.dispatch import Dispatcher, Outcome, Task
from drama.shelf.dask.facts import Wanted
from drama.shelf.dask.recording import STORE, batch_task
from drama.shelf.dask.tasks import LONG_S, Parted, begin_book, finish_book
from drama.shelf.record import BookRecord
from drama.shelf.render_book import failed_before_work

_SIZES = 1_000
"""Books whose files every worker is asked to see before anything begins; of more, as many."""


@dataclass(slots=True)
class _Begun:
    """A long book whose lines are being recorded."""

    book: Book
    left: int
    """Batches that are not done."""
    places: Counter[str] = field(default_factory=Counter)
    """Lines recorded, by where."""


def run_books(
    cluster: Cluster, books: Sequence[Book], *, store: Path | None = None, long_s: float = LONG_S
) -> Iterator[BookRecord]:
    """Render books on the workers of a cluster, and yield their records as they come.

    A book with more than ``long_s`` seconds of speech to record is recorded by all of them.
    Every worker is looked at before it gets work. Raises :class:`~drama.errors.DramaError` where the scheduler, or
    every worker, is gone for good.
    """
    if not books:
        return
    kept = (store or default_folder()).resolve()
    folders = {kept: STORE} | {book.library: "the library" for book in books}
    with cluster.checked(_wanted(books), folders):
        longest_first = sorted(books, key=_size, reverse=True)  # so that no worker is left alone with a long one
        waiting = deque(Task(f"book {book.name}", book, begin_book, (book, kept, long_s)) for book in longest_first)
        for outcome in Dispatcher(cluster).outcomes(waiting):
            record = _taken(outcome, waiting, kept)
            if record is not None:
                yield record


def _taken(outcome: Outcome, waiting: deque[Task], store: Path) -> BookRecord | None:
    """Return the record of a book that is done; of another put what follows before what waits, and return None."""
    about = outcome.task.about
    begun = about if isinstance(about, _Begun) else None
    if begun is not None:
        begun.left -= 1
        if outcome.place is not None and outcome.value is not None:
            begun.places[f"{outcome.place.host} {outcome.place.worker}"] += len(outcome.value.recorded)
        if begun.left:
            return None
        waiting.appendleft(_last(begun.book, store, begun.places))
        return None
    assert isinstance(about, Book)
    if outcome.problem:
        return failed_before_work(about, outcome.problem)
    if isinstance(outcome.value, Parted):
        begun = _Begun(about, left=len(outcome.value.batches))
        waiting.extendleft(batch_task(batch, store, about=begun) for batch in reversed(outcome.value.batches))
        return None
    assert isinstance(outcome.value, BookRecord)
    return outcome.value


def _last(book: Book, store: Path, places: Counter[str]) -> Task:
    return Task(f"mix of {book.name}", book, finish_book, (book, store, tuple(places.items())), is_urgent=True)


def _size(book: Book) -> int:
    """Return about how long a book is: the bytes of its files."""
    files = book.source.rglob("*") if book.source.is_dir() else (book.source,)
    return sum(file.stat().st_size for file in files if file.is_file())


def _wanted(books: Sequence[Book]) -> Wanted:
    engines = {book.settings.engine for book in books}
    named = tuple(sorted(name for name in engines if name is not None)) if None not in engines else None
    sizes = []
    for book in books[:_SIZES]:
        try:
            size = -1 if book.source.is_dir() else book.source.stat().st_size
        except OSError as problem:
            raise DramaError(f"{book.source}: cannot be read: {problem.strerror}") from problem
        sizes.append((str(book.source), size))
    return Wanted(named, (), sizes=tuple(sizes))
