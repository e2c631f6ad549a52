"""Effects are short, begin and end in silence, and are told apart by rhythm and spectrum."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from support.hearing import integrated_lufs
from support.sound_voices import alike, band_db, rms_db

from drama.dsp.measure import loudness_lufs, peak_dbtp
from drama.model import EFFECTS, FRAME_RATE
from drama.sounds.builtin.effects import make_effect
from drama.sounds.builtin.facts import FACTS
from drama.sounds.builtin.music import STING_LUFS, make_sting

pytestmark = pytest.mark.slow


@functools.cache
def effect(name: str) -> np.ndarray:
    return make_effect(name)


def envelope(name: str, step_s: float = 0.01) -> np.ndarray:
    """Return the level of an effect in steps, its highest 1."""
    step = round(step_s * FRAME_RATE)
    mono = np.pad(effect(name).mean(axis=1), (0, step))
    levels = np.sqrt(np.mean(mono[: len(mono) // step * step].reshape(-1, step) ** 2, axis=1))
    return levels / levels.max()


def strokes_s(name: str, *, above: float = 0.3, apart_s: float = 0.1) -> list[float]:
    """Return when something is struck: where the level leaps up."""
    levels = envelope(name)
    found: list[float] = []
    for at in range(len(levels)):
        before = levels[max(0, at - 3) : at].min(initial=0.0 if at < 3 else 1.0)
        if levels[at] > above and levels[at] > 2.5 * before and (not found or at / 100 - found[-1] > apart_s):
            found.append(at / 100)
    return found


def middle_hz(name: str) -> float:
    """Return the frequency that halves an effect's energy."""
    power = np.abs(np.fft.rfft(effect(name).mean(axis=1).astype(np.float64))) ** 2
    hz = np.fft.rfftfreq(len(effect(name)), 1 / FRAME_RATE)
    return float(hz[np.searchsorted(np.cumsum(power), power.sum() / 2)])


@pytest.mark.parametrize("name", EFFECTS)
class TestEveryEffect:
    def test_measures_what_is_told_of_it_before_it_is_made(self, name: str) -> None:
        sound, facts = effect(name), FACTS[name]
        assert facts.frames == len(sound)
        assert facts.loudness_lufs == pytest.approx(loudness_lufs(sound), abs=0.001)
        assert facts.true_peak_dbtp == pytest.approx(peak_dbtp(sound), abs=0.001)

    def test_is_short_stereo(self, name: str) -> None:
        assert effect(name).dtype == np.float32
        assert effect(name).shape[1] == 2
        assert 0.3 <= len(effect(name)) / FRAME_RATE <= 3.05

    def test_begins_and_ends_in_silence(self, name: str) -> None:
        top = np.abs(effect(name)).max()
        assert np.abs(effect(name)[[0, -1]]).max() < 1e-4
        assert np.abs(effect(name)[-100:]).max() < 0.01 * top
        assert np.abs(effect(name).mean(axis=0)).max() < 0.002

    def test_is_loud_enough_and_never_too_loud(self, name: str) -> None:
        assert peak_dbtp(effect(name)) <= -3
        assert -29 < integrated_lufs(np.pad(effect(name), ((0, FRAME_RATE), (0, 0))), FRAME_RATE) < -17

    def test_is_whole_on_one_loudspeaker(self, name: str) -> None:
        assert alike(effect(name)) > 0.2
        assert rms_db(effect(name).mean(axis=1)) > rms_db(effect(name)) - 2.3


def test_an_effect_is_made_alike_every_time() -> None:
    assert np.array_equal(make_effect("thunder"), effect("thunder"))


def test_three_knocks() -> None:
    assert len(strokes_s("knock")) == 3
    assert middle_hz("knock") < 600


def test_five_steps_at_a_walking_pace() -> None:
    steps = strokes_s("footsteps", above=0.4, apart_s=0.3)
    assert len(steps) == 5
    assert np.all(np.abs(np.diff(steps) - 0.54) < 0.06)


def test_a_clock_goes_twice_a_second() -> None:
    ticks = strokes_s("clock")
    assert len(ticks) == 4
    assert np.allclose(np.diff(ticks), 0.5, atol=0.02)
    assert middle_hz("clock") > 600


def test_a_heart_beats_in_pairs_and_low() -> None:
    beats = strokes_s("heartbeat", apart_s=0.15)
    assert len(beats) == 6
    assert beats[1] - beats[0] < 0.4 < beats[2] - beats[1]
    assert middle_hz("heartbeat") < 90


def test_a_telephone_rings_twice() -> None:
    levels = envelope("phone", 0.05)
    loud = levels > 0.45
    assert np.count_nonzero(np.diff(loud.astype(int)) == 1) + int(loud[0]) == 2
    assert 1_000 < middle_hz("phone") < 4_000


def test_a_bell_rings_on() -> None:
    levels = envelope("bell", 0.05)
    assert levels[:4].max() == 1
    assert 0.02 < levels[30] < 0.5
    assert 200 < middle_hz("bell") < 1_000


def test_thunder_rolls_low_and_a_shot_is_over_at_once() -> None:
    assert middle_hz("thunder") < 250
    assert np.flatnonzero(envelope("thunder") > 0.25)[-1] > 150
    assert np.flatnonzero(envelope("gunshot") > 0.3)[-1] < 40
    assert np.argmax(envelope("gunshot")) < 8


def test_a_door_is_heard_to_fall_shut_after_it_moved() -> None:
    assert 0.55 < np.argmax(envelope("door")) / 100 < 0.75
    assert envelope("door")[10:50].max() > 0.003


def test_glass_is_high_and_tinkles_after_the_crash() -> None:
    assert middle_hz("glass") > 2_000
    assert np.argmax(envelope("glass")) < 10
    assert envelope("glass")[60:110].max() > 0.03


def test_static_lies_in_a_radios_band() -> None:
    sound = effect("static")
    assert band_db(sound, 500, 4_000) > band_db(sound, 0, 22_050) - 1


def test_a_whoosh_swells_and_flies_to_the_right() -> None:
    sound = effect("whoosh")
    half = len(sound) // 2
    assert 0.35 < np.argmax(envelope("whoosh", 0.05)) * 0.05 < 0.65
    assert rms_db(sound[:half, 0]) > rms_db(sound[:half, 1]) + 2
    assert rms_db(sound[half:, 1]) > rms_db(sound[half:, 0]) + 2


class TestSting:
    @pytest.mark.parametrize("title", ["", "The Salt Road", "Two Lamps", "Ж"])
    def test_is_short_soft_and_ends(self, title: str) -> None:
        sting = make_sting(title)
        assert sting.dtype == np.float32
        assert 2 <= len(sting) / FRAME_RATE <= 3
        assert integrated_lufs(sting, FRAME_RATE) == pytest.approx(STING_LUFS, abs=0.3)
        assert peak_dbtp(sting) < -6
        assert np.abs(sting[[0, -1]]).max() < 1e-5
        assert alike(sting) > 0.3

    def test_one_title_has_one_sting_and_others_have_others(self) -> None:
        assert np.array_equal(make_sting("The Salt Road"), make_sting("The Salt Road"))
        assert not np.array_equal(make_sting("The Salt Road"), make_sting("Two Lamps"))

    def test_it_is_in_tune(self) -> None:
        """Every strong partial is a note of a scale tuned to A 440."""
        sting = make_sting("The Salt Road").mean(axis=1)
        power = np.abs(np.fft.rfft(sting * np.hanning(len(sting)), 1 << 19)) ** 2
        hz = np.fft.rfftfreq(1 << 19, 1 / FRAME_RATE)
        within = (hz > 100) & (hz < 900)
        strongest = hz[within][np.argmax(power[within])]
        semitones = 12 * np.log2(strongest / 440)
        assert abs(semitones - round(semitones)) < 0.1
