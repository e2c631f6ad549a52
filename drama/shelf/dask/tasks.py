"""What runs on a Dask worker: each task ends soon after it was cancelled, and says where it ran."""

from __future__ import annotations

import os
import platform
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import drama
from drama.errors import DramaError
from drama.files.store_folder import kept_in
from drama.shelf.books import Book
from drama.shelf.record import BookRecord
from drama.shelf.render_book import render_book

_T = TypeVar("_T")

LONG_S = 1_200.0
"""Seconds of speech to record from which a book is recorded by many: less takes one worker some minutes at most."""
_LOOK_EVERY_S = 0.2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a task ran."""

    worker: str
    """The address of the worker."""
    host: str
    process: int


@dataclass(frozen=True, slots=True)
class Ran:
    """What a task returns: something small, for the sound is in the shared folders."""

    value: Any
    """None where there was a problem."""
    place: Place
    problem: str = ""
    seconds: float = 0.0


class CancelledHereError(BaseException):
    """Nobody waits for this task any more. No Exception, so that nothing on the way takes it for a failure."""


def perform(function: Callable[..., _T], *args: object) -> Ran:
    """Call a function on a worker, with its processes for recording kept from one task to the next."""
    from distributed import get_worker  # noqa: PLC0415 (slow to import, and an extra)

    began = time.monotonic()
    place = Place(get_worker().address, platform.node(), os.getpid())
    _kept.begin()
    try:
        value, problem = function(*args), ""
    except DramaError as failure:
        value, problem = None, str(failure)
    except CancelledHereError:
        value, problem = None, "cancelled"
    return Ran(value, place, problem, time.monotonic() - began)


class Watch:
    """Looks now and then whether the task of this thread was cancelled."""

    def __init__(self) -> None:
        from distributed import get_worker  # noqa: PLC0415 (slow to import, and an extra)

        self._worker = get_worker()
        self._key = self._worker.get_current_task()
        self._looked = 0.0

    def __call__(self, *_: object) -> None:
        """Raise :class:`CancelledHereError` if the task was cancelled, or its worker is about to end.

        distributed 2026.8 goes on with a task that runs when it is cancelled, and drops what it returns.
        """
        now = time.monotonic()
        if now - self._looked < _LOOK_EVERY_S:
            return
        self._looked = now
        state = self._worker.state.tasks.get(self._key)
        is_wanted = state is not None and state.state in {"executing", "long-running"}
        if not is_wanted or self._worker.status.name not in {"running", "paused"}:
            raise CancelledHereError


def record_batch(batch: drama.Batch, store: Path) -> drama.BatchRecord:
    """Record a batch into the shared store."""
    return drama.record_batch(batch, store=store, progress=Watch())


@dataclass(frozen=True, slots=True)
class Parted:
    """A long book that was prepared: its lines are to be recorded by many."""

    batches: tuple[drama.Batch, ...]


class _PartedError(BaseException):
    """A book is long. No Exception, so that nothing on the way takes it for a failure of the book."""

    def __init__(self, batches: tuple[drama.Batch, ...]) -> None:
        super().__init__()
        self.batches = batches


class _IfShort:
    """Leaves the recording of a short book to its render; ends that of a long one with its lines in batches."""

    def __init__(self, long_s: float) -> None:
        self._long_s = long_s

    def record(self, production: drama.Production, on_progress: Callable[[drama.Progress], None]) -> frozenset[int]:
        """Return nothing for a short book. Raises :class:`_PartedError` for a long one."""
        del on_progress
        batches = drama.missing_batches(production)
        if sum(batch.expected_s for batch in batches) > self._long_s:
            raise _PartedError(batches)
        return frozenset()


def begin_book(book: Book, store: Path, long_s: float) -> BookRecord | Parted:
    """Render a short book; of a long one return the lines that have no recording yet."""
    with kept_in(store):
        try:
            return render_book(book, jobs=1, recorder=_IfShort(long_s), progress=Watch())
        except _PartedError as parted:
            return Parted(parted.batches)


def finish_book(book: Book, store: Path, places: tuple[tuple[str, int], ...]) -> BookRecord:
    """Mix a book whose lines were recorded; ``places`` tells how many of them where."""
    with kept_in(store):
        return render_book(book, jobs=1, recorded_by=places, progress=Watch())


class _Kept:
    """The processes for recording that this worker keeps from one task to the next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: AbstractContextManager[None] | None = None

    def begin(self) -> None:
        with self._lock:
            if self._open is None:
                self._open = drama.keep_processes()
                self._open.__enter__()

    def end(self) -> None:
        with self._lock:
            if self._open is not None:
                with suppress(OSError):
                    self._open.__exit__(None, None, None)
                self._open = None


_kept = _Kept()


def release() -> None:
    """End the processes for recording that nobody uses now."""
    _kept.end()
