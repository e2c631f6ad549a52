"""Story files to :class:`drama.model.Story`: one module a format, chosen by suffix."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.model import Form, Role, Story
from drama.readers.characters.decoding import decode, read_bytes
from drama.readers.structure.entities import resolve_entities
from drama.readers.structure.forms import refuse_form, refuse_suffix
from drama.readers.text import parse_text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["parse_text", "read_story"]


def read_story(path: Path, *, title: str | None = None, author: str | None = None, as_: Form | None = None) -> Story:
    """Return the story in a .txt, .md or .epub file; `title` and `author` go before what the file says.

    Raises StoryError with one clear message if the file cannot be read as a story, or is plainly none: a script,
    subtitles, a web page. `as_` says what it is instead.
    """
    suffix = path.suffix.lower()
    if as_ is None:
        refuse_suffix(path)
    if suffix == ".epub" and not path.is_dir():
        from drama.readers.epub.epub import read_epub  # noqa: PLC0415 - only a book pays for the zip and XML libraries

        return read_epub(path, title=title, author=author, as_=as_)
    data = read_bytes(path)
    if not data:
        raise StoryError(f"{path} is empty; there is no story to read")
    decoded = decode(data, name=str(path))
    text = decoded.text
    markdown = suffix in {".md", ".markdown"}
    if markdown:
        text = resolve_entities(text)
    if as_ is None:
        refuse_form(text, path, markdown=markdown)
    story = parse_text(text, markdown=markdown, title=title, author=author, encoding=decoded.encoding, path=path)
    if all(paragraph.role is Role.BREAK for paragraph in story.paragraphs):
        raise StoryError(f"{path} holds no words to read aloud")
    return replace(story, warnings=(*decoded.warnings, *story.warnings))
