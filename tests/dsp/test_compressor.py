"""The bus compressor: soft and loud sentences come closer, nothing else changes."""

from __future__ import annotations

import numpy as np
import pytest
from support.hearing import integrated_lufs
from support.sound_voices import buzz, rms_db, spoken

from drama.dsp.compressor import BLOCK, REACH_FRAMES, compress
from drama.dsp.measure import loudness_lufs
from drama.model import FRAME_RATE


def programme(*levels_db: float) -> np.ndarray:
    """Return sentences at levels against −16 LUFS, on two channels."""
    voice = spoken()
    voice = voice * np.float32(10 ** ((-16 - 3.01 - loudness_lufs(voice)) / 20))
    sentences = np.concatenate([voice * np.float32(10 ** (db / 20)) for db in levels_db])
    return np.stack([sentences, sentences], axis=1)


def test_a_programme_at_its_level_stays_as_loud() -> None:
    sound = programme(0, 0, 0)
    assert integrated_lufs(compress(sound), FRAME_RATE) == pytest.approx(integrated_lufs(sound, FRAME_RATE), abs=0.5)


def test_soft_and_loud_come_closer() -> None:
    sound = programme(-9, 4)
    half = len(sound) // 2
    before = rms_db(sound[half:]) - rms_db(sound[:half])
    squeezed = compress(sound)
    after = rms_db(squeezed[half:]) - rms_db(squeezed[:half])
    assert 0.5 * before < after < before - 2


def test_the_reference_goes_with_the_programme() -> None:
    sound = programme(-9, 4)
    softer = compress(sound * np.float32(10 ** (-7 / 20)), reference_lufs=-23)
    assert np.allclose(softer * 10 ** (7 / 20), compress(sound), atol=1e-3)


def test_silence_stays_silent_and_nothing_stays_nothing() -> None:
    assert not compress(np.zeros((5_000, 2), np.float32)).any()
    assert len(compress(np.zeros(0, np.float32))) == 0


@pytest.mark.slow
def test_the_gain_moves_slowly() -> None:
    sound = buzz(3.0) + np.float32(0.05)
    gain_db = 20 * np.log10(np.abs(compress(sound) / sound))
    assert np.abs(np.diff(gain_db)).max() < 0.01


def test_the_stage_stands_still() -> None:
    sound = programme(0)
    sound[:, 1] *= np.float32(0.6)
    squeezed = compress(sound)
    assert np.allclose(squeezed[:, 1], np.float32(0.6) * squeezed[:, 0], atol=1e-6)


def test_a_window_with_its_surroundings_comes_out_as_in_the_whole() -> None:
    sound = programme(-6, 3)
    first, end = 40 * BLOCK, 200 * BLOCK
    around = -(-REACH_FRAMES // BLOCK) * BLOCK
    alone = compress(sound[max(0, first - around) : end + around])[first - max(0, first - around) :][: end - first]
    assert np.allclose(alone, compress(sound)[first:end], atol=1e-6)
