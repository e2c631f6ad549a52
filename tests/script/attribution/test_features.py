"""The table of features: each has a name, a weight and a sentence, and no other can be referred to."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from drama.readers import parse_text
from drama.script.attribution import features
from drama.script.attribution.attribute import attribute
from drama.script.attribution.features import FEATURES, WEIGHTS, Feature, by_name, in_words
from drama.script.people.roster import build_roster
from drama.script.quotes.quotes import find_passages

MODULES = sorted(Path(str(features.__file__)).parents[1].rglob("*.py"))


def referred_to() -> Iterator[str]:
    """Yield every name that a module takes from the table."""
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "features":
                yield node.attr


def test_every_feature_that_code_refers_to_stands_in_the_table() -> None:
    assert [name for name in referred_to() if not hasattr(features, name)] == []


def test_every_feature_of_the_table_is_referred_to_by_code() -> None:
    constants = {name for name, value in vars(features).items() if isinstance(value, Feature) or _is_by_kind(value)}
    assert constants - set(referred_to()) == set()


def _is_by_kind(value: object) -> bool:
    """Whether a constant holds a feature for each kind of clue."""
    return (
        isinstance(value, Mapping)
        and value is not FEATURES
        and all(isinstance(f, Feature) for f in value.values())
        and len(value) > 0
    )


def test_a_constant_is_called_as_its_feature() -> None:
    for name, value in vars(features).items():
        if isinstance(value, Feature):
            assert name == value.name.upper().replace(" ", "_").replace("-", "_")


def test_a_misspelt_feature_is_an_error_and_not_a_zero() -> None:
    with pytest.raises(AttributeError, match="TAGG"):
        getattr(features, "TAGG")  # noqa: B009 - mypy would refuse the attribute itself
    with pytest.raises(KeyError, match="pronuon"):
        features.GENDER["pronuon"]
    with pytest.raises(KeyError):
        WEIGHTS[Feature("tagg", 1.0, "{tag} names {name}")]


def test_a_feature_without_weight_or_sentence_cannot_be_made() -> None:
    with pytest.raises(TypeError, match=r"weight.*sentence"):
        Feature("tag")  # type: ignore[call-arg]
    for name, weight, sentence in (("", 1.0, "so"), ("tag", math.nan, "so"), ("tag", 1.0, "")):
        with pytest.raises(ValueError, match="needs a name, a finite weight and a sentence"):
            Feature(name, weight, sentence)


def test_a_sentence_with_an_unknown_placeholder_is_refused() -> None:
    with pytest.raises(ValueError, match="'nmae'"):
        Feature("tag", 1.0, "{tag} names {nmae}")


def test_two_features_cannot_share_a_name() -> None:
    table = {"TAG": Feature("tag", 1.0, "one"), "OTHERS": {"role": Feature("tag", 2.0, "other")}}
    with pytest.raises(ValueError, match="two features are called 'tag'"):
        by_name(table)


def test_deciding_with_weights_that_lack_a_feature_is_an_error() -> None:
    story = parse_text("“Who rang?” Sunniva asked.\n\n“Not I,” said Brand.")
    passages = find_passages(story)
    with pytest.raises(KeyError):
        attribute(story, passages, build_roster(story, passages), weights={})


def test_a_rule_is_told_in_the_words_of_its_feature_and_one_of_thoughts_in_its_own() -> None:
    assert in_words("often", "Brand") == "Brand is a leading character"
    assert in_words("thought tag", "Brand") == "thought tag"


@pytest.mark.parametrize("name", FEATURES)
def test_every_feature_has_words_a_writer_understands(name: str) -> None:
    words = FEATURES[name].in_words("Brand", tag="“the boatman”", beat="“he”", last="Sunniva")
    assert words.strip()
    assert "{" not in words
    assert words != name or name == "nobody fits"
