"""A shelf that is killed, or run twice at once, comes to the same library as one that nothing disturbs."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.shelves import contents, placed_books, story, write

from drama.shelf import BookSettings, last_record, plan_lines, standing

if TYPE_CHECKING:
    from support.forked import Launcher, Running

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")]

ROOT = Path(__file__).parents[2]
WORDS = "\n\n".join(f"“Is anybody in number {number}?” Ada asked.\n\n“Nobody,” said Bo." for number in range(3))
CHAPTERS = {f"doors/{number}.md": f"# Door {number}\n\n{WORDS}\n" for number in (1, 2)}
STORIES = {"lamp.md": story("The Lamp", author="Nell Orrin", words=WORDS), **CHAPTERS}


def start(launcher: Launcher, folder: Path, library: str, cache: str) -> Running:
    """Start a shelf in a process of its own, with a store as another machine would have."""
    words = ("shelf", "s", "--out", library, "--engine", "tone", "--no-cover", "--chapters", "--format", "opus")
    return launcher.start(folder, *words, DRAMA_CACHE=str(folder / cache))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, launcher: Launcher) -> tuple[dict[str, str], float]:
    """What a shelf that nothing disturbs comes to, and how many seconds it takes."""
    folder = tmp_path_factory.mktemp("undisturbed")
    write(folder / "s", STORIES)
    began = time.monotonic()
    assert start(launcher, folder, "lib", "cache").wait() == 0
    return contents(folder / "lib"), time.monotonic() - began


def test_killed_at_random_moments_a_shelf_comes_to_the_same_library(
    tmp_path: Path, launcher: Launcher, undisturbed: tuple[dict[str, str], float]
) -> None:
    write(tmp_path / "s", STORIES)
    wanted, takes_s = undisturbed
    chance = random.Random(14)
    killed = 0
    for turn in range(6):
        process = start(launcher, tmp_path, "lib", "cache")
        began = time.monotonic()
        try:
            process.wait(chance.uniform(0.1, 1) * takes_s)
            takes_s = time.monotonic() - began
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
        there = contents(tmp_path / "lib") if (tmp_path / "lib").exists() else {}
        assert there.items() <= wanted.items()  # whatever is there is whole, and right
        if turn % 2:
            for lost in ("lib/Nell Orrin", "lib/.drama/books", "cache"):
                shutil.rmtree(tmp_path / lost, ignore_errors=True)
    assert killed >= 2

    assert start(launcher, tmp_path, "lib", "another").wait() == 0
    assert contents(tmp_path / "lib") == wanted
    assert list((tmp_path / "lib/.drama/work").iterdir()) == []


def test_two_shelves_at_once_on_one_folder_come_to_the_same_library(
    tmp_path: Path, launcher: Launcher, undisturbed: tuple[dict[str, str], float]
) -> None:
    write(tmp_path / "s", STORIES)
    both = [start(launcher, tmp_path, "lib", cache) for cache in ("one", "two")]
    assert [process.wait() for process in both] == [0, 0]
    assert contents(tmp_path / "lib") == undisturbed[0]
    settings = BookSettings(engine="tone", format="opus", in_chapters=True, draws_cover=False)
    books = placed_books(tmp_path / "s", tmp_path / "lib", settings).values()
    assert {record.process for book in books if (record := last_record(book))} <= {process.pid for process in both}
    assert all(standing(book) for book in books)


TRICKY = {"it's $HOME/`a` & b; #c.md": story("Fen"), "two words.md": story("Moor"), "-n.md": story("Isle")}


def test_the_lines_of_a_plan_run_by_a_shell_are_the_shelf(tmp_path: Path, launcher: Launcher) -> None:
    write(tmp_path / "s", TRICKY)
    words = ("shelf", "s", "--engine", "tone", "--no-cover", "--metadata", "author=Nell Orrin", "--with", "vtt")
    assert launcher.run(tmp_path, *words, "--out", "whole").returncode == 0
    assert launcher.run(tmp_path, *words, "--out", "lib", "--plan", "jobs.txt").returncode == 0
    assert not (tmp_path / "lib").exists()
    jobs = (tmp_path / "jobs.txt").read_text(encoding="utf-8").splitlines()
    assert len(jobs) == len(TRICKY)

    command = tmp_path / "bin" / "drama"
    write(command.parent, {"drama": f'#!/bin/sh\nexec "{sys.executable}" -P -m drama "$@"\n'})
    command.chmod(0o755)
    settings = {"PATH": f"{command.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen(["sh", "-c", job], cwd="/", env={**os.environ, **settings}) for job in reversed(jobs)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert contents(tmp_path / "lib") == contents(tmp_path / "whole")
    assert len(contents(tmp_path / "lib")) == 5 * len(TRICKY)

    assert launcher.run(tmp_path, *words, "--out", "lib", "--plan", "jobs.txt").returncode == 0
    assert (tmp_path / "jobs.txt").read_text(encoding="utf-8") == ""  # nothing is left to do


@pytest.mark.skipif(shutil.which("make") is None or shutil.which("awk") is None, reason="needs make and awk")
def test_make_gets_every_line_of_a_plan_as_it_stands(tmp_path: Path) -> None:
    books = placed_books(write(tmp_path / "s", TRICKY), tmp_path / "lib").values()
    jobs = list(plan_lines(list(books), tmp_path / "s"))
    (recipe,) = [
        line.partition("awk ")[2].partition(" jobs.txt")[0]
        for line in (ROOT / "docs" / "shelf.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("awk ")
    ]
    (tmp_path / "jobs.txt").write_text("".join(f"{job}\n" for job in jobs), encoding="utf-8")
    shown = subprocess.run(
        ["sh", "-c", f"awk {recipe} jobs.txt | make -n -k -f - all"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert shown.stdout.splitlines() == jobs
