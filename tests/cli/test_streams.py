"""Whatever standard input, output and error are, a command ends with its answer or one message, never a traceback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a story whose words and name few encodings can hold."""
    (tmp_path / "żółw.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def run(folder: Path, *words: str, shell: str = "", **settings: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a folder; ``shell`` is what a shell does to its streams."""
    command = [sys.executable, "-m", "drama", *words]
    if shell:
        command = ["/bin/sh", "-c", f'exec "$@" {shell}', "sh", *command]
    home = {**os.environ, "DRAMA_CACHE": str(folder / "cache"), "PATH": str(folder)}
    return subprocess.run(command, cwd=folder, env={**home, **settings}, capture_output=True, timeout=120, check=False)


def without_counts(shown: bytes) -> bytes:
    """Return a summary without what a second render need not record."""
    return re.sub(rb"\d+ lines recorded, \d+ reused", b"", shown)


@pytest.mark.parametrize("words", WAYS, ids=" ".join)
def test_every_command_answers_in_ascii(folder: Path, words: tuple[str, ...]) -> None:
    done = run(folder, *words, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert (done.stdout + done.stderr).isascii()
    assert (done.stdout + done.stderr).strip()


@pytest.mark.parametrize("encoding", ["cp1252", "shift_jis", "utf-16", "koi8-r"])
@pytest.mark.parametrize("words", [("script", "żółw.txt"), ("cast", "żółw.txt")], ids=" ".join)
def test_commands_answer_in_other_encodings(folder: Path, words: tuple[str, ...], encoding: str) -> None:
    done = run(folder, *words, PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    assert "Ines" in done.stdout.decode(encoding) or "INES" in done.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
@pytest.mark.parametrize(("words", "code"), MISTAKES)
def test_every_mistake_is_one_message_in_any_encoding(
    folder: Path, words: tuple[str, ...], code: int, encoding: str
) -> None:
    done = run(folder, *words, PYTHONIOENCODING=encoding)
    said = done.stderr.decode(encoding)
    assert done.returncode == code
    assert said.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in said


def test_what_an_encoding_lacks_is_shown_by_its_nearest_sign_or_by_its_number(folder: Path) -> None:
    shown = run(folder, "script", "żółw.txt", PYTHONIOENCODING="ascii").stdout.decode("ascii")
    assert "-- Scene 1 - The Ferry -----" in shown
    assert '"Is that the last one?"' in shown
    assert "\\u0141ucja's na\\xefve" in shown
    western = run(folder, "script", "żółw.txt", PYTHONIOENCODING="cp1252").stdout.decode("cp1252")
    assert "-- Scene 1 · The Ferry -----" in western
    assert "“The last tonight… \\u6e21\\u3057\\u8239,”" in western


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "utf-8", "utf-16"])
def test_json_lines_are_whole_and_utf_8_whatever_the_terminal_shows(folder: Path, encoding: str) -> None:
    done = run(folder, "script", "żółw.txt", "--format", "jsonl", PYTHONIOENCODING=encoding)
    records = [json.loads(row) for row in done.stdout.decode("utf-8").splitlines()]
    assert any("渡し船" in record.get("text", "") for record in records)
    if encoding != "utf-8":
        assert done.stdout.isascii()  # right for whatever reads it in that encoding, too
    plain = run(folder, "script", "żółw.txt", "--format", "jsonl", PYTHONIOENCODING="utf-8")
    assert records == [json.loads(row) for row in plain.stdout.decode("utf-8").splitlines()]


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes the streams")
@pytest.mark.parametrize("words", [("script", "żółw.txt"), ("render", "żółw.txt", "--engine", "tone"), ("voices",)])
def test_a_closed_standard_error_takes_nothing_from_the_answer(folder: Path, words: tuple[str, ...]) -> None:
    done = run(folder, *words, shell="2>&-")
    assert (done.returncode, done.stderr) == (0, b"")
    again = run(folder, *words).stdout
    assert without_counts(done.stdout) == without_counts(again)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes the streams")
@pytest.mark.parametrize("shell", ["2>&-", "2>&- <&-", "2>&- >/dev/null"])
def test_a_mistake_that_nobody_can_be_told_of_has_its_exit_code(folder: Path, shell: str) -> None:
    assert run(folder, "script", "nowhere.txt", shell=shell).returncode == 1
    assert run(folder, "sing", shell=shell).returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes the streams")
@pytest.mark.parametrize("words", [("script", "żółw.txt"), ("script", "żółw.txt", "--format", "jsonl"), ("--help",)])
def test_an_answer_for_a_closed_standard_output_is_an_error(folder: Path, words: tuple[str, ...]) -> None:
    done = run(folder, *words, shell=">&-")
    assert done.returncode == 1
    assert done.stderr == b"Error: cannot write to standard output: Bad file descriptor\n"
    assert run(folder, *words, shell=">&- 2>&- <&-").returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_a_script_that_does_not_fit_on_the_disk_is_one_message(folder: Path, form: str) -> None:
    done = run(folder, "script", "żółw.txt", "--format", form, shell=">/dev/full")
    assert done.returncode == 1
    assert done.stderr == b"Error: cannot write to standard output: No space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_warnings_that_do_not_fit_on_the_disk_stop_no_render(folder: Path) -> None:
    done = run(folder, "render", "żółw.txt", "--engine", "tone", "-o", "e.wav", shell="2>/dev/full")
    assert done.returncode == 0
    assert (folder / "e.wav").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes the streams")
@pytest.mark.parametrize("shell", ["2>&-", "2>&- <&-", "0<&- 1>&- 2>&-"])
def test_no_file_takes_the_place_of_a_closed_stream(folder: Path, shell: str) -> None:
    """What a C library says on descriptor 2 must not land in the episode."""
    (folder / "say.py").write_text(
        "import os, sys\n"
        "from drama.engines.tone import ToneEngine\n"
        "speak = ToneEngine.speak\n"
        "def loud(self, text, voice):\n"
        "    for number in (1, 2):\n"
        "        try: os.write(number, b'X' * 64)\n"
        "        except OSError: pass\n"
        "    return speak(self, text, voice)\n"
        "ToneEngine.speak = loud\n"
        "from drama.cli import main\n"
        "main()\n",
        encoding="utf-8",
    )
    words = ["render", "żółw.txt", "--engine", "tone", "-o", "e.wav", "--cues", "e.json"]
    subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {shell}', "sh", sys.executable, "say.py", *words],
        cwd=folder, env={**os.environ, "DRAMA_CACHE": str(folder / "cache")}, timeout=120, check=False,
    )  # fmt: skip
    quiet = run(folder, "render", "żółw.txt", "--engine", "tone", "-o", "quiet.wav")
    assert quiet.returncode == 0
    assert (folder / "e.wav").read_bytes() == (folder / "quiet.wav").read_bytes()
    assert json.loads((folder / "e.json").read_text(encoding="utf-8"))["cues"]


@pytest.mark.parametrize("typed", [b"", b"\xff\xfe\n", b"maybe\n"])
def test_a_question_that_gets_no_answer_removes_nothing(folder: Path, typed: bytes) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "drama", "takes", "clean"], cwd=folder, input=typed, capture_output=True, timeout=60,
        env={**os.environ, "DRAMA_CACHE": str(folder / "cache")}, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == b"Error: nothing was removed"
