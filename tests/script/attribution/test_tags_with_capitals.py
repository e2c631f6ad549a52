"""Tags that begin like a sentence, or whose verb has a capital: '"…!" Shouted Tom', '"…," Tom Said'."""

from __future__ import annotations

import pytest
from support.told import dialogue, last_lines

from drama.readers import parse_text
from drama.script import read_script

KITCHEN = (
    "Marta Lund came into the kitchen. Otto Brahm was at the stove.\n\n"
    '"Is it cold?" asked Otto.\n\n"A little," said Marta.\n\n'
)


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ('"It is morning!" Shouted Mr. Gable, making them jump.', "Mr. Gable"),
        ('"Get out!" Yelled Jugo, pumping a fist.', "Jugo"),
        ('"Are you well?" Asked Otto, noticing how pale Marta was.', "Otto Brahm"),
        ('"Get out," Said Tess quietly.', "Tess"),
        ('"Get out" Said Otto.', "Otto Brahm"),
        ('"Get out!" Exclaimed Mr. Gable and his wife.', "Mr. Gable"),
        ("“Get out!” Roared Otto.", "Otto Brahm"),
        ('"Get out!" Says Marta.', "Marta Lund"),
    ],
)
def test_a_capital_verb_behind_the_mark_makes_a_tag_with_whoever_follows(paragraph: str, speaker: str) -> None:
    assert last_lines(KITCHEN + paragraph) == [(speaker, True)]


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ('"Get out!" Otto Did.', "Otto Brahm"),
        ('"Get out!" Otto Shouted.', "Otto Brahm"),
        ('"Get out," Tess Said quietly.', "Tess"),
        ('"Get out!", Otto Yelled at her.', "Otto Brahm"),
        ('"Get out". Otto Whispered.', "Otto Brahm"),
        ("“Get out!” I Said.", "Narrator"),
        ('Tess Shouted, "Get out!"', "Tess"),
        ('Otto Yelled: "Get out!"', "Otto Brahm"),
    ],
)
def test_a_capital_verb_is_no_part_of_the_name_before_it(paragraph: str, speaker: str) -> None:
    assert last_lines(KITCHEN + paragraph) == [(speaker, True)]


def test_a_tag_needs_no_comma_before_it() -> None:
    assert last_lines(KITCHEN + '"Get out" Bill notes.') == [("Bill", True)]
    assert last_lines(KITCHEN + '"Get out", Bill notes.') == [("Bill", True)]


def test_both_parts_of_a_speech_belong_to_whoever_the_capital_tag_between_them_names() -> None:
    assert last_lines(KITCHEN + '"Get out," Muttered Marta. "Now."', 2) == [("Marta Lund", True)] * 2


def test_somebody_whose_name_looks_like_a_verb_keeps_it() -> None:
    story = (
        "Ora Sang came into the shop. Ora Sang looked round.\n\n"
        '"Is it you?" asked Mrs. Tolland.\n\n"It is late." Ora Sang yawned.'
    )
    assert "Ora Sang" in {line.speaker for line in dialogue(story)}


def test_capitals_in_a_tag_leave_every_word_of_the_source_as_it_stands() -> None:
    story = parse_text(KITCHEN + '"Get out!" Shouted Otto. Marta Said nothing.')
    assert "Shouted Otto. Marta Said nothing." in " ".join(line.text for line in read_script(story).lines)
