"""The Protocol of an export, and what it is made of. Entry-point group: ``drama.exports``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from pathlib import Path

    from drama.exports.programme import Programme
    from drama.exports.report import Measured
    from drama.model import Cast, Script, Timeline

_Collected = TypeVar("_Collected")


class Need(StrEnum):
    """What an export is made of."""

    PROGRAMME = "programme"
    """The episode as data: who says which words when."""
    AUDIO = "audio file"
    """The bytes of the finished file."""
    LOUDNESS = "measured loudness"
    """The finished file decoded and measured: as much time as a quarter of its encoding."""
    STEMS = "stems"
    """The stems, which are written only where a folder for them is given."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that a story was read from."""

    path: Path
    digest: str = ""
    """The SHA-256 of what was read, in hex; empty where nobody asked."""


def _say_nothing(_: str) -> None:
    """Take a warning that nobody wants to hear."""


@dataclass(frozen=True)
class EpisodeFile:
    """One finished audio file, an episode or a chapter of an audiobook, and what is known of it."""

    programme: Programme
    audio: Path
    """The file, whole on the disk."""
    script: Script
    cast: Cast
    timeline: Timeline
    recorded: int = 0
    """How many of its lines were recorded for this render; the others' takes were there."""
    missing_sounds: tuple[str, ...] = ()
    """Names of sounds that were asked for and that the library does not have."""
    warnings: tuple[str, ...] = ()
    find_similar_voices: Callable[[], Iterable[str]] = tuple
    """Returns a sentence for each two voices that are hard to tell apart in a scene; takes a moment."""
    sources: tuple[Source, ...] = ()
    """The files the story was read from; none where it was piped in."""
    album: str = ""
    """Of a chapter of an audiobook, the title of the whole; empty for an episode in one file."""
    warn: Callable[[str], None] = _say_nothing
    """Takes a sentence that the user is told when the render is done."""

    @cached_property
    def measured(self) -> Measured:
        """The audio file, decoded and measured when this is first asked for. Raises WriteError where that fails."""
        from drama.exports.report import measure  # noqa: PLC0415 (heavy: numpy and the decoders)

        return measure(self.audio, self.programme)


class Export(Protocol):
    """Writes one file beside each audio file, asked for by name: ``--with NAME``.

    Three attributes may be left out: ``needs``, a set of :class:`Need` if not all of them but the stems, ``library``,
    the name of a module that is not always there, and ``audio_suffixes``, those of the audio files it can be made for
    if not all.

    So may two methods, each called in place of ``make``, which gives the same bytes: ``write(path, file)`` writes what
    is large into a new, empty file at ``path``, without holding it in memory; ``write_whole(path, files)`` does so for
    all audio files of an episode, one or the chapters of an audiobook, of which it is one document.
    """

    @property
    def name(self) -> str:
        """The name it is asked for by."""

    @property
    def suffix(self) -> str:
        """What follows the episode's name without its own suffix: ``.chapters.json``."""

    @property
    def describe(self) -> str:
        """What it is and who reads it, in a few words: shown by ``--with list``."""

    def make(self, file: EpisodeFile) -> str | bytes:
        """Return what is in the file; text is written as UTF-8.

        The same episode must always give the same. Raises :class:`~drama.errors.WriteError` for whatever goes wrong.
        """


class Summary(Protocol[_Collected]):
    """Writes one file for all audio files of an episode, asked for by an option of its own: cue sheet and report."""

    @property
    def name(self) -> str:
        """The name of the option: ``report``."""

    @property
    def suffixes(self) -> Sequence[str]:
        """The suffixes its file may have, each a form of it; none if any will do."""

    @property
    def describe(self) -> str:
        """What it is and who reads it, in a few words."""

    def collect(self, file: EpisodeFile, suffix: str) -> _Collected:
        """Return what one audio file adds, for a summary with this suffix."""

    def join(self, collected: Sequence[_Collected], *, title: str, suffix: str) -> str:
        """Return the summary of an episode called ``title``, of what each of its audio files adds."""

    def in_short(self, collected: Sequence[_Collected]) -> tuple[str, ...]:
        """Return what a terminal shows of it."""
