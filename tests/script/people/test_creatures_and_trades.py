"""People told by what they are: creatures, trades of today, the colour of their hair."""

from __future__ import annotations

import pytest

from drama.model import Gender
from drama.readers import parse_text
from drama.script.people.roster import build_roster
from drama.script.quotes.quotes import find_passages
from drama.script.text.spans import Roster


def roster(text: str) -> Roster:
    story = parse_text(text)
    return build_roster(story, find_passages(story))


def is_known(people: Roster, noun: str) -> bool:
    return bool(people.by_alias.get(noun))


@pytest.mark.parametrize("creature", ["wolf", "raven", "unicorn", "otter", "tortoise", "spider", "mirror"])
def test_a_creature_is_somebody_where_it_speaks(creature: str) -> None:
    people = roster(
        f'The {creature} looked at Ines. Ines sat down. "You are late," said the {creature}. "I know," said Ines.'
    )
    assert is_known(people, creature)


@pytest.mark.parametrize("creature", ["wolf", "raven", "horse", "otter", "dog", "spider", "mirror"])
def test_a_creature_is_nobody_where_none_of_its_kind_speaks(creature: str) -> None:
    people = roster(
        f'The {creature} was still there. "You are late," said Ines. Oskar watched the {creature} and sighed.'
    )
    assert not is_known(people, creature)


def test_one_creature_that_speaks_makes_others_of_its_kind_somebody() -> None:
    people = roster('The old fox yawned. Below it lay a young fox. "Is it morning?" asked the young fox. Nobody knew.')
    assert is_known(people, "old fox")
    assert is_known(people, "young fox")


@pytest.mark.parametrize("verb", ["smiled", "shrugged", "grins", "nodded", "winked", "slowly nodded", "giggled"])
def test_whoever_does_what_only_people_do_is_somebody(verb: str) -> None:
    people = roster(f'Dilnoza looked up. The zither-tuner {verb}. "It is ready," he said. "Thank you," said Dilnoza.')
    assert is_known(people, "zither-tuner")


@pytest.mark.parametrize(
    "noun",
    [
        *("barista", "paramedic", "streamer", "roommate", "classmate", "superhero", "cyborg"),
        *("goblin", "ninja", "redhead", "blonde", "intruder", "rookie", "twin"),
    ],
)
def test_trades_and_looks_of_today_mean_people(noun: str) -> None:
    people = roster(f'The {noun} looked at the clock. "It is late," said Yusuf. Yusuf left, and the {noun} stayed.')
    assert is_known(people, noun)


@pytest.mark.parametrize(
    ("noun", "gender"),
    [
        ("mare", Gender.FEMALE),
        ("stallion", Gender.MALE),
        ("brunette", Gender.FEMALE),
        ("lioness", Gender.FEMALE),
        ("henchman", Gender.MALE),
        ("stepmom", Gender.FEMALE),
        ("hero", Gender.UNKNOWN),
        ("blonde", Gender.UNKNOWN),
        ("unicorn", Gender.UNKNOWN),
    ],
)
def test_nouns_tell_a_gender_only_where_they_do(noun: str, gender: Gender) -> None:
    people = roster(f'"Stop," said the {noun}. Amara stopped. "Why?" said Amara.')
    assert people.people[people.by_alias[noun][0]].gender is gender


def test_somebody_described_is_the_same_with_and_without_an_adjective() -> None:
    people = roster('"Shut," said the old ferryman. Noor waited. "Why?" asked Noor. "Ice," said the ferryman.')
    assert people.by_alias["old ferryman"] == people.by_alias["ferryman"]


def test_two_who_are_told_apart_by_adjectives_stay_two() -> None:
    people = roster(
        '"Halt," said the tall sentry. "Who goes?" said the short sentry. Noor stopped. "Noor," she told the sentry.'
    )
    assert people.by_alias["tall sentry"] != people.by_alias["short sentry"]
    assert people.by_alias["sentry"] not in {people.by_alias["tall sentry"], people.by_alias["short sentry"]}


def test_a_word_that_fits_anybody_means_somebody_else_every_time() -> None:
    people = roster('"Wait," said the thin man. Noor left. "Tickets," said the man. "Here," said Noor.')
    assert people.by_alias["thin man"] != people.by_alias["man"]
