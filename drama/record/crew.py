"""Worker processes that record: restarted when they die or hang, each line tried three times.

Engines that compute share one pool of workers, one a core; an engine that waits (a server) has workers of its own.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import drama
from drama.engines import EngineInfo, get_engine
from drama.engines.base import LoadingEngine, PreparingEngine
from drama.errors import DramaError, EngineError, RequestRefusedError, TakeError
from drama.model import Mark, Take, Voice
from drama.record.speeds import Speed
from drama.takes import shared_float

TRIES = 3
_START_TIMEOUT_S = 300.0
"""How long an engine may take to load its model: on a busy machine with a cold disk many times what a line takes."""
_CHARACTERS = 240
"""A line longer than this gets a time-out longer by as much."""
_GRACE_S = 1.0
"""What workers get to finish their line when all is called off; then they are killed."""


class Crew:
    """Pools of workers, a queue each; a thread for each worker writes to it and waits for the answer."""

    def __init__(self, root: Path, *, size: int, timeout_s: float) -> None:
        self._root = root
        self._timeout_s = timeout_s
        self._size = size
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._own = threading.local()
        self._workers: list[_Worker] = []
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
            worker.end()

    def record(self, key: str, text: str, voice: Voice, marks: Sequence[Mark] = ()) -> Future[Take]:
        """Queue a line. Its future raises :class:`EngineError`; :class:`TakeError` if the store cannot be written."""
        return self._pool(voice.engine).submit(self._record, key, text, voice, marks)

    def _pool(self, engine: str) -> ThreadPoolExecutor:
        processes = EngineInfo(engine).schedule.processes
        name = "" if processes is None else engine
        if name not in self._pools:
            self._pools[name] = ThreadPoolExecutor(max(1, processes or self._size), thread_name_prefix="record")
        return self._pools[name]

    def _record(self, key: str, text: str, voice: Voice, marks: Sequence[Mark]) -> Take:
        ask = {"key": key, "text": text, "root": str(self._root), "voice": _plain(voice), "prepared": None,
               "marks": [(mark.start, mark.end, mark.kind, mark.phonemes) for mark in marks]}  # fmt: skip
        timeout_s = self._timeout_s * max(1.0, len(text) / _CHARACTERS)
        what = "nothing"
        for _ in range(TRIES):
            if self._is_off:
                break
            worker = self._worker()
            worker.begin(voice.engine)
            if ask["prepared"] is None:
                ask["prepared"] = self._prepared(text, voice, marks)  # while the worker loads
            answer = worker.loaded()
            began = time.monotonic()
            answer = answer or worker.ask(ask, timeout_s=timeout_s)
            if answer.pop("was_last", False):
                worker.end()
            if "frames" in answer:
                take = Take(key=key, **{**answer, "energies": tuple(answer["energies"])})
                if text:
                    self._count(voice.engine, take.frames / take.frame_rate, time.monotonic() - began)
                return take
            if "store" in answer:
                raise TakeError(answer["store"])
            if "refused" in answer:
                raise RequestRefusedError(answer["refused"])
            what = answer["engine"]
            worker.kill()  # the next try has a process of its own, whatever state this one is in
        raise EngineError(f"the line {text[:60]!r} could not be recorded with {voice.name} in {TRIES} tries: {what}")

    def _count(self, engine: str, sound_s: float, busy_s: float) -> None:
        with self._counting:
            before = self.speeds.get(engine, Speed(0.0, 0.0))
            self.speeds[engine] = Speed(before.sound_s + sound_s, before.busy_s + busy_s)

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

    def _worker(self) -> _Worker:
        """Return the worker of this thread, a new one if the old one is gone."""
        worker: _Worker | None = getattr(self._own, "worker", None)
        if worker is None or not worker.is_alive():
            if worker is not None:
                worker.end()
                self._workers.remove(worker)
            worker = self._own.worker = _Worker()
            self._workers.append(worker)
        return worker


class _Worker:
    """One process of :mod:`drama.record.worker`."""

    def __init__(self) -> None:
        self._loaded: set[str] = set()
        self._is_loading = False
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 (closed by end)
        house = str(Path(drama.__file__).parents[1])
        paths = [house, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            # -P: nothing is imported from the folder the user happens to be in
            [sys.executable, "-P", "-W", "ignore", "-m", "drama.record.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(paths),
                "OMP_NUM_THREADS": "1",
                "OPENBLAS_NUM_THREADS": "1",
            },
        )

    def begin(self, engine: str) -> None:
        """Have an engine load what it speaks with, once a process, and do not wait for it."""
        if engine not in self._loaded and isinstance(get_engine(engine), LoadingEngine):
            self._loaded.add(engine)
            self._write({"start": engine})
            self._is_loading = True

    def loaded(self) -> dict[str, Any]:
        """Wait until what was begun is there; return what went wrong, or nothing."""
        if not self._is_loading:
            return {}
        self._is_loading = False
        answer = self.ask(None, timeout_s=_START_TIMEOUT_S)
        return {} if answer.pop("started", False) else answer

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, ask: dict[str, Any] | None, *, timeout_s: float) -> dict[str, Any]:
        """Return the worker's answer to what is asked, or was begun; that it hangs, if so, and kill it."""
        assert self._process.stdout is not None
        hung = threading.Event()

        def give_up() -> None:
            hung.set()
            self.kill()

        watch = threading.Timer(timeout_s, give_up)
        watch.start()
        try:
            if ask is not None:
                self._write(ask)
            row = self._process.stdout.readline()
        except OSError:
            row = b""
        finally:
            watch.cancel()
        if row.endswith(b"\n"):
            return _answer(row)
        told = f"no answer within {timeout_s:g} s" if hung.is_set() else f"its process ended {self._last_words()}"
        return {"engine": told}

    def _write(self, ask: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # of a worker that is gone reading tells more
            self._process.stdin.write(json.dumps(ask).encode() + b"\n")
            self._process.stdin.flush()

    def kill(self) -> None:
        """Kill the process and wait until it is gone."""
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait(timeout=5)

    def end(self) -> None:
        """Let the process go and wait until it has. Can be called again."""
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.kill()
            self._process.wait()
        self._complaints.close()

    def _last_words(self) -> str:
        try:
            code = self._process.wait(timeout=_GRACE_S)
        except subprocess.TimeoutExpired:  # it has closed its output and lives on
            self.kill()
            code = self._process.wait()
        self._complaints.seek(0)
        rows = self._complaints.read().decode(errors="replace").strip().splitlines()
        return f"(exit code {code}{': ' + rows[-1] if rows else ''})"


def _answer(row: bytes) -> dict[str, Any]:
    """Return a worker's answer; an engine may have written into the pipe, and that is a failure of the line."""
    with contextlib.suppress(ValueError, RecursionError):
        answer = json.loads(row, parse_float=shared_float)
        if isinstance(answer, dict) and {"started", "frames", "store", "refused", "engine"} & answer.keys():
            return answer
    return {"engine": f"an answer that is none of drama's: {row[:60]!r}"}


def _plain(voice: Voice) -> dict[str, Any]:
    """Return a voice as JSON can carry it."""
    plain = {field.name: getattr(voice, field.name) for field in fields(voice)}
    return {**plain, "options": dict(voice.options)}
