"""Notation an engine would misread is said as the words it stands for; everything else stays as printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.direction.normalization.marked_text import put_together
from drama.direction.normalization.rules import edits_of


def said(text: str) -> str:
    return put_together(text, edits_of(text), ())[0]


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Chapter IV", "Chapter 4"),
        ("CHAPTER XII. The Ford", "CHAPTER 12. The Ford"),
        ("Act I, Scene II", "Act 1, Scene 2"),
        ("World War II began", "World War 2 began"),
        ("Henry VIII's wives", "Henry the eighth's wives"),
        ("Queen Ida III sat", "Queen Ida the 3rd sat"),
        ("No. 5, Mill Lane", "number 5, Mill Lane"),
        ("It cost $5.50.", "It cost 5 dollars 50 cents."),
        ("for £1,200 or €0.01", "for 1,200 pounds or 1 cent"),
        ("5 km at 60 mph", "5 kilometres at 60 miles an hour"),
        ("He is 6′2″, or 6'2, and 5' 11″.", "He is 6 foot 2, or 6 foot 2, and 5 foot 11."),
        ("6' tall, 12″ across, a 7″ disc", "6 feet tall, 12 inches across, a 7 inch disc"),
        ("split 50/50, with 20/20 eyes", "split 50 50, with 20 20 eyes"),
        ("in the '30s. It cost 30s.", "in the thirties. It cost 30 shillings."),
        ("AD 79, and 300 AD", "A.D. 79, and 300 A.D."),
        ("Th' oak an' th’ ash", "The oak an' the ash"),
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
        ("It cost £3 10s.", "It cost 3 pounds 10 shillings."),
        ("£3 10s. 6d. in all, £1,200 10s", "3 pounds 10 shillings 6 pence in all, 1,200 pounds 10 shillings"),
        (
            "£5 5s. 0d. or £3-10-6 or £3/10/6",
            "5 pounds 5 shillings or 3 pounds 10 shillings 6 pence or 3 pounds 10 shillings 6 pence",
        ),
        ("He paid 10s. 6d. for 30s. of tea.", "He paid 10 shillings 6 pence for 30 shillings of tea."),
        ("Only 10s. Then he left.", "Only 10 shillings. Then he left."),
        ("1s. 1d., 10/- and 2/6d", "1 shilling 1 penny, 10 shillings and 2 shillings 6 pence"),
        ("6d. each, ½d. and 4½d.", "6 pence each, a halfpenny and 4 and a half pence."),
        ("3l. 10s. or 200l. a year", "3 pounds 10 shillings or 200 pounds a year"),
        ("in her 30s. She", "in her thirties. She"),
        ("10^5, 10^{-3}, x^2, 2^n, 5^3", "10 to the 5th, 10 to the minus 3, x squared, 2 to the n, 5 cubed"),
        ("10⁵, 10⁻³, mc², 2ⁿ", "10 to the 5th, 10 to the minus 3, mc squared, 2 to the n"),
        ("20 m², 1 ft³, 3 km²", "20 square metres, 1 cubic foot, 3 square kilometres"),
        ("foo^bar", "foo bar"),
        ("MI5, CO2, H2SO4", "M I 5, C O 2, H2S O 4"),
        ("1⁄6 of it, 2 1⁄2", "one sixth of it, 2 and a half"),
        ("Grrreat! Yesss, sooo", "Great! Yes, so"),
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
        "AAA",
        "hmmm",
        "Shhh",
        "ropes, etc. and so",
        "Part I played well",
        "Henry I think",
        "Malcolm X",
        "Vitamin C",
        "No. It is late.",
        "on 5/6/2020",
        "I did. Civil, mild, livid.",
        "Chapter DIM",
        "No.",
        "10,000 of the 21st",
        "a 3d film, in 3d. He",
        "goddessship, princessship, wallless, shelllike, headmistressship",
        "B12, MP3, K9, NO2",
        "note¹",
        "5/6 and 3/7",
        "at 3:30 p.m.",
    ],
)  # fmt: skip
def test_what_may_be_plain_words_stays(text: str) -> None:
    assert said(text) == text


@pytest.mark.parametrize(
    ("heading", "spoken"), [("IV", "4"), ("I", "1"), ("II. The Ford", "2. The Ford"), ("I, Oake", "I, Oake")]
)
def test_a_numeral_that_heads_a_chapter_is_a_number(heading: str, spoken: str) -> None:
    assert put_together(heading, edits_of(heading, heading=heading), ())[0] == spoken
    assert said("I") == "I"


@given(st.text())
def test_any_text_is_said(text: str) -> None:
    assert isinstance(said(text), str)
