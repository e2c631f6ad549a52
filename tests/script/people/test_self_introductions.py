"""Whoever gives a name is called by it from then on, and was that person before: one voice."""

from __future__ import annotations

import pytest
from support.voices_told import voices

from drama.readers import parse_text
from drama.script import read_script


@pytest.mark.parametrize(
    ("described", "introduction", "name"),
    [
        ("the stranger", '"My name is Kell," said the stranger.', "Kell"),
        ("the tall man", '"Call me Brandvold," said the tall man.', "Brandvold"),
        ("the girl with the red hat", '"My name\'s Odile," said the girl with the red hat.', "Odile"),
        ("the policeman", '"I\'m Sergeant Voss," said the policeman.', "Voss"),
        ("the visitor", '"I am Åse Lindqvist," the visitor said.', "Åse"),
        ("the pilot", '"The name is Okonjo," said the pilot.', "Okonjo"),
        ("the ferryman", '"Benno," said the ferryman. "Now get in."', "Benno"),
        ("the old sailor", '"I am called many things. My name is Quoril," said the old sailor.', "Quoril"),
    ],
)
def test_whoever_says_his_own_name_is_that_person(described: str, introduction: str, name: str) -> None:
    said = voices(
        f"{described.capitalize()} stood in the door of the inn. Anna put down the jug.",
        f'"It is a bad night," said {described}.',
        '"We have seen worse," said Anna. "Who are you?"',
        introduction,
        '"Sit down, then," said Anna.',
        f'"Thank you," said {name}.',
        '"There is soup," said Anna.',
        f'"I have eaten," said {described}.',
    )
    speakers = [who for who, _ in said]
    assert speakers[1::2] == ["Anna"] * 3
    assert len(set(speakers[::2])) == 1
    assert name in speakers[0]
    assert said[4][1] >= 0.9


def test_it_is_told_that_he_said_so() -> None:
    script = read_script(
        parse_text(
            "A stranger stood in the door. Anna put down the jug.\n\n"
            '"My name is Kell," said the stranger.\n\n"Sit down," said Anna.\n\n"Thank you," said Kell.'
        )
    )
    (one,) = script.identities
    assert (one.name, one.is_one) == ("Kell", True)
    assert "the one says that the other's name is his or hers" in one.why


@pytest.mark.parametrize(
    "line",
    [
        '"I am Kell\'s brother," said the stranger.',
        '"I am looking for Kell," said the stranger.',
        '"You must be Kell," said the stranger.',
        '"His name is Kell," said the stranger.',
        '"I am afraid, Kell," said the stranger.',
    ],
)
def test_whoever_names_another_stays_a_stranger(line: str) -> None:
    said = voices(
        "The stranger stood in the door of the inn. Kell put down the jug.",
        '"It is a bad night," said the stranger.',
        '"We have seen worse," said Kell.',
        line,
        '"Sit down, then," said Kell.',
    )
    assert [who for who, _ in said] == ["The stranger", "Kell"] * 2


def test_whoever_answers_the_bearer_of_the_name_is_an_impostor_and_not_that_person() -> None:
    said = voices(
        "The stranger stood in the door of the inn. Kell put down the jug. Anna looked from one to the other.",
        '"I am Kell," said the stranger.',
        '"You are not," said Kell.',
        '"I am, and you know it," said the stranger.',
        '"Anna, tell him who I am," said Kell.',
        '"There is but one of me," said the stranger.',
        '"Then it is I," said Kell.',
        '"It is not," said the stranger.',
    )
    assert [who for who, _ in said] == ["The stranger", "Kell"] * 3 + ["The stranger"]


def test_whoever_says_who_somebody_else_is_does_not_give_his_own_name() -> None:
    said = voices(
        "The captain stood at the rail with Anna. Kell came along the quay with a sack.",
        '"Who is that?" asked Anna.',
        '"Kell," said the captain.',
        '"I do not know him," said Anna.',
        '"You will," said Kell from below.',
    )
    assert [who for who, _ in said] == ["Anna", "The captain", "Anna", "Kell"]


def test_the_man_who_says_his_name_is_not_every_man_of_the_story() -> None:
    said = voices(
        "A man stood in the door. Anna put down the jug.",
        '"I am Kell Brandvold," said the man.',
        '"Sit down," said Anna.',
        '"Thank you," said Kell.',
        "***",
        "In the morning Kell Brandvold was gone, and a man was mending the gate.",
        '"It will not hold," said the man.',
    )
    assert [who for who, _ in said][1:3] == ["Anna", "Kell Brandvold"]
    assert said[3][0] != "Kell Brandvold"
