from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from support.incli import run_drama

from drama.cli.stories import opened

ONE = "# One\n\n“Cast off,” said Ines.\n\n“Not yet,” said Bo.\n"
TWO = "# Two\n\n“Who lit it?” asked Ines.\n\n“I did,” said Bo.\n"
TONE = ("--engine", "tone")


@pytest.fixture
def tale(tmp_path: Path) -> Path:
    """Return a folder of three chapters and what a writer has beside them."""
    folder = tmp_path / "my-tale"
    folder.mkdir()
    for name, text in (("1.md", ONE), ("2.md", TWO), ("10.md", ONE.replace("One", "Ten")), ("notes.txt", "Ideas.")):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_folder_of_chapters_is_a_book_and_what_was_taken_is_said_in_one_line(tale: Path) -> None:
    done = run_drama(tale.parent, "script", tale.name)
    assert done.stderr == "Note: 3 files of my-tale, in this order: 1.md, 2.md, 10.md; not of the story: notes.txt\n"
    titles = [row.split("·")[1].strip(" ─") for row in done.stdout.splitlines() if row.startswith("──")]
    assert titles == ["One", "Two", "Ten"]


@pytest.mark.slow
def test_a_book_keeps_its_voices_its_corrections_and_its_takes(tale: Path) -> None:
    here = tale.parent
    first = run_drama(here, "render", tale.name, *TONE)
    assert first.stdout.startswith("my-tale.mp3 "), first.stderr
    assert (here / "my-tale.mp3").is_file()
    assert run_drama(here, "pin", "my-tale", 2, "Bo").stdout.endswith("in my-tale.script.toml\n")
    assert run_drama(here, "recast", "my-tale", "Ines", "wren").returncode == 0
    assert {path.name for path in here.iterdir()} >= {"my-tale.voices.toml", "my-tale.script.toml"}
    again = run_drama(here, "render", f"{tale.name}/", *TONE)
    assert "cast file: my-tale.voices.toml" in again.stdout
    assert run_drama(here, "render", tale.name, *TONE, "--dry-run").stdout.startswith("15 lines, of which 0 would be")


def test_some_chapters_of_a_folder_never_take_the_place_of_the_whole_book(tale: Path) -> None:
    some = run_drama(tale, "render", "1.md", "2.md", *TONE)
    assert some.stdout.startswith("1 to 2.mp3 "), some.stderr
    assert run_drama(tale, "render", "1.md", "2.md", "10.md", *TONE).stdout.startswith("my-tale.mp3 ")


def test_files_of_a_folder_are_found_under_the_same_name_from_within_and_without(tale: Path) -> None:
    run_drama(tale.parent, "pin", "my-tale", 2, "Bo")
    inside = run_drama(tale, "pin", "1.md", "2.md", "10.md", "--list")
    assert inside.stdout == "line 2: Bo  “Cast off,”\n"
    assert "line 2: Bo" in run_drama(tale, "pin", ".", "--list").stdout


def test_a_pin_and_a_recast_take_the_files_as_a_render_does(tale: Path) -> None:
    pinned = run_drama(tale, "pin", "1.md", "2.md", 7, "Bo")
    assert pinned.stdout.startswith("Line 7: Bo, “Who lit it?”, was Ines"), pinned.stderr
    recast = run_drama(tale, "recast", "1.md", "2.md", "Ines", "wren")
    assert recast.stdout.startswith("Ines: wren"), recast.stderr
    undone = run_drama(tale, "recast", "1.md", "2.md", "--undo")
    assert "is as it was before" in undone.stdout
    assert run_drama(tale, "pin", "1.md", "2.md", 7, "--remove").returncode == 0
    assert run_drama(tale, "takes", "redo", "1.md", "2.md", "--lines", "3", *TONE).returncode == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("pin", "1.md", "3", "Old", "Bo"), "quotation marks"),
        (("pin", "1.md", "3"), "name a LINE and its SPEAKER"),
        (("pin", "1.md", "3", "--list"), "--list takes no LINE"),
        (("recast", "1.md", "Ines"), "name a CHARACTER and a VOICE"),
        (("recast", "1.md", "Ines", "--undo"), "takes no CHARACTER"),
        (("script", "-", "1.md"), "name no file beside it"),
        (("script",), "STORY"),
    ],
)
def test_words_that_do_not_go_together_are_wrong_usage(tale: Path, words: tuple[str, ...], message: str) -> None:
    done = run_drama(tale, *words)
    assert (done.returncode, message in done.stderr) == (2, True), done.stderr


@pytest.mark.slow
def test_a_story_is_rendered_from_standard_input(tmp_path: Path) -> None:
    (tmp_path / "voices.toml").write_text('[narrator]\nvoice = "a"\nengine = "tone"\n', encoding="utf-8")
    done = run_drama(tmp_path, "render", "-", *TONE, typed=ONE)
    assert done.stdout.splitlines()[0].startswith("stdin.mp3 "), done.stderr
    assert f"cast file: {tmp_path / 'voices.toml'}" in done.stdout
    assert (tmp_path / "stdin.mp3").is_file()
    again = run_drama(tmp_path, "render", "-", "-o", "tale.wav", *TONE, typed=ONE)
    assert "0 lines recorded" in again.stdout


def test_a_script_of_standard_input_is_that_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ONE, encoding="utf-8")
    piped = run_drama(tmp_path, "script", "-", "--format", "jsonl", typed=ONE)
    named = run_drama(tmp_path, "script", "one.txt", "--format", "jsonl")
    assert piped.stdout == named.stdout
    assert json.loads(piped.stdout.splitlines()[0])["character"]


@pytest.mark.parametrize(
    "words", [("pin", "-", "3", "Bo"), ("recast", "-", "Bo", "wren"), ("cast", "-", "--save"), ("pin", "-", "--list")]
)
def test_what_needs_a_name_says_that_standard_input_has_none(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run_drama(tmp_path, *words, typed=ONE)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: standard input has no name")
    assert list(tmp_path.iterdir()) == []


def test_a_voice_is_recast_for_standard_input_in_a_file_that_is_named(tmp_path: Path) -> None:
    done = run_drama(tmp_path, "recast", "-", "Bo", "wren", "--voices", "mine.toml", typed=ONE)
    assert "does not exist" in done.stderr
    assert run_drama(tmp_path, "cast", "-", "-o", "mine.toml", typed=ONE).returncode == 0
    done = run_drama(tmp_path, "recast", "-", "Bo", "wren", "--voices", "mine.toml", typed=ONE)
    assert done.stdout.startswith("Bo: wren"), done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")
def test_a_terminal_is_told_that_the_story_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keyboard, terminal = os.openpty()
    os.write(keyboard, b"It was late.\n\x04")
    with open(terminal, encoding="utf-8") as typed:  # noqa: PTH123 (a descriptor)
        monkeypatch.setattr(sys, "stdin", typed)
        assert opened([Path("-")]).data == b"It was late.\n"
    os.close(keyboard)
    assert capsys.readouterr().err == ("Waiting for the story on standard input: type or paste it, then press Ctrl+D\n")


@pytest.mark.parametrize(
    "words", [("script", ""), ("render", ""), ("pin", "", "3", "Bo"), ("recast", "", "Bo", "wren")]
)
def test_an_empty_name_is_not_the_current_folder(tale: Path, words: tuple[str, ...]) -> None:
    done = run_drama(tale, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the name of the story is empty" in done.stderr


@pytest.mark.parametrize(
    "words", [("render",), ("preview", "--scene", "1"), ("script",), ("cast",), ("cast", "--series")]
)
def test_a_name_that_is_too_long_for_the_system_is_one_message(tale: Path, words: tuple[str, ...]) -> None:
    done = run_drama(tale, *words, f"{'x' * 300}.txt")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1
