"""What brackets say of how words are spoken, in the words that prose uses and in those of scripts alone."""

from __future__ import annotations

import pytest

from drama.model import Channel, Manner
from drama.readers.scripts.directions import Direction, direction_of


@pytest.mark.parametrize(
    ("aside", "told"),
    [
        ("(whispering)", Direction(Manner.WHISPERED)),
        ("laughing, to the dog", Direction(Manner.LAUGHING)),
        ("crying", Direction(Manner.CRYING)),
        ("shouting", Direction(Manner.SHOUTED)),
        ("out of breath", Direction(Manner.BREATHLESS)),
        ("O.S.", Direction(None, Channel.DISTANCE)),
        ("O. S.", Direction(None, Channel.DISTANCE)),
        ("O.C.", Direction(None, Channel.DISTANCE)),
        ("V.O.", Direction()),
        ("CONT'D", Direction()),
        ("ON PHONE", Direction(None, Channel.PHONE)),
        ("over the telephone", Direction(None, Channel.PHONE)),
        ("FILTERED", Direction(None, Channel.PHONE)),
        ("INTO RADIO", Direction(None, Channel.RADIO)),
        ("INTO PHONE", Direction()),
        ("ON P.A.", Direction(None, Channel.PA)),
        ("through the door", Direction(None, Channel.DOOR)),
        ("picking up the phone", Direction()),
        ("to Anna", Direction()),
        ("beat", Direction(pause_ms=800)),
        ("a long pause", Direction(pause_ms=2_000)),
        ("THOUGHTS", Direction(is_thought=True)),
        ("thinking of home", Direction()),
        ("", Direction()),
    ],
)
def test_a_bracket_tells_what_it_says_and_no_more(aside: str, told: Direction) -> None:
    assert direction_of([aside]) == told


def test_brackets_side_by_side_add_up_and_the_last_goes_over_the_first() -> None:
    assert direction_of(["O.S.", "whispering", "shouting"]) == Direction(Manner.SHOUTED, Channel.DISTANCE)
