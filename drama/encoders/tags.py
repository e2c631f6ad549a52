"""Write tags, chapters and a cover into finished files: Vorbis comments in FLAC and Opus, atoms in an MP4.

An MP4's chapters are not among them: its encoder writes them. mutagen (GPL-2.0-or-later) changes the files; the tag of
an MP3 is made in :mod:`drama.encoders.id3`.
"""

# mypy: disallow-untyped-calls=False
# mutagen 1.48 annotates a few of its functions and leaves the rest untyped.

from __future__ import annotations

import base64
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from mutagen import MutagenError
from mutagen.flac import FLAC, Picture
from mutagen.id3 import PictureType
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm
from mutagen.ogg import OggPage
from mutagen.oggopus import OggOpus

from drama.encoders.base import Tags, chapter_titles
from drama.encoders.manifest_tag import manifest_tags, with_sound
from drama.errors import WriteError
from drama.files.images import image_type
from drama.files.text import clock, milliseconds, printable, shortened
from drama.languages.codes import three_letters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ITUNES = "----:com.apple.iTunes"
"""What stands before the name of an atom that has one of its own."""
_SHORT_DESCRIPTION = 255
"""Characters of the atom ``desc``; ``ldes`` holds all of a description."""
_AUDIOBOOK = 2
"""What the atom ``stik`` says of an M4B."""
_SERIAL = int.from_bytes(b"dram")
"""The number of the one stream in an Ogg file."""


def tag_flac(path: Path, tags: Tags) -> None:
    """Tag a FLAC file in place: Vorbis comments, chapters as CHAPTERxxx and CHAPTERxxxNAME (Xiph's convention).

    Raises WriteError where the file cannot grow.
    """
    tags = with_sound(tags, path, ".flac")
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
    tags = with_sound(tags, path, ".opus")
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
    tags = with_sound(tags, path, ".m4b")
    with _refused(path):
        mp4 = MP4(path)
        if mp4.tags is None:
            mp4.add_tags()
        for name, text in _atoms(tags):
            if text:
                mp4[name] = [MP4FreeForm(text.encode()) if name.startswith("----") else text]
        if tags.part.isdecimal():
            mp4["\xa9mvi"] = [int(tags.part)]
        if tags.track:
            mp4["trkn"] = [tags.track]
        if is_book:
            mp4["stik"] = [_AUDIOBOOK]
        gaps = f" 00000000 {delay:08X} {padding:08X} {frames:016X}" + " 00000000" * 8
        mp4[f"{_ITUNES}:iTunSMPB"] = [MP4FreeForm(gaps.encode("ascii"))]
        if tags.cover is not None:
            kind = MP4Cover.FORMAT_JPEG if image_type(tags.cover) == "image/jpeg" else MP4Cover.FORMAT_PNG
            mp4["covr"] = [MP4Cover(tags.cover, imageformat=kind)]
        mp4.save(padding=lambda _: 0)


def _atoms(tags: Tags) -> Iterator[tuple[str, str]]:
    """Yield the atoms of text with what each holds, be it nothing; those with four dashes have names of their own."""
    description = printable(tags.description)
    yield "\xa9nam", printable(tags.title)
    yield "\xa9ART", printable(tags.artist)
    yield "aART", printable(tags.album_artist)
    yield "\xa9alb", printable(tags.album)
    yield "soal", printable(tags.album_sort)
    yield "\xa9wrt", printable(tags.narrator)
    yield "\xa9nrt", printable(tags.narrator)
    yield "\xa9gen", printable(tags.genre)
    yield "\xa9day", printable(tags.year)
    yield "\xa9cmt", printable(tags.comment)
    yield "\xa9pub", printable(tags.publisher)
    yield "\xa9mvn", printable(tags.series)
    yield "desc", shortened(description, _SHORT_DESCRIPTION)
    yield "ldes", description
    own = {
        "SERIES": printable(tags.series),
        "SERIES-PART": printable(tags.part),
        "SUBTITLE": printable(tags.subtitle),
        "LANGUAGE": three_letters(tags.language),
        "PUBLISHER": printable(tags.publisher),
    }
    yield from ((f"{_ITUNES}:{name}", text) for name, text in (*own.items(), *manifest_tags(tags)))


def _comments(tags: Tags) -> Iterator[tuple[str, str]]:
    """Yield the Vorbis comments: what is known, then the chapters.

    In capitals: case means nothing there, but Voice asks for ``ARTIST``.
    """
    number, total = map(str, tags.track) if tags.track else ("", "")
    named = {
        "TITLE": tags.title,
        "SUBTITLE": tags.subtitle,
        "ARTIST": tags.artist,
        "ALBUMARTIST": tags.album_artist,
        "ALBUM": tags.album,
        "ALBUMSORT": tags.album_sort,
        "COMPOSER": tags.narrator,
        "NARRATOR": tags.narrator,
        "GENRE": tags.genre,
        "DATE": tags.year,
        "LANGUAGE": three_letters(tags.language),
        "SERIES": tags.series,
        "SERIES-PART": tags.part,
        "PART": tags.part,
        "DESCRIPTION": tags.description,
        "DESC": tags.description,  # FFmpeg takes DESCRIPTION for the comment; Audiobookshelf gets this one through it
        "PUBLISHER": tags.publisher,
        "TRACKNUMBER": number,
        "TRACKTOTAL": total,
        "COMMENT": tags.comment,
    }
    yield from ((name, text) for name, said in named.items() if (text := printable(said)))
    yield from manifest_tags(tags)
    for index, (chapter, title) in enumerate(zip(tags.chapters, chapter_titles(tags), strict=True), start=1):
        yield f"CHAPTER{index:03}", clock(milliseconds(chapter.start_frame))
        yield f"CHAPTER{index:03}NAME", title


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
