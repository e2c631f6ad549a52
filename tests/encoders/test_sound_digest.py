"""The digest of the sound in a file: no tag changes it, any change of the sound does."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import mutagen
import numpy as np
import pytest
from mutagen.apev2 import APEv2
from mutagen.id3 import ID3, TIT2, TXXX

from drama.encoders import Part, Tags, suffixes, write_episode
from drama.encoders.manifest_tag import read_manifest_tags
from drama.encoders.sound_digest import sound_digest
from drama.errors import DataError
from drama.model import FRAME_RATE, MixSettings

KNOWN = (".mp3", ".flac", ".opus", ".wav", ".m4b")
TAGGED = (".mp3", ".flac", ".opus", ".m4b")
MANIFEST = '{"drama":"manifest","said":"' + "x" * 3_000 + '"}'


def written(path: Path, *, manifest: str = MANIFEST, hz: float = 220.0) -> Path:
    time = np.arange(FRAME_RATE // 2) / FRAME_RATE
    wave = (8_000 * np.sin(2 * np.pi * hz * time)).astype(np.int16)
    part = Part(str(hz), len(wave), lambda: np.column_stack((wave, wave)))
    tags = Tags(title="The Weir", artist="Nell Orrin", manifest=manifest)
    write_episode(path, [part], tags, settings=MixSettings(), cache=None, jobs=1)
    return path


def digest_or_none(path: Path) -> str | None:
    try:
        return sound_digest(path)
    except DataError:
        return None


@pytest.mark.parametrize("suffix", TAGGED)
def test_the_tags_hold_the_manifest_and_the_digest_of_the_sound_that_is_there(suffix: str, tmp_path: Path) -> None:
    path = written(tmp_path / f"weir{suffix}")
    assert read_manifest_tags(path) == (MANIFEST, sound_digest(path))


def test_a_wav_has_no_manifest_in_its_tags(tmp_path: Path) -> None:
    assert read_manifest_tags(written(tmp_path / "weir.wav")) == ("", "")


@pytest.mark.parametrize("suffix", KNOWN)
def test_another_manifest_leaves_the_digest_of_the_sound_as_it_is(suffix: str, tmp_path: Path) -> None:
    one, two = written(tmp_path / f"one{suffix}"), written(tmp_path / f"two{suffix}", manifest="")
    other = written(tmp_path / f"three{suffix}", hz=221.0)
    assert sound_digest(one) == sound_digest(two) != sound_digest(other)


@pytest.mark.parametrize("suffix", TAGGED)
def test_a_tag_edited_with_another_program_changes_no_digest(suffix: str, tmp_path: Path) -> None:
    path = written(tmp_path / f"weir{suffix}")
    before, size = sound_digest(path), path.stat().st_size
    file = mutagen.File(path)
    if suffix == ".mp3":
        file.tags.add(TXXX(desc="mood", text="y" * 9_000))
    elif suffix == ".m4b":
        file.tags["\xa9lyr"] = "y" * 9_000
    else:
        file.tags["mood"] = "y" * 900_000  # over many pages of an Ogg file
    file.save()
    assert path.stat().st_size > size
    assert sound_digest(path) == before


def test_tags_in_front_of_and_behind_an_mp3_are_no_sound(tmp_path: Path) -> None:
    path = written(tmp_path / "weir.mp3")
    before = sound_digest(path)
    ape = APEv2()
    ape["mood"] = "y" * 500
    ape.save(path)
    tags = ID3(path)
    tags.add(TIT2(text="Another title"))
    tags.save(path, v1=2)
    assert path.read_bytes()[-128:].startswith(b"TAG")
    assert b"APETAGEX" in path.read_bytes()[-2_000:]
    assert sound_digest(path) == before


@pytest.mark.parametrize("suffix", KNOWN)
@pytest.mark.parametrize(
    "damage",
    [lambda data: data[:-700], lambda data: data[:-900] + bytes([data[-900] ^ 1]) + data[-899:]],
    ids=["cut off", "one bit"],
)
def test_a_file_that_is_cut_off_or_has_one_bit_off_has_another_digest_or_none(
    suffix: str, damage: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = written(tmp_path / f"weir{suffix}")
    before = sound_digest(path)
    path.write_bytes(damage(path.read_bytes()))
    assert digest_or_none(path) != before


@pytest.mark.parametrize("suffix", [suffix for suffix in KNOWN if suffix != ".mp3"])
@pytest.mark.parametrize("data", [b"", b"fLaC", b"RIFF", b"OggS" + b"\xff" * 30, b"\0\0\0\1mdat" + b"\xff" * 8])
def test_what_is_no_such_file_is_one_clear_error(suffix: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"weir{suffix}"
    path.write_bytes(data)
    with pytest.raises(DataError, match=r"weir\.\w+ is no \w+ file, or damaged"):
        sound_digest(path)
    assert read_manifest_tags(path) == ("", "")


def test_a_format_of_another_package_is_taken_whole(tmp_path: Path) -> None:
    one, two = tmp_path / "one.au", tmp_path / "two.au"
    one.write_bytes(b"any")
    shutil.copy(one, two)
    assert ".au" not in suffixes()
    assert sound_digest(one) == sound_digest(two)
