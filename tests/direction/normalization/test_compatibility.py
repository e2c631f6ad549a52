"""Fancy letters and digits are said as the plain ones; what a voice can say stays as it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.plays import EVERYTHING, able, cast_of, line, of, script

from drama.direction import direct
from drama.direction.normalization.compatibility import folded
from drama.direction.normalization.marked_text import stressed_words
from drama.direction.normalization.punctuation import spoken_text
from drama.model import Pronunciation, Sound, Span


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("𝓗𝓮𝓵𝓵𝓸 𝟙𝟚", "Hello 12"),
        ("𝐁𝐨𝐥𝐝 𝑖𝑡𝑎𝑙𝑖𝑐 𝔊𝔬𝔱𝔥 𝚖𝚘𝚗𝚘", "Bold italic Goth mono"),
        ("Ⓗⓔⓛⓛⓞ 🅷🅸 ① ⑴", "Hello HI 1 (1)"),
        ("Ｈｅｌｌｏ，２", "Hello,2"),
        ("ʜᴇʟʟᴏ", "hello"),
        ("ﬁſh ĳ Ⅷ", "fish ij VIII"),
        ("cafe\u0301 nai\u0308ve", "café naïve"),
        ("H\u0334e\u0338l\u0337l\u0336o\u0337", "Hello"),
        ("٣ ٣ ३ ๓ ３", "3 3 3 3 3"),
        ("2½ ⅙", "2 1⁄2  1⁄6"),
        ("H₂O, 1ˢᵗ, 20℃, 5㎏", "H2O, 1st, 20°C, 5kg"),
        ("Nguyễn, Kṛṣṇa", "Nguyen, Krsna"),
    ],
)
def test_letters_and_digits_in_fancy_dress_are_plain(printed: str, plain: str) -> None:
    assert folded(printed) == plain


@pytest.mark.parametrize(
    "text",
    [
        "“Well…” – he’d",
        "Dvořák, Łódź, Þór, Ærø, Çeşme, ñ, ß",
        "10², ™, №, 5 µg",
        "привет",
        "日本",
        "שלום",
        "Ω",
        "☂ ❤",
        "ə",
    ],
)
def test_what_is_plain_or_of_another_alphabet_stays(text: str) -> None:
    assert folded(text) == unicodedata.normalize("NFC", text)


@given(st.text())
def test_what_is_folded_stays_folded(text: str) -> None:
    once = folded(text)
    assert folded(once) == once


@given(st.text(st.characters(max_codepoint=0xBB)))
def test_ascii_and_most_of_latin_1_are_never_changed(text: str) -> None:
    assert folded(text) == text


def test_digits_of_any_script_are_spoken() -> None:
    play = script(line(1, "٣ ٣"))
    assert of(direct(play, cast_of(play), abilities=able(*EVERYTHING))) == ["3 3"]


def test_the_line_keeps_what_is_printed_and_stress_finds_its_word() -> None:
    one = line(1, "𝓗𝓮𝓵𝓵𝓸 2½ dear friend", emphasis=(Span(9, 13),))
    text = spoken_text(one)
    assert text == "Hello 2 1⁄2 dear friend"
    assert [text[start:end] for start, end in stressed_words(one, text)] == ["dear"]
    assert one.text == "𝓗𝓮𝓵𝓵𝓸 2½ dear friend"


def test_a_pronunciation_finds_a_name_with_marks() -> None:
    play = script(line(1, "Nguyễn laughed."))
    sound = Sound(pronounce=(Pronunciation("Nguyễn", respelling="Win"),))
    assert of(direct(play, cast_of(play, sound=sound), abilities=able())) == ["Win laughed."]
