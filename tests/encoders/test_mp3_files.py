"""MP3 episodes: length, level, header, cache."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.mp3 import MP3, BitrateMode
from support.writer_sounds import Pcm, Shelf, blocks, by_ffmpeg, by_libsndfile, in_parts, pausing, sweep, write

from drama.encoders import Part, Tags
from drama.encoders.mp3 import BIT_RATES_KBPS
from drama.encoders.mp3_frames import offsets
from drama.encoders.mp3_info_frame import crc16
from drama.errors import MixError, WriteError
from drama.model import MixSettings
from drama.model.grid import GRID_FRAMES

CUTS = blocks(20, 40, 60)


def audio_of(path: Path) -> bytes:
    """The MP3 frames behind the ID3 tag, the Info frame first."""
    data = path.read_bytes()
    size = data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9]
    return data[10 + size :]


@settings(max_examples=25, deadline=None)
@given(frames=st.integers(1, 6 * GRID_FRAMES), rate=st.sampled_from(BIT_RATES_KBPS), channels=st.sampled_from([1, 2]))
@pytest.mark.slow
def test_any_length_comes_back_to_the_frame(
    tmp_path_factory: pytest.TempPathFactory, frames: int, rate: int, channels: int
) -> None:
    path = tmp_path_factory.mktemp("lengths") / "a.mp3"
    given_settings = MixSettings(bit_rate_kbps=rate, channels=channels)
    write(path, in_parts(sweep(frames, channels=channels)), settings=given_settings)
    assert by_libsndfile(path).shape == (frames, channels)
    if frames > 3 * GRID_FRAMES:  # FFmpeg takes a file of two or three MP3 frames for something else
        assert by_ffmpeg(path).shape == (frames, channels)


@settings(max_examples=20, deadline=None)
@given(
    counts=st.lists(st.integers(8, 20), min_size=1, max_size=12),
    rest=st.integers(1, 5000),
    rate=st.sampled_from(BIT_RATES_KBPS),
)
@pytest.mark.slow
def test_any_parts_in_any_sound_are_joined_to_the_frame(
    tmp_path_factory: pytest.TempPathFactory, counts: list[int], rest: int, rate: int
) -> None:
    cuts = [int(cut) * GRID_FRAMES for cut in np.cumsum(counts)]
    sound = np.random.default_rng(rest).normal(0, 4000, (cuts[-1] + rest, 2)).astype(np.int16)
    path = tmp_path_factory.mktemp("parts") / "a.mp3"
    write(path, in_parts(sound, cuts, goes_on=True), settings=MixSettings(bit_rate_kbps=rate))
    heard = by_libsndfile(path)
    assert heard.shape == sound.shape
    assert np.array_equal(np.abs(heard.astype(int) - by_ffmpeg(path)) <= 1, np.ones_like(heard, bool))


@pytest.mark.slow
def test_hundreds_of_parts_are_joined_to_the_frame(tmp_path: Path) -> None:
    cuts = [n * 4 * GRID_FRAMES for n in range(1, 301)]
    sound = np.zeros((cuts[-1] + 100, 2), np.int16)
    hum = sweep(GRID_FRAMES)
    for cut in cuts:
        sound[cut : cut + 100] = hum[:100]
    heard = by_libsndfile(write(tmp_path / "a.mp3", in_parts(sound, cuts)))
    assert heard.shape == sound.shape


def test_an_episode_of_one_frame_of_sound_is_an_episode(tmp_path: Path) -> None:
    assert by_libsndfile(write(tmp_path / "a.mp3", in_parts(sweep(1)))).shape == (1, 2)


@pytest.mark.parametrize("rate", BIT_RATES_KBPS)
def test_the_level_of_the_mix_is_the_level_of_the_file(tmp_path: Path, rate: int) -> None:
    t = np.arange(44_100) / 44_100
    sound = np.stack([9000 * np.sin(2 * np.pi * 441 * t)] * 2, axis=1).astype(np.int16)
    heard = by_libsndfile(write(tmp_path / "a.mp3", in_parts(sound), settings=MixSettings(bit_rate_kbps=rate)))
    inner = slice(8000, -8000)
    gain = np.sqrt((heard[inner].astype(float) ** 2).mean() / (sound[inner].astype(float) ** 2).mean())
    assert abs(20 * np.log10(gain)) < 0.02


def test_players_see_a_constant_bit_rate_and_the_true_length(tmp_path: Path) -> None:
    sound = sweep(100_000)
    info = MP3(write(tmp_path / "a.mp3", in_parts(sound))).info
    assert info.bitrate_mode == BitrateMode.CBR
    assert info.bitrate == pytest.approx(128_000, abs=10)
    assert info.length == pytest.approx(100_000 / 44_100, abs=1e-6)
    assert (info.sample_rate, info.channels) == (44_100, 2)


def test_the_info_frame_holds_counts_and_checksums_of_what_follows(tmp_path: Path) -> None:
    sound = pausing(sweep(100_000), CUTS)
    audio = audio_of(write(tmp_path / "a.mp3", in_parts(sound, CUTS)))
    starts = offsets(audio)
    tag = audio[36:192]
    assert tag[:4] == b"Info"
    assert int.from_bytes(tag[8:12], "big") == len(starts) - 2, "frames, the Info frame not counted"
    assert int.from_bytes(tag[12:16], "big") == len(audio)
    assert tag[120:129] == b"LAME3.100"
    delays = int.from_bytes(tag[141:144], "big")
    assert delays >> 12 == 576
    assert (len(starts) - 2) * GRID_FRAMES - 576 - (delays & 0xFFF) == len(sound)
    assert 529 <= delays & 0xFFF <= 4095
    assert int.from_bytes(audio[188:190], "big") == crc16(audio[starts[1] :])
    assert int.from_bytes(audio[190:192], "big") == crc16(audio[:190])


@pytest.mark.slow
def test_the_seek_table_points_at_each_hundredth(tmp_path: Path) -> None:
    sound = pausing(sweep(400_000), CUTS)
    audio = audio_of(write(tmp_path / "a.mp3", in_parts(sound, CUTS)))
    starts = offsets(audio)[1:]
    count = len(starts) - 1
    for hundredth, entry in enumerate(audio[52:152]):
        frame = starts[hundredth * count // 100]
        assert abs(entry * len(audio) / 256 - frame) < 2 * len(audio) / 256


@given(pieces=st.lists(st.binary(max_size=4000), max_size=4))
def test_the_checksum_of_pieces_is_the_checksum_of_the_whole(pieces: list[bytes]) -> None:
    crc = 0
    for piece in pieces:
        crc = crc16(piece, crc)
    plain = 0
    for byte in b"".join(pieces):
        plain ^= byte
        for _ in range(8):
            plain = plain >> 1 ^ (0xA001 if plain & 1 else 0)
    assert crc == plain


def test_the_checksum_has_the_published_check_value() -> None:
    assert crc16(b"123456789") == 0xBB3D


@pytest.mark.slow
def test_the_same_parts_give_the_same_bytes_whatever_the_jobs_and_the_cache(tmp_path: Path) -> None:
    sound = sweep(100_000)
    parts = in_parts(sound, CUTS, goes_on=True)
    shelf = Shelf()
    first = write(tmp_path / "a.mp3", parts, jobs=1).read_bytes()
    assert write(tmp_path / "b.mp3", parts, jobs=4, cache=shelf).read_bytes() == first
    assert write(tmp_path / "c.mp3", parts, jobs=2, cache=shelf).read_bytes() == first


def never() -> Pcm:
    raise AssertionError("an unchanged part was mixed again")


def test_a_part_that_did_not_change_is_neither_mixed_nor_encoded_again(tmp_path: Path) -> None:
    sound = sweep(100_000)
    parts = in_parts(sound, CUTS, goes_on=True)
    shelf = Shelf()
    first = write(tmp_path / "a.mp3", parts, cache=shelf).read_bytes()
    untouched = [Part(part.key, part.frames, never, part.lead_in and never, part.lead_out and never) for part in parts]
    assert write(tmp_path / "b.mp3", untouched, cache=shelf).read_bytes() == first


def test_a_cache_that_is_empty_is_a_cache(tmp_path: Path) -> None:
    class Empty(Shelf):
        def __len__(self) -> int:
            return len(self.blobs)

    shelf = Empty()
    write(tmp_path / "a.mp3", in_parts(sweep(5000)), cache=shelf)
    assert len(shelf) == 1


def test_only_the_part_that_changed_is_mixed_again(tmp_path: Path) -> None:
    sound = pausing(sweep(100_000), CUTS)
    parts = in_parts(sound, CUTS)
    shelf = Shelf()
    write(tmp_path / "a.mp3", parts, cache=shelf)
    untouched = [Part(part.key, part.frames, never) for part in parts]
    changed = Part("new", parts[2].frames, lambda: np.zeros((parts[2].frames, 2), np.int16))
    heard = by_libsndfile(write(tmp_path / "b.mp3", [*untouched[:2], changed, untouched[3]], cache=shelf))
    assert heard.shape == sound.shape
    assert np.abs(heard[CUTS[1] + 2000 : CUTS[2] - 2000]).max() <= 2


def test_another_bit_rate_is_another_encoding(tmp_path: Path) -> None:
    parts = in_parts(sweep(50_000))
    shelf = Shelf()
    write(tmp_path / "a.mp3", parts, cache=shelf)
    write(tmp_path / "b.mp3", parts, cache=shelf, settings=MixSettings(bit_rate_kbps=192))
    assert MP3(tmp_path / "b.mp3").info.bitrate == pytest.approx(192_000, abs=10)


@pytest.mark.parametrize("damage", [b"", b"x", lambda blob: blob[:-1], lambda blob: blob[:50] + b"?" + blob[51:]])
def test_a_damaged_cache_entry_is_encoded_again(tmp_path: Path, damage: object) -> None:
    parts = in_parts(sweep(50_000))
    shelf = Shelf()
    first = write(tmp_path / "a.mp3", parts, cache=shelf).read_bytes()
    whole = dict(shelf.blobs)
    shelf.blobs = {key: damage(blob) if callable(damage) else damage for key, blob in whole.items()}
    assert write(tmp_path / "b.mp3", parts, cache=shelf).read_bytes() == first
    assert shelf.blobs == whole, "and repaired"


def test_progress_counts_up_to_the_whole_in_the_calling_thread(tmp_path: Path) -> None:
    told: list[int] = []
    sound = pausing(sweep(100_000), CUTS)
    write(tmp_path / "a.mp3", in_parts(sound, CUTS), on_progress=told.append)
    assert told == [*CUTS, 100_000]


@pytest.mark.slow
def test_no_more_parts_than_the_jobs_and_one_are_mixed_ahead(tmp_path: Path) -> None:
    mixed: list[int] = []
    lead: list[int] = []

    def part(number: int) -> Part:
        def render() -> Pcm:
            mixed.append(number)
            return np.zeros((4 * GRID_FRAMES, 2), np.int16)

        return Part(str(number), 4 * GRID_FRAMES, render)

    def written(frames: int) -> None:
        lead.append(len(mixed) - frames // (4 * GRID_FRAMES))

    write(tmp_path / "a.mp3", [part(n) for n in range(40)], jobs=2, on_progress=written)
    assert max(lead) <= 3


@pytest.mark.parametrize("frames", [GRID_FRAMES + 1, GRID_FRAMES - 1])
def test_a_part_that_is_not_whole_blocks_is_refused(tmp_path: Path, frames: int) -> None:
    part = Part("a", frames, lambda: np.zeros((frames, 2), np.int16))
    with pytest.raises(MixError, match=r"part 1 .* multiple of 1152"):
        write(tmp_path / "a.mp3", [part, part])


@pytest.mark.parametrize("sound", [np.zeros((9, 2), np.int16), np.zeros((10, 1), np.int16), np.zeros((10, 2))])
def test_a_part_that_is_not_what_it_promised_is_refused(tmp_path: Path, sound: Pcm) -> None:
    with pytest.raises(MixError, match=r"must be int16 of shape \(10, 2\)"):
        write(tmp_path / "a.mp3", [Part("a", 10, lambda: sound)])


def test_a_bit_rate_out_of_reach_is_refused_with_the_valid_ones(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="valid: 64, 80"):
        write(tmp_path / "a.mp3", in_parts(sweep(100)), Tags(), settings=MixSettings(bit_rate_kbps=320))
