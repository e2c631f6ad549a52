"""Italics that nobody thinks are narration: letters, messages, signs, songs, dreams; thoughts stay thoughts."""

from __future__ import annotations

import pytest

from drama.model import Kind
from drama.readers.text import parse_text
from drama.script import read_script
from drama.script.assembly import coverage

_OPENING = (
    "Anna sat by the window. Anna was tired, and she had not slept. Tom stood at the stove, and he watched her.\n\n"
    "“Tea?” said Tom.\n\n“No,” said Anna.\n\n"
)
"""Both are known, and both may think."""


def thoughts(text: str) -> list[tuple[str | None, str]]:
    script = read_script(parse_text(_OPENING + text, markdown=True))
    coverage.check(script)
    return [(line.speaker, line.text) for line in script.lines if line.kind is Kind.THOUGHT]


LETTERS = [
    (
        "Anna opened the envelope. Her hands shook.\n\n*My dear Anna, I am leaving tonight. I cannot stay.*\n\n*Yours, "
        "Piet*\n\n"
        "Anna put it down."
    ),
    (
        "Anna broke the seal.\n\n*Sister, the child is born. It is a boy and he has your eyes.*\n\n*I will write again "
        "when the "
        "roads are clear. Pray for us.*\n\n*Mother sends her love and a ham.*\n\nAnna wept."
    ),
    "Tom found a note on the door. *Gone to market. Back at six. Feed the cat.* He fed the cat.",
    "The letter was short. *I have sold the house. You have until March.* Tom laughed.",
    (
        "Anna opened the journal.\n\n*14 March. Snow. We lost two dogs. I fear for Hendricks.*\n\n*15 March. More "
        "snow.*\n\n"
        "Anna closed it."
    ),
    "Tom picked up the telegram. *ARRIVE THURSDAY STOP MEET TRAIN STOP* Tom folded it.",
    "He sent it. A minute later the answer came. *Fine. Noon. Come alone.* Tom shut the laptop.",
]
MESSAGES = [
    "Anna's phone buzzed. *Are you coming?* Anna sighed.",
    "Anna typed with one thumb. *I can't. I'm stuck at work.* Anna sighed.",
    "The phone lit up: *Running late. Start without me.* Tom sighed.",
    "A new message appeared on the screen. *They know about the boat.* Tom swore.",
    "The radio was on. *And now the weather. Rain in the north, sun in the south.* Tom switched it off.",
    "There was a text from Piet. *Don't wait up.* Anna put on her coat.",
]
SIGNED = [
    (
        "Anna's thumb hovered.\n\n*Come at once if convenient. PV*\n\n*And if not?*\n\n*Come all the same. PV*\n\nAnna "
        "sighed."
    ),
    "Anna looked down. *The boat is here. PV* Anna ran.",
]
SIGNS = [
    "Over the door hung a sign. *No dogs. No credit. No exceptions.* Tom smiled.",
    "Anna brushed the moss from the stone. *Beloved wife and mother. She sleeps.* Anna stood up.",
    "The motto was carved above the hearth: *We do not bend.* Tom bent to the fire.",
    "Tom stopped at the gate. *PRIVATE PROPERTY. KEEP OUT.* Tom climbed over it.",
    "On his arm was a tattoo. *Born to sail the wide seas.* Anna looked away.",
    "Tom picked up the paper. *Mayor Denies Everything.* Tom laughed.",
    "Anna read the label. *Take two. Do not drive.* Anna took three.",
]
VERSE = [
    "Tom began to sing.\n\n*The sea is deep, the sea is wide,*\n*and I shall cross it with my bride.*\n\nAnna laughed.",
    "Anna's mother was singing in the kitchen. *Sleep, little fish, sleep in the deep.* Anna smiled.",
    "The choir sang next door. *Come, all ye faithful hearts, and sing.* Anna listened.",
    "The old rhyme came back to Anna. *One for the ferryman, two for the sea.* She shivered.",
    "*I had a boat, I had a bride,*\n*I lost them both upon one tide.*\n\nTom stopped there.",
    "Tom hummed. *And I'll go no more a-walking, my love, with you.* Anna hummed too.",
]
TOLD = [
    (
        "Tom lay in the dark.\n\n*He had been nine the summer the barn burned. His father had carried him "
        "out under one arm, and the horses had screamed.*\n\n*Nobody ever said whose cigarette it was.*\n\nTom "
        "turned over."
    ),
    (
        "Anna slept.\n\n*She was in the old house again. The doors were all open. Somebody was calling her "
        "name.*\n\nAnna woke."
    ),
    "*Three years earlier*\n\nAnna ran down the stairs. Anna was late.",
    "Tom slept at last.\n\n*Later that night*\n\nTom woke up.",
    "Anna had told him twice. *Twice.* Tom never listened.",
    "*Tap. Tap. Tap.* Tom froze.",
    "Tom shrugged. *C'est la vie.* Tom picked up his hat.",
]


@pytest.mark.parametrize("text", [*LETTERS, *MESSAGES, *SIGNED, *SIGNS, *VERSE, *TOLD])
def test_italics_that_are_read_heard_or_told_are_narration(text: str) -> None:
    assert thoughts(text) == []


def test_a_motto_and_a_numbered_heading_above_a_story_are_nobodys_thought() -> None:
    for above in ("*Who sows the wind shall reap the storm.*", "*I. THE FORD*", "*We are all of us passengers.*"):
        script = read_script(parse_text(f"{above}\n\n{_OPENING}", markdown=True))
        assert [line for line in script.lines if line.kind is Kind.THOUGHT] == []


@pytest.mark.parametrize(
    ("text", "thought"),
    [
        ("Anna read the letter twice. *He's lying.* Anna folded it.", "He's lying."),
        ("Anna stared at the letter. *Why now?* Anna folded it.", "Why now?"),
        ("Anna looked at the sign. *I should turn back.* Anna went on.", "I should turn back."),
        ("Anna stared at the phone. *Ring, damn you.* It did not.", "Ring, damn you."),
        ("Anna closed the door.\n\n*I have to get out of here.*\n\nAnna ran.", "I have to get out of here."),
        ("Anna's knees shook. *Keep moving. Don't look down.* Anna took a step.", "Keep moving. Don't look down."),
        ("Anna looked round the kitchen. *What a mess.* Anna found a broom.", "What a mess."),
        ("Anna looked into the mirror. *You old fool.* Anna laughed.", "You old fool."),
        ("Anna looked at the empty chair. *It was over.* Anna ran.", "It was over."),
        (
            (
                "Anna sat down. *If I tell him now he will never forgive me, and if I do not he will hear it by "
                "Friday.* Anna "
                "stood up."
            ),
            "If I tell him now he will never forgive me, and if I do not he will hear it by Friday.",
        ),
    ],
)
def test_a_thought_in_italics_stays_a_thought_beside_something_written_too(text: str, thought: str) -> None:
    assert thoughts(text) == [("Anna", thought)]
