"""The parent's side of worker processes: start them, send requests, kill them when they hang, keep idle ones warm."""

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
from drama.recording.blob_store import shared_float

_START_TIMEOUT_S = 300.0
"""Time-out for loading a model: on a busy machine with a cold disk many times that of a line."""
_NICENESS, _NICEST = 10, 19
"""How much nicer than this process a worker is whose lines nobody waits for: beside one as nice as this it gets a tenth
of the processor; and the nicest there is."""
_GRACE_S = 1.0
"""Time a process that has closed its output gets to end."""


class Worker:
    """One process of :mod:`drama.recording.worker`."""

    def __init__(self) -> None:
        self._loaded: set[str] = set()
        self._loading = 0
        self._is_busy = False
        self.is_eased = False
        """Whether the process leaves the processor to others."""
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 (closed by end)
        package_root = str(Path(__file__).parents[2])
        paths = [package_root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            # -P: import nothing from the current working directory
            [sys.executable, "-P", "-W", "ignore", "-m", "drama.recording.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(paths),
                "OMP_NUM_THREADS": "1",
                "OPENBLAS_NUM_THREADS": "1",
            },
        )

    def ease(self) -> None:
        """Have the process leave the processor to whatever somebody waits for. It cannot be taken back."""
        self.is_eased = True
        with contextlib.suppress(OSError, AttributeError):  # there is no niceness on Windows
            niceness = min(os.getpriority(os.PRIO_PROCESS, 0) + _NICENESS, _NICEST)
            os.setpriority(os.PRIO_PROCESS, self._process.pid, niceness)

    def begin(self, engine: str) -> None:
        """Have the worker load an engine's model, once per process, without waiting for it."""
        if engine not in self._loaded and isinstance(get_engine(engine), LoadingEngine):
            self._loaded.add(engine)
            self._write({"start": engine})
            self._loading += 1

    def loaded(self) -> dict[str, Any]:
        """Wait until the engines begun are loaded; return the response of one that failed, else an empty one."""
        while self._loading:
            self._loading -= 1
            response = self.ask(None, timeout_s=_START_TIMEOUT_S)
            if not response.pop("started", False):
                return response
        return {}

    def is_alive(self) -> bool:
        """Return whether the process is running."""
        return self._process.poll() is None

    def ask(self, request: dict[str, Any] | None, *, timeout_s: float) -> dict[str, Any]:
        """Return the worker's response to a request (None: to one already sent); kill it after the time-out."""
        assert self._process.stdout is not None
        hung = threading.Event()

        def give_up() -> None:
            hung.set()
            self.kill()

        watch = threading.Timer(timeout_s, give_up)
        watch.start()
        try:
            self._is_busy = True
            if request is not None:
                self._write(request)
            row = self._process.stdout.readline()
            self._is_busy = False
        except OSError:
            row = b""
        finally:
            watch.cancel()
        if row.endswith(b"\n"):
            return _response(row)
        reason = f"no answer within {timeout_s:g} s" if hung.is_set() else f"its process ended {self._exit_report()}"
        return {"engine": reason}

    def _write(self, request: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # if the worker has ended, reading its output says more
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()

    def kill(self) -> None:
        """Kill the process and wait until it has ended."""
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait(timeout=5)

    def end(self) -> None:
        """Close the pipes and wait until the process has ended. Idempotent."""
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.kill()
            self._process.wait()
        self._stderr.close()

    def _exit_report(self) -> str:
        """Return the exit code and the last row of standard error."""
        try:
            code = self._process.wait(timeout=_GRACE_S)
        except subprocess.TimeoutExpired:  # it has closed its output and still runs
            self.kill()
            code = self._process.wait()
        self._stderr.seek(0)
        rows = self._stderr.read().decode(errors="replace").strip().splitlines()
        return f"(exit code {code}{': ' + rows[-1] if rows else ''})"

    def is_idle(self) -> bool:
        """Return whether the process is running and owes no response, except to engines begun."""
        return self.is_alive() and not self._is_busy


class _IdleWorkers:
    """Warm workers that wait for the next pool. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._workers: list[Worker] = []
        self.is_open = False

    def take(self) -> Worker:
        """Return an idle worker, or a new one."""
        with self._lock:
            while self._workers:
                worker = self._workers.pop()
                if worker.is_idle():
                    return worker
                worker.end()
        return Worker()

    def give_back(self, worker: Worker) -> None:
        """Keep a worker that is idle, if workers are kept; end it otherwise."""
        with self._lock:
            if self.is_open and worker.is_idle():
                self._workers.append(worker)
                return
        worker.end()

    def end(self) -> None:
        with self._lock:
            workers, self._workers = self._workers, []
        for worker in workers:
            worker.kill()  # nobody waits for its work
            worker.end()


idle_workers = _IdleWorkers()


@contextmanager
def warm_workers(engine: str, count: int, *, are_kept: bool) -> Iterator[None]:
    """Start ``count`` workers that load an engine in the background, for the worker pools within the block.

    :param are_kept: whether these workers, and others that pools start, pass from one pool to the next; otherwise a
        pool ends its workers.
    """
    idle_workers.is_open = True
    for _ in range(count):
        worker = Worker()
        worker.begin(engine)
        idle_workers.give_back(worker)
    idle_workers.is_open = are_kept
    try:
        yield
    finally:
        idle_workers.is_open = False
        idle_workers.end()


def _response(row: bytes) -> dict[str, Any]:
    """Return a worker's response; anything else an engine has written into the pipe is a failure of the line."""
    with contextlib.suppress(ValueError, RecursionError):
        response = json.loads(row, parse_float=shared_float)
        if isinstance(response, dict) and {"started", "frames", "store", "refused", "engine"} & response.keys():
            return response
    return {"engine": f"an answer that is none of drama's: {row[:60]!r}"}
