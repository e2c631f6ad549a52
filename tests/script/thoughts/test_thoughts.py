"""Inner speech: what is thought, by whom, and what stays narration."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.growth import assert_in_proportion

from drama.model import Kind, Line
from drama.readers import parse_text, read_story
from drama.script import read_script

OPENING = (
    "Ingrid climbed the stairs of the mill. She was tired, and her lamp was almost out. "
    "Behind her came her brother Tobias, who said nothing. He was thinking of supper.\n\n"
)


def read(text: str, *, opening: str = OPENING, markdown: bool = False) -> list[Line]:
    return list(read_script(parse_text(opening + text, markdown=markdown)).lines)


def thoughts(text: str, *, opening: str = OPENING, markdown: bool = False) -> list[tuple[str | None, str]]:
    lines = read(text, opening=opening, markdown=markdown)
    return [(line.speaker, line.text) for line in lines if line.kind is Kind.THOUGHT]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The rats, Ingrid thought. She lifted the lamp.", ["The rats,"]),
        ("She lifted the lamp. I'm too late, she thought.", ["I'm too late,"]),
        ("A trapdoor? Ingrid thought as her hand met the ring.", ["A trapdoor?"]),
        ("Tobias? Ingrid thought, Was that Tobias?", ["Tobias?", "Was that Tobias?"]),
        ("Ingrid thought: I must not sneeze.", ["I must not sneeze."]),
        ("Our lamps, she realized. They shone right through the floor.", ["Our lamps,"]),
        ("I've hated this mill, thought Ingrid, and now it is mine.", ["I've hated this mill,", "and now it is mine."]),
    ],
)
def test_a_tag_names_the_thought_and_is_cut_off_exactly(text: str, found: list[str]) -> None:
    assert thoughts(text) == [("Ingrid", words) for words in found]


def test_the_words_around_a_thought_stay_narration() -> None:
    kinds = [(line.kind, line.text) for line in read("The rats, Ingrid thought. She lifted the lamp.")][-2:]
    assert kinds == [(Kind.THOUGHT, "The rats,"), (Kind.NARRATION, "Ingrid thought. She lifted the lamp.")]


def test_person_and_tense_alone_show_a_thought() -> None:
    assert thoughts("Her hands were numb. I can't stop here. I won't stop here.") == [
        ("Ingrid", "I can't stop here. I won't stop here.")
    ]
    assert thoughts("Ingrid found the lowest rung. That'll do. She pulled herself up.") == [("Ingrid", "That'll do.")]
    assert thoughts("Tobias tried not to laugh. Girl thinks she's a knight. He shut the door.") == [
        ("Tobias", "Girl thinks she's a knight.")
    ]


def test_orders_people_give_themselves_are_thoughts() -> None:
    assert thoughts("She hung from the beam.\n\nDon't look down. Look at the wall. It's a good wall.") == [
        ("Ingrid", "Don't look down. Look at the wall. It's a good wall.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Was he never coming back? She had waited so long.",
        "It was absurd, she thought. It had always been absurd.",
        "Ingrid thought it best to wait.",
        "In the morning, Ingrid realized that the lamp was gone.",
        "Once inside, she wondered what had become of the rats.",
        "He was, she thought, the laziest boy in the county.",
        "Nothing moved. The lamp went out. A long silence.",
        "It laughed, if you could call it that.",
    ],
)
def test_free_indirect_speech_and_narration_are_not_thoughts(text: str) -> None:
    assert thoughts(text) == []


@pytest.mark.slow
def test_the_seed_with_unmarked_thoughts_gives_them_to_their_thinker() -> None:
    lines = read_script(read_story(Path(__file__).parents[3] / "seeds" / "the-last-car-up.txt")).lines
    found = [(line.speaker, line.text) for line in lines if line.kind is Kind.THOUGHT]
    assert ("Tamsin Oake", "Let it be the fuse. Let it be anything but the wheel.") in found
    assert ("Tamsin Oake", "Don't look down. Look at the wheel. It's a nice wheel. You greased it yourself.") in found
    assert ("Tamsin Oake", "Not like this,") in found
    assert len(found) == 12


def test_dialogue_is_never_a_thought() -> None:
    text = '"I can\'t stop here," said Ingrid. "I won\'t."\n\n"That\'ll do," Tobias thought aloud.'
    assert thoughts(text) == []


def test_a_first_person_narrator_only_tells() -> None:
    story = (
        "I came to the mill at noon. I had not slept, and I was hungry.\n\nI knocked. Nobody came. "
        "I can't say that I was surprised. I sat down on my bag and I waited.\n\n"
        "My uncle came at four. I'm an honest man, and I don't like to tell it, but he had my hat on.\n\n"
        "I took it back. I said nothing about it."
    )
    assert thoughts(story, opening="") == []


def test_italics_that_are_a_clause_of_their_own_are_a_thought() -> None:
    assert thoughts("Ingrid held her breath. *The floor is moving.* She stepped back.") == [
        ("Ingrid", "The floor is moving.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ingrid *really* disliked the mill.",
        "She had read *The Miller's Tale* twice.",
        "*Crack!* The beam gave way.",
        "On the door stood a sign: *Come in quietly.*",
        "Ingrid hit the floor—*hard.* She got up.",
        "Ingrid held her breath.\n\n*— Tobias, to Ingrid.*",
    ],
)
def test_stressed_words_titles_sounds_and_signs_are_not_thoughts(text: str) -> None:
    assert thoughts(text) == []


@pytest.mark.parametrize(
    "text", ["*Nothing is lost that is kept.*", "*October 31, 1981.*", "*Figure 1: the old mill.*"]
)
def test_italics_where_nobody_is_near_to_think_them_are_narration(text: str) -> None:
    assert thoughts(text, opening="") == []


def test_a_letter_without_quotation_marks_is_not_a_thought() -> None:
    text = (
        "There was a note on the table.\n\nDear Ingrid,\n\nI can't stay. I'm going to sea.\n\nYour brother\n\n"
        "Ingrid put it down."
    )
    assert thoughts(text) == []


def test_verse_without_quotation_marks_is_not_a_thought() -> None:
    text = "Tobias hummed.\n\nI'm a miller's son.\n\nI can't grind bread.\n\nI'm going to bed.\n\nIngrid sighed."
    assert thoughts(text) == []


def test_an_author_who_muses_is_not_thinking_for_a_character() -> None:
    text = (
        "I suppose that every mill in this country has a story of this kind to tell of itself.\n\nIngrid waited.\n\n"
        "I hope that the patient reader will forgive me for dwelling upon the stairs so long.\n\nTobias yawned.\n\n"
        "I believe that no lamp in the whole history of lamps was ever so dim as that one."
    )
    assert thoughts(text) == []


def test_a_thinker_who_is_a_pronoun_is_whom_the_narration_follows() -> None:
    text = 'Ingrid listened at the wall.\n\n"Supper," Tobias said.\n\nShe shook her head. Not now, she thought.'
    assert thoughts(text) == [("Ingrid", "Not now,")]


@pytest.mark.slow
def test_one_giant_paragraph_takes_linear_time() -> None:
    text = "I won't go. The rats, Ingrid thought. She ran. *It is over.* "
    assert_in_proportion(lambda: read(text * 400, markdown=True), lambda: read(text * 1_600, markdown=True), times=12)
