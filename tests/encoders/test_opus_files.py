"""Opus episodes."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import mutagen
import numpy as np
import pytest
import soundfile
from mutagen.flac import Picture
from mutagen.ogg import OggPage
from support.writer_sounds import Pcm, blocks, by_ffmpeg, in_parts, sweep, write

from drama.encoders import Tags
from drama.errors import WriteError
from drama.model import Chapter, MixSettings

CUTS = blocks(20, 40)
JPEG = b"\xff\xd8\xff\xe0" + bytes(100_000)
TAGS = Tags(
    "The Lamp = one; two",
    "M. Orrin",
    "Harbour Tales",
    "Made with drama.",
    (Chapter("One", 0, 45_000), Chapter("", 45_000, 90_000)),
    JPEG,
)


def clicking(frames: int, *at: int) -> Pcm:
    """Silence but for short clicks."""
    sound = np.zeros((frames, 2), np.int16)
    for click in at:
        sound[click : click + 4] = 24_000
    return sound


@pytest.mark.parametrize("channels", [1, 2])
def test_the_sound_comes_back_at_48_khz_and_as_long_as_it_was(tmp_path: Path, channels: int) -> None:
    sound = sweep(90_000, channels=channels, last_hz=4000)
    path = write(tmp_path / "a.opus", in_parts(sound, CUTS), settings=MixSettings(channels=channels))
    info = soundfile.info(path)
    assert (info.samplerate, info.subtype, info.channels) == (48_000, "OPUS", channels)
    assert abs(info.frames - 90_000 * 480 / 441) <= 1
    heard = soundfile.read(path, always_2d=True)[0]
    assert np.std(heard, axis=0) == pytest.approx(np.std(sound / 32768, axis=0), rel=0.05)
    assert by_ffmpeg(path).shape[0] == info.frames


def test_every_sound_is_heard_at_its_time(tmp_path: Path) -> None:
    clicks = [11, 20_000, CUTS[0] + 100, 89_000]
    path = write(tmp_path / "a.opus", in_parts(clicking(90_000, *clicks), CUTS))
    heard = np.abs(soundfile.read(path)[0][:, 0])
    for click in clicks:
        at = click * 480 // 441
        around = slice(max(0, at - 480), at + 480)
        assert abs(int(np.argmax(heard[around])) + around.start - at) <= 10


def test_an_opus_has_tags_chapters_and_cover(tmp_path: Path) -> None:
    path = write(tmp_path / "a.opus", in_parts(sweep(90_000), CUTS), TAGS)
    opus = mutagen.File(path)
    assert {name: opus[name] for name in ("title", "artist", "album", "comment")} == {
        "title": ["The Lamp = one; two"],
        "artist": ["M. Orrin"],
        "album": ["Harbour Tales"],
        "comment": ["Made with drama."],
    }
    assert [opus[f"chapter00{n}"] + opus[f"chapter00{n}name"] for n in (1, 2)] == [
        ["00:00:00.000", "One"],
        ["00:00:01.020", "Chapter 2"],
    ]
    picture = Picture(base64.b64decode(opus["metadata_block_picture"][0]))
    assert (picture.data, picture.mime) == (JPEG, "image/jpeg")
    assert abs(soundfile.info(path).frames - 90_000 * 480 / 441) <= 1


def test_the_same_parts_give_the_same_bytes(tmp_path: Path) -> None:
    parts = in_parts(sweep(90_000), CUTS)
    first = write(tmp_path / "a.opus", parts, TAGS, jobs=1).read_bytes()
    assert write(tmp_path / "b.opus", parts, TAGS, jobs=3).read_bytes() == first


def test_every_page_is_of_one_stream_and_whole(tmp_path: Path) -> None:
    file = io.BytesIO(write(tmp_path / "a.opus", in_parts(sweep(90_000), CUTS), TAGS).read_bytes())
    size = len(file.getvalue())
    pages = []
    while file.tell() < size:
        start = file.tell()
        pages.append(OggPage(file))
        assert pages[-1].write() == file.getvalue()[start : file.tell()], "the checksum is another"
    assert len({page.serial for page in pages}) == 1
    assert [page.sequence for page in pages] == list(range(len(pages)))


@pytest.mark.slow
def test_the_bit_rate_is_what_was_asked_for(tmp_path: Path) -> None:
    noise = np.random.default_rng(3).normal(0, 4000, (110_250, 2)).astype(np.int16)
    for kbps in (48, 128):
        path = write(tmp_path / "a.opus", in_parts(noise), settings=MixSettings(bit_rate_kbps=kbps))
        assert path.stat().st_size * 8 / 2.5 / 1000 == pytest.approx(kbps, rel=0.25)


def test_progress_is_told_in_frames_of_the_mix(tmp_path: Path) -> None:
    told: list[int] = []
    write(tmp_path / "a.opus", in_parts(sweep(90_000), CUTS), on_progress=told.append)
    assert told == [*CUTS, 90_000]


def test_a_cover_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="neither a JPEG nor a PNG"):
        write(tmp_path / "a.opus", in_parts(sweep(9000)), Tags(cover=b"<svg/>"))
    assert not list(tmp_path.iterdir())
