"""In books that quote with single marks no apostrophe opens speech or ends it."""

from __future__ import annotations

import pytest
from support.growth import assert_in_proportion

from drama.languages.en.english import ENGLISH
from drama.readers import parse_text
from drama.script.quotes.quotes import find_passages
from drama.script.quotes.single_marks import single_marks

STRAIGHT = "'Good day,' said Orla.\n\n'Good day,' said Piet.\n\n"
CURLY = "‘Good day,’ said Orla.\n\n‘Good day,’ said Piet.\n\n"


def spoken(text: str) -> list[str]:
    """Return what is spoken in the last paragraphs of a book that quotes with single marks."""
    story = parse_text(text)
    return [story.text[p.start : p.end] for passage in find_passages(story) for p in passage.pieces if p.spoken][2:]


@pytest.mark.parametrize(
    "narration",
    [
        "'Twas late, and the Joneses' lamp was out.",
        "'Cause it was late, he slept. 'Round the corner the dogs' bark went on.",
        "It was the '90s, and the girls' mothers hated it.",
        "Rock 'n' roll was all he played in the summer of '68.",
        "The boys' boots stood by Moses' rod.",
        "It was six o'clock, ma'am or no ma'am.",
        "The word 'lamp' was on it.",
        "The dogs', the cats' and the boys' dinners stood there.",
    ],
)
@pytest.mark.parametrize("is_curly", [False, True])
def test_lost_letters_and_possessives_are_no_quotation_marks(narration: str, *, is_curly: bool) -> None:
    text = CURLY + narration.replace("'", "’") if is_curly else STRAIGHT + narration
    assert spoken(text) == []


@pytest.mark.parametrize(
    "speech",
    [
        "'The Joneses' lamp is out,'",
        "'Give 'em the boys' boots,'",
        "'It was the '90s, and rock 'n' roll was all we had,'",
        "'I was fishin' and huntin' all day,'",
        "''Tis Moses' rod you want,'",
        "'Where are the dogs'?'",
        "'Yes, ma'am, at six o'clock,'",
        "'He said \"never\" to me,'",
        "''Twas him, I tell 'ee!'",
    ],
)
def test_speech_ends_at_its_own_mark(speech: str) -> None:
    assert spoken(f"{STRAIGHT}{speech} said Orla. She sat.") == [speech]
    curly = "‘" + speech[1:-1].replace("'", "’").replace('"never"', "“never”") + "’"
    assert spoken(f"{CURLY}{curly} said Orla. She sat.") == [curly]


def test_wrongly_turned_marks_before_lost_letters_open_nothing() -> None:
    assert spoken(CURLY + "‘Twas late, and the Joneses’ lamp was out.") == []
    assert spoken(CURLY + "Rock ‘n’ roll was all he played in the ‘90s. ‘Louder,’ said Orla.") == ["‘Louder,’"]


def test_speech_that_goes_on_in_the_next_paragraph_does_not_end_at_a_possessive() -> None:
    text = STRAIGHT + "'The girls' mothers heard it, and I tell you this.\n\n'They heard it twice,' said Orla."
    assert spoken(text) == ["'The girls' mothers heard it, and I tell you this.", "'They heard it twice,'"]


def test_a_mark_without_a_comma_ends_speech_before_its_tag() -> None:
    assert spoken(STRAIGHT + "'I want the boys' boots' said Orla.") == ["'I want the boys' boots'"]


def test_two_quotations_side_by_side_are_two() -> None:
    assert spoken(STRAIGHT + "'Stop!' 'No!' They ran.") == ["'Stop!'", "'No!'"]


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["'tis ", "'Tis the boys' ", "' ", "'a' ", "boys' "])
def test_it_takes_time_in_proportion_to_the_paragraph(unit: str) -> None:
    short, long = unit * 2_000, unit * 16_000
    assert_in_proportion(lambda: single_marks(short, "'", ENGLISH), lambda: single_marks(long, "'", ENGLISH), times=24)
