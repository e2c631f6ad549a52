"""Where a book stands, in names that every file system takes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.model import Metadata
from drama.shelf.layout import place_of, safe_name, same_place


@pytest.mark.parametrize(
    ("title", "author", "said", "place"),
    [
        ("The Lamp", "Nell Orrin", Metadata(), "Nell Orrin/The Lamp"),
        ("The Lamp", "", Metadata(), "Unknown Author/The Lamp"),
        ("The Lamp", "Nell Orrin", Metadata(series="Harbour", part="1"), "Nell Orrin/Harbour/Vol 1 - The Lamp"),
        ("The Lamp", "Nell Orrin", Metadata(series="Harbour"), "Nell Orrin/Harbour/The Lamp"),
        ("The Lamp", "Nell Orrin", Metadata(part="1", narrator=""), "Nell Orrin/The Lamp"),
        (
            "The Lamp",
            "Nell Orrin",
            Metadata(series="Harbour", part="2.5", narrator="Ada Voss"),
            "Nell Orrin/Harbour/Vol 2.5 - The Lamp {Ada Voss}",
        ),
        ("CON", "nul", Metadata(series="Lpt1", part="1"), "_nul/_Lpt1/Vol 1 - CON"),
        ("../../x", "..", Metadata(narrator="{x}/../y"), "Unknown Author/_.._x {(x)_.._y}"),
        ("The Lamp", " ... ", Metadata(series="..", part="1"), "Unknown Author/Untitled/Vol 1 - The Lamp"),
        ("…", "\u200b", Metadata(), "Unknown Author/…"),
        ("Salt: A Life", "AC/DC", Metadata(), "AC_DC/Salt - A Life"),
    ],
)  # fmt: skip
def test_a_book_stands_by_author_series_volume_title_and_narrator(
    title: str, author: str, said: Metadata, place: str
) -> None:
    assert place_of(title, author, said) == place


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("con.txt", "_con.txt"),
        ("COM¹", "_COM¹"),
        ("Console", "Console"),
        ("ends in dots...", "ends in dots"),
        (" . ", "Untitled"),
        ("", "Untitled"),
        ("a\x00b\nc\td", "a_b c d"),
        ("who?*", "who__"),
        ("e\u0301te\u0301", "été"),
        ("left\u202eright\u200b", "leftright"),
        ("half \ud800", "half"),
    ],
)
def test_a_name_is_one_on_every_system(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_long_names_are_cut_and_still_told_apart() -> None:
    family = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
    one, other = safe_name(family * 300), safe_name(family * 301)
    assert one != other
    assert len(one.encode()) <= 160
    assert one.split("…")[0].replace(family, "") == ""  # no family is parted
    assert safe_name("e\u0323\u0301" * 400).split("…")[0] == "\u1eb9\u0301" * (
        len(safe_name("e\u0323\u0301" * 400).split("…")[0]) // 2
    )


_TEXTS = st.text(st.characters(codec=None), max_size=300)
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


@given(_TEXTS, _TEXTS, _TEXTS, _TEXTS)
def test_any_metadata_gives_a_place_inside_the_library(title: str, author: str, series: str, narrator: str) -> None:
    place = place_of(title, author, Metadata(series=series, part="3", narrator=narrator))
    names = place.split("/")
    assert len(names) == (3 if series.strip() else 2)
    for name in names:
        assert 0 < len(name.encode("utf-8", "strict")) <= 255
        assert not name.startswith(".")
        assert name == name.rstrip(" .")
        assert not set(name) & set('<>:"\\|?*')
        assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in name)
        assert name.partition(".")[0].rstrip().lower() not in _DEVICES
        assert unicodedata.is_normalized("NFC", name)


def test_places_that_a_file_system_takes_for_one_are_the_same() -> None:
    assert same_place("Åse/The LAMP") == same_place("A\u030ase/the lamp")
    assert same_place("Åse/The Lamp") != same_place("Åse/The Lamps")
