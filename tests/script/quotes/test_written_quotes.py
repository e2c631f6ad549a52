"""Quotations of something written are narration: letters, signs, titles. What somebody says is speech."""

from __future__ import annotations

import pytest

from drama.model import Kind
from drama.readers.text import parse_text
from drama.script import read_script
from drama.script.assembly import coverage

_OPENING = "“Tea?” said Tom.\n\n“No,” said Anna.\n\n"


def spoken(text: str) -> list[tuple[str | None, str]]:
    """Return who says or thinks what behind the opening."""
    script = read_script(parse_text(_OPENING + text, markdown=True))
    coverage.check(script)
    return [(line.speaker, line.text) for line in script.lines if line.kind is not Kind.NARRATION][2:]


LETTERS = [
    (
        "Anna broke the seal.\n\n“Dear Anna,\n\n“I am leaving for the coast. I do not expect to return before the "
        "spring.\n\n"
        "“Give my love to your mother.\n\n“Your brother,\n\n“Piet”\n\nAnna folded it."
    ),
    (
        "The letter ran as follows:\n\n“Dear Sir,—I have the honour to inform you that your lease is ended. I am, Sir, "
        "your "
        "obedient servant, J. Crick.”"
    ),
    "“Skerry, 4 March.\n\n“Dear Tom,—The boat is sold. I am sorry.\n\n“Anna.”\n\nTom threw it in the fire.",
    "He wrote to her that night: “I cannot come. The roads are closed.”",
    "The telegram said: “Arrive Thursday. Meet train. Harold.”",
    "There was a note on the table: “Gone to market. Back at six.” Tom sat down.",
    "“Madam,—I beg leave to return the goat.”\n\nAnna laughed.",
]
SHOWN = [
    "A sign hung on the gate, and the sign said, “Keep out.” Tom climbed over it.",
    "“KEEP OUT” stood in red letters on the gate. Tom laughed.",
    "“Mayor denies all,” said the newspaper. Tom laughed.",
    (
        "The stone bore a verse:\n\n“Here lies the miller's only son;\nHis wheel is still, his race is run.”\n\nTom "
        "sighed."
    ),
    "Under the picture was written, “To my dear wife, from one who failed her.”",
    "Anna's phone buzzed. “Where are you?” it said. Anna sighed.",
    "Somebody had painted on the wall: “No more kings.” Tom nodded.",
]
TITLES = [
    "Anna had written two books, “Salt” and “The Ferryman's Debt.”",
    "Tom knew one song, “The Ferryman's Bride,” and he sang it badly.",
    "Anna was reading “The Mill on the River” by the fire.",
    "There is an old saying, “A full boat sinks slowly.” Tom believed it.",
    "He had painted a picture, “Goats at Dusk,” and nobody bought it.",
    "They called the boat “The Grey Widow” and never sailed in her.",
]


@pytest.mark.parametrize("text", [*LETTERS, *SHOWN, *TITLES])
def test_a_quotation_of_something_written_is_narration(text: str) -> None:
    assert spoken(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Anna read aloud: “My dear child, I am well.”", [("Anna", "“My dear child, I am well.”")]),
        ("“‘Dear Anna,’” Tom read, “‘I am well.’”", [("Tom", "“‘Dear Anna,’”"), ("Tom", "“‘I am well.’”")]),
        ("Tom put down the letter: “I don't believe it.”", [("Tom", "“I don't believe it.”")]),
        ("With the letter in her hand, Anna turned: “You knew?”", [("Anna", "“You knew?”")]),
        ("“Dear Anna, how nice of you to come!” said Tom.", [("Tom", "“Dear Anna, how nice of you to come!”")]),
        ("“My dear—” Tom began.", [("Tom", "“My dear—”")]),
        ("Anna looked up from her book: “Is it raining?”", [("Anna", "“Is it raining?”")]),
        ("“Sir—I protest!” cried Tom.", [("Tom", "“Sir—I protest!”")]),
        ("“On the 4th of May.” Tom nodded.", [("Tom", "“On the 4th of May.”")]),
        ("Anna's phone buzzed. “Hello?” said Anna.", [("Anna", "“Hello?”")]),
    ],
)
def test_what_somebody_says_or_reads_aloud_is_speech(text: str, said: list[tuple[str, str]]) -> None:
    assert spoken(text) == said


def test_speech_behind_a_letter_of_several_paragraphs_is_speech_again() -> None:
    text = f"{LETTERS[0]}\n\n“He is gone,” said Anna.\n\n“Who?” said Tom."
    assert spoken(text) == [("Anna", "“He is gone,”"), ("Tom", "“Who?”")]


def test_a_letter_that_somebody_tells_within_speech_is_that_speakers() -> None:
    text = (
        "“I will read it to you,” said Anna.\n\n“‘Dear Sir:\n\n“‘Your boat is sold.\n\n“‘J. Crick.’\n\n"
        "“That is the letter, Tom.”\n\n“Sold!” said Tom."
    )
    assert [speaker for speaker, _ in spoken(text)][:1] == ["Anna"]
    assert "“That is the letter, Tom.”" in [words for _, words in spoken(text)]
    assert len(spoken(text)) == 6
