"""Who is named in the cast file, for a voice and nothing else, is nobody else for that: a recast changes no speaker."""

from __future__ import annotations

import pytest

from drama.model import Gender
from drama.readers import parse_text
from drama.script import Hints, read_script

TEXT = """Ilka came down to the ferry. Marek sat on the rail. “You're late,” said Marek.

“The bridge is shut,” said Ilka. Ilka put down her bag. Ilka looked at the river.

“Ho there!” called a voice.

“Who is it?” Odile asked. Ilka shrugged, and Marek laughed.

“Nobody,” said Marek. “Only the miller's boy.”
"""


@pytest.mark.parametrize("name", ["Ilka", "Marek", "Odile", "A voice"])
def test_a_name_that_is_there_already_changes_nothing(name: str) -> None:
    story = parse_text(TEXT)
    hinted = read_script(story, hints=Hints(aliases={name: ()}))
    assert name in {person.name for person in hinted.characters}
    assert hinted == read_script(story)


def test_aliases_still_make_two_names_one() -> None:
    script = read_script(parse_text(TEXT), hints=Hints(aliases={"Ilka": ("Odile",)}))
    assert "Odile" not in {person.name for person in script.characters}


FULL = """Quoril Vane came down to the ferry. He sat on the rail, and he looked at the river. Quoril had lost his hat.

“You're late,” said Quoril. He laughed.

“The bridge is shut,” said Ilka. Ilka put down her bag. She looked at him, and she did not smile.

“Who shut it?” he asked.

“Nobody,” she said. Quoril Vane shook his head.
"""


def test_an_alias_that_is_known_already_changes_nothing() -> None:
    story = parse_text(FULL)
    plain, hinted = (read_script(story, hints=Hints(aliases=names)) for names in ({}, {"Quoril Vane": ("Quoril",)}))
    assert [(line.speaker, line.text) for line in hinted.lines] == [(line.speaker, line.text) for line in plain.lines]


def test_an_alias_does_not_cost_the_gender_that_pronouns_tell() -> None:
    hinted = read_script(parse_text(FULL), hints=Hints(aliases={"Quoril Vane": ("Quoril", "the ferryman")}))
    assert {person.name: person.gender for person in hinted.characters}["Quoril Vane"] is Gender.MALE
