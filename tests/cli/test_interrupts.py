"""Ctrl-C and its kin, at any moment and however often: exit 130, one line, and nothing left behind."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.forked import AS_AT_A_TERMINAL, Launcher, Running, run_fresh

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")]

SAID = b"Interrupted. What was recorded is kept: the same command goes on from here.\n"
PRESS = """
import os, signal, sys

_, module, times, kind, *words = sys.argv
sys.argv = ["drama", *words]

class Press:
    '''Presses Ctrl-C, so many times, when a module is asked for.'''
    def find_spec(self, name, path=None, target=None):
        if name == module:
            sys.meta_path.remove(self)
            kinds = [getattr(signal, name) for name in kind.split()]
            signal.pthread_sigmask(signal.SIG_BLOCK, kinds)  # so that all come at once
            for one in kinds * int(times):
                os.kill(os.getpid(), one)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, kinds)

sys.meta_path.insert(0, Press())
from drama.cli import main
main()
"""
AT_THE_END = """
import atexit, os, signal, sys
sys.argv = ["drama", *sys.argv[1:]]
atexit.register(os.kill, os.getpid(), signal.SIGINT)
from drama.cli import main
main()
"""
IN_A_DESTRUCTOR = """
import os, signal, sys
sys.argv = ["drama", *sys.argv[1:]]
import drama.production.prepare as producing

class Slow:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000): pass

def prepare(*args, real=producing.prepare, **named):
    del_me = Slow()
    del del_me
    return real(*args, **named)

producing.prepare = prepare
from drama.cli import main
main()
"""


def run(folder: Path, code: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    return run_fresh(folder, *words, code=AS_AT_A_TERMINAL + code, DRAMA_CACHE=str(folder / "cache"))


def until_it_records(folder: Path, process: Running) -> None:
    """Look again and again until there is a take."""
    end = time.monotonic() + 60
    while not any((folder / "cache").rglob("*.take")):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.02)
        assert process.poll() is None, "it ended before"
        assert time.monotonic() < end, "it never came to that"


def workers_of(process: int) -> set[int]:
    """Return the processes a process has started."""
    found = set()
    for task in Path("/proc", str(process), "task").glob("*/children"):
        found |= {int(number) for number in task.read_text().split()}
    return found


def is_running(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path("/proc", str(process), "status").read_text()
    except OSError:
        return False


def part_files(folder: Path) -> list[str]:
    """Return the files that are there but those a finished line leaves in the store."""
    kept = {"ferry.txt", "DRAMA-STORE", "README.txt"}
    return [path.name for path in folder.rglob("*")
            if path.is_file() and path.suffix not in {".take", ".blob"} and path.name not in kept]  # fmt: skip


@pytest.fixture
def rendering(long_story: Path, launcher: Launcher) -> Running:
    """A render that has begun to record."""
    words = ("render", long_story.name, "--engine", "tone", "--jobs", "2")
    process = launcher.start(long_story.parent, *words, DRAMA_CACHE=str(long_story.parent / "cache"))
    until_it_records(long_story.parent, process)
    return process


@pytest.fixture
def long_story(story: Path) -> Path:
    """A story that takes a while to record."""
    told = story.read_text(encoding="utf-8")
    story.write_text("\n\n".join(told.replace("Ines", f"Ines {number}") for number in range(100)), encoding="utf-8")
    return story


@pytest.mark.parametrize("times", ["1", "4"])
@pytest.mark.parametrize("module", ["click", "drama.cli.commands", "drama.cli.render", "drama.cli.terminal",
                                    "drama.production", "numpy", "numpy.linalg", "drama.script",
                                    "tomllib"])  # fmt: skip
def test_while_it_starts_up(story: Path, module: str, times: str) -> None:
    done = run(story.parent, PRESS, module, times, "SIGINT", "render", str(story), "--engine", "tone")
    assert (done.returncode, done.stderr) == (130, SAID)
    assert part_files(story.parent) == []


@pytest.mark.parametrize("kind", ["SIGINT", "SIGTERM", "SIGHUP", "SIGINT SIGTERM SIGHUP"])
@pytest.mark.parametrize("module", ["drama.cli.commands", "drama.production", "lameenc"])
def test_a_closed_terminal_and_a_shutdown_end_it_the_same_way(story: Path, module: str, kind: str) -> None:
    done = run(story.parent, PRESS, module, "1", kind, "render", str(story), "--engine", "tone")
    assert (done.returncode, done.stderr) == (130, SAID)
    assert part_files(story.parent) == []


@pytest.mark.parametrize("kind", ["SIGINT", "SIGHUP"])
@pytest.mark.parametrize("module", ["drama.cli.commands", "drama.production"])
def test_what_it_was_started_to_ignore_it_ignores(story: Path, module: str, kind: str) -> None:
    """``nohup drama render …`` goes on when the terminal closes, and a shell's background job at Ctrl-C."""
    code = f"import signal; signal.signal(signal.{kind}, signal.SIG_IGN)\n{PRESS}"
    done = run(story.parent, code, module, "1", kind, "script", str(story))
    assert (done.returncode, done.stderr) == (0, b"")


def test_when_all_is_done_it_changes_nothing(story: Path) -> None:
    done = run(story.parent, AT_THE_END, "script", str(story))
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Is that the last one?" in done.stdout


def test_while_it_says_so(story: Path) -> None:
    """Another one just after the one line is written."""
    again = (
        "import os, signal\n"
        "def write(number, data, real=os.write):\n"
        "    written = real(number, data)\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "    return written\n"
        "os.write = write\n"
    )
    for module in ("click", "drama.production"):
        done = run(story.parent, again + PRESS, module, "1", "SIGINT", "script", str(story))
        assert (done.returncode, done.stderr) == (130, SAID)


def test_where_python_cannot_raise_it_at_once(story: Path) -> None:
    done = run(story.parent, IN_A_DESTRUCTOR, "render", str(story), "--engine", "tone")
    assert (done.returncode, done.stderr) == (130, SAID)


def test_again_and_again_until_it_has_gone(long_story: Path, rendering: Running) -> None:
    process = rendering
    end = time.monotonic() + 60
    workers = workers_of(process.pid)
    pressed = 0
    while process.poll() is None:
        assert time.monotonic() < end, f"still there after Ctrl-C {pressed} times"
        process.send_signal(signal.SIGINT)
        pressed += 1
    out, said = process.communicate(timeout=60)
    assert pressed >= 4
    assert (process.returncode, out, said) == (130, b"", SAID)
    while any(map(is_running, workers)):
        assert time.monotonic() < end, "a worker has outlived it"
    assert part_files(long_story.parent) == []


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGHUP])
def test_signals_of_other_kinds_in_a_row(long_story: Path, rendering: Running, kind: signal.Signals) -> None:
    for one in (kind, signal.SIGINT, kind):
        rendering.send_signal(one)
    _, said = rendering.communicate(timeout=60)
    assert (rendering.returncode, said) == (130, SAID)
    assert part_files(long_story.parent) == []


def test_with_nobody_to_tell(long_story: Path, launcher: Launcher) -> None:
    words = ("render", "ferry.txt", "--engine", "tone")
    home = str(long_story.parent / "cache")
    process = launcher.start(long_story.parent, *words, shell="2>&- >&-", DRAMA_CACHE=home)
    until_it_records(long_story.parent, process)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130


UNRAISABLE = """
from drama.cli.signals import Interruption
interruption = Interruption()
interruption.end_work()
class Loud:
    def __del__(self):
        raise PROBLEM
Loud()
"""


@pytest.mark.parametrize(("problem", "is_told"), [
    ("OSError('Signal 2 ignored due to race condition')", False),
    ("OSError('No space left on device')", True),
    ("ValueError('race condition')", True),
])  # fmt: skip
def test_a_signal_that_comes_while_signals_are_made_ignored_is_not_told_of(problem: str, is_told: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNRAISABLE.replace("PROBLEM", problem)], capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert bool(done.stderr) is is_told
