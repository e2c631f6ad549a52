"""How old somebody is, as far as the name tells it."""

from __future__ import annotations

import pytest

from drama.readers import parse_text
from drama.script import read_script
from drama.script.people.ages import age_in


@pytest.mark.parametrize(
    ("name", "aliases", "age"),
    [
        ("The small boy", (), "young"),
        ("The ferryman's girl", (), "young"),
        ("Little Oda", (), "young"),
        ("Old Tarn", (), "old"),
        ("The old woman", (), "old"),
        ("Grandmother", (), "old"),
        ("Tarn", ("Old Tarn", "the clockmaker"), "old"),
        ("Ilka Brenn", ("the girl",), ""),
        ("The old boy", (), ""),
        ("Goldie Youngman", (), ""),
        ("The blacksmith", (), ""),
    ],
)
def test_a_name_tells_an_age(name: str, aliases: tuple[str, ...], age: str) -> None:
    assert age_in(name, aliases) == age


def test_the_people_of_a_script_have_their_ages() -> None:
    story = parse_text(
        "“Is it far?” asked the small boy.\n\n“Not far,” said the old woman. She pointed.\n\n“Come,” said Ilka Brenn."
    )
    ages = {person.name: person.age for person in read_script(story).characters}
    assert ages == {"The small boy": "young", "The old woman": "old", "Ilka Brenn": ""}
