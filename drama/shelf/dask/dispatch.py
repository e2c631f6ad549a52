"""Tasks handed out to workers, and handed out again where a worker or the scheduler ended before they were done."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any
from uuid import uuid4

from drama.errors import DramaError
from drama.shelf.dask.cluster import Cluster, ConnectionLostError
from drama.shelf.dask.tasks import Place, Ran, perform, release

_TRIES = 4
"""How often a task is handed out that ended the workers it ran on: each time that is four workers, as Dask is set."""
_AHEAD = 1
"""Tasks handed out for each thread. With 2, which spares a few ms between tasks, Dask shared four books out at once
before it knew how long any takes: one worker had 35 s to do and the other 15 s."""
_LOOK_EVERY_S = 1.0
_RESULT_S = 5.0
"""What fetching a result may take, which is small: it is on the worker, and that may have ended since."""
_MOST_LOSSES = 5
"""How often all that was handed out may be lost, with nothing done in between, before it is given up."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done on a worker."""

    name: str
    """What Dask's own pages show."""
    about: object
    """What the one who asks knows it by."""
    function: Callable[..., object]
    args: tuple[object, ...] = ()
    is_urgent: bool = False
    """Whether it goes before others, because more waits for it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task."""

    task: Task
    value: Any = None
    problem: str = ""
    """Why it failed."""
    place: Place | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Running:
    task: Task
    future: Any
    allowed: frozenset[str]
    """The workers it may run on."""
    tries: int


class Dispatcher:
    """Hands tasks out to the workers of a cluster that were looked at (:meth:`Cluster.checked`)."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._running: dict[str, _Running] = {}
        self._ended: SimpleQueue[str] = SimpleQueue()
        self._looked = 0.0
        self._had_workers = time.monotonic()
        self._is_waiting = False
        self._losses = 0

    def outcomes(self, waiting: deque[Task]) -> Iterator[Outcome]:
        """Yield what became of each task, in the order they end; more may be put into ``waiting`` in between.

        Closed early, or interrupted, it cancels what is handed out; the workers stay ready for other work.
        """
        try:
            while waiting or self._running:
                try:
                    self._look(waiting)
                    self._hand_out(waiting)
                except ConnectionLostError:
                    self._begin_again(waiting)
                    continue
                if (outcome := self._next(waiting)) is not None:
                    yield outcome
        finally:
            self._cancel()

    def _hand_out(self, waiting: deque[Task]) -> None:
        workers = self._cluster.workers
        running = self._running.values()
        room = _AHEAD * sum(workers.values()) - len(running)
        # A worker that is new gets work although what was handed out before is tied to the others.
        for worker, threads in workers.items():
            if not any(worker in one.allowed for one in running):
                room = max(room, _AHEAD * threads)
        while waiting and room > 0:
            self._submit(waiting.popleft(), tries=1)
            room -= 1

    def _submit(self, task: Task, *, tries: int) -> None:
        key = f"{task.name}-{uuid4().hex}"
        allowed = frozenset(self._cluster.workers)
        try:
            future = self._cluster.client.submit(
                perform,
                task.function,
                *task.args,
                key=key,
                pure=False,
                workers=sorted(allowed),
                allow_other_workers=False,
                priority=int(task.is_urgent),
            )
        except (OSError, RuntimeError, ValueError) as problem:  # the client was closed by a scheduler that ended
            self._running[key] = _Running(task, None, allowed, tries)
            raise ConnectionLostError(str(problem)) from problem
        self._running[key] = _Running(task, future, allowed, tries)
        future.add_done_callback(lambda _: self._ended.put(key))

    def _next(self, waiting: deque[Task]) -> Outcome | None:
        """Return the outcome of the next task that ends; None if none does for a moment, or it is handed out again."""
        try:
            key = self._ended.get(timeout=_LOOK_EVERY_S)
        except Empty:
            return None
        one = self._running.pop(key, None)
        if one is None:
            return None
        status = one.future.status
        if status == "finished":
            return self._finished(one)
        if status == "error":
            return self._failed(one)
        self._lose(one.task, waiting)
        return None

    def _lose(self, task: Task, waiting: deque[Task]) -> None:
        """Let all that is handed out be handed out anew: it was lost with the scheduler, or somebody cancelled it."""
        self._losses += 1
        if self._losses > _MOST_LOSSES:
            raise DramaError(
                f"the scheduler at {self._cluster.address} lost what it was given {_MOST_LOSSES} times. What is done "
                "is kept: the same command goes on from here"
            )
        self._cluster.tell(
            f"the scheduler at {self._cluster.address} was restarted, or lost its work: going on with it"
        )
        lost = [task, *(one.task for one in self._running.values())]
        self._withdraw()
        waiting.extendleft(reversed(lost))
        self._looked = 0.0

    def _finished(self, one: _Running) -> Outcome | None:
        try:
            ran = one.future.result(timeout=_RESULT_S)
        except Exception as problem:  # whatever distributed raises: what it returned is gone with its worker
            _log.debug("lost the result of %s: %r", one.task.name, problem)
            self._give_up([one.future])
            self._retry(one)
            return None
        assert isinstance(ran, Ran)
        self._losses = 0
        return Outcome(one.task, ran.value, ran.problem, ran.place, ran.seconds)

    def _failed(self, one: _Running) -> Outcome | None:
        problem = one.future.exception()
        if type(problem).__name__ == "KilledWorker":
            if one.tries < _TRIES:
                self._cluster.tell(f"{one.task.name}: the workers it ran on ended; trying again")
                self._retry(one)
                return None
            return Outcome(one.task, problem="the workers it ran on ended again and again; it is tried no more")
        _log.error("%s failed", one.task.name, exc_info=problem)
        return Outcome(one.task, problem=f"{type(problem).__name__}: {problem}")

    def _retry(self, one: _Running) -> None:
        try:
            self._submit(one.task, tries=one.tries + 1)
        except ConnectionLostError:
            self._looked = 0.0  # the next look finds out

    def _look(self, waiting: deque[Task]) -> None:
        """Look now and then which workers there are; hand out again what waits for workers that are gone."""
        now = time.monotonic()
        if now - self._looked < _LOOK_EVERY_S:
            return
        self._looked = now
        if self._cluster.client.status != "running" or any(one.future is None for one in self._running.values()):
            raise ConnectionLostError
        if self._cluster.refresh():
            self._had_workers, self._is_waiting = now, False
        elif now - self._had_workers > self._cluster.patience_s:
            raise DramaError(
                f"the scheduler at {self._cluster.address} has no worker that can be used any more. What is done is "
                "kept: the same command goes on from here"
            )
        elif not self._is_waiting:
            self._is_waiting = True
            self._cluster.tell(f"no worker is left at {self._cluster.address}: waiting for one")
        for key, one in list(self._running.items()):
            if self._cluster.workers and not one.allowed & self._cluster.workers.keys():
                del self._running[key]
                self._give_up([one.future])
                waiting.appendleft(one.task)

    def _begin_again(self, waiting: deque[Task]) -> None:
        """Connect again after the scheduler ended, and let all be handed out anew that it knew of."""
        lost = [one.task for one in self._running.values()]
        self._running.clear()
        waiting.extendleft(reversed(lost))
        self._cluster.reconnect()
        self._looked, self._had_workers, self._is_waiting = 0.0, time.monotonic(), False

    def _cancel(self) -> None:
        self._withdraw()
        with suppress(ConnectionLostError):
            self._cluster.run_everywhere(release)

    def _withdraw(self) -> None:
        futures = [one.future for one in self._running.values() if one.future is not None]
        self._running.clear()
        self._give_up(futures)

    def _give_up(self, futures: Sequence[Any]) -> None:
        """Cancel what is handed out, as far as there still is a scheduler that knows of it."""
        client = self._cluster.client
        if futures and client is not None and client.status == "running":
            with suppress(OSError, TimeoutError, RuntimeError):
                client.cancel(futures, force=True)
