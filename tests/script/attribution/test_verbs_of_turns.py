"""What the verb of a tag tells of the turn before: "replied", "went on", "put in"."""

from __future__ import annotations

import pytest

from drama.model import Kind
from drama.readers import parse_text
from drama.script import read_script


def speakers(text: str) -> list[str | None]:
    return [line.speaker for line in read_script(parse_text(text)).lines if line.kind is Kind.DIALOGUE]


PAIR = "Ralph and Edmund sat over the chart. Ralph had the pencil. Edmund had the lamp.\n\n"
TRIO = "Ralph, Edmund and Martin sat over the chart. Ralph had the pencil, Edmund the lamp, and Martin the tea.\n\n"


@pytest.mark.parametrize("verb", ["added", "continued", "went on", "repeated", "resumed", "pursued"])
def test_whoever_goes_on_has_spoken_before(verb: str) -> None:
    text = (
        f'{PAIR}"Here is the reef," said Ralph. He drew a line from the light to the church and looked at it for some '
        f'time with his head on one side.\n\n"And here is the sand," he {verb}.\n\n"I see," said Edmund.'
    )
    assert speakers(text) == ["Ralph", "Ralph", "Edmund"]


@pytest.mark.parametrize("verb", ["replied", "answered", "returned", "retorted", "responded", "rejoined"])
def test_whoever_answers_has_not_spoken_before(verb: str) -> None:
    text = (
        f'{PAIR}"Here is the reef," said Ralph. He drew a line from the light to the church.\n\n'
        f'"And here is the sand," he {verb}.\n\n"I see," said Ralph.'
    )
    assert speakers(text) == ["Ralph", "Edmund", "Ralph"]


@pytest.mark.parametrize("verb", ["put in", "broke in", "cut in", "chimed in", "joined in", "struck in"])
def test_whoever_joins_in_was_not_one_of_the_two_who_talked(verb: str) -> None:
    text = (
        f'{TRIO}"Here is the reef," said Ralph.\n\n"Too far north," said Edmund.\n\n"It is where the pilot put it."'
        f'\n\n"The pilot drinks."\n\n"Not at sea."\n\n"I have seen him drunk at sea," {verb} Martin.'
    )
    assert speakers(text) == ["Ralph", "Edmund", "Ralph", "Edmund", "Ralph", "Martin"]
