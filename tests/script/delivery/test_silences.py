"""Silences that the narration tells of."""

from __future__ import annotations

import pytest

from drama.readers import parse_text
from drama.script import read_script
from drama.script.delivery.silences import LONG_MS, PLAIN_MS, SHORT_MS, silence_after


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("There was a long beat of silence.", LONG_MS),
        ("Nobody spoke for a while.", LONG_MS),
        ("For a long time, no one said a word.", LONG_MS),
        ("The silence stretched between them.", LONG_MS),
        ("Silence.", PLAIN_MS),
        ("Nobody spoke.", PLAIN_MS),
        ("Odile put the cup down. An awkward silence followed.", PLAIN_MS),
        ("Brannoch said nothing.", PLAIN_MS),
        ("The captain did not answer.", PLAIN_MS),
        ("A pause.", SHORT_MS),
        ("There was a short pause at the other end.", SHORT_MS),
        ("A moment passed.", SHORT_MS),
        ("Odile hesitated.", SHORT_MS),
        ("she began, and paused,", SHORT_MS),
        ("Brannoch paused for a moment.", SHORT_MS),
    ],
)
def test_a_silence_at_the_end_of_a_line_is_a_beat(text: str, milliseconds: int) -> None:
    assert silence_after(text) == milliseconds
    assert 600 <= silence_after(text) <= 1500


@pytest.mark.parametrize(
    "text",
    [
        "The kettle sang.",
        "Nobody spoke. The kettle sang.",
        "Nobody spoke to her after that.",
        "There was a silence about him that she liked.",
        "She paused in the doorway and looked at the kettle.",
        "Silence was what she wanted.",
        "He raised a hand for silence.",
        "She said nothing about the kettle, which was her own.",
        "A pause button was all he could find.",
        "",
    ],
)
def test_what_only_speaks_of_silence_is_none(text: str) -> None:
    assert silence_after(text) == 0


def test_the_beat_comes_after_the_line_that_tells_of_it() -> None:
    script = read_script(
        parse_text('"No," said Odile.\n\nThere was a long beat of silence.\n\n"Silence," said Brannoch.')
    )
    assert [line.beat_after_ms for line in script.lines] == [0, 0, LONG_MS, 0, 0]
