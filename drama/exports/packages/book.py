"""An audiobook as data: its files of sound in order, and what goes into a package with them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drama.errors import WriteError
from drama.exports.base import EpisodeFile
from drama.exports.programme import Programme, narrating_voice
from drama.files.images import image_type
from drama.files.text import milliseconds, plain
from drama.languages.codes import language_tag
from drama.model import Metadata

AUDIO_TYPES = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".m4b": "audio/mp4",
    ".opus": "audio/ogg; codecs=opus",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
}
"""The media type of each format drama writes."""
_LOSSLESS = frozenset({".flac", ".wav"})
_NAMESPACE = uuid.UUID("5b0c5a8e-3e0e-5b59-9c2f-0d0f2a7f8f11")
"""Of the identifiers drama gives to books: by title and author, so that a book keeps its own when its text changes."""
_LANGUAGE = "en"
"""What drama speaks; a story in another language says so."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the table of contents."""

    title: str
    href: str
    """With a media fragment (W3C Media Fragments URI 1.0, 4.2.1) where it begins within a file."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of sound, and its words."""

    programme: Programme
    audio: Path
    number: int
    title: str
    bit_rate_kbps: int
    """0 for one of no length."""

    @property
    def name(self) -> str:
        """What its files are called in the package: plain digits, which every system can unpack."""
        return f"{self.number:03}"

    @property
    def href(self) -> str:
        """The file of sound in the package."""
        return f"audio/{self.name}{self.audio.suffix.lower()}"

    @property
    def text_href(self) -> str:
        """Its words, to read."""
        return f"text/{self.name}.html"

    @property
    def captions_href(self) -> str:
        """Its words with their times."""
        return f"captions/{self.name}.vtt"

    @property
    def media_type(self) -> str:
        """Of the sound."""
        return AUDIO_TYPES[self.audio.suffix.lower()]

    @property
    def ms(self) -> int:
        """How long it is."""
        return milliseconds(self.programme.frames)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Where its chapters begin; of a file that is one chapter the file itself."""
        chapters = self.programme.chapters
        if len(chapters) < 2:
            return (Entry(self.title, self.href),)
        return tuple(
            Entry(
                plain(chapter.title) or f"Chapter {number}",
                f"{self.href}#t={seconds_text(milliseconds(chapter.start_frame))}",
            )
            for number, chapter in enumerate(chapters, start=1)
        )


@dataclass(frozen=True, slots=True)
class Book:
    """An audiobook."""

    title: str
    author: str
    narrator: str
    language: str
    """A tag (BCP 47)."""
    identifier: str
    """A URN."""
    metadata: Metadata
    credits: tuple[str, ...]
    cover: bytes | None
    parts: tuple[Part, ...]

    @property
    def ms(self) -> int:
        """How long all parts are together."""
        return sum(part.ms for part in self.parts)

    @property
    def cover_href(self) -> str:
        """The cover in the package."""
        return "cover.png" if self.cover_type == "image/png" else "cover.jpg"

    @property
    def cover_type(self) -> str:
        """The media type of the cover; nothing without one."""
        return image_type(self.cover) if self.cover else ""


def book_of(files: Sequence[EpisodeFile]) -> Book:
    """Return the audiobook that an episode is, or the chapters of one are together.

    Raises WriteError for a file of sound that is not there.
    """
    first = files[0]
    programmes = [file.programme for file in files]
    metadata = first.programme.metadata
    title = plain(first.album or first.programme.title) or "Untitled"
    author = plain(first.programme.author)
    stated = metadata.narrator
    narrator = next(filter(None, map(narrating_voice, programmes)), "") if stated is None else stated
    language = _LANGUAGE if metadata.language is None else metadata.language
    return Book(
        title=title,
        author=author,
        narrator=plain(narrator),
        language=language_tag(language) or "und",
        identifier=uuid.uuid5(_NAMESPACE, f"{title}\n{author}").urn,
        metadata=metadata,
        credits=tuple(dict.fromkeys(plain(line) for programme in programmes for line in programme.credits)),
        cover=first.programme.cover,
        parts=tuple(
            Part(
                file.programme,
                file.audio,
                number,
                plain(file.programme.title) or f"Part {number}",
                _bit_rate_kbps(file),
            )
            for number, file in enumerate(files, start=1)
        ),
    )


def _bit_rate_kbps(file: EpisodeFile) -> int:
    """Return the bit rate of a file of sound: that it was encoded with, or what a lossless one comes to."""
    try:
        size = file.audio.stat().st_size
    except OSError as problem:
        raise WriteError(f"{file.audio}: cannot be read, and goes into the package: {problem.strerror}") from problem
    if file.audio.suffix.lower() not in _LOSSLESS:
        return file.cast.mix.bit_rate_kbps
    ms = milliseconds(file.programme.frames)
    return round(8 * size / ms) if ms else 0


def seconds_text(ms: int) -> str:
    """Return seconds as a number without needless digits: ``12.5``."""
    whole, rest = divmod(ms, 1000)
    return f"{whole}.{rest:03}".rstrip("0").rstrip(".")
