"""Tags with chapters and a cover.

ID3v2.3 as bytes to put in front of an MP3, Vorbis comments into FLAC and Opus, atoms into an MP4 (chapters apart, which
its writer has made).

ID3 version 2.3 rather than 2.4: every player and file manager reads it, old ones included; chapters are the same in
both ("ID3v2 Chapter Frame Addendum", id3.org). mutagen (GPL-2.0-or-later) writes them; only this module imports it.
"""

# mypy: disallow-untyped-calls=False
# mutagen 1.48 annotates a few of its functions and leaves the rest untyped.

from __future__ import annotations

import base64
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from mutagen import MutagenError
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, CHAP, COMM, CTOC, ID3, TALB, TIT2, TLEN, TPE1, CTOCFlags, Encoding, PictureType
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm
from mutagen.ogg import OggPage
from mutagen.oggopus import OggOpus

from drama.errors import WriteError
from drama.writers.base import Tags, chapter_titles, image_type, printable
from drama.writers.wording import clock, milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOST_CHILDREN = 255
"""Entries one CTOC frame can hold: their count is one byte."""
_HEADER_BYTES = 10
"""Length of the header of a tag, and of that of a frame."""
_NO_OFFSET = 0xFFFF_FFFF
"""Byte offsets are not given: the times hold (Chapter Frame Addendum, 3.1)."""

_AUDIOBOOK = 2
"""What the atom ``stik`` says of an M4B."""
_SERIAL = int.from_bytes(b"dram")
"""The number of the one stream in an Ogg file."""


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
    return _in_order_of_time(out.getvalue())


def tag_flac(path: Path, tags: Tags) -> None:
    """Tag a FLAC file in place: Vorbis comments, chapters as CHAPTERxxx and CHAPTERxxxNAME (Xiph's convention).

    Raises WriteError where the file cannot grow.
    """
    with _refused(path):
        flac = FLAC(path)
        for name, text in _comments(tags):
            flac[name] = text
        if tags.cover is not None:
            flac.add_picture(_picture(tags.cover))
        flac.save()


def tag_opus(path: Path, tags: Tags) -> None:
    """Tag an Opus file in place, as a FLAC is, the cover in METADATA_BLOCK_PICTURE; name its stream always the same.

    Raises WriteError where the file cannot grow.
    """
    with _refused(path):
        opus = OggOpus(path)
        for name, text in _comments(tags):
            opus[name] = text
        if tags.cover is not None:
            opus["metadata_block_picture"] = base64.b64encode(_picture(tags.cover).write()).decode("ascii")
        opus.save(padding=lambda _: 0)
    with path.open("r+b") as file:
        _rename_stream(file)


def tag_mp4(path: Path, tags: Tags, *, is_book: bool, delay: int, padding: int, frames: int) -> None:
    """Tag an MP4 in place; ``delay``, ``padding`` and ``frames`` tell which of its frames are the episode.

    Raises WriteError where the file cannot grow.
    """
    with _refused(path):
        mp4 = MP4(path)
        if mp4.tags is None:
            mp4.add_tags()
        named = {"\xa9nam": tags.title, "\xa9ART": tags.artist, "\xa9alb": tags.album, "\xa9cmt": tags.comment}
        for name, text in named.items():
            if printable(text):
                mp4[name] = [printable(text)]
        if is_book:
            mp4["stik"] = [_AUDIOBOOK]
        gaps = f" 00000000 {delay:08X} {padding:08X} {frames:016X}" + " 00000000" * 8
        mp4["----:com.apple.iTunes:iTunSMPB"] = [MP4FreeForm(gaps.encode("ascii"))]
        if tags.cover is not None:
            kind = MP4Cover.FORMAT_JPEG if image_type(tags.cover) == "image/jpeg" else MP4Cover.FORMAT_PNG
            mp4["covr"] = [MP4Cover(tags.cover, imageformat=kind)]
        mp4.save(padding=lambda _: 0)


def _comments(tags: Tags) -> Iterator[tuple[str, str]]:
    """Yield the Vorbis comments: what is known, then the chapters."""
    named = {"title": tags.title, "artist": tags.artist, "album": tags.album, "comment": tags.comment}
    for name, text in named.items():
        if printable(text):
            yield name, printable(text)
    for number, (chapter, title) in enumerate(zip(tags.chapters, chapter_titles(tags), strict=True), start=1):
        yield f"CHAPTER{number:03}", clock(milliseconds(chapter.start_frame))
        yield f"CHAPTER{number:03}NAME", title


def _picture(cover: bytes) -> Picture:
    picture = Picture()
    picture.type, picture.mime, picture.data = PictureType.COVER_FRONT, image_type(cover), cover
    return picture


def _rename_stream(file: BinaryIO) -> None:
    """Give every page of an Ogg file the same serial number, which libsndfile draws by lot."""
    while True:
        start = file.tell()
        try:
            page = OggPage(file)
        except EOFError:
            return
        page.serial = _SERIAL
        file.seek(start)
        file.write(page.write())


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    try:
        yield
    except MutagenError as error:
        raise WriteError(f"{path.parent}: cannot write the tags of the episode: {error}") from error


def _add_chapters(id3: ID3, tags: Tags) -> None:
    ids = []
    titled = zip(tags.chapters, chapter_titles(tags), strict=True)
    for number, (chapter, title) in enumerate(sorted(titled, key=lambda one: one[0].start_frame), start=1):
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
        tables.append(f"toc{level}-{start // _MOST_CHILDREN + 1}")
        id3.add(_contents(tables[-1], ids[start : start + _MOST_CHILDREN], CTOCFlags.ORDERED))
    return tables


def _contents(element_id: str, children: list[str], flags: int) -> CTOC:
    return CTOC(element_id=element_id, flags=flags, child_element_ids=children, sub_frames=[])
