"""``--as``: every command that reads a story refuses a script, and reads it as prose when asked to."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from drama.cli.commands import cli
from drama.errors import StoryError

TALK = ("“Is that the last one?” asked Ines.", "“The last tonight,” said Ulf.", "“Then I'll swim,” said Ines.")
COMMANDS = {
    "script": "script STORY",
    "doubts": "script STORY --doubtful",
    "cast": "cast STORY --engine tone",
    "render": "render STORY --engine tone --dry-run",
    "preview": "preview STORY --scene 1 --engine tone -o scene.wav",
    "pin": "pin STORY 1 Ines",
    "recast": "recast STORY Ines coral",
    "voices": "voices coral --audition Ines --story STORY --engine tone -o ines.wav",
}


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAMA_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "ferry.fadein"
    path.write_text("\n\n".join(TALK), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_refuses_what_is_no_prose_and_says_the_way_round(name: str, story: Path) -> None:
    words = COMMANDS[name].replace("STORY", story.name).split()
    done = CliRunner().invoke(cli, words)
    assert isinstance(done.exception, StoryError)
    assert str(done.exception).startswith(f"{story.name}: .fadein files (screenplays) are not read")
    assert "--as prose" in str(done.exception)
    assert [path.name for path in story.parent.iterdir()] == [story.name]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.slow
def test_a_command_reads_as_prose_what_it_is_told_to(name: str, story: Path) -> None:
    done = CliRunner().invoke(cli, [*COMMANDS[name].replace("STORY", story.name).split(), "--as", "prose"])
    assert done.exception is None, done.output


def test_a_script_ends_the_program_with_exit_code_1_and_one_line(
    story: Path, drama: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = drama("script", story)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)


def test_what_a_script_was_read_as_is_told_in_one_line_with_what_was_left_out(story: Path) -> None:
    path = story.with_name("hut.fountain")
    path.write_text("INT. HUT\n\nRain.\n\nMARET\nRow.\n\nULF\nNo.\n", encoding="utf-8")
    whole = CliRunner().invoke(cli, ["script", path.name])
    bare = CliRunner().invoke(cli, ["script", path.name, "--no-action"])
    assert whole.stderr == "Note: read as a Fountain screenplay: 2 speakers; --as prose reads every word\n"
    assert "Rain." in whole.stdout
    assert "2 speakers, 1 paragraph of action left out; --as prose" in bare.stderr
    assert "Rain." not in bare.stdout
