"""A damaged MP3 is used as far as it goes, told of in one row, and the library that reads it is not heard."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support.library_sounds import put, sweep

from drama.errors import LibraryError
from drama.files.native_stderr import captured_stderr
from drama.sounds import Library


def intact(folder: Path) -> bytes:
    return put(folder, "whole.mp3", sweep(3.0)).read_bytes()


def spoilt(data: bytes, seed: int) -> bytes:
    rng = random.Random(seed)
    changed = bytearray(data)
    for _ in range(20 * seed):
        changed[rng.randrange(200, len(changed))] = rng.randrange(256)
    return bytes(changed)


DAMAGE = {
    **{f"bytes changed {seed}": lambda data, seed=seed: spoilt(data, seed) for seed in (2, 4, 6, 8)},
    "cut off": lambda data: data[: len(data) // 2 + 13],
    "a piece missing": lambda data: data[:2_000] + data[4_321:],
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_it_is_told_of_once_and_nothing_else_is_said(
    tmp_path: Path, damage: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hum.mp3").write_bytes(DAMAGE[damage](intact(tmp_path)))
    library = Library(tmp_path)
    assert library.find("hum.mp3") is not None
    assert len(library.warnings) == 1
    assert "hum.mp3: damaged" in library.warnings[0]
    assert capfd.readouterr().err == ""


def test_what_cannot_be_read_at_all_is_as_quiet(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "hum.mp3").write_bytes(random.Random(1).randbytes(20_000))
    (tmp_path / "buzz.mp3").write_bytes(intact(tmp_path)[:2_000] + random.Random(2).randbytes(9_000))
    library = Library(tmp_path)
    for name in ("hum.mp3", "buzz.mp3"):
        library.find(name)
    assert len(library.warnings) == 2
    assert capfd.readouterr().err == ""


def test_a_whole_file_is_not_told_of(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    intact(tmp_path)
    library = Library(tmp_path)
    assert library.find("whole.mp3") is not None
    assert library.warnings == ()
    assert capfd.readouterr().err == ""


def test_what_others_say_meanwhile_is_passed_on(capfd: pytest.CaptureFixture[str]) -> None:
    with captured_stderr() as rows:
        os.write(2, b"Note: Trying to resync...\nthe house is on fire\n[src/libmpg123/parse.c:wetwork():1] error: no\n")
    assert rows == ["Note: Trying to resync...", "[src/libmpg123/parse.c:wetwork():1] error: no"]
    assert capfd.readouterr().err == "the house is on fire\n"


def test_standard_error_is_what_it_was_after_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(LibraryError), captured_stderr():
        raise LibraryError
    os.write(2, b"here\n")
    assert capfd.readouterr().err == "here\n"


def test_several_threads_take_turns(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "hum.mp3").write_bytes(spoilt(intact(tmp_path), 5))
    libraries = [Library(tmp_path) for _ in range(6)]
    threads = [threading.Thread(target=library.find, args=("hum.mp3",)) for library in libraries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {library.warnings for library in libraries} == {libraries[0].warnings}
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors of POSIX")
@pytest.mark.slow
def test_a_program_without_standard_error_can_use_a_library(tmp_path: Path) -> None:
    (tmp_path / "hum.mp3").write_bytes(spoilt(intact(tmp_path), 5))
    code = (
        "import os; from pathlib import Path; from drama.sounds import Library\n"
        "os.close(2)\nassert Library(Path('.')).find('hum.mp3')\n"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False, timeout=60).returncode == 0
