"""Lines that a person directs, as they are heard of the natural voice."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from support.plays import DRAMA, able, cast_of, line, script
from support.spoken import Samples, pitch_hz

from drama.direction import direct
from drama.engines import engine_names, get_engine
from drama.engines.base import MarkingEngine, Speech
from drama.engines.hibari.engine import HibariEngine
from drama.model import LineDirection, Manner, Pronunciation, Sound

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("hibari" not in engine_names(), reason="there is no wheel of hibari for this system"),
]

RATE = 24_000
WORDS = "“You never told Aoife that the ferry leaves before the morning bell.”"


@cache
def spoken(direction: LineDirection) -> tuple[str, Speech]:
    """Return what the engine gets for the same line, directed so, and what it speaks."""
    play = script(line(1, WORDS, direction=direction))
    cast = cast_of(play, sound=Sound(style=DRAMA), engine="hibari")
    (performance,) = direct(play, cast, abilities=able(*HibariEngine.abilities)).performances
    engine = get_engine("hibari")
    assert isinstance(engine, MarkingEngine)
    return performance.text, engine.speak_marked(
        performance.text, replace(performance.voice, id="hibari:heart"), performance.marks
    )


def word(said: str, direction: LineDirection) -> Samples:
    """Return the sound of one word of the line."""
    text, speech = spoken(direction)
    (found,) = (one for one in speech.words if text[one.start : one.end] == said)
    return speech.waveform[round(found.start_s * RATE) : round(found.end_s * RATE)].astype(np.float64)


def test_a_line_is_as_long_as_its_rate_says() -> None:
    lengths = {rate: len(spoken(LineDirection(rate=rate))[1].waveform) for rate in (0.7, 1.0, 1.4)}
    assert lengths[0.7] / lengths[1.0] == pytest.approx(1 / 0.7, rel=0.08)
    assert lengths[1.4] / lengths[1.0] == pytest.approx(1 / 1.4, rel=0.08)


def test_the_word_to_be_stressed_is_longer_and_higher_and_another_is_not() -> None:
    plain, stressed = LineDirection(), LineDirection(stress=("never",))
    assert len(word("never", stressed)) > 1.1 * len(word("never", plain))
    assert pitch_hz(word("never", stressed), RATE) > 1.03 * pitch_hz(word("never", plain), RATE)
    assert len(word("morning", stressed)) == pytest.approx(len(word("morning", plain)), rel=0.08)


def test_phonemes_change_the_sound_of_their_word() -> None:
    spelt = LineDirection(pronounce=(Pronunciation("Aoife", phonemes="ˈiːfə"),))
    long = LineDirection(pronounce=(Pronunciation("Aoife", phonemes="aˌvoʊɹəˈmeɪnjə"),))
    assert len(word("Aoife", long)) > 1.5 * len(word("Aoife", spelt))
    assert len(word("morning", long)) == pytest.approx(len(word("morning", spelt)), rel=0.1)


def test_other_words_are_spoken_in_the_delivery_of_the_line() -> None:
    short = LineDirection(say="Never mind.", delivery=Manner.PLAIN)
    text, speech = spoken(short)
    assert [text[one.start : one.end].strip(".") for one in speech.words] == ["Never", "mind"]
    assert len(speech.waveform) < 0.5 * len(spoken(LineDirection())[1].waveform)
