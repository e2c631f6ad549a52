"""``drama studio`` as a process: it opens, stands beside another, and ends at once with all that it started."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.cast_story import SALTWORKS
from support.studio import Client

pytestmark = pytest.mark.slow

PROC = Path("/proc")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "salt.txt"
    path.write_text(SALTWORKS, encoding="utf-8")
    return path


HEEDING = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("drama", run_name="__main__", alter_sys=True)
"""
"""Runs drama as from a terminal: what is started in the background ignores Ctrl+C, and hands that down."""


def command(*words: object) -> list[str]:
    return [sys.executable, "-P", "-c", HEEDING, "studio", "--no-browser", "--engine", "tone", *map(str, words)]


def asked(studio: Client, path: str) -> http.client.HTTPConnection:
    """Ask for something, and do not wait for the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=60)
    connection.request("GET", path, headers={"Authorization": f"Bearer {studio.token}"})
    return connection


@contextmanager
def started(*words: object) -> Iterator[tuple[subprocess.Popen[str], Client]]:
    """Start a studio, and wait for its link."""
    process = subprocess.Popen(command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        link = re.fullmatch(r"The studio is open: (http://127\.0\.0\.1:(\d+)/\?token=(\S+))\n", said)
        assert link, (said, process.stderr and process.stderr.read() if process.poll() is not None else "")
        yield process, Client(int(link[2]), link[1], link[3])
    finally:
        process.kill()
        process.communicate()


def started_by(process: subprocess.Popen[str]) -> set[Path]:
    """Return the processes that a process has started, where the system tells."""
    tasks = (PROC / str(process.pid) / "task").glob("*/children")
    return {PROC / child for task in tasks for child in task.read_text(encoding="ascii").split()}


def interrupted(process: subprocess.Popen[str]) -> list[str]:
    """Press Ctrl+C, and return what is said; nothing that was started is left."""
    theirs = started_by(process)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    end = time.monotonic() + 20
    while any((one / "cmdline").is_file() and (one / "cmdline").read_bytes() for one in theirs):
        assert time.monotonic() < end, "a process outlives the studio"
        time.sleep(0.02)
    return said.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_it_ends_at_once_by_ctrl_c_whatever_waits_for_it(story: Path) -> None:
    long_story = story.with_name("tides.txt")
    told = "\n\n".join(f"“Tide {n} is in,” said {('Ada', 'Bo')[n % 2]}. The gulls were loud." for n in range(6000))
    long_story.write_text(f"In the year {time.time_ns()}.\n\n{told}", encoding="utf-8")  # never read before
    with started("--folder", story.parent) as (process, studio):
        numbers = [line["number"] for line in studio.of("salt.txt", "GET", "script")["lines"]]
        assert studio("GET", f"/api/stories/salt.txt/lines/{numbers[0]}/sound.wav").status == 200
        waiting = [asked(studio, path) for path in ("/api/events", "/api/stories/tides.txt/script")]
        assert studio("GET", "/api/stories").status == 200, "these two were asked for before"
        said = interrupted(process)
        for connection in waiting:
            connection.close()
        assert said == [
            "Ctrl+C closes it.",
            "Interrupted. What was recorded is kept: the same command goes on from here.",
        ]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_two_stand_beside_each_other_and_a_port_that_is_taken_is_one_clear_error(story: Path) -> None:
    with started(story) as (one, first), started(story) as (_, second):
        assert first.port != second.port
        assert first.of("salt.txt", "GET", "script")["title"] == second.of("salt.txt", "GET", "script")["title"]
        third = subprocess.run(
            command(story, "--port", first.port), capture_output=True, text=True, check=False, timeout=60
        )
        assert (third.returncode, third.stdout) == (1, "")
        assert re.fullmatch(
            rf"\s*Error: port {first.port} of 127\.0\.0\.1 cannot be used: [^\[\]\n]+; choose another with --port\n",
            third.stderr,
        )
        interrupted(one)
        assert second.of("salt.txt", "POST", "edits", {"edit": {"do": "recast", "character": "Pelle", "voice": "wren"}})


def test_a_story_that_is_not_there_opens_no_studio(tmp_path: Path) -> None:
    done = subprocess.run(command(tmp_path / "nowhere.txt"), capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no such file" in done.stderr
    assert "nowhere.txt" in done.stderr
