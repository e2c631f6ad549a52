"""The natural voice: the same every time, trimmed, and every manner of speaking heard in its sound."""

from __future__ import annotations

import numpy as np
import pytest
from support.spoken import Samples, above, brightness_db, level_db, melody_semitones, periodicity, pitch_hz

from drama.engines import engine_names, get_engine
from drama.engines.base import MarkingEngine
from drama.errors import EngineError, RequestRefusedError
from drama.model import Ability, Mark, MarkKind, Voice

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("hibari" not in engine_names(), reason="there is no wheel of hibari for this system"),
]

SENTENCE = "She counted the lamps along the quay, and there was one too many."
RATE = 24_000


def said(text: str, *marks: Mark, voice_id: str = "hibari:heart", pitch: int | None = None, rate_wpm: int = 165,
         **options: str) -> Samples:  # fmt: skip
    """Return what is heard of a text."""
    engine = get_engine("hibari")
    assert isinstance(engine, MarkingEngine)
    voice = Voice("test", "hibari", voice_id, pitch=pitch, rate_wpm=rate_wpm, options=options)
    speech = engine.speak_marked(text, voice, marks)
    return speech.waveform.astype(np.float64)


def mark(text: str, word: str, kind: MarkKind = MarkKind.EMPHASIS, phonemes: str = "") -> Mark:
    """Return a mark on a word of a text."""
    return Mark(text.index(word), text.index(word) + len(word), kind, phonemes)


def moved(samples: Samples, other: Samples) -> float:
    """Return the factor by which the resonances of one clip lie above those of another."""
    places = np.geomspace(600, 6_000, 400)
    shapes = []
    for clip in (samples, other):
        power = np.abs(np.fft.rfft(clip)) ** 2
        hertz = np.fft.rfftfreq(len(clip), 1 / RATE)
        bands = [power[(hertz > 0.85 * place) & (hertz < 1.18 * place)].mean() for place in places]
        shapes.append(np.log(bands) - np.polyval(np.polyfit(np.log(places), np.log(bands), 1), np.log(places)))
    likeness = {shift: float(np.corrcoef(shapes[0][40 + shift : 360 + shift], shapes[1][40:360])[0, 1])
                for shift in range(-40, 41)}  # fmt: skip
    return float((places[1] / places[0]) ** max(likeness, key=likeness.__getitem__))


def pitch_mean(samples: Samples) -> float:
    strengths, pitches = periodicity(samples, RATE)
    return float(pitches[strengths > 0.8].mean())


def test_it_can_do_all_that_is_asked_of_engines() -> None:
    engine = get_engine("hibari")
    assert isinstance(engine, MarkingEngine)
    assert engine.abilities == frozenset(Ability)


@pytest.mark.parametrize("options", [{}, {"whisper": "yes"}, {"effort": "80", "range": "70"}, {"trailing": "60"}])
def test_the_same_request_gives_the_same_samples_whatever_was_spoken_before(options: dict[str, str]) -> None:
    wanted = said("Not one. Two.", **options)
    said(SENTENCE, pitch=70, rate_wpm=220)
    assert np.array_equal(said("Not one. Two.", **options), wanted)


@pytest.mark.parametrize("text", ["Yes.", SENTENCE, "Who is there?", "Stop!"])
def test_no_silence_is_left_around_a_line(text: str) -> None:
    heard = np.flatnonzero(np.abs(said(text)) > 0.01)
    assert heard[0] < 0.06 * RATE
    assert len(said(text)) - heard[-1] < 0.12 * RATE


@pytest.mark.parametrize("text", ["…", "!!!", "* * *", "♪"])
def test_of_nothing_to_say_nothing_is_heard(text: str) -> None:
    assert not len(said(text))


def test_words_that_come_to_nothing_are_an_error() -> None:
    text = "a"
    with pytest.raises(EngineError, match="are no phonemes"):
        said(text, Mark(0, 1, MarkKind.PHONEMES, "…"))


def test_a_whisper_has_no_voice_and_the_length_of_the_words() -> None:
    aloud, whispered = said(SENTENCE), said(SENTENCE, whisper="yes")
    assert np.median(periodicity(aloud, RATE)[0]) > 0.85
    assert np.median(periodicity(whispered, RATE)[0]) < 0.6
    assert len(whispered) == len(aloud)
    assert abs(level_db(whispered) - level_db(aloud)) < 12


def test_a_shout_is_brighter_higher_and_never_clipped() -> None:
    plain, shouted = said(SENTENCE), said(SENTENCE, pitch=60, effort="100", range="75")
    assert brightness_db(shouted, RATE) > brightness_db(plain, RATE) + 3
    assert pitch_hz(shouted, RATE) > 1.12 * pitch_hz(plain, RATE)
    assert np.abs(shouted).max() < 0.97


def test_muttering_is_darker_lower_and_flatter() -> None:
    plain, muttered = said(SENTENCE), said(SENTENCE, pitch=45, effort="-60", range="25")
    assert brightness_db(muttered, RATE) < brightness_db(plain, RATE) - 2
    assert pitch_hz(muttered, RATE) < 0.97 * pitch_hz(plain, RATE)
    assert melody_semitones(muttered, RATE) < 0.8 * melody_semitones(plain, RATE)


def test_a_livelier_melody_moves_further() -> None:
    spreads = [melody_semitones(said(SENTENCE, range=melody), RATE) for melody in ("15", "50", "85")]
    assert spreads[0] < 0.75 * spreads[1]
    assert spreads[1] < spreads[2]
    assert np.array_equal(said(SENTENCE, range="50"), said(SENTENCE))


def test_pitch_moves_as_far_as_it_is_asked_to() -> None:
    plain = pitch_hz(said(SENTENCE), RATE)
    for pitch in (30, 70):
        moved = 12 * np.log2(pitch_hz(said(SENTENCE, pitch=pitch), RATE) / plain)
        assert moved == pytest.approx((pitch - 50) * 0.165, abs=0.6)


def test_breath_makes_a_voice_less_periodic_and_keeps_it_a_voice() -> None:
    plain, breathy = (np.median(periodicity(one, RATE)[0]) for one in (said(SENTENCE), said(SENTENCE, breath="100")))
    assert 0.6 < breathy < plain - 0.02


def test_a_trembling_voice_goes_up_and_down() -> None:
    def shake(**options: str) -> float:
        strengths, pitches = periodicity(said("Now we were all alone, all around you.", **options), RATE)
        return float(np.std(np.diff(12 * np.log2(pitches[strengths > 0.9]))))

    assert shake(flutter="100", range="0") > 1.4 * shake(range="0")


def test_laughter_takes_the_voice_away_some_five_times_a_second_and_gives_it_back() -> None:
    text = "Now we were all alone, all around you."
    steady, shaken = (said(text, breath="50", **more) for more in ({}, {"shake": "100"}))
    assert len(steady) == len(shaken)
    size = RATE // 50
    voices = [one[: len(one) // size * size] - above(1_000, one, RATE)[: len(one) // size * size]
              for one in (steady, shaken)]  # fmt: skip
    lost, kept = (np.array([level_db(part) for part in voice.reshape(-1, size)]) for voice in (voices[1], voices[0]))
    fell = (kept - lost)[kept > kept.max() - 25]
    assert fell.max() > 4
    assert fell.min() < 1.5
    rises = np.count_nonzero(np.diff((fell > fell.mean()).astype(int)) == 1)
    assert 3 < rises / (len(fell) / 50) < 7


def test_a_longer_throat_lowers_the_resonances_and_leaves_the_pitch() -> None:
    short, plain, long = (said(SENTENCE, tract=tract) for tract in ("-100", "0", "100"))
    assert moved(short, plain) > 1.04
    assert moved(long, plain) < 0.93
    assert pitch_hz(long, RATE) == pytest.approx(pitch_hz(short, RATE), rel=0.03)


def test_a_line_that_trails_off_gets_longer_and_softer_at_its_end() -> None:
    plain, trailing = said(SENTENCE), said(SENTENCE, trailing="100")
    assert len(plain) + 0.1 * RATE < len(trailing) < len(plain) + 0.6 * RATE
    last = RATE // 2
    assert level_db(trailing[-last:]) < level_db(plain[-last:]) - 2
    assert level_db(trailing[:RATE]) == pytest.approx(level_db(plain[:RATE]), abs=0.5)


def test_a_line_that_is_cut_off_stops_in_its_sound() -> None:
    plain, cut = said("I never said"), said("I never said", cut="100")
    assert len(plain) - 0.12 * RATE < len(cut) < len(plain) - 0.04 * RATE


def test_a_question_rises_at_its_end() -> None:
    text = "You rowed all the way alone"
    plain, asked = said(text), said(text, rise="100")
    last = RATE // 2
    assert pitch_hz(asked[-last:], RATE) > 1.05 * pitch_hz(plain[-last:], RATE)
    assert pitch_hz(asked[:last], RATE) == pytest.approx(pitch_hz(plain[:last], RATE), rel=0.03)


@pytest.mark.parametrize(
    ("text", "voice_id"), [("Have you seen it?", "hibari:heart"), ("Is that the ferry?", "hibari:kestrel")]
)
def test_a_question_that_falls_of_itself_is_lifted_at_its_end(text: str, voice_id: str) -> None:
    lasts, middles = [], []
    for rise in ("0", "40"):
        strengths, pitches = periodicity(said(text, voice_id=voice_id, rise=rise), RATE)
        voiced = pitches[strengths > 0.7]
        lasts.append(float(voiced[-2:].mean()))
        middles.append(float(np.median(voiced)))
    assert lasts[0] < 0.75 * middles[0]
    assert lasts[1] > 1.15 * lasts[0]
    assert lasts[1] > 0.8 * middles[1]


@pytest.mark.parametrize(
    ("text", "word"),
    [("You said you would come tonight.", "would"), ("Give me the key.", "me"), ("She was not there.", "not")],
)
def test_a_stressed_word_is_longer_and_higher(text: str, word: str) -> None:
    plain, stressed = said(text), said(text, mark(text, word))
    assert len(plain) + 0.01 * RATE < len(stressed) < len(plain) + 0.4 * RATE
    assert pitch_mean(stressed) > 1.005 * pitch_mean(plain)


def test_phonemes_are_said_instead_of_the_word_in_either_alphabet() -> None:
    text, other = "Ask Sorcha now.", "Ask Xylo now."
    phonetic = said(text, mark(text, "Sorcha", MarkKind.PHONEMES, "s'Vr@k@"))
    assert not np.array_equal(phonetic, said(text))
    as_ipa = said(other, mark(other, "Xylo", MarkKind.PHONEMES, "sˈʌrəkə"))
    assert np.array_equal(phonetic, as_ipa)


@pytest.mark.parametrize("phonemes", ["語", "", "...", "ʘʘ"])
def test_what_are_no_phonemes_is_refused(phonemes: str) -> None:
    with pytest.raises(RequestRefusedError, match=r"are no phonemes of hibari"):
        said("Ask", Mark(0, 3, MarkKind.PHONEMES, phonemes))


@pytest.mark.parametrize(
    ("options", "why"),
    [({"range": "101"}, "valid is 0 to 100"), ({"effort": "-101"}, "is -100 to 100"), ({"range": "٣"}, "valid is"),
     ({"whisper": "no"}, "valid is 'yes'"), ({"echo": "1"}, "no option 'echo'"), ({"breath": "--1"}, "valid is")],
)  # fmt: skip
def test_an_option_out_of_bounds_is_refused(options: dict[str, str], why: str) -> None:
    with pytest.raises(RequestRefusedError, match=why):
        said("Ask", **options)


@pytest.mark.parametrize("rate", [79, 451])
def test_a_rate_out_of_bounds_is_refused(rate: int) -> None:
    with pytest.raises(RequestRefusedError, match="is not within 80 to 450 wpm"):
        said("Ask", rate_wpm=rate)


@pytest.mark.parametrize("rate", [100, 130, 190, 230, 300])
def test_a_pace_is_what_was_asked_for(rate: int) -> None:
    assert len(said(SENTENCE, rate_wpm=rate)) == pytest.approx(len(said(SENTENCE)) * 165 / rate, rel=0.06)
