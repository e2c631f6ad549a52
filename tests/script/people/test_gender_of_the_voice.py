"""The gender of a voice: told by a title, a name, a noun of kin or trade, and by the pronouns that mean its bearer."""

from __future__ import annotations

import pytest
from support.who_speaks import characters

TOLD = """{name} came to the gate. {about}

“It is late,” said {name}.

“So it is,” said Marek. “Sit down.”

“I would sooner stand,” said {name}.
"""


def gender(name: str, about: str = "The rain had stopped.") -> str:
    return characters(TOLD.format(name=name, about=about)).get(name[:1].upper() + name[1:], "nobody")


NAMED = [
    ("Mrs. Ott", "female"),
    ("Sir Colm", "male"),
    ("Fräulein Weiss", "female"),
    ("Aunt Bo", "female"),
    ("Zoë", "female"),
    ("Kofi Petrovich", "male"),
    ("Ilya Maximovitch", "male"),
    ("Darya Ilyinichna", "female"),
    ("Sanna Jónsdóttir", "female"),
    ("Harun bin Daud", "male"),
    ("Layl bint Omar", "female"),
    ("Alfonzo", "male"),
    ("Shaniqua", "female"),
]


@pytest.mark.parametrize(("name", "told"), NAMED)
def test_a_name_tells_the_gender(name: str, told: str) -> None:
    assert gender(name) == told


@pytest.mark.parametrize("name", ["Alexis", "Robin", "Leslie", "Jordan", "Evelyn", "Quinn", "Sasha", "Vivian"])
@pytest.mark.parametrize(("pronouns", "told"), [("He took off his hat.", "male"), ("She put on her hat.", "female")])
def test_a_name_of_both_goes_with_the_pronouns(name: str, pronouns: str, told: str) -> None:
    assert gender(name, pronouns) == told


@pytest.mark.parametrize("name", ["Zoltrin", "Vey", "Okkar", "Tharn", "Miral", "Quess"])
@pytest.mark.parametrize(("pronouns", "told"), [("He shook his head.", "male"), ("She shook her head.", "female")])
def test_a_name_that_nobody_bears_goes_with_the_pronouns(name: str, pronouns: str, told: str) -> None:
    assert gender(name, pronouns) == told


@pytest.mark.parametrize(
    "about",
    [
        "Marek's sister saw her. Zoltrin nodded, and he took off his hat.",
        "An old woman stood there, and she shook her fist. Zoltrin rubbed his chin.",
        "The maid took her broom. Zoltrin paid him, and he bowed.",
        "Zoltrin shook his head. Beside the well a girl was filling her pail, and her sister watched her.",
        "Zoltrin put his hand to his ear. Somebody's mother called her goat.",
        "Zoltrin kissed her, and took his bag. He was in a hurry.",
    ],
)
def test_a_pronoun_that_means_somebody_else_tells_nothing(about: str) -> None:
    assert gender("Zoltrin", about) == "male"


@pytest.mark.parametrize("noun", ["mariner", "keeper", "stranger", "witness", "caller", "neighbour"])
@pytest.mark.parametrize(("pronouns", "told"), [("He shook his head.", "male"), ("She shook her head.", "female")])
def test_somebody_described_goes_with_the_pronouns(noun: str, pronouns: str, told: str) -> None:
    text = f"""A {noun} came to the gate. {pronouns}

“It is late,” said the {noun}. {pronouns}

“So it is,” said Marek. “Sit down.”
"""
    found = characters(text)
    assert found[f"The {noun}"] == told


@pytest.mark.parametrize(
    ("noun", "told"),
    [("washerwoman", "female"), ("schoolmaster", "male"), ("grandmother", "female"), ("widower", "male"),
     ("countess", "female"), ("monk", "male")],
)  # fmt: skip
def test_a_noun_tells_the_gender(noun: str, told: str) -> None:
    assert characters(f"“It is late,” said the {noun}.\n\n“So it is,” said Marek.\n")[f"The {noun}"] == told
