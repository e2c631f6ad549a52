"""The table of deliveries as it is heard of the natural voice: each manner, ending and age by its measures."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from support.plays import DRAMA, able, cast_of, line, script
from support.spoken import Samples, above, brightness_db, level_db, melody_semitones, periodicity, pitch_hz

from drama.direction import direct
from drama.engines import engine_names, get_engine
from drama.engines.base import MarkingEngine, Speech
from drama.engines.hibari.engine import HibariEngine
from drama.model import Delivery, Ending, Kind, Manner, Sound, Span, Style

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("hibari" not in engine_names(), reason="there is no wheel of hibari for this system"),
]

RATE = 24_000
WORDS = "“You never told me that the ferry leaves before the morning bell.”"
STRESSED = "ferry"


@cache
def spoken(manner: Manner = Manner.PLAIN, ending: Ending = Ending.FULL, *, style: Style = DRAMA, age: str = "",
           is_thought: bool = False, is_stressed: bool = False) -> tuple[str, Speech]:  # fmt: skip
    """Return what the engine speaks for a line, always the same words, and how they were given to it."""
    at = WORDS.index(STRESSED)
    kind = Kind.THOUGHT if is_thought else Kind.DIALOGUE
    stress = (Span(at, at + len(STRESSED)),) if is_stressed else ()
    play = script(line(1, WORDS, kind=kind, delivery=Delivery(manner=manner, ending=ending), emphasis=stress))
    cast = replace(cast_of(play, sound=Sound(style=style), engine="hibari"), ages={"Ilse": age})
    (performance,) = direct(play, cast, abilities=able(*HibariEngine.abilities)).performances
    engine = get_engine("hibari")
    assert isinstance(engine, MarkingEngine)
    return performance.text, engine.speak_marked(
        performance.text, replace(performance.voice, id="hibari:heart"), performance.marks
    )


def heard(manner: Manner = Manner.PLAIN, ending: Ending = Ending.FULL, *, style: Style = DRAMA, age: str = "",
          is_thought: bool = False) -> Samples:  # fmt: skip
    """Return the sound of a line."""
    return spoken(manner, ending, style=style, age=age, is_thought=is_thought)[1].waveform.astype(np.float64)


def voicing(samples: Samples) -> float:
    return float(np.median(periodicity(samples, RATE)[0]))


def clearness(samples: Samples) -> float:
    """Return how periodic a voice is above 2 kHz: breath takes it away there, long before it does below."""
    low = samples - above(1_000, samples, RATE)
    return float(np.median(periodicity(above(2_000, samples, RATE), RATE, loud_in=low)[0]))


def low_db(samples: Samples) -> float:
    """Return the level below 400 Hz against all of it."""
    return level_db(samples - above(400, samples, RATE)) - level_db(samples)


def test_a_whisper_has_no_voice_and_nothing_low() -> None:
    plain, whispered = heard(), heard(Manner.WHISPERED)
    assert voicing(plain) > 0.9
    assert voicing(whispered) < 0.6  # noise in the shape of vowels is a little periodic
    assert low_db(whispered) < low_db(plain) - 5
    assert 1.03 < len(whispered) / len(plain) < 1.1


def test_in_a_reading_a_whisper_is_a_soft_voice_full_of_air() -> None:
    plain, half = heard(), heard(Manner.WHISPERED, style=Style())
    assert voicing(half) > 0.8
    assert clearness(half) < clearness(plain) - 0.03
    assert pitch_hz(half, RATE) < pitch_hz(plain, RATE)


def test_a_shout_is_brighter_higher_and_livelier_and_a_mutter_the_opposite() -> None:
    order = (Manner.MUTTERED, Manner.PLAIN, Manner.EXCLAIMED, Manner.SHOUTED)
    for measure in (brightness_db, pitch_hz):
        figures = [measure(heard(manner), RATE) for manner in order]
        assert figures == sorted(figures), measure.__name__
    assert brightness_db(heard(Manner.SHOUTED), RATE) > brightness_db(heard(), RATE) + 3
    flat, plain, lively = (melody_semitones(heard(manner), RATE) for manner in (*order[:2], Manner.SHOUTED))
    assert flat < plain < lively
    assert 1.1 < pitch_hz(heard(Manner.SHOUTED), RATE) / pitch_hz(heard(), RATE) < 1.5
    assert np.abs(heard(Manner.SHOUTED)).max() < 0.97


def test_breathless_is_faster_and_full_of_air_and_stays_a_voice() -> None:
    plain, breathless = heard(), heard(Manner.BREATHLESS)
    assert 0.85 < len(breathless) / len(plain) < 0.93
    assert clearness(breathless) < clearness(plain) - 0.1
    assert voicing(breathless) > 0.7


def test_laughter_and_tears_push_the_voice_and_tears_are_slow_and_tremble() -> None:
    plain, laughing, crying = heard(), heard(Manner.LAUGHING), heard(Manner.CRYING)
    assert clearness(laughing) < clearness(plain) - 0.05
    assert clearness(crying) < clearness(plain) - 0.05
    assert pitch_hz(laughing, RATE) > 1.03 * pitch_hz(plain, RATE)
    assert melody_semitones(laughing, RATE) > melody_semitones(plain, RATE)
    assert len(laughing) < len(plain)
    assert 1.08 < len(crying) / len(plain) < 1.15


def test_a_question_is_higher_at_its_end() -> None:
    last = round(0.6 * RATE)
    assert pitch_hz(heard(Manner.ASKED)[-last:], RATE) > 1.04 * pitch_hz(heard()[-last:], RATE)


def test_what_trails_off_lingers_softer_and_what_is_cut_off_stops() -> None:
    plain, trailing, cut = (heard(ending=ending) for ending in (Ending.FULL, Ending.TRAILING, Ending.CUT))
    assert len(trailing) > len(plain) + 0.1 * RATE
    assert level_db(trailing[-RATE // 3 :]) < level_db(plain[-RATE // 3 :]) - 2
    assert len(plain) - 0.12 * RATE < len(cut) < len(plain) - 0.04 * RATE


def test_a_thought_is_slower_flatter_and_darker_than_the_same_words_aloud() -> None:
    aloud, thought = heard(), heard(is_thought=True)
    assert 1.01 < len(thought) / len(aloud) < 1.07
    assert melody_semitones(thought, RATE) < melody_semitones(aloud, RATE)
    assert brightness_db(thought, RATE) < brightness_db(aloud, RATE)
    assert voicing(thought) > 0.8


def test_a_stressed_word_is_longer_and_higher_than_itself_and_the_others_stay() -> None:
    lengths, pitches = {}, {}
    for is_stressed in (False, True):
        text, speech = spoken(is_stressed=is_stressed)
        for word in (STRESSED, "morning"):
            (found,) = (one for one in speech.words if text[one.start : one.end] == word)
            at, end = round(found.start_s * RATE), round(found.end_s * RATE)
            lengths[is_stressed, word] = end - at
            pitches[is_stressed, word] = pitch_hz(speech.waveform[at:end].astype(np.float64), RATE)
    assert lengths[True, STRESSED] > 1.1 * lengths[False, STRESSED]
    assert lengths[True, "morning"] == pytest.approx(lengths[False, "morning"], rel=0.03)
    assert pitches[True, STRESSED] > 1.08 * pitches[False, STRESSED]
    assert pitches[True, "morning"] == pytest.approx(pitches[False, "morning"], rel=0.02)


def test_the_old_are_slower_and_lower_and_the_young_higher_and_smaller_in_every_style() -> None:
    plain = heard()
    for style in (DRAMA, Style(), Style(delivery=0)):
        old, young = heard(style=style, age="old"), heard(style=style, age="young")
        assert 1.05 < len(old) / len(plain) < 1.12
        assert pitch_hz(old, RATE) < 0.97 * pitch_hz(plain, RATE)
        assert clearness(old) < clearness(plain)
        assert 1.08 < pitch_hz(young, RATE) / pitch_hz(plain, RATE) < 1.25
        assert resonances_hz(young) > 1.03 * resonances_hz(plain)


def resonances_hz(samples: Samples) -> float:
    """Return the middle of what is heard from 1 to 5 kHz, where the second resonance and the third lie."""
    power = np.abs(np.fft.rfft(samples)) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    within = (hertz > 1_000) & (hertz < 5_000)
    return float((power[within] * hertz[within]).sum() / power[within].sum())


def test_every_manner_ending_and_age_is_heard_as_another() -> None:
    sounds = [heard(manner) for manner in Manner] + [heard(ending=ending) for ending in Ending]
    sounds += [heard(age=age) for age in ("old", "young")] + [heard(is_thought=True)]
    assert len({sound.tobytes() for sound in sounds}) == len(sounds) - 1  # plain is also the full ending
