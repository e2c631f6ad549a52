"""Story files to :class:`drama.model.Story`: one module a format, chosen by suffix."""

from __future__ import annotations


from drama.errors import StoryError
from drama.model import Role, Story
from drama.readers.decoding import decode, read_bytes
from drama.readers.text import parse_text
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["parse_text", "read_story"]


def read_story(path: Path, *, title: str | None = None, author: str | None = None) -> Story:
    """Return the story in a .txt, .md or .epub file; `title` and `author` go before what the file says.

    Raises StoryError with one clear message if the file cannot be read as a story.
    """
    data = read_bytes(path)
    if not data:
        raise StoryError(f"{path} is empty; there is no story to read")
    text, encoding = decode(data, name=str(path))
    markdown = path.suffix.lower() in {".md", ".markdown"}
    story = parse_text(text, markdown=markdown, title=title, author=author, encoding=encoding, path=path)
    if all(paragraph.role is Role.BREAK for paragraph in story.paragraphs):
        raise StoryError(f"{path} holds no words to read aloud")
    return story
