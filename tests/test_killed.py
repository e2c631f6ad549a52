"""A render killed at any moment goes on where it stopped, and never leaves a damaged file."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hearing import decode

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")

STORY = "\n\n".join(
    f"Ada opened door {number}. “Anybody in number {number}?” Ada asked.\n\n“Nobody,” said Bo. “Only the wind.”"
    for number in range(1, 41)
)


def render(folder: Path, cache: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "drama", "render", str(folder / "doors.txt"), "-o", str(folder / "doors.mp3"),
               "--cues", str(folder / "cues.json"), "--engine", "tone"]  # fmt: skip
    return subprocess.Popen(
        command, env={**os.environ, "DRAMA_CACHE": str(cache)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def test_killed_at_twenty_random_moments_a_render_comes_to_the_same_episode(tmp_path: Path) -> None:
    (tmp_path / "doors.txt").write_text(STORY, encoding="utf-8")
    began = time.monotonic()
    assert render(tmp_path, tmp_path / "whole").wait(120) == 0
    took = time.monotonic() - began
    episode, sheet = tmp_path / "doors.mp3", json.loads((tmp_path / "cues.json").read_text(encoding="utf-8"))
    wanted = episode.read_bytes()

    chance = random.Random(20)
    killed = 0
    cache = tmp_path / "killed"
    for _ in range(20):
        episode.unlink(missing_ok=True)
        process = render(tmp_path, cache)
        try:
            process.wait(chance.uniform(0.1, took))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
        # Whatever is there is whole.
        assert not episode.exists() or episode.read_bytes() == wanted
        if killed % 7 == 6:
            for path in (cache / "stretches").rglob("*.blob"):
                path.unlink()  # let later kills meet the encoder again
    assert killed >= 5

    assert render(tmp_path, cache).wait(120) == 0
    assert episode.read_bytes() == wanted
    again = json.loads((tmp_path / "cues.json").read_text(encoding="utf-8"))
    assert again["cues"] == sheet["cues"]
    assert again["recorded"] < sheet["recorded"]
    assert len(decode(episode)[0]) == sheet["frames"]


def test_two_renders_at_once_with_one_store_both_succeed(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        (folder / "doors.txt").write_text(STORY, encoding="utf-8")
    processes = [render(folder, tmp_path / "shared") for folder in folders]
    assert [process.wait(120) for process in processes] == [0, 0]
    one, two = ((folder / "doors.mp3").read_bytes() for folder in folders)
    assert one == two


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on file sizes stands in for a full disk")
def test_on_a_full_disk_the_old_episode_stays_and_one_message_says_so(tmp_path: Path) -> None:
    (tmp_path / "doors.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "doors.wav").write_bytes(b"the old episode")
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)); import drama.cli; drama.cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "render", str(tmp_path / "doors.txt"), "-o", str(tmp_path / "doors.wav"),
         "--engine", "tone"],
        env={**os.environ, "DRAMA_CACHE": str(tmp_path / "cache")}, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.startswith("Error: ")
    assert (tmp_path / "doors.wav").read_bytes() == b"the old episode"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "doors.txt", "doors.wav"]
