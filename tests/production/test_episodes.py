"""Which files the episodes of a series are, their order and their numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from drama.cast import SeriesTable
from drama.errors import StoryError
from drama.files.atomic import write_file
from drama.files.store_folder import default_folder
from drama.files.written import WrittenFiles
from drama.production.episodes import episode_files, number_in, number_of
from drama.production.reading import read_with_cast


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("“Hello,” said Anna.\n", encoding="utf-8")


def names(folder: Path, series: SeriesTable | None = None) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in episode_files(folder, series or SeriesTable())]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("3", "3"),
        ("03 - The Ferry", "3"),
        ("3. The Ferry", "3"),
        ("1-ferry", "1"),
        ("ferry-3", "3"),
        ("harbour_tales_07", "7"),
        ("S02E03 The Ferry", "3"),
        ("s1e10", "10"),
        ("Episode-12-the-end", "12"),
        ("ep.03", "3"),
        ("#4 Lamps", "4"),
        ("2.5 interlude", "2.5"),
        ("000 pilot", "0"),
        ("Episode Two", "2"),
        ("part-iv", "4"),
        ("Part Time", ""),
        ("the ferry", ""),
        ("2026-11-28 ferry", ""),
        ("1984", ""),
        ("ferry 2026", ""),
        ("ferry 12-25", ""),
    ],
)
def test_a_name_tells_the_number_of_its_episode_but_no_year_and_no_date(name: str, number: str) -> None:
    assert number_in(name) == number


def test_the_stories_of_a_folder_are_its_episodes_in_order_of_their_numbers(tmp_path: Path) -> None:
    put(tmp_path, "10 end.md", "2 middle.txt", "1 start.md", "extra.md", "series.voices.toml", "deeper/3.md")
    assert names(tmp_path) == ["1 start.md", "2 middle.txt", "10 end.md", "extra.md"]


def test_what_stands_beside_stories_is_no_episode(tmp_path: Path) -> None:
    put(tmp_path, "1.md", "README.md", "LICENSE.txt", "notes.md", ".draft.md", "1.transcript.txt", "1.credits.txt")
    put(tmp_path, "1.mp3", "1.script.toml", "cover.jpg")
    (tmp_path / "9.md").mkdir()
    assert names(tmp_path) == ["1.md"]


def test_one_episode_in_two_formats_is_counted_once(tmp_path: Path) -> None:
    put(tmp_path, "1.md", "1.txt", "2.epub", "2.md")
    assert names(tmp_path) == ["1.txt", "2.md"]


def test_a_prologue_comes_first_and_an_epilogue_last(tmp_path: Path) -> None:
    put(tmp_path, "epilogue.md", "1.md", "prologue.md", "episode two.md")
    assert names(tmp_path) == ["prologue.md", "1.md", "episode two.md", "epilogue.md"]


def test_where_each_episode_is_a_folder_of_chapters_the_folders_are_the_episodes(tmp_path: Path) -> None:
    put(tmp_path, "2 lamp/1.md", "2 lamp/2.md", "1 ferry/1.md", "sounds/door.wav", "series.voices.toml")
    assert names(tmp_path) == ["1 ferry", "2 lamp"]
    put(tmp_path, "3 tower.md")
    assert names(tmp_path) == ["3 tower.md"]


def test_what_drama_wrote_is_no_episode(tmp_path: Path) -> None:
    put(tmp_path, "1.md")
    written = WrittenFiles(default_folder(), tmp_path / "other.md")
    write_file(tmp_path / "other.md", "EPISODE 1", place=written.place)
    assert names(tmp_path) == ["1.md"]
    (tmp_path / "other.md").write_text("“Mine now,” said Anna.", encoding="utf-8")
    assert names(tmp_path) == ["1.md", "other.md"]


def test_a_series_may_list_its_episodes_by_name_and_by_pattern(tmp_path: Path) -> None:
    put(tmp_path, "pilot.md", "b 2.md", "a 10.md", "other.md", "c/3.md")
    series = SeriesTable("T", "", ("pilot.md", "? *.md", "*/3.md", "pilot.md"), tmp_path / "series.voices.toml")
    assert names(tmp_path, series) == ["pilot.md", "b 2.md", "a 10.md", "c/3.md"]
    assert number_of(tmp_path / "pilot.md", series) == "1"
    assert number_of(tmp_path / "a 10.md", series) == "10"
    assert number_of(tmp_path / "other.md", series) == ""


def test_what_a_series_lists_counts_in_its_own_folder_only(tmp_path: Path) -> None:
    put(tmp_path, "one.md", "season/two.md")
    series = SeriesTable("T", "", ("one.md",), tmp_path / "series.voices.toml")
    assert names(tmp_path / "season", series) == ["two.md"]


@pytest.mark.parametrize(
    ("name", "told"), [("away", "is not there"), ("file", "is no folder"), ("empty", "no episodes")]
)
def test_a_folder_without_episodes_is_told(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "empty").mkdir()
    put(tmp_path, "file")
    with pytest.raises(StoryError, match=told):
        episode_files(tmp_path / name, SeriesTable())


# ------------------------------------------------------------------ what follows for the tags


def part_of(story: Path) -> tuple[str | None, str | None]:
    metadata = read_with_cast(story, None)[0].story.metadata
    return metadata.series, metadata.part


def test_an_episode_takes_its_number_from_its_cast_file_its_text_or_its_name_in_this_order(tmp_path: Path) -> None:
    (tmp_path / "series.voices.toml").write_text('[series]\ntitle = "Harbour Tales"\n', encoding="utf-8")
    put(tmp_path, "03 ferry.md")
    story = tmp_path / "03 ferry.md"
    assert part_of(story) == ("Harbour Tales", "3")
    story.write_text("---\nseries: Other\nepisode: 4\n---\n\n“Hello,” said Anna.\n", encoding="utf-8")
    assert part_of(story) == ("Harbour Tales", "4")
    own = 'extends = "series.voices.toml"\n[series]\nnumber = 5\n'
    story.with_name("03 ferry.voices.toml").write_text(own, encoding="utf-8")
    assert part_of(story) == ("Harbour Tales", "5")


def test_a_story_of_no_series_has_no_part_by_its_name(tmp_path: Path) -> None:
    put(tmp_path, "03 ferry.md")
    assert part_of(tmp_path / "03 ferry.md") == (None, None)


def test_a_story_of_a_series_without_a_number_has_no_part(tmp_path: Path) -> None:
    (tmp_path / "series.voices.toml").write_text('[series]\ntitle = "Harbour Tales"\n', encoding="utf-8")
    put(tmp_path, "ferry.md")
    assert part_of(tmp_path / "ferry.md") == ("Harbour Tales", None)
