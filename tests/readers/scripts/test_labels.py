"""Labels of speeches taken apart, and names in capitals as they are written of people."""

from __future__ import annotations

import pytest

from drama.readers.scripts.labels import parted, spoken_name


@pytest.mark.parametrize(
    ("label", "name", "asides"),
    [
        ("MARET", "MARET", ()),
        ("MRS. O'HARA (O.S.) (CONT'D)", "MRS. O'HARA", ("O.S.", "CONT'D")),
        ("MARET(V.O.)", "MARET", ("V.O.",)),
        ("MARET [aside]", "MARET", ("aside",)),
        ("MAN (THE ONE) IN BLACK", "MAN (THE ONE) IN BLACK", ()),
        ("A" * 400 + " (a)", "A" * 400 + " (a)", ()),
    ],
)
def test_what_stands_in_brackets_behind_a_name_is_no_name(label: str, name: str, asides: tuple[str, ...]) -> None:
    assert parted(label) == (name, asides)


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("MARET", "Maret"),
        ("MRS. O'HARA", "Mrs. O'Hara"),
        ("D’ARCY-VOS", "D’Arcy-Vos"),
        ("ÉMILE", "Émile"),
        ("МАРТА", "Марта"),
        ("OLD MAN IN BLACK", "Old Man in Black"),
        ("HENEAGE and GRIMWOOD", "Heneage and Grimwood"),
        ("McAVOY", "McAvoy"),
        ("McNair", "McNair"),
        ("GUARD #2", "Guard #2"),
        ("3RD SAILOR", "3rd Sailor"),
        ("HENRY IV", "Henry IV"),
        ("J.P. VOS", "J.P. Vos"),
        ("R2-D2", "R2-D2"),
        ("DJ", "DJ"),
        ("TV HOST", "TV Host"),
        ("Mrs.\xa0Linde", "Mrs. Linde"),
    ],
)
def test_a_name_in_capitals_is_written_as_of_a_person(printed: str, written: str) -> None:
    assert spoken_name(printed) == written
