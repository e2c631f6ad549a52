"""A scene heading is read out as at a table: its letters as the words they stand for."""

from __future__ import annotations

import pytest

from drama.direction.normalization.marked_text import put_together
from drama.direction.normalization.rules import edits_of


def said(text: str, *, is_heading: bool = True) -> str:
    return put_together(text, edits_of(text, heading=text if is_heading else ""), ())[0]


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("INT. BOATHOUSE, NIGHT", "Interior. BOATHOUSE, NIGHT"),
        ("Ext. quay", "Exterior. quay"),
        ("INT BOATHOUSE", "Interior BOATHOUSE"),
        ("INT./EXT. CABIN", "Interior, Exterior. CABIN"),
        ("I/E CABIN", "Interior, Exterior CABIN"),
        ("EST. THE POINT", "Establishing shot. THE POINT"),
        ("INTERVAL", "INTERVAL"),
        ("EXTRAS", "EXTRAS"),
    ],
)
def test_the_letters_of_a_scene_heading_are_words(printed: str, spoken: str) -> None:
    assert said(printed) == spoken


def test_the_same_letters_in_a_sentence_stay() -> None:
    assert said("INT. is what the sign said.", is_heading=False) == "INT. is what the sign said."
