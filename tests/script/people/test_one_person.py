"""People who go by two names, a name and an office, or a name that is learnt late: one voice."""

from __future__ import annotations

import pytest
from support.voices_told import voices, who_is_who

ONE = [
    pytest.param(
        "A B A B",
        (
            "Stormrider landed on the roof with her cape on fire. Vex put it out with a bucket.",
            '"Rough night?" asked Vex.',
            '"You could say that," said Stormrider.',
            '"You smell like a chimney," said Vex.',
            '"It was a chimney," said Storm.',
        ),
        id="storm",
    ),
    pytest.param(
        "A B A B A B",
        (
            "Copper Penny trotted into the yard with her ears back. Quill was at the gate.",
            '"You\'re late," said Quill.',
            '"The bridge was out," said Copper Penny.',
            '"The bridge is always out," said Quill.',
            '"Then build a better one," said Penny.',
            '"With what?" asked Quill.',
            '"With your head," said Copper.',
        ),
        id="copper penny",
    ),
    pytest.param(
        "A B A B",
        (
            "RosieMay had the window seat. Jude had her bag on his knees.",
            '"Are we there yet?" asked RosieMay.',
            '"No," said Jude.',
            '"Are we there now?" asked Rosie.',
            '"Still no," said Jude.',
        ),
        id="rosiemay",
    ),
    pytest.param(
        "A B A B A B",
        (
            "Captain Brandt stood on the bridge with a cup in his hand. Anna came up the ladder.",
            '"What is our speed?" asked Captain Brandt.',
            '"Nine knots," said Anna.',
            '"Make it eleven," said the captain.',
            '"The boiler will not like it," said Anna.',
            '"The boiler is not asked," said Brandt.',
            '"Nor am I," said Anna.',
        ),
        id="captain",
    ),
    pytest.param(
        "A B A B A B",
        (
            "A stranger came into the bar and shook the rain off his coat. Moll looked up.",
            '"What will it be?" asked Moll.',
            '"Rum," said the stranger.',
            '"And what do they call you?" asked Moll.',
            '"My name is Tom Kell," said the stranger.',
            '"You\'re a long way from home, Tom Kell," said Moll.',
            '"I have no home," said Kell.',
        ),
        id="stranger name",
    ),
    pytest.param(
        "A B A B A B",
        (
            "A stranger came into the bar and shook the rain off his coat. Moll looked up.",
            '"What will it be?" asked Moll.',
            '"Rum," said the stranger, whose name was Kell.',
            '"For one?" asked Moll.',
            '"For one," said Kell.',
            '"Sit where you like," said Moll.',
            '"I like the fire," said Kell.',
        ),
        id="stranger whose name",
    ),
    pytest.param(
        "A B A B",
        (
            "A stranger came into the bar and shook the rain off his coat. Moll looked up.",
            '"What will it be?" asked Moll.',
            '"Rum," said the stranger.',
            "Kell -- for that was the stranger's name -- took the glass in both hands. Moll wiped the bar.",
            '"Another?" asked Moll.',
            '"Not yet," said Kell.',
        ),
        id="for that was the name",
    ),
    pytest.param(
        "A B A B",
        (
            "The baker, Mr. Brandt, was at his door when Anna came by.",
            '"Bread?" asked Mr. Brandt.',
            '"Two loaves," said Anna.',
            '"White or brown?" asked the baker.',
            '"Brown," said Anna.',
        ),
        id="baker appos",
    ),
    pytest.param(
        "A B A B",
        (
            "Mr. Brandt, the baker, was at his door when Anna came by.",
            '"Bread?" asked Mr. Brandt.',
            '"Two loaves," said Anna.',
            '"White or brown?" asked the baker.',
            '"Brown," said Anna.',
        ),
        id="baker appos 2",
    ),
    pytest.param(
        "A B A B",
        (
            "Tom Kell the smith had burnt his hand. Anna tied it up.",
            '"Hold still," said Anna.',
            '"I am holding still," said Tom Kell.',
            '"You are shaking," said Anna.',
            '"That is the beer," said the smith.',
        ),
        id="smith",
    ),
    pytest.param(
        "A B A B",
        (
            "Henrik Lund, known to everybody as Moose, filled the door. Anna looked up at him.",
            '"You\'re blocking the light," said Anna.',
            '"I\'m told that a lot," said Henrik.',
            '"Then move," said Anna.',
            '"Where to?" asked Moose.',
        ),
        id="known as",
    ),
    pytest.param(
        "A B A B",
        (
            "Jonas Wick, alias the Heron, sat in the second cell. Sergeant Bell read out the list.",
            '"Two counts of burglary," said Sergeant Bell.',
            '"Three," said Jonas Wick.',
            '"Are you proud of it?" asked Sergeant Bell.',
            '"I like a thing to be right," said the Heron.',
        ),
        id="alias",
    ),
    pytest.param(
        "A B A B A B",
        (
            "Detective Ines Moreau ducked under the tape. A uniformed officer named Pratt met her.",
            '"Who found him?" asked Detective Moreau.',
            '"The cleaner, ma\'am," said Pratt.',
            '"When?" asked the detective.',
            '"Ten past six," said the officer.',
            '"And nobody touched anything?" asked Moreau.',
            '"Nobody," said Pratt.',
        ),
        id="detective",
    ),
    pytest.param(
        "A B A B A B",
        (
            "Elizabeth Marsh was on the step with her boots in her hand. Tom came round the house.",
            '"Going out, Lizzie?" asked Tom.',
            '"I was," said Elizabeth.',
            '"In the rain?" asked Tom.',
            '"I like the rain," said Elizabeth.',
            '"You\'ll catch cold, Lizzie," said Tom.',
            '"I never do," said Lizzie.',
        ),
        id="lizzie",
    ),
    pytest.param(
        "A B A B A B",
        (
            "The doctor came at last, in a wet hat. Anna showed him up.",
            '"How long has she been like this?" asked the doctor.',
            '"Since noon, Dr. Weiss," said Anna.',
            '"And no fever?" asked the doctor.',
            '"None," said Anna.',
            '"Then bring me a light," said Dr. Weiss.',
            '"At once," said Anna.',
        ),
        id="doctor learnt late",
    ),
    pytest.param(
        "A B A B",
        (
            "Professor Lindqvist had lost her glasses. Her assistant, Omar, found them in the sink.",
            '"Thank you," said the professor.',
            '"They were in the sink," said Omar.',
            '"Of course they were," said Lindqvist.',
            '"Of course," said the assistant.',
        ),
        id="professor office",
    ),
    pytest.param(
        "A B A B",
        (
            "The young man in the doorway was Karel Stoll, and he had come about the room. Mrs. Pike looked him over.",
            '"You smoke?" asked Mrs. Pike.',
            '"Never," said the young man.',
            '"You drink?" asked Mrs. Pike.',
            '"Seldom," said Karel Stoll.',
        ),
        id="young man is X",
    ),
    pytest.param(
        "A B A B",
        (
            "Mary Brandt opened the letter. Her sister Joan watched her.",
            '"It\'s from the bank," said Mary.',
            '"What do they want?" asked Joan.',
            '"Everything," said Mrs. Brandt.',
            '"Is that all?" asked Joan.',
        ),
        id="mary wife",
    ),
]
"""Who speaks the paragraphs with speech, a letter each, and the story."""
DOUBTFUL = {"stranger name", "for that was the name", "alias", "young man is X"}
"""Of whom a description alone tells, which is never certain."""


@pytest.mark.parametrize(("speakers", "story"), ONE)
def test_whoever_has_two_names_is_one(speakers: str, story: tuple[str, ...]) -> None:
    assert who_is_who(*story) == speakers


@pytest.mark.parametrize(("speakers", "story"), [case for case in ONE if case.id not in DOUBTFUL])
def test_who_speaks_is_certain_under_either_name(speakers: str, story: tuple[str, ...]) -> None:
    assert all(confidence >= 0.9 for _, confidence in voices(*story))
