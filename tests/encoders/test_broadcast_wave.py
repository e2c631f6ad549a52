"""Broadcast Wave, read back by wavinfo, FFmpeg, libsndfile and pyloudnorm."""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
import pyloudnorm
import pytest
import soundfile
import soxr
from support.programmes import NASTY
from wavinfo import WavInfoReader

from drama.encoders.broadcast_wave import Broadcast, broadcast_wave, header
from drama.model import FRAME_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

ABOUT = Broadcast("Zoë", "The Łamp of Åse", 7 * FRAME_RATE + 5)


def noise(seconds: float, channels: int, *, peak: float = 0.2) -> NDArray[np.float32]:
    chance = np.random.default_rng(3)
    return chance.uniform(-peak, peak, (round(seconds * FRAME_RATE), channels)).astype(np.float32)


def written(path: Path, sound: NDArray[np.float32], about: Broadcast = ABOUT) -> Path:
    with broadcast_wave(path, about, frames=len(sound), channels=sound.shape[1]) as wave:
        for part in np.array_split(sound, 7):
            wave.write(part)
    return path


def chunks(file: bytes) -> dict[bytes, bytes]:
    """Return the chunks of a RIFF file by name, each where the one before says that it is."""
    assert struct.unpack("<4sI4s", file[:12]) == (b"RIFF", len(file) - 8, b"WAVE")
    found, at = {}, 12
    while at < len(file):
        name, size = struct.unpack("<4sI", file[at : at + 8])
        found[name] = file[at + 8 : at + 8 + size]
        assert len(found[name]) == size
        at += 8 + size + size % 2
    return found


def test_it_says_whose_sound_it_is_and_where_it_stands(tmp_path: Path) -> None:
    path = written(tmp_path / "a.wav", noise(1, 2))
    bext = WavInfoReader(str(path)).bext
    assert bext.description == "Zoe - The ?amp of Ase"  # ASCII is all a bext chunk has: iXML has the rest
    assert bext.originator.startswith("drama ")
    assert (bext.originator_date, bext.originator_time) == ("", "")
    assert (bext.version, bext.time_reference) == (2, 7 * FRAME_RATE + 5)
    assert bext.coding_history.startswith("A=PCM,F=44100,W=24,M=stereo,T=drama ")
    assert bext.coding_history.endswith("\r\n")
    with av.open(str(path)) as container:
        assert container.metadata["time_reference"] == str(7 * FRAME_RATE + 5)
        assert container.streams.audio[0].codec_context.name == "pcm_s24le"


def test_editors_find_the_names_of_its_channels(tmp_path: Path) -> None:
    ixml = WavInfoReader(str(written(tmp_path / "a.wav", noise(0.1, 2)))).ixml
    assert ixml.project == "The Łamp of Åse"
    assert [(track.interleave_index, track.name) for track in ixml.track_list] == [("1", "Zoë"), ("2", "Zoë")]


@pytest.mark.parametrize("frames", [4410, 4411])
@pytest.mark.parametrize("channels", [1, 2])
def test_every_chunk_stands_where_it_should_and_holds_the_sound(frames: int, channels: int, tmp_path: Path) -> None:
    sound = noise(1, channels)[:frames]
    sound[7] = 1.5
    path = written(tmp_path / "a.wav", sound)
    assert list(chunks(path.read_bytes())) == [b"bext", b"fmt ", b"iXML", b"data"]
    read, rate = soundfile.read(path, always_2d=True)
    assert (rate, read.shape, soundfile.info(path).subtype) == (FRAME_RATE, sound.shape, "PCM_24")
    assert np.abs(read - np.clip(sound, -1, 1)).max() <= 2**-23


def test_its_loudness_is_what_another_meter_measures(tmp_path: Path) -> None:
    sound = np.concatenate([noise(4, 2, peak=0.02), noise(6, 2, peak=0.2)])
    bext = WavInfoReader(str(written(tmp_path / "a.wav", sound))).bext
    meter = pyloudnorm.Meter(FRAME_RATE)
    assert bext.loudness_value == pytest.approx(meter.integrated_loudness(sound), abs=0.1)
    loud = pyloudnorm.Meter(FRAME_RATE).integrated_loudness(sound[-5 * FRAME_RATE :])
    assert bext.max_momentary_loudness == pytest.approx(loud, abs=0.3)
    assert bext.max_shortterm_loudness == pytest.approx(loud, abs=0.15)
    assert bext.loudness_range == pytest.approx(20.0, abs=1.5)
    fine = soxr.resample(sound, FRAME_RATE, 4 * FRAME_RATE, quality="VHQ")
    assert bext.max_true_peak == pytest.approx(20 * np.log10(np.abs(fine).max()), abs=0.1)


@pytest.mark.parametrize("is_alike", [True, False])
def test_its_loudness_counts_both_channels(is_alike: bool, tmp_path: Path) -> None:
    sound = noise(2, 2)
    sound = np.repeat(sound[:, :1], 2, axis=1) if is_alike else sound
    both = WavInfoReader(str(written(tmp_path / "a.wav", sound))).bext
    assert both.loudness_value == pytest.approx(pyloudnorm.Meter(FRAME_RATE).integrated_loudness(sound), abs=0.1)


def test_silence_has_no_loudness_to_tell(tmp_path: Path) -> None:
    path = written(tmp_path / "a.wav", np.zeros((FRAME_RATE, 1), np.float32))
    values = struct.unpack_from("<5h", chunks(path.read_bytes())[b"bext"], 412)
    assert values == (0x7FFF,) * 5  # EBU Tech 3285, 2.4: not measured


def test_the_same_sound_gives_the_same_bytes_and_no_other_has_its_reference(tmp_path: Path) -> None:
    sound = noise(0.2, 1)
    paths = [
        written(tmp_path / "a.wav", sound),
        written(tmp_path / "b.wav", sound),
        written(tmp_path / "c.wav", sound * np.float32(0.5)),
        written(tmp_path / "d.wav", sound, Broadcast("Zoë", "Another")),
    ]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    references = [WavInfoReader(str(path)).bext.originator_ref for path in paths]
    assert [len(reference) for reference in references] == [32] * 4
    assert len(set(references)) == 3


def test_what_a_riff_cannot_hold_is_rf64(tmp_path: Path) -> None:
    # The header alone: the file is as long as it says, and the disk holds nothing of it.
    frames = 900_000_000
    head = header(ABOUT, frames=frames, channels=2)
    path = tmp_path / "long.wav"
    with path.open("wb") as file:
        file.write(head)
        file.truncate(len(head) + frames * 6)
    info = soundfile.info(path)
    assert (info.format, info.frames, info.channels) == ("RF64", frames, 2)
    read = WavInfoReader(str(path))
    assert (read.data.frame_count, read.bext.time_reference) == (frames, 7 * FRAME_RATE + 5)
    riff = struct.unpack_from("<4sI4s4sIQQQ", head)
    assert riff == (b"RF64", 0xFFFFFFFF, b"WAVE", b"ds64", 28, path.stat().st_size - 8, frames * 6, frames)
    path.unlink()


@pytest.mark.parametrize("text", [*NASTY, "x" * 10_000, "Зоя", ""])
def test_any_names_can_be_written(text: str, tmp_path: Path) -> None:
    read = chunks(written(tmp_path / "a.wav", noise(0.1, 1), Broadcast(text, text)).read_bytes())
    assert ET.fromstring(read[b"iXML"]).find("TRACK_LIST/TRACK/NAME") is not None
    assert read[b"bext"][:256].isascii()
    assert len(read[b"iXML"]) < 5_000
    soundfile.info(tmp_path / "a.wav")


def test_fewer_frames_than_promised_are_an_error(tmp_path: Path) -> None:
    with (
        pytest.raises(ValueError, match="10 frames where 12"),
        broadcast_wave(tmp_path / "a.wav", ABOUT, frames=12, channels=1) as wave,
    ):
        wave.write(np.zeros((10, 1), np.float32))
