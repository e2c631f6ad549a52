"""Tags with chapters and a cover: ID3v2.3 as bytes to put in front of an MP3, Vorbis comments into a FLAC.

ID3 version 2.3 rather than 2.4: every player and file manager reads it, old ones included; chapters are the same in
both ("ID3v2 Chapter Frame Addendum", id3.org). mutagen (GPL-2.0-or-later) writes them; only this module imports it.
"""

# mypy: disallow-untyped-calls=False
# mutagen 1.48 annotates a few of its functions and leaves the rest untyped.

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mutagen import MutagenError
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, CHAP, COMM, CTOC, ID3, TALB, TIT2, TLEN, TPE1, CTOCFlags, Encoding, PictureType

from drama.errors import WriteError
from drama.model import FRAME_RATE
from drama.writers.base import Tags, chapter_titles, image_type, printable

if TYPE_CHECKING:
    from pathlib import Path

_MOST_CHILDREN = 255
"""Entries one CTOC frame can hold: their count is one byte."""
_NO_OFFSET = 0xFFFF_FFFF
"""Byte offsets are not given: the times hold (Chapter Frame Addendum, 3.1)."""


def id3_bytes(tags: Tags, *, frames: int) -> bytes:
    """Return the tag of an episode of some frames.

    Raises WriteError where the cover is neither JPEG nor PNG.
    """
    id3 = ID3()
    for kind, text in ((TIT2, tags.title), (TPE1, tags.artist), (TALB, tags.album)):
        if printable(text):
            id3.add(kind(encoding=Encoding.UTF16, text=printable(text)))
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
    return out.getvalue()


def milliseconds(frames: int) -> int:
    """Return the nearest millisecond to a frame."""
    return (frames * 1000 + FRAME_RATE // 2) // FRAME_RATE


def tag_flac(path: Path, tags: Tags) -> None:
    """Tag a FLAC file in place: Vorbis comments, chapters as CHAPTERxxx and CHAPTERxxxNAME (Xiph's convention).

    Raises WriteError where the file cannot grow.
    """
    flac = FLAC(path)
    named = {"title": tags.title, "artist": tags.artist, "album": tags.album, "comment": tags.comment}
    for name, text in named.items():
        if printable(text):
            flac[name] = printable(text)
    for number, (chapter, title) in enumerate(zip(tags.chapters, chapter_titles(tags), strict=True), start=1):
        flac[f"CHAPTER{number:03}"] = _clock(chapter.start_frame)
        flac[f"CHAPTER{number:03}NAME"] = title
    if tags.cover is not None:
        picture = Picture()
        picture.type, picture.mime, picture.data = PictureType.COVER_FRONT, image_type(tags.cover), tags.cover
        flac.add_picture(picture)
    try:
        flac.save()
    except MutagenError as error:
        raise WriteError(f"{path.parent}: cannot write the tags of the episode: {error}") from error


def _add_chapters(id3: ID3, tags: Tags) -> None:
    ids = []
    for number, (chapter, title) in enumerate(zip(tags.chapters, chapter_titles(tags), strict=True), start=1):
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
    id3.add(_contents("toc", ids, CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED))


def _add_level(id3: ID3, ids: list[str], level: int) -> list[str]:
    """Gather chapters or tables of contents under tables of their own, and return the ids of these."""
    tables = []
    for start in range(0, len(ids), _MOST_CHILDREN):
        tables.append(f"toc{level}-{start // _MOST_CHILDREN + 1}")
        id3.add(_contents(tables[-1], ids[start : start + _MOST_CHILDREN], CTOCFlags.ORDERED))
    return tables


def _contents(element_id: str, children: list[str], flags: int) -> CTOC:
    return CTOC(element_id=element_id, flags=flags, child_element_ids=children, sub_frames=[])


def _clock(frame: int) -> str:
    """Return a frame as HH:MM:SS.mmm."""
    ms = milliseconds(frame)
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"
