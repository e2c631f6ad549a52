"""People who go by two names, found by who talks with whom; and people who are two."""

from __future__ import annotations

from drama.model import Script
from drama.readers import parse_text
from drama.script import Corrections, Hints, Naming, read_script


def script(*paragraphs: str, hints: Hints | None = None, corrections: Corrections | None = None) -> Script:
    return read_script(parse_text("\n\n".join(paragraphs)), hints=hints, corrections=corrections)


def speakers(read: Script) -> set[str]:
    return {line.speaker for line in read.lines if line.speaker}


TALK = (
    '"Is the boat ready?" asked Mr. Harrow.',
    '"Not today," said the ferryman.',
    '"And tomorrow?" asked Mr. Harrow.',
    '"Perhaps tomorrow," said Dobbin.',
)
"""Mr. Harrow talks with one man, who is called by a name and by what he does."""


def test_a_trade_and_a_name_that_take_turns_on_one_side_are_one_person() -> None:
    read = script("Dobbin sat in the sun. Mr. Harrow came down to him.", *TALK * 5)
    assert speakers(read) == {"Dobbin", "Mr. Harrow"}


def test_whoever_is_one_goes_by_both_names() -> None:
    read = script("Dobbin sat in the sun. Mr. Harrow came down to him.", *TALK * 5)
    assert next(one for one in read.characters if one.name == "Dobbin").aliases == ("the ferryman",)


def test_a_trade_that_answers_the_name_is_somebody_else() -> None:
    talk = (
        '"Is the boat ready?" asked Dobbin.',
        '"Not today," said the ferryman.',
        '"And tomorrow?" asked Dobbin.',
        '"Perhaps tomorrow," said the ferryman.',
    )
    assert len(speakers(script("Dobbin came down to the river.", *talk * 5))) == 2


def test_a_clipped_name_that_takes_the_same_side_is_the_long_one() -> None:
    talk = (
        '"You flew too low," said Vex.',
        '"I always do," said Stormrider.',
        '"One day you will fall," said Vex.',
        '"Not today," said Storm.',
    )
    read = script("Stormrider folded her wings. Storm was tired. Vex waited.", *talk * 4)
    assert speakers(read) == {"Stormrider", "Vex"}


def test_a_part_of_a_compound_name_is_whoever_bears_it_all() -> None:
    talk = (
        '"Where is the map?" asked Quill.',
        '"In the boot," said Copper Penny.',
        '"Whose boot?" asked Quill.',
        '"Mine," said Penny.',
    )
    assert speakers(script("Copper Penny lay on the hay. Penny yawned.", *talk * 4)) == {"Copper Penny", "Quill"}


def test_a_name_that_is_only_called_out_is_whoever_answers_to_it() -> None:
    talk = ('"Come here, Lark," said Oskar.', '"I am coming," said Wilhelmina.', "Oskar poured the tea for both.")
    read = script("Wilhelmina stood at the window. Oskar sat.", *talk * 4)
    assert speakers(read) == {"Wilhelmina", "Oskar"}
    assert "Lark" in next(one for one in read.characters if one.name == "Wilhelmina").aliases


def test_a_woman_who_takes_a_mans_side_of_the_talk_is_not_he() -> None:
    talk = (
        '"Is the boat ready?" asked Mr. Harrow.',
        '"Not today," said Mrs. Dobbin.',
        '"And tomorrow?" asked Mr. Harrow.',
        '"Perhaps tomorrow," said Mr. Dobbin.',
    )
    assert speakers(script(*talk * 8)) == {"Mr. Harrow", "Mrs. Dobbin", "Mr. Dobbin"}


def test_three_who_talk_in_turn_are_three() -> None:
    talk = ('"One," said Anna.', '"Two," said Tom.', '"Three," said Jonas.')
    assert speakers(script(*talk * 8)) == {"Anna", "Tom", "Jonas"}


def test_a_description_of_several_is_nobodys_name() -> None:
    one = ('"Well?" asked Anna.', '"No," said the clerk.', '"Why?" asked Anna.', '"Rules," said Tom Kell.')
    two = ('"Well?" asked Anna.', '"No," said the clerk.', '"Why?" asked Anna.', '"Rules," said Piet Ort.')
    read = script(*one * 4, "A month later she went to the other office.", "It was far.", "It rained.", *two * 4)
    assert {"Tom Kell", "Piet Ort"} < speakers(read)


def test_who_is_split_by_hand_stays_apart_whatever_the_turns_say() -> None:
    corrections = Corrections(people={"the ferryman": Naming("the ferryman", is_apart=True)})
    read = script("Dobbin sat in the sun.", *TALK * 5, corrections=corrections)
    assert {name.lower() for name in speakers(read)} == {"dobbin", "mr. harrow", "the ferryman"}


def test_two_who_each_have_a_voice_in_the_cast_file_stay_two() -> None:
    talk = ('"Too low," said Vex.', '"I know," said Stormrider.', '"You will fall," said Vex.', '"No," said Storm.')
    read = script("Stormrider sat. Storm slept.", *talk * 4, hints=Hints(aliases={"Stormrider": (), "Storm": ()}))
    assert speakers(read) == {"Stormrider", "Storm", "Vex"}


def test_merging_by_hand_makes_one_of_two_who_answer_each_other() -> None:
    talk = ('"Is the boat ready?" asked Dobbin.', '"Not today," said the ferryman.')
    corrections = Corrections(people={"Dobbin": Naming("Dobbin", ("the ferryman",))})
    assert speakers(script("Dobbin came down.", *talk * 4, corrections=corrections)) == {"Dobbin"}
