"""Put the files of a finished book into its place: by renaming, never over a file of somebody else's."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from drama.errors import OccupiedError, WriteError
from drama.files.atomic import staged
from drama.files.paths import exists, is_file, is_folder
from drama.shelf.books import Book
from drama.shelf.record import BESIDE, BookRecord, is_free_beside, note_files, own_digests, record_beside
from drama.shelf.snapshots import RecordedFile, digest_now, is_as_it_was

TOLD = frozenset({"metadata.json", "desc.txt", "reader.txt", "cover.jpg", "cover.png"})
"""What a library's program or its owner may write anew: theirs stays, and the book is no worse for it."""


def check_place(book: Book, names: Iterable[str]) -> None:
    """Raise WriteError where files of these names cannot be put into the place of a book, before any work."""
    folder = book.folder
    for above in (folder, *folder.parents):
        if above == book.library:
            break
        if exists(above) and not is_folder(above):
            raise WriteError(f"{above} is a file; a folder of the library needs its name")
    other = record_beside(folder)
    if other is not None and other.book.source != book.source and exists(other.book.source):
        raise WriteError(
            f"{folder} is where {other.book.source} stands; another title, author, series or part is needed"
        )
    if not is_free_beside(folder) and not book.settings.overwrite:
        raise OccupiedError(f"{folder / BESIDE} is there already, and is no record of drama's", folder / BESIDE)
    known = own_digests(book)
    for name in names:
        _check(book, name, known.get((book.place, name), set()))


def _check(book: Book, name: str, own: set[str], new: str = "") -> None:
    path = book.folder.joinpath(*name.split("/"))
    if book.settings.overwrite or not is_file(path):
        return
    if digest_now(path) not in own | {new}:
        raise OccupiedError(
            f"{path} is there already, and drama did not write it as it stands: it is another's, or was edited or "
            "damaged since. Move it; --force replaces it",
            path,
        )


def put_in_place(book: Book, made: Path, files: Sequence[RecordedFile], before: BookRecord | None) -> tuple[str, ...]:
    """Put files that were made in a folder of the library's into the place of a book; return warnings.

    ``before`` is the record of what stood for it: what is no longer of the book is deleted, unless it was edited.
    Killed in between, some of the files are there; the next run replaces all. Raises :class:`WriteError`.
    """
    check_place(book, ())
    known = own_digests(book)
    warnings = []
    wanted = []
    for file in files:
        try:
            _check(book, file.path, known.get((book.place, file.path), set()), file.digest)
        except OccupiedError:
            if file.path not in TOLD:
                raise
            warnings.append(f"{file.path} was changed since by somebody else: it stays")
            continue
        wanted.append(file)
    note_files(book, tuple(files))
    for file in wanted:
        _move(made.joinpath(*file.path.split("/")), book.folder.joinpath(*file.path.split("/")))
    if before is not None:
        warnings += _remove_earlier(book, files, before)
    return tuple(warnings)


def _move(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            source.replace(target)
        except OSError as problem:
            if problem.errno != errno.EXDEV:
                raise
            with staged(target) as temporary:  # the author's folder is a link to another disk
                shutil.copyfile(source, temporary)
    except OSError as problem:
        raise WriteError(f"{target}: cannot be written: {problem.strerror or problem}") from problem


def _remove_earlier(book: Book, files: Sequence[RecordedFile], before: BookRecord) -> list[str]:
    """Delete what an earlier run put somewhere and this one did not; return what of it stays, as warnings."""
    kept = []
    now = {book.folder.joinpath(*file.path.split("/")).resolve() for file in files}
    for file in before.files:
        path = before.book.folder.joinpath(*file.path.split("/"))
        if path.resolve() in now or not is_file(path):
            continue
        if is_as_it_was(path, file):
            with suppress(OSError):
                path.unlink()
        else:
            kept.append(f"{path} is of an earlier run, but was changed since: it stays")
    if before.book.folder.resolve() != book.folder.resolve():
        other = record_beside(before.book.folder)
        if other is not None and other.book.source == book.source:
            with suppress(OSError):
                (before.book.folder / BESIDE).unlink()
        _remove_empty(before.book.folder, before.book.library)
    return kept


def _remove_empty(folder: Path, library: Path) -> None:
    """Delete a folder of a library that is empty, and those above it that are empty then."""
    with suppress(OSError):
        while folder != library and library in folder.parents:
            os.rmdir(folder)  # noqa: PTH106 (refuses unless empty)
            folder = folder.parent
