"""A shelf rendered by several workers: real processes, killed, restarted, interrupted; the books are those of one."""

from __future__ import annotations

import random
import signal
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.dask_cluster import DaskCluster, wait_until

from drama import shelf
from drama.files.store_folder import kept_in
from drama.shelf.dask.books import run_books
from drama.shelf.dask.cluster import open_cluster

if TYPE_CHECKING:
    from support.forked import Launcher

pytestmark = pytest.mark.slow

TURN = "“Key {0} of {1} is gone,” said Aud. “Then we try door {0},” said Börge, who had {1} of them. "
TITLES = ("Under the Stairs", "The Spare Room", "A House of Doors", "The Long Corridor")
LONG = TITLES[-1]
LONG_S = 60.0
"""Seconds of speech that only the last of them has."""
_OWN = {"drama.json"}
"""Files that say when and where a book was made."""


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stories")
    for number, title in enumerate(TITLES, 1):
        turns = [TURN.format(turn, number) for turn in range(1, 17 if title == LONG else 4)]
        (folder / f"{title}.txt").write_text(f"{title}\n\nby Ingrid Loos\n\n" + "\n\n".join(turns), encoding="utf-8")
    return folder


def found(stories: Path, library: Path) -> tuple[shelf.Book, ...]:
    settings = shelf.BookSettings(format="flac", engine="tone", draws_cover=False)
    return shelf.place_books(shelf.find_books(stories, library, settings).books).books


@pytest.fixture(scope="module")
def plain(stories: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the library as this process makes it, book after book."""
    folder = tmp_path_factory.mktemp("plain")
    with kept_in(folder / "store"):
        shelf.run_shelf(found(stories, folder / "library"))
    return content(folder / "library")


def content(library: Path) -> dict[str, bytes]:
    """Return the files of a library by name, but for what says where and when they were made."""
    files = (path for path in library.rglob("*") if path.is_file())
    named = {path.relative_to(library).as_posix(): path for path in files if path.name not in _OWN}
    return {name: path.read_bytes() for name, path in named.items() if not name.startswith(".drama/")}


def run(
    cluster: DaskCluster,
    books: Sequence[shelf.Book],
    store: Path,
    on_record: Callable[[int], None] = lambda _: None,
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[shelf.BookRecord, ...]:
    """Return the records of a shelf that the workers rendered."""
    with open_cluster(cluster.address, tell=tell, workers_anyway=False) as opened:
        return shelf.run_shelf(
            books,
            run=partial(run_books, opened, store=store, long_s=LONG_S),
            on_record=lambda record, done, total: on_record(done),
        )


def test_the_library_is_that_of_one_machine_whatever_is_killed_and_the_records_say_where(
    cluster: DaskCluster, stories: Path, plain: dict[str, bytes], tmp_path: Path
) -> None:
    chosen = random.Random(7)

    def kill(done: int) -> None:
        if done < 3:
            cluster.workers.pop(chosen.randrange(len(cluster.workers))).kill()
            cluster.start_worker(is_awaited=False)

    books = found(stories, tmp_path / "library")
    records = run(cluster, books, tmp_path / "store", kill)
    assert all(record.is_ok for record in records)
    assert content(tmp_path / "library") == plain
    long = next(record for record in records if LONG in record.book.name)
    assert sum(lines for _, lines in long.recorded_by) > 0
    assert {where.split()[0] for where, _ in long.recorded_by} == {long.host}
    assert all(record.host and record.process for record in records)
    assert [shelf.last_record(book) for book in books] == list(records)
    assert all(record.is_skipped for record in run(cluster, books, tmp_path / "store"))


def test_a_scheduler_that_is_restarted_ends_no_shelf(
    cluster: DaskCluster, stories: Path, plain: dict[str, bytes], tmp_path: Path
) -> None:
    def restart(done: int) -> None:
        if done == 1:
            cluster.restart()

    told: list[str] = []
    records = run(cluster, found(stories, tmp_path / "library"), tmp_path / "store", restart, told.append)
    assert all(record.is_ok for record in records)
    assert content(tmp_path / "library") == plain
    assert any("scheduler" in row for row in told)


def test_a_book_whose_engine_fails_is_named_and_the_others_are_done(
    cluster: DaskCluster, stories: Path, plain: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "stories"
    folder.mkdir()
    for path in stories.iterdir():
        (folder / path.name).symlink_to(path)
    broken = TITLES[1]
    (folder / f"{broken}.voices.toml").write_text(
        '[characters.Aud]\nengine = "tone"\nvoice = "tone:99000"\n', encoding="utf-8"
    )
    records = {record.book.name: record for record in run(cluster, found(folder, tmp_path / "lib"), tmp_path / "store")}
    failed = records.pop(f"{broken}.txt")
    assert not failed.is_ok
    assert "tone:99000" in failed.problem
    assert "line 3 of the script" in failed.problem
    assert shelf.last_failure(failed.book) == failed
    assert all(record.is_ok for record in records.values())
    assert content(tmp_path / "lib") == {name: data for name, data in plain.items() if broken not in name}


def test_two_shelves_of_one_folder_make_one_library(
    cluster: DaskCluster, stories: Path, plain: dict[str, bytes], tmp_path: Path
) -> None:
    books = found(stories, tmp_path / "library")
    records: list[shelf.BookRecord] = []

    def second() -> None:
        records.extend(run(cluster, tuple(reversed(books)), tmp_path / "store"))

    other = threading.Thread(target=second)
    other.start()
    records.extend(run(cluster, books, tmp_path / "store"))
    other.join()
    assert [record.problem for record in records] == [""] * 2 * len(books)
    assert content(tmp_path / "library") == plain


def test_an_interrupted_command_leaves_the_workers_ready_and_is_gone_on_with(
    cluster: DaskCluster, stories: Path, plain: dict[str, bytes], tmp_path: Path, launcher: Launcher
) -> None:
    words = ("shelf", stories, "--out", "library", "--engine", "tone", "--format", "flac", "--no-cover", "--scheduler",
             cluster.address)  # fmt: skip
    first = launcher.start(tmp_path, *words)
    wait_until(lambda: any((tmp_path / "library").rglob("drama.json")))
    first.send_signal(signal.SIGINT)
    assert first.wait() == 130
    assert content(tmp_path / "library") != plain
    again = launcher.run(tmp_path, *words)
    assert again.returncode == 0, again.stderr
    assert b"stands as it should" in again.stdout
    assert content(tmp_path / "library") == plain
