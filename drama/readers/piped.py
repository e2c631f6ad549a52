"""A story that was piped in: its format is told by its content, as it has no name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from drama.errors import StoryError
from drama.files.atomic import temporary_folder
from drama.model import PIPED, Form, Story, StoryFiles
from drama.readers.by_content import MOST_DIRECTORY_BYTES, OLD_WORD, START_BYTES, format_of
from drama.readers.registry import read_story

MAX_PIPED_BYTES = 128 * 1024 * 1024
"""Of a story piped in, which is held in memory; the readers have limits of their own below it."""
_NAME = "stdin"


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
    found = format_of(data[:START_BYTES], data[-MOST_DIRECTORY_BYTES:])
    if found == OLD_WORD:
        return ".docx"  # whose reader says whether it is under a password
    return found or (".md" if _MARKDOWN.search(data[:_LOOKED_AT]) else ".txt")


_MARKDOWN = re.compile(
    rb"^\#{1,6}[ \t]+\S|\]\([^()\s]{1,500}\)|^\[\^[^\]\s]{1,40}\]:|<!--|\A---[ \t]*\r?\n[A-Za-z][\w -]{0,30}:",
    re.MULTILINE,
)
"""Headings, links, notes, comments, front matter: what plain text hardly has and Markdown hardly lacks."""
_LOOKED_AT = 200_000
