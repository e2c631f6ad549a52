"""A person's file as a take: of any format, trimmed, on one channel, levelled, and otherwise as it was recorded."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile
from support.actors import RATE, Samples, in_a_room, likeness, resampled, save, talk
from support.hearing import integrated_lufs

from drama.actors import warnings_of
from drama.engines import engine_names, get_engine
from drama.engines.actor import Treated, check_recording, read_recording
from drama.errors import RequestRefusedError
from drama.model import ACTOR_ENGINE, FRAME_RATE, Kind, Line, Voice

SOUND = talk(3)
HEARD = resampled(SOUND, RATE, FRAME_RATE)


def spoken(path: Path) -> Samples:
    """Return a file as the engine speaks it."""
    speech = get_engine(ACTOR_ENGINE).speak("whatever", Voice("it", ACTOR_ENGINE, str(path)))
    assert speech.frame_rate == FRAME_RATE
    assert not speech.words
    return speech.samples.astype(np.float64)


def m4a(path: Path, sound: Samples, rate: int) -> Path:
    """Write a sound as a telephone does."""
    av = pytest.importorskip("av")
    with av.open(str(path), "w") as file:
        stream = file.add_stream("aac", rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(sound[None].astype(np.float32), format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        for packet in (*stream.encode(frame), *stream.encode(None)):
            file.mux(packet)
    return path


def test_every_format_rate_and_number_of_channels_comes_to_the_same_take(tmp_path: Path) -> None:
    recording = in_a_room(SOUND)
    files = [
        save(tmp_path / "24.wav", recording, recording),
        save(tmp_path / "16.wav", recording, subtype="PCM_16"),
        save(tmp_path / "float.wav", recording * 3, subtype="FLOAT"),
        save(tmp_path / "six.wav", *[recording] * 6),
        save(tmp_path / "a.flac", recording, 0.7 * recording),
        save(tmp_path / "a.aiff", recording, subtype="PCM_16"),
        save(tmp_path / "a.caf", recording),
        save(tmp_path / "a.ogg", recording, subtype=None),
        save(tmp_path / "a.opus", recording, subtype="OPUS"),
        save(tmp_path / "a.mp3", recording, subtype=None),
        m4a(tmp_path / "a.m4a", recording, RATE),
    ]
    files += [
        save(tmp_path / f"{rate}.wav", resampled(recording, RATE, rate), rate=rate) for rate in (22_050, 44_100, 96_000)
    ]
    for path in files:
        take = spoken(path)
        assert likeness(take, HEARD) > 0.98, path.name
        assert integrated_lufs(take[:, None], FRAME_RATE) == pytest.approx(-23, abs=0.3), path.name
        assert len(take) / FRAME_RATE == pytest.approx(2.0 + 0.06 + 0.12, abs=0.03), path.name


@pytest.mark.parametrize("level_db", [0.0, -20.0, -40.0])
@pytest.mark.parametrize("noise_dbfs", [-110.0, -75.0])
def test_silence_is_cut_an_offset_taken_out_and_the_level_set_by_loudness(
    tmp_path: Path, level_db: float, noise_dbfs: float
) -> None:
    soft = SOUND * 10 ** (level_db / 20)
    path = save(tmp_path / "a.wav", in_a_room(soft, before_s=2.5, after_s=0.4, noise_dbfs=noise_dbfs, offset=0.004))
    read = read_recording(path)
    take = read.samples.astype(np.float64)
    assert len(take) / FRAME_RATE == pytest.approx(2.18, abs=0.03)
    assert likeness(take, HEARD) > 0.98
    assert abs(take.mean()) < 1e-3
    assert integrated_lufs(take[:, None], FRAME_RATE) == pytest.approx(-23, abs=0.3)
    assert read.facts.loudness_lufs == pytest.approx(integrated_lufs(HEARD[:, None], FRAME_RATE) + level_db, abs=0.5)
    assert abs(take[0]) < 1e-3 > abs(take[-1])
    edges = np.abs(np.diff(take))[[0, 1, -2, -1]]
    assert edges.max() < 5e-3


def test_a_click_of_the_mouse_is_no_speech_and_noise_between_words_stays(tmp_path: Path) -> None:
    recording = in_a_room(np.concatenate((SOUND, np.zeros(RATE // 2), SOUND)), noise_dbfs=-55)
    recording[2000:2300] += 0.4 * np.hanning(300) * (-1) ** np.arange(300)
    recording[-3000:-2800] += 0.3
    take = spoken(save(tmp_path / "a.wav", recording))
    assert len(take) / FRAME_RATE == pytest.approx(4.5 + 0.18, abs=0.04)
    between = take[round(2.2 * FRAME_RATE) : round(2.4 * FRAME_RATE)]
    noise = 20 * np.log10(between.std()) - 20 * np.log10(take.std() / SOUND.std())
    assert noise == pytest.approx(-55, abs=2.5)


def test_a_line_of_loud_peaks_is_never_clipped_by_being_levelled(tmp_path: Path) -> None:
    sparse = talk(4) * 0.01
    sparse[20_000:20_200] = 0.9 * np.hanning(200)
    take = spoken(save(tmp_path / "a.wav", in_a_room(sparse)))
    assert np.abs(take).max() == pytest.approx(10 ** (-1 / 20), abs=0.01)


def test_channels_that_cancel_or_hold_nothing_do_not_spoil_the_voice(tmp_path: Path) -> None:
    recording = in_a_room(SOUND)
    noise = in_a_room(np.zeros(len(SOUND)), noise_dbfs=-60, seed=2)
    inverted = read_recording(save(tmp_path / "inverted.wav", recording, -0.95 * recording))
    one_sided = read_recording(save(tmp_path / "one-sided.wav", recording, noise))
    assert inverted.facts.is_out_of_phase
    assert not one_sided.facts.is_out_of_phase
    for read in (inverted, one_sided):
        assert likeness(read.samples.astype(np.float64), HEARD) > 0.99


@pytest.mark.parametrize(
    ("damage", "facts"),
    [
        (lambda sound: np.clip(3 * sound, -1, 1), lambda read: read.clipped > 20),
        (lambda sound: 0.5 * np.clip(4 * sound, -1, 1), lambda read: read.clipped > 20),
        (lambda sound: sound * (0.9999 / np.abs(sound).max()), lambda read: read.clipped < 2),
        (lambda sound: sound, lambda read: read.over_noise_db > 50),
        (lambda sound: sound + np.random.default_rng(8).normal(0, 0.02, len(sound)), lambda it: it.over_noise_db < 22),
    ],
    ids=["clipped", "clipped and made softer", "loud and whole", "clean", "noisy"],
)
def test_what_is_wrong_with_a_sound_is_measured(
    tmp_path: Path, damage: Callable[[Samples], Samples], facts: Callable[[object], bool]
) -> None:
    read: Treated = read_recording(save(tmp_path / "a.wav", damage(in_a_room(SOUND)), subtype="PCM_16"))
    assert facts(read.facts), read.facts


def test_a_file_that_is_no_recording_is_refused_with_what_is_wrong(tmp_path: Path) -> None:
    save(tmp_path / "silent.wav", np.zeros(RATE))
    save(tmp_path / "hush.wav", in_a_room(SOUND * 1e-4, noise_dbfs=-110))
    save(tmp_path / "empty.wav", np.zeros(0))
    save(tmp_path / "nan.wav", np.array([0.0, np.nan, 0.2]), subtype="FLOAT")
    save(tmp_path / "long.wav", np.zeros(601 * 8_000), rate=8_000, subtype="PCM_U8")
    save(tmp_path / "slow.wav", np.zeros(4_000), rate=4_000)
    save(tmp_path / "many.wav", *[SOUND[:2000]] * 9)
    (tmp_path / "text.wav").write_text("Dear actor, …", encoding="utf-8")
    (tmp_path / "text.m4a").write_text("Dear actor, …", encoding="utf-8")
    (tmp_path / "cut.flac").write_bytes(save(tmp_path / "whole.flac", SOUND).read_bytes()[:60])
    (tmp_path / "folder.wav").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.wav")
    wanted = {
        "silent.wav": "silent", "hush.wav": "silent", "empty.wav": "not one sample", "nan.wav": "no numbers",
        "long.wav": "10 minutes", "slow.wav": "4,000 samples a second", "many.wav": "9 channels",
        "text.wav": "WAV, FLAC", "text.m4a": "WAV, FLAC", "cut.flac": "cut.flac", "folder.wav": "a folder",
        "absent.wav": "is not there",
    }  # fmt: skip
    wanted |= {"pipe.wav": "a named pipe"} if hasattr(os, "mkfifo") else {}
    for name, reason in wanted.items():
        with pytest.raises(RequestRefusedError) as refused:
            read_recording(tmp_path / name)
        assert reason in str(refused.value), name
        assert name in str(refused.value)


def test_a_take_goes_by_the_content_of_its_file_and_nobody_is_cast_with_it(tmp_path: Path) -> None:
    engine = get_engine(ACTOR_ENGINE)
    path = save(tmp_path / "a.wav", SOUND)

    def identity(file: Path) -> str:
        return engine.identity(Voice(file.name, ACTOR_ENGINE, str(file)))  # type: ignore[attr-defined, no-any-return]

    before = identity(path)
    moved = path.rename(tmp_path / "b.wav")
    assert identity(moved) == before
    absent = identity(path)
    assert absent != before
    save(moved, talk(9))
    assert identity(moved) not in {before, absent}
    assert ACTOR_ENGINE not in engine_names()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.wav")
        for endless in (tmp_path / "pipe.wav", Path("/dev/zero"), tmp_path):
            assert identity(endless).startswith("unreadable")
    assert soundfile.info(moved).samplerate == RATE  # the file is as it was


def test_silence_is_said_in_words_and_levels_have_one_minus_sign(tmp_path: Path) -> None:
    line = Line(1, 1, Kind.DIALOGUE, "Anna", "Is it there", (), 0, "tag", 1.0)
    with pytest.raises(RequestRefusedError, match=r"a\.wav is silent: all of its samples are zero$"):
        read_recording(save(tmp_path / "a.wav", np.zeros(RATE), subtype="PCM_16"))
    with pytest.raises(RequestRefusedError, match=r"nothing in it is louder than −\d\d dBFS$"):
        read_recording(save(tmp_path / "b.wav", in_a_room(SOUND * 1e-4, noise_dbfs=-110)))
    facts = replace(read_recording(save(tmp_path / "c.wav", in_a_room(SOUND))).facts, clipped=7_868, loudness_lufs=-50)
    told = "; ".join(warnings_of(facts, line))
    assert "clipped in 7,868 places, at −" in told
    assert "very soft (−50 LUFS)" in told


def test_a_file_that_ends_before_its_header_says_is_cut_off_and_one_of_unknown_length_is_not(tmp_path: Path) -> None:
    for name, subtype in (("a.wav", "PCM_24"), ("a.aiff", "PCM_16"), ("a.flac", "PCM_16")):
        path = save(tmp_path / name, in_a_room(SOUND), subtype=subtype)
        read_recording(path)
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(RequestRefusedError, match=rf"{name} is cut off|{name} is no sound that can be read"):
            read_recording(path)
    wav = save(tmp_path / "b.wav", in_a_room(SOUND), subtype="PCM_16")
    whole = wav.read_bytes()
    at = whole.index(b"data") + 4
    promised = int.from_bytes(whole[at : at + 4], "little")
    for length in (0xFFFFFFFF, 0x7FFFF000, promised + 1):
        wav.write_bytes(whole[:at] + length.to_bytes(4, "little") + whole[at + 4 :])
        check_recording(wav)
        assert read_recording(wav).facts.seconds > 2
    wav.write_bytes(whole[: at + 4 + promised // 4])
    with pytest.raises(RequestRefusedError, match=r"b\.wav is cut off: its header promises \d\.\d+ s of sound, and"):
        check_recording(wav)
