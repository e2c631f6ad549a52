"""The book that sound is added to: the EPUB a story was read from, or one made of its text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from drama.errors import WriteError
from drama.exports.base import EpisodeFile
from drama.exports.epub.made import made_book
from drama.files.atomic import temporary_folder
from drama.files.zip_archive import Archive
from drama.model import Span

_DECLARED = re.compile(rb"<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9._-]{1,40})[\"']")
_ENCODING = re.compile(r"(<\?xml[^>]{0,100}encoding=)([\"'])[A-Za-z0-9._-]{1,40}[\"']")


def source_epub(file: EpisodeFile) -> Path | None:
    """Return the EPUB a story was read from; None if it was read from anything else, or from several files.

    Raises WriteError if the file has changed since: its words would not be those that are heard.
    """
    if len(file.sources) != 1 or file.sources[0].path.suffix.lower() != ".epub":
        return None
    source = file.sources[0]
    try:
        with source.path.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as problem:
        raise WriteError(
            f"{source.path}: cannot be read again, and the book is made of it: {problem.strerror}"
        ) from problem
    if source.digest and digest != source.digest:
        raise WriteError(f"{source.path} was changed while its episode was made; render it again")
    return source.path


@contextmanager
def opened_book(files: Sequence[EpisodeFile]) -> Iterator[tuple[Archive, Sequence[Span]]]:
    """Open the book of an episode, with the stretches of the story's text that stand in it as far as that is known.

    One is made where the story was read from no EPUB. Of another book all of the text is looked for.
    """
    first = files[0]
    if path := source_epub(first):
        with Archive(path, kind="an EPUB") as archive:
            yield archive, (Span(0, len(first.script.story.text)),)
        return
    book = made_book(first.script.story, title=first.album or first.programme.title, cover=first.programme.cover)
    with temporary_folder() as folder:
        path = folder / "made.epub"
        with ZipFile(path, "w", ZIP_DEFLATED) as made:
            for name, data in book.members.items():
                made.writestr(name, data)
        with Archive(path, kind="an EPUB") as archive:
            yield archive, book.shown


def decoded(data: bytes) -> str | None:
    """Return the text of a document by what it declares (XML 1.0, appendix F); None if it is something else."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        declared = _DECLARED.search(data[:400])
        encoding = declared[1].decode("ascii") if declared else "utf-8"
    try:
        return data.decode("utf-8-sig" if encoding.lower() in {"utf-8", "utf8"} else encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def encoded(source: str) -> bytes:
    """Return a document as UTF-8, and as declaring that."""
    return _ENCODING.sub(r"\1\2utf-8\2", source, count=1).encode("utf-8", "replace")
