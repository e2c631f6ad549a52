"""How sure a line is follows from what its speaker rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.script.attribution.confidence import Grounds, confidence

NAMED = Grounds(0.99, "name", "tag", has_plain_verb=True, mentions=50, often=30)
GUESSED = Grounds(0.99, "bare", "recent 1", mentions=50, often=30)
KINDS = ["name", "role", "other", "pronoun", "beat", "bare"]


GROUNDS = st.builds(
    Grounds,
    share=st.floats(0, 1),
    kind=st.sampled_from(KINDS),
    rule=st.sampled_from(["tag", "lead", "often"]),
    has_plain_verb=st.booleans(),
    is_ahead=st.booleans(),
    is_unnamed=st.booleans(),
    mentions=st.integers(0, 5000),
    often=st.integers(0, 200),
    company=st.integers(1, 9),
    is_only_choice=st.booleans(),
)


@given(GROUNDS, st.booleans())
def test_it_is_a_chance(grounds: Grounds, is_later: bool) -> None:
    assert 0 <= confidence(grounds, is_later=is_later) <= 1


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(KINDS))
def test_a_larger_share_is_never_less_sure(one: float, other: float, kind: str) -> None:
    low, high = sorted((one, other))
    assert confidence(replace(GUESSED, share=low, kind=kind)) <= confidence(replace(GUESSED, share=high, kind=kind))


def test_a_plain_tag_is_surer_than_the_same_share_without_one() -> None:
    assert confidence(NAMED) > confidence(GUESSED)


@pytest.mark.parametrize(
    "doubt",
    [
        {"has_plain_verb": False},
        {"is_ahead": True},
        {"is_unnamed": True},
        {"mentions": 1},
    ],
)
def test_what_makes_a_tag_doubtful_makes_it_less_sure(doubt: dict[str, object]) -> None:
    assert confidence(replace(NAMED, **doubt)) < confidence(NAMED)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "doubt",
    [
        {"kind": "role"},
        {"rule": "role associated"},
        {"company": 5},
        {"is_only_choice": True},
        {"is_unnamed": True},
        {"mentions": 1},
    ],
)
def test_what_makes_a_guess_doubtful_makes_it_less_sure(doubt: dict[str, object]) -> None:
    assert confidence(replace(GUESSED, **doubt)) < confidence(GUESSED)  # type: ignore[arg-type]


def test_a_tag_or_an_answer_close_by_makes_a_guess_surer() -> None:
    for feature in ("said after next", "addressed before", "addressed after"):
        assert confidence(replace(GUESSED, features=(feature,))) > confidence(GUESSED)


def test_a_later_piece_of_a_turn_is_less_sure() -> None:
    assert confidence(NAMED, is_later=True) < confidence(NAMED)


def test_a_voice_nobody_knows_is_never_sure() -> None:
    assert confidence(replace(GUESSED, share=1.0, kind="other")) < 0.5


def test_one_mention_weighs_more_in_a_short_story() -> None:
    assert confidence(replace(NAMED, mentions=3, often=2)) > confidence(replace(NAMED, mentions=3, often=100))
