"""The lines of one render recorded by many workers: a recording backend over Dask."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import drama
from drama.errors import EngineError
from drama.files.store_folder import default_folder
from drama.shelf.dask.dispatch import Dispatcher, Outcome, Task
from drama.shelf.dask.facts import Wanted
from drama.shelf.dask.tasks import record_batch

if TYPE_CHECKING:
    from drama.model import Voice
    from drama.shelf.dask.cluster import Cluster

STORE = "the folder of recordings ($DRAMA_CACHE)"
"""What the store is called in messages."""


class DaskRecording:
    """Records what a render lacks on the workers of a cluster: a :class:`drama.Recording`."""

    def __init__(self, cluster: Cluster, *, store: Path | None = None) -> None:
        """``store`` is the folder recordings are kept in, the user's without it."""
        self._cluster = cluster
        self._store = store

    def record(self, production: drama.Production, on_progress: Callable[[drama.Progress], None]) -> frozenset[int]:
        """Record what is missing, and return the numbers of the lines recorded; raises as a render does.

        Every worker is looked at before it gets work.
        """
        store = (self._store or default_folder()).resolve()
        if not drama.missing_batches(production, store=store):
            return frozenset()

        def run(batches: Sequence[drama.Batch]) -> Iterator[drama.BatchRecord]:
            tasks = deque(batch_task(batch, store) for batch in batches)
            return map(_record, Dispatcher(self._cluster).outcomes(tasks))

        with self._cluster.checked(wanted(production), {store: STORE}):
            return drama.BatchRecorder(run, store=store).record(production, on_progress)


def batch_task(batch: drama.Batch, store: Path, *, about: object = None) -> Task:
    """Return the task of recording a batch into a store."""
    name = f"lines {batch.lines[0]} to {batch.lines[-1]} of {batch.story}"
    return Task(name, batch if about is None else about, record_batch, (batch, store), is_urgent=True)


def wanted(production: drama.Production) -> Wanted:
    """Return what workers are asked about before they record a production."""
    voices: dict[tuple[object, ...], Voice] = {}
    for request in production.requests:
        voice = request.voice
        voices.setdefault((voice.engine, voice.id, *sorted(voice.options.items())), voice)
    engines = dict.fromkeys(voice.engine for voice in voices.values())
    return Wanted(tuple(engines), tuple(voices.values()))


def _record(outcome: Outcome) -> drama.BatchRecord:
    """Return the record of a batch. Raises :class:`EngineError` where it was not recorded at all."""
    if outcome.problem:
        raise EngineError(f"{outcome.task.name}: {outcome.problem}")
    assert isinstance(outcome.value, drama.BatchRecord)
    return outcome.value
