"""What became of a book: its files, what they were made from, by whom and where; one JSON file each.

In the library's folder ``.drama`` every book has a folder of its own, named by a digest of where its story stands: its
last record, and before files are put into place a note of what they are, so that whoever comes next knows drama's own
files from those of others, on whichever machine they were made. The record also stands beside the result.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from drama.files.atomic import write_file
from drama.files.inputs import read_file
from drama.shelf.books import LIBRARY_FOLDER, Book, BookSettings
from drama.shelf.snapshots import RecordedFile

BESIDE = "drama.json"
"""The record in the folder of a book."""
_LARGEST_BYTES = 50_000_000
_VERSION = 1
_NOTES_KEPT = 8
_DONE, _FAILED = "record.json", "failed.json"
_Noun = TypeVar("_Noun")


@dataclass(frozen=True, slots=True)
class RecordedVoice:
    """A voice whose id does not tell how it sounds: that of a file, or of a server."""

    engine: str
    id: str
    options: tuple[tuple[str, str], ...]
    identity: str


@dataclass(frozen=True, slots=True)
class BookRecord:
    """What became of a book."""

    book: Book
    is_ok: bool
    problem: str = ""
    """Why it failed."""
    files: tuple[RecordedFile, ...] = ()
    """Written, in the order of their names."""
    inputs: tuple[RecordedFile, ...] = ()
    """Read, or read if they had been there."""
    voices: tuple[RecordedVoice, ...] = ()
    """Those that may change without a change of the cast file or of an engine."""
    host: str = ""
    process: int = 0
    wall_s: float = 0.0
    cpu_s: float = 0.0
    """Processor time of this process and of those it started and waited for."""
    versions: tuple[tuple[str, str], ...] = ()
    """Of drama, Python, and the engines that speak (``engine:NAME``)."""
    duration_s: float = 0.0
    """Of what is heard."""
    recorded: int = 0
    """Lines recorded for it, wherever."""
    recorded_by: tuple[tuple[str, int], ...] = ()
    """Who else recorded lines for it, such as a worker of another host, and how many."""
    reused: int = 0
    """Lines whose recording was there."""
    warnings: tuple[str, ...] = ()
    is_skipped: bool = False
    """Whether it stood there as it should, and nothing was done; so it is returned, never so written."""


def to_json(record: BookRecord) -> str:
    """Return a record as a JSON document."""
    document = {"drama": "book", "version": _VERSION, **asdict(replace(record, is_skipped=False))}
    return json.dumps(document, indent=1, default=str) + "\n"


def from_json(text: str | bytes) -> BookRecord | None:
    """Return the record that a JSON document holds; None for what is none, or of another version."""
    try:
        document = json.loads(text)
        if document["drama"] != "book" or document["version"] != _VERSION:
            return None
        book = document["book"]
        voices = book["settings"]["voices"]
        settings = _noun(BookSettings, book["settings"], voices=None if voices is None else Path(voices))
        paths = {name: Path(_exactly(book[name], str)) for name in ("source", "library")}
        rows = {
            name: tuple(_noun(kind, row) for row in document[name])
            for name, kind in (("files", RecordedFile), ("inputs", RecordedFile), ("voices", RecordedVoice))
        }
        return _noun(BookRecord, document, book=_noun(Book, book, settings=settings, **paths), **rows)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def is_record(text: str | bytes) -> bool:
    """Tell whether a JSON document is a record of drama's, be it of another version."""
    try:
        return bool(json.loads(text)["drama"] == "book")
    except (ValueError, TypeError, KeyError, RecursionError):
        return False


def _noun(kind: type[_Noun], values: dict[str, Any], **given: object) -> _Noun:
    """Return a dataclass of plain values, lists as tuples; what it does not know is passed over."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return kind(**{name: _tuples(values[name]) for name in names if name in values} | given)


def _tuples(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _exactly(value: Any, kind: type[_Noun]) -> _Noun:  # noqa: ANN401
    if type(value) is not kind:
        raise TypeError(value)
    return value


# ------------------------------------------------------------------ where they stand


def records_folder(book: Book) -> Path:
    """Return the folder in the library that is about a book."""
    name = hashlib.blake2b(str(book.source).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    return book.library / LIBRARY_FOLDER / "books" / name


def last_record(book: Book) -> BookRecord | None:
    """Return the record of a book as it was rendered into its library the last time; None where it never was."""
    return _read(records_folder(book) / _DONE)


def last_failure(book: Book) -> BookRecord | None:
    """Return why a book could not be rendered the last time; None where it could, or was never tried."""
    return _read(records_folder(book) / _FAILED)


def record_beside(folder: Path) -> BookRecord | None:
    """Return the record of the book that stands in a folder of a library; None where none does."""
    return _read(folder / BESIDE)


def is_free_beside(folder: Path) -> bool:
    """Tell whether a record can be written beside a result: no file of somebody else's stands there."""
    try:
        return is_record(read_file(folder / BESIDE, limit=_LARGEST_BYTES))
    except FileNotFoundError:
        return True
    except OSError:
        return False


def keep_record(record: BookRecord) -> None:
    """Write a record beside its result, if there is one, and in the library's own folder. Raises WriteError.

    That of a failure does not replace what is known of the result that stands there.
    """
    text = to_json(record)
    folder = _made(records_folder(record.book))
    if not record.is_ok:
        write_file(folder / _FAILED, text)
        return
    write_file(record.book.folder / BESIDE, text)
    write_file(folder / _DONE, text)
    with suppress(OSError):
        (folder / _FAILED).unlink(missing_ok=True)


def note_files(book: Book, files: tuple[RecordedFile, ...]) -> None:
    """Note which files are about to be put into the place of a book. Raises WriteError."""
    rows = [asdict(file) for file in files]
    text = json.dumps({"place": book.place, "files": rows}, indent=1) + "\n"
    folder = _made(records_folder(book))
    name = hashlib.blake2b(json.dumps([book.place, [(f.path, f.digest) for f in files]]).encode(), digest_size=8)
    write_file(folder / f"placed-{name.hexdigest()}.json", text)
    notes = sorted(folder.glob("placed-*.json"), key=_changed_ns)
    for old in notes[:-_NOTES_KEPT]:
        old.unlink(missing_ok=True)


def own_digests(book: Book) -> dict[tuple[str, str], set[str]]:
    """Return what drama has put into a library for a book: the digests of each file, by place and name."""
    known: dict[tuple[str, str], set[str]] = {}
    for place, path, digest in _noted(records_folder(book)):
        known.setdefault((place, path), set()).add(digest)
    return known


def _noted(folder: Path) -> Iterator[tuple[str, str, str]]:
    record = _read(folder / _DONE)
    if record is not None:
        yield from ((record.book.place, file.path, file.digest) for file in record.files)
    for note in sorted(folder.glob("placed-*.json")):
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            document = json.loads(read_file(note, limit=_LARGEST_BYTES))
            yield from [(str(document["place"]), str(row["path"]), str(row["digest"])) for row in document["files"]]


def _read(file: Path) -> BookRecord | None:
    with suppress(OSError):
        return from_json(read_file(file, limit=_LARGEST_BYTES))
    return None


def _changed_ns(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_mtime_ns
    return 0


def _made(folder: Path) -> Path:
    with suppress(OSError):  # what cannot be made is told of by what is written into it
        folder.mkdir(parents=True, exist_ok=True)
    return folder
