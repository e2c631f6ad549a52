"""When hibari says each word."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from drama.engines import get_engine
from drama.engines.base import PreparingEngine, Speech
from drama.engines.hibari.timing import SpokenWord, said_by, timed
from drama.model import Voice, WordTiming

pytestmark = pytest.mark.slow

TEXT = "The MP’s cart stood at the gate at 10:30; “W-what,” asked Ottoline, “is it for?”"


def one(_word: str) -> int:
    return 1


def voice(name: str = "heart", **settings: object) -> Voice:
    return Voice(name="x", engine="hibari", id=f"hibari:{name}", **settings)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def spoken() -> Speech:
    return get_engine("hibari").speak(TEXT, voice())


def test_every_word_is_timed_once_and_in_order(spoken: Speech) -> None:
    said = [TEXT[word.start : word.end] for word in spoken.words]
    assert said == TEXT.split()
    times = [time_s for word in spoken.words for time_s in (word.start_s, word.end_s)]
    assert times == sorted(times)
    assert times[-1] <= len(spoken.samples) / spoken.frame_rate


def test_a_sibilant_is_heard_where_its_word_begins() -> None:
    text = "A calm dawn. Sister Mabel met an otter. Sammy ran home."
    speech = get_engine("hibari").speak(text, voice())
    hiss = [hissing(speech, word.start_s, word.start_s + 0.1) for word in speech.words]
    begins_with_s = [text[word.start] in "sS" for word in speech.words]
    assert min(level for level, is_s in zip(hiss, begins_with_s, strict=True) if is_s) > 3 * max(
        level for level, is_s in zip(hiss, begins_with_s, strict=True) if not is_s
    )


def hissing(speech: Speech, start_s: float, end_s: float) -> float:
    """Return the energy above 4 kHz of a stretch."""
    part = speech.samples[round(start_s * speech.frame_rate) : round(end_s * speech.frame_rate)].astype(float)
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)))) ** 2
    return float(spectrum[round(4_000 * len(part) / speech.frame_rate) :].sum())


@pytest.mark.parametrize(
    "other",
    [voice(rate_wpm=110), voice("crane"), voice(options={"trailing": "80"}), voice(options={"cut": "100"})],
    ids=["slow", "another person", "trailing off", "cut off"],
)
def test_words_stay_within_a_line_that_is_moved(other: Voice) -> None:
    speech = get_engine("hibari").speak(TEXT, other)
    length_s = len(speech.samples) / speech.frame_rate
    assert [TEXT[word.start : word.end] for word in speech.words] == TEXT.split()
    assert all(0 <= word.start_s <= word.end_s <= length_s for word in speech.words)
    assert speech.words[-1].end_s > length_s - 0.5


def test_what_is_prepared_sounds_like_the_text(spoken: Speech) -> None:
    engine = get_engine("hibari")
    assert isinstance(engine, PreparingEngine)
    again = engine.speak_prepared(engine.prepare(TEXT, voice(), ()), voice())
    assert again.samples.tobytes() == spoken.samples.tobytes()
    assert again.words == spoken.words


@pytest.mark.parametrize(
    ("text", "spoken", "count", "said"),
    [
        ("two words", 2, one, ["two", "words"]),
        ("an MP spoke", 4, lambda word: 2 if word == "MP" else 1, ["an", "MP", "MP", "spoke"]),
        ("— an — MP —", 2, one, ["an", "MP"]),
        ("one two three", 6, one, ["one", "one", "two", "two", "three", "three"]),
        ("one two three", 2, one, ["one", "three"]),
        ("…", 1, one, ["…"]),
        ("nothing said", 0, one, []),
    ],
)
def test_spoken_words_are_given_to_the_words_they_say(
    text: str, spoken: int, count: Callable[[str], int], said: list[str]
) -> None:
    assert [text[start:end] for start, end in said_by(text, spoken, count)] == said


def test_spoken_words_that_say_one_word_are_one() -> None:
    words = [SpokenWord(0, 2, 0, 2), SpokenWord(3, 5, 3, 4), SpokenWord(3, 5, 5, 6)]
    assert timed(words, [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]) == [
        WordTiming(0, 2, 0.0, 0.2),
        WordTiming(3, 5, 0.3, 0.6),
    ]
