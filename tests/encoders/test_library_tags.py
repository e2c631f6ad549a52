"""What libraries and players find in an episode: read by FFmpeg, as ffprobe shows it, and by mutagen."""

from __future__ import annotations

from pathlib import Path

import av
import mutagen
import pytest
import soundfile
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
from support.writer_sounds import in_parts, sweep, write

from drama.encoders import Tags
from drama.model import Chapter

FRAMES = 44_100
TAGS = Tags(
    title="The Salt Road",
    artist="Nell Orrin",
    album="The Salt Road, performed",
    comment="Made with drama.",
    chapters=(Chapter("The long way up", 0, 22_050), Chapter("Home", 22_050, FRAMES)),
    album_artist="The Harbour Players",
    narrator="Tam Vell",
    genre="Audio Drama",
    year="2019",
    language="en-GB",
    series="Harbour Tales",
    part="3",
    subtitle="A journey",
    description="Two sisters carry salt over the hills.",
    publisher="Lantern House",
    track=(2, 12),
)

AUDIOBOOKSHELF = {
    "title": ("album", "title"),
    "subtitle": ("subtitle", "tit3"),
    "author": ("artist", "tpe1"),
    "album artist": ("albumartist", "album_artist", "tpe2"),
    "narrator": ("composer", "tcom"),
    "genre": ("genre", "tcon"),
    "year": ("date", "tyer"),
    "language": ("language", "lang"),
    "series": ("series", "show", "mvnm"),
    "part": ("series-part", "episode_id", "mvin", "part"),
    "description": ("description", "desc"),
    "publisher": ("publisher", "tpub"),
    "track": ("track", "trck"),
}
"""Names that Audiobookshelf asks ffprobe for, letter case aside, the first that is there."""

WANTED = {
    "title": "The Salt Road, performed",
    "subtitle": "A journey",
    "author": "Nell Orrin",
    "album artist": "The Harbour Players",
    "narrator": "Tam Vell",
    "genre": "Audio Drama",
    "year": "2019",
    "language": "eng",
    "series": "Harbour Tales",
    "part": "3",
    "description": "Two sisters carry salt over the hills.",
    "publisher": "Lantern House",
}


def shelved(path: Path) -> dict[str, str]:
    """What a library makes of a file's tags."""
    with av.open(str(path)) as container:
        tags = {**container.streams.audio[0].metadata, **container.metadata}
    found = {name.lower(): text for name, text in reversed(tags.items())}
    return {name: next((found[key] for key in keys if found.get(key)), "") for name, keys in AUDIOBOOKSHELF.items()}


@pytest.mark.parametrize("suffix", [".mp3", ".m4b", ".m4a", ".flac", ".opus"])
def test_a_library_finds_everything_in_every_format(tmp_path: Path, suffix: str) -> None:
    found = shelved(write(tmp_path / f"a{suffix}", in_parts(sweep(FRAMES)), TAGS))
    assert found.pop("track").partition("/")[0] == "2"
    assert found == WANTED


def test_a_wav_says_what_its_list_has_room_for(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", in_parts(sweep(FRAMES)), TAGS)
    with soundfile.SoundFile(path) as file:
        assert (file.title, file.artist, file.album) == ("The Salt Road", "Nell Orrin", "The Salt Road, performed")
        assert (file.date, file.genre, file.tracknumber) == ("2019", "Audio Drama", "2")
    assert len(soundfile.read(path)[0]) == FRAMES


def test_an_mp3_has_the_frames_players_ask_for(tmp_path: Path) -> None:
    id3 = ID3(write(tmp_path / "a.mp3", in_parts(sweep(FRAMES)), TAGS), translate=False)
    wanted = {
        "TIT2": "The Salt Road",
        "TIT3": "A journey",
        "TPE1": "Nell Orrin",
        "TPE2": "The Harbour Players",
        "TALB": "The Salt Road, performed",
        "TSOA": "Harbour Tales 0003 - The Salt Road, performed",
        "TCOM": "Tam Vell",
        "TCON": "Audio Drama",
        "TYER": "2019",
        "TLAN": "eng",
        "TPUB": "Lantern House",
        "TRCK": "2/12",
        "TDES": "Two sisters carry salt over the hills.",
        "MVNM": "Harbour Tales",
        "MVIN": "3",
        "TXXX:SERIES": "Harbour Tales",
        "TXXX:SERIES-PART": "3",
        "TXXX:PART": "3",
        "TXXX:MVNM": "Harbour Tales",
        "TXXX:MVIN": "3",
        "TXXX:DESCRIPTION": "Two sisters carry salt over the hills.",
        "COMM::eng": "Made with drama.",
    }
    assert {name: str(id3[name]) for name in wanted} == wanted


@pytest.mark.parametrize(("title", "said"), [("The Salt Road", "The Salt Road"), ("", "Chapters")])
def test_the_table_of_contents_has_a_title(tmp_path: Path, title: str, said: str) -> None:
    tags = Tags(title, chapters=TAGS.chapters)
    id3 = ID3(write(tmp_path / "a.mp3", in_parts(sweep(FRAMES)), tags), translate=False)
    assert str(id3["CTOC:toc"].sub_frames["TIT2"]) == said


def test_tables_of_a_long_book_are_told_apart_by_their_titles(tmp_path: Path) -> None:
    many = tuple(Chapter(f"Part {n}", n * 100, (n + 1) * 100) for n in range(300))
    id3 = ID3(write(tmp_path / "a.mp3", in_parts(sweep(FRAMES)), Tags("X", chapters=many)), translate=False)
    titles = [str(id3[f"CTOC:{name}"].sub_frames["TIT2"]) for name in id3["CTOC:toc"].child_element_ids]
    assert titles == ["Contents 1", "Contents 2"]


@pytest.mark.parametrize("suffix", [".m4b", ".m4a"])
def test_an_mp4_has_the_atoms_players_ask_for(tmp_path: Path, suffix: str) -> None:
    mp4 = MP4(write(tmp_path / f"a{suffix}", in_parts(sweep(FRAMES)), TAGS))
    wanted = {
        "aART": ["The Harbour Players"],
        "soal": ["Harbour Tales 0003 - The Salt Road, performed"],
        "\xa9wrt": ["Tam Vell"],
        "\xa9nrt": ["Tam Vell"],
        "\xa9gen": ["Audio Drama"],
        "\xa9day": ["2019"],
        "\xa9mvn": ["Harbour Tales"],
        "\xa9mvi": [3],
        "\xa9pub": ["Lantern House"],
        "desc": ["Two sisters carry salt over the hills."],
        "ldes": ["Two sisters carry salt over the hills."],
        "trkn": [(2, 12)],
    }
    assert {name: mp4[name] for name in wanted} == wanted


def test_the_sound_of_an_mp4_is_in_its_language(tmp_path: Path) -> None:
    with av.open(str(write(tmp_path / "a.m4b", in_parts(sweep(FRAMES)), TAGS))) as container:
        assert container.streams.audio[0].language == "eng"


def test_a_long_description_is_whole_and_its_short_one_ends_at_a_word(tmp_path: Path) -> None:
    description = "Salt over the hills, " * 40
    mp4 = MP4(write(tmp_path / "a.m4b", in_parts(sweep(FRAMES)), Tags(description=description)))
    assert mp4["ldes"] == [description.strip()]
    assert len(mp4["desc"][0]) <= 255
    assert mp4["desc"][0].endswith(("Salt…", "over…", "the…", "hills…"))


@pytest.mark.parametrize(
    ("album", "series", "part", "sort"),
    [
        ("Ebb", "Tides", "2.5", "Tides 0002.5 - Ebb"),
        ("Tides", "Tides", "2", ""),
        ("Ebb", "Tides", "", ""),
        ("Ebb", "", "2", ""),
    ],
)
def test_a_book_of_a_series_is_sorted_by_its_number(album: str, series: str, part: str, sort: str) -> None:
    assert Tags("x", album=album, series=series, part=part).album_sort == sort


@pytest.mark.parametrize("suffix", [".mp3", ".m4b", ".flac", ".opus"])
def test_half_a_part_is_no_whole_number_anywhere(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"a{suffix}", in_parts(sweep(FRAMES)), Tags(series="Harbour Tales", part="2.5"))
    assert (shelved(path)["series"], shelved(path)["part"]) == ("Harbour Tales", "2.5")
    assert not {"MVIN", "\xa9mvi"} & set(mutagen.File(path))


@pytest.mark.parametrize("suffix", [".mp3", ".m4b", ".flac", ".opus"])
def test_a_language_nobody_knows_is_not_written(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path / f"a{suffix}", in_parts(sweep(FRAMES)), Tags(title="X", language="Elvish of the hills"))
    assert shelved(path)["language"] in {"", "und"}


@pytest.mark.parametrize("suffix", [".mp3", ".m4b", ".flac", ".opus", ".wav"])
def test_what_is_empty_or_holds_nothing_to_print_is_left_out(tmp_path: Path, suffix: str) -> None:
    nothing = Tags(series="\x00", genre=" \n", narrator="\u2028", publisher="\ud800", description="\x1b")
    path = write(tmp_path / f"a{suffix}", in_parts(sweep(FRAMES)), nothing)
    assert {name for name, text in shelved(path).items() if text} <= {"language"}
