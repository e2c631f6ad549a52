"""A line is explained by its candidates and the features that hold for each."""

from __future__ import annotations

import math

import pytest

from drama.readers import parse_text
from drama.script import explain_lines, read_script

TALK = (
    "“Who took the oars?” Sunniva asked.\n\n“Not I,” said Brand.\n\n“Then who?”\n\n“The tide.”\n\n“Brand!”\n\n"
    "She looked at the water. It was a long way down. “No.”\n\nBrand shrugged. “No.”"
)


def test_a_line_is_explained_by_its_contenders_likeliest_first() -> None:
    script, why = explain_lines(parse_text(TALK), lambda one: "Then who" in one.text)
    (number,) = why
    contenders = why[number].contenders
    assert contenders[0].name == script.lines[number - 1].speaker == "Sunniva"
    assert sum(one.posterior for one in contenders) == pytest.approx(1.0)
    assert [one.posterior for one in contenders] == sorted((one.posterior for one in contenders), reverse=True)
    against = next(one for one in contenders if one.name == "Brand")
    assert any(reason.weight < 0 and reason.words == "Brand spoke the line right before" for reason in against.reasons)
    assert why[number].reasons_for("Sunniva")[0].words == "Sunniva and Brand take turns, and it is Sunniva's"


def test_the_weights_of_two_contenders_differ_as_their_chances_do() -> None:
    _, why = explain_lines(parse_text(TALK), lambda one: one.speaker is not None)
    for explanation in why.values():
        first, *others = explanation.contenders
        for other in others:
            odds = sum(r.weight for r in first.reasons) - sum(r.weight for r in other.reasons)
            if other.posterior > 1e-6:
                assert odds == pytest.approx(math.log(first.posterior / other.posterior), abs=0.11)


def test_explaining_changes_nothing() -> None:
    story = parse_text(TALK)
    assert explain_lines(story, lambda _: True)[0] == read_script(story)
