"""A label may call somebody by a short form or a user name: it is that person only where nobody else can be meant."""

from __future__ import annotations

import pytest

from drama.model import Kind
from drama.readers.structure.conversations import with_labelled_speech
from drama.readers.text import parse_text
from drama.script import read_script
from drama.script.people.familiar_names import FamiliarNames
from drama.script.text.spans import Person, Roster, alias_key

PEOPLE = ("Margaret Vale", "Tom Kell", "Anna Berg", "Anna Holm", "The mother", "Robert")


def roster(*names: str) -> Roster:
    people = tuple(Person(name, is_crowd=name.startswith("The ")) for name in names)
    by_alias: dict[str, tuple[int, ...]] = {}
    for index, name in enumerate(names):
        key = alias_key(name)
        for alias in {key, key.removeprefix("the ")}:
            by_alias[alias] = (*by_alias.get(alias, ()), index)
    return Roster(people, by_alias)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("maggie", "Margaret Vale"),
        ("margaret_v", "Margaret Vale"),
        ("margaret.vale", "Margaret Vale"),
        ("margaret77", "Margaret Vale"),
        ("tom-k", "Tom Kell"),
        ("tommy", "Tom Kell"),
        ("bob", "Robert"),
        ("robert_h", "Robert"),
        ("anna_b", "Anna Berg"),
        ("anna_holm", "Anna Holm"),
        ("my mother", "The mother"),
    ],
)
def test_a_label_that_can_mean_only_one_is_that_person(label: str, name: str) -> None:
    known = roster(*PEOPLE)
    person = FamiliarNames(known).find(label)
    assert person is not None
    assert known.people[person].name == name


@pytest.mark.parametrize(
    "label", ["anna", "anna_k", "margaret_k", "tom_the_boatman", "boatman77", "al", "m_v", "a guard", "", "_", "77"]
)
def test_a_label_that_may_mean_another_is_nobody_of_them(label: str) -> None:
    assert FamiliarNames(roster(*PEOPLE)).find(label) is None


def speakers(text: str) -> list[str]:
    script = read_script(with_labelled_speech(parse_text(text)))
    return [one.speaker or "" for one in script.lines if one.kind is Kind.DIALOGUE]


def test_messages_are_those_of_the_people_of_the_prose() -> None:
    text = "Margaret Vale sat down. Tom Kell was late, and Margaret waited for Tom.\n\nmaggie: well?\ntom_k: soon\n"
    assert speakers(text) == ["Margaret Vale", "Tom Kell"]


def test_two_short_forms_of_one_name_with_lines_of_their_own_are_two_people() -> None:
    text = "Tom sat down. Maret waited for Tom.\n\nTom: “Well?”\n\nTommy: “Soon.”\n\nTom: “When?”\n"
    assert speakers(text) == ["Tom", "Tommy", "Tom"]
