"""Books in FictionBook, read into a story: the words of the book, each span labelled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.files.zip_archive import Archive
from drama.readers.characters.decoding import read_bytes
from drama.readers.documents.html import find_tokens
from drama.readers.documents.manuscript import Stated, bind_manuscript
from drama.readers.documents.tokens import End, Start, Token
from drama.readers.documents.xml_events import handled
from drama.readers.fictionbook.content import Content
from drama.readers.web.encoding import decode_page

if TYPE_CHECKING:
    from pathlib import Path

    from drama.model import Story
    from drama.readers.base import ReadOptions

_MAX_BYTES = 64 * 1024 * 1024
"""Pictures stand in the file in Base64."""
_ZIP = b"PK\x03\x04"
_PREFIXES = {"http://www.w3.org/1999/xlink": "xlink"}
_WANTED = frozenset({"name", "type", "id", "value", "number", "href", "l:href", "xlink:href"})


class FictionBookReader:
    """Reads books in FictionBook: ``.fb2``, and archives of one, ``.fb2.zip`` and ``.fbz``."""

    name = "FictionBook"
    suffixes = (".fb2", ".fbz", ".fb2.zip")

    def recognizes(self, start: bytes) -> bool:  # noqa: ARG002 (the Protocol's)
        """Return True: of a file that is no sound book the user is told what is wrong with it, where it is read."""
        return True

    def read(self, path: Path, options: ReadOptions) -> Story:
        """Return the story in a FictionBook. Raises StoryError for one that is damaged, hostile or without words."""
        data, name = read_bytes(path, max_bytes=_MAX_BYTES), path.name
        if data.startswith(_ZIP):
            data, name = _unpacked(path)
        content, tokens, warnings = _read(data, path, name)
        if not content.has_root:
            raise StoryError(f"{path} is not a FictionBook: it has no <FictionBook> element")
        about = content.description
        stated = Stated(about.title, about.author, metadata=about.metadata)
        story = bind_manuscript(tokens, stated, path, options, warnings=warnings)
        return replace(story, cover=about.cover)


def _unpacked(path: Path) -> tuple[bytes, str]:
    """Return the one book in an archive, and its name."""
    with Archive(path, kind="a FictionBook") as archive:
        books = sorted(name for name in archive.names if name.lower().endswith(".fb2"))
        if len(books) != 1:
            raise StoryError(f"{path} holds {len(books)} books in FictionBook (.fb2): unpack it, and name one")
        return archive.read(books[0]), books[0]


def _read(data: bytes, path: Path, name: str) -> tuple[Content, list[Token], tuple[str, ...]]:
    """Return a book; one that is not well-formed is read as a page of HTML is, tags as they come."""
    content = Content()
    try:
        return content, list(handled(data, content, path=path, name=name, prefixes=_PREFIXES)), ()
    except StoryError as error:
        if "cannot be parsed" not in str(error):
            raise
    source, warnings = decode_page(data, name=str(path))
    content = Content()
    for token in find_tokens(source, wanted=_WANTED):
        if isinstance(token, Start):
            content.start(token.tag, token.attributes)
            if token.is_empty:
                content.end(token.tag)
        elif isinstance(token, End):
            content.end(token.tag)
        else:
            content.words(token.text)
    content.finish()
    return content, content.tokens, (*warnings, "the book is damaged, its XML not well-formed: it is read as it stands")
