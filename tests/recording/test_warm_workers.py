"""Workers that load their engine before they are needed, and those that go from one recording to the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from drama.errors import EngineError
from drama.model import Voice
from drama.recording import Request, record, warm_workers
from drama.recording.store import TakeStore
from drama.recording.worker_processes import idle_workers

pytestmark = pytest.mark.slow

FINE = Voice(name="Odile", engine="trouble", id="fine")


def spoken(store: TakeStore, text: str, voice: Voice = FINE, *, jobs: int = 1) -> None:
    list(record([Request(text, voice)], store, jobs=jobs))


def processes(log: Path) -> list[str]:
    """Return the process each line was spoken in."""
    return [row.split()[0] for row in log.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("are_kept", "count"), [(True, 1), (False, 3)])
def test_kept_workers_speak_for_one_recording_after_the_other(
    tmp_path: Path, trouble_log: Path, are_kept: bool, count: int
) -> None:
    store = TakeStore(tmp_path / "store")
    with warm_workers("trouble", 1, are_kept=are_kept):
        for number in range(3):
            spoken(store, f"The tide came in {number} times.")
    assert len(set(processes(trouble_log))) == count


def test_nothing_waits_once_the_block_is_left(tmp_path: Path, trouble_log: Path) -> None:
    with warm_workers("trouble", 2, are_kept=True):
        waiting = list(idle_workers._workers)
        assert all(worker.is_alive() for worker in waiting)
        spoken(TakeStore(tmp_path / "store"), "The tide came in.")
    assert not any(worker.is_alive() for worker in waiting)
    assert not idle_workers._workers
    spoken(TakeStore(tmp_path / "store"), "The tide went out.")
    assert not idle_workers._workers
    assert len(set(processes(trouble_log))) == 2


def test_an_error_ends_them_too(tmp_path: Path, trouble_log: Path) -> None:
    bad = Voice(name="Odile", engine="trouble", id="raise")
    waiting = []

    def speak() -> None:
        with warm_workers("trouble", 1, are_kept=True):
            waiting.extend(idle_workers._workers)
            spoken(TakeStore(tmp_path / "store"), "A bad line.", bad)

    with pytest.raises(EngineError):
        speak()
    assert waiting
    assert not any(worker.is_alive() for worker in waiting)
    assert len(processes(trouble_log)) == 3


def test_a_worker_that_died_while_it_waited_is_not_used(tmp_path: Path, trouble_log: Path) -> None:
    with warm_workers("trouble", 1, are_kept=True):
        (waiting,) = idle_workers._workers
        waiting.kill()
        spoken(TakeStore(tmp_path / "store"), "The tide came in.")
    assert len(processes(trouble_log)) == 1


def test_a_warm_worker_of_one_engine_speaks_for_another(tmp_path: Path) -> None:
    with warm_workers("hibari", 1, are_kept=False):
        spoken(TakeStore(tmp_path), "The tide came in.", Voice(name="Odile", engine="tone", id="tone:300"))
