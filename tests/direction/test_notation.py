"""Notation an engine would misread is said as the words it stands for; everything else stays as printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.direction.notation import edits_of
from drama.direction.saying import put_together


def said(text: str) -> str:
    return put_together(text, edits_of(text), ())[0]


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Chapter IV", "Chapter 4"),
        ("CHAPTER XII. The Ford", "CHAPTER 12. The Ford"),
        ("Act I, Scene II", "Act 1, Scene 2"),
        ("World War II began", "World War 2 began"),
        ("Henry VIII's wives", "Henry the 8th's wives"),
        ("Queen Ida III sat", "Queen Ida the 3rd sat"),
        ("No. 5, Mill Lane", "number 5, Mill Lane"),
        ("It cost $5.50.", "It cost 5 dollars 50 cents."),
        ("for £1,200 or €0.01", "for 1,200 pounds or 1 cent"),
        ("5 km at 60 mph", "5 kilometres at 60 miles an hour"),
        ("3/4 of it, and 1/2", "3 quarters of it, and half"),
        ("Oake v. Lisle", "Oake versus Lisle"),
        ("ropes, tar, etc. were sold", "ropes, tar, et cetera were sold"),
        ("ropes, tar, etc.", "ropes, tar, et cetera."),
    ],
)
def test_what_stands_for_words_is_said_in_words(printed: str, spoken: str) -> None:
    assert said(printed) == spoken


@pytest.mark.parametrize(
    "text",
    ["Part I played well", "Henry I think", "Malcolm X", "Vitamin C", "No. It is late.", "MIX IV", "on 5/6/2020",
     "I did. Civil, mild, livid.", "Chapter DIM", "No.", "10,000 of the 21st", "at 3:30 p.m."],
)  # fmt: skip
def test_what_may_be_plain_words_stays(text: str) -> None:
    assert said(text) == text


@given(st.text())
def test_any_text_is_said(text: str) -> None:
    assert isinstance(said(text), str)
