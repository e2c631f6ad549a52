"""The confidence in a speaker follows from its inputs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.script.attribution import features
from drama.script.attribution.confidence import Inputs, confidence
from drama.script.attribution.context import Clue
from drama.script.attribution.features import Feature

NAMED = Inputs(0.99, "name", features.TAG, has_plain_verb=True, mentions=50, often=30)
GUESSED = Inputs(0.99, "bare", features.RECENT_1, mentions=50, often=30)
CLUES: list[Clue] = ["name", "role", "other", "pronoun", "beat", "bare"]

INPUTS = st.builds(
    Inputs,
    posterior=st.floats(0, 1),
    clue=st.sampled_from(CLUES),
    rule=st.sampled_from([features.TAG, features.LEAD, features.OFTEN]),
    has_plain_verb=st.booleans(),
    is_ahead=st.booleans(),
    is_unnamed=st.booleans(),
    mentions=st.integers(0, 5000),
    often=st.integers(0, 200),
    company=st.integers(1, 9),
    is_only_choice=st.booleans(),
)


@given(INPUTS, st.booleans())
def test_it_is_a_probability(inputs: Inputs, is_later: bool) -> None:
    assert 0 <= confidence(inputs, is_later=is_later) <= 1


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(CLUES))
def test_a_larger_posterior_is_never_less_sure(one: float, other: float, clue: Clue) -> None:
    low, high = sorted((one, other))
    assert confidence(replace(GUESSED, posterior=low, clue=clue)) <= confidence(
        replace(GUESSED, posterior=high, clue=clue)
    )


def test_a_plain_tag_is_surer_than_the_same_posterior_without_one() -> None:
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
        {"clue": "role"},
        {"rule": features.ROLE_ASSOCIATED},
        {"company": 5},
        {"is_only_choice": True},
        {"is_unnamed": True},
        {"mentions": 1},
    ],
)
def test_what_makes_a_guess_doubtful_makes_it_less_sure(doubt: dict[str, object]) -> None:
    assert confidence(replace(GUESSED, **doubt)) < confidence(GUESSED)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "feature", [features.SAID_AFTER_NEXT, features.ADDRESSED_BEFORE, features.ADDRESSED_AFTER], ids=lambda f: f.name
)
def test_a_tag_or_an_answer_close_by_makes_a_guess_surer(feature: Feature) -> None:
    assert confidence(replace(GUESSED, features=(feature,))) > confidence(GUESSED)


def test_a_later_piece_of_a_turn_is_less_sure() -> None:
    assert confidence(NAMED, is_later=True) < confidence(NAMED)


def test_a_voice_nobody_knows_is_never_sure() -> None:
    assert confidence(replace(GUESSED, posterior=1.0, clue="other")) < 0.5


def test_one_mention_weighs_more_in_a_short_story() -> None:
    assert confidence(replace(NAMED, mentions=3, often=2)) > confidence(replace(NAMED, mentions=3, often=100))


@given(inputs=INPUTS, chance=st.floats(0, 1))
def test_a_doubtful_name_beside_a_turn_never_makes_it_surer(inputs: Inputs, chance: float) -> None:
    assert confidence(replace(inputs, identity=chance)) <= confidence(inputs)


def test_a_name_that_may_be_anothers_makes_no_line_nearly_certain() -> None:
    assert confidence(NAMED) >= 0.97
    assert confidence(replace(NAMED, identity=0.9)) < 0.95
