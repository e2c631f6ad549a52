"""Dask as a kind of scheduler: ``tcp://host:8786``, ``tls://host:8786``, ``local:4``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from drama.shelf.books import Book
from drama.shelf.dask.books import run_books
from drama.shelf.dask.cluster import Cluster, open_cluster
from drama.shelf.dask.recording import DaskRecording
from drama.shelf.record import BookRecord

if TYPE_CHECKING:
    from drama.shelf.schedulers import Tell


class DaskScheduler:
    """The workers of a Dask scheduler: a :class:`~drama.shelf.schedulers.Scheduler`."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster

    def recorder(self, *, store: Path | None = None) -> DaskRecording:
        """Return what records the lines of a render there."""
        return DaskRecording(self.cluster, store=store)

    def run_books(self, books: Sequence[Book], *, store: Path | None = None) -> Iterator[BookRecord]:
        """Render books there, and yield their records as they come."""
        return run_books(self.cluster, books, store=store)


class DaskKind:
    """Connects to Dask schedulers: a :class:`~drama.shelf.schedulers.SchedulerKind`."""

    @contextmanager
    def open(self, address: str, *, tell: Tell, workers_anyway: bool) -> Iterator[DaskScheduler]:
        """Connect to a scheduler. Raises :class:`~drama.errors.DramaError` where there is none."""
        with open_cluster(address, tell=tell, workers_anyway=workers_anyway) as cluster:
            yield DaskScheduler(cluster)
