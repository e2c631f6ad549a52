"""``drama sound`` and ``drama check``: what is heard beside the voices, and what wants to be heard again."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Drama = Callable[..., subprocess.CompletedProcess[str]]

STORY = """The Ferry

The rain had not stopped since Friday. [SFX: bell] “Is that the last one?” Ines asked.

“The last tonight,” said Ulf.

***

The water was black in the morning.

“You're early,” said Ulf.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def told(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_sounds_of_a_story_are_listed_with_what_its_style_does_not_let_be_heard(drama: Drama, story: Path) -> None:
    plain = told(drama("sound", story))
    assert plain.startswith("Style: reading\n  not heard: the style reading has no beds\n")
    assert "bed rain (story)" in plain
    assert ":bell: before line" in plain
    assert plain.endswith("Music: intro none, outro none, between scenes none\n")
    assert "not heard" not in told(drama("sound", story, "--style", "drama"))


def test_scenes_effects_and_music_are_edited_from_the_command_line(drama: Drama, story: Path) -> None:
    done = told(drama("sound", story, "--scene", "2", "--room", "outdoors", "--bed", "sea", "--bed-db", "-3"))
    assert done.startswith("Scene 2: room outdoors, bed sea, bed at −3 dB, in ")
    assert "ferry.voices.toml (new)" in done
    assert "not heard: the style reading has no rooms and no beds: render with --style drama" in done
    placed = told(drama("sound", story, "4", "knock", "--gain", "-6", "--style", "drama"))
    assert "  called 4:knock\n" in placed
    assert "not heard" not in placed
    assert "  called 5:knock\n" in told(drama("sound", story, "4:knock", "--to", "5"))
    assert "5:knock 0 dB" not in told(drama("sound", story, "5:knock", "--gain", "0"))
    bell = next(row.split(": ")[0].strip() for row in told(drama("sound", story)).splitlines() if ":bell" in row)
    told(drama("sound", story, bell, "--mute"))
    told(drama("sound", story, "--intro", "chime"))
    rows = told(drama("sound", story))
    assert "room outdoors (cast file), bed sea −3 dB (cast file)" in rows
    assert f"{bell}: before line {bell.split(':')[0]} (story), muted" in rows
    assert "5:knock: before line 5 (cast file)\n" in rows
    assert "intro chime" in rows
    told(drama("sound", story, bell, "--unmute"))
    told(drama("sound", story, "5:knock", "--remove"))
    rows = told(drama("sound", story))
    assert "muted" not in rows
    assert "knock" not in rows
    assert told(drama("sound", story, "--set-style", "drama")).startswith("Style drama, in ")
    assert told(drama("sound", story)).startswith("Style: drama\nScene 1")


@pytest.mark.parametrize(
    ("said", "code", "message"),
    [
        (("twelve", "knock"), 2, "LINE is a number"),
        (("4:bell",), 2, "say one thing to do with the effect"),
        (("4:bell", "--mute", "--gain", "3"), 2, "say one thing to do with the effect"),
        (("--room", "cave"), 2, "--scene goes with --room, --bed or --bed-db, and these with it"),
        (("--scene", "1"), 2, "--scene goes with --room, --bed or --bed-db"),
        (("4", "knock", "--mute"), 2, "only --gain goes with them"),
        (("4:trumpet", "--mute"), 1, 'there is no effect "4:trumpet"'),
        (("4", "trumpett"), 1, "there is no sound 'trumpett'"),
        (("--scene", "7", "--room", "cave"), 1, "It has scenes 1 to 2"),
    ],
)
def test_what_makes_no_sense_is_refused(
    drama: Drama, story: Path, said: tuple[str, ...], code: int, message: str
) -> None:
    done = drama("sound", story, *said)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert not story.with_name("ferry.voices.toml").exists()


@pytest.mark.slow
def test_what_wants_to_be_heard_again_is_listed_worst_first(drama: Drama, story: Path) -> None:
    alike = '[characters.Ines]\nvoice = "en-gb"\n[characters.Ulf]\nvoice = "en-gb"\ngain_db = 12\n'
    story.with_name("ferry.voices.toml").write_text(alike, encoding="utf-8")
    first = drama("check", story, "--engine", "tone")
    assert "clash: Ines and Ulf answer each other and sound alike" in first.stdout
    assert "too loud" not in first.stdout
    assert "not recorded yet" in first.stderr
    told(drama("render", story, "--engine", "tone"))
    rows = told(drama("check", story, "--engine", "tone")).splitlines()
    assert rows[0].startswith("line ")
    assert any("too loud" in row and "“The last tonight,”" in row for row in rows)
    only = told(drama("check", story, "--engine", "tone", "--kind", "clash")).splitlines()
    assert only == [row for row in rows if ": clash:" in row]
