"""``[season]`` of a cast file: what is valid, what is told of what is not, and which file may say what."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from drama.cast import SeasonTable, load_cast_file, read_cast_text
from drama.errors import CastError
from drama.model.podcast import CATEGORIES, ROLES, category_names, category_of, group_of

SHARED = Path("series.voices.toml")


def table(rows: str, path: Path = SHARED) -> SeasonTable:
    return read_cast_text(f"[season]\n{rows}\n", path).season


def test_what_a_series_says_of_its_podcast_is_read() -> None:
    said = table(
        'url = "https://example.org/harbour"\nnumber = 2\ntitle = "Winter"\ncategories = ["drama", "Arts > Books", '
        '"Fiction > Drama"]\nexplicit = true\npeople = ["Nell  Orrin, Director", "Bo, the younger, translator"]'
    )
    assert said.is_stated
    assert said.path == SHARED
    assert (said.url, said.number, said.title, said.explicit) == ("https://example.org/harbour/", 2, "Winter", True)
    assert said.categories == (("Fiction", "Drama"), ("Arts", "Books"))
    assert said.people == (("Nell Orrin", "director"), ("Bo, the younger", "translator"))
    assert (said.type, said.medium, said.locked, said.synthetic) == ("serial", "podcast", True, True)
    assert not read_cast_text("", SHARED).season.is_stated


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ('titel = "x"', 'unknown key "titel" in [season]; did you mean "title"?'),
        ('url = "example.org"', "valid is the address of a folder on the web"),
        ('url = "https://me:secret@example.org/"', "valid is the address of a folder on the web"),
        ('url = "https://example.org/feed.xml"', "and not of the feed in it"),
        ("number = 0", "a whole number from 1 to 999"),
        ('categories = ["Fiction > Darma"]', 'did you mean "Fiction > Drama"?'),
        ("categories = []", "a list of categories of Apple Podcasts"),
        ('people = ["Nell Orrin"]', 'names with a role each, such as "Nell Orrin, director"'),
        ('people = ["Nell Orrin, produser"]', 'did you mean "producer"?'),
        ('people = ["Nell Orrin, zzz"]', 'people in [season] is ["Nell Orrin, zzz"]; valid is a role'),
        ('people = ["Nell Orrin, zzz"]', 'which "zzz" is not. Some: author'),
        ('email = "radio at example"', "an e-mail address"),
        ('explicit = "no"', "true or false"),
        ('medium = "radio"', 'one of "podcast", "music"'),
        ('type = "weekly"', 'one of "serial", "episodic"'),
        ('title = "a\\u0007"', "printable characters"),
        (f'copyright = "{"x" * 256}"', "at most 255 bytes"),
        ("published = 2026-11-28", "published in [season] is that of one episode"),
        ('kind = "bonus"', "kind in [season] is that of one episode"),
    ],
)
def test_what_is_not_valid_is_told_with_its_line_and_what_would_be(rows: str, problem: str) -> None:
    with pytest.raises(CastError) as raised:
        table(rows)
    assert str(raised.value).startswith("series.voices.toml, line 2: ")
    assert problem in str(raised.value)


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("2026-11-28", datetime(2026, 11, 28, tzinfo=UTC)),
        ("2026-11-28T18:30:00", datetime(2026, 11, 28, 18, 30, tzinfo=UTC)),
        ("2026-11-28T18:30:00.5+02:00", datetime(2026, 11, 28, 16, 30, tzinfo=UTC)),
        ('"2026-11-28"', datetime(2026, 11, 28, tzinfo=UTC)),
        ('"tomorrow"', None),
        ("18:30:00", None),
        ("0001-01-01", None),
    ],
)
def test_an_episode_says_when_it_goes_out(written: str, when: datetime | None) -> None:
    own = Path("01.voices.toml")
    if when is None:
        with pytest.raises(CastError, match="valid is a date such as 2026-11-28"):
            table(f"published = {written}", own)
    else:
        assert table(f"published = {written}", own).published == when


def test_an_episode_s_file_goes_over_that_of_the_series(tmp_path: Path) -> None:
    (tmp_path / "series.voices.toml").write_text('[season]\nurl = "https://example.org/"\nexplicit = false\n', "utf-8")
    own = tmp_path / "01.voices.toml"
    own.write_text('extends = "series.voices.toml"\n[season]\nkind = "bonus"\nexplicit = true\n', "utf-8")
    said = load_cast_file(own).season
    assert (said.url, said.kind, said.explicit) == ("https://example.org/", "bonus", True)
    assert said.path == tmp_path / "series.voices.toml"


def test_every_category_is_found_by_its_name_and_every_role_has_a_group() -> None:
    for name in category_names():
        found = category_of(name.upper())
        assert found is not None
        assert " > ".join(found) == name
    below = [sub for subs in CATEGORIES.values() for sub in subs]
    assert len(below) == len(set(below))
    assert (len(CATEGORIES), len(below)) == (19, 91)
    for roles in ROLES.values():
        assert all(group_of(role) for role in roles)
