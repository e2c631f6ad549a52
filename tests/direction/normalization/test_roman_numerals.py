"""Roman numerals: counted, ranked, or no numerals at all; and the pronoun, which is none anywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.direction.normalization.counting import counted, is_numeral, number, ranked
from drama.direction.normalization.marked_text import put_together
from drama.direction.normalization.rules import edits_of


def said(text: str, *, heading: str = "", people: frozenset[str] = frozenset()) -> str:
    return put_together(text, edits_of(text, heading=heading, people=people), ())[0]


SIGNS = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
         (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def roman(value: int) -> str:
    written = ""
    for worth, sign in SIGNS:
        written += sign * (value // worth)
        value %= worth
    return written


@given(st.integers(1, 3999))
def test_every_numeral_is_the_number_it_was_written_for(value: int) -> None:
    assert is_numeral(roman(value))
    assert is_numeral(roman(value).lower())
    assert number(roman(value)) == number(roman(value).lower()) == value


@given(st.integers(1, 399).filter(lambda value: roman(value) not in {"C", "I", "L"}))
@pytest.mark.slow
def test_a_chapter_of_any_number_in_capitals_and_small_letters_is_counted(value: int) -> None:
    assert said(f"Chapter {roman(value)}") == f"Chapter {value}"
    assert said(f"chapter {roman(value).lower()} again") == f"chapter {value} again"


@pytest.mark.parametrize("word", ["", "Iv", "IIII", "VX", "IC", "civil", "livid", "I'm", "XXL", "DIM", "vivid", "mild"])
def test_what_is_written_otherwise_is_no_numeral(word: str) -> None:
    assert not is_numeral(word)


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("She skipped chapter iii, and viii.", "She skipped chapter 3, and 8."),
        ("see chapters iv and vii", "see chapters 4 and 7"),
        ("Chapter XXI's end, Chapter IV’s start", "Chapter twenty-one's end, Chapter four’s start"),
        ("Parts I, II and III burned", "Parts 1, 2 and 3 burned"),
        ("Books I to III", "Books 1 to 3"),
        ("Acts II–IV", "Acts 2–4"),
        ("act i, scene ii", "act 1, scene 2"),
        ("Act I of the play", "Act 1 of the play"),
        ("vol. iii, p. xii, pp. iv–ix", "volume 3, page 12, pages 4–9"),
        ("No. IV, Mill Lane", "number 4, Mill Lane"),
        ("Op. XII and Psalm XXIII", "Op. 12 and Psalm 23"),
        ("§ IV", "§ 4"),
        ("Canto C, Chapter L", "Canto 100, Chapter 50"),
        ("a Mark IV tank, two Mark IIs, the Mk II", "a Mark 4 tank, two Mark twos, the Mark 2"),
        ("the Mk. V's gearbox", "the Mark five's gearbox"),
        ("a type II fault, stage IV, phase III", "a type 2 fault, stage 4, phase 3"),
        ("We saw Rocky II and Rocky V.", "We saw Rocky 2 and Rocky 5."),
        ("Saturn V, Apollo XIII, Voyager II", "Saturn 5, Apollo 13, Voyager 2"),
        ("the Endeavour III’s hull", "the Endeavour three’s hull"),
        ("Super Bowl XLII", "Super Bowl 42"),
        ("Lantern Quest VII came out", "Lantern Quest 7 came out"),
        ("World War I saw it, World War II's end", "World War 1 saw it, World War two's end"),
        ("in WWII, after WWI, WW2, WW II, WWII’s end",
         "in World War 2, after World War 1, World War 2, World War 2, World War two’s end"),
        ("the First XI played", "the First 11 played"),
        ("(ii) the lamp, (v) the oil", "(2) the lamp, (5) the oil"),
        ("built MCMXCIV, rebuilt MMXX", "built 19 94, rebuilt 2020"),
        ("MDCCCXII was a cold year", "18 12 was a cold year"),
        ("he wrote II on one and VII on the other", "he wrote 2 on one and 7 on the other"),
        ("item ii and verse xi", "item 2 and verse 11"),
    ],
)  # fmt: skip
def test_what_is_numbered_is_counted(printed: str, spoken: str) -> None:
    assert said(printed) == spoken


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Henry V rode out", "Henry the 5th rode out"),
        ("King George V. The old king", "King George the 5th. The old king"),
        ("HENRY VIII AND KING GEORGE V", "HENRY the 8th AND KING GEORGE the 5th"),
        ("Elizabeth I's ships, Elizabeth I’s men", "Elizabeth the first's ships, Elizabeth the first’s men"),
        ("in the reign of Elizabeth I.", "in the reign of Elizabeth the 1st."),
        ("Henry I of the old line", "Henry the 1st of the old line"),
        ("of Charles I, and of Charles II", "of Charles the 1st, and of Charles the 2nd"),
        ("James VI and I", "James the 6th and 1st"),
        ("Henry IV and V", "Henry the 4th and 5th"),
        ("Pope Leo X spoke", "Pope Leo the 10th spoke"),
        ("Pope John XXIII", "Pope John the 23rd"),
        ("Louis XIV, Louis the XIV, Louis XVI's head", "Louis the 14th, Louis the 14th, Louis the sixteenth's head"),
        ("Queen Ildra III and King Orm XII", "Queen Ildra the 3rd and King Orm the 12th"),
        ("King Orm V's crown", "King Orm the fifth's crown"),
        ("the XIXth hour, the XXIst", "the 19th hour, the 21st"),
        ("the IX Legion, the XX century", "the 9th Legion, the 20th century"),
        ("Robert Hale III", "Robert Hale the 3rd"),
        ("the 5th's colours", "the fifth's colours"),
        ("the 21st’s band", "the twenty-first’s band"),
    ],
)
def test_who_reigned_has_a_rank(printed: str, spoken: str) -> None:
    assert said(printed) == spoken


def test_a_person_of_the_story_has_a_rank_and_anything_else_a_number() -> None:
    assert said("Ildra IV laughed", people=frozenset({"Ildra"})) == "Ildra the 4th laughed"
    assert said("Ildra IV laughed") == "Ildra 4 laughed"


@pytest.mark.parametrize(
    "text",
    [
        "Henry I think is out.", "Tell Henry I said so.", "Henry I, I mean Tom", "Henry I… I think",
        "Tell Henry I, too, was young.",
        "Elizabeth I have never met.", "The Elizabeth I knew was kind.", "To King George I was nobody.",
        "For Queen Ida I had a gift.", "Before the World War I had a dog.", "In the last World War I lost a foot.",
        "Act I, for one, cannot.", "Of King George I, who have seen him, say nothing.", "No. I's gwine home.",
        "Part I, too, must play.", "Like Charles I was late.",
        "With Edward I went down.", "George I. Tolland wrote it.", "Henry V. Tolland wrote it.",
        "Malcolm X", "That was the part I loved.", "the scene I, for one, hated", "the book I read",
        "The class I took.",
        "In the chapter I wrote", "that's the best part i know", "which page i never saw", "Mark I never liked.",
        "Tell Mark I, too, can sing.", "The type I like", "At that stage I left.", "On that level I agree.",
        "No. I won't.", "No. I, too, was there.", "He taught art. I, too, painted.",
        "She did her part. I, well, I ran.",
        "Part I played, part I fled.", "Apollo I prayed to.", "In Act I sing.", "Chapter I wrote, Chapter I burned.",
        "and I, I and I", "you and I", "It is I.", "I", "I.", "Am I?", "So do I", "I's gwine down there",
        "the part I's supposed to play", "In phase I was lost.", "The war I lost", "The number I dialled",
        "the verse I sang",
        "Of Louis I know nothing.", "under Peter I suffered", "What Philip I and you did", "The King I serve",
        "MY KING I OBEY", "TELL HENRY I LOVE HIM", "Pope I am not.", "the King and I",
    ],
)  # fmt: skip
def test_the_pronoun_is_never_a_number(text: str) -> None:
    assert said(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Section C", "Appendix D", "Class M", "Type C", "Vitamin C", "Plan V", "Brand X", "Mr. X", "X marks the spot",
        "the V of her collar", "a C in maths", "MIX it", "the CD played", "DI Harrow and DCI Moss", "an MD", "XXL",
        "Love, Tilda XXX", "Tilda XX", "VI! COME HERE!", "LIV RAN", "the Xi family", "in vivo", "Liv and Vi",
        "mix civil mild",
        "the via", "did I", "Henry v. Tolland", "Chapter DIM", "no iv",
    ],
)  # fmt: skip
def test_letters_and_words_that_look_like_numerals_stay(text: str) -> None:
    assert said(text).replace("versus", "v.") == text


@pytest.mark.parametrize("text", ["They hung an IV.", "the IV drip", "her IV line", "IV bags"])
def test_a_drip_is_spelled(text: str) -> None:
    assert said(text) == text.replace("IV", "I V")


@pytest.mark.parametrize(
    ("printed", "heard", "spoken"),
    [
        ("III – Tom", "III, Tom", "3, Tom"),
        ("III — Tom", "III, Tom", "3, Tom"),
        ("I – Tom", "I, Tom", "1, Tom"),
        ("I: Tom", "I: Tom", "1: Tom"),
        ("II Tom", "II Tom", "2 Tom"),
        ("xii.", "xii.", "12."),
        ("(iv)", "(iv)", "(4)"),
        ("– IX –", "IX", "9"),
        ("CXXXV", "CXXXV", "135"),
        ("V", "V", "5"),
        ("LETTER I", "LETTER I", "LETTER 1"),
        ("Chapter III – Tom", "Chapter III, Tom", "Chapter 3, Tom"),
        ("CHAPTER THE SECOND", "CHAPTER THE SECOND", "CHAPTER THE SECOND"),
        ("I, Oake", "I, Oake", "I, Oake"),
        ("I Spy", "I Spy", "I Spy"),
        ("V for Valley", "V for Valley", "V for Valley"),
        ("X Marks the Spot", "X Marks the Spot", "X Marks the Spot"),
        ("MIX", "MIX", "MIX"),
        ("You and I", "You and I", "You and I"),
        ("C", "C", "C"),
    ],
)
def test_a_numeral_that_heads_a_chapter_is_counted(printed: str, heard: str, spoken: str) -> None:
    assert said(heard, heading=printed) == spoken


def test_a_heading_may_be_a_persons_name_and_a_number() -> None:
    people = frozenset({"Liv", "Tilda"})
    assert said("Tilda I", heading="Tilda I", people=people) == "Tilda 1"
    assert said("LIV", heading="LIV", people=people) == "LIV"
    assert said("LIV", heading="LIV") == "54"


@pytest.mark.parametrize(
    ("value", "ending", "many", "rank"),
    [(2, "", "2", "2nd"), (11, "'s", "eleven's", "eleventh's"), (30, "s", "thirties", "thirtieths"),
     (21, "’s", "twenty-one’s", "twenty-first’s"), (112, "", "112", "112th"), (6, "s", "sixes", "sixths")],
)  # fmt: skip
def test_numbers_before_an_ending_are_words(value: int, ending: str, many: str, rank: str) -> None:
    assert counted(value, ending) == many
    assert ranked(value, ending) == rank
