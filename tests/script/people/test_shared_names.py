"""Names that share a word: whose short name it is, and who is one person by two of them."""

from __future__ import annotations

from drama.readers import parse_text
from drama.script.people.roster import build_roster
from drama.script.quotes.quotes import find_passages
from drama.script.text.spans import Person, Roster


def roster(text: str) -> Roster:
    story = parse_text(text)
    return build_roster(story, find_passages(story))


def one(people: Roster, alias: str) -> Person:
    return people.find(alias)[0]


def test_a_title_and_a_first_name_are_whoever_bears_that_title_with_the_full_name() -> None:
    people = roster(
        'Mrs. Hedda Ulm came in. "Well," said Mrs. Hedda. Mrs. Ulm sat down. "Tea?" asked Mrs. Hedda. She sat.'
    )
    assert one(people, "Mrs. Hedda") == one(people, "Mrs. Ulm") == one(people, "Mrs. Hedda Ulm")


def test_a_lord_called_by_first_name_is_the_lord_with_the_full_name_and_his_short_name_too() -> None:
    people = roster(
        'Lord Edward Harrow yawned. "Do go on, Ned," said Orla. "No," said Lord Edward. Lord Edward lay down.'
    )
    assert one(people, "Lord Edward") == one(people, "Ned") == one(people, "Lord Edward Harrow")


def test_a_first_name_that_a_family_bears_as_surname_is_the_surname() -> None:
    people = roster(
        'Corwin Grant came in. Mrs. Grant nodded. "Late," said Mrs. Grant. "Am I?" asked Grant. Grant sat down. '
        'Corwin Grant ate. "Good," said Grant. Corwin sighed.'
    )
    assert one(people, "Grant") == one(people, "Corwin Grant")


def test_the_surname_alone_is_the_man_rather_than_his_wife() -> None:
    people = roster(
        'Mrs. Tolland wept. Mrs. Tolland sat. "Hush," said Mrs. Tolland. Mr. Tolland rose. "Enough," said Tolland.'
    )
    assert one(people, "Tolland") == one(people, "Mr. Tolland")


def test_miss_and_a_surname_is_whoever_is_called_miss_with_it() -> None:
    people = roster(
        "Ines Barry ran in. Ines Barry laughed. Ines Barry ran out. Miss Augusta Barry frowned. "
        '"Quiet," said Miss Barry. Miss Barry frowned again.'
    )
    assert one(people, "Miss Barry") == one(people, "Miss Augusta Barry") != one(people, "Ines Barry")


def test_two_pet_forms_of_one_name_are_one_person() -> None:
    people = roster('"Here," said Lou. Lou sat down, and she ate. "Where?" asked Louie. Louie laughed, and she left.')
    assert one(people, "Lou") == one(people, "Louie")


def test_a_full_name_that_does_nothing_still_gives_a_surname() -> None:
    people = roster(
        '"Bread," said Fannie. That was all Fannie Orme had. Of Fannie Orme he knew little. "Yes," said Mrs. Orme. '
        "Fannie smiled."
    )
    assert one(people, "Fannie") == one(people, "Mrs. Orme")


def test_a_surname_behind_a_title_in_speech_is_no_surname_alone() -> None:
    people = roster('"I asked. Mrs. Ferrand, sir, said no," said Tom. "Ah. Mrs. Ferrand," said Anna. Tom nodded.')
    assert "Ferrand" not in [form for person in people.people for form in (person.name, *person.aliases)]


def test_pronouns_after_a_bare_surname_do_not_part_it_from_the_full_name() -> None:
    people = roster(
        'Teddy Marsh came. Mr. Marsh bowed. He bowed to her. "Sit," said Marsh. She sat. Marsh gave her a chair, and '
        "she thanked him. He bowed. He knew her. Marsh smiled at her. He went."
    )
    assert one(people, "Marsh") == one(people, "Teddy Marsh")
