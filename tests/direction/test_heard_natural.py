"""The table of deliveries as it is heard of the natural voice."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from plays import DRAMA, able, cast_of, line, script
from spoken import Samples, brightness_db, level_db, melody_semitones, periodicity, pitch_hz

from drama.direction import direct
from drama.engines import engine_names, get_engine
from drama.engines.hibari.engine import HibariEngine
from drama.model import Delivery, Ending, Manner, Sound, Style

pytestmark = pytest.mark.skipif("hibari" not in engine_names(), reason="there is no wheel of hibari for this system")

RATE = 24_000
WORDS = "“You never told me that the ferry leaves before the morning bell.”"


@cache
def heard(manner: Manner, ending: Ending = Ending.FULL, *, style: Style = DRAMA) -> Samples:
    """Return what the engine speaks for a line of a manner."""
    play = script(line(1, WORDS, delivery=Delivery(manner=manner, ending=ending)))
    cast = cast_of(play, sound=Sound(style=style), engine="hibari")
    (reading,) = direct(play, cast, abilities=able(*HibariEngine.abilities)).readings
    return get_engine("hibari").speak(reading.text, replace(reading.voice, id="hibari:heart")).samples / 32_768


def voicing(samples: Samples) -> float:
    return float(np.median(periodicity(samples, RATE)[0]))


def test_a_whisper_has_no_voice_in_a_drama_and_little_in_a_reading() -> None:
    plain, half = heard(Manner.PLAIN), heard(Manner.WHISPERED, style=Style())
    assert voicing(heard(Manner.WHISPERED)) < 0.65  # noise in the shape of vowels is a little periodic
    assert 0.7 < voicing(half) < voicing(plain)
    assert brightness_db(half, RATE) < brightness_db(plain, RATE)


def test_a_shout_is_brighter_higher_and_livelier_and_a_mutter_the_opposite() -> None:
    order = (Manner.MUTTERED, Manner.PLAIN, Manner.EXCLAIMED, Manner.SHOUTED)
    for measure in (brightness_db, pitch_hz):
        figures = [measure(heard(manner), RATE) for manner in order]
        assert figures == sorted(figures), measure.__name__
    flat, plain, lively = (melody_semitones(heard(manner), RATE) for manner in (*order[:2], Manner.SHOUTED))
    assert flat < plain < lively
    assert 1.1 < pitch_hz(heard(Manner.SHOUTED), RATE) / pitch_hz(heard(Manner.PLAIN), RATE) < 1.5
    assert np.abs(heard(Manner.SHOUTED)).max() < 0.97


def test_breathless_is_faster_and_has_breath_and_crying_is_slower_and_trembles() -> None:
    plain, breathless, crying = heard(Manner.PLAIN), heard(Manner.BREATHLESS), heard(Manner.CRYING)
    assert 0.85 < len(breathless) / len(plain) < 0.93
    assert voicing(breathless) < voicing(plain)
    assert 1.08 < len(crying) / len(plain) < 1.15


def test_a_question_is_higher_at_its_end() -> None:
    last = round(0.6 * RATE)
    assert pitch_hz(heard(Manner.ASKED)[-last:], RATE) > 1.04 * pitch_hz(heard(Manner.PLAIN)[-last:], RATE)


def test_what_trails_off_lingers_softer_and_what_is_cut_off_stops() -> None:
    plain, trailing, cut = (heard(Manner.PLAIN, ending) for ending in (Ending.FULL, Ending.TRAILING, Ending.CUT))
    assert len(trailing) > len(plain) + 0.1 * RATE
    assert level_db(trailing[-RATE // 3 :]) < level_db(plain[-RATE // 3 :]) - 2
    assert len(cut) < len(plain) - 0.04 * RATE


def test_every_manner_is_heard_as_another() -> None:
    assert len({heard(manner).tobytes() for manner in Manner}) == len(Manner)
