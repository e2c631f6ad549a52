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
from drama.files.paths import is_folder
from drama.model import StoryFiles

LIBRARY_FOLDER = ".drama"
"""The folder in a library that is drama's own; Audiobookshelf and Plex pass over what begins with a dot."""
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
        for name in self.documents:
            _check_document(name, self.format)


def _check_document(name: str, format_: str) -> None:
    """Raise WriteError for a document that no book of a format could have."""
    offered = drama.documents()
    if name not in offered:
        raise WriteError(f"there is no document {quoted(name)} (there are: {', '.join(offered)})")
    offer = offered[name]
    if offer.needs_stems:
        raise WriteError(f"the document {quoted(name)} is made of stems, which a shelf does not write")
    if offer.needs:
        raise WriteError(f"the document {quoted(name)} needs {offer.needs}, which is not installed")
    if not offer.can_carry(Path(f"book.{format_}")):
        valid = " or ".join(other for other in FORMATS if offer.can_carry(Path(f"book.{other}")))
        raise WriteError(f"the document {quoted(name)} cannot carry .{format_}; valid is --format {valid}")


def check_library(library: Path) -> None:
    """Raise WriteError for a library that no book could be put into."""
    own = library / LIBRARY_FOLDER
    above = next(folder for folder in (library, *library.parents) if os.path.lexists(folder))
    for folder in (above, *filter(os.path.lexists, (own, own / "work", own / "books"))):
        if not is_folder(folder):
            raise WriteError(f"{folder} is no folder; name a folder for the library")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise WriteError(f"the library {library} cannot be written to: {folder} takes no files")


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
    there, has no story in it, or is the library, for a library that takes no files, and for settings that no book could
    be rendered with.
    """
    home, shelf = (Path(os.path.abspath(path)) for path in (folder, library))  # noqa: PTH100 (links stay as named)
    if os.path.realpath(home) == os.path.realpath(shelf):
        raise WriteError(f"{library} holds the stories; name another folder for the library")
    settings.check()
    check_library(shelf)
    found = drama.books_in(home, without=[shelf])
    drama.check_given(found.books, voices=settings.voices, style=settings.style, metadata=dict(settings.metadata))
    passed_over = tuple(_below(home, path) for path in found.passed_over if path != shelf)
    unread = tuple((Book(_below(home, path), path, shelf, settings), problem) for path, problem in found.unread)
    if not found.books and not unread:
        beside = f"; it holds {', '.join(passed_over[:6])}" if passed_over else ""
        raise StoryError(f"{folder} holds no story{beside}")
    books = (Book(_below(home, story.path), story.path, shelf, settings) for story in found.books)
    return FoundShelf(tuple(books), passed_over, unread)


def only(books: Iterable[Book], names: Iterable[str]) -> tuple[Book, ...]:
    """Return the books of some names, in folders of some names, or whose names match patterns such as ``harbour/*``.

    None of them twice. Raises :class:`~drama.DramaError` for a name that no book and no folder has.
    """
    everything = tuple(books)
    wanted: set[str] = set()
    for name in names:
        exact = {book.name for book in everything if f"{book.name}/".startswith(f"{name.rstrip('/')}/")}
        found = exact or {book.name for book in everything if fnmatchcase(book.name, name)}
        if not found:
            hint = did_you_mean(name, (book.name for book in everything))
            raise StoryError(f"there is no book {quoted(name)} on the shelf{hint}")
        wanted |= found
    return tuple(book for book in everything if book.name in wanted)


def _below(folder: Path, path: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()
