"""A connection to a Dask scheduler: made, looked after, made again when the scheduler was restarted.

The one module that imports ``distributed`` (BSD-3-Clause) in the process that asks: an extra, and slow to import.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from drama.errors import DramaError, install_command
from drama.shelf.dask.check import differences, marked, refusal, refused, remarks
from drama.shelf.dask.facts import Facts, Wanted, facts

if TYPE_CHECKING:
    from pathlib import Path

    from drama.shelf.schedulers import Tell

PATIENCE_S = 600.0
"""How long a scheduler that is gone, or the first worker, is waited for."""
_TRY_S = 3.0
"""How long one attempt to connect may take."""
_PAUSE_S = 0.5
_MOST_LOCAL = 256
_LOST: tuple[type[BaseException], ...] = (OSError, TimeoutError)
"""What distributed raises where the scheduler does not answer: its CommClosedError is an OSError."""


class ConnectionLostError(Exception):
    """The scheduler does not answer. Whoever asked connects again."""


class Cluster:
    """The workers of one scheduler, each looked at before it is used."""

    def __init__(self, address: str, *, tell: Tell, workers_anyway: bool, patience_s: float = PATIENCE_S) -> None:
        """``patience_s`` is how long a scheduler that is gone, or the first worker, is waited for."""
        self.address = address
        self.tell = tell
        self.patience_s = patience_s
        self._workers_anyway = workers_anyway
        self._client: Any = None
        self._wanted = Wanted()
        self._own: Facts | None = None
        self._refused: set[str] = set()
        self.workers: dict[str, int] = {}
        """Threads of each worker that is used, by its address."""

    @property
    def client(self) -> Any:  # noqa: ANN401 (distributed has no types)
        """The client of distributed."""
        return self._client

    def connect(self) -> None:
        """Connect to the scheduler. Raises :class:`~drama.errors.DramaError` where it does not answer at once."""
        try:
            self._client = _client(self.address)
        except (OSError, TimeoutError, ValueError, RuntimeError) as problem:
            raise DramaError(
                f"there is no scheduler at {self.address} ({_reason(problem)}); start one with `dask scheduler`, or "
                "use local:4 for processes of this machine"
            ) from problem

    def close(self) -> None:
        """End the connection; the scheduler and its workers stay."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(*_LOST):
                client.close(timeout=2)

    def reconnect(self) -> None:
        """Connect again to a scheduler that is gone or was restarted.

        Raises :class:`~drama.errors.DramaError` where it does not come back.
        """
        minutes = self.patience_s / 60
        self.tell(f"the scheduler at {self.address} is gone: waiting up to {minutes:.0f} min for it to come back")
        self.close()
        self.workers.clear()
        self._refused.clear()
        deadline = time.monotonic() + self.patience_s
        while True:
            try:
                self._client = _client(self.address)
            except _LOST:
                if time.monotonic() > deadline:
                    raise DramaError(
                        f"the scheduler at {self.address} did not come back within {minutes:.0f} min. What is done is "
                        "kept: the same command goes on from here"
                    ) from None
                time.sleep(_PAUSE_S)
                continue
            self.tell(f"the scheduler at {self.address} is back")
            return

    @contextmanager
    def checked(self, wanted: Wanted, folders: Mapping[Path, str]) -> Iterator[None]:
        """Look at every worker there is, and within the block at those that :meth:`refresh` finds new.

        Waits for the first one. Raises :class:`~drama.errors.DramaError` where one cannot be used, with all that
        differs: nothing has been begun then.
        """
        with marked(folders) as markers:
            self._wanted = Wanted(wanted.engines, wanted.voices, markers, wanted.sizes)
            self._own = facts(self._wanted)
            self.workers.clear()
            self._refused.clear()
            try:
                self._await_workers()
                problems = self._look_at(self._present(), announce=False)
            except ConnectionLostError as problem:
                raise DramaError(f"the scheduler at {self.address} ended before anything was begun") from problem
            if problems:
                raise refusal(problems, len(problems) + len(self.workers))
            yield

    def refresh(self) -> bool:
        """Look at workers that are new and forget those that ended; return whether any can be used.

        A new one that cannot is told of and left alone. Raises :class:`ConnectionLostError`.
        """
        present = self._present()
        for gone in self.workers.keys() - present.keys():
            del self.workers[gone]
        self._refused &= present.keys()
        new = {address: threads for address, threads in present.items() if address not in self.workers}
        self._look_at({address: new[address] for address in new.keys() - self._refused}, announce=True)
        return bool(self.workers)

    def run_everywhere(self, function: Callable[[], None]) -> None:
        """Call a function on every worker that is used and still there. Raises :class:`ConnectionLostError`.

        One that has ended is not asked: distributed 2026.8 would try to connect to it for 30 s.
        """
        if self._client is None or self._client.status != "running":
            return
        there = sorted(self.workers.keys() & self._present().keys())
        if not there:
            return
        try:
            self._client.run(function, workers=there, on_error="ignore")
        except _LOST as problem:
            raise ConnectionLostError(str(problem)) from problem

    def _await_workers(self) -> None:
        deadline = time.monotonic() + self.patience_s
        is_told = False
        while not self._present():
            if not is_told:
                self.tell(f"the scheduler at {self.address} has no worker yet: waiting for one (start `dask worker`)")
                is_told = True
            if time.monotonic() > deadline:
                raise DramaError(f"the scheduler at {self.address} has no worker; start some with `dask worker`")
            time.sleep(_PAUSE_S)

    def _present(self) -> dict[str, int]:
        """Return the threads of each worker there is."""
        try:
            return dict(self._client.nthreads())
        except _LOST as problem:
            raise ConnectionLostError(str(problem)) from problem

    def _look_at(self, new: Mapping[str, int], *, announce: bool) -> dict[str, str]:
        """Ask new workers, take those in that can be used, and return why the others cannot."""
        if not new:
            return {}
        assert self._own is not None
        problems = {}
        for worker, answer in self._ask(list(new)).items():
            if isinstance(answer, Facts):
                found = differences(self._own, answer)
                problem = refused(worker, answer.host, found, workers_anyway=self._workers_anyway)
                if not problem and (remark := remarks(worker, answer.host, found)):
                    self.tell(remark)
            elif isinstance(answer, _LOST):
                continue  # it ended meanwhile
            else:
                problem = f"worker {worker}: {self._why_none(worker, answer)}"
            if problem:
                problems[worker] = problem
            else:
                self.workers[worker] = new[worker]
        self._refused.update(problems)
        if announce:
            for problem in problems.values():
                self.tell(f"not used: {problem}")
        return problems

    def _ask(self, workers: Sequence[str]) -> dict[str, object]:
        try:
            return dict(self._client.run(facts, self._wanted, workers=workers, on_error="return"))
        except _LOST as problem:
            raise ConnectionLostError(str(problem)) from problem

    def _why_none(self, worker: str, problem: object) -> str:
        """Return why a worker does not even tell of itself."""
        if not isinstance(problem, ImportError | AttributeError):
            return f"it does not tell its versions: {_reason(problem)}"
        with suppress(*_LOST):
            answers = self._client.run(version, "drama", workers=[worker], on_error="return")
            if isinstance(installed := answers.get(worker), str):
                return f"drama {installed}, which cannot work for this one ({_reason(problem)})"
        return f"drama is not installed there ({_reason(problem)})"


@contextmanager
def open_cluster(address: str, *, tell: Tell, workers_anyway: bool) -> Iterator[Cluster]:
    """Yield the cluster at an address, or one of this machine's own for ``local:N``, which ends after the block."""
    _check_installed()
    _check_certificates(address)
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters of it is told in words
    with _at(address) as actual:
        cluster = Cluster(actual, tell=tell, workers_anyway=workers_anyway)
        cluster.connect()
        try:
            yield cluster
        finally:
            cluster.close()


@contextmanager
def _at(address: str) -> Iterator[str]:
    """Yield the address of a scheduler: for ``local:N`` of one that is started, with N workers of one thread."""
    if not address.startswith("local:"):
        yield address
        return
    match = re.fullmatch(r"local:(\d{1,3})", address)
    if match is None or not 1 <= int(match[1]) <= _MOST_LOCAL:
        raise DramaError(f"{address!r} is no number of processes; valid are local:1 to local:{_MOST_LOCAL}")
    with import_module("distributed").LocalCluster(
        n_workers=int(match[1]), threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
    ) as cluster:
        yield cluster.scheduler_address


def _client(address: str) -> Any:  # noqa: ANN401 (distributed has no types)
    return import_module("distributed").Client(address, timeout=_TRY_S, set_as_default=False)


def _check_certificates(address: str) -> None:
    if not address.startswith(("tls:", "wss:")):
        return
    security = import_module("distributed").Security()
    if security.get_connection_args("client").get("ssl_context") is None:
        raise DramaError(
            f"{address} wants a certificate of this machine's: set DASK_DISTRIBUTED__COMM__TLS__CA_FILE, "
            "…__CLIENT__CERT and …__CLIENT__KEY to PEM files"
        )


def _check_installed() -> None:
    try:
        import_module("distributed")
    except ImportError as problem:
        raise DramaError(
            f"a scheduler needs Dask distributed, which comes with the extra shelf: {install_command('shelf')}"
        ) from problem


def _reason(problem: object) -> str:
    rows = str(problem).strip().splitlines()
    return rows[-1] if rows else type(problem).__name__
