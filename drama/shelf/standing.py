"""Whether a book stands in its library as it would be rendered now: told in milliseconds, and without a model.

Sizes and times of files are compared first, and contents only where these differ.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import drama
from drama.errors import DramaError
from drama.model import Voice
from drama.shelf.books import Book
from drama.shelf.placing import TOLD, check_place
from drama.shelf.record import BookRecord, RecordedVoice, last_record, own_digests
from drama.shelf.snapshots import digest_now, is_as_it_was


def standing(book: Book) -> BookRecord | None:
    """Return the record of a book that need not be rendered; None where it must be, or was never.

    It stands as long as its settings, the versions of drama and of its engines, everything it was made from, and its
    own files are what they were. What a library's program or its owner has written anew stays, with a warning; any
    other file that was edited or damaged keeps the book from standing (:func:`check_files`).
    """
    record = last_record(book)
    if record is None or not is_made_from_the_same(book, record) or not _has_same_versions(record):
        return None
    if book.place and book.place != record.book.place:
        return None
    edited = []
    own = None
    for file in record.files:
        path = record.book.folder.joinpath(*file.path.split("/"))
        if is_as_it_was(path, file):
            continue
        own = own_digests(book) if own is None else own
        digest = digest_now(path)
        if digest in own.get((record.book.place, file.path), {""}) | {""}:
            return None  # it is gone, or a run was stopped between two files
        if book.settings.overwrite or file.path not in TOLD:
            return None
        edited.append(f"{file.path} was changed since by somebody else: it stays")
    return replace(record, book=replace(book, place=record.book.place), is_skipped=True, warnings=tuple(edited))


def check_files(book: Book) -> None:
    """Raise WriteError where a book would be made as it was, and a file of it was edited or damaged since.

    So it is told before any work, and not only when the new file is put into its place.
    """
    record = last_record(book)
    if record is None or book.settings.overwrite or not is_made_from_the_same(book, record):
        return
    if not book.place or book.place == record.book.place:
        names = [file.path for file in record.files if file.path not in TOLD]
        check_place(replace(book, place=record.book.place), names)


def is_made_from_the_same(book: Book, record: BookRecord) -> bool:
    """Tell whether a book is rendered with the same settings from the same files as it was for a record."""
    if replace(record.book.settings, overwrite=False) != replace(book.settings, overwrite=False):
        return False
    recorded = {file.path: file for file in record.inputs}
    try:
        now = drama.inputs(drama.story_files(book.source), voices=book.settings.voices)
    except DramaError:
        return False
    is_known = all(str(path) in recorded for path in now)
    return is_known and all(is_as_it_was(Path(file.path), file) for file in record.inputs)


def _has_same_versions(record: BookRecord) -> bool:
    """Tell whether drama and the engines of a record are those here; an engine that is not here cannot differ."""
    versions = dict(record.versions)
    if versions.get("drama") != drama.__version__:
        return False
    for name, version in versions.items():
        kind, _, engine = name.partition(":")
        if kind == "engine" and engine_version(engine) not in (None, version):
            return False
    return all(identity_of(voice) in (None, voice.identity) for voice in record.voices)


@cache
def engine_version(name: str) -> str | None:
    """Return the version of an engine, asked once a process; None where it is not here."""
    try:
        return drama.EngineInfo(name).version if drama.is_installed(name) else None
    except DramaError:
        return None


def identity_of(voice: RecordedVoice) -> str | None:
    """Return what tells the sound of a voice now; None where that cannot be asked here."""
    try:
        if not drama.is_installed(voice.engine):
            return None
        return drama.EngineInfo(voice.engine).identity(
            Voice(name="", engine=voice.engine, id=voice.id, options=dict(voice.options))
        )
    except DramaError:
        return ""  # its file is gone
