"""``drama shelf``: what it prints, which books it takes, and how it ends."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.shelves import contents, small_shelf, story, write

from drama import Progress
from drama.cli.shelf_rows import Meter
from drama.shelf import Book, BookRecord

Drama = Callable[..., subprocess.CompletedProcess[str]]
TONE = ("--engine", "tone", "--no-cover")


@pytest.mark.slow
@pytest.mark.usefixtures("warm_tone")
def test_a_row_for_each_book_and_what_failed_at_the_end(drama: Drama, tmp_path: Path) -> None:
    write(small_shelf(tmp_path / "s"), {"broken.md": "***\n", ".hidden.md": "", "notes.txt": ""})
    ran = drama("shelf", "s", "--out", "lib", *TONE)
    assert ran.returncode == 1
    rows = ran.stdout.splitlines()
    assert [row.split("  ")[0] for row in rows if "failed" not in row] == [
        "[2/5] ferry.txt → Unknown Author/The Ferry",
        "[3/5] harbour/01 The Lamp.md → Nell Orrin/Harbour Tales/Vol 1 - The Lamp {Ada Voss}",
        "[4/5] harbour/02 The Tower.md → Nell Orrin/Harbour Tales/Vol 2 - The Tower {Ada Voss}",
        "[5/5] salt → Unknown Author/Salt",
    ]
    assert "Note: 5 books found" in ran.stderr
    assert "Note: passed over, as no stories: .hidden.md, notes.txt" in ran.stderr
    assert "Error: 1 of 5 books failed; a second run tries it again" in ran.stderr
    assert "broken.md holds no words to read aloud" in ran.stderr
    assert f"failed: {tmp_path}/s/broken.md holds no words to read aloud" in ran.stdout

    failed = drama("shelf", "s", "--out", "lib", *TONE, "--failed")
    assert failed.returncode == 1
    assert failed.stdout.startswith("[1/1] broken.md  failed: ")
    (tmp_path / "s" / "broken.md").write_text(story("Mended"), encoding="utf-8")
    assert drama("shelf", "s", "--out", "lib", *TONE, "--failed").returncode == 0
    assert drama("shelf", "s", "--out", "lib", *TONE, "--failed").stdout == "No book failed the last time.\n"
    done = drama("shelf", "s", "--out", "lib", *TONE)
    assert (done.returncode, done.stdout.count("stands as it should")) == (0, 5)
    again = drama("shelf", "s", "--out", "lib", *TONE, "--again", "--only", "ferry.txt")
    assert "0 lines recorded, 5 reused" in again.stdout


@pytest.mark.slow
@pytest.mark.usefixtures("warm_tone")
def test_only_some_books_by_name_or_pattern(drama: Drama, tmp_path: Path) -> None:
    small_shelf(tmp_path / "s")
    assert drama("shelf", "s", "--out", "s/lib", *TONE, "--only", "harbour/*", "--only", "salt/").returncode == 0
    assert {name.split("/")[0] for name in contents(tmp_path / "s/lib")} == {"Nell Orrin", "Unknown Author"}
    assert drama("shelf", "s", "--out", "s/lib", *TONE, "--dry-run").stdout.count("stands as it should") == 3
    for name in ("harbour", "harbour/", "harbour/02 The Tower.md", "har*"):
        ran = drama("shelf", "s", "--out", "s/lib", *TONE, "--only", name, "--dry-run")
        assert {row.split("/")[0] for row in ran.stdout.splitlines()[:-1]} == {"harbour"}
    unknown = drama("shelf", "s", "--out", "s/lib", *TONE, "--only", "harb")
    assert unknown.returncode == 1
    unknown = drama("shelf", "s", "--out", "s/lib", *TONE, "--only", "ferri.txt")
    assert unknown.returncode == 1
    assert 'no book "ferri.txt" on the shelf; did you mean "ferry.txt"?' in unknown.stderr


def test_a_dry_run_says_where_each_goes_and_what_it_takes_and_writes_nothing(drama: Drama, tmp_path: Path) -> None:
    words = "Le bateau est parti hier soir avec tous les marins. La mer était noire et le vent soufflait très fort. "
    odd = {"odd.md": f"# Odd\n\n{words * 5}\n"}
    write(small_shelf(tmp_path / "s"), {**odd, "broken.md": "***\n", "twin.md": "# The Ferry\n\n“Go,” said Ulf.\n"})
    ran = drama("shelf", "s", "--out", "lib", *TONE, "--dry-run")
    assert ran.returncode == 1
    assert "salt → Unknown Author/Salt  12 lines, 12 to record, about 0:" in ran.stdout
    assert "odd.md → Unknown Author/Odd  would fail: odd.md is not in English" in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("4 books, 3 to render: 18 lines to record, about ")
    assert "Error: 3 of 7 books cannot be rendered" in ran.stderr
    assert ran.stdout.count("not known yet") <= 1
    assert "broken.md holds no words to read aloud" in ran.stderr
    assert "ferry.txt: would stand at Unknown Author/The Ferry, as twin.md would" in ran.stderr
    assert not (tmp_path / "lib").exists()


def test_a_plan_has_a_line_for_each_book_with_the_options_given(drama: Drama, tmp_path: Path) -> None:
    small_shelf(tmp_path / "s")
    (tmp_path / "drama").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "drama").chmod(0o755)
    options = (*TONE, "--format", "opus", "--chapters", "--with", "vtt,srt", "--jobs", "1", "--metadata", "genre=a 'b'")
    ran = drama("shelf", "s", "--out", "lib", "--plan", "-", *options)
    assert ran.returncode == 0
    lines = ran.stdout.splitlines()
    assert len(lines) == 4
    assert lines[0] == (
        f"drama shelf {tmp_path}/s --out {tmp_path}/lib --only ferry.txt --format opus --engine tone --chapters "
        "--with vtt,srt --metadata 'genre=a '\"'\"'b'\"'\"'' --no-cover --jobs 1"
    )


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("s", "--out", "s"), "s holds the stories; name another folder for the library"),
        (("nowhere", "--out", "lib"), "is not there; name a folder of stories"),
        (("empty", "--out", "lib"), "empty holds no story; it holds notes.txt"),
        (("s", "--out", "lib", "--engine", "tonne"), "there is no engine 'tonne'; did you mean \"tone\"?"),
        (("s", "--out", "lib", "--format", "m4b", "--chapters"), "an .m4b holds all chapters of a book"),
        (("s", "--out", "lib", "--metadata", "gener=Tale"), 'there is no metadata "gener"; did you mean "genre"?'),
        (("s", "--out", "lib", "--metadata", "year=soon"), 'the metadata year is "soon"; valid is'),
        (("s", "--out", "lib", "--voices", "mine.toml"), 'mine.toml" does not exist'),
        (("s", "--out", "lib", "--voices", "empty/notes.txt", "--style", "dram"), 'there is no style "dram"'),
        (("s", "--out", "lib", "--style", "dram"), 'there is no style "dram"; did you mean "drama"?'),
        (("s", "--out", "lib", "--with", "vtt,reaper"), "is made of stems, which a shelf does not write"),
        (("s", "--out", "lib", "--format", "wav", "--with", "epub"), "cannot carry .wav; valid is --format mp3 or m4b"),
        (("s", "--out", "empty/notes.txt"), "notes.txt is no folder; name a folder for the library"),
        (("s", "--out", "empty/notes.txt/a/b", "--dry-run"), "notes.txt is no folder; name a folder for the library"),
        (("s", "--out", "s/../used", "--plan", "-"), ".drama is no folder; name a folder for the library"),
    ],
)
def test_what_no_book_could_be_rendered_with_is_one_error(
    drama: Drama, tmp_path: Path, words: tuple[str, ...], problem: str
) -> None:
    write(tmp_path, {"s/fen.md": story("Fen"), "s/moor.md": story("Moor"), "empty/notes.txt": "", "used/.drama": ""})
    before = sorted(tmp_path.rglob("*"))
    ran = drama("shelf", *words)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert problem in ran.stderr
    assert ran.stderr.count("Error") == 1
    assert ran.stderr.count(problem) == 1
    assert "--stems" not in ran.stderr
    assert [path for path in sorted(tmp_path.rglob("*")) if "cache" not in path.parts] == before


def test_a_style_that_some_story_brings_is_no_error(drama: Drama, tmp_path: Path) -> None:
    write(tmp_path / "s", {"fen.md": story("Fen"), "moor.md": story("Moor")})
    write(tmp_path / "s", {"moor.voices.toml": '[styles.stark]\nbase = "drama"\n'})
    ran = drama("shelf", "s", "--out", "lib", *TONE, "--style", "stark", "--dry-run")
    assert "moor.md → Unknown Author/Moor  2 lines, " in ran.stdout
    assert 'would fail: there is no style "stark"' in ran.stdout


def test_what_is_wrong_with_several_books_is_said_once(drama: Drama, tmp_path: Path) -> None:
    write(tmp_path / "s", {f"{number}.md": story(f"Fen {number}") for number in range(10)})
    (tmp_path / "s/voices.toml").write_text("[narrator\n", encoding="utf-8")
    ran = drama("shelf", "s", "--out", "lib", *TONE, "--plan", "-")
    assert (ran.returncode, ran.stderr.count("voices.toml")) == (1, 1)
    assert "  0.md, 1.md, 2.md, 3.md, 4.md, 5.md, 6.md, 7.md and 2 more: " in ran.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("warm_tone")
def test_all_documents_are_those_that_a_book_of_a_shelf_can_have(drama: Drama, tmp_path: Path) -> None:
    write(tmp_path / "s", {"fen.md": story("Fen")})
    ran = drama("shelf", "s", "--out", "lib", *TONE, "--format", "wav", "--with", "all")
    assert ran.returncode == 0, ran.stderr
    made = {path.suffix for path in (tmp_path / "lib/Unknown Author/Fen").iterdir()}
    assert {".vtt", ".html", ".srt"} <= made
    assert not {".rpp", ".epub"} & made


def test_a_terminal_shows_which_book_how_far_and_how_long(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    times = iter(range(0, 100, 10))
    monkeypatch.setattr("drama.cli.shelf_rows.time.monotonic", lambda: next(times))
    monkeypatch.setattr(sys, "stderr", shown := Terminal())
    monkeypatch.setenv("COLUMNS", "120")
    books = [Book(f"{name}.md", tmp_path / f"{name}.md", tmp_path / "lib") for name in ("fen", "moor\x1b[2J")]
    write(tmp_path, {"fen.md": "x" * 100, "moor\x1b[2J.md": "x" * 100})
    with Meter(2) as meter:
        meter.weighed(books)
        meter.draw(books[0], Progress("record", 5, 10))
        meter.finish(BookRecord(books[0], is_ok=True))
        meter.draw(books[1], Progress("mix", 0, 10))
    rows = [row for row in shown.getvalue().split("\r\x1b[K") if row]
    assert rows[0].startswith("[1/2] fen.md: recording 50%; about ")
    assert rows[1].startswith("[2/2] moor.md: mixing 0%; about ")


@pytest.mark.parametrize("name", ["a\nb.md", "a\rb.md", "a\tb.md", "a\x1b[2Jb.md", "a\nb/tale.md"])
@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_name_that_no_line_can_hold_is_named_and_the_other_lines_are_written(
    drama: Drama, tmp_path: Path, name: str
) -> None:
    write(small_shelf(tmp_path / "s"), {name: story("Odd")})
    ran = drama("shelf", "s", "--out", "lib", *TONE, "--plan", "jobs.txt")
    assert ran.returncode == 1
    assert "Error: 1 of 5 books cannot be rendered" in ran.stderr
    assert "has a character that no line of a plan can hold" in ran.stderr
    lines = (tmp_path / "jobs.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 4
    assert all(line.startswith(f"{sys.executable} -m drama shelf ") for line in lines)  # no drama is on the PATH


@pytest.mark.slow
@pytest.mark.usefixtures("warm_tone")
def test_a_plan_with_nothing_to_do_says_so(drama: Drama, tmp_path: Path) -> None:
    write(tmp_path / "s", {"fen.md": story("Fen")})
    shelf = ("shelf", "s", "--out", "lib", *TONE)
    assert drama(*shelf).returncode == 0
    ran = drama(*shelf, "--plan", "-")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "no book is to be rendered" in ran.stderr


@pytest.mark.parametrize(
    "victim",
    ["notes.txt", "s/ferry.txt", "s/salt/2.md", "s/harbour/series.voices.toml", "s/ferry.script.toml", "own.toml"],
)
def test_a_plan_replaces_only_a_plan_and_never_what_a_book_is_made_of(
    drama: Drama, tmp_path: Path, victim: str
) -> None:
    small_shelf(tmp_path / "s")
    write(tmp_path, {"notes.txt": "mine\n", "own.toml": "", "s/ferry.script.toml": ""})
    before = (tmp_path / victim).read_bytes()
    shelf = ("shelf", "s", "--out", "lib", *TONE, "--voices", "own.toml", "--only", "harbour/*")
    kept = drama(*shelf, "--plan", victim)
    assert (kept.returncode, (tmp_path / victim).read_bytes()) == (1, before)
    assert victim in kept.stderr
    forced = drama(*shelf, "--plan", victim, "--force")
    is_input = victim != "notes.txt"
    assert forced.returncode == is_input
    assert ((tmp_path / victim).read_bytes() == before) == is_input
    assert ("is an input" in forced.stderr) == is_input


def test_a_plan_is_written_anew_where_drama_wrote_it(drama: Drama, tmp_path: Path) -> None:
    small_shelf(tmp_path / "s")
    shelf = ("shelf", "s", "--out", "lib", *TONE, "--plan", "jobs.txt")
    assert drama(*shelf, "--only", "salt").returncode == 0
    assert drama(*shelf).returncode == 0
    plan = tmp_path / "jobs.txt"
    assert len(plan.read_text(encoding="utf-8").splitlines()) == 4
    plan.write_text("my own jobs\n", encoding="utf-8")
    assert drama(*shelf).returncode == 1
    assert plan.read_text(encoding="utf-8") == "my own jobs\n"
