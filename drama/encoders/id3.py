"""ID3: the tag in front of an MP3, as bytes.

Version 2.3 rather than 2.4: every player and file manager reads it, old ones included; chapters are the same in both
("ID3v2 Chapter Frame Addendum", id3.org). mutagen (GPL-2.0-or-later) renders the frames.

Several things have no frame of their own, or one that not everybody reads; they are written wherever a player looks
(Audiobookshelf through ffprobe, Voice through media3, as their sources stand in November 2026).
"""

# mypy: disallow-untyped-calls=False
# mutagen 1.48 annotates a few of its functions and leaves the rest untyped.

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mutagen import id3 as frames_of
from mutagen.id3 import APIC, CHAP, COMM, CTOC, ID3, TIT2, TLEN, TXXX, CTOCFlags, Encoding, PictureType

from drama.encoders.base import Tags, chapter_titles
from drama.encoders.manifest_tag import manifest_tags
from drama.files.images import image_type
from drama.files.text import milliseconds, printable
from drama.languages.codes import three_letters

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_CHILDREN = 255
"""Entries one CTOC frame can hold: their count is one byte."""
_HEADER_BYTES = 10
"""Length of the header of a tag, and of that of a frame."""
_NO_OFFSET = 0xFFFF_FFFF
"""Byte offsets are not given: the times hold (Chapter Frame Addendum, 3.1)."""


def id3_bytes(tags: Tags, *, frames: int) -> bytes:
    """Return the tag of an episode of some frames.

    Raises WriteError where the cover is neither JPEG nor PNG.
    """
    id3 = ID3()
    for name, text in _texts(tags):
        if text:
            id3.add(getattr(frames_of, name)(encoding=Encoding.UTF16, text=text))
    for name, text in _own_texts(tags):
        if text:
            id3.add(TXXX(encoding=Encoding.UTF16, desc=name, text=text))
    for name, text in manifest_tags(tags):
        id3.add(TXXX(encoding=Encoding.LATIN1, desc=name, text=text))
    if printable(tags.comment):
        id3.add(COMM(encoding=Encoding.UTF16, lang="eng", desc="", text=printable(tags.comment)))
    id3.add(TLEN(encoding=Encoding.LATIN1, text=str(milliseconds(frames))))
    if tags.cover is not None:
        id3.add(
            APIC(
                encoding=Encoding.LATIN1,
                mime=image_type(tags.cover),
                type=PictureType.COVER_FRONT,
                desc="",
                data=tags.cover,
            )
        )
    if tags.chapters:
        _add_chapters(id3, tags)
    out = io.BytesIO()
    id3.save(out, v1=0, v2_version=3, padding=lambda _: 0)
    return _in_order_of_time(out.getvalue())


def _texts(tags: Tags) -> Iterator[tuple[str, str]]:
    """Yield the text frames with what each holds, be it nothing."""
    yield "TIT2", printable(tags.title)
    yield "TIT3", printable(tags.subtitle)
    yield "TPE1", printable(tags.artist)
    yield "TPE2", printable(tags.album_artist)
    yield "TALB", printable(tags.album)
    yield "TSOA", printable(tags.album_sort)  # of ID3 2.4, and read in 2.3 all the same
    yield "TCOM", printable(tags.narrator)
    yield "TCON", printable(tags.genre)
    yield "TYER", printable(tags.year)
    yield "TLAN", three_letters(tags.language)
    yield "TPUB", printable(tags.publisher)
    yield "TRCK", f"{tags.track[0]}/{tags.track[1]}" if tags.track else ""
    yield "TDES", printable(tags.description)
    yield "MVNM", printable(tags.series)
    yield "MVIN", tags.part if tags.part.isdecimal() else ""


def _own_texts(tags: Tags) -> Iterator[tuple[str, str]]:
    """Yield what goes into frames with a name of their own (TXXX)."""
    series, part = printable(tags.series), printable(tags.part)
    yield "SERIES", series  # Audiobookshelf, and what tag editors show
    yield "SERIES-PART", part  # Audiobookshelf
    yield "PART", part
    yield "MVNM", series  # Voice; media3 reads frames of text only where their names begin with T
    yield "MVIN", part
    yield "DESCRIPTION", printable(tags.description)  # FFmpeg gives TDES no name that Audiobookshelf knows


def _add_chapters(id3: ID3, tags: Tags) -> None:
    ids = []
    titled = zip(tags.chapters, chapter_titles(tags), strict=True)
    for number, (chapter, title) in enumerate(sorted(titled, key=lambda pair: pair[0].start_frame), start=1):
        ids.append(f"ch{number}")
        id3.add(
            CHAP(
                element_id=ids[-1],
                start_time=milliseconds(chapter.start_frame),
                end_time=milliseconds(chapter.end_frame),
                start_offset=_NO_OFFSET,
                end_offset=_NO_OFFSET,
                sub_frames=[TIT2(encoding=Encoding.UTF16, text=title)],
            )
        )
    level = 0
    while len(ids) > _MOST_CHILDREN:
        ids = _add_level(id3, ids, level)
        level += 1
    title = printable(tags.title) or "Chapters"
    id3.add(_contents("toc", ids, CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED, title))


def _in_order_of_time(tag: bytes) -> bytes:
    """Return a tag with its chapters in their order.

    mutagen 1.48 writes frames of a kind the shortest first, which puts chapters in the order of their titles' lengths.
    FFmpeg lists chapters as they stand and loses or mislabels them when it copies. A frame of version 2.3 is a name of
    4 bytes, a size of 4 and 2 of flags, then so many bytes (id3.org, "ID3 tag version 2.3.0", 3.3); a chapter's begin
    with its number, which :func:`_add_chapters` gave.
    """
    frames = []
    at = _HEADER_BYTES
    while at < len(tag):
        end = at + _HEADER_BYTES + int.from_bytes(tag[at + 4 : at + 8])
        frames.append(tag[at:end])
        at = end
    chapters = iter(sorted((frame for frame in frames if frame.startswith(b"CHAP")), key=_chapter_number))
    ordered = (next(chapters) if frame.startswith(b"CHAP") else frame for frame in frames)
    return tag[:_HEADER_BYTES] + b"".join(ordered)


def _chapter_number(frame: bytes) -> int:
    return int(frame[_HEADER_BYTES : frame.index(b"\0", _HEADER_BYTES)].removeprefix(b"ch"))


def _add_level(id3: ID3, ids: list[str], level: int) -> list[str]:
    """Gather chapters or tables of contents under tables of their own, and return the ids of these."""
    tables = []
    for start in range(0, len(ids), _MOST_CHILDREN):
        number = start // _MOST_CHILDREN + 1
        tables.append(f"toc{level}-{number}")
        id3.add(_contents(tables[-1], ids[start : start + _MOST_CHILDREN], CTOCFlags.ORDERED, f"Contents {number}"))
    return tables


def _contents(element_id: str, children: list[str], flags: int, title: str) -> CTOC:
    named = TIT2(encoding=Encoding.UTF16, text=title)
    return CTOC(element_id=element_id, flags=flags, child_element_ids=children, sub_frames=[named])
