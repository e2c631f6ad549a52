"""One story recorded by several workers: real processes of a scheduler and its workers, some of which are killed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.announced import announced
from support.dask_cluster import DaskCluster, DaskProcess, another_version
from support.forked import Launcher, run_fresh

import drama
from drama.errors import DramaError, EngineError
from drama.shelf.schedulers import Scheduler, open_scheduler

pytestmark = pytest.mark.slow

TURNS = (
    "“Lift number {0} is out again,” said Runa. “All {0} flights of stairs, then,” said Pelle, and took them two at a "
    "time up to floor {0}. "
)
SCENES = "\n\n***\n\n".join("\n\n".join(TURNS.format(6 * scene + turn) for turn in range(6)) for scene in range(1, 6))
KILLS = 2
BELL = """
from drama.engines.tone import ToneEngine

class Bell(ToneEngine):
    name = "bell"
    version = "7"
"""


@pytest.fixture
def production(tmp_path: Path) -> drama.Production:
    return drama.prepare(written(tmp_path), engine="tone")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the episode, and its takes, as one machine makes them."""
    folder = tmp_path_factory.mktemp("plain")
    drama.render(written(folder), folder / "one.wav", engine="tone", store=folder)
    return folder


def takes(store: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in store.rglob("*.take")}


def written(folder: Path) -> Path:
    story = folder / "lift.txt"
    story.write_text(f"The Lift\n\n{SCENES}\n", encoding="utf-8")
    return story


@contextmanager
def connected(cluster: DaskCluster, told: list[str] | None = None) -> Iterator[Scheduler]:
    with open_scheduler(cluster.address, tell=([] if told is None else told).append) as scheduler:
        yield scheduler


def recorded(
    production: drama.Production, scheduler: Scheduler, store: Path, on_step: Callable[[int], None] = lambda _: None
) -> dict[str, bytes]:
    """Return the takes that the workers recorded; ``on_step`` is called when a part is done."""
    steps: list[drama.Progress] = []

    def progress(step: drama.Progress) -> None:
        steps.append(step)
        on_step(len(steps))

    assert scheduler.recorder(store=store).record(production, progress)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].done == steps[-1].total == len(production.script.lines)
    assert not drama.plan(production, store=store).to_record
    return takes(store)


def test_two_workers_record_what_one_machine_would_have_recorded(
    cluster: DaskCluster, production: drama.Production, tmp_path: Path, plain: Path
) -> None:
    told: list[str] = []
    with connected(cluster, told) as scheduler:
        assert recorded(production, scheduler, tmp_path / "shared") == takes(plain)
        assert scheduler.recorder(store=tmp_path / "shared").record(production, lambda _: None) == frozenset()
    assert not told
    drama.render(production, tmp_path / "many.wav", store=tmp_path / "shared")
    assert (tmp_path / "many.wav").read_bytes() == (plain / "one.wav").read_bytes()
    assert not list(tmp_path.rglob(".drama-seen*"))


def test_a_worker_that_is_killed_costs_nothing_but_time(
    cluster: DaskCluster, production: drama.Production, tmp_path: Path, plain: Path
) -> None:
    chosen = random.Random(20)
    at = set(chosen.sample(range(1, 5), KILLS))

    def kill(step: int) -> None:
        if step in at:
            cluster.workers.pop(chosen.randrange(len(cluster.workers))).kill()
            cluster.start_worker(is_awaited=False)

    with connected(cluster) as scheduler:
        assert recorded(production, scheduler, tmp_path / "shared", kill) == takes(plain)


def test_a_line_that_the_engine_cannot_speak_is_named_and_the_others_are_kept(
    cluster: DaskCluster, production: drama.Production, tmp_path: Path
) -> None:
    voices = tmp_path / "lift.voices.toml"
    voices.write_text('[characters.Pelle]\nengine = "tone"\nvoice = "tone:99000"\n', encoding="utf-8")
    production = drama.prepare(production.path, engine="tone", voices=voices)
    with connected(cluster) as scheduler, pytest.raises(EngineError, match=r"line \d+ of the script .*tone:99000"):
        scheduler.recorder(store=tmp_path / "shared").record(production, lambda _: None)
    assert len(drama.plan(production, store=tmp_path / "shared").to_record) < len(production.script.lines)


def test_an_interrupted_recording_leaves_the_workers_ready(
    cluster: DaskCluster, production: drama.Production, tmp_path: Path
) -> None:
    def interrupt(_: drama.Progress) -> None:
        raise KeyboardInterrupt

    with connected(cluster) as scheduler:
        with pytest.raises(KeyboardInterrupt):
            scheduler.recorder(store=tmp_path / "shared").record(production, interrupt)
        left = drama.plan(production, store=tmp_path / "shared").to_record
        assert left
        again = scheduler.recorder(store=tmp_path / "shared").record(production, lambda _: None)
    assert again <= {line.number for line in left}


def test_workers_that_would_make_another_sound_get_no_work_and_are_told_before_it_starts(
    cluster: DaskCluster, production: drama.Production, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old: list[DaskProcess] = []

    def join(step: int) -> None:
        if step == 1:
            old.append(cluster.start_worker(PYTHONPATH=another_version(tmp_path, "0.0.7")))

    monkeypatch.setattr("drama.shelf.dask.dispatch._LOOK_EVERY_S", 0.0)  # the rest is recorded in less than a second
    told: list[str] = []
    with connected(cluster, told) as scheduler:
        recorded(production, scheduler, tmp_path / "shared", join)
    assert any("not used" in row and "drama 0.0.7 where" in row for row in told)

    of_old = pytest.raises(DramaError, match=r"(?s)1 of 3 workers cannot .*: drama 0\.0\.7 where .* is expected")
    with connected(cluster) as scheduler, of_old:
        scheduler.recorder(store=tmp_path / "empty").record(production, lambda _: None)
    assert not takes(tmp_path / "empty")
    cluster.end_worker(old[0])

    without = pytest.raises(DramaError, match=r"(?s)2 of 2 workers cannot .*: the engine bell not usable")
    with announced(tmp_path, monkeypatch, BELL, {"bell": "Bell"}):
        other = drama.prepare(production.path, engine="bell")
        with connected(cluster) as scheduler, without:
            scheduler.recorder(store=tmp_path / "empty").record(other, lambda _: None)


def test_the_command_line_renders_with_processes_of_this_machine_too(tmp_path: Path, launcher: Launcher) -> None:
    (tmp_path / "tide.txt").write_text("The Tide\n\n“Out,” said Wenche.\n\n“And in,” said Olav.\n", encoding="utf-8")
    words = ("render", "tide.txt", "--engine", "tone", "-o")
    assert launcher.run(tmp_path, *words, "plain.wav", DRAMA_CACHE=str(tmp_path / "own")).returncode == 0
    many = run_fresh(tmp_path, *words, "many.wav", "--scheduler", "local:1")
    assert many.returncode == 0, many.stderr
    assert (tmp_path / "many.wav").read_bytes() == (tmp_path / "plain.wav").read_bytes()
    nowhere = launcher.run(tmp_path, *words, "nowhere.wav", "--scheduler", "smoke:1")
    assert nowhere.returncode == 1
    assert nowhere.stderr.startswith(b"Error: 'smoke:1' is no address of a scheduler")
