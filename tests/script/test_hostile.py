"""Texts made to break the reading of a script: any text gets a whole one, in time that grows with its length.

Work is counted in calls of our own functions and of the built-ins they call, so that a busy machine cannot fail these
tests; what one call costs is bounded by clock, generously.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from support.growth import assert_in_proportion

from drama.model import Script
from drama.readers import parse_text
from drama.script import read_script
from drama.script.assembly import coverage

pytestmark = pytest.mark.slow

_MARKS = [
    '"',
    "“",
    "”",
    "„",
    "‘",
    "’",
    "'",
    "«",
    "»",
    "‹",
    "›",
    "「",
    "」",
    "—",
    "–",
    "-",
    "…",
    ".",
    "?",
    "!",
    ",",
    ":",
    ";",
]
_WORDS = ["Orla", "Piet", "said", "she", "he", "I", "the captain", "thought", "Mr. ", "O'Neil", "don't", "'em", "ran"]
_SIGNS = [
    "*",
    "_",
    "#",
    "\n",
    "\n\n",
    " ",
    "\t",
    "\u200b",
    "\ufeff",
    "\u2028",
    "\x00",
    "\x1b[31m",
    "[pause 2s]",
    "[SFX: bell]",
    "***",
    "1.",
]
_LETTERS = ["é", "e\u0301", "ß", "İ", "字", "עברית", "👩‍👩‍👧", "\ud800", "CHAPTER", "I.", "..."]
_PIECES = [*_MARKS, *_WORDS, *_SIGNS, *_LETTERS]


@given(st.lists(st.sampled_from(_PIECES), max_size=60).map("".join))
@example("“" * 400)
@example("'" * 401)
@example("\"'" * 300)
@example("“‘" * 200 + "’”" * 200)
@example("”“" * 300)
@example("— " * 300)
@example("“Orla.\n\n" * 60)
@example("said " * 300)
@example("Mr. " * 300)
@example("“No.”" * 200)
@settings(deadline=None)
def test_marks_and_words_in_any_order_make_a_whole_script(text: str) -> None:
    assert _read(text).story.text == text


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_makes_a_whole_script(text: str) -> None:
    assert _read(text).story.text == text


@given(st.text(st.characters(categories=["P", "S", "Z", "M", "C"]), max_size=200))
@settings(deadline=None)
def test_signs_without_words_make_a_script_without_speakers(text: str) -> None:
    script = _read(text)
    assert {line.speaker for line in script.lines} <= {None, "Unknown"}


def _read(text: str) -> Script:
    assume(text and not text.isspace())
    script = read_script(parse_text(text))
    coverage.check(script)
    return script


# ------------------------------------------------------------------ work that grows with the text


def _conversation(size: int) -> str:
    chance = random.Random(size)
    people = ["Orla", "Piet", "Wim Sluis", "the captain"]
    shapes = [
        "“So it was,” said {}.",
        "“Was it?”",
        "{} put the lamp out. “No.”",
        "“Ask {},” she said.",
        "The wind rose. {} slept.",
    ]
    return "\n\n".join(chance.choice(shapes).format(chance.choice(people)) for _ in range(size))


def _name(number: int) -> str:
    return "".join(
        ["ba", "re", "mi", "to", "lu", "ka", "ne", "so", "vi", "do"][int(digit)] for digit in str(number)
    ).capitalize()


SHAPES: dict[str, Callable[[int], str]] = {
    "a conversation": _conversation,
    "one paragraph": lambda size: _conversation(size).replace("\n\n", " "),
    "one-word lines": lambda size: "\n\n".join(
        ["“No.”", "“Yes!”", "“Orla?”", "Rain."][at * 7 % 4] for at in range(size)
    ),
    "marks that open and never close": lambda size: "“so " * size,
    "a mark that opens every paragraph": lambda size: "“so it was\n\n" * size,
    "straight marks in odd places": lambda size: "\"so 'it \" was' " * size + '"',
    "apostrophes": lambda size: "'tis th' o' 'em " * size,
    "a new name in every line": lambda size: "\n\n".join(f"“So,” said {_name(1000 + at)}." for at in range(size)),
    "a sentence without end": lambda size: "and Orla went on and she " * size,
    "dashes": lambda size: "— so — Orla — said — " * size,
    "one word without end": lambda size: "a" * 10 * size,
    "marks without words": lambda size: "“”'\"…—" * size,
    "tags without speech": lambda size: "said Orla, she thought, he wondered. " * size,
    "thoughts": lambda size: "I can't stop now, she thought. " * size,
    "italics": lambda size: "*So.* It was *so*. " * size,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_is_at_most_about_twice_the_work(shape: str) -> None:
    once, twice = _work(SHAPES[shape](100)), _work(SHAPES[shape](200))
    assert twice < 2.4 * once


def _work(text: str) -> int:
    """Return how many calls reading a text takes, of Python functions and of built-ins."""
    story = parse_text(text)
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    former = sys.getprofile()
    sys.setprofile(count)
    try:
        read_script(story)
    finally:
        sys.setprofile(former)
    return calls


@pytest.mark.parametrize("shape", SHAPES)
def test_eight_times_the_text_is_not_sixty_four_times_the_time(shape: str) -> None:
    def reading(count: int) -> Callable[[], object]:
        story = parse_text(SHAPES[shape](count))
        return lambda: read_script(story)

    assert_in_proportion(reading(60), reading(480), times=24)
