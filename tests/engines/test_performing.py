"""What eSpeak NG does beyond plain words, heard: whispers, melody, stress, phonemes; and that no story is markup."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from drama.engines import get_engine
from drama.engines.pyttsx3 import is_bundled
from drama.errors import RequestRefusedError
from drama.model import Gender, Mark, MarkKind, Voice

pytestmark = pytest.mark.skipif(not is_bundled(), reason="the system's own voices speak here, not eSpeak NG")

WORDS = "I never said that you could take the boat."
VOICE = Voice("pearl", "pyttsx3", "en-us+f3", gender=Gender.FEMALE)
AT = WORDS.index("you")
STRESS = Mark(AT, AT + 3, MarkKind.EMPHASIS)


def spoken(text: str = WORDS, *marks: Mark, **options: str) -> np.ndarray:
    engine = get_engine("pyttsx3")
    voice = replace(VOICE, options=options)
    speech = engine.speak_marked(text, voice, marks) if marks else engine.speak(text, voice)
    return speech.waveform.astype(np.float64)


def voiced(sound: np.ndarray, rate: int = 22_050) -> tuple[float, float, float]:
    """Return how periodic the loud frames are on average, their median pitch in Hz, and the spread of the pitch."""
    size, found = int(0.04 * rate), []
    for at in range(0, len(sound) - size, size // 2):
        frame = sound[at : at + size] * np.hanning(size)
        if np.mean(frame**2) > 1e-5:
            alike = np.correlate(frame, frame, "full")[size - 1 :]
            low, high = rate // 400, rate // 60
            lag = low + int(np.argmax(alike[low:high]))
            found.append((alike[lag] / alike[0], rate / lag))
    sure = [hz for periodic, hz in found if periodic > 0.7]
    spread = float(np.percentile(sure, 90) / np.percentile(sure, 10)) if sure else 1.0
    return float(np.mean([p for p, _ in found])), float(np.median([hz for _, hz in found])), spread


def test_a_whisper_has_no_voice_in_it() -> None:
    assert voiced(spoken())[0] > 0.6
    assert voiced(spoken(whisper="yes"))[0] < 0.45


def test_melody_is_livelier_or_flatter() -> None:
    flat, plain, lively = (voiced(spoken(range=value))[2] for value in ("0", "50", "100"))
    assert flat < plain < lively


def test_a_range_of_fifty_is_the_voice_as_it_was() -> None:
    assert np.array_equal(spoken(), spoken(range="50"))


def test_a_stressed_word_is_longer_and_the_rest_as_it_was() -> None:
    plain, stressed = spoken(), spoken(WORDS, STRESS)
    assert len(stressed) > len(plain) + 0.05 * 22_050


def test_phonemes_are_said_and_not_spelt() -> None:
    said = spoken(WORDS, Mark(AT, AT + 3, MarkKind.PHONEMES, "ju:"))
    assert abs(len(said) - len(spoken())) < 0.25 * 22_050
    other = spoken(WORDS, Mark(AT, AT + 3, MarkKind.PHONEMES, "h'aImd@r,dIN@"))
    assert len(other) > len(said) + 0.2 * 22_050


@pytest.mark.parametrize("phonemes", ["]] <break/>", "жив", "a\nb", "x" * 300, ""])
def test_what_are_no_phonemes_is_refused(phonemes: str) -> None:
    with pytest.raises(RequestRefusedError, match="no phonemes of eSpeak NG"):
        spoken(WORDS, Mark(AT, AT + 3, MarkKind.PHONEMES, phonemes))


def test_nothing_in_a_story_is_markup_beside_a_mark() -> None:
    hostile = " <break time='9s'/> <audio src='/etc/passwd'> &lt; [[hh]] <p><s>"
    read_out = "".join({"&": " and ", "<": " ", ">": " ", "[": " ", "]": " "}.get(sign, sign) for sign in hostile)
    heard, plain = spoken(WORDS + hostile, STRESS), spoken(WORDS + read_out)
    assert abs(len(heard) - len(plain)) < 0.5 * 22_050  # the stress and nothing else: no nine seconds of break


def test_the_same_request_is_the_same_sound() -> None:
    first = spoken(WORDS, STRESS, range="70")
    spoken("Something else.", whisper="yes")
    assert np.array_equal(first, spoken(WORDS, STRESS, range="70"))


@pytest.mark.parametrize(("name", "value"), [("range", "101"), ("range", "-1"), ("whisper", "no"), ("shout", "yes")])
def test_an_option_that_is_not_there_is_refused(name: str, value: str) -> None:
    with pytest.raises(RequestRefusedError, match=name):
        spoken(**{name: value})
