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
        ("3/4 of it, and 1/2", "3 quarters of it, and a half"),
        ("Oake v. Lisle", "Oake versus Lisle"),
        ("in 1905, or 3 May 1984", "in 19 oh 5, or 3 May 19 84"),
        ("Calder, 1943.", "Calder, 19 43."),
        ("the war of 1914–18", "the war of 19 14 to 18"),
        ("the 1920s, in his '70s", "the 19 twenties, in his seventies"),
        ("7:00, 7:05, 7:00 pm, 19:00", "7 o'clock, 7 oh 5, 7 pm, 19 hundred"),
        ("$1.5 million, £20m, a $5 bill", "1.5 million dollars, 20 million pounds, a 5 dollar bill"),
        ("2 1/2 cups, 1/2 a cup, 24/7", "2 and a half cups, half a cup, 24 7"),
        ("call 555-0134", "call 5 5 5, 0 1 3 4"),
        ("a #3 at 30 km/h", "a number 3 at 30 kilometres an hour"),
        ("on Jan. 5, p. 12", "on January 5, page 12"),
        ("Mt. Ashe and Mme. Doru", "Mount Ashe and Madame Doru"),
        ("Oake Jr. lived on Mill St. alone", "Oake Junior lived on Mill Street alone"),
        ("Oake, Jr.", "Oake, Junior."),
        ("Mr. J. R. Oake, Dr. T. Lisle", "Mr. J R Oake, Dr. T Lisle"),
        ("Nooo! Heeelp, pleeease, Soooon. Weeell… AAAAH", "No! Help, please, Soon. Well… AH"),
        ("Pssst, w/o him", "psst, without him"),
    ],
)
def test_what_stands_for_words_is_said_in_words(printed: str, spoken: str) -> None:
    assert said(printed) == spoken


@pytest.mark.parametrize(
    "text",
    [
        "in 1200 ships",
        "Room 1408",
        "of 2016",
        "10:45",
        "I won 3–2",
        "1,234",
        "Plan B. He left",
        "Ask Mr. B. It is his",
        "the C. O. S. When",
        "the U.S. She left",
        "St. Anne",
        "Mill St. Oake",
        "www.example.org",
        "MCMIII", "AAA",
        "hmmm",
        "Shhh",
        "ropes, etc. and so",
        "Part I played well",
        "Henry I think",
        "Malcolm X",
        "Vitamin C",
        "No. It is late.",
        "MIX IV",
        "on 5/6/2020",
        "I did. Civil, mild, livid.",
        "Chapter DIM",
        "No.",
        "10,000 of the 21st",
        "at 3:30 p.m.",
    ],
)  # fmt: skip
def test_what_may_be_plain_words_stays(text: str) -> None:
    assert said(text) == text


@pytest.mark.parametrize(
    ("heading", "spoken"), [("IV", "4"), ("I", "1"), ("II. The Ford", "2. The Ford"), ("I, Oake", "I, Oake")]
)
def test_a_numeral_that_heads_a_chapter_is_a_number(heading: str, spoken: str) -> None:
    assert put_together(heading, edits_of(heading, is_heading=True), ())[0] == spoken
    assert said("I") == "I"


@given(st.text())
def test_any_text_is_said(text: str) -> None:
    assert isinstance(said(text), str)
