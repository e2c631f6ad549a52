"""What a book costs, what ten thousand cost on paper, and what several workers make of a shelf: docs/scale.md.

    python benchmarks/scale.py cost STORY …           measure a story and print what it costs; then the table
    python benchmarks/scale.py table                  the table again, from the figures below
    python benchmarks/scale.py ratio STORY … --turns 3    a shelf by one worker and by two, in turn, one core each
    python benchmarks/scale.py kills --kills 20       a shelf by two workers, one of which is killed again and again

``ratio`` and ``kills`` start a scheduler and workers of their own. Several stories of ``cost`` are one, in that order.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]

import drama  # noqa: E402
from drama import shelf  # noqa: E402
from drama.files.store_folder import kept_in  # noqa: E402

# ------------------------------------------------------------------ the model


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one story, by one process that works at a time."""

    words: int
    minutes: float
    """Of the episode."""
    script_s: float
    """Processor time to read it, find who speaks and cast it."""
    recording_s: float
    """Processor time to record all of it, the engine loaded."""
    mixing_s: float
    """Processor time to mix, encode and write it."""
    peak_mb: float
    """The most memory its processes held at once."""
    takes_mb: float
    """Recordings in the store."""
    chunks_mb: float
    """Encoded parts in the store."""
    episode_mb: float


MEASURED = Measured(
    words=12_686, minutes=65.53, script_s=2.77, recording_s=60.93, mixing_s=28.53, peak_mb=442, takes_mb=165.7,
    chunks_mb=62.5, episode_mb=63.1,
)  # fmt: skip
"""Of docs/scale.md, where machine and load stand; `cost` prints those of yours."""

START_S = 4.0
"""Processor time to start drama and load the natural voice: once a book in the model, though workers keep it loaded."""
OVERLAP = 0.9
"""The share of a worker's time that is work: 0.5 / 0.55, where two workers take 0.55 of the time of one."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a shelf takes by the model."""

    core_hours: float
    hours: float
    """On the clock, with the workers given."""
    memory_gb: float
    """Of all workers together."""
    store_gb: float
    """Of the recordings of the books that are under way."""
    library_gb: float
    network_gb: float
    """Between the workers and the shared folder."""
    scheduler_gb: float
    """Through the scheduler."""


def model(one: Measured, *, books: int, words: int, workers: int, kept_books: int | None = None) -> Shelf:
    """Return what a shelf takes: everything in proportion to words, but memory, which does not grow with a book.

    Each worker is one core. ``kept_books`` is how many books' recordings are kept at once: twice as many as there are
    workers without it, which the limit of the store must allow.
    """
    factor = words / one.words
    book_s = START_S + factor * (one.script_s + one.recording_s + one.mixing_s)
    total_s = books * book_s / OVERLAP
    takes_gb = factor * (one.takes_mb + one.chunks_mb) / 1e3
    episode_gb = factor * one.episode_mb / 1e3
    text_gb = words * 6 / 1e9
    return Shelf(
        core_hours=total_s / 3600,
        hours=total_s / 3600 / workers,
        memory_gb=workers * one.peak_mb / 1e3,
        store_gb=(kept_books or 2 * workers) * takes_gb,
        library_gb=books * episode_gb,
        # Takes are written once, read twice (loudness, mix); what is encoded is written and read; the book is moved.
        network_gb=books * (factor * (3 * one.takes_mb + 2 * one.chunks_mb) / 1e3 + 2 * episode_gb + text_gb),
        # The words of a long book go out as batches and come back to be handed out.
        scheduler_gb=books * 2 * text_gb,
    )


def table(one: Measured, *, books: int = 10_000, words: int = 100_000) -> None:
    print(f"\n{books:,} books of {words:,} words:\n")
    print("| workers, a core each | core-hours | on the clock | memory, GB | store, GB | library, GB | network, GB |")
    print("|--:|--:|--:|--:|--:|--:|--:|")
    for workers in (2, 16, 64, 256):
        it = model(one, books=books, words=words, workers=workers)
        clock = f"{it.hours / 24:.1f} days" if it.hours >= 48 else f"{it.hours:.1f} h"
        print(
            f"| {workers} | {it.core_hours:,.0f} | {clock} | {it.memory_gb:,.1f} | {it.store_gb:,.0f} | "
            f"{it.library_gb:,.0f} | {it.network_gb:,.0f} |"
        )
    most = model(one, books=books, words=words, workers=256)
    rate = most.network_gb * 8e3 / (most.hours * 3600)
    print(
        f"\nwith 256 workers {rate:,.0f} Mbit/s to the shared folder; "
        f"through the scheduler {most.scheduler_gb:,.0f} GB in all"
    )
    print(
        f"a book: {most.core_hours / books * 60:.1f} core-minutes, "
        f"{one.minutes * words / one.words / 60:.1f} h of sound"
    )


# ------------------------------------------------------------------ what one story costs


def cost(stories: list[Path], engine: str | None) -> Measured:
    """Measure a story step by step, with one process for recording and one thread for mixing."""
    with tempfile.TemporaryDirectory() as name:
        store, output = Path(name) / "store", Path(name) / "book.mp3"
        with _peak() as peak:
            with _cpu() as script:
                production = drama.prepare(stories, engine=engine)
            record = partial(drama.record_batch, store=store)
            with drama.keep_processes():
                _warmed(production, store)
                with _cpu() as recording:
                    drama.BatchRecorder(lambda batches: map(record, batches), store=store).record(production)
                    _end_processes()
            with _cpu() as mixing:
                episode = drama.render(production, output, store=store, jobs=1)
        assert episode.recorded <= 1
        return Measured(
            words=sum(len(line.text.split()) for line in production.script.lines),
            minutes=episode.duration_s / 60,
            script_s=script[0],
            recording_s=recording[0],
            mixing_s=mixing[0],
            peak_mb=peak[0],
            takes_mb=_size_mb(store / "takes"),
            chunks_mb=_size_mb(store / "chunks"),
            episode_mb=output.stat().st_size / 1e6,
        )


def show(one: Measured) -> None:
    per = one.minutes
    print(f"{one.words:,} words, {one.minutes:.1f} min of sound; {_machine()}")
    print(f"script     {one.script_s:8.2f} s   {one.script_s / one.words * 1e3:.2f} s a thousand words")
    print(f"recording  {one.recording_s:8.2f} s   {one.recording_s / per:.2f} s a minute of sound")
    print(f"mixing     {one.mixing_s:8.2f} s   {one.mixing_s / per:.2f} s a minute of sound")
    print(f"memory     {one.peak_mb:8.0f} MB")
    print(f"takes      {one.takes_mb:8.1f} MB  {one.takes_mb / per:.2f} MB a minute")
    print(f"chunks     {one.chunks_mb:8.1f} MB  {one.chunks_mb / per:.2f} MB a minute")
    print(f"episode    {one.episode_mb:8.1f} MB  {one.episode_mb / per:.2f} MB a minute")
    print(one)


# ------------------------------------------------------------------ two workers against one


def ratio(stories: list[Path], *, engine: str | None, turns: int, copies: int) -> None:
    """Render a shelf by one worker and by two, in turn; each worker has one core."""
    from support.dask_cluster import DaskCluster

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "stories").mkdir()
        for number in range(copies):
            for story in stories:
                (folder / "stories" / f"{number}-{story.name}").write_bytes(story.read_bytes())
        seconds: dict[int, list[float]] = {1: [], 2: []}
        busiest: dict[int, list[float]] = {1: [], 2: []}
        for turn in range(2 * turns):
            count = 1 + turn % 2
            cluster = DaskCluster(folder / f"dask-{turn}")
            try:
                cluster.start_scheduler()
                for core in range(count):
                    worker = cluster.start_worker()
                    os.sched_setaffinity(worker.pid, {core})
                took = _shelf(cluster.address, folder, f"{turn}", engine)
                spent = [_spent_s(worker.pid) for worker in cluster.workers]
            finally:
                cluster.end()
            seconds[count].append(took)
            busiest[count].append(max(spent))
            told = " and ".join(f"{one:.1f}" for one in spent)
            print(f"{count} worker{'s' * (count > 1)}: {took:6.1f} s, processor {told} s; {_machine()}", flush=True)
    pairs = [two / one for one, two in zip(seconds[1], seconds[2], strict=True)]
    print(
        f"two workers take {statistics.median(pairs):.2f} of the time of one "
        f"({min(pairs):.2f} to {max(pairs):.2f}, {turns} pairs); {_machine()}"
    )
    quiet = statistics.median(two / one for one, two in zip(busiest[1], busiest[2], strict=True))
    print(f"by processor time, whatever else runs: the busier of two works {quiet:.2f} of what one does alone")


def _spent_s(process: int) -> float:
    """Return the processor time of a process and of those it started and waited for, in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _shelf(address: str, folder: Path, name: str, engine: str | None) -> float:
    """Return how long a shelf takes with the workers of a scheduler, from nothing."""
    from drama.shelf.schedulers import open_scheduler

    settings = shelf.BookSettings(engine=engine)
    books = shelf.place_books(shelf.find_books(folder / "stories", folder / f"library-{name}", settings).books).books
    store = folder / f"store-{name}"
    with open_scheduler(address) as scheduler:
        began = time.monotonic()
        records = shelf.run_shelf(books, run=partial(scheduler.run_books, store=store))
        took = time.monotonic() - began
    assert all(record.is_ok for record in records), [record.problem for record in records]
    return took


# ------------------------------------------------------------------ workers that are killed


def kills(*, count: int, books: int, seed: int) -> None:
    """Render a shelf by two workers, one of which is killed at random moments, and compare it with a plain one."""
    from support.dask_cluster import dask_cluster

    from drama.shelf.dask.books import run_books
    from drama.shelf.dask.cluster import open_cluster

    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_shelf(folder / "stories", books)
        settings = shelf.BookSettings(engine="tone", draws_cover=False)

        def found(library: str) -> tuple[shelf.Book, ...]:
            return shelf.place_books(shelf.find_books(folder / "stories", folder / library, settings).books).books

        with kept_in(folder / "store-plain"):
            began = time.monotonic()
            shelf.run_shelf(found("plain"))
            plain_s = time.monotonic() - began
        told: list[str] = []
        done = threading.Event()
        killed = 0
        with dask_cluster(folder / "dask", workers=2) as cluster:

            def kill() -> None:
                nonlocal killed
                while killed < count and not done.wait(chance.uniform(1.0, 10.0)):
                    cluster.workers.pop(chance.randrange(len(cluster.workers))).kill()
                    cluster.start_worker(is_awaited=False)
                    killed += 1

            thread = threading.Thread(target=kill)
            rounds, where = 0, Counter[str]()
            thread.start()
            try:
                while killed < count:  # as many shelves as it takes
                    rounds += 1
                    books_of_round = found(f"killed-{rounds}")
                    with open_cluster(cluster.address, tell=told.append, workers_anyway=False) as opened:
                        run = partial(run_books, opened, store=folder / f"store-{rounds}", long_s=120.0)
                        records = shelf.run_shelf(books_of_round, run=run)
                    _check(folder / f"killed-{rounds}", folder / "plain", records)
                    where.update(f"{record.host} process {record.process}" for record in records)
            finally:
                done.set()
                thread.join()
        print(f"{killed} kills, {rounds} shelves of {books} books: all done, every byte that of a plain shelf")
        print(f"a plain shelf took {plain_s:.0f} s; books by where they were made: {dict(where)}; of the last shelf:")
        for record in records:
            print(f"  {record.book.name}: {record.host} process {record.process}, lines by {dict(record.recorded_by)}")
        print(f"told: {Counter(row.partition(':')[2].strip() or row for row in told).most_common(5)}; {_machine()}")


def _check(library: Path, plain: Path, records: tuple[shelf.BookRecord, ...]) -> None:
    problems = [f"{record.book.name}: {record.problem}" for record in records if not record.is_ok]
    assert not problems, problems
    files = [path for path in plain.rglob("*") if path.is_file() and path.name != "drama.json"]
    for path in files:
        name = path.relative_to(plain)
        if ".drama" not in name.parts:
            assert (library / name).read_bytes() == path.read_bytes(), name
    assert len(files) > len(records)


def _write_shelf(folder: Path, books: int) -> None:
    folder.mkdir()
    turn = "“Post {0} of {1} leans,” said Aud. “Then {0} it is,” said Börge, and went for hammer {1}. "
    for number in range(1, books + 1):
        turns = 60 if number % 4 == 0 else 8  # every fourth is recorded by both
        text = "\n\n".join(turn.format(count, number) for count in range(1, turns + 1))
        (folder / f"fence-{number}.txt").write_text(f"Fence {number}\n\nby Ingrid Loos\n\n{text}\n", encoding="utf-8")


# ------------------------------------------------------------------ measuring


@contextmanager
def _cpu() -> Iterator[list[float]]:
    """Yield a list that holds the processor time of this process and its children after the block."""
    spent: list[float] = []
    before = os.times()
    yield spent
    after = os.times()
    spent.append(sum(after[:4]) - sum(before[:4]))


@contextmanager
def _peak() -> Iterator[list[float]]:
    """Yield a list that holds the most memory this process and its children held, in MB, after the block.

    Resident memory, what is shared counted once a process: too much rather than too little.
    """
    most = [0.0]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            most[0] = max(most[0], sum(map(_resident_mb, _family())))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    yield most
    done.set()
    thread.join()


def _family() -> list[int]:
    own = os.getpid()
    children: list[int] = []
    for task in Path(f"/proc/{own}/task").iterdir():
        try:
            children += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return [own, *children]


def _resident_mb(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / 1e6


def _warmed(production: drama.Production, store: Path) -> None:
    """Record the first line, so that the engine is loaded before it is measured."""
    batch = drama.missing_batches(production, store=store)[0]
    first = replace(batch, lines=batch.lines[:1], requests=batch.requests[:1], keys=batch.keys[:1])
    drama.record_batch(first, store=store)


def _end_processes() -> None:
    """End the processes that are kept, so that their time is counted."""
    with drama.keep_processes():
        pass


def _size_mb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _machine() -> str:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return f"{os.cpu_count()} cores, load average {load:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["cost", "table", "ratio", "kills"])
    parser.add_argument("stories", nargs="*", type=Path)
    parser.add_argument("--engine", help="for every voice; without it the natural one")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--copies", type=int, default=1, help="of each story on the shelf of `ratio`")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--books", type=int, default=12)
    parser.add_argument("--seed", type=int, default=14)
    given = parser.parse_args()
    actions: dict[str, Callable[[], None]] = {
        "table": lambda: table(MEASURED),
        "ratio": lambda: ratio(given.stories, engine=given.engine, turns=given.turns, copies=given.copies),
        "kills": lambda: kills(count=given.kills, books=given.books, seed=given.seed),
    }
    if given.what == "cost":
        one = cost(given.stories, given.engine)
        show(one)
        table(one)
    else:
        actions[given.what]()


if __name__ == "__main__":
    main()
