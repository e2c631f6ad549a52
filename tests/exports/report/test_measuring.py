from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pyloudnorm
import pytest
import soxr
from support.reported import programme, silence, tone, write

from drama.errors import WriteError
from drama.exports.report import measure

if TYPE_CHECKING:
    from pathlib import Path


def noise(seconds: float, dbfs: float, *, seed: int = 1) -> np.ndarray:
    """Return noise that differs on both channels and grows and falls."""
    chance = np.random.default_rng(seed)
    frames = round(seconds * 44_100)
    swell = 0.55 + 0.45 * np.sin(np.linspace(0, 20, frames))
    return (chance.normal(0, 10 ** (dbfs / 20), (frames, 2)) * swell[:, None]).astype(np.float32)


@pytest.mark.slow
def test_loudness_agrees_with_a_meter_that_is_not_ours(tmp_path: Path) -> None:
    sound = np.concatenate((noise(9.3, -20), silence(1), noise(14, -34, seed=2)))
    path = write(tmp_path / "lamp.wav", sound)
    measured = measure(path, programme([(None, 0, 24)], 24.3))
    assert measured.integrated_lufs == pytest.approx(pyloudnorm.Meter(44_100).integrated_loudness(sound), abs=0.1)
    assert measured.rms_dbfs == pytest.approx(10 * math.log10(np.mean(sound.astype(np.float64) ** 2)), abs=0.01)
    assert measured.seconds == pytest.approx(24.3)


def test_the_true_peak_between_samples_is_found_also_beyond_full_scale_and_at_a_blocks_edge(tmp_path: Path) -> None:
    sound = np.concatenate((tone(9.995, -30), tone(0.01, 1.0, hz=11_025.0), tone(2, -30)))
    sound[round(9.995 * 44_100) : round(10.005 * 44_100)] *= np.sqrt(0.5)  # samples of such a tone may miss its tops
    path = write(tmp_path / "lamp.wav", sound)
    fine = soxr.resample(sound[:, 0], 44_100, 8 * 44_100)
    expected = 20 * math.log10(float(np.abs(fine).max()))
    assert measure(path, programme([(None, 0, 12)], 12)).true_peak_dbtp == pytest.approx(expected, abs=0.3)
    loud = write(tmp_path / "loud.wav", tone(1, 2.0))
    assert measure(loud, programme([(None, 0, 1)], 1)).true_peak_dbtp == pytest.approx(2.0, abs=0.1)


@pytest.mark.slow
def test_each_characters_loudness_is_that_of_what_they_say(tmp_path: Path) -> None:
    path = write(tmp_path / "lamp.flac", tone(3, -20), tone(2, -26), tone(3, -20), tone(2, -26))
    measured = measure(path, programme([(None, 0, 3), ("Ilse", 3, 5), (None, 5, 8), ("Ilse", 8, 10)], 10))
    assert measured.characters["Narrator"] - measured.characters["Ilse"] == pytest.approx(6.0, abs=0.1)
    assert measured.characters["Narrator"] == pytest.approx(-20.0, abs=0.3)  # 1 kHz on both channels: −3.01 + 3.01


@pytest.mark.slow
def test_the_loudness_range_is_the_distance_of_loud_and_soft(tmp_path: Path) -> None:
    path = write(tmp_path / "lamp.wav", tone(20, -20), tone(20, -30))
    measured = measure(path, programme([(None, 0, 40)], 40))
    assert measured.loudness_range_lu == pytest.approx(10.0, abs=0.3)  # EBU Tech 3342, test signal 1
    assert len(measured.loudness) == 40
    assert measured.loudness[5] == pytest.approx(-20.0, abs=0.3)
    assert measured.loudness[35] == pytest.approx(-30.0, abs=0.3)


@pytest.mark.slow
def test_silences_are_found_and_digital_ones_told_from_faint_ones(tmp_path: Path) -> None:
    faint = tone(2, -75)
    path = write(tmp_path / "lamp.wav", tone(3, -20), silence(0.5), tone(2, -20), faint, tone(1, -20))
    measured = measure(path, programme([(None, 0, 8)], 8.5))
    assert measured.quiet.start_s == pytest.approx(5.5, abs=0.5)
    assert measured.quiet.seconds == pytest.approx(2.0, abs=0.5)
    assert [(dead.start_s, dead.seconds) for dead in measured.dead] == [(3.0, 0.5)]


def test_a_file_of_silence_is_measured_too(tmp_path: Path) -> None:
    measured = measure(write(tmp_path / "lamp.wav", silence(1)), programme([(None, 0, 1)], 1))
    assert measured.integrated_lufs == -math.inf
    assert measured.true_peak_dbtp == -math.inf
    assert measured.characters == {}


def test_times_hold_in_a_file_of_another_rate(tmp_path: Path) -> None:
    loud, soft = tone(3, -20, rate=48_000), tone(3, -40, rate=48_000)
    path = write(tmp_path / "lamp.wav", loud, soft, rate=48_000)
    measured = measure(path, programme([("Ilse", 0, 3), ("Marek", 3, 6)], 6))
    assert measured.characters["Ilse"] - measured.characters["Marek"] == pytest.approx(20.0, abs=0.2)


def test_the_waveform_has_the_shape_of_the_sound(tmp_path: Path) -> None:
    path = write(tmp_path / "lamp.wav", tone(4, -10), silence(2), tone(2, -30))
    waveform = measure(path, programme([(None, 0, 8)], 8)).waveform
    assert len(waveform) <= 2_000
    eighth = len(waveform) / 8
    assert waveform[int(eighth)] == pytest.approx(1.0, abs=0.01)
    assert waveform[int(5 * eighth)] == 0
    assert 0.05 < waveform[int(7 * eighth)] < 0.5


def test_a_file_that_is_no_sound_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "lamp.mp3").write_text("no sound")
    with pytest.raises(WriteError, match=r"lamp\.mp3"):
        measure(tmp_path / "lamp.mp3", programme([(None, 0, 1)], 1))


@pytest.mark.slow
def test_aac_is_measured_where_it_can_be_written(tmp_path: Path) -> None:
    av = pytest.importorskip("av", reason="NOT TESTED: pip install av to test .m4b files")
    path = tmp_path / "lamp.m4b"
    sound = np.concatenate((tone(3, -20), tone(3, -40)))
    with av.open(str(path), "w", format="mp4") as file:
        stream = file.add_stream("aac", rate=44_100, layout="stereo", bit_rate=192_000)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound.T), format="fltp", layout="stereo")
        frame.sample_rate = 44_100
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            file.mux(packet)
    measured = measure(path, programme([("Ilse", 0, 2.7), ("Marek", 3.3, 5.8)], 6))
    assert measured.seconds == pytest.approx(6.0, abs=0.1)
    assert measured.characters["Ilse"] == pytest.approx(-20.0, abs=0.4)
    assert measured.characters["Ilse"] - measured.characters["Marek"] == pytest.approx(20.0, abs=0.5)
