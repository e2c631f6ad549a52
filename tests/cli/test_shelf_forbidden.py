"""``drama shelf`` where something may not be read or written: it is named, and the others finish."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from support.sealed import Somebody, as_somebody, sealed
from support.shelves import FERRY, small_shelf, story, write

__all__ = ["as_somebody", "sealed"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("warm_tone"),
    pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX"),
]
SHELF = ("shelf", "s", "--out", "lib", "--engine", "tone", "--no-cover")


def test_a_folder_that_cannot_be_read_is_named_and_the_others_are_found(sealed: Path, as_somebody: Somebody) -> None:
    small_shelf(sealed / "s")
    chapter = "# Chapter\n\n“Go,” said Ulf.\n"
    write(sealed / "s", {"harbour/deep/moor.md": story("Moor"), "novel/Part One/1.md": chapter})
    write(sealed / "s", {"novel/Part Two/1.md": chapter, "novel/Part Two/2.md": chapter})
    part = "novel/Part Two"
    for name, mode in (("harbour", 0o000), ("harbour/deep", 0o444), (part, 0o300), (part, 0o444)):
        (sealed / "s" / name).chmod(mode)
        ran = as_somebody(*SHELF, "--dry-run")
        (sealed / "s" / name).chmod(0o755)
        whole = "novel" if name.startswith("novel") else name
        assert ran.returncode == 1
        assert f"  {whole}: " in ran.stderr.split("Error: 1 of ")[1]
        assert name in ran.stderr
        books = {row.split(" → ")[0] for row in ran.stdout.splitlines() if " → " in row}
        harbour = {"harbour/01 The Lamp.md", "harbour/02 The Tower.md"} if name != "harbour" else set()
        assert books - {"harbour/deep", "harbour/deep/moor.md"} == {"ferry.txt", "salt", "novel"} - {whole} | harbour


def test_a_shelf_renders_what_it_can_read_and_tries_the_rest_again(sealed: Path, as_somebody: Somebody) -> None:
    write(sealed, {"s/ferry.txt": FERRY, "s/sealed/moor.md": story("Moor")})
    (sealed / "s/sealed").chmod(0)
    ran = as_somebody(*SHELF)
    assert ran.returncode == 1
    assert [row.partition(" ")[2].split("  ")[0] for row in ran.stdout.splitlines()] == [
        "sealed",
        "ferry.txt → Unknown Author/The Ferry",
    ]
    assert (sealed / "lib/Unknown Author/The Ferry/The Ferry.mp3").exists()
    assert as_somebody(*SHELF, "--only", "ferry.txt").returncode == 0
    assert as_somebody(*SHELF, "--failed").returncode == 1
    (sealed / "s/sealed").chmod(0o755)
    mended = as_somebody(*SHELF)
    assert (mended.returncode, "sealed/moor.md → Unknown Author/Moor" in mended.stdout) == (0, True)


def test_a_library_that_takes_no_files_is_one_error_before_any_work(sealed: Path, as_somebody: Somebody) -> None:
    write(sealed, {"s/ferry.txt": FERRY, "s/moor.md": story("Moor"), "up/lib/.drama/work/note.txt": ""})
    for name, library in (
        ("up", "up/new"),
        *((f"up/lib{below}", "up/lib") for below in ("", "/.drama", "/.drama/work")),
    ):
        (sealed / name).chmod(0o555)
        for option in ((), ("--dry-run",)):
            ran = as_somebody("shelf", "s", "--out", library, "--engine", "tone", *option)
            assert (ran.returncode, ran.stdout) == (1, "")
            assert ran.stderr.count("cannot be written to") == 1
            assert "Errno" not in ran.stderr
        (sealed / name).chmod(0o755)
    assert sorted(path.name for path in (sealed / "up").rglob("*")) == [".drama", "lib", "note.txt", "work"]


@pytest.mark.parametrize("shut", ["lib/Unknown Author", "lib/Unknown Author/The Ferry"])
def test_a_place_that_takes_no_files_is_told_by_its_own_name(sealed: Path, as_somebody: Somebody, shut: str) -> None:
    write(sealed, {"s/ferry.txt": FERRY, "s/moor.md": story("Moor", author="Nell")})
    (sealed / shut).mkdir(parents=True)
    (sealed / shut).chmod(0o555)
    ran = as_somebody(*SHELF)
    assert ran.returncode == 1
    assert "moor.md → Nell/Moor" in ran.stdout
    told = next(row for row in ran.stdout.splitlines() if "ferry.txt" in row)
    assert f"{shut}" in told
    assert "Permission denied" in told
    assert "Errno" not in told
    assert "work" not in told.replace(str(sealed), "")
