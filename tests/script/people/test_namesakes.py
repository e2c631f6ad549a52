"""People who share a name, or a part of one: two, each with the lines that are theirs, and certain."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.voices_told import voices, who_is_who

import drama

TWO = [
    pytest.param(
        "A B A B",
        (
            "Old Tom Brandt sat by the stove. His son, young Tom, stood at the door with the snow on his boots.",
            '"You are late," said old Tom.',
            '"The road was closed," said young Tom.',
            '"Roads are never closed to a man with legs," said old Tom Brandt.',
            '"Then I have no legs," said young Tom, and sat down.',
        ),
        id="father son old young",
    ),
    pytest.param(
        "A B A B",
        (
            "Big Mike ran the garage. Little Mike, his boy, did the books in the back office.",
            '"We\'re short again," Little Mike said.',
            '"We\'re always short," said Big Mike.',
            '"By four thousand," Little Mike said.',
            '"Then count it twice," said Big Mike.',
        ),
        id="father son modern",
    ),
    pytest.param(
        "A B A B",
        (
            "Mr. Brandt had built the mill, and his son Peter Brandt would lose it. They met in the office.",
            '"Sit down," said Mr. Brandt.',
            '"I would rather stand," said Peter.',
            '"You owe the bank nine hundred," said Mr. Brandt.',
            '"Eight hundred and fifty," said Peter Brandt.',
        ),
        id="mr and first: father at hand",
    ),
    pytest.param(
        "A B A B A",
        (
            "Mr. Hallam sat at the head of the table. Mr. John Hallam, his nephew, sat at the foot of it and drank.",
            '"The price of wool has fallen," said Mr. Hallam.',
            '"It always falls," said Mr. John Hallam.',
            '"And your debts rise," said Mr. Hallam.',
            '"They keep each other company," said Mr. John Hallam.',
            '"You are insolent," said Mr. Hallam.',
        ),
        id="mr and mr john",
    ),
    pytest.param(
        "A B A A B",
        (
            "Maurits Oake had the shop and Felix Oake had the debts. Maurits wrote in the ledger when the bell rang.",
            '"Close the door," said Maurits. "You are letting the heat out."',
            '"I am letting the smell out," said Felix.',
            '"Sit down, then," said Oake.',
            'Maurits Oake turned a page. "There is a letter for you," said Oake.',
            'Felix took it. "From whom?" asked Felix Oake.',
        ),
        id="two brothers surname",
    ),
    pytest.param(
        "A B A B C B C",
        (
            "Maurits Oake stood in the shop. Tilly came in with the milk.",
            '"Put it there," said Oake.',
            '"Where, sir?" asked Tilly.',
            '"On the counter," said Oake.',
            '"As you like," said Tilly.',
            "* * *",
            "Felix Oake lay in his bed across the river. Tilly knocked with the milk.",
            '"Leave it outside," said Oake.',
            '"It will freeze, sir," said Tilly.',
            '"Then let it freeze," said Oake.',
        ),
        id="brothers scenes",
    ),
    pytest.param(
        "A B A B",
        (
            "Alexander Ruiz and Alexandra Petrov shared a desk and a name.",
            '"It\'s broken," said Alexander.',
            '"You broke it," said Alexandra.',
            '"I only touched it," said Alexander Ruiz.',
            '"You touched it with a hammer," said Alexandra.',
        ),
        id="alex two",
    ),
    pytest.param(
        "A B A B",
        (
            "Miss Dunmore was thirty; Miss Clara Dunmore was nineteen.",
            '"Come away from the window," said Miss Dunmore.',
            '"There is an officer in the street," said Miss Clara.',
            '"There is always an officer in the street," said Miss Dunmore.',
            '"Not this one," said Miss Clara Dunmore.',
        ),
        id="sisters",
    ),
    pytest.param(
        "A B A B",
        (
            "Tom Kell was mending a net when his wife came down. Mrs. Tom Kell never came down without a reason.",
            '"What is it?" asked Tom Kell.',
            '"Your mother is here," said Mrs. Tom Kell.',
            '"For how long?" asked Tom.',
            '"She has brought her bed," said Mrs. Kell.',
        ),
        id="husband wife mrs tom",
    ),
    pytest.param(
        "A B A B",
        (
            "Colonel Strake and Colonel Moberly had not spoken since the war. Now they sat at one table.",
            '"Salt," said Colonel Strake.',
            '"Get it yourself," said Colonel Moberly.',
            '"I cannot reach it," said Colonel Strake.',
            '"That is what you said at the bridge," said Colonel Moberly.',
        ),
        id="two colonels",
    ),
    pytest.param(
        "A B A B",
        (
            "Dr. Brandt had been here for years, and young Dr. Brandt for weeks. They bent over one bed.",
            '"It is the heart," said Dr. Brandt.',
            '"It is the lungs," said young Dr. Brandt.',
            '"I have known this heart since it was born," said old Dr. Brandt.',
            '"Then you have never listened to its lungs," said young Dr. Brandt.',
        ),
        id="doctor father son",
    ),
    pytest.param(
        "A B A B",
        (
            "Henry Voss Sr. owned the boat; Henry Voss Jr. sailed it.",
            '"Who moved the anchor?" said Henry Sr.',
            '"I did," said Henry Jr.',
            '"It was fine where it was," said Henry Sr.',
            '"It was on the cat," said Henry Jr.',
        ),
        id="jr",
    ),
    pytest.param(
        "A B A B",
        (
            "Ms. Ortega taught chemistry and her sister Lena Ortega taught nothing to anybody.",
            '"You can\'t smoke in here," said Ms. Ortega.',
            '"It\'s a lab," said Lena.',
            '"It\'s a lab full of gas," said Ms. Ortega.',
            '"Then it\'s a short cigarette," said Lena Ortega.',
        ),
        id="twins surname ms",
    ),
    pytest.param(
        "A B A B",
        (
            "Old Marta was the mother and young Marta the daughter, and the well stood between their houses.",
            '"You took my bucket," said old Marta.',
            '"I took my own bucket," said young Marta.',
            '"It has my mark on it," said old Marta.',
            '"It has had my mark on it since Easter," said young Marta.',
        ),
        id="mother daughter same first",
    ),
    pytest.param(
        "A B A B",
        (
            "King Aldric lay dying, and Prince Aldric stood at the foot of the bed, counting the candles.",
            '"Is it night?" asked the King.',
            '"It is noon, father," said the Prince.',
            '"Open the curtains," said King Aldric.',
            '"They are open," said Prince Aldric.',
        ),
        id="king and prince",
    ),
    pytest.param(
        "A B A B",
        (
            "Uncle Piet kept bees. His nephew Piet kept away from them.",
            '"Hold the frame," said Uncle Piet.',
            '"I would rather hold the ladder," said Piet.',
            '"There is no ladder," said Uncle Piet.',
            '"Then I would rather fetch one," said Piet.',
        ),
        id="uncle and nephew",
    ),
    pytest.param(
        "A B A B",
        (
            "Lady Ashcombe was at her desk, and Miss Ashcombe at the piano, and neither was listening to the other.",
            '"You are flat," said Lady Ashcombe.',
            '"The piano is flat," said Miss Ashcombe.',
            '"Then play something low," said Lady Ashcombe.',
            '"Everything is low," said Miss Ashcombe.',
        ),
        id="Lady and Miss",
    ),
]
"""Who speaks the paragraphs with speech, a letter each, and the story."""


@pytest.mark.parametrize(("speakers", "story"), TWO)
def test_two_who_share_a_name_are_two(speakers: str, story: tuple[str, ...]) -> None:
    assert who_is_who(*story) == speakers


@pytest.mark.parametrize(("speakers", "story"), TWO)
def test_who_of_them_speaks_is_certain(speakers: str, story: tuple[str, ...]) -> None:
    assert all(confidence >= 0.9 for _, confidence in voices(*story))


@pytest.mark.parametrize("name", ["Marek", "Hald", "Okonjo", "Åsgeir", "Quoril", "Brandt", "Ruairí"])
def test_a_father_and_a_son_whom_nothing_but_their_age_tells_apart_are_two_whatever_the_name(name: str) -> None:
    said = voices(
        f"Old {name} mended the net on the quay. Young {name} held the needle, and Ilka kept the gulls off.",
        f'"Hold it still," said old {name}.',
        f'"I am holding it," said young {name}.',
        f'"You are waving it about," said old {name}.',
        f'"It is the wind," said young {name}.',
        '"It is the two of you," said Ilka.',
    )
    assert [who for who, _ in said] == [f"Old {name}", f"Young {name}", f"Old {name}", f"Young {name}", "Ilka"]
    assert all(sure >= 0.9 for _, sure in said)


@pytest.mark.parametrize(("epithet", "tag"), [("Old", "said old"), ("Little", "asked little"), ("Young", "said young")])
def test_a_name_that_is_never_without_an_epithet_is_known_with_a_small_letter_before_it(epithet: str, tag: str) -> None:
    said = voices(
        f"{epithet} Quoril came up from the beach with a crab. Ilka stood back.",
        f'"It bites," {tag} Quoril.',
        '"So do I," said Ilka.',
    )
    assert [who for who, _ in said] == [f"{epithet} Quoril", "Ilka"]


def test_a_name_that_stands_twice_around_a_direction_is_read(tmp_path: Path) -> None:
    story = tmp_path / "pause.txt"
    story.write_text("Rain fell.\n\nRow said “Row on,” Row [pause 2s] Row\n", encoding="utf-8")
    assert [line.text for line in drama.read(story).lines] == ["Rain fell.", "Row said", "“Row on,”", "Row", "Row"]
