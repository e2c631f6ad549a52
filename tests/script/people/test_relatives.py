"""People told by whose relative they are: "Tom's mother", "her aunt Mary", "my father"."""

from __future__ import annotations

import pytest
from support.told import last_lines

HOUSE = (
    "Greta Holm came into the parlour. Jonas Pike was at the fire. Greta sat down, and Jonas looked round at her.\n\n"
    "Jonas put a log on. Greta watched him.\n\n"
)
YARD = (
    "I went down to the yard. My mother was hanging out the washing, and Otto Lund leaned on the gate. I sat down "
    "on the step and I waited. I was hungry, and I said so.\n\n"
)


@pytest.mark.parametrize(
    ("tag", "who"),
    [
        ("said Jonas's mother", "Jonas's mother"),
        ("Jonas's mother said", "Jonas's mother"),
        ("said Greta's husband", "Greta's husband"),
        ("whispered Greta's little sister", "Greta's little sister"),
        ("said Jonas's uncle, laughing", "Jonas's uncle"),
        ("said Jonas's old nurse", "Jonas's nurse"),
        ("said Jonas's mother to Greta", "Jonas's mother"),
        ("said the captain's daughter", "The captain's daughter"),
        ("cried the landlord's young wife", "The landlord's wife"),
        ("said the Brandts' maid", "The Brandts' maid"),
        ("said Mrs. Vale's cook", "Mrs. Vale's cook"),
        ("said Greta's mother's sister", "Greta's mother's sister"),
        ("said Greta's mum", "Greta's mother"),
    ],
)
def test_somebodys_relative_is_not_that_somebody(tag: str, who: str) -> None:
    assert last_lines(HOUSE + f'"It is late," {tag}.') == [(who, True)]


@pytest.mark.parametrize(
    ("tag", "who"),
    [
        ("said Greta's aunt Ottilie", "Ottilie"),
        ("said Jonas's friend Karl", "Karl"),
        ("Jonas's cousin Ida said", "Ida"),
        ("said his cousin Ida", "Ida"),
        ("said her brother Mr. Holm", "Mr. Holm"),
        ("said Jonas's lawyer Dr. Fenwick", "Dr. Fenwick"),
    ],
)
def test_a_relative_with_a_name_goes_by_the_name(tag: str, who: str) -> None:
    assert last_lines(HOUSE + f'"It is late," {tag}.') == [(who, True)]


@pytest.mark.parametrize(
    ("before", "tag", "who"),
    [
        ('"I am cold," said Greta.\n\n', "said her mother", "Greta's mother"),
        ('"I am cold," said Jonas.\n\n', "said his father", "Jonas's father"),
        ('"I am cold," said Greta.\n\n', "cried her aunt", "Greta's aunt"),
        ('"I am cold," said Jonas.\n\n', "said his wife's sister", "Jonas's wife's sister"),
        ("Jonas's wife, Clara, stood in the door.\n\n", "said Jonas's wife", "Clara"),
        ("Clara, Jonas's sister, stood in the door. Jonas looked up.\n\n", "said his sister", "Clara"),
        ("Karl Pike, Greta's brother, stood in the door. Greta looked up.\n\n", "said her brother", "Karl Pike"),
    ],
)
def test_a_pronoun_owns_a_relative_of_whom_it_means(before: str, tag: str, who: str) -> None:
    (line,) = last_lines(HOUSE + before + f'"It is late," {tag}.')
    assert line == (who, True)


@pytest.mark.parametrize(
    ("tag", "who"),
    [
        ("said my mother", "Narrator's mother"),
        ("my mother said", "Narrator's mother"),
        ("said my aunt Ruth", "Ruth"),
        ("said Otto's father", "Otto's father"),
        ("whispered my little brother", "Narrator's little brother"),
        ("said my dear old dad", "Narrator's father"),
    ],
)
def test_my_mother_is_the_tellers(tag: str, who: str) -> None:
    assert last_lines(YARD + f'"Come in," {tag}.') == [(who, True)]


def test_a_relative_is_one_and_the_same_from_scene_to_scene() -> None:
    text = (
        HOUSE + '"Sit up," said Jonas\'s mother.\n\n* * *\n\nGreta walked along the river with Jonas.\n\n'
        '"It rains," said Jonas\'s mum.\n\n* * *\n\nJonas lay in bed. "Sleep now," said his mother.'
    )
    assert [who for who, _ in last_lines(text, 3)] == ["Jonas's mother"] * 3


def test_two_peoples_mothers_are_two() -> None:
    text = HOUSE + '"Sit up," said Greta\'s mother.\n\n"Sit still," said Jonas\'s mother.'
    assert last_lines(text, 2) == [("Greta's mother", True), ("Jonas's mother", True)]


@pytest.mark.parametrize(
    ("tag", "who"),
    [
        ("said Greta's voice", "Greta Holm"),
        ("came Jonas's voice", "Jonas Pike"),
        ("Greta's voice said", "Greta Holm"),
    ],
)
def test_a_voice_is_no_relative(tag: str, who: str) -> None:
    assert last_lines(HOUSE + f'"It is late," {tag}.') == [(who, True)]


@pytest.mark.parametrize(
    ("paragraph", "who"),
    [
        ('Greta asked Jonas\'s mother, "Is it late?"', "Greta Holm"),
        ('"It is late," Greta said to Jonas\'s mother.', "Greta Holm"),
        ('Jonas\'s mother asked Greta, "Is it late?"', "Jonas's mother"),
        ('"Well," said Jonas\'s mother, "sit up."', "Jonas's mother"),
    ],
)
def test_a_relative_speaks_and_is_spoken_to(paragraph: str, who: str) -> None:
    assert last_lines(HOUSE + paragraph)[0][0] == who
