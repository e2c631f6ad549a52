"""A shelf as lines for other programs: one command a book, each yielding the book in its place."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from drama.errors import StoryError
from drama.shelf.books import Book, BookSettings


def plan_lines(books: Sequence[Book], folder: Path, *, jobs: int | None = None) -> Iterator[str]:
    """Yield a command for each book, quoted for a POSIX shell, that renders this one book of the shelf in a folder.

    Run in any order, anywhere, at once or again, together they are the shelf. Raises :class:`~drama.DramaError` for a
    book whose name does not stand on one line.
    """
    for book in books:
        yield plan_line(book, folder, jobs=jobs)


def plan_line(book: Book, folder: Path, *, jobs: int | None = None) -> str:
    """Return the command for one book; see :func:`plan_lines`."""
    words = [*_program(), "shelf", str(folder.absolute()), "--out", str(book.library), "--only", book.name]
    words += [*_options(book.settings), *(("--jobs", str(jobs)) if jobs else ())]
    line = shlex.join(words)
    if not line.isprintable():
        raise StoryError("its name or an option has a character that no line of a plan can hold: name it otherwise")
    return line


def _program() -> tuple[str, ...]:
    """Return how drama is called: by its name where a shell finds it, else as a module of this Python."""
    return ("drama",) if shutil.which("drama") else (sys.executable, "-m", "drama")


def _options(settings: BookSettings) -> Iterator[str]:
    """Yield the options of the command line that settings are."""
    default = BookSettings()
    for name in ("format", "voices", "engine", "style", "preset"):
        value = getattr(settings, name)
        if value != getattr(default, name):
            yield from (f"--{name}", str(value))
    if settings.in_chapters is not None:
        yield "--chapters" if settings.in_chapters else "--one-file"
    if settings.documents:
        yield from ("--with", ",".join(settings.documents))
    for key, text in settings.metadata:
        yield from ("--metadata", f"{key}={text}")
    flags = {
        "--no-cover": not settings.draws_cover,
        "--language-anyway": settings.language_anyway,
        "--lock-anyway": settings.lock_anyway,
        "--force": settings.overwrite,
    }
    yield from (flag for flag, is_on in flags.items() if is_on)
