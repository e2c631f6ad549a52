"""What every engine keeps, ours and yours: ``pytest tests/engines/test_contract.py --drama-engine NAME``."""

from __future__ import annotations

import random

import numpy as np
import pytest

from drama.engines import Engine, EngineInfo
from drama.engines.base import PreparingEngine
from drama.errors import EngineError
from drama.model import Voice
from drama.recording.plausibility import check_speech

SENTENCE = "The heron stood in the shallows and watched the two boats come home."


def a_voice(engine: Engine, *, rate_wpm: int = 165) -> Voice:
    """Return an English voice of an engine, or any if it takes any."""
    offered = engine.voices()
    english = [voice for voice in offered if voice.language.lower().startswith("en")] or list(offered)
    return Voice(name="test", engine=engine.name, id=english[0].id if english else "anything", rate_wpm=rate_wpm)


def duration_s(engine: Engine, text: str, voice: Voice) -> float:
    speech = engine.speak(text, voice)
    return len(speech.samples) / speech.frame_rate


def test_it_has_the_name_it_is_chosen_by_and_a_version(engine: Engine, engine_name: str) -> None:
    assert engine.name == engine_name
    assert engine.version
    assert engine.version == engine.version


def test_its_voices_have_ids_of_their_own(engine: Engine) -> None:
    ids = [voice.id for voice in engine.voices()]
    assert all(ids)
    assert len(set(ids)) == len(ids)


def test_it_speaks_pcm_on_one_channel(engine: Engine) -> None:
    speech = engine.speak(SENTENCE, a_voice(engine))
    assert speech.samples.dtype in {np.dtype(np.int16), np.dtype(np.float32)}
    assert speech.samples.ndim == 1
    assert 8_000 <= speech.frame_rate <= 192_000
    assert 0.03 < np.abs(speech.waveform).max() <= 8
    assert 2 < len(speech.samples) / speech.frame_rate < 12


def test_words_it_times_are_in_order_and_within_the_recording(engine: Engine) -> None:
    voice = a_voice(engine)
    assert check_speech(engine.speak(SENTENCE, voice), SENTENCE, voice).words == engine.speak(SENTENCE, voice).words


def test_what_it_prepares_sounds_like_the_text(engine: Engine) -> None:
    if not isinstance(engine, PreparingEngine):
        pytest.skip("prepares nothing")
    voice = a_voice(engine)
    prepared = engine.speak_prepared(engine.prepare(SENTENCE, voice, ()), voice)
    assert prepared.samples.tobytes() == engine.speak(SENTENCE, voice).samples.tobytes()


def test_what_it_says_of_itself_is_valid(engine: Engine) -> None:
    info = EngineInfo(engine.name)
    assert info.version == engine.version
    assert info.rates_wpm[0] < info.rates_wpm[1]
    assert info.schedule.lines_a_process >= 1
    assert len(info.voices) == len(engine.voices())
    assert isinstance(info.abilities, frozenset)


def test_more_words_take_longer(engine: Engine) -> None:
    voice = a_voice(engine)
    assert duration_s(engine, SENTENCE * 2, voice) > 1.6 * duration_s(engine, SENTENCE, voice)


@pytest.mark.slow
def test_a_text_of_a_thousand_characters_is_spoken_whole(engine: Engine) -> None:
    voice = a_voice(engine)
    text = " ".join([SENTENCE] * 15)
    assert len(text) > 1_000
    assert duration_s(engine, text, voice) > 12 * duration_s(engine, SENTENCE, voice)


def test_faster_is_shorter(engine: Engine) -> None:
    durations = [duration_s(engine, SENTENCE, a_voice(engine, rate_wpm=rate)) for rate in (110, 165, 220, 300)]
    assert durations == sorted(durations, reverse=True)
    assert durations[0] > 1.5 * durations[-1]


@pytest.mark.slow
def test_the_same_request_takes_the_same_time_whatever_was_spoken_before(engine: Engine) -> None:
    chance = random.Random(7)
    requests = [(SENTENCE[: chance.randint(8, 60)], chance.choice((110, 165, 230, 380))) for _ in range(6)]
    heard: dict[tuple[str, int], list[float]] = {}
    for _ in range(3):
        chance.shuffle(requests)
        for text, rate in requests:
            heard.setdefault((text, rate), []).append(duration_s(engine, text, a_voice(engine, rate_wpm=rate)))
    assert all(max(times) <= 1.02 * min(times) for times in heard.values())


def test_a_voice_it_has_not_got_is_refused(engine: Engine) -> None:
    if not engine.voices():
        pytest.skip("takes any id")
    with pytest.raises(EngineError, match="no-such-voice"):
        engine.speak(SENTENCE, Voice(name="test", engine=engine.name, id="no-such-voice"))


def test_an_option_it_does_not_know_is_refused(engine: Engine) -> None:
    known = a_voice(engine)
    with pytest.raises(EngineError, match="no-such-option"):
        engine.speak(SENTENCE, Voice(name="test", engine=known.engine, id=known.id, options={"no-such-option": "1"}))


@pytest.mark.parametrize(
    "text", ["I.", "No!", "1,234,567,890", "你好。", "🎉", "a\x00b\x01c\x1bd", "…", "[[x]] <b> &amp;"]
)
def test_any_text_can_be_asked_of_it(engine: Engine, text: str) -> None:
    assert duration_s(engine, text, a_voice(engine)) < 30


def test_it_writes_nothing_to_standard_output(engine: Engine, capfd: pytest.CaptureFixture[str]) -> None:
    engine.speak(SENTENCE, a_voice(engine))
    assert capfd.readouterr().out == ""
