"""``drama actors`` and ``drama stems``: one list of what is right, odd and wrong, and an exit code that tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.actors import in_a_room, save, talk
from support.incli import run_drama

STORY = "“There is nothing out there,” said Anna.\n\n“Give it a minute,” said Tom.\n\n“I did,” said Anna.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ferry.txt").write_text(STORY, encoding="utf-8")
    for number in (1, 5):
        save(tmp_path / "anna" / f"{number:03} Anna.wav", in_a_room(talk(number, 1.5) * (0.5 if number == 1 else 0.1)))
    return tmp_path


@pytest.mark.parametrize("name", ["actors", "stems"])
def test_an_import_says_what_it_took_and_how_to_take_it_back(folder: Path, name: str) -> None:
    done = run_drama(folder, name, "ferry.txt", "--import", "anna")
    assert done.returncode == 0, done.stderr
    first, second, *rest = done.stdout.splitlines()
    assert first.startswith("2 recordings, levelled by +")
    assert second == "  Anna: all 2 lines"
    assert rest == ["  in ferry.script.toml; take it back with  drama undo ferry.txt"]
    again = run_drama(folder, name, "ferry.txt", "--import", "anna").stdout
    assert "2 of them as before" in again
    assert "nothing is changed: it all stood there already" in again
    shown = run_drama(folder, name, "ferry.txt").stdout
    assert shown.splitlines()[:2] == ["Anna: all 2 lines", "  line 1: anna/001 Anna.wav"]
    assert "Tom: a voice" in shown
    assert "recorded in anna/001 Anna.wav" in run_drama(folder, "script", "ferry.txt").stdout
    plan = run_drama(folder, "render", "ferry.txt", "--engine", "tone", "--dry-run").stdout
    assert "taken from an actor's recording, new or changed: 2 lines (1, 5)" in plan
    assert "actors' recordings: 2 lines" in plan
    assert run_drama(folder, name, "ferry.txt", "--remove", "5").returncode == 0
    plan = run_drama(folder, "render", "ferry.txt", "--engine", "tone", "--dry-run").stdout
    assert "taken from an actor's recording, new or changed: line 1\n" in plan
    assert "Taken back" in run_drama(folder, "undo", "ferry.txt").stdout
    without = run_drama(folder, "render", "ferry.txt", "--engine", "tone", "--dry-run", "--without-recordings").stdout
    assert "actor" not in without
    undone = run_drama(folder, "undo", "ferry.txt").stdout
    assert "Taken back: recordings of 2 lines by Anna" in undone
    assert "no line is recorded by an actor" in run_drama(folder, name, "ferry.txt").stdout


def test_what_is_wrong_is_listed_before_what_is_taken_and_ends_with_an_error(folder: Path) -> None:
    (folder / "anna" / "003 Anna.wav").write_bytes((folder / "anna" / "001 Anna.wav").read_bytes())
    (folder / "anna" / "005 Anna.wav").unlink()
    (folder / "anna" / "note\x1b[2Js.txt").write_text("…", encoding="utf-8")
    strict = run_drama(folder, "actors", "ferry.txt", "--import", "anna", "--strict")
    assert strict.returncode == 1
    assert "nothing is changed: --strict takes nothing" in strict.stdout
    assert not (folder / "ferry.script.toml").exists()
    done = run_drama(folder, "actors", "ferry.txt", "--import", "anna")
    assert done.returncode == 1
    assert done.stdout.splitlines()[:4] == [
        "1 file not taken:",
        "  003 Anna.wav: line 3 is Tom's, not Anna's: “Give it a minute,”",
        "1 file passed over:",
        "  notes.txt: no sound file",
    ]
    assert "Anna: 1 of 2 lines; line 5 is missing" in done.stdout
    removed = run_drama(folder, "actors", "ferry.txt", "--remove", "1")
    assert removed.stdout == "line 1 spoken by voices again; the files stay\n"
    assert run_drama(folder, "actors", "ferry.txt", "--remove-all").returncode == 1


def test_a_recording_that_is_gone_or_is_no_sound_is_listed_as_such_and_a_render_says_it_once(folder: Path) -> None:
    assert run_drama(folder, "actors", "ferry.txt", "--import", "anna").returncode == 0
    (folder / "anna" / "001 Anna.wav").unlink()
    (folder / "anna" / "005 Anna.wav").write_text("no sound", encoding="utf-8")
    shown = run_drama(folder, "actors", "ferry.txt")
    assert shown.returncode == 1
    first, gone, damaged, *_ = shown.stdout.splitlines()
    assert (first, gone) == ("2 recordings cannot be used:", "  line 1: anna/001 Anna.wav: missing")
    assert damaged.startswith("  line 5: anna/005 Anna.wav: no sound that can be read")
    assert "Anna: 0 of 2 lines; lines 1 and 5 are missing" in shown.stdout
    for words in (("render", "ferry.txt"), ("preview", "ferry.txt", "--scene", "1", "-o", "one.wav")):
        refused = run_drama(folder, *words, "--engine", "tone")
        assert refused.returncode == 1
        assert refused.stderr.count("the recording of line 1 (anna/001 Anna.wav) is not in") == 1


def test_a_sheet_is_printed_or_written_and_no_users_file_is_lost(folder: Path) -> None:
    shown = run_drama(folder, "actors", "ferry.txt", "--sheet", "--part", "Anna").stdout
    assert "001 Anna.wav\nAnna: “There is nothing out there,”" in shown
    assert "Tom.wav" not in shown
    for name in ("a.csv", "a.html", "a.txt"):
        assert run_drama(folder, "actors", "ferry.txt", "--sheet", "-o", name).returncode == 0
        assert "001 Anna.wav" in (folder / name).read_text(encoding="utf-8")
    (folder / "mine.csv").write_text("mine", encoding="utf-8")
    refused = run_drama(folder, "actors", "ferry.txt", "--sheet", "-o", "mine.csv")
    assert refused.returncode == 1
    assert (folder / "mine.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["--sheet", "-o", "a.pdf"], "a sheet is written as .csv"),
        (["--import", "anna", "--sheet"], "--import and --sheet do not go together"),
        (["--dry-run"], "go with --import"),
        (["-o", "a.csv"], "go with --sheet"),
        (["--remove", "1", "--remove-all"], "do not go together"),
        (["--import", "absent"], "there is no folder absent"),
        (["--import", "ferry.txt"], "ferry.txt is a file, not a folder"),
        (["--import", "anna", "--part", "Ana"], "did you mean"),
        (["--import", "anna", "--part", "Xy"], "There speak: Anna, Tom, narrator"),
        (["--sheet", "--part", "naratro"], "did you mean"),
    ],
)
def test_what_does_not_go_together_is_said(folder: Path, words: list[str], wrong: str) -> None:
    done = run_drama(folder, "actors", "ferry.txt", *words)
    assert done.returncode in {1, 2}
    assert wrong in done.stderr
    assert not (folder / "ferry.script.toml").exists()
