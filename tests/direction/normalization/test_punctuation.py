"""What goes to the engine: every word, and no mark that is not read."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.direction.normalization.punctuation import has_words, spoken_text
from drama.model import Kind, Line, Span


def spoken(text: str) -> str:
    return spoken_text(
        Line(
            number=1, scene=1, kind=Kind.DIALOGUE, speaker="Odile", text=text, spans=(Span(0, len(text)),),
            paragraph=0, rule="test", confidence=1.0,
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("“I thought—”", "I thought,"),
        ("—and then", "and then"),
        ("A—B -- C", "A, B, C"),
        ("a - b", "a, b"),
        ("Why—?", "Why?"),
        ("“No,” — he", "No, he"),
        ("What? —yes", "What? yes"),
        ("Wait . . . what", "Wait… what"),
        ("Well...so", "Well… so"),
        ("…really", "really"),
        ("«Bon», ‚gut‘ „ja“", "Bon, gut ja"),
    ],
)
def test_quotes_go_and_dashes_and_ellipses_become_pauses(written: str, wanted: str) -> None:
    assert spoken(written) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "don’t", "the dogs’ bowls", "goin’ home", "o’ the sea", "’til dawn", "’Twas late", "give ’em all", "the ’90s",
        "rock ’n’ roll", "O’Hare", "y’all’ll", "L.A.", "Mr. Oake", "$5.50", "£3", "50%", "1914–18", "5-6", "-5 degrees",
        ".45 calibre", "1,234.5", "10:30", "3 p.m.", "well-known", "STOP THAT", "the FBI", "2*3", "C++",
    ],
)  # fmt: skip
def test_what_belongs_to_a_word_stays(text: str) -> None:
    assert spoken(text) == text


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("‘The tide,’ he said, ‘won’t wait.’", "The tide, he said, won’t wait."),
        ("'Hello,' she said. 'It's late.'", "Hello, she said. It's late."),
        ("He said ‘no’ twice.", "He said no twice."),
        ("‘’Tis late,’ he said.", "’Tis late, he said."),
    ],
)
def test_single_quotes_go_and_apostrophes_stay(written: str, wanted: str) -> None:
    assert spoken(written) == wanted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("He is 6'2\" in socks.", "He is 6'2″ in socks."),
        ('"It was a 12" gun," he said.', "It was a 12″ gun, he said."),
        ('He said "I have 12" and left.', "He said I have 12 and left."),
        ('"I want 12"', "I want 12"),
    ],
)
def test_inch_marks_stay_and_are_no_quotation_marks(written: str, wanted: str) -> None:
    assert spoken(written) == wanted


@pytest.mark.parametrize("sign", ["*", "_", "`", "\x00", "\x01", "\x1b", "\u200b", "\ufeff", "\u202e"])
def test_signs_that_are_not_said_are_left_out(sign: str) -> None:
    assert spoken(f"{sign}Stop{sign} there") == "Stop there"


@pytest.mark.parametrize("text", ["", "…", "—", "?!", "“”", "* * *", "’"])
def test_of_a_line_without_words_nothing_is_left(text: str) -> None:
    assert spoken(text) == ""


MARKS = st.sampled_from([*"“”‘’'\"«»—–-…., ;:!?()*_ \t\n\u200b", "--", "...", ". . ."])
WORDS = st.text(string.ascii_letters + string.digits + "éßЖ字", min_size=1, max_size=8)


@given(st.lists(st.one_of(WORDS, MARKS), max_size=30).map("".join))
@pytest.mark.slow
def test_no_letter_and_no_digit_is_lost_changed_or_moved(text: str) -> None:
    assert re.sub(r"[\W_]", "", spoken(text)) == re.sub(r"[\W_]", "", text)


@given(st.text(max_size=60))
def test_any_text_leaves_words_where_there_are_words(text: str) -> None:
    assert bool(spoken(text)) >= has_words(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f]", spoken(text))
    assert spoken(text) == spoken(text).strip()


@given(st.lists(st.sampled_from(["Up", "now", "10", "the", "café"]), min_size=2, max_size=8))
def test_words_apart_stay_apart(words: list[str]) -> None:
    for joint in ("—", " – ", "… ", ", ", " * ", "\x01", "” “"):
        assert re.findall(r"\w+", spoken(joint.join(words))) == words
