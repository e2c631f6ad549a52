"""The books of a shelf: what each is made from, and with which settings. All of it can be sent to another machine."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path

import drama
from drama.errors import StoryError, WriteError, install_command
from drama.files.messages import did_you_mean, quoted
from drama.model import StoryFiles

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

    def prepare(self, story: Path | StoryFiles) -> drama.Production:
        """Return a book read, cast and directed by these settings. Raises :class:`~drama.DramaError`."""
        return drama.prepare(
            story,
            voices=self.voices,
            engine=self.engine,
            style=self.style,
            preset=self.preset,
            metadata=dict(self.metadata),
            language_anyway=self.language_anyway,
            lock_anyway=self.lock_anyway,
        )

    def check(self) -> None:
        """Raise WriteError for what no book could be rendered with here, before any is tried."""
        if self.format not in FORMATS:
            raise WriteError(f"there is no format {self.format!r} (there are: {', '.join(FORMATS)})")
        if self.format == "m4b" and self.in_chapters:
            raise WriteError("an .m4b holds all chapters of a book; files for each chapter are mp3, opus, flac or wav")
        if self.format == "m4b" and find_spec("av") is None:
            raise WriteError(f".m4b needs the package av: {install_command('m4b')}")


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


@dataclass(frozen=True, slots=True)
class FoundShelf:
    """The books below a folder, in their order, none in its place yet."""

    books: tuple[Book, ...]
    passed_over: tuple[str, ...]
    """What stands there and is no story, by its path below the folder."""
    unread: tuple[tuple[Book, str], ...] = ()
    """Folders that cannot be looked through, as if each were a book, and why."""


def find_books(folder: Path, library: Path, settings: BookSettings = BookSettings()) -> FoundShelf:
    """Return the books in a folder and below it, for a library. Opens none of them.

    A library that stands in the folder is passed over. Raises :class:`~drama.DramaError` for a folder that is not
    there, has no story in it, or is the library.
    """
    home, shelf = (Path(os.path.abspath(path)) for path in (folder, library))  # noqa: PTH100 (links stay as named)
    if os.path.realpath(home) == os.path.realpath(shelf):
        raise WriteError(f"{library} holds the stories; name another folder for the library")
    settings.check()
    found = drama.books_in(home, without=[shelf])
    passed_over = tuple(_below(home, path) for path in found.passed_over if path != shelf)
    unread = tuple((Book(_below(home, path), path, shelf, settings), problem) for path, problem in found.unread)
    if not found.books and not unread:
        beside = f"; it holds {', '.join(passed_over[:6])}" if passed_over else ""
        raise StoryError(f"{folder} holds no story{beside}")
    books = (Book(_below(home, story.path), story.path, shelf, settings) for story in found.books)
    return FoundShelf(tuple(books), passed_over, unread)


def only(books: Iterable[Book], names: Iterable[str]) -> tuple[Book, ...]:
    """Return the books of some names, or whose names match patterns such as ``harbour/*``; none of them twice.

    Raises :class:`~drama.DramaError` for a name that no book has.
    """
    everything = tuple(books)
    wanted: set[str] = set()
    for name in names:
        exact = {book.name for book in everything if book.name == name.rstrip("/")}
        found = exact or {book.name for book in everything if fnmatchcase(book.name, name)}
        if not found:
            hint = did_you_mean(name, (book.name for book in everything))
            raise StoryError(f"there is no book {quoted(name)} on the shelf{hint}")
        wanted |= found
    return tuple(book for book in everything if book.name in wanted)


def _below(folder: Path, path: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()
