"""Real processes of ``dask scheduler`` and ``dask worker``: started, killed and started again as on many machines."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import drama

_CHECKOUT = Path(drama.__file__).parents[1]
_PATIENCE_S = 60.0
_QUIET = {
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "500ms",
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_LOGGING__DISTRIBUTED": "info",
}


class DaskProcess:
    """A process of the Dask command line; what it writes is kept in a file."""

    def __init__(self, log: Path, *words: str, python: str = sys.executable, **env: str) -> None:
        self.log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [python, "-P", "-W", "ignore", "-m", *words],
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **_QUIET, "PYTHONPATH": str(_CHECKOUT), **env},
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait_for(self, pattern: str) -> str:
        """Return what a pattern's group matches in what was written, as soon as it has been."""
        found: list[re.Match[str]] = []

        def is_written() -> bool:
            written = self.log.read_text(encoding="utf-8", errors="replace")
            found.extend(re.finditer(pattern, written))
            assert found or self._process.poll() is None, written
            return bool(found)

        wait_until(is_written)
        return found[0][1] if found[0].re.groups else found[0][0]

    def kill(self) -> None:
        """Kill it and all it started, as a machine that loses its power."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(_PATIENCE_S)


class DaskCluster:
    """A scheduler and its workers on this machine."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.address = ""
        self.scheduler: DaskProcess | None = None
        self.workers: list[DaskProcess] = []
        self._started = 0

    def start_scheduler(self) -> None:
        """Start the scheduler, again at the address it had."""
        port = self.address.rpartition(":")[2] or "0"
        self.scheduler = DaskProcess(
            self._log("scheduler"), "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port,
            "--no-dashboard", "--no-show",
        )  # fmt: skip
        self.address = self.scheduler.wait_for(r"Scheduler at:\s+(tcp://\S+)")

    def start_worker(self, *options: str, is_awaited: bool = True, **env: str) -> DaskProcess:
        """Start a worker of one thread."""
        worker = DaskProcess(
            self._log("worker"), "distributed.cli.dask_worker", self.address, "--nthreads", "1", "--no-nanny",
            "--no-dashboard", "--host", "127.0.0.1", "--memory-limit", "0",
            "--local-directory", str(self.folder / "spill"), *options, **env,
        )  # fmt: skip
        self.workers.append(worker)
        if is_awaited:
            worker.wait_for(r"Starting established connection to")
        return worker

    def end_worker(self, worker: DaskProcess) -> None:
        """Kill a worker."""
        self.workers.remove(worker)
        worker.kill()

    def restart(self) -> None:
        """Kill the scheduler, whose workers end with it, and start it and as many workers again."""
        assert self.scheduler is not None
        self.scheduler.kill()
        count = len(self.workers)
        for worker in list(self.workers):
            self.end_worker(worker)
        self.start_scheduler()
        for _ in range(count):
            self.start_worker(is_awaited=False)

    def end(self) -> None:
        """Kill all of it."""
        for process in (*self.workers, *filter(None, [self.scheduler])):
            process.kill()
        self.workers.clear()

    def _log(self, what: str) -> Path:
        self._started += 1
        return self.folder / f"{what}-{self._started}.log"


@contextlib.contextmanager
def dask_cluster(folder: Path, *, workers: int) -> Iterator[DaskCluster]:
    """Yield a scheduler with workers, which are killed after the block."""
    cluster = DaskCluster(folder)
    try:
        cluster.start_scheduler()
        for _ in range(workers):
            cluster.start_worker(is_awaited=False)
        for worker in cluster.workers:
            worker.wait_for(r"Starting established connection to")
        yield cluster
    finally:
        cluster.end()


def another_version(folder: Path, version: str) -> str:
    """Return a folder to import drama from in which it is of another version, all else being the same."""
    package = folder / f"drama-{version}" / "drama"
    package.mkdir(parents=True)
    for part in (_CHECKOUT / "drama").iterdir():
        if part.name != "version.py":
            (package / part.name).symlink_to(part)
    (package / "version.py").write_text(f'__version__ = "{version}"\n', encoding="utf-8")
    (package.parent / "voices.toml").symlink_to(_CHECKOUT / "voices.toml")
    return str(package.parent)


def wait_until(has_happened: Callable[[], bool]) -> None:
    """Return as soon as something has happened in another process; what it writes is looked at 20 times a second."""
    poll = select.poll()
    for _ in range(int(_PATIENCE_S * 20)):
        if has_happened():
            return
        poll.poll(50)
    raise AssertionError(has_happened)
