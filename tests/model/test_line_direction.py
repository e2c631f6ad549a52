"""Where the words that a person wants stressed stand in a line, and what is wrong with those that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.model import stressed_places

RAIN = "“No, no! Don’t you no-one me, Ørjan — it’s *my* rain,” he said. no"


@pytest.mark.parametrize(
    ("stress", "found"),
    [
        (["no#2"], ["no"]),
        (["don't"], ["Don’t"]),
        (["MY RAIN", "my"], ["my* rain"]),
        (["ørjan", "No#1"], ["No", "Ørjan"]),
        (["no#3", "no one me"], ["no-one me"]),
        ([], []),
    ],
)
def test_words_are_found_whatever_their_case_and_punctuation(stress: list[str], found: list[str]) -> None:
    places, problems = stressed_places(RAIN, tuple(stress))
    assert [RAIN[place.start : place.end] for place in places] == found
    assert problems == ()


@pytest.mark.parametrize(
    ("stress", "problem"),
    [
        ("storm", "there is no “storm” in it to stress"),
        ("on", "there is no “on” in it to stress"),
        ("“…”", "there is no ““…”” in it to stress"),
        ("rain#2", "“rain” stands in it once, so there is no “rain#2” to stress"),
        ("no#5", "“no” stands in it 4 times, so there is no “no#5” to stress"),
        ("no", "“no” stands in it 4 times; say which one to stress: “no#1”, “no#2”, “no#3”, “no#4”"),
    ],
)
def test_a_word_that_is_not_there_or_stands_there_more_than_once_is_named(stress: str, problem: str) -> None:
    assert stressed_places(RAIN, (stress, "rain")) == (stressed_places(RAIN, ("rain",))[0], (problem,))


@given(st.text(st.sampled_from("ab Ø’'#1-"), max_size=30), st.lists(st.text(st.sampled_from("ab Ø’#12"), max_size=6)))
def test_what_is_stressed_is_in_order_apart_and_within_the_text(text: str, stress: list[str]) -> None:
    places, problems = stressed_places(text, tuple(stress))
    ends = [0, *(place.end for place in places)]
    assert all(end <= place.start < place.end <= len(text) for end, place in zip(ends, places, strict=False))
    assert len(problems) <= len(stress)
