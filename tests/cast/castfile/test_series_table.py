"""``[series]`` of a cast file: one file for the season, which the files of its episodes extend."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drama.cast import find_cast_file, load_cast_file, shared_cast_path
from drama.cast.castfile.series import SeriesTable
from drama.errors import CastError

if TYPE_CHECKING:
    from support.small_scripts import Write

SEASON = """\
[series]
title = "Harbour Tales"
episodes = ["pilot.md", "ep*.md"]

[narrator]
voice = "lark"

[characters.Anna]
voice = "wren"
aliases = ["Miss Berg"]

[pronounce]
Siobhan = "Shivawn"

[sound]
style = "radio"
"""


def complaint(path: Path) -> str:
    with pytest.raises(CastError) as caught:
        load_cast_file(path)
    return str(caught.value)


def test_a_season_says_its_title_and_its_episodes(write: Write) -> None:
    path = write(SEASON, "series.voices.toml")
    series = load_cast_file(path).series
    assert series == SeriesTable("Harbour Tales", "", ("pilot.md", "ep*.md"), path)


def test_a_story_of_no_series_says_nothing_of_one() -> None:
    assert load_cast_file().series == SeriesTable()


def test_an_episode_inherits_the_season_and_says_its_number(write: Write) -> None:
    season = write(SEASON, "series.voices.toml")
    file = load_cast_file(write('extends = "series.voices.toml"\n[series]\nnumber = 3\n', "ep3.voices.toml"))
    assert (file.series.title, file.series.number, file.series.path) == ("Harbour Tales", "3", season)
    assert file.characters["Anna"].aliases == ("Miss Berg",)
    assert [entry.word for entry in file.sounds.sound.pronounce] == ["Siobhan"]
    assert file.sounds.sound.style.name == "radio"


def test_a_season_of_a_show_is_the_series_where_it_says_a_title_of_its_own(write: Write) -> None:
    show = write(SEASON, "series.voices.toml")
    second = 'extends = "../series.voices.toml"\n'
    file = load_cast_file(write(second + '[series]\ntitle = "Harbour Tales, the winter"\n', "two/series.voices.toml"))
    assert (file.series.title, file.series.path) == ("Harbour Tales, the winter", file.path)
    assert load_cast_file(write(second, "three/series.voices.toml")).series.path != file.path
    assert file.sources[1].resolve() == show.resolve()


def test_series_and_part_of_the_tags_follow_from_title_and_number(write: Write) -> None:
    write(SEASON, "series.voices.toml")
    file = load_cast_file(write('extends = "series.voices.toml"\n[series]\nnumber = 2.5\n', "ep.voices.toml"))
    assert dict(file.metadata) == {"series": "Harbour Tales", "part": "2.5"}


def test_what_a_file_says_for_the_tags_goes_over_its_series_and_under_that_of_a_nearer_file(write: Write) -> None:
    write('[series]\ntitle = "Harbour Tales"\n[metadata]\nseries = "Tales"\npart = 9\n', "series.voices.toml")
    far = 'extends = "series.voices.toml"\n'
    assert dict(load_cast_file(write(far, "a.voices.toml")).metadata) == {"series": "Tales", "part": "9"}
    numbered = load_cast_file(write(far + "[series]\nnumber = 2\n", "b.voices.toml"))
    assert dict(numbered.metadata) == {"series": "Tales", "part": "2"}


@pytest.mark.parametrize("name", ["series.voices.toml", "shared.toml"])
def test_a_number_in_the_file_that_all_share_is_an_error_with_its_place(write: Write, name: str) -> None:
    shared = write('[series]\ntitle = "Harbour Tales"\nnumber = 1\n', name)
    told = complaint(write(f'extends = "{name}"\n', "ep1.voices.toml"))
    assert told.startswith(f"{shared}, line 3: number in [series] is that of one episode")
    assert "STORY.voices.toml" in told


def test_a_season_by_itself_cannot_be_number_one(write: Write) -> None:
    assert "line 2: number in [series] is that of one episode" in complaint(
        write("[series]\nnumber = 1\n", "series.voices.toml")
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('titel = "x"', 'unknown key "titel" in [series]; did you mean "title"? Valid here: title, number, episodes'),
        ("title = 3", "title in [series] is 3; valid is the title of the series in quotation marks"),
        ('title = " "', 'title in [series] is " "; valid is the title'),
        ('number = "three"', 'number in [series] is "three"; valid is the number of the episode, such as 3 or 2.5'),
        ("number = true", "number in [series] is true; valid is the number of the episode"),
        ('number = ""', 'number in [series] is ""; valid is the number of the episode'),
        ('episodes = "*.md"', 'episodes in [series] is "*.md"; valid is a list of files or patterns'),
        (
            'episodes = ["../*.md"]',
            'episodes in [series] is ["../*.md"]; valid is a list of files or patterns in the folder',
        ),
        ('episodes = ["/etc/*"]', "valid is a list of files or patterns in the folder"),
        ('episodes = ["**/x.md"]', "valid is a list of files or patterns in the folder"),
        ("episodes = []", "valid is a list of files or patterns in the folder"),
        (
            'people = ["Anna"]',
            "people does not stand in [series]: write it in [characters.NAME], a section of the same",
        ),
        ("pronounce = {}", "pronounce does not stand in [series]: write it in [pronounce]"),
        ('style = "radio"', "style does not stand in [series]: write it in [sound]"),
        ('author = "Nell"', "author does not stand in [series]: write it in [metadata]"),
    ],
)
def test_a_mistake_in_the_series_is_named_with_its_line_and_what_is_valid(write: Write, row: str, told: str) -> None:
    path = write(f"\n[series]\n{row}\n")
    message = complaint(path)
    assert message.startswith(f"{path}, line 3: ")
    assert told in message


def test_a_series_that_is_no_table_is_an_error(write: Write) -> None:
    assert "series must be a table: write [series] above its keys" in complaint(write('series = "Harbour Tales"\n'))


# ------------------------------------------------------------------ finding


def test_a_folder_with_the_file_of_a_series_is_cast_by_it(tmp_path: Path, write: Write) -> None:
    season = write(SEASON, "one/series.voices.toml")
    assert find_cast_file(tmp_path / "one" / "ep1.md") == season
    assert find_cast_file(tmp_path / "one" / "deep" / "ep1.md") == season
    assert shared_cast_path(tmp_path / "one") == season
    own = write('extends = "series.voices.toml"\n', "one/ep1.voices.toml")
    assert find_cast_file(tmp_path / "one" / "ep1.md") == own


def test_a_folder_that_has_both_goes_by_its_voices_which_may_extend_the_series(write: Write) -> None:
    season = write(SEASON, "series.voices.toml")
    both = write('extends = "series.voices.toml"\n', "voices.toml")
    assert find_cast_file(season.parent / "ep1.md") == both
    assert load_cast_file(both).series.path == season


def test_the_files_that_the_documents_show_load_and_belong_together(write: Write) -> None:
    page = (Path(__file__).parents[3] / "docs" / "series.md").read_text(encoding="utf-8")
    season, episode = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    path = write(season, "series.voices.toml")
    file = load_cast_file(write(episode, "02 The Lamp.voices.toml"))
    assert file.series == SeriesTable("Harbour Tales", "2", ("pilot.md", "0*.md"), path)
    assert set(file.characters) == {"Ines", "Marek"}
