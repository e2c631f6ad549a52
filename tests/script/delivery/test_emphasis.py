"""Words that are stressed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drama.readers import parse_text
from drama.script import read_script


def stressed(text: str) -> list[str]:
    lines = read_script(parse_text(text, markdown=True)).lines
    return [line.text[span.start : span.end] for line in lines for span in line.emphasis]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The kettle *really* sang.", ["really"]),
        ("The  kettle\n*really*   sang, _and_ how.", ["really", "and"]),
        ('"I never said *that*," said Odile.', ["that"]),
        ('"It is *my* kettle, *mine!*"', ["my", "mine"]),
        ("Abso*bloody*lutely.", ["bloody"]),
        ("He said it was *all over*, and it was.", ["all over"]),
        ("Odile came in. It was *Odile* who sang.", ["Odile"]),
        ('"I did NOT say that," said Odile.', ["NOT"]),
        ('The door was shut. "Shut the DOOR, please."', ["DOOR"]),
    ],
)
def test_words_set_apart_from_their_neighbours_are_stressed(text: str, words: list[str]) -> None:
    assert stressed(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The kettle sang.",
        "*The kettle sang.*",
        "*The kettle sang.* Nobody heard it.",
        '"*The kettle sang!*" said Odile.',
        "She came over on the *Grey Heron* in the spring.",
        "She had read *Kettles* twice.",
        "He sang *the kettle and the cat and the crow*, softly.",
        "# The *Kettle*",
        "The BBC and the CIA knew. It was 5 PM in the US.",
        "Chapter III was better than Louis XIV deserved.",
        "THE KETTLE SANG.",
        "The sign said NO DOGS AND NO KETTLES, and no dogs came and no kettles.",
    ],
)
def test_titles_acronyms_numerals_signs_and_whole_sentences_are_not(text: str) -> None:
    assert stressed(text) == []


_PIECES = st.sampled_from(
    ["*", "_", "word", "Word", "WORD", " ", "\n", ". ", '"', "I", "a*b*c", "\u200b", "’s", "x" * 400]
)


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join))
@pytest.mark.slow
def test_stresses_of_any_text_are_words_of_the_line_in_order(text: str) -> None:
    for line in read_script(parse_text(text + " end")).lines:
        reach = 0
        for span in line.emphasis:
            assert reach <= span.start < span.end <= len(line.text)
            assert line.text[span.start].isalnum() or line.text[span.start] == "_"
            reach = span.end
