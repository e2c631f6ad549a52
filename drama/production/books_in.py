"""A folder of folders -> the books in it: which files are a book by themselves, and which are chapters of one."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from drama import cast as casting
from drama.errors import CastError, StoryError
from drama.files.paths import exists, is_file, is_folder
from drama.files.store_folder import default_folder
from drama.files.written import is_written
from drama.model import StoryFiles
from drama.production.belongings import inputs_beside, story_files
from drama.production.episodes import episode_files, number_in, stories_of
from drama.readers import stories_in
from drama.readers.formats import suffix_of
from drama.readers.structure.chapter_names import chapter_key, is_in_order, is_part

MOST_BOOKS = 100_000
DEEPEST = 20
"""Folders within one another."""
LIBRARY_MARK = ".drama"
"""What stands in a library that drama keeps: none of its folders is looked through for books."""
_WHOLE = frozenset({".epub", ".fb2", ".fbz", ".fb2.zip", ".fdx"})
"""Formats whose files are books or scripts by themselves, and no chapters."""
_SILENT = (".toml", ".lock", ".json", ".mp3", ".m4b", ".m4a", ".wav", ".flac", ".opus", ".jpg", ".jpeg", ".png")
"""Settings, sound and pictures: nobody would take them for a story."""


@dataclass(frozen=True, slots=True)
class FoundBooks:
    """The books below a folder, and what is none."""

    books: tuple[StoryFiles, ...]
    """By the names of folders and files, 2 before 10."""
    passed_over: tuple[Path, ...]
    """Files and folders that are no story: hidden, notes, what drama wrote, and what nobody reads."""
    unread: tuple[tuple[Path, str], ...] = ()
    """Folders that cannot be looked through, and why; what stands beside them is found all the same."""


class _TooManyError(StoryError):
    """There are more books than are read: no folder's own problem."""


@dataclass(slots=True)
class _Search:
    without: frozenset[Path]
    seen: set[Path] = field(default_factory=set)
    books: list[StoryFiles] = field(default_factory=list)
    passed_over: list[Path] = field(default_factory=list)
    unread: list[tuple[Path, str]] = field(default_factory=list)


def books_in(folder: Path, *, without: Collection[Path] = ()) -> FoundBooks:
    """Return every book in a folder and below it, but ``without`` some folders.

    Every file that stands in the folder itself is a story. A folder below it is one book if the names of its files
    count chapters, or if it has a cast file or corrections of its own beside it; the stories in a folder with the cast
    file of a series are each an episode of it; those in any other folder each stand for themselves. Raises
    :class:`StoryError` for a folder that is not there or cannot be read.
    """
    if not is_folder(folder):
        raise StoryError(f"{folder} is {'no folder' if exists(folder) else 'not there'}; name a folder of stories")
    search = _Search(frozenset(Path(os.path.realpath(path)) for path in without))
    _look_through(folder, search, depth=0)
    return FoundBooks(tuple(search.books), tuple(search.passed_over), tuple(search.unread))


def _look_through(folder: Path, search: _Search, *, depth: int) -> None:
    """Add what is found in a folder, and below it."""
    real = Path(os.path.realpath(folder))
    if real in search.seen:
        return
    search.seen.add(real)
    if len(search.books) >= MOST_BOOKS:
        raise _TooManyError(f"{folder}: no more than {MOST_BOOKS:,} books are read")
    if depth > DEEPEST:
        raise StoryError(f"{folder} is more than {DEEPEST} folders deep, and is not looked through")
    entries = _entries(folder)
    hidden = [path for path in entries if path.name.startswith((".", "~$"))]
    search.passed_over += (path for path in hidden if path.name != LIBRARY_MARK)
    shown = [path for path in entries if path not in hidden]
    folders = [path for path in shown if is_folder(path)]
    if depth and (book := _as_one_book(folder, folders)) is not None:
        search.books.append(book)
        search.passed_over += book.passed_over
        return
    taken = _stories(folder, search)
    search.passed_over += (path for path in shown if path not in taken and path not in folders and _is_told_of(path))
    for inside in folders:
        if inside in taken:
            continue
        if Path(os.path.realpath(inside)) in search.without or exists(inside / LIBRARY_MARK):
            search.passed_over.append(inside)
            continue
        try:
            _look_through(inside, search, depth=depth + 1)
        except _TooManyError:
            raise
        except StoryError as problem:
            search.unread.append((inside, str(problem)))


def _entries(folder: Path) -> list[Path]:
    try:
        names = os.listdir(folder)  # noqa: PTH208
        os.stat(os.path.join(folder, "."))  # noqa: PTH116, PTH118 (pathlib drops the point); what may be listed and not entered would seem to hold nothing
        return sorted((folder / name for name in names), key=lambda path: chapter_key(path.name))
    except OSError as problem:
        raise StoryError(f"{folder} cannot be listed: {problem.strerror}") from problem


def _stories(folder: Path, search: _Search) -> frozenset[Path]:
    """Add the stories that stand in a folder by themselves, or as episodes of its series; return what they are."""
    series = _series_of(folder)
    found = episode_files(folder, series) if series is not None and _has_any(folder) else _files_in(folder)
    for path in found:
        search.books.append(story_files(path))
    return frozenset(found)


def _series_of(folder: Path) -> casting.SeriesTable | None:
    """Return what the cast file in a folder says of a series; None where it is that of none, or cannot be read.

    What is wrong with it is told for each of its stories when that is rendered.
    """
    path = casting.shared_cast_path(folder)
    if path is None or path.parent != folder.absolute():
        return None
    try:
        series = casting.load_cast_file(path).series
    except CastError:
        return None
    own = series.path is not None and series.path.resolve().parent == folder.resolve()
    return series if own else None


def _has_any(folder: Path) -> bool:
    try:
        return bool(stories_of(folder))
    except StoryError:
        return False


def _files_in(folder: Path) -> list[Path]:
    return sorted(stories_in(folder, is_own=_is_own), key=lambda path: chapter_key(path.name))


def _as_one_book(folder: Path, folders: list[Path]) -> StoryFiles | None:
    """Return a folder as a book in chapters; None where it holds several stories, or none.

    Raises StoryError for a part of it that cannot be read.
    """
    if _series_of(folder) is not None:
        return None
    files = _files_in(folder)
    parts = [path for path in folders if is_part(path.name)]
    is_named = any(map(exists, _own_files(folder)))
    counts = len(files) + len(parts) > 1 and all(map(_counts, files))
    is_of_parts = bool(parts) and not files and len(parts) == len(folders)
    if not is_named and not counts and not is_of_parts:
        return None
    for part in parts:
        _entries(part)  # a book without one of its parts is not that book
    try:
        return story_files(folder)
    except StoryError:
        return None


def _own_files(folder: Path) -> Iterator[Path]:
    """Yield the files that would belong to a folder as a story: its cast file, corrections and answers beside it."""
    beside = inputs_beside(StoryFiles(folder, (), (folder,)))
    return (path for path in beside if path.parent != folder)


def _counts(path: Path) -> bool:
    """Tell whether the name of a file says that it is one of several: by a number, or as a prologue is."""
    return suffix_of(path) not in _WHOLE and (bool(number_in(path.stem)) or is_in_order(path.stem))


def _is_told_of(path: Path) -> bool:
    """Tell whether somebody may have taken a file for a story."""
    return is_file(path) and not path.name.lower().endswith(_SILENT)


def _is_own(path: Path) -> bool:
    return is_written(default_folder(), path)
