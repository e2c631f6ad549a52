"""Worker processes that record: restarted when they die or hang, each line tried three times.

Engines that compute share one pool of workers, one a core; an engine that waits (a server) has workers of its own.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from drama.engines import EngineInfo, get_engine
from drama.engines.base import PreparingEngine
from drama.errors import DramaError, EngineError, RequestRefusedError, TakeError
from drama.model import Mark, Take, Voice
from drama.recording.speeds import Speed, expected_s
from drama.recording.worker_processes import Worker, kept

TRIES = 3
_CHARACTERS = 240
"""A line longer than this gets a time-out longer by as much."""
_CHARACTERS_A_SECOND = 15
"""As people read aloud."""
_LATE = 20
"""Times what a line should take, by what its engine says of its speed, before it is given up on a busy machine."""
_GRACE_S = 1.0
"""What workers get to finish their line when all is called off; then they are killed."""


def patience_s(timeout_s: float, characters: int, speed: float) -> float:
    """Return how long a line may take: longer for a long one, and by an engine that says it is slow.

    ``speed`` is in seconds of sound a second, 0 where it is not known.
    """
    plain = timeout_s * max(1.0, characters / _CHARACTERS)
    return max(plain, _LATE * characters / _CHARACTERS_A_SECOND / speed) if speed else plain


class WorkerPool:
    """Pools of workers, a queue each; a thread for each worker writes to it and waits for the answer."""

    def __init__(self, root: Path, *, size: int, timeout_s: float) -> None:
        self._root = root
        self._timeout_s = timeout_s
        self._size = size
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._own = threading.local()
        self._workers: list[Worker] = []
        self._preparing = threading.Lock()
        self._counting = threading.Lock()
        self.speeds: dict[str, Speed] = {}
        """How fast each engine has spoken."""
        self._is_off = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_off = True
        last_call = threading.Timer(_GRACE_S, self._kill_all)
        if problem is not None and self._workers:
            last_call.start()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
        last_call.cancel()
        for worker in self._workers:
            if problem is None:
                kept.give_back(worker)
            else:
                worker.end()

    def record(self, key: str, text: str, voice: Voice, marks: Sequence[Mark] = ()) -> Future[Take]:
        """Queue a line. Its future raises :class:`EngineError`; :class:`TakeError` if the store cannot be written."""
        return self._pool(voice).submit(self._record, key, text, voice, marks)

    def _pool(self, voice: Voice) -> ThreadPoolExecutor:
        processes = EngineInfo(voice.engine).schedule_for(voice).processes
        name = "" if processes is None else voice.engine
        if name not in self._pools:
            self._pools[name] = ThreadPoolExecutor(max(1, processes or self._size), thread_name_prefix="record")
        return self._pools[name]

    def _record(self, key: str, text: str, voice: Voice, marks: Sequence[Mark]) -> Take:
        ask = {"key": key, "text": text, "root": str(self._root), "voice": _plain(voice), "prepared": None,
               "marks": [(mark.start, mark.end, mark.kind, mark.phonemes) for mark in marks]}  # fmt: skip
        schedule = EngineInfo(voice.engine).schedule_for(voice)
        timeout_s = schedule.line_timeout_s or patience_s(self._timeout_s, len(text), schedule.speed)
        what, is_loading = "nothing", False
        for _ in range(TRIES):
            if self._is_off:
                break
            worker = self._worker()
            worker.begin(voice.engine)
            if ask["prepared"] is None:
                ask["prepared"] = self._prepared(text, voice, marks)  # while the worker loads
            failed = worker.loaded()
            began = time.monotonic()
            answer = failed or worker.ask(ask, timeout_s=timeout_s)
            if answer.pop("was_last", False):
                worker.end()
            if "frames" in answer:
                take = Take(key=key, **{**answer, "energies": tuple(answer["energies"])})
                if text:
                    spoken = Speed(take.frames / take.frame_rate, time.monotonic() - began, expected_s(text, voice))
                    self._count(voice.engine, spoken)
                return take
            if "store" in answer:
                raise TakeError(answer["store"])
            if "refused" in answer:
                raise RequestRefusedError(answer["refused"])
            what = answer["engine"]
            is_loading = bool(failed)
            worker.kill()  # the next try has a process of its own, whatever state this one is in
        if is_loading:  # no words would help
            raise RequestRefusedError(f"the engine {voice.engine} does not load, {TRIES} times tried: {what}")
        raise EngineError(f"the line {text[:60]!r} could not be recorded with {voice.name} in {TRIES} tries: {what}")

    def _count(self, engine: str, more: Speed) -> None:
        with self._counting:
            before = self.speeds.get(engine, Speed(0.0, 0.0))
            self.speeds[engine] = Speed(
                before.sound_s + more.sound_s, before.busy_s + more.busy_s, before.expected_s + more.expected_s
            )

    def _prepared(self, text: str, voice: Voice, marks: Sequence[Mark]) -> str | None:
        """Return what the worker gets in place of a text; None where it gets the text. Raises :class:`EngineError`."""
        engine = get_engine(voice.engine)
        if not text or not isinstance(engine, PreparingEngine):
            return None
        try:
            with self._preparing:
                return engine.prepare(text, voice, marks)
        except DramaError:
            raise
        except Exception as problem:  # another's code may raise anything
            told = f"{type(problem).__name__}: {problem}"
            raise EngineError(f"the engine {voice.engine} cannot prepare the line {text[:60]!r}: {told}") from problem

    def _kill_all(self) -> None:
        for worker in self._workers:
            worker.kill()

    def _worker(self) -> Worker:
        """Return the worker of this thread, a new one if the old one is gone."""
        worker: Worker | None = getattr(self._own, "worker", None)
        if worker is None or not worker.is_alive():
            if worker is not None:
                worker.end()
                self._workers.remove(worker)
            worker = self._own.worker = kept.take()
            self._workers.append(worker)
        return worker


def _plain(voice: Voice) -> dict[str, Any]:
    """Return a voice as JSON can carry it."""
    plain = {field.name: getattr(voice, field.name) for field in fields(voice)}
    return {**plain, "options": dict(voice.options)}
