"""Pairs of names that may be one person's are asked about, and the answer weighs beside what the text says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import drama
from drama.assistant.people import people_questions
from drama.model import Gender, PeopleAnswer
from drama.production.asking import keep_answers
from drama.script.people.identity import Evidence, same_people, unsure_people
from drama.script.text.spans import Person, Roster

if TYPE_CHECKING:
    from support.chat_server import ChatServer

MORNING = "\n\n".join(
    f"{who} came in from the yard. {who} shut the door behind {her}.\n\n“{words},” said {who}.\n\n“{back},” said {to}."
    for who, her, words, back, to in (
        ("Marit", "her", "The well is dry", "Then dig", "Anselm"),
        ("Marit", "her", "The spade is gone", "Then look", "Anselm"),
        ("Anselm", "him", "It was never here", "It was in June", "Marit"),
    )
)
EVENING = "\n\n".join(
    f"{who} lit a lamp. {who} looked at the hill.\n\n“{words},” said {who}.\n\n“{back},” said {to}."
    for who, words, back, to in (
        ("Mari", "They are coming back", "How many", "Torvald"),
        ("Torvald", "I count nine", "I count ten", "Mari"),
        ("Mari", "One of them limps", "That will be Per", "Torvald"),
    )
)


@pytest.fixture
def well(tmp_path: Path) -> Path:
    """A story in which Mari of the evening may be Marit of the morning."""
    path = tmp_path / "well.txt"
    path.write_text(f"The Well\n\n{MORNING}\n\n***\n\n{EVENING}\n", encoding="utf-8")
    (tmp_path / "well.voices.toml").write_text('[assistant]\nmodel = "toy"\n', encoding="utf-8")
    return path


def speakers(story: Path) -> set[str]:
    return {person.name for person in drama.read(story).characters}


def test_two_whose_names_begin_alike_and_who_never_meet_are_asked_about(well: Path) -> None:
    pairs = [{one.name, one.other} for question in drama.questions(well).questions for one in question.people]
    assert pairs == [{"Mari", "Marit"}]
    (question,) = [one for one in drama.questions(well).questions if one.people]
    assert any("Marit" in line.text or line.speaker == "Marit" for line in question.context)
    assert any(line.speaker == "Mari" for line in question.context)


def test_one_person_makes_one_character_of_them(well: Path, chat: ChatServer) -> None:
    assert speakers(well) == {"Anselm", "Mari", "Marit", "Torvald"}
    chat.says({"Mari": "one person"})
    done = drama.ask(well, chat.url).interview
    assert done.answered == done.asked
    assert len(speakers(well)) == 3
    assert len(speakers(well) & {"Mari", "Marit"}) == 1
    assert not [one for question in drama.questions(well, by="toy").questions for one in question.people]


def test_two_people_stay_two_and_are_not_asked_about_again(well: Path, chat: ChatServer) -> None:
    chat.says({"Mari": "two people"})
    drama.ask(well, chat.url)
    assert speakers(well) == {"Anselm", "Mari", "Marit", "Torvald"}
    calls = len(chat.asked)
    drama.ask(well, chat.url)
    assert len(chat.asked) == calls


def test_a_person_who_splits_them_is_right(well: Path) -> None:
    keep_answers(well.with_name("well.answers.json"), people=[PeopleAnswer("Marit", "Mari", "one person", "toy")])
    drama.correct(well).split("Mari")
    assert {"Mari", "Marit"} <= speakers(well)


def test_the_review_of_a_pair_is_a_merge(well: Path) -> None:
    asking = drama.questions(well)
    text = drama.review(asking)
    head, people, tail = text.partition("people P1: ")
    taken = drama.take_review(well, head + people + tail.replace("answer:", "answer: one person", 1))
    assert (taken.taken, taken.not_taken) == (1, ())
    assert len(speakers(well) & {"Mari", "Marit"}) == 1
    drama.correct(well).undo()
    assert {"Mari", "Marit"} <= speakers(well)


def test_two_who_answer_each_other_are_not_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "well.txt"
    talk = EVENING.replace("Torvald", "Marit")
    path.write_text(f"The Well\n\n{talk}\n", encoding="utf-8")
    assert not people_questions(drama.read(path))


def people(*names: tuple[str, Gender]) -> Roster:
    found = tuple(Person(name, gender=gender, mentions=10) for name, gender in names)
    return Roster(found, {person.name.lower(): (index,) for index, person in enumerate(found)})


SAME_SIDE = Evidence()
SAME_SIDE.spoke.update({0: 4, 1: 4})
SAME_SIDE.narrated.update({0: 9, 1: 9})
SAME_SIDE.alternate.update({(0, 1): 2})


@pytest.mark.parametrize(("told", "merges"), [(0.0, 0), (4.0, 0), (6.0, 1), (-6.0, 0)])
def test_what_is_told_is_one_weight_among_others(told: float, merges: int) -> None:
    roster = people(("Osk", Gender.UNKNOWN), ("Ravn", Gender.UNKNOWN))
    assert len(same_people(roster, SAME_SIDE, told={(0, 1): told})) == merges


def test_no_answer_makes_one_person_of_a_man_and_a_woman() -> None:
    roster = people(("Osk", Gender.MALE), ("Ravn", Gender.FEMALE))
    assert not same_people(roster, SAME_SIDE, told={(0, 1): 20.0})


def test_an_answer_against_it_keeps_two_apart_whom_the_turns_make_one() -> None:
    roster = people(("Osk", Gender.UNKNOWN), ("Osker", Gender.UNKNOWN), ("Oskerby", Gender.UNKNOWN))
    evidence = Evidence()
    evidence.spoke.update({1: 4, 2: 4})
    evidence.narrated.update({1: 9, 2: 9})
    evidence.alternate.update({(1, 2): 4})
    assert same_people(roster, evidence)
    assert not same_people(roster, evidence, told={(1, 2): -4.0})


def test_the_pairs_that_the_turns_leave_open_are_named_but_none_that_a_person_knows() -> None:
    roster = people(("Osker", Gender.UNKNOWN), ("Oskerby", Gender.UNKNOWN))
    assert unsure_people(roster, SAME_SIDE)
    assert not unsure_people(roster, SAME_SIDE, {0, 1})
    sure = Evidence(spoke=SAME_SIDE.spoke, narrated=SAME_SIDE.narrated)
    sure.alternate.update({(0, 1): 20})
    assert not unsure_people(roster, sure)
