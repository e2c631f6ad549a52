"""A render killed at any moment goes on where it stopped, and never leaves a damaged file."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.forked import MAIN, Launcher, Running
from support.hearing import decode

from drama import edits

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")]

STORY = "\n\n".join(
    f"Ada opened door {number}. “Anybody in number {number}?” Ada asked.\n\n“Nobody,” said Bo. “Only the wind.”"
    for number in range(1, 15)
)


@pytest.fixture
def render(launcher: Launcher) -> Callable[[Path, Path], Running]:
    """Start a render of the story in a folder, with a store."""

    def start(folder: Path, cache: Path) -> Running:
        words = ("render", "doors.txt", "-o", "doors.mp3", "--cues", "cues.json", "--engine", "tone")
        return launcher.start(folder, *words, DRAMA_CACHE=str(cache))

    return start


def test_killed_at_twenty_random_moments_a_render_comes_to_the_same_episode(
    tmp_path: Path, render: Callable[[Path, Path], Running]
) -> None:
    (tmp_path / "doors.txt").write_text(STORY, encoding="utf-8")
    began = time.monotonic()
    assert render(tmp_path, tmp_path / "whole").wait() == 0
    takes_s = time.monotonic() - began
    episode, sheet = tmp_path / "doors.mp3", json.loads((tmp_path / "cues.json").read_text(encoding="utf-8"))
    wanted = episode.read_bytes()

    chance = random.Random(20)
    killed = 0
    cache = tmp_path / "killed"
    for _ in range(20):
        episode.unlink(missing_ok=True)
        for beside in ("cues.json", "doors.manifest.json"):  # of a store that this one knows nothing of
            (tmp_path / beside).unlink(missing_ok=True)
        process = render(tmp_path, cache)
        began = time.monotonic()
        try:
            process.wait(chance.uniform(0, takes_s))
            takes_s = min(takes_s, time.monotonic() - began)  # with more in the store it is sooner done
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
        # Whatever is there is whole.
        assert not episode.exists() or episode.read_bytes() == wanted
        if killed % 7 == 6:
            for path in (cache / "chunks").rglob("*.blob"):
                path.unlink()  # let later kills meet the encoder again
    assert killed >= 5

    assert render(tmp_path, cache).wait() == 0
    assert episode.read_bytes() == wanted
    again = json.loads((tmp_path / "cues.json").read_text(encoding="utf-8"))
    assert again["cues"] == sheet["cues"]
    assert again["recorded"] < sheet["recorded"]
    assert len(decode(episode)[0]) == sheet["frames"]


def test_two_renders_at_once_with_one_store_both_succeed(
    tmp_path: Path, render: Callable[[Path, Path], Running]
) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        (folder / "doors.txt").write_text(STORY, encoding="utf-8")
    processes = [render(folder, tmp_path / "shared") for folder in folders]
    assert [process.wait() for process in processes] == [0, 0]
    one, two = ((folder / "doors.mp3").read_bytes() for folder in folders)
    assert one == two


KILLED_AT_THE_RENAMING = """
import os, signal, sys
from pathlib import Path
import drama.cli
wanted = sys.argv.pop(1)
replace, open_ = Path.replace, os.open
def replace_or_die(self, target):
    if Path(target).name.endswith(wanted):
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)
def open_or_die(path, flags, *rest, **more):
    if str(path).endswith(wanted) and flags & os.O_CREAT:
        os.kill(os.getpid(), signal.SIGKILL)
    return open_(path, flags, *rest, **more)
Path.replace, os.open = replace_or_die, open_or_die
drama.cli.main()
"""
"""Runs the command line, and ends by SIGKILL when a file whose name ends so is about to be put in place or added to."""

RENDER = ("render", "doors.txt", "--engine", "tone", "--jobs", "1", "-o", "doors.mp3")
WRITING = [
    (RENDER, ".mp3"),
    (RENDER, ".json"),  # what drama wrote, and the history
    ((*RENDER, "--with", "page,picture,vtt"), ".html"),
    ((*RENDER, "--with", "page,picture,vtt"), ".svg"),
    ((*RENDER, "--cues", "cues.json"), "cues.json"),
    ((*RENDER, "--report", "report.html"), "report.html"),
    ((*RENDER, "--stems", "stems"), "dialogue.wav"),
    (("recast", "doors.txt", "Ada", "coral"), ".undo"),
    (("recast", "doors.txt", "Ada", "coral"), ".voices.toml"),
    (("recast", "doors.txt", "--undo"), ".voices.toml"),
    (("cast", "doors.txt", "--save", "--force"), ".voices.toml"),
    (("pin", "doors.txt", "4", "Ada"), ".undo"),
    (("pin", "doors.txt", "4", "Ada"), ".script.toml"),
    (("pin", "doors.txt", "--undo"), ".script.toml"),
]


@pytest.fixture
def drama(launcher: Launcher) -> Callable[..., int]:
    """Run a command in a folder and return its exit code; killed when it is about to put a file in its place."""

    def run(folder: Path, *words: str, killed_at: str = "") -> int:
        if killed_at:
            words = (killed_at, *words)
        code = KILLED_AT_THE_RENAMING if killed_at else MAIN
        homes = {"DRAMA_CACHE": str(folder.parent / "cache"), "TMPDIR": str(folder.parent / "tmp")}
        return launcher.run(folder, *words, code=code, **homes).returncode

    return run


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edits_of(folder: Path) -> list[tuple[str, str, bool]]:
    return [(edit.label, edit.by, edit.is_undone) for edit in edits(folder / "doors.txt")]


@pytest.mark.parametrize(
    ("command", "killed_at"), WRITING, ids=lambda value: value if isinstance(value, str) else " ".join(value)
)
def test_killed_at_the_renaming_of_any_file_the_next_run_comes_to_the_same_and_leaves_nothing(
    tmp_path: Path, drama: Callable[..., int], command: tuple[str, ...], killed_at: str
) -> None:
    folders = [tmp_path / "undisturbed" / "story", tmp_path / "killed" / "story"]
    for folder in folders:
        folder.mkdir(parents=True)
        (folder.parent / "tmp").mkdir()
        (folder / "doors.txt").write_text(STORY[:360], encoding="utf-8")
        edits = (("recast", "Bo", "flint"), ("recast", "Ada", "coral"), ("pin", "2", "Bo"), ("pin", "4", "Ada"))
        for edit in edits if "--undo" in command else edits[:1] if "--save" in command else ():
            assert drama(folder, edit[0], "doors.txt", *edit[1:]) == 0
    undisturbed, killed = folders
    assert drama(undisturbed, *command) == 0
    assert drama(killed, *command, killed_at=killed_at) == -signal.SIGKILL
    assert drama(killed, *command) == 0

    came_to, wanted = files_in(killed), files_in(undisturbed)
    for name in [name for name in (*came_to, *wanted) if name.endswith(".undo")]:  # they hold times
        came_to.pop(name, None), wanted.pop(name, None)
    assert edits_of(killed) == edits_of(undisturbed)
    if "--cues" in command:  # how many were recorded just now differs
        counts = [json.loads(files.pop("cues.json")) for files in (came_to, wanted)]
        assert [sheet["recorded"] + sheet["reused"] for sheet in counts] == [
            counts[0]["recorded"] + counts[0]["reused"]
        ] * 2
        assert counts[0]["cues"] == counts[1]["cues"]
    assert came_to == wanted
    assert list((killed.parent / "tmp").iterdir()) == []
    assert not [path for path in (killed.parent / "cache").rglob("*") if path.name.endswith(".part")]


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on file sizes stands in for a full disk")
def test_on_a_full_disk_the_old_episode_stays_and_one_message_says_so(tmp_path: Path, launcher: Launcher) -> None:
    (tmp_path / "doors.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "doors.wav").write_bytes(b"the old episode")
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)); import drama.cli; drama.cli.main()"
    )
    words = ("render", "doors.txt", "--force", "--engine", "tone", "-o", "doors.wav")
    done = launcher.run(tmp_path, *words, code=code, DRAMA_CACHE=str(tmp_path / "cache"))
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.startswith(b"Error: ")
    assert (tmp_path / "doors.wav").read_bytes() == b"the old episode"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "doors.txt", "doors.wav"]
