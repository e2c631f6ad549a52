"""``drama undo`` and ``drama redo`` from outside: every command's edits, in one order, over all files of a story."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from drama.errors import DramaError
from drama.files.text_edits import TextFile, labelled

Drama = Callable[..., subprocess.CompletedProcess[str]]

ABOUT = re.compile(r"\((?P<by>[a-zA-Z ]+), \d{4}-\d\d-\d\d \d\d:\d\d, in (?P<files>[^)]*)\)$")


def rows(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_the_edits_of_all_commands_are_taken_back_and_brought_back_one_by_one(drama: Drama, story: Path) -> None:
    rows(drama("pin", story, 4, "Ines"))
    rows(drama("recast", story, "Ines", "crane"))
    rows(drama("cast", story, "--save", "--force"))
    pins, cast = story.with_name("ferry.script.toml"), story.with_name("ferry.voices.toml")
    texts = pins.read_text(encoding="utf-8"), cast.read_text(encoding="utf-8")
    listed = rows(drama("undo", story, "--list"))
    assert [row.partition("  (")[0] for row in listed] == [
        "line 4: Ines",
        "crane speaks Ines",
        "the voices of all are written down",
    ]
    assert [ABOUT.search(row)["by"] for row in listed] == ["command line"] * 3  # type: ignore[index]
    assert [ABOUT.search(row)["files"] for row in listed] == [pins.name, cast.name, cast.name]  # type: ignore[index]

    assert rows(drama("undo", story))[0].startswith("Taken back: the voices of all are written down  (command line")
    second = rows(drama("undo", story))
    assert second[0].startswith("Taken back: crane speaks Ines")
    assert re.fullmatch(r"  Ines: \d lines in another voice, crane → \w+", second[1])
    assert second[-1] == f"Nothing is lost:  drama redo {story}"
    third = rows(drama("undo", story))
    assert third[1:2] == ["  line 4 changed hands: Ines → Ulf  “The last tonight,”"]
    assert not pins.exists()
    assert not cast.exists()
    assert all(row.startswith("undone: ") for row in rows(drama("undo", story, "--list")))

    brought = rows(drama("redo", story, "--steps", 9))
    assert [row.startswith("Brought back: ") for row in brought[:3]] == [True] * 3
    assert (pins.read_text(encoding="utf-8"), cast.read_text(encoding="utf-8")) == texts


def test_several_steps_back_are_brought_back_as_it_says(drama: Drama, story: Path) -> None:
    rows(drama("pin", story, 4, "Ines"))
    rows(drama("pin", story, 2, "Ulf"))
    done = rows(drama("undo", story, "--steps", 2))
    assert done[-1] == f"Nothing is lost:  drama redo {story} --steps 2"
    rows(drama("redo", story, "--steps", 2))
    assert not any(row.startswith("undone") for row in rows(drama("undo", story, "--list")))


def test_a_change_by_hand_that_broke_the_file_is_taken_back_and_says_so(drama: Drama, story: Path) -> None:
    rows(drama("pin", story, 4, "Ines"))
    path = story.with_name("ferry.script.toml")
    path.write_text("[[line]\n", encoding="utf-8")
    assert drama("script", story).returncode == 1
    refused = drama("pin", story, "--undo")
    assert refused.returncode == 1
    done = rows(drama("undo", story))
    assert done[0].startswith("Taken back: ferry.script.toml changed  (by hand, ")
    assert done[1] == "  the story can be read again"
    broken = rows(drama("redo", story))
    assert broken[1].startswith("  the story cannot be read so: ferry.script.toml: not valid TOML")


def test_plain_undo_of_pin_and_recast_each_takes_its_own_file(drama: Drama, story: Path) -> None:
    rows(drama("pin", story, 4, "Ines"))
    rows(drama("recast", story, "Ines", "crane"))
    rows(drama("pin", story, "--undo"))
    assert not story.with_name("ferry.script.toml").exists()
    assert [row.partition("  (")[0] for row in rows(drama("undo", story, "--list"))] == [
        "crane speaks Ines",
        "undone: line 4: Ines",
    ]
    assert rows(drama("redo", story))[0].startswith("Brought back: line 4: Ines")


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        (("undo",), 1, 'there is no edit of "ferry.txt" to undo'),
        (("redo",), 1, 'there is no edit of "ferry.txt" to redo: none was undone since the last edit'),
        (("undo", "--list", "--steps", "2"), 2, "--list takes nothing back"),
        (("undo", "--steps", "0"), 2, "--steps"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_done_is_one_message(
    drama: Drama, story: Path, command: tuple[str, ...], code: int, message: str
) -> None:
    done = drama(command[0], story, *command[1:])
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert rows(drama("undo", story, "--list")) == ["no edits yet"]


def test_a_label_is_one_row_whatever_it_holds(drama: Drama, story: Path) -> None:
    with labelled("red \x1b[31m\n2020  (by nobody)"):
        TextFile(story.with_name("ferry.script.toml"), DramaError).edit(lambda _: "# red\n")
    assert [row.partition("  (Python")[0] for row in rows(drama("undo", story, "--list"))] == [
        "red \\n2020  (by nobody)"
    ]


@pytest.mark.parametrize("command", [("undo",), ("undo", "--list"), ("redo",)])
def test_a_story_that_is_not_there_is_named(drama: Drama, tmp_path: Path, command: tuple[str, ...]) -> None:
    gone = tmp_path / "gone.txt"
    done = drama(command[0], gone, *command[1:])
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"Error: no such file: {gone}\n")


def test_a_word_that_is_pronounced_otherwise_in_a_cast_file_is_told_and_taken_back_for_a_piped_story(
    drama: Drama, story: Path
) -> None:
    mine = story.with_name("mine.toml")
    mine.write_text('[narrator]\nvoice = "tone:300"\nengine = "tone"\n', encoding="utf-8")
    rows(drama("pronounce", story, "ferry", "fairy", "--voices", mine))
    done = rows(drama("undo", "-", "--voices", mine, typed=story.read_text(encoding="utf-8")))
    assert done[0].startswith("Taken back: “ferry” is pronounced fairy")
    assert re.fullmatch(r"  \d lines? pronounced otherwise: \d[\d, ]*", done[1])
    assert "fairy" not in mine.read_text(encoding="utf-8")
