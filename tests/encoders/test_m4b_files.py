"""M4B and M4A episodes; PyAV writes them, mutagen and PyAV's reader read them."""

from __future__ import annotations

import sys
import tracemalloc
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from mutagen.mp4 import MP4
from support.writer_sounds import blocks, by_ffmpeg, in_parts, sweep, write

from drama.encoders import Part, Tags, check_output
from drama.errors import WriteError
from drama.model import FRAME_RATE, Chapter, MixSettings

av = pytest.importorskip("av", reason="NOT TESTED: pip install av to test .m4b and .m4a files")

FRAMES = 90_321
CUTS = blocks(20, 40)
JPEG = b"\xff\xd8\xff\xe0" + bytes(100_000)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(1000)
TAGS = Tags(
    "The Lamp",
    "M. Orrin",
    "Harbour Tales",
    "Made with drama.",
    (Chapter("Eins = ü;\\#", 0, 45_678), Chapter("", 45_678, FRAMES)),
    JPEG,
)
suffixes = pytest.mark.parametrize("suffix", [".m4b", ".m4a"])


def edit_list(data: bytes) -> tuple[int, int]:
    """Length and first frame of the first track, by its edit list (ISO/IEC 14496-12, 8.6.6, version 0)."""
    at = data.index(b"elst") + 4
    numbers = np.frombuffer(data[at : at + 20], dtype=">i4")
    assert (numbers[0], numbers[1]) == (0, 1)
    return int(numbers[2]), int(numbers[3])


@suffixes
@pytest.mark.parametrize("channels", [1, 2])
def test_every_sound_is_heard_at_its_time(tmp_path: Path, suffix: str, channels: int) -> None:
    sound = sweep(FRAMES, channels=channels, last_hz=4000)
    path = write(tmp_path / f"a{suffix}", in_parts(sound, CUTS), settings=MixSettings(channels=channels))
    heard = by_ffmpeg(path)
    assert 0 <= len(heard) - FRAMES < 1024, "a decoder that does not look at the end plays one AAC frame more at most"
    error = heard[2000 : FRAMES - 2000].astype(float) - sound[2000 : FRAMES - 2000]
    assert np.std(error) < 0.05 * np.std(sound), "not the same sound at the same time"


@pytest.mark.parametrize(("kbps", "most_db"), [(128, 0.1), (64, 0.6)])
def test_peaks_of_a_voice_stay_under_the_ceiling_the_mix_left(tmp_path: Path, kbps: int, most_db: float) -> None:
    t = np.arange(2 * FRAME_RATE) / FRAME_RATE
    phase = 2 * np.pi * np.cumsum(120 + 20 * np.sin(2 * np.pi * 0.7 * t)) / FRAME_RATE
    voice = sum(np.sin(k * phase + k) / k**0.9 for k in range(1, 40)) * (0.5 + 0.5 * np.sin(2 * np.pi * 3 * t))
    sound = np.repeat((voice / np.abs(voice).max() * 26_000).astype(np.int16)[:, None], 2, axis=1)
    heard = by_ffmpeg(write(tmp_path / "a.m4b", in_parts(sound), settings=MixSettings(bit_rate_kbps=kbps)))
    assert 20 * np.log10(np.abs(heard.astype(float)).max() / np.abs(sound).max()) < most_db


def test_players_are_told_the_length_to_the_frame(tmp_path: Path) -> None:
    path = write(tmp_path / "a.m4b", in_parts(sweep(FRAMES), CUTS), TAGS)
    assert edit_list(path.read_bytes()) == (FRAMES, 1024)
    gaps = bytes(MP4(path)["----:com.apple.iTunes:iTunSMPB"][0]).split()
    delay, padding, frames = (int(gap, 16) for gap in gaps[1:4])
    assert (delay, frames) == (1024, FRAMES)
    assert (delay + padding + frames) % 1024 == 0
    assert 0 <= padding < 2048


@suffixes
def test_an_episode_has_tags_and_cover(tmp_path: Path, suffix: str) -> None:
    mp4 = MP4(write(tmp_path / f"a{suffix}", in_parts(sweep(FRAMES), CUTS), TAGS))
    named = [mp4[name] for name in ("\xa9nam", "\xa9ART", "\xa9alb", "\xa9cmt")]
    assert named == [["The Lamp"], ["M. Orrin"], ["Harbour Tales"], ["Made with drama."]]
    assert bytes(mp4["covr"][0]) == JPEG
    assert mp4.get("stik") == ([2] if suffix == ".m4b" else None)


@pytest.mark.parametrize(
    ("name", "brand"), [("a.m4b", "M4B "), ("A.M4B", "M4B "), ("a.m4a", "M4A "), ("A.M4A", "M4A ")]
)
def test_an_audiobook_says_that_it_is_one(tmp_path: Path, name: str, brand: str) -> None:
    path = write(tmp_path / name, in_parts(sweep(FRAMES)), TAGS)
    assert path.read_bytes()[4:12].decode() == f"ftyp{brand}"
    with av.open(str(path)) as container:
        assert container.metadata["major_brand"] == brand


def test_a_png_is_known_for_one(tmp_path: Path) -> None:
    mp4 = MP4(write(tmp_path / "a.m4b", in_parts(sweep(FRAMES)), Tags(cover=PNG)))
    assert mp4["covr"][0].imageformat == mp4["covr"][0].FORMAT_PNG


def chapters(path: Path) -> list[tuple[Fraction, Fraction, str]]:
    """Chapters as FFmpeg reads them, in seconds."""
    with av.open(str(path)) as container:
        return [
            (c["start"] * c["time_base"], c["end"] * c["time_base"], c["metadata"]["title"])
            for c in container.chapters()
        ]


@suffixes
def test_chapters_begin_on_their_frames(tmp_path: Path, suffix: str) -> None:
    found = chapters(write(tmp_path / f"a{suffix}", in_parts(sweep(FRAMES), CUTS), TAGS))
    joint = Fraction(45_678, FRAME_RATE)
    wanted = [(Fraction(0), joint, "Eins = ü;\\#"), (joint, Fraction(FRAMES, FRAME_RATE), "Chapter 2")]
    for (start, end, title), (first, last, name) in zip(found, wanted, strict=True):
        assert title == name
        assert abs(start - first) <= Fraction(1, 1000)
        assert abs(end - last) <= Fraction(1, 1000)


def test_old_players_get_the_chapters_too(tmp_path: Path) -> None:
    mp4 = MP4(write(tmp_path / "a.m4b", in_parts(sweep(FRAMES), CUTS), TAGS))
    assert [(round(c.start * 1000), c.title) for c in mp4.chapters] == [(0, "Eins = ü;\\#"), (1036, "Chapter 2")]


def test_a_book_of_many_chapters_keeps_them_all(tmp_path: Path) -> None:
    many = tuple(Chapter(f"Part {n}", n * 300, (n + 1) * 300) for n in range(300))
    found = chapters(write(tmp_path / "a.m4b", in_parts(sweep(FRAMES)), Tags(chapters=many)))
    assert [title for *_, title in found] == [chapter.title for chapter in many]


def test_what_is_before_the_first_chapter_is_one_by_itself(tmp_path: Path) -> None:
    late = Tags("The Lamp", chapters=(Chapter("One", 22_050, 44_100), Chapter("Two", 44_100, FRAMES)))
    found = chapters(write(tmp_path / "a.m4b", in_parts(sweep(FRAMES)), late))
    assert [(float(start), title) for start, _, title in found] == [(0, "The Lamp"), (0.5, "One"), (1, "Two")]


def test_a_player_can_begin_before_it_has_the_whole_file(tmp_path: Path) -> None:
    data = write(tmp_path / "a.m4b", in_parts(sweep(FRAMES), CUTS), TAGS).read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_the_same_parts_give_the_same_bytes(tmp_path: Path) -> None:
    parts = in_parts(sweep(FRAMES), CUTS)
    first = write(tmp_path / "a.m4b", parts, TAGS, jobs=1).read_bytes()
    assert write(tmp_path / "b.m4b", parts, TAGS, jobs=3).read_bytes() == first


@pytest.mark.parametrize("name", ["http:a.m4b", "concat:a|b.m4b", "a b%d;'\"#.m4b", "-i.m4b", "pipe:1.m4a"])
def test_a_name_of_a_file_is_only_a_name(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path(name), in_parts(sweep(FRAMES), CUTS), TAGS)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert MP4(tmp_path / name)["\xa9nam"] == ["The Lamp"]


@pytest.mark.slow
def test_a_long_episode_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    sound = sweep(FRAME_RATE // 2)
    parts = [Part(str(n), len(sound), sound.copy) for n in range(60)]
    write(tmp_path / "a.m4b", parts[:1], jobs=1)  # what is imported then is no matter of length
    tracemalloc.start()
    try:
        write(tmp_path / "a.m4b", parts, jobs=1)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < len(parts) * sound.nbytes / 4


def test_progress_is_told_in_frames_of_the_mix(tmp_path: Path) -> None:
    told: list[int] = []
    write(tmp_path / "a.m4b", in_parts(sweep(FRAMES), CUTS), on_progress=told.append)
    assert told == [*CUTS, FRAMES]


@suffixes
def test_without_pyav_the_error_comes_early_and_names_the_extra(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(WriteError, match=r"pip install '\.\[m4b\]'"):
        check_output(tmp_path / f"a{suffix}")


def test_a_pyav_that_knows_no_chapters_counts_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(av.container, "OutputContainer", type("Old", (), {}))
    with pytest.raises(WriteError, match="needs PyAV 16 or later"):
        check_output(tmp_path / "a.m4b")
