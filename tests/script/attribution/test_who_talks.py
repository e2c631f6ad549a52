"""Conversations of two, of three and more, over a telephone, and with people who are only described."""

from __future__ import annotations

import pytest

from drama.model import Kind, Line
from drama.readers import parse_text
from drama.script import read_script


def dialogue(text: str) -> list[Line]:
    return [line for line in read_script(parse_text(text)).lines if line.kind is Kind.DIALOGUE]


def speakers(text: str) -> list[str | None]:
    return [line.speaker for line in dialogue(text)]


@pytest.mark.parametrize(
    ("one", "other", "noun"),
    [
        ("Martin", "Oliver", "the other"),
        ("Agnes", "Clara", "the other"),
        ("Captain Wills", "Lieutenant Grey", "the other"),
        ("Mr. Tansley", "Mr. Orme", "the other"),
        ("Kate", "Emma", "the other"),
        ("Sergeant Bell", "Inspector Crane", "the other"),
    ],
)
def test_the_other_is_whoever_did_not_speak_last(one: str, other: str, noun: str) -> None:
    text = (
        f"{one} and {other} walked along the beach. {one} carried the net. {other} had the bucket.\n\n"
        f'"It is late," said {one}.\n\n"There is light enough," said {noun}.\n\n"For what?"\n\n"For one more pool."'
        f'\n\n"You said that an hour ago," said {one}.'
    )
    found = dialogue(text)
    first, second = found[0].speaker, found[1].speaker
    assert first is not None
    assert second is not None
    assert first.endswith(one.rsplit(maxsplit=1)[-1])
    assert second.endswith(other.rsplit(maxsplit=1)[-1])
    assert [line.speaker for line in found] == [first, second, first, second, first]


@pytest.mark.parametrize("length", [4, 6, 8, 10, 12, 20])
def test_a_long_exchange_does_not_slip(length: int) -> None:
    turns = "\n\n".join(f'"That makes {number}."' for number in range(length))
    text = (
        "Captain Wills stood on the bridge with Lieutenant Grey. Grey had the glass. Wills had the chart.\n\n"
        f'"Count them," said Wills.\n\n"I am counting," said Grey.\n\n{turns}\n\n"Then we wait," said Wills.'
    )
    found = dialogue(text)
    assert [line.speaker for line in found] == ["Wills", "Grey"] * (length // 2 + 1) + ["Wills"]
    assert all(line.confidence >= 0.9 for line in found)


KITCHEN = "Helen, Roger and Maud were in the kitchen. Helen cut the bread. Roger poured the tea, and Maud sat down.\n\n"


@pytest.mark.parametrize(
    ("talk", "wanted"),
    [
        pytest.param(
            '"Who has the key?" said Helen.\n\n"I gave it to Maud," said Roger.\n\n"You did not," said Maud.\n\n'
            '"I put it in your hand, Maud."\n\n"You put a button in my hand."\n\n"Stop it," said Helen.',
            ["Helen", "Roger", "Maud", "Roger", "Maud", "Helen"],
            id="two of the three quarrel",
        ),
        pytest.param(
            '"Roger, did you lock the shed?" said Helen.\n\n"Twice," said Roger.\n\n"You saw it?" said Maud.\n\n'
            '"I did it," said Roger.',
            ["Helen", "Roger", "Maud", "Roger"],
            id="a third asks",
        ),
        pytest.param(
            '"Was it you, Maud?" said Helen.\n\n"It was nobody."\n\n"It is never anybody," said Helen.\n\n'
            '"It was the cat," said Roger.',
            ["Helen", "Maud", "Helen", "Roger"],
            id="whoever is asked by name answers",
        ),
        pytest.param(
            '"Sit down, Roger," said Helen.\n\n"I would rather stand."\n\n"Then stand," said Helen.\n\n'
            '"He always stands," said Maud.',
            ["Helen", "Roger", "Helen", "Maud"],
            id="whoever is told to by name answers, and a third remarks",
        ),
        pytest.param(
            '"Is there more?" said Roger.\n\n"Ask Maud," said Helen.\n\nMaud shook her head. "Not a drop."\n\n'
            '"Then we shall drink water," said Roger.',
            ["Roger", "Helen", "Maud", "Roger"],
            id="the one who acts speaks",
        ),
        pytest.param(
            '"I am going out," said Maud.\n\n"In this rain?" said Helen.\n\n"In this rain."\n\n'
            '"Let her go," Roger put in.',
            ["Maud", "Helen", "Maud", "Roger"],
            id="a third puts in",
        ),
    ],
)
def test_three_in_a_room_are_told_apart(talk: str, wanted: list[str]) -> None:
    assert speakers(KITCHEN + talk) == wanted


@pytest.mark.parametrize(
    "gives_out",
    [
        '"This is the station," said a voice on the line.',
        '"This is the station," said the telephone.',
        'The receiver crackled. "This is the station."',
        '"This is the station," said a voice from the receiver.',
        '"This is the station," a voice said from the receiver.',
        'The phone crackled. "This is the station."',
    ],
)
def test_what_a_telephone_says_is_nobodys_in_the_room(gives_out: str) -> None:
    text = (
        "Alice stood by the telephone. Bernard stood at the window, and Alice looked at Bernard.\n\n"
        f'"Hello?" said Alice.\n\n{gives_out}\n\n"I have no brother," said Alice.\n\n"Who is it?" asked Bernard.'
    )
    found = dialogue(text)
    assert [found[0].speaker, found[-2].speaker, found[-1].speaker] == ["Alice", "Alice", "Bernard"]
    assert found[1].speaker != "Bernard" or found[1].confidence < 0.5
    assert found[1].speaker != "Alice"


@pytest.mark.parametrize(
    ("who", "noun"),
    [
        ("A girl with a red scarf", "girl"),
        ("An old pilot", "pilot"),
        ("A young constable", "constable"),
        ("A ferryman", "ferryman"),
        ("A stout woman", "woman"),
        ("A clerk", "clerk"),
    ],
)
def test_a_stranger_who_talks_stays_the_same_stranger(who: str, noun: str) -> None:
    text = (
        f"Vera waited by the gate. {who} came up the lane. Vera had never seen the {noun} before.\n\n"
        f'"Is this the farm?" asked the {noun}.\n\n"It was," said Vera.\n\n"And now?"\n\n"Now it is a ruin."\n\n'
        f'"I see that," said the {noun}.'
    )
    first, second, third, fourth, fifth = speakers(text)
    assert first == third == fifth
    assert first is not None
    assert noun in first.lower()
    assert second == fourth == "Vera"
