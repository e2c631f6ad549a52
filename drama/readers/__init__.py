"""Story files to :class:`drama.model.Story`: one module a format, chosen by suffix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.model import Role, Story
from drama.readers.decoding import decode, read_bytes
from drama.readers.text import parse_text

if TYPE_CHECKING:
    from pathlib import Path

_EXPORT = "save it as one of these first"
_OTHERS = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xml", ".rtf", ".tex", ".fb2", ".json"), _EXPORT),
    **dict.fromkeys((".doc", ".docx", ".odt", ".pdf", ".pages", ".mobi", ".azw", ".azw3", ".kfx"), _EXPORT),
    **dict.fromkeys((".mp3", ".wav", ".flac", ".m4b", ".m4a", ".ogg"), "name the text, not the sound"),
    **dict.fromkeys((".zip", ".gz", ".7z", ".rar"), "unpack it first"),
}
"""Suffixes of files that are no plain text, or full of markup that would be read aloud, and what to do with them."""

__all__ = ["parse_text", "read_story"]


def read_story(path: Path, *, title: str | None = None, author: str | None = None) -> Story:
    """Return the story in a .txt, .md or .epub file; `title` and `author` go before what the file says.

    Raises StoryError with one clear message if the file cannot be read as a story.
    """
    suffix = path.suffix.lower()
    if suffix in _OTHERS and path.is_file():
        raise StoryError(f"{path}: {suffix} files are not read; a story is .txt, .md or .epub, so {_OTHERS[suffix]}")
    if suffix == ".epub" and not path.is_dir():
        from drama.readers.epub import read_epub  # noqa: PLC0415 - only a book pays for the zip and XML libraries

        return read_epub(path, title=title, author=author)
    data = read_bytes(path)
    if not data:
        raise StoryError(f"{path} is empty; there is no story to read")
    text, encoding = decode(data, name=str(path))
    markdown = suffix in {".md", ".markdown"}
    story = parse_text(text, markdown=markdown, title=title, author=author, encoding=encoding, path=path)
    if all(paragraph.role is Role.BREAK for paragraph in story.paragraphs):
        raise StoryError(f"{path} holds no words to read aloud")
    return story
