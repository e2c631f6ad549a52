"""Beds go round without a seam, stay modest, and sound like what they are called."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from support.hearing import integrated_lufs
from support.sound_voices import alike, band_db, rms_db

from drama.dsp.measure import loudness_lufs, peak_dbtp
from drama.model import BEDS, FRAME_RATE
from drama.sounds.builtin.beds import BED_LUFS, make_bed
from drama.sounds.builtin.facts import FACTS

pytestmark = pytest.mark.slow


@functools.cache
def bed(name: str) -> np.ndarray:
    sound = make_bed(name)
    sound.flags.writeable = False
    return sound


def levels_db(sound: np.ndarray, step_s: float) -> np.ndarray:
    """Return the level of each step of a sound."""
    step = round(step_s * FRAME_RATE)
    rows = sound.mean(axis=1)[: len(sound) // step * step].reshape(-1, step)
    return 10 * np.log10(np.mean(rows.astype(np.float64) ** 2, axis=1) + 1e-20)


@pytest.mark.parametrize("name", BEDS)
class TestEveryBed:
    def test_measures_what_is_told_of_it_before_it_is_made(self, name: str) -> None:
        sound, facts = bed(name), FACTS[name]
        assert facts.frames == len(sound)
        assert facts.loudness_lufs == pytest.approx(loudness_lufs(sound), abs=0.001)
        assert facts.true_peak_dbtp == pytest.approx(peak_dbtp(sound), abs=0.001)

    def test_is_stereo_and_of_some_length(self, name: str) -> None:
        assert bed(name).dtype == np.float32
        assert bed(name).flags.c_contiguous
        assert bed(name).shape[1] == 2
        assert 20 <= len(bed(name)) / FRAME_RATE <= 40

    def test_is_as_loud_as_the_others_and_never_startles(self, name: str) -> None:
        assert integrated_lufs(bed(name), FRAME_RATE) == pytest.approx(BED_LUFS, abs=0.3)
        assert 20 * np.log10(np.abs(bed(name)).max()) < -3

    def test_has_no_step_at_its_seam(self, name: str) -> None:
        around = np.concatenate([bed(name)[-FRAME_RATE:], bed(name)[:FRAME_RATE]])
        seam = np.abs(around[FRAME_RATE] - around[FRAME_RATE - 1]).max()
        assert seam <= np.percentile(np.abs(np.diff(bed(name), axis=0)), 99.9)

    def test_has_no_bump_at_its_seam(self, name: str) -> None:
        goes_round = np.roll(bed(name), FRAME_RATE // 2, axis=0)
        at_seam = abs(np.diff(levels_db(goes_round[:FRAME_RATE], 0.5))[0])
        elsewhere = np.abs(np.diff(levels_db(bed(name), 0.5)))
        assert at_seam <= elsewhere.max()

    def test_moves_but_stays_in_its_place(self, name: str) -> None:
        levels = levels_db(bed(name), 3.0)
        assert levels.max() - levels.min() < 8

    def test_is_wide_and_whole_on_one_loudspeaker(self, name: str) -> None:
        assert 0.2 <= alike(bed(name)) <= 0.6
        assert rms_db(bed(name).mean(axis=1)) > rms_db(bed(name)) - 2.3
        assert abs(rms_db(bed(name)[:, 0]) - rms_db(bed(name)[:, 1])) < 1.5

    def test_leaves_room_for_consonants(self, name: str) -> None:
        assert band_db(bed(name), 1_500, 3_000) < band_db(bed(name), 0, 22_050) - 5

    def test_has_nothing_below_hearing(self, name: str) -> None:
        assert band_db(bed(name), 0, 18) < band_db(bed(name), 0, 22_050) - 25


def test_a_bed_is_made_alike_every_time() -> None:
    assert np.array_equal(make_bed("roomtone"), bed("roomtone"))


def test_waves_come_every_few_seconds() -> None:
    levels = levels_db(bed("sea"), 0.5)
    moving = levels - levels.mean()
    spectrum = np.abs(np.fft.rfft(moving))
    period_s = 0.5 * len(levels) / (1 + np.argmax(spectrum[1:12]))
    assert 3 < period_s < 9
    assert levels.max() - levels.min() > 5


def test_a_fire_crackles() -> None:
    rises = np.abs(np.diff(bed("fire").mean(axis=1)))
    assert rises.max() > 15 * np.sqrt(np.mean(rises**2))
    assert np.abs(np.diff(bed("rain").mean(axis=1))).max() < rises.max() * 3


def test_rain_is_bright_and_an_engine_is_dark() -> None:
    def bright(name: str) -> float:
        return band_db(bed(name), 3_000, 10_000) - band_db(bed(name), 50, 500)

    assert bright("rain") > 0
    assert bright("engine") < -20


def test_crickets_sing_at_night() -> None:
    night = bed("night")
    assert band_db(night, 3_700, 4_800) > band_db(night, 2_000, 3_500) + 8


def test_a_crowd_has_syllables_and_no_words() -> None:
    crowd = bed("crowd")
    envelope = np.sqrt(np.mean(crowd[: len(crowd) // 882 * 882].mean(axis=1).reshape(-1, 882) ** 2, axis=1))
    rates = np.abs(np.fft.rfft(envelope / envelope.mean() - 1)) ** 2
    hz = np.fft.rfftfreq(len(envelope), 0.02)
    assert rates[(hz > 2) & (hz < 8)].mean() > 3 * rates[(hz > 12) & (hz < 24)].mean()
    assert envelope.std() / envelope.mean() < 0.45  # one person's: about 1
