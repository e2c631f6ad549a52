"""What a cast file says for the tags, and what is given beside it."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from drama.cast import checked_metadata, load_cast_file
from drama.cast.castfile.metadata import METADATA
from drama.errors import CastError
from drama.model import Metadata

WHOLE = '''[metadata]
title = "The Salt Road"
author = "Nell Orrin"
album = "The Salt Road, performed"
album_artist = "The Harbour Players"
narrator = "Tam Vell"
genre = "Sea story"
year = 2019
language = "en-GB"
series = "Harbour Tales"
part = 2.5
subtitle = "A journey"
description = """
  Two sisters carry salt
  over the hills."""
publisher = "Lantern House"
'''


def said(folder: Path, text: str, *, series: str | None = None) -> dict[str, str]:
    if series is not None:
        (folder / "series.toml").write_text(series, encoding="utf-8")
        text = 'extends = "series.toml"\n' + text
    path = folder / "voices.toml"
    path.write_text(text, encoding="utf-8")
    return dict(load_cast_file(path).metadata)


def test_every_name_is_text_in_the_end(tmp_path: Path) -> None:
    assert said(tmp_path, WHOLE) == {
        "title": "The Salt Road",
        "author": "Nell Orrin",
        "album": "The Salt Road, performed",
        "album_artist": "The Harbour Players",
        "narrator": "Tam Vell",
        "genre": "Sea story",
        "year": "2019",
        "language": "en-GB",
        "series": "Harbour Tales",
        "part": "2.5",
        "subtitle": "A journey",
        "description": "Two sisters carry salt over the hills.",
        "publisher": "Lantern House",
    }


def test_the_names_are_title_author_and_every_field_there_is() -> None:
    assert set(METADATA) == {"title", "author", *(field.name for field in fields(Metadata))}


def test_nothing_said_is_nothing() -> None:
    assert load_cast_file(None).metadata == {}


def test_a_story_of_a_series_says_its_part_and_leaves_the_rest_to_the_series(tmp_path: Path) -> None:
    series = '[metadata]\nseries = "Harbour Tales"\nnarrator = "Tam Vell"\npart = 1'
    assert said(tmp_path, '[metadata]\npart = "3"\nnarrator = ""', series=series) == {
        "series": "Harbour Tales",
        "narrator": "",
        "part": "3",
    }


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('serie = "x"', r'line 2: unknown key "serie" in \[metadata\]; did you mean "series"'),
        ("series = 3", r"line 2: series in \[metadata\] is 3; valid is text in quotation marks, at most 300"),
        ("narrator = true", r"narrator in \[metadata\] is true; valid is text"),
        ('title = ""', r'title in \[metadata\] is ""; valid is text'),
        ('genre = "a\\u0007b"', r"genre in \[metadata\] .* printable"),
        (f'album = "{"x" * 301}"', r"at most 300 printable"),
        (f'description = "{"x" * 4001}"', r"at most 4,000 printable"),
        ("year = 19", r"year in \[metadata\] is 19; valid is a year of four digits"),
        ('year = "spring"', r'year in \[metadata\] is "spring"; valid is a year'),
        ("year = 2019-04-07", r"year in \[metadata\] is 2019-04-07; valid is a year"),
        ("year = true", r"year in \[metadata\] is true; valid is a year"),
        ("part = -1", r"part in \[metadata\] is -1; valid is a number such as 3"),
        ("part = inf", r"part in \[metadata\] is inf; valid is a number"),
        ('part = "two"', r'part in \[metadata\] is "two"; valid is a number'),
        ("part = [1]", r"part in \[metadata\] is a list; valid is a number"),
        ('language = "Elvish"', r'language in \[metadata\] is "Elvish"; valid is a language such as'),
        ("language = 7", r"language in \[metadata\] is 7; valid is a language"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(CastError, match=told):
        said(tmp_path, f"[metadata]\n{row}")


def test_a_section_that_is_no_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(CastError, match=r"metadata must be a table: write \[metadata\]"):
        said(tmp_path, 'metadata = "Harbour Tales"')


def test_what_is_given_beside_a_cast_file_is_checked_alike() -> None:
    assert checked_metadata({"part": " 3 ", "series": "Harbour  Tales", "genre": ""}) == {
        "part": "3",
        "series": "Harbour Tales",
        "genre": "",
    }
    with pytest.raises(CastError, match=r'no metadata "yaer"; did you mean "year"\? Valid: title, author, album'):
        checked_metadata({"yaer": "2019"})
    with pytest.raises(CastError, match=r'the metadata year is "soon"; valid is a year of four digits'):
        checked_metadata({"year": "soon"})


def test_the_document_names_everything_there_is_and_its_cast_files_load(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "metadata.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(METADATA)
    series, own = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "series.voices.toml").write_text(series, encoding="utf-8")
    (tmp_path / "3.voices.toml").write_text(own, encoding="utf-8")
    found = load_cast_file(tmp_path / "3.voices.toml").metadata
    assert (found["series"], found["part"], found["year"]) == ("Harbour Tales", "3", "2026")
