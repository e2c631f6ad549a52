"""``metadata.json`` as Audiobookshelf reads it, by its own rules; and what stands beside it."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from drama import BookLabel
from drama.model import Chapter, Metadata, Track
from drama.shelf.library_files import metadata_json, people

_STRINGS = {
    "title",
    "subtitle",
    "publishedYear",
    "publishedDate",
    "publisher",
    "description",
    "isbn",
    "asin",
    "language",
}
_LISTS = {"tags", "authors", "narrators", "series", "genres"}
_BOOLEANS = {"explicit", "abridged"}


def read_as_audiobookshelf_does(text: str) -> dict[str, Any]:
    """Return what Audiobookshelf takes in, after abmetadataGenerator.js and parseSeriesString.js (August 2026).

    A key whose value has another type it passes over, and all chapters where one is not whole; here that fails.
    """
    document = json.loads(text)
    assert set(document) == {*_STRINGS, *_LISTS, *_BOOLEANS, "chapters"}
    for key in _STRINGS:
        assert document[key] is None or isinstance(document[key], str)
    for key in _BOOLEANS:
        assert isinstance(document[key], bool)
    for key in _LISTS:
        assert [item.strip() for item in document[key]] == [item for item in document[key] if item]
        assert len(set(document[key])) == len(document[key])
    for chapter in document["chapters"]:
        assert set(chapter) == {"id", "start", "end", "title"}
        assert math.isfinite(chapter["start"])
        assert math.isfinite(chapter["end"])
        assert isinstance(chapter["title"], str)
        assert chapter["title"]
    return document | {"series": [_name_and_sequence(series) for series in document["series"]]}


def _name_and_sequence(series: str) -> tuple[str, str | None]:
    name, mark, sequence = series.rpartition(" #")
    return (name, sequence) if mark and sequence and not set(sequence) & set("# \t") else (series, None)


def track(title: str, frames: int, *marks: str) -> Track:
    """Return a file with marks of equal length."""
    each = frames // max(1, len(marks))
    chapters = tuple(Chapter(mark, at * each, (at + 1) * each) for at, mark in enumerate(marks))
    return Track(Path("x.mp3"), title, frames, chapters)


def test_everything_that_is_stated_arrives() -> None:
    said = Metadata(
        narrator="Ada Voss and Per Lind", genre="Drama", year="2024", language="en-GB", series="Harbour Tales",
        part="2.5", subtitle="A Tale", description="Two sisters.\nSalt.", publisher="Lantern",
    )  # fmt: skip
    label = BookLabel("The Lamp", "Nell Orrin, Marek Holm", said)
    read = read_as_audiobookshelf_does(metadata_json(label, [track("The Lamp", 88_200, "One", "Two")]))
    assert read["authors"] == ["Nell Orrin", "Marek Holm"]
    assert read["narrators"] == ["Ada Voss", "Per Lind"]
    assert read["series"] == [("Harbour Tales", "2.5")]
    assert read["chapters"] == [
        {"id": 0, "start": 0.0, "end": 1.0, "title": "One"},
        {"id": 1, "start": 1.0, "end": 2.0, "title": "Two"},
    ]
    assert (read["publishedYear"], read["description"], read["genres"]) == ("2024", "Two sisters.\nSalt.", ["Drama"])


def test_files_for_each_chapter_are_its_chapters_one_after_the_other() -> None:
    tracks = [track("One", 44_100, "a", "b"), track("", 22_050), track("Three", 44_100)]
    read = read_as_audiobookshelf_does(metadata_json(BookLabel("Salt", "", Metadata()), tracks))
    assert [(row["title"], row["start"], row["end"]) for row in read["chapters"]] == [
        ("One", 0.0, 1.0), ("Salt", 1.0, 1.5), ("Three", 1.5, 2.5),
    ]  # fmt: skip
    assert (read["authors"], read["series"], read["subtitle"]) == ([], [], None)


@pytest.mark.parametrize("series", ["Harbour #3", "Harbour #x", "#1", "Harbour # 3", "😀" * 300, "a\x00b"])
def test_a_series_keeps_its_name_whatever_it_looks_like(series: str) -> None:
    for part in ("", "4"):
        label = BookLabel("", "\ud800", Metadata(series=series, part=part))
        (read,) = read_as_audiobookshelf_does(metadata_json(label, [track("", 10)]))["series"]
        assert read[1] == (part or None)
        assert read[0].replace("\xa0", " ") == series.replace("\x00", " ")


@pytest.mark.parametrize(
    ("names", "each"),
    [
        ("", []),
        ("Nell Orrin", ["Nell Orrin"]),
        ("Orrin, Nell", ["Orrin, Nell"]),
        ("Nell Orrin & Marek Holm; Ada Voss", ["Nell Orrin", "Marek Holm", "Ada Voss"]),
        ("Nell Orrin, Jr., Marek Holm", ["Nell Orrin, Jr.", "Marek Holm"]),
        ("Orlando Anders", ["Orlando Anders"]),
        (" , ; & ", []),
    ],
)
def test_several_people_are_told_apart_where_that_is_sure(names: str, each: list[str]) -> None:
    assert people(names) == each
