"""A recording session: workers started once and kept warm, for lines asked for one by one from several threads."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import Future
from functools import partial

from drama.errors import EngineError
from drama.model import Take, Voice
from drama.recording.lane import Urgency
from drama.recording.record import LINE_TIMEOUT_S, RecordedLine, Request, request_key
from drama.recording.speeds import Speed, remember
from drama.recording.store import TakeStore
from drama.recording.worker_pool import WorkerPool


class Session:
    """Records lines into a store, the most urgent first, each once however often it is asked for. Thread-safe."""

    def __init__(self, store: TakeStore, *, jobs: int, timeout_s: float = LINE_TIMEOUT_S) -> None:
        self.store = store
        self.jobs = jobs
        self._pool = WorkerPool(store.root, size=jobs, timeout_s=timeout_s, has_express=True)
        self._lock = threading.Lock()
        self._coming: dict[str, Future[Take]] = {}
        self._asked: Counter[str] = Counter()
        self._remembered: dict[str, Speed] = {}
        self._is_over = False

    def ask(self, request: Request, urgency: Urgency) -> Future[RecordedLine]:
        """Return the take of a request, there already or to come.

        Its future raises as :func:`~drama.recording.record` does. Raises :class:`EngineError` after the end.
        """
        key = request_key(request)
        answer: Future[RecordedLine] = Future()
        take = self.store.get(key)
        if take is not None:
            answer.set_result(RecordedLine(take, is_new=False))
            return answer
        with self._lock:
            if self._is_over:
                raise EngineError("the recorder is closed: nothing more can be recorded with it")
            coming = self._coming.get(key)
            if coming is None or coming.cancelled():
                coming = self._pool.record(key, request.text, request.voice, request.marks, urgency=urgency)
                self._coming[key], self._asked[key] = coming, 0
            else:
                self._pool.urge(coming, request.voice, urgency)
            self._asked[key] += 1
        coming.add_done_callback(partial(self._recorded, key, answer))
        return answer

    def drop(self, request: Request) -> None:
        """Take one asking back; what nobody else waits for, and has not begun, is not recorded."""
        key = request_key(request)
        with self._lock:
            self._asked[key] -= 1
            coming = self._coming.get(key) if self._asked[key] <= 0 else None
        if coming is not None:
            coming.cancel()

    def warm(self, voice: Voice) -> None:
        """Start the workers and load what a voice needs, without waiting for it."""
        self._pool.warm(voice)

    def speeds(self) -> dict[str, Speed]:
        """Return how fast the engines have been in this session."""
        return self._pool.speeds_so_far()

    def remember_speeds(self) -> None:
        """Remember how fast the engines were since this was last called."""
        with self._lock:
            now, before = self._pool.speeds_so_far(), self._remembered
            self._remembered = now
        for engine, speed in now.items():
            remember(self.store.root, engine, speed.less(before.get(engine)))

    def end(self) -> None:
        """End the workers; lines that are not done within a moment are given up. Idempotent."""
        with self._lock:
            if self._is_over:
                return
            self._is_over = True
        self._pool.end(at_once=True)
        self.remember_speeds()

    def _recorded(self, key: str, answer: Future[RecordedLine], coming: Future[Take]) -> None:
        with self._lock:
            if self._coming.get(key) is coming:
                del self._coming[key], self._asked[key]
        if coming.cancelled():
            answer.cancel()
            answer.set_running_or_notify_cancel()
        elif (problem := coming.exception()) is not None:
            answer.set_exception(problem)
        else:
            answer.set_result(RecordedLine(coming.result(), is_new=True))
