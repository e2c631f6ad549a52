"""The books of a shelf: what each is made from, and with which settings. All of it can be sent to another machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FORMATS = ("mp3", "m4b", "opus", "flac", "wav")
"""What a book can be written as, by the suffix of its files."""


@dataclass(frozen=True, slots=True)
class BookSettings:
    """How a book is rendered. Each is what the option of ``drama render`` is; None is what the cast file says."""

    format: str = "mp3"
    """One of :data:`FORMATS`."""
    in_chapters: bool | None = None
    """Whether a book is a file for each chapter; None where its preset says so."""
    voices: Path | None = None
    engine: str | None = None
    style: str | None = None
    preset: str | None = None
    documents: tuple[str, ...] = ()
    """What goes out beside it, by name."""
    metadata: tuple[tuple[str, str], ...] = ()
    """Name and text, over what cast file and story say."""
    draws_cover: bool = True
    language_anyway: bool = False
    lock_anyway: bool = False
    overwrite: bool = False
    """Whether files in the library that drama did not write are replaced."""


@dataclass(frozen=True, slots=True)
class Book:
    """A book of a shelf: what to render, where to and how."""

    name: str
    """What it is called: its path below the folder of the shelf, with ``/`` between its parts."""
    source: Path
    """Its file, or the folder of its chapters; absolute."""
    library: Path
    """Absolute."""
    settings: BookSettings = BookSettings()
    place: str = ""
    """Its folder in the library, with ``/`` between its parts; empty as long as nobody has looked what it is called."""

    @property
    def folder(self) -> Path:
        """The folder it stands in when it is done. Raises ValueError where its place is not known yet."""
        if not self.place:
            raise ValueError(f"{self.name} has no place yet")
        return self.library.joinpath(*self.place.split("/"))
