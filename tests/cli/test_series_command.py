"""``drama cast --series``: the table a person looks at, the file it writes, and taking that back."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support.seasons import FERRY, TONES, own_file, write_season

pytestmark = pytest.mark.slow

Drama = Callable[..., subprocess.CompletedProcess[str]]


def rows_of(table: str, *, starting: str) -> list[list[str]]:
    return [row.split() for row in table.splitlines() if row.startswith(starting)]


def test_the_table_shows_the_episodes_and_the_people_in_groups(drama: Drama, tmp_path: Path) -> None:
    write_season(tmp_path / "one", series=TONES)
    shown = drama("cast", "--series", "one")
    assert shown.returncode == 0, shown.stderr
    rows = shown.stdout.splitlines()
    assert rows[0] == "Harbour Tales  3 episodes in one"
    assert rows[3].split() == ["1", "The", "Ferry", "01", "ferry.md", "8", "2"]
    ends = [row.strip() for row in rows]
    groups = [ends.index(title) for title in ("returning", "new in 3", "in one episode")]
    assert groups == sorted(groups)
    assert rows[groups[0] + 1].split()[:3] == ["Ines", "1-3", "6"]
    assert "series.voices.toml" in rows[groups[0] + 1]
    assert rows[groups[1] + 1].startswith("Dora")
    assert rows[groups[2] + 1].startswith("Marek")
    assert "4 people" in ends
    assert "Changes" not in shown.stdout


def test_a_voice_that_would_change_and_one_that_two_share_are_named(drama: Drama, tmp_path: Path) -> None:
    write_season(tmp_path / "one", series=TONES)
    own_file(tmp_path / "one", "02 lamp.md", '[characters.Ines]\nengine = "tone"\nvoice = "tone:300"\n')
    shown = drama("cast", "--series", "one").stdout
    assert "Changes: Ines is Ines (tone:440, 165 wpm) in 1, 3, then Ines (tone:300, 165 wpm) in 2" in shown
    assert "Alike: Ines (1-3) and Ulf (1, 3) share the voice tone:300" in shown


def test_save_writes_the_file_and_says_whom_it_holds(drama: Drama, tmp_path: Path) -> None:
    write_season(tmp_path / "one")
    before = drama("cast", "--series", "one").stdout
    assert "drama cast --series one --save" in before
    saved = drama("cast", "--series", "one", "--save")
    assert saved.returncode == 0, saved.stderr
    assert "Saved in one/series.voices.toml (new): the narrator, " in saved.stdout
    assert "--save" not in saved.stdout.splitlines()[-1]
    again = drama("cast", "--series", "one", "--save").stdout
    assert "Nothing to save: one/series.voices.toml holds everybody who returns" in again
    undone = drama("cast", "--series", "one", "--undo")
    assert "\none/series.voices.toml is as it was before its last edit\n" in undone.stdout
    assert not (tmp_path / "one" / "series.voices.toml").exists()


def test_the_cast_of_an_episode_is_saved_without_what_the_series_holds(drama: Drama, tmp_path: Path) -> None:
    write_season(tmp_path, series=TONES)
    assert drama("cast", "02 lamp.md", "--save").returncode == 0
    text = (tmp_path / "02 lamp.voices.toml").read_text(encoding="utf-8")
    assert 'extends = "series.voices.toml"' in text
    assert "[characters.Marek]" in text
    assert "Ines" not in text
    assert "[narrator]" not in text


def test_a_recast_in_one_episode_says_that_it_is_for_this_one_and_how_to_do_it_for_all(
    drama: Drama, tmp_path: Path
) -> None:
    write_season(tmp_path, series=TONES)
    edit = drama("recast", "02 lamp.md", "Ines", "en-us+f3")
    assert edit.returncode == 0, edit.stderr
    (told,) = [row for row in edit.stdout.splitlines() if "in this episode only" in row]
    words = shlex.split(told.partition("For all:  drama ")[2])
    assert words[:4] == ["recast", "02 lamp.md", "Ines", "en-us+f3"]
    again = drama(*words)
    assert "in this episode only" not in again.stdout
    assert 'voice = "en-us+f3"' in (tmp_path / "series.voices.toml").read_text(encoding="utf-8")
    assert "in this episode only" not in drama("recast", "02 lamp.md", "Marek", "en-us+m3").stdout


def test_a_note_on_the_files_is_a_warning(drama: Drama, tmp_path: Path) -> None:
    write_season(tmp_path / "one", series=TONES)
    own_file(tmp_path / "one", "01 ferry.md", "", extends=False)
    assert (
        "Warning: one/01 ferry.voices.toml does not follow series.voices.toml"
        in drama("cast", "--series", "one").stderr
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "name a STORY, or a folder of episodes with --series FOLDER"),
        (("ferry.txt", "--series", "."), "STORY does not go with --series FOLDER"),
        (("--series", ".", "--engine", "tone"), "--engine does not go with --series FOLDER"),
        (("--series", ".", "--voices", "x.toml"), "--voices does not go with --series FOLDER"),
        (("--series", ".", "-o", "x.toml"), "-o does not go with --series FOLDER"),
        (("--series", ".", "--save", "--undo"), "--undo takes something back; it goes with --lock, and with neither"),
        (("ferry.txt", "--undo"), "--undo goes with --series FOLDER"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(drama: Drama, words: tuple[str, ...], told: str) -> None:
    wrong = drama("cast", *words)
    assert wrong.returncode == 2
    assert told in wrong.stderr


@pytest.mark.parametrize("name", ["away", "1.md"])
def test_what_is_no_folder_of_episodes_is_one_clear_error(drama: Drama, tmp_path: Path, name: str) -> None:
    write_season(tmp_path, {"1.md": FERRY})
    wrong = drama("cast", "--series", name)
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
    assert wrong.stderr.startswith(f"Error: {name} is ")


def test_the_help_shows_how(drama: Drama) -> None:
    shown = drama("cast", "--help").stdout
    assert "drama cast --series season1 --save" in shown
    assert "who returns" in shown
