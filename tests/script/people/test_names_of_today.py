"""Names as stories of today use them: with honorifics, out of a game, a season's, named once and never tagged."""

from __future__ import annotations

import pytest

from drama.readers import parse_text
from drama.script.people.roster import build_roster
from drama.script.quotes.quotes import find_passages
from drama.script.text.spans import Roster


def roster(text: str) -> Roster:
    story = parse_text(text)
    return build_roster(story, find_passages(story))


def named(people: Roster) -> set[str]:
    return {p.name for p in people.people if not p.is_crowd}


@pytest.mark.parametrize("suffix", ["san", "chan", "kun", "sama", "senpai", "sensei", "nim"])
def test_an_honorific_is_no_part_of_the_name(suffix: str) -> None:
    people = roster(
        f'"Good morning, Ibara-{suffix}," said Yuto. Ibara bowed. "Is it?" asked Ibara-{suffix}. Yuto laughed.'
    )
    assert len(named(people)) == 2
    assert people.by_alias["ibara"] == people.by_alias[f"ibara-{suffix}"]


def test_a_name_with_a_hyphen_keeps_what_is_no_honorific() -> None:
    assert named(roster('"Yes," said Ye-jin. "No," said Anne-Sofie. "Perhaps," said Lin-Sanders.')) == {
        "Ye-jin",
        "Anne-Sofie",
        "Lin-Sanders",
    }


@pytest.mark.parametrize(
    "beat",
    [
        "Osric shrugged.",
        "Osric grins.",
        "Osric's eyes widened.",
        "Osric's dark brows rose.",
        "Osric kicked the bucket over.",
        "Osric opened one eye.",
        "Then Osric smiled.",
    ],
)
def test_whoever_does_once_what_people_do_is_somebody(beat: str) -> None:
    assert "Osric" in named(roster(f'"It rained all week," said Delphine. {beat} "It always does."'))


@pytest.mark.parametrize(
    "beat",
    ["Rain fell.", "Silence opened like a pit.", "Footsteps stopped.", "Children turned.", "The Gazette took it."],
)
def test_weather_noises_and_crowds_are_nobody(beat: str) -> None:
    assert named(roster(f'"It rained all week," said Delphine. {beat} "It always does," said Delphine.')) == {
        "Delphine"
    }


@pytest.mark.parametrize("name", ["River", "Summer", "Winter", "Paris", "Seven", "Death"])
def test_a_word_of_the_calendar_or_the_map_is_a_name_where_a_tag_says_so(name: str) -> None:
    assert name in named(roster(f'"Not yet," said {name}. Ilse waited. "When?" asked Ilse.'))


def test_a_word_of_the_calendar_or_the_map_is_none_elsewhere() -> None:
    people = roster(
        'Winter came. London said nothing. "Well?" asked Ilse. He said Monday. Others said Paris. "Four," said Ilse.'
    )
    assert named(people) == {"Ilse"}


def test_the_reader_may_stand_in_the_story() -> None:
    assert named(roster('"Y/N, wait!" called Ash. Y/N turned around. "What?" said Y/N.')) == {"Y/N", "Ash"}


def test_a_name_in_capitals_is_one_where_its_bearer_speaks() -> None:
    people = roster('"I hate this," said MIRELA. TOBIN laughed. "STOP IT," said MIRELA. It was NEVER quiet.')
    assert named(people) == {"MIRELA", "TOBIN"}
