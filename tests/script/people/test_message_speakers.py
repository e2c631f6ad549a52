"""Messages inside prose are spoken by the people of the prose: by first name, nickname, handle, or as "Me"."""

from __future__ import annotations

import pytest

from drama.model import Kind
from drama.readers.structure.conversations import with_labelled_speech
from drama.readers.text import parse_text
from drama.script import read_script

CHATS = {
    "first names": (
        (
            "Mara Quill lay on the bed. Tom Aske had not called.\n\nTom: u there?\n\nMara: maybe\n\nTom: come on\n\n"
            "“He wants to talk,” said Mara.\n\n“Then talk,” said Ida."
        ),
        ["Tom Aske", "Mara Quill", "Tom Aske", "Mara Quill", "Ida"],
    ),
    "a nickname": (
        (
            "Mara Quill lay on the bed. Thomas Aske had not called.\n\nTommy: u there?\n\nMara: maybe\n\n"
            "Tommy: come on\n\n"
            "“Tommy is useless,” said Ida."
        ),
        ["Thomas Aske", "Mara Quill", "Thomas Aske", "Ida"],
    ),
    "handles": (
        (
            "Mara opened the chat. Tom was online, and so was Ida. Tom typed.\n\ntom_aske: finally\n\n"
            "ida: shut up tom\n\n"
            "mara_q: hi both\n\nMara smiled, and Ida yawned."
        ),
        ["Tom", "Ida", "Mara"],
    ),
    "the teller as Me": (
        (
            "I lay on the bed. I was waiting. My phone buzzed, and I grabbed it.\n\nJess: you up?\n\nMe: yeah\n\n"
            "Jess: open the door, Kit\n\nI ran. “You could have knocked,” I said.\n\n“Where's the fun, Kit?” said Jess."
        ),
        ["Jess", "Kit", "Jess", "Kit", "Jess"],
    ),
    "a stranger": (
        (
            "Mara sat up. Mara was cold.\n\nUnknown Number: I know what you did.\n\nMara: who is this?\n\n"
            "Unknown Number: you know.\n\n“Who is it?” said Ida."
        ),
        ["Unknown number", "Mara", "Unknown number", "Ida"],
    ),
    "the teller named by a friend": (
        (
            "I woke at four, and I was cold. I found my phone.\n\nAnna: you up, Wes?\n\nMe: I am now.\n\nAnna: good\n\n"
            "“Wes, who is it?” asked Piet.\n\n“Nobody,” I said."
        ),
        ["Anna", "Wes", "Anna", "Piet", "Wes"],
    ),
}


@pytest.mark.parametrize("kind", CHATS)
def test_messages_are_spoken_by_the_people_of_the_prose(kind: str) -> None:
    text, speakers = CHATS[kind]
    script = read_script(with_labelled_speech(parse_text(text)))
    assert [line.speaker for line in script.lines if line.kind is Kind.DIALOGUE] == speakers
    assert all(line.confidence >= 0.9 for line in script.lines if line.rule == "stated")
