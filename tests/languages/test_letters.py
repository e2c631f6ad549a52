"""Capital and small letters: every one of the alphabets stories are written in, and nothing else."""

from __future__ import annotations

import re
import unicodedata

import pytest

from drama.languages.letters import CAPITAL, SMALL, composed, without_accents

ALPHABETS = [*range(0x180), *range(0x386, 0x3CF), *range(0x400, 0x460), *range(0x1E00, 0x1EFA)]


def test_every_capital_of_the_alphabets_is_one_and_nothing_else_is() -> None:
    found = {code for code in ALPHABETS if re.fullmatch(CAPITAL, chr(code))}
    assert found == {code for code in ALPHABETS if unicodedata.category(chr(code)) in {"Lu", "Lt"}}


def test_every_small_letter_of_the_alphabets_is_one_and_nothing_else_is() -> None:
    found = {code for code in ALPHABETS if re.fullmatch(SMALL, chr(code))}
    assert found == {code for code in ALPHABETS if unicodedata.category(chr(code)) == "Ll"}


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("Åsa", "Asa"),
        ("Łukasz", "Lukasz"),
        ("Þóra", "Thora"),
        ("Søren", "Soren"),
        ("Žofie", "Zofie"),
        ("Weiß", "Weiss"),
        ("Æsa", "Aesa"),
        ("Anna", "Anna"),
        (unicodedata.normalize("NFD", "Thérèse"), "Therese"),
    ],
)
def test_a_word_without_accents_is_written_as_on_a_plain_keyboard(word: str, bare: str) -> None:
    assert without_accents(word) == bare


def test_a_composed_word_has_each_letter_once() -> None:
    assert composed(unicodedata.normalize("NFD", "Thérèse")) == "Thérèse"
