"""Whatever standard input, output and error are, a command ends with its answer or one message, never a traceback."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from support.forked import Launcher, run_fresh

pytestmark = pytest.mark.slow

Run = Callable[..., subprocess.CompletedProcess[bytes]]

STORY = """The Ferry

“Is that the last one?” Ines asked — quietly, with Łucja’s naïve smile.

“The last tonight… 渡し船,” said Ulf. “They've stopped the boats.”
"""
WAYS: tuple[tuple[str, ...], ...] = (
    ("--help",),
    ("--version",),
    *(
        (name, "--help")
        for name in ("render", "preview", "script", "pin", "cast", "recast", "voices", "sounds", "takes")
    ),
    ("script", "żółw.txt"),
    ("script", "żółw.txt", "--doubtful"),
    ("script", "żółw.txt", "--explain", "2"),
    ("script", "żółw.txt", "--format", "jsonl"),
    ("cast", "żółw.txt"),
    ("pin", "żółw.txt", "2", "Łucja", "--new"),
    ("pin", "żółw.txt", "--list"),
    ("recast", "żółw.txt", "Ines", "cedar"),
    ("voices",),
    ("voices", "--engine", "pyttsx3"),
    ("voices", "cedar", "--audition", "Łódź → 渡", "--engine", "tone", "-o", "ł.wav"),
    ("sounds",),
    ("sounds", "rain", "-o", "deszcz-ł.wav"),
    ("takes", "info"),
    ("takes", "redo", "żółw.txt", "--character", "Ines", "--engine", "tone"),
    ("render", "żółw.txt", "--engine", "tone", "--with", "list"),
    ("render", "żółw.txt", "--engine", "tone", "--dry-run"),
    ("render", "żółw.txt", "--engine", "tone", "-o", "żółw.wav"),
    ("preview", "żółw.txt", "--engine", "tone", "--scene", "1", "-o", "ł1.wav"),
)
MISTAKES: tuple[tuple[tuple[str, ...], int], ...] = (
    (("script", "渡し.txt"), 1),
    (("script", "żółw.txt", "--voices", "→.toml"), 1),
    (("cast", "żółw.txt", "--engine", "łódź"), 1),
    (("recast", "żółw.txt", "Łucek…", "cedar"), 1),
    (("sounds", "łomot"), 1),
    (("preview", "żółw.txt"), 2),
    (("śpiewaj",), 2),
    (("render", "żółw.txt", "--preset", "łódź"), 2),
    (("render", "żółw.txt", "--scenes", "—"), 2),
    (("script", "\udcff.txt"), 1),
)
LOUD = """
import os
from drama.engines.tone import ToneEngine

def loud(self, text, voice, speak=ToneEngine.speak):
    for number in (1, 2):
        try: os.write(number, b"X" * 64)
        except OSError: pass
    return speak(self, text, voice)

ToneEngine.speak = loud
from drama.cli import main
main()
"""
"""An engine whose library writes on standard output and standard error."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a story whose words and name few encodings can hold."""
    (tmp_path / "żółw.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(launcher: Launcher, folder: Path) -> Run:
    """Run a command in the folder; ``shell`` is what a shell does to its streams."""
    return partial(launcher.run, folder, DRAMA_CACHE=str(folder / "cache"), PATH=str(folder))


def without_counts(shown: bytes) -> bytes:
    """Return a summary without what a second render need not record."""
    return re.sub(rb"\d+ lines recorded, \d+ reused", b"", shown)


@pytest.mark.parametrize("words", WAYS, ids=" ".join)
def test_every_command_answers_in_ascii(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert (done.stdout + done.stderr).isascii()
    assert (done.stdout + done.stderr).strip()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes the streams")
@pytest.mark.parametrize(
    ("words", "shell", "encoding"),
    [
        (("script", "żółw.txt"), "", "ascii"),
        (("script", "żółw.txt", "--format", "jsonl"), "2>&-", "utf-16"),
        (("sing",), "", "cp1252"),
        (("--help",), ">&-", "utf-8"),
        (("sing",), "0<&- 1>&- 2>&-", "utf-8"),
        (("takes", "clean"), "<&-", "utf-8"),
    ],
)
def test_a_python_of_its_own_answers_as_one_that_is_forked(
    run: Run, folder: Path, words: tuple[str, ...], shell: str, encoding: str
) -> None:
    forked = run(*words, shell=shell, PYTHONIOENCODING=encoding)
    home = {"DRAMA_CACHE": str(folder / "cache"), "PATH": str(folder)}
    fresh = run_fresh(folder, *words, shell=shell, PYTHONIOENCODING=encoding, **home)
    assert (forked.returncode, forked.stdout, forked.stderr) == (fresh.returncode, fresh.stdout, fresh.stderr)


@pytest.mark.parametrize("encoding", ["cp1252", "shift_jis", "utf-16", "koi8-r"])
@pytest.mark.parametrize("words", [("script", "żółw.txt"), ("cast", "żółw.txt")], ids=" ".join)
def test_commands_answer_in_other_encodings(run: Run, words: tuple[str, ...], encoding: str) -> None:
    done = run(*words, PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    assert "Ines" in done.stdout.decode(encoding) or "INES" in done.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
@pytest.mark.parametrize(("words", "code"), MISTAKES)
def test_every_mistake_is_one_message_in_any_encoding(
    run: Run, words: tuple[str, ...], code: int, encoding: str
) -> None:
    done = run(*words, PYTHONIOENCODING=encoding)
    said = done.stderr.decode(encoding)
    assert done.returncode == code
    assert said.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in said


def test_what_an_encoding_lacks_is_shown_by_its_nearest_sign_or_by_its_number(run: Run) -> None:
    shown = run("script", "żółw.txt", PYTHONIOENCODING="ascii").stdout.decode("ascii")
    assert "-- Scene 1 - The Ferry -----" in shown
    assert '"Is that the last one?"' in shown
    assert "\\u0141ucja's na\\xefve" in shown
    western = run("script", "żółw.txt", PYTHONIOENCODING="cp1252").stdout.decode("cp1252")
    assert "-- Scene 1 · The Ferry -----" in western
    assert "“The last tonight… \\u6e21\\u3057\\u8239,”" in western


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "utf-8", "utf-16"])
def test_json_lines_are_whole_and_utf_8_whatever_the_terminal_shows(run: Run, encoding: str) -> None:
    done = run("script", "żółw.txt", "--format", "jsonl", PYTHONIOENCODING=encoding)
    records = [json.loads(row) for row in done.stdout.decode("utf-8").splitlines()]
    assert any("渡し船" in record.get("text", "") for record in records)
    if encoding != "utf-8":
        assert done.stdout.isascii()  # right for whatever reads it in that encoding, too
    plain = run("script", "żółw.txt", "--format", "jsonl", PYTHONIOENCODING="utf-8")
    assert records == [json.loads(row) for row in plain.stdout.decode("utf-8").splitlines()]


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes the streams")
@pytest.mark.parametrize("words", [("script", "żółw.txt"), ("render", "żółw.txt", "--engine", "tone"), ("voices",)])
def test_a_closed_standard_error_takes_nothing_from_the_answer(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words, shell="2>&-")
    assert (done.returncode, done.stderr) == (0, b"")
    again = run(*words).stdout
    assert without_counts(done.stdout) == without_counts(again)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes the streams")
@pytest.mark.parametrize("shell", ["2>&-", "2>&- <&-", "2>&- >/dev/null"])
def test_a_mistake_that_nobody_can_be_told_of_has_its_exit_code(run: Run, shell: str) -> None:
    assert run("script", "nowhere.txt", shell=shell).returncode == 1
    assert run("sing", shell=shell).returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes the streams")
@pytest.mark.parametrize("words", [("script", "żółw.txt"), ("script", "żółw.txt", "--format", "jsonl"), ("--help",)])
def test_an_answer_for_a_closed_standard_output_is_an_error(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words, shell=">&-")
    assert done.returncode == 1
    assert done.stderr == b"Error: cannot write to standard output: Bad file descriptor\n"
    assert run(*words, shell=">&- 2>&- <&-").returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_a_script_that_does_not_fit_on_the_disk_is_one_message(run: Run, form: str) -> None:
    done = run("script", "żółw.txt", "--format", form, shell=">/dev/full")
    assert done.returncode == 1
    assert done.stderr == b"Error: cannot write to standard output: No space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_warnings_that_do_not_fit_on_the_disk_stop_no_render(run: Run, folder: Path) -> None:
    done = run("render", "żółw.txt", "--engine", "tone", "-o", "e.wav", shell="2>/dev/full")
    assert done.returncode == 0
    assert (folder / "e.wav").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes the streams")
@pytest.mark.parametrize("shell", ["2>&-", "2>&- <&-", "0<&- 1>&- 2>&-"])
def test_no_file_takes_the_place_of_a_closed_stream(run: Run, folder: Path, shell: str) -> None:
    """What a C library says on descriptor 2 must not land in the episode."""
    words = ["render", "żółw.txt", "--engine", "tone", "-o", "e.wav", "--cues", "e.json"]
    run(*words, code=LOUD, shell=shell)
    quiet = run("render", "żółw.txt", "--engine", "tone", "-o", "quiet.wav")
    assert quiet.returncode == 0
    assert (folder / "e.wav").read_bytes() == (folder / "quiet.wav").read_bytes()
    assert json.loads((folder / "e.json").read_text(encoding="utf-8"))["cues"]


@pytest.mark.parametrize("typed", [b"", b"\xff\xfe\n", b"maybe\n"])
def test_a_question_that_gets_no_answer_removes_nothing(run: Run, folder: Path, typed: bytes) -> None:
    done = run("takes", "clean", typed=typed)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == b"Error: nothing was removed"
