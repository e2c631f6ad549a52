"""The Protocol of an encoder, and what it is given. Entry-point group: ``drama.encoders``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeAlias

from drama.encoders.parallel import in_order
from drama.errors import MixError
from drama.files.text import printable

if TYPE_CHECKING:
    from pathlib import Path

    from numpy import int16
    from numpy.typing import NDArray

    from drama.model import Chapter, MixSettings

    Pcm: TypeAlias = NDArray[int16]
    """PCM int16, shape (frames, channels)."""

OnProgress: TypeAlias = Callable[[int], None]
"""Called with the number of frames written so far."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the episode that is mixed, encoded and cached by itself (:mod:`drama.model.grid`).

    Every part but the last is a whole multiple of ``GRID_FRAMES`` long. A part normally ends in ``QUIET_FRAMES`` of
    silence; where sound goes on across a boundary between parts, the part before it gives its lead-out and the part
    after it its lead-in.
    """

    key: str
    """Names everything that shapes the sound of the part, lead-in and lead-out included; not its position."""
    frames: int
    render: Callable[[], Pcm]
    """Returns the sound: PCM int16, shape (frames, channels). Called from a worker thread, at most once."""
    lead_in: Callable[[], Pcm] | None = None
    """Returns the sound just before this part, ideally ``LEAD_IN_FRAMES`` of it; None means silence."""
    lead_out: Callable[[], Pcm] | None = None
    """Returns the sound just after this part, ideally ``LEAD_OUT_FRAMES`` of it; None means silence."""


@dataclass(frozen=True, slots=True)
class Tags:
    """What players show, and what libraries sort by. What is empty is not written."""

    title: str = ""
    artist: str = ""
    """The author: libraries of audiobooks take it from there."""
    album: str = ""
    comment: str = ""
    chapters: tuple[Chapter, ...] = ()
    cover: bytes | None = None
    """A JPEG or PNG image."""
    album_artist: str = ""
    narrator: str = ""
    """Written as the composer, where Audiobookshelf and Voice look for it."""
    genre: str = ""
    year: str = ""
    """Four digits."""
    language: str = ""
    """A tag such as ``en-GB``, or the English name of a language."""
    series: str = ""
    part: str = ""
    """Which of the series: a number such as ``3`` or ``2.5``."""
    subtitle: str = ""
    description: str = ""
    publisher: str = ""
    track: tuple[int, int] | None = None
    """Which file of how many of the album."""
    manifest: str = ""
    """What the episode was made of, as compact JSON in ASCII (:mod:`drama.encoders.manifest_tag`)."""
    sound: str = ""
    """Digest of the sound, which the encoder adds where there is a manifest (:mod:`drama.encoders.sound_digest`)."""

    @property
    def album_sort(self) -> str:
        """What players sort a book of a series by; empty where its album is no book but the series, or there is none.

        Plex sorts the books of an author so (Plex-Audiobook-Guide: ``SERIES PART - TITLE``). The number has four
        digits, so that 2 stands before 10.
        """
        if not (self.series and self.part and self.album) or self.album == self.series:
            return ""
        whole, point, rest = self.part.partition(".")
        return f"{self.series} {whole:0>4}{point}{rest} - {self.album}"


class Cache(Protocol):
    """Keeps blobs by key, atomically, and gives back exactly what was put or nothing."""

    def get(self, key: str) -> bytes | None:
        """Return the blob, or None where there is none that is whole."""

    def put(self, key: str, data: bytes) -> object:
        """Keep a blob."""


@dataclass(frozen=True, slots=True)
class EncodingJob:
    """An episode to be encoded."""

    path: Path
    """Where the file ends up: names the format by its suffix, and the file in messages. Not to be written to."""
    parts: Sequence[Part]
    """The sound in order; at most ``jobs + 1`` of them are in memory at once."""
    tags: Tags
    settings: MixSettings
    """Channels (1 or 2) and, for what is not lossless, the bit rate. The rate is :data:`drama.model.FRAME_RATE`."""
    cache: Cache | None
    """Where encoded parts may be kept, so that an unchanged one is neither mixed nor encoded again."""
    jobs: int
    """Threads that mix and encode."""
    on_progress: OnProgress
    """To be called in the calling thread, part after part; what it raises ends the job."""

    @property
    def frames(self) -> int:
        """Length of the episode."""
        return sum(part.frames for part in self.parts)

    @contextmanager
    def sounds(self) -> Iterator[Iterable[Pcm]]:
        """Yield the sound of every part in order, checked, mixed in ``jobs`` threads that end with the block.

        Raises MixError for a part that is not the sound it claims to be, and whatever its ``render`` raises.
        """
        tasks = [partial(rendered, part, self.settings.channels) for part in self.parts]
        with closing(in_order(tasks, jobs=self.jobs)) as sounds:
            yield sounds


class Encoder(Protocol):
    """Writes the sound of an episode into a file of one format.

    The same job must always give the same bytes, whatever the number of threads and the cache.
    """

    @property
    def suffixes(self) -> Collection[str]:
        """The suffixes of its files, in lower case: ``(".ogg",)``. A package announces each by an entry point."""

    def check(self, path: Path) -> None:
        """Raise :class:`~drama.errors.WriteError`, before an hour of work, where what it needs is not installed."""

    def write(self, file: Path, job: EncodingJob) -> None:
        """Write the whole episode, tags included, into a new, empty file that takes its place when this returns.

        Raises :class:`~drama.errors.WriteError` for whatever goes wrong.
        """


def rendered(part: Part, channels: int) -> Pcm:
    """Return the sound of a part, checked.

    Raises MixError where it is not int16 of the shape the part promised.
    """
    pcm = part.render()
    if pcm.dtype != "int16" or pcm.shape != (part.frames, channels):
        promised = (part.frames, channels)
        raise MixError(f"a part of the mix is {pcm.dtype} of shape {pcm.shape}; it must be int16 of shape {promised}")
    return pcm


def chapter_titles(tags: Tags) -> list[str]:
    """Return a title for every chapter, numbered where it has none."""
    return [printable(chapter.title) or f"Chapter {n}" for n, chapter in enumerate(tags.chapters, start=1)]
