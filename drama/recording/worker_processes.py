"""The processes that speak: started, asked, killed when they hang; and kept warm where more is to come."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from drama.engines import get_engine
from drama.engines.base import LoadingEngine
from drama.recording.store import shared_float

_START_TIMEOUT_S = 300.0
"""How long an engine may take to load its model: on a busy machine with a cold disk many times what a line takes."""
_GRACE_S = 1.0
"""What a process that has closed its output gets to end."""


class Worker:
    """One process of :mod:`drama.recording.worker`."""

    def __init__(self) -> None:
        self._loaded: set[str] = set()
        self._loading = 0
        self._is_asked = False
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 (closed by end)
        house = str(Path(__file__).parents[2])
        paths = [house, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            # -P: nothing is imported from the folder the user happens to be in
            [sys.executable, "-P", "-W", "ignore", "-m", "drama.recording.worker"],
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
            self._loading += 1

    def loaded(self) -> dict[str, Any]:
        """Wait until what was begun is there; return what went wrong, or nothing."""
        while self._loading:
            self._loading -= 1
            answer = self.ask(None, timeout_s=_START_TIMEOUT_S)
            if not answer.pop("started", False):
                return answer
        return {}

    def is_alive(self) -> bool:
        """Tell whether the process runs."""
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
            self._is_asked = True
            if ask is not None:
                self._write(ask)
            row = self._process.stdout.readline()
            self._is_asked = False
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

    def is_idle(self) -> bool:
        """Tell whether it lives and owes no answer but to what was begun."""
        return self.is_alive() and not self._is_asked


class _Kept:
    """Workers that wait for a pool."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._workers: list[Worker] = []
        self.is_open = False

    def take(self) -> Worker:
        """Return a worker that waits, or a new one."""
        with self._lock:
            while self._workers:
                worker = self._workers.pop()
                if worker.is_idle():
                    return worker
                worker.end()
        return Worker()

    def give_back(self, worker: Worker) -> None:
        """Keep a worker that is still good, where workers are kept; end any other."""
        with self._lock:
            if self.is_open and worker.is_idle():
                self._workers.append(worker)
                return
        worker.end()

    def end(self) -> None:
        with self._lock:
            workers, self._workers = self._workers, []
        for worker in workers:
            worker.kill()  # it does nothing that anybody waits for
            worker.end()


kept = _Kept()


@contextmanager
def warm_workers(engine: str, count: int, *, are_kept: bool) -> Iterator[None]:
    """Have so many workers load an engine while the caller goes on, for the crews within.

    :param are_kept: whether they, and others that crews start, go from one pool to the next; else a pool ends them.
    """
    kept.is_open = True
    for _ in range(count):
        worker = Worker()
        worker.begin(engine)
        kept.give_back(worker)
    kept.is_open = are_kept
    try:
        yield
    finally:
        kept.is_open = False
        kept.end()


def _answer(row: bytes) -> dict[str, Any]:
    """Return a worker's answer; an engine may have written into the pipe, and that is a failure of the line."""
    with contextlib.suppress(ValueError, RecursionError):
        answer = json.loads(row, parse_float=shared_float)
        if isinstance(answer, dict) and {"started", "frames", "store", "refused", "engine"} & answer.keys():
            return answer
    return {"engine": f"an answer that is none of drama's: {row[:60]!r}"}
