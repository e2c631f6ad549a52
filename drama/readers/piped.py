"""A story that was piped in: its format is told by its content, as it has no name."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from drama.errors import StoryError
from drama.files.atomic import temporary_folder
from drama.model import PIPED, Form, Story, StoryFiles
from drama.readers.registry import read_story, reader_suffixes

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_PIPED_BYTES = 128 * 1024 * 1024
"""Of a story piped in, which is held in memory; the readers have limits of their own below it."""
_NAME = "stdin"
_START = 4096
_MIMETYPES = {
    b"application/epub+zip": ".epub",
    b"application/vnd.oasis.opendocument.text": ".odt",
}
_MEMBERS = {b"word/document.xml": ".docx", b"META-INF/container.xml": ".epub", b"content.xml": ".odt"}
"""What an archive holds that says what it is, where it does not begin with its kind."""
_MOST_DIRECTORY_BYTES = 1024 * 1024
"""At the end of an archive, in which the names of its members are looked for."""


def piped_story(source: bytes | BinaryIO) -> StoryFiles:
    """Return a story that was piped in, read to its end or to its limit. Raises StoryError if there is none in it."""
    data = source if isinstance(source, bytes) else source.read(MAX_PIPED_BYTES + 1)
    if not data:
        raise StoryError(f"{PIPED} is empty; there is no story to read")
    if len(data) > MAX_PIPED_BYTES:
        raise StoryError(
            f"{PIPED} is too large: it has more than {MAX_PIPED_BYTES:,} bytes; save it as a file and name that"
        )
    return StoryFiles(Path(_NAME), (), named=(Path("-"),), data=data)


def read_piped(
    data: bytes, path: Path, *, title: str | None, author: str | None, as_: Form | None, action: bool
) -> Story:
    """Return the story in the bytes of a file of any format; ``path`` is what the story goes by.

    Raises StoryError, which calls the file standard input.
    """
    with temporary_folder() as folder:
        file = folder / f"{_NAME}{_suffix(data)}"
        file.write_bytes(data)
        try:
            story = read_story(file, title=title, author=author, as_=as_, action=action)
        except StoryError as problem:
            raise StoryError(str(problem).replace(str(file), PIPED)) from problem
    unnamed = "" if story.title == file.stem.capitalize() else story.title
    warnings = tuple(warning.replace(str(file), PIPED) for warning in story.warnings)
    return replace(story, path=path, title=title or unnamed, warnings=warnings)


def _suffix(data: bytes) -> str:
    """Return the suffix of the format some bytes are of; that of plain text where nothing else is recognized."""
    start = data[:_START].removeprefix(b"\xef\xbb\xbf").lstrip()
    found = next((suffix for suffix, is_one in _OPENINGS.items() if is_one(start)), "")
    if data.startswith(b"PK\x03\x04"):
        found = _of_archive(data)
    if found in reader_suffixes() or found in _TOLD:
        return found
    return ".md" if _MARKDOWN.search(data[:_LOOKED_AT]) else ".txt"


_MARKDOWN = re.compile(
    rb"^\#{1,6}[ \t]+\S|\]\([^()\s]{1,500}\)|^\[\^[^\]\s]{1,40}\]:|<!--|\A---[ \t]*\r?\n[A-Za-z][\w -]{0,30}:",
    re.MULTILINE,
)
"""Headings, links, notes, comments, front matter: what plain text hardly has and Markdown hardly lacks."""
_LOOKED_AT = 200_000
_TOLD = frozenset({".pdf", ".zip"})
"""Formats that are not read: their suffix says so better than their bytes."""
_OPENINGS: dict[str, Callable[[bytes], bool]] = {
    ".pdf": lambda start: start.startswith(b"%PDF-"),
    ".rtf": lambda start: start.startswith(b"{\\rtf"),
    ".fdx": lambda start: b"<FinalDraft" in start,
    ".fb2": lambda start: b"<FictionBook" in start,
    ".fodt": lambda start: b"<office:document" in start,
    ".html": lambda start: start[:200].lower().startswith((b"<!doctype html", b"<html")) or b"<html" in start.lower(),
}


def _of_archive(data: bytes) -> str:
    """Return the suffix of what a zip archive is: by its first member, else by the names in its directory."""
    start, directory = data[:_START], data[-_MOST_DIRECTORY_BYTES:]
    by_kind = (suffix for kind, suffix in _MIMETYPES.items() if b"mimetype" + kind in start)
    by_member = (suffix for member, suffix in _MEMBERS.items() if member in directory)
    return next(chain(by_kind, by_member), ".zip")
