"""WAV and FLAC episodes."""

from __future__ import annotations

from pathlib import Path

import mutagen
import numpy as np
import pytest
import soundfile
from support.writer_sounds import blocks, by_libsndfile, in_parts, sweep, write

from drama.encoders import EncodingJob, Tags
from drama.encoders.wav_flac import write_pcm
from drama.model import Chapter, MixSettings

CUTS = blocks(20, 40)
TAGS = Tags(
    "The Lamp",
    "M. Orrin",
    "Harbour Tales",
    "Read aloud",
    (Chapter("One", 0, 45_000), Chapter("", 45_000, 90_000)),
    b"\x89PNG\r\n\x1a\n...",
)


@pytest.mark.parametrize("suffix", [".wav", ".flac"])
@pytest.mark.parametrize("channels", [1, 2])
def test_every_sample_comes_back_as_it_was(tmp_path: Path, suffix: str, channels: int) -> None:
    sound = sweep(90_000, channels=channels)
    told: list[int] = []
    path = write(
        tmp_path / f"a{suffix}",
        in_parts(sound, CUTS),
        TAGS,
        settings=MixSettings(channels=channels),
        on_progress=told.append,
    )
    assert np.array_equal(by_libsndfile(path), sound)
    assert told == [*CUTS, 90_000]
    assert soundfile.info(path).subtype == "PCM_16"


@pytest.mark.parametrize("suffix", [".wav", ".flac"])
def test_the_same_parts_give_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    parts = in_parts(sweep(90_000), CUTS)
    first = write(tmp_path / f"a{suffix}", parts, TAGS, jobs=1).read_bytes()
    assert write(tmp_path / f"b{suffix}", parts, TAGS, jobs=3).read_bytes() == first


def test_a_flac_has_tags_chapters_and_cover(tmp_path: Path) -> None:
    flac = mutagen.File(write(tmp_path / "a.flac", in_parts(sweep(90_000), CUTS), TAGS))
    assert {name: flac[name] for name in ("title", "artist", "album", "comment")} == {
        "title": ["The Lamp"],
        "artist": ["M. Orrin"],
        "album": ["Harbour Tales"],
        "comment": ["Read aloud"],
    }
    assert [flac[f"chapter00{n}"] + flac[f"chapter00{n}name"] for n in (1, 2)] == [
        ["00:00:00.000", "One"],
        ["00:00:01.020", "Chapter 2"],
    ]
    assert flac.pictures[0].data == TAGS.cover
    assert flac.pictures[0].mime == "image/png"


def test_a_wav_has_title_and_artist(tmp_path: Path) -> None:
    with soundfile.SoundFile(write(tmp_path / "a.wav", in_parts(sweep(90_000), CUTS), TAGS)) as file:
        assert (file.title, file.artist, file.album) == ("The Lamp", "M. Orrin", "Harbour Tales")


def test_a_wav_too_large_for_its_sizes_is_rf64(tmp_path: Path) -> None:
    sound = sweep(90_000)

    def container(rf64_bytes: int) -> str:
        path = tmp_path / "a.wav"
        job = EncodingJob(path, in_parts(sound, CUTS), TAGS, MixSettings(), None, 1, lambda _: None)
        write_pcm(path, job, rf64_bytes=rf64_bytes)
        assert np.array_equal(by_libsndfile(path), sound)
        return path.read_bytes()[:4].decode()

    assert container(90_000 * 4) == "RF64"
    assert container(90_000 * 4 + 1) == "RIFF"
