"""Kokoro speaks: the same every time, its words timed, its people what their names say."""

from __future__ import annotations

import numpy as np
import pytest
from support.spoken import pitch_hz

from drama.engines import engine_names, get_engine
from drama.engines.base import MarkingEngine, Speech
from drama.errors import RequestRefusedError
from drama.model import Ability, Mark, MarkKind, Voice

pytestmark = pytest.mark.skipif(
    "kokoro" not in engine_names(), reason="the extra [kokoro] is not installed: its model is a download of 63 MB"
)

TEXT = "The otter slept, and nobody woke it."


def said(text: str = TEXT, *marks: Mark, voice_id: str = "kokoro:af_sarah", pitch: int | None = None,
         rate_wpm: int = 165, **options: str) -> Speech:  # fmt: skip
    """Return what is heard of a text."""
    engine = get_engine("kokoro")
    assert isinstance(engine, MarkingEngine)
    voice = Voice("test", "kokoro", voice_id, pitch=pitch, rate_wpm=rate_wpm, options=options)
    return engine.speak_marked(text, voice, marks)


def seconds(speech: Speech) -> float:
    return len(speech.samples) / speech.frame_rate


@pytest.fixture(scope="module")
def plain() -> Speech:
    return said()


def test_it_says_what_it_can_do_and_no_more() -> None:
    engine = get_engine("kokoro")
    assert isinstance(engine, MarkingEngine)
    assert engine.abilities == {Ability.PITCH, Ability.PHONEMES}


@pytest.mark.slow
def test_the_same_request_gives_the_same_samples_whatever_was_spoken_before(plain: Speech) -> None:
    said("No.", voice_id="kokoro:bm_lewis", rate_wpm=200)
    again = said()
    assert again.samples.tobytes() == plain.samples.tobytes()
    assert again.words == plain.words


def test_every_word_is_timed_in_order_and_no_silence_is_left_around(plain: Speech) -> None:
    assert [TEXT[word.start : word.end] for word in plain.words] == TEXT.split()
    times = [time_s for word in plain.words for time_s in (word.start_s, word.end_s)]
    assert times == sorted(times)
    assert times[-1] <= seconds(plain) + 0.001
    heard = np.flatnonzero(np.abs(plain.samples) > 0.02)
    assert heard[0] / plain.frame_rate < 0.1
    assert seconds(plain) - heard[-1] / plain.frame_rate < 0.2


def test_a_large_body_is_lower_and_as_quick(plain: Speech) -> None:
    large = said(voice_id="kokoro:af_sarah-large")
    assert large.frame_rate == 21_120
    assert 0.9 < seconds(large) / seconds(plain) < 1.1
    low, high = (pitch_hz(speech.samples.astype(np.float64), speech.frame_rate) for speech in (large, plain))
    assert 0.8 < low / high < 0.96


def test_pitch_moves_the_voice_and_not_the_pace(plain: Speech) -> None:
    raised = said(pitch=70)
    assert raised.frame_rate > 1.15 * plain.frame_rate
    assert 0.9 < seconds(raised) / seconds(plain) < 1.1


def test_a_word_is_said_by_its_phonemes(plain: Speech) -> None:
    mark = Mark(TEXT.index("otter"), TEXT.index("otter") + 5, MarkKind.PHONEMES, "ˈæntəlˌoʊpəlˌoʊ")
    assert seconds(said(TEXT, mark)) > seconds(plain) + 0.3
    with pytest.raises(RequestRefusedError, match="no phonemes"):
        said(TEXT, Mark(0, 3, MarkKind.PHONEMES, "щ"))


@pytest.mark.parametrize(
    ("settings", "told"),
    [({"voice_id": "kokoro:af_sara"}, 'did you mean "kokoro:af_sarah"'), ({"rate_wpm": 80}, "90 to 330"),
     ({"pitch": 101}, "0 to 100"), ({"whisper": "yes"}, "'whisper'")],
)  # fmt: skip
def test_what_it_does_not_take_is_refused_before_it_speaks(settings: dict[str, object], told: str) -> None:
    with pytest.raises(RequestRefusedError, match=told):
        said("Yes.", **settings)  # type: ignore[arg-type]


def test_what_holds_no_word_is_silence() -> None:
    assert len(said("… — !").samples) == 0
