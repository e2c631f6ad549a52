"""What comes back from an engine is checked and trimmed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.errors import EngineError
from drama.model import Voice, WordTiming
from drama.recording.plausibility import CheckedSpeech, check_speech
from drama.recording.worker import speech_bounds

if TYPE_CHECKING:
    from numpy.typing import NDArray

VOICE = Voice(name="Odile", engine="reed", id="x")
TEXT = "She counted the lamps along the quay."
RATE = 22_050


def buzz(seconds: float, *, level: float = 8_000, frame_rate: int = RATE) -> NDArray[np.int16]:
    time_s = np.arange(round(seconds * frame_rate)) / frame_rate
    return (level * np.sin(2 * np.pi * 180 * time_s)).astype(np.int16)


def trimmed(samples: NDArray[np.int16], frame_rate: int) -> NDArray[np.int16]:
    start, end = speech_bounds(samples, frame_rate)
    return samples[start:end]


def check(samples: Any, text: str = TEXT, *, frame_rate: Any = RATE, rate_wpm: int = 165) -> CheckedSpeech:
    voice = Voice(name="Odile", engine="reed", id="x", rate_wpm=rate_wpm)
    return check_speech(SimpleNamespace(samples=samples, frame_rate=frame_rate), text, voice)


# ------------------------------------------------------------------ what is sound


def test_float32_of_full_scale_one_is_the_same_sound() -> None:
    samples = buzz(2.5, level=32_767)
    assert np.array_equal(check(samples.astype(np.float32) / 32_767).samples, samples)


def test_a_line_of_float32_beyond_full_scale_is_made_softer_as_a_whole() -> None:
    samples = buzz(2.5).astype(np.float32) / 8_000
    louder = check(samples * 3).samples
    assert louder.max() == 32_767
    assert np.abs(louder - samples / samples.max() * 32_767).max() <= 1


@pytest.mark.parametrize(("sample", "told"), [(np.nan, "no numbers"), (np.inf, "no numbers"), (9.0, "peaks at 9")])
def test_one_sample_of_float32_that_is_none_is_told(sample: float, told: str) -> None:
    samples = buzz(2.5).astype(np.float32) / 32_768
    samples[1_000] = sample
    with pytest.raises(EngineError, match=told):
        check(samples)


@pytest.mark.parametrize(
    "words",
    [
        [WordTiming(0, 3, 0.5, 0.4)],
        [WordTiming(4, 11, 0.0, 0.4), WordTiming(0, 3, 0.5, 0.6)],
        [WordTiming(0, 3, 0.5, 0.6), WordTiming(4, 11, 0.1, 0.6)],
        [WordTiming(3, 3, 0.0, 0.4)],
        [WordTiming(0, 400, 0.0, 0.4)],
        [WordTiming(0, 3, 0.0, 40.0)],
        [WordTiming(0, 3, float("nan"), 0.4)],
        ["She"],
    ],
)
def test_words_timed_out_of_order_or_outside_of_the_line_are_refused(words: Any) -> None:
    spoken = SimpleNamespace(samples=buzz(2.5), frame_rate=RATE, words=words)
    with pytest.raises(EngineError, match="the engine reed timed the words"):
        check_speech(spoken, TEXT, VOICE)


def test_words_in_order_are_kept() -> None:
    words = (WordTiming(0, 3, 0.0, 0.3), WordTiming(4, 11, 0.3, 0.8), WordTiming(16, 21, 0.9, 2.5))
    spoken = SimpleNamespace(samples=buzz(2.5), frame_rate=RATE, words=words)
    assert check_speech(spoken, TEXT, VOICE).words == words


@pytest.mark.parametrize("rate_wpm", [80, 165, 450])
def test_speech_of_a_usual_length_is_taken_as_it_is(rate_wpm: int) -> None:
    samples = buzz(7 * 60 / rate_wpm)
    assert np.array_equal(check(samples, rate_wpm=rate_wpm).samples, samples)


@pytest.mark.parametrize("order", ["<i2", ">i2"])
def test_samples_of_either_byte_order_are_the_same_sound(order: str) -> None:
    samples = buzz(2.5)
    checked = check(samples.astype(order)).samples
    assert checked.tobytes() == samples.tobytes()


def test_every_second_sample_of_two_channels_is_one_whole_channel() -> None:
    left = buzz(2.5)
    both = np.stack([left, -left], axis=1)
    assert check(both[:, 0]).samples.tobytes() == left.tobytes()


@pytest.mark.parametrize(
    "samples",
    [
        buzz(2.5).astype(np.float32),
        buzz(2.5).astype(np.float64) / 32_768,
        np.full(50_000, np.nan, np.float32),
        buzz(2.5).astype(np.int32),
        buzz(2.5).astype(np.uint16),
        (buzz(2.5) // 256).astype(np.int8),
        buzz(2.5).reshape(-1, 1),
        np.stack([buzz(2.5), buzz(2.5)]),
        np.int16(3),
    ],
    ids=[
        "float32 of another full scale",
        "float64",
        "NaN",
        "int32",
        "uint16",
        "int8",
        "a column",
        "two channels",
        "a number",
    ],
)
def test_what_is_no_pcm_of_sixteen_bits_is_refused_with_what_is_valid(samples: Any) -> None:
    with pytest.raises(
        EngineError, match=r"the engine reed gave .*(valid is (PCM int16|a full scale) .*|not a Speech .*)"
    ):
        check(np.asarray(samples))


@pytest.mark.parametrize("spoken", [None, b"RIFF", (buzz(1), RATE), SimpleNamespace(samples=[1, 2], frame_rate=RATE)])
def test_what_is_no_speech_at_all_is_refused_by_its_kind(spoken: object) -> None:
    with pytest.raises(EngineError, match=r"the engine reed gave \w+( of list)?, not a Speech"):
        check_speech(spoken, TEXT, VOICE)


@pytest.mark.parametrize("rate", [22_050.5, 0, -22_050, 7_999, 192_001, np.nan, np.inf, "22050", None, True, 1e300])
def test_a_rate_that_is_no_whole_number_of_hertz_is_refused(rate: object) -> None:
    with pytest.raises(EngineError, match=r"a frame rate of .*; valid is a whole number of Hz, 8,000 to 192,000"):
        check(buzz(2.5), frame_rate=rate)


@pytest.mark.parametrize("rate", [np.int64(RATE), float(RATE), np.float32(RATE), np.uint16(RATE)])
def test_a_whole_rate_of_another_type_is_taken_as_a_plain_integer(rate: Any) -> None:
    assert type(check(buzz(2.5), frame_rate=rate).frame_rate) is int


# ------------------------------------------------------------------ what can be the words


@pytest.mark.parametrize(
    ("samples", "why"),
    [
        (buzz(0.1), "too short to be whole"),
        (buzz(60), "too long to be right"),
        (np.zeros(0, np.int16), "spoke nothing .*: not one sample"),
        (np.zeros(50_000, np.int16), r"spoke nothing .*: 2\.27 s of silence"),
        (np.full(50_000, 8_000, np.int16), r"spoke nothing .*: 2\.27 s of a constant level"),
        (np.full(50_000, -32_768, np.int16), r"spoke nothing .*: 2\.27 s of a constant level"),
        (np.tile(np.array([-1, 1], np.int16), 25_000), r"spoke nothing .*: 2\.27 s of silence"),
        (np.repeat(np.array([0, 8_000], np.int16), 25_000), "too short to be whole"),
        (np.array([900, -900], np.int16), "too short to be whole"),
        (np.concatenate([np.zeros(25_000), buzz(0.001), np.zeros(25_000)]).astype(np.int16), "too short to be whole"),
    ],
    ids=["short", "long", "none", "zeros", "level", "lowest", "dither", "a step", "two samples", "a click"],
)
def test_what_cannot_be_these_words_is_refused(samples: NDArray[np.int16], why: str) -> None:
    with pytest.raises(EngineError, match=rf"Odile \(x\) .*{why}"):
        check(samples)


@pytest.mark.parametrize("where", ["head", "middle", "tail"])
def test_a_recording_three_quarters_silent_has_lost_words(where: str) -> None:
    speech, gap = buzz(0.6), np.zeros(round(1.8 * RATE), np.int16)
    parts = {"head": [gap, speech], "middle": [speech[:6_000], gap, speech[6_000:]], "tail": [speech, gap]}[where]
    with pytest.raises(EngineError, match=r"is silent for 1\.\d of 2\.4 s of .*: words are missing"):
        check(np.concatenate(parts))


def test_a_short_line_may_have_more_silence_around_it_than_words() -> None:
    gap = np.zeros(round(0.45 * RATE), np.int16)
    check(np.concatenate([gap, buzz(0.25), gap]), "No.")


def test_a_line_may_pause_for_longer_than_it_speaks() -> None:
    gap = np.zeros(round(0.9 * RATE), np.int16)
    check(np.concatenate([buzz(0.25), gap, buzz(0.25), gap, buzz(0.25)]), "No… no… no.")


@pytest.mark.parametrize("text", ["♪", "ʻ", "٣ ٣", "⠓⠑"])
def test_signs_a_voice_may_have_no_word_for_come_back_as_nothing(text: str) -> None:
    assert len(check(np.zeros(4_000, np.int16), text).samples) == 0
    assert len(check(np.full(4_000, 77, np.int16), text).samples) == 0
    with pytest.raises(EngineError, match="too short to be whole"):
        check(np.array([900, -900], np.int16), text)


SIGNS = {
    "braille": "⠃⠗⠁⠊⠇⠇⠑ ⠕⠝ ⠁ ⠃⠗⠁⠎⠎ ⠏⠇⠁⠞⠑",
    "pictures": "☂☂☂☂☂☂☂☂☂☂",
    "mathematics": "𝓛𝓪𝓶𝓹 ∀∃∈∉∋∏∑",
    "punctuation": "%%%%%%%%%%%%%%%%%%%%%%%%",
    "marks above": "e" + "\u0301\u0302\u0303\u0304\u0305" * 4,
    "other letters": "ランプを数えた",
}


@pytest.mark.parametrize("text", SIGNS.values(), ids=SIGNS)
def test_signs_that_are_said_by_their_names_may_take_their_time(text: str) -> None:
    signs = len("".join(text.split()))
    check(buzz(signs * (0.9 if text.isascii() else 2.15)), text)
    with pytest.raises(EngineError, match="too long to be right"):
        check(buzz(signs * 5 + 10), text)


@given(
    samples=st.lists(st.integers(-32_768, 32_767), max_size=600),
    text=st.text(max_size=30),
    frame_rate=st.one_of(st.integers(), st.floats()),
)
@pytest.mark.slow
def test_whatever_an_engine_gives_is_taken_whole_or_refused(samples: list[int], text: str, frame_rate: float) -> None:
    try:
        checked = check(np.array(samples, np.int16), text, frame_rate=frame_rate)
    except EngineError:
        return
    assert checked.samples.tolist() in ([], samples)
    assert 8_000 <= checked.frame_rate <= 192_000


# ------------------------------------------------------------------ trimming


def test_trimming_leaves_fifteen_milliseconds_at_both_ends() -> None:
    sound = np.concatenate([np.zeros(9_000), np.full(4_000, 8_000), np.zeros(7_000)]).astype(np.int16)
    assert len(trimmed(sound, 20_000)) == 4_000 + 2 * 300


def test_of_silence_nothing_is_left_when_trimmed() -> None:
    assert len(trimmed(np.zeros(500, np.int16), 22_050)) == 0
    assert len(trimmed(np.zeros(0, np.int16), 22_050)) == 0


def test_the_loudest_negative_sample_is_loud() -> None:
    sound = np.zeros(9_000, np.int16)
    sound[4_000] = -32_768
    assert len(trimmed(sound, 20_000)) == 601
