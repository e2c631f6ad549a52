"""Whatever marks a text quotes with, usual or not, its speech is cut where the marks stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.languages.en.english import ENGLISH
from drama.readers import parse_text
from drama.script import read_script
from drama.script.quotes.conventions import conventions_of
from drama.script.quotes.quotes import find_passages


def spoken(text: str) -> list[str]:
    story = parse_text(text)
    return [story.text[p.start : p.end] for passage in find_passages(story) for p in passage.pieces if p.spoken]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("``", "''"),
        ("''", "''"),
        (",,", "''"),
        ("<<", ">>"),
        ("`", "'"),
        ("`", "`"),
        ("´", "´"),
        ("„", '"'),
        ("»", "»"),
        ("”", "”"),
        ("’", "’"),
        ("‚", "‘"),
        ("‹", "›"),
        ("›", "‹"),
        ("「", "」"),
        ("『", "』"),
        ("〝", "〟"),
        ("＂", "＂"),
        ("‟", "”"),
        ("« ", " »"),
        ("«\u202f", "\u00a0»"),
    ],
)
def test_every_kind_of_mark_opens_and_closes_speech(first: str, last: str) -> None:
    text = (
        f"{first}Come in,{last} said Orla. {first}Sit.{last} She shut the door.\n\n{first}I will not,{last} said Piet."
    )
    assert spoken(text) == [f"{first}Come in,{last}", f"{first}Sit.{last}", f"{first}I will not,{last}"]


@pytest.mark.parametrize(
    ("speech", "others"),
    [
        ("``He said `never' to me,''", "``Sit.''"),
        ("「He said 『never』 to me,」", "「Sit.」"),
        ("»He said ›never‹ to me«", "»Sit.«"),
        ("«He said ‹never› to me»", "«Sit.»"),
        ("„He said ‚never‘ to me“", "„Sit.“"),
        ('`He said "never" to me,\'', "`Sit.'"),
    ],
)
def test_marks_inside_marks_stay_in_the_outer_speech(speech: str, others: str) -> None:
    assert spoken(f"{others}\n\n{speech} said Orla.\n\n{others}") == [others, speech, others]


def test_a_curly_mark_and_a_straight_one_close_each_other() -> None:
    text = '“Come in," said Orla. "Sit here,” said Piet.'
    assert spoken(text) == ['“Come in,"', '"Sit here,”']


def test_straight_marks_inside_curly_ones_stay_in_the_outer_speech() -> None:
    assert spoken('“He said "never" to me,” said Orla.') == ['“He said "never" to me,”']


def test_a_book_title_in_corner_brackets_is_no_speech_where_other_marks_quote() -> None:
    text = "“Come in,” said Orla.\n\n『The Lamp』 lay open.\n\n“Is it yours?” asked Piet."
    assert spoken(text) == ["“Come in,”", "“Is it yours?”"]


def test_a_question_is_a_question_in_any_marks() -> None:
    script = read_script(parse_text("「Is it late?」\n\n「It is,」 said Orla."))
    assert script.lines[0].delivery.manner == "asked"


@given(st.lists(st.text(alphabet="ab 1.,'\"`´’‘“”„‚‹›«»「」『』〝〟-<>,", min_size=1, max_size=40), max_size=8))
def test_rewriting_marks_keeps_every_offset_and_every_word(texts: list[str]) -> None:
    conventions = conventions_of(texts, ENGLISH)
    for text in texts:
        usual = conventions.usual(text)
        assert len(usual) == len(text)
        assert [char for char in usual if char.isalnum()] == [char for char in text if char.isalnum()]
