"""Who was merged or parted on evidence: the script says so, and a line that it decides is less sure."""

from __future__ import annotations

import pytest
from support.voices_told import voices

from drama.model import Script
from drama.model.codec import from_json, to_json
from drama.readers import parse_text
from drama.script import Corrections, Hints, Naming, read_script

CLIPPED = (
    "Stormrider landed on the roof with her cape on fire. Vex put it out with a bucket.",
    '"Rough night?" asked Vex.',
    '"You could say that," said Stormrider.',
    '"You smell like a chimney," said Vex.',
    '"It was a chimney," said Storm.',
)
OFFICE = (
    "Captain Brandt stood on the bridge with a cup in his hand. Anna came up the ladder.",
    '"What is our speed?" asked Captain Brandt.',
    '"Nine knots," said Anna.',
)
BROTHERS = (
    "Old Peter mended the net on the quay. Young Peter held the needle, and Ilka kept the gulls off.",
    '"Hold it still," said old Peter.',
    '"I am holding it," said young Peter.',
    '"You are waving it about," said old Peter.',
    '"It is the wind," said young Peter.',
    '"It is the two of you," said Ilka.',
)


def read(*paragraphs: str, **given: object) -> Script:
    """Return the script of paragraphs."""
    return read_script(parse_text("\n\n".join(paragraphs)), **given)  # type: ignore[arg-type]


def test_a_merge_on_evidence_is_told_with_its_reason() -> None:
    (one,) = read(*CLIPPED).identities
    assert (one.name, one.other, one.is_one) == ("Stormrider", "Storm", True)
    assert 0.5 < one.chance < 1
    assert "a part of the other" in one.why


def test_a_split_on_evidence_is_told_with_its_reason() -> None:
    (one,) = read(*BROTHERS).identities
    assert ({one.name, one.other}, one.is_one) == ({"Old Peter", "Young Peter"}, False)
    assert "the one answers the other 3 times" in one.why


def test_a_title_and_a_surname_are_one_without_any_doubt() -> None:
    assert read(*OFFICE).identities == ()


@pytest.mark.parametrize("paragraphs", [CLIPPED, BROTHERS])
def test_who_was_merged_and_parted_survives_json(paragraphs: tuple[str, ...]) -> None:
    script = read(*paragraphs)
    assert script.identities
    assert from_json(Script, to_json(script)) == script


@pytest.mark.parametrize(
    ("paragraphs", "naming"),
    [
        (CLIPPED, Naming("Storm", is_apart=True)),
        (BROTHERS, Naming("Old Peter", ("Young Peter",))),
    ],
)
def test_what_a_person_settled_is_not_told_as_evidence(paragraphs: tuple[str, ...], naming: Naming) -> None:
    settled = read(*paragraphs, corrections=Corrections(people={naming.name: naming}))
    assert settled.identities == ()
    assert len(settled.characters) != len(read(*paragraphs).characters)


def test_a_line_tagged_with_the_name_that_was_merged_is_less_sure_than_one_with_the_usual_name() -> None:
    said = voices(*CLIPPED)
    assert said[3][0] == said[1][0] == "Stormrider"
    assert 0.9 <= said[3][1] < 0.96
    assert said[1][1] >= 0.97


def test_a_merge_that_a_person_settled_takes_nothing_off() -> None:
    merged = Corrections(people={"Stormrider": Naming("Stormrider", ("Storm",))})
    assert voices(*CLIPPED, corrections=merged)[3][1] >= 0.9


def test_a_name_that_two_share_is_less_sure_than_one_of_nobody_elses() -> None:
    said = voices(
        "Peter Hald and his brother Karl Hald came in from the snow. Runa shut the door.",
        '"Sit down," said Runa.',
        '"We will stand," said Peter Hald.',
        '"Then stand," said Runa.',
        '"It is cold," said Hald.',
    )
    assert said[3][1] < said[1][1]
    assert said[3][1] < 0.95


def test_aliases_in_the_cast_file_leave_the_number_of_mentions_alone() -> None:
    story = parse_text("\n\n".join(OFFICE))
    plain = read_script(story)
    hinted = read_script(story, hints=Hints(aliases={"Captain Brandt": ("Brandt", "the captain")}))
    assert [line.confidence for line in hinted.lines] == [line.confidence for line in plain.lines]


def test_the_name_in_the_cast_file_is_the_name_however_rare_it_is() -> None:
    script = read(*CLIPPED, hints=Hints(aliases={"Sera Moll": ("Stormrider", "Storm")}))
    assert {person.name for person in script.characters} == {"Vex", "Sera Moll"}
