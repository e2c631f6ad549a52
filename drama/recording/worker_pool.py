"""The pool of worker processes: restarted when they crash or hang, each line tried three times.

Engines that compute share one pool with one worker per core; an engine that waits (a server) has a pool of its own.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import fields
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from drama.engines import EngineInfo, get_engine
from drama.engines.base import PreparingEngine
from drama.errors import DramaError, EngineError, RequestRefusedError, TakeError
from drama.model import Mark, Take, Voice
from drama.recording.lane import EXPRESS, Lane, Urgency
from drama.recording.speeds import Speed, expected_s
from drama.recording.worker_processes import Worker, idle_workers

TRIES = 3
_CHARACTERS = 240
"""A line longer than this gets a proportionally longer time-out."""
_CHARACTERS_A_SECOND = 15
"""Characters a second of people reading aloud."""
_LATE = 20
"""Factor on the time a line should take by its engine's stated speed, before a busy machine is considered to hang."""
_GRACE_S = 1.0
"""Time workers get to finish their line on an error or interrupt; then they are killed."""
_WARM_UP = "Ready."
"""What is prepared so that the first line takes no longer than others."""


def patience_s(timeout_s: float, characters: int, speed: float) -> float:
    """Return the time-out of a line in seconds: longer for a long line, and for an engine that states a low speed.

    ``speed`` is in seconds of sound per second, 0 if not known.
    """
    by_length = timeout_s * max(1.0, characters / _CHARACTERS)
    return max(by_length, _LATE * characters / _CHARACTERS_A_SECOND / speed) if speed else by_length


class WorkerPool:
    """Pools of workers, one queue each; one thread per worker sends requests and waits for the response. Thread-safe.

    :param has_express: whether one worker more waits for what is needed :attr:`~drama.recording.lane.Urgency.NOW`
        alone; the others then leave it the processor (they are niced).
    """

    def __init__(self, root: Path, *, size: int, timeout_s: float, has_express: bool = False) -> None:
        self._root = root
        self._timeout_s = timeout_s
        self._size = size
        self._has_express = has_express
        self._lanes: dict[str, Lane] = {}
        self._opening = threading.Lock()
        self._own = threading.local()
        self._workers: list[Worker] = []
        self._preparing = threading.Lock()
        self._counting = threading.Lock()
        self.speeds: dict[str, Speed] = {}
        """The speed of each engine so far."""
        self._is_off = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end(at_once=problem is not None)

    def end(self, *, at_once: bool = False) -> None:
        """End the workers: those still busy after a moment are killed, where it is ``at_once``."""
        self._is_off = True
        last_call = threading.Timer(_GRACE_S, self._kill_all)
        if at_once and self._workers:
            last_call.start()
        for lane in self._lanes.values():
            lane.end()
        last_call.cancel()
        for worker in self._workers:
            if at_once:
                worker.kill()  # nobody waits for its work, nor for the engine that it may be loading
            if at_once or worker.is_eased:
                worker.end()
            else:
                idle_workers.give_back(worker)

    def record(
        self, key: str, text: str, voice: Voice, marks: Sequence[Mark] = (), *, urgency: Urgency = Urgency.LATER
    ) -> Future[Take]:
        """Queue a line. Its future raises :class:`EngineError`, or :class:`TakeError` if the store is not writable."""
        return self._lane(voice).submit(partial(self._record, key, text, voice, marks), urgency)

    def urge(self, queued: Future[Take], voice: Voice, urgency: Urgency) -> None:
        """Have a line recorded sooner than it was queued for."""
        self._lane(voice).urge(queued, urgency)

    def warm(self, voice: Voice) -> None:
        """Start the workers that would speak with a voice, and load what it needs, without waiting for that."""

        def begin() -> None:
            with suppress(EngineError):  # whoever asks for a line will be told
                self._worker().begin(voice.engine)

        def prepare() -> None:
            with suppress(EngineError):
                self._prepared(_WARM_UP, voice, ())

        self._lane(voice).each(begin)
        threading.Thread(target=prepare, name="warm", daemon=True).start()

    def _lane(self, voice: Voice) -> Lane:
        processes = EngineInfo(voice.engine).schedule_for(voice).processes
        name = "" if processes is None else voice.engine
        with self._opening:
            if name not in self._lanes:
                has_express = self._has_express and processes is None
                self._lanes[name] = Lane(max(1, processes or self._size), has_express=has_express)
            return self._lanes[name]

    def _record(self, key: str, text: str, voice: Voice, marks: Sequence[Mark]) -> Take:
        request = {"key": key, "text": text, "root": str(self._root), "voice": _as_json(voice), "prepared": None,
                   "marks": [(mark.start, mark.end, mark.kind, mark.phonemes) for mark in marks]}  # fmt: skip
        schedule = EngineInfo(voice.engine).schedule_for(voice)
        timeout_s = schedule.line_timeout_s or patience_s(self._timeout_s, len(text), schedule.speed)
        problem, is_loading = "nothing", False
        for _ in range(TRIES):
            if self._is_off:
                break
            worker = self._worker()
            worker.begin(voice.engine)
            if request["prepared"] is None:
                request["prepared"] = self._prepared(text, voice, marks)  # while the worker loads
            failure = worker.loaded()
            began = time.monotonic()
            response = failure or worker.ask(request, timeout_s=timeout_s)
            if response.pop("was_last", False):
                worker.end()
            if "frames" in response:
                take = Take(key=key, **{**response, "energies": tuple(response["energies"])})
                if text:
                    speed = Speed(take.frames / take.frame_rate, time.monotonic() - began, expected_s(text, voice))
                    self._count(voice.engine, speed)
                return take
            if "store" in response:
                raise TakeError(response["store"])
            if "refused" in response:
                raise RequestRefusedError(response["refused"])
            problem = response["engine"]
            is_loading = bool(failure)
            worker.kill()  # the next try gets a new process: this one's state is unknown
        if is_loading:  # no other line would fare better
            raise RequestRefusedError(f"the engine {voice.engine} does not load, {TRIES} times tried: {problem}")
        raise EngineError(f"the line {text[:60]!r} could not be recorded with {voice.name} in {TRIES} tries: {problem}")

    def speeds_so_far(self) -> dict[str, Speed]:
        """Return a copy of the speeds, which workers go on to measure."""
        with self._counting:
            return dict(self.speeds)

    def _count(self, engine: str, more: Speed) -> None:
        with self._counting:
            before = self.speeds.get(engine, Speed(0.0, 0.0))
            self.speeds[engine] = Speed(
                before.sound_s + more.sound_s, before.busy_s + more.busy_s, before.expected_s + more.expected_s
            )

    def _prepared(self, text: str, voice: Voice, marks: Sequence[Mark]) -> str | None:
        """Return the text as the engine prepares it; None if it prepares none. Raises :class:`EngineError`."""
        engine = get_engine(voice.engine)
        if not text or not isinstance(engine, PreparingEngine):
            return None
        try:
            with self._preparing:
                return engine.prepare(text, voice, marks)
        except DramaError:
            raise
        except Exception as problem:  # a third party's code may raise anything
            reason = f"{type(problem).__name__}: {problem}"
            raise EngineError(f"the engine {voice.engine} cannot prepare the line {text[:60]!r}: {reason}") from problem

    def _kill_all(self) -> None:
        for worker in self._workers:
            worker.kill()

    def _worker(self) -> Worker:
        """Return the worker of this thread, a new one if the old one has ended."""
        worker: Worker | None = getattr(self._own, "worker", None)
        if worker is None or not worker.is_alive():
            if worker is not None:
                worker.end()
                self._workers.remove(worker)
            worker = self._own.worker = idle_workers.take()
            if self._has_express and not threading.current_thread().name.endswith(EXPRESS):
                worker.ease()
            self._workers.append(worker)
        return worker


def _as_json(voice: Voice) -> dict[str, Any]:
    """Return a voice as a JSON object."""
    values = {field.name: getattr(voice, field.name) for field in fields(voice)}
    return {**values, "options": dict(voice.options)}
