"""The last whole render of a story is remembered: its episode, its files, its figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import drama
from drama.errors import OccupiedError
from drama.files.store_folder import default_folder

pytestmark = pytest.mark.slow

STORY = "The Bell\n\n“Ring it twice,” said Ulla.\n\n***\n\n“It is cracked,” said Per."


@pytest.fixture
def production(tmp_path: Path) -> drama.Production:
    story = tmp_path / "bell.txt"
    story.write_text(STORY, encoding="utf-8")
    return drama.prepare(story, engine="tone")


def test_it_tells_files_chapters_and_figures_until_the_next_one(production: drama.Production, tmp_path: Path) -> None:
    story = production.path
    assert drama.last_render(story) is None
    drama.preview(production, 2, tmp_path / "scene.wav")
    assert drama.last_render(story) is None, "a part is no episode"
    made = drama.render(production, tmp_path / "bell.mp3", documents=["vtt"], measures=True)
    last = drama.last_render(story)
    assert last is not None
    assert (last.episode.path, last.episode.outputs) == (made.path, made.outputs)
    assert [chapter.start_frame for chapter in last.episode.chapters] == [c.start_frame for c in made.chapters]
    assert len(made.chapters) == 2
    figures = {figure["key"]: figure["value"] for figure in json.loads(last.episode.quality)["figures"]}
    assert abs(figures["loudness_lufs"] + 16) < 0.3
    assert made.manifest == last.episode.manifest == tmp_path / "bell.manifest.json"
    assert list(tmp_path.glob("*.json")) == [made.manifest], "no report was asked for, and a preview has no manifest"
    drama.render(production, tmp_path / "other.wav")
    newer = drama.last_render(story)
    assert newer is not None
    assert (newer.episode.path.name, newer.episode.quality) == ("other.wav", "")
    assert newer.when >= last.when


def test_an_audiobook_tells_its_files_and_the_figures_of_each_chapter(tmp_path: Path) -> None:
    story = tmp_path / "bells.txt"
    story.write_text(f"Chapter One\n\n{STORY[10:]}\n\nChapter Two\n\n“It rings,” said Ulla.", encoding="utf-8")
    production = drama.prepare(story, engine="tone", preset="audiobook")
    drama.render(production, tmp_path / "bells.mp3", measures=True)
    last = drama.last_render(story)
    assert last is not None
    assert last.episode.path == tmp_path / "bells"
    assert [file.parent for file in last.episode.outputs] == [tmp_path / "bells"] * 2
    assert len(last.episode.chapters) == len(json.loads(last.episode.quality)["chapters"]) == 2


def test_a_note_that_is_damaged_is_none(production: drama.Production, tmp_path: Path) -> None:
    drama.render(production, tmp_path / "bell.mp3")
    for file in (default_folder() / "episodes").iterdir():
        file.write_text(file.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    assert drama.last_render(production.path) is None
    assert drama.render(production, tmp_path / "bell.mp3").recorded == 0


def test_a_file_in_the_way_is_named(production: drama.Production, tmp_path: Path) -> None:
    mine = tmp_path / "bell.mp3"
    mine.write_bytes(b"mine")
    with pytest.raises(OccupiedError) as told:
        drama.render(production, mine)
    assert told.value.path == mine
