"""ID3 tags, read back by mutagen."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3, CTOCFlags
from support.writer_sounds import in_parts, sweep, write

from drama.encoders import Tags
from drama.encoders.id3 import id3_bytes
from drama.errors import WriteError
from drama.files.text import printable
from drama.model import FRAME_RATE, Chapter

CHAPTERS = (Chapter("One", 0, 44_100), Chapter("Two", 44_100, 66_150), Chapter("", 66_150, 100_000))
PNG = b"\x89PNG\r\n\x1a\n..."
JPEG = b"\xff\xd8\xff\xe0..."


def read_back(tags: Tags, *, frames: int = 100_000) -> ID3:
    return ID3(io.BytesIO(id3_bytes(tags, frames=frames)), translate=False)


def leaves(id3: ID3, table: str) -> list[str]:
    """Chapter ids under a table of contents, in order."""
    children = id3[f"CTOC:{table}"].child_element_ids
    return [leaf for child in children for leaf in (leaves(id3, child) if f"CTOC:{child}" in id3 else [child])]


def test_a_file_carries_what_it_was_given(tmp_path: Path) -> None:
    tags = Tags("The Lamp", "M. Orrin", "Harbour Tales", "Read aloud", CHAPTERS, PNG)
    id3 = ID3(write(tmp_path / "a.mp3", in_parts(sweep(100_000)), tags), translate=False)
    assert id3.version == (2, 3, 0)
    assert [str(id3[name]) for name in ("TIT2", "TPE1", "TALB", "TLEN", "COMM::eng")] == [
        "The Lamp",
        "M. Orrin",
        "Harbour Tales",
        "2268",
        "Read aloud",
    ]
    assert (id3["APIC:"].data, id3["APIC:"].mime) == (PNG, "image/png")


def test_chapters_have_titles_and_milliseconds_rounded_from_frames() -> None:
    id3 = read_back(Tags(chapters=CHAPTERS))
    chapters = [id3[f"CHAP:{name}"] for name in id3["CTOC:toc"].child_element_ids]
    assert [(c.start_time, c.end_time, str(c.sub_frames["TIT2"])) for c in chapters] == [
        (0, 1000, "One"),
        (1000, 1500, "Two"),
        (1500, 2268, "Chapter 3"),
    ]
    assert id3["CTOC:toc"].flags == CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED


@pytest.mark.parametrize("count", [0, 1, 255, 256, 600])
def test_any_number_of_chapters_is_listed_in_order_in_tables_of_255(count: int) -> None:
    chapters = tuple(Chapter(f"Part {n}", n * FRAME_RATE, (n + 1) * FRAME_RATE) for n in range(count))
    id3 = read_back(Tags(chapters=chapters), frames=max(1, count) * FRAME_RATE)
    tables = id3.getall("CTOC")
    assert [table.element_id for table in tables if table.flags & CTOCFlags.TOP_LEVEL] == (["toc"] if count else [])
    assert all(len(table.child_element_ids) <= 255 for table in tables)
    listed = leaves(id3, "toc") if count else []
    assert [str(id3[f"CHAP:{name}"].sub_frames["TIT2"]) for name in listed] == [c.title for c in chapters]


def test_a_jpeg_is_known_for_one() -> None:
    assert read_back(Tags(cover=JPEG))["APIC:"].mime == "image/jpeg"


def test_a_cover_that_is_no_picture_is_refused() -> None:
    with pytest.raises(WriteError, match="neither a JPEG nor a PNG"):
        read_back(Tags(cover=b"<svg/>"))


def test_what_is_empty_is_left_out() -> None:
    assert list(read_back(Tags())) == ["TLEN"]


@pytest.mark.parametrize(
    ("nasty", "clean"),
    [
        ("a\x00b", "a b"),
        ("  two\r\nlines\t", "two lines"),
        ("\x1b[31mred\x07", "[31mred"),
        ("lone \ud800 half", "lone half"),
        ("naïve 🎭 舞台", "naïve 🎭 舞台"),
        ("\u2028\x85", ""),
    ],
)
def test_nasty_titles_are_cleaned(nasty: str, clean: str) -> None:
    id3 = read_back(Tags(title=nasty, chapters=(Chapter(nasty, 0, 1),)))
    assert str(id3.get("TIT2", "")) == clean
    assert str(id3["CHAP:ch1"].sub_frames["TIT2"]) == (clean or "Chapter 1")


@given(st.text(), st.text())
def test_any_text_makes_a_tag_that_reads_back(title: str, comment: str) -> None:
    id3 = read_back(Tags(title=title, comment=comment))
    assert str(id3.get("TIT2", "")) == printable(title)
    assert str(id3.get("COMM::eng", "")) == printable(comment)


def in_file_order(tag: bytes) -> list[str]:
    """Titles of the chapters as they stand in a tag."""
    found = []
    at = 10
    while at < len(tag):
        end = at + 10 + int.from_bytes(tag[at + 4 : at + 8])
        if tag[at : at + 4] == b"CHAP":
            found.append(tag[tag.index(b"TIT2", at, end) + 11 : end].decode("utf-16").rstrip("\0"))
        at = end
    return found


@given(st.lists(st.text(alphabet="aé雨🎭", min_size=1, max_size=40), max_size=30))
@pytest.mark.slow
def test_chapters_stand_in_the_file_in_order_of_time_whatever_their_titles(titles: list[str]) -> None:
    chapters = tuple(Chapter(title, n * 1000, (n + 1) * 1000) for n, title in enumerate(titles))
    assert in_file_order(id3_bytes(Tags(chapters=chapters), frames=99_999)) == titles


@given(st.permutations(range(12)))
@pytest.mark.slow
def test_chapters_handed_over_in_any_order_stand_in_order_of_time(order: list[int]) -> None:
    chapters = tuple(Chapter(f"Part {n}", n * 1000, (n + 1) * 1000) for n in order)
    assert in_file_order(id3_bytes(Tags(chapters=chapters), frames=99_999)) == [f"Part {n}" for n in range(12)]


def test_chapters_that_begin_together_keep_their_order() -> None:
    chapters = (Chapter("The long title of a heading", 0, 0), Chapter("Short", 0, 44_100), Chapter("B", 44_100, 88_200))
    tag = id3_bytes(Tags(chapters=chapters), frames=88_200)
    assert in_file_order(tag) == ["The long title of a heading", "Short", "B"]
