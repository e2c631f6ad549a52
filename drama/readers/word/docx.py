"""Manuscripts of Word, read into a story: the words of the document, each span labelled.

The parts of a document are found by the relationships between them. Footnotes, endnotes and comments stand at the
story's end as skips; headers and footers belong to the page, not to the document, and are not in it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.files.inputs import read_start
from drama.files.zip_archive import Archive
from drama.model import Metadata
from drama.readers.documents.manuscript import Stated, bind_manuscript, removed_warning
from drama.readers.documents.properties import property_author, property_metadata, property_title
from drama.readers.documents.xml import parse
from drama.readers.documents.xml_events import handled
from drama.readers.word.body import Body
from drama.readers.word.package import PREFIXES, Parts, find_parts
from drama.readers.word.styles import Styles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from drama.model import Story
    from drama.readers.base import ReadOptions
    from drama.readers.documents.tokens import Token

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files begin that hold files in an older way (MS-CFB): old documents, and new ones under a password."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_START_BYTES = 1 << 16


class DocxReader:
    """Reads manuscripts of Word: ``.docx``, ``.docm`` and their templates."""

    name = "Word"
    suffixes = (".docx", ".docm", ".dotx", ".dotm")

    def recognizes(self, start: bytes) -> bool:  # noqa: ARG002 (the Protocol's)
        """Return True: of a file that is no sound document the user is told what is wrong with it, where it is read."""
        return True

    def read(self, path: Path, options: ReadOptions) -> Story:
        """Return the story in a document of Word.

        Raises StoryError for one that is damaged, hostile, locked, or without words.
        """
        _refuse_old(path)
        with Archive(path, kind="a Word document") as archive:
            return _read(archive, options)


def _refuse_old(path: Path) -> None:
    """Raise StoryError for a file that is no zip archive though Word may have written it."""
    start = b""
    with suppress(OSError):  # a file that cannot be read is told of where it is read
        start = read_start(path, _START_BYTES)
    if not start.startswith(_OLE):
        return
    if _LOCKED in start or _LOCKED in path.read_bytes()[: 1 << 24]:
        raise StoryError(f"{path} is protected by a password: save it without one (in Word: File, Info, Protect)")
    raise StoryError(f"{path} is an old Word document (.doc) whatever its name says: save it as .docx first")


def _read(archive: Archive, options: ReadOptions) -> Story:
    parts = find_parts(archive)
    styles = Styles()
    if name := parts.by_kind.get("styles"):
        for _ in handled(archive.read(name), styles, path=archive.path, name=name, prefixes=PREFIXES):
            pass
    body = Body(styles)
    tokens = list(_tokens(archive, parts, styles, body))
    stated = _stated(archive, parts, body)
    return bind_manuscript(tokens, stated, archive.path, options, warnings=_warnings(body))


def _tokens(archive: Archive, parts: Parts, styles: Styles, body: Body) -> Iterator[Token]:
    """Yield the words of the document, then its notes and its comments."""
    yield from handled(archive.read(parts.document), body, path=archive.path, name=parts.document, prefixes=PREFIXES)
    for kind in ("footnotes", "endnotes", "comments"):
        if name := parts.by_kind.get(kind):
            notes = Body(styles)
            yield from handled(archive.read(name), notes, path=archive.path, name=name, prefixes=PREFIXES)
            body.removed_words += notes.removed_words


def _stated(archive: Archive, parts: Parts, body: Body) -> Stated:
    """Return what a document says of itself; one does not fail for its properties."""
    title, author, metadata = "", "", Metadata()
    with suppress(StoryError):
        if parts.properties:
            root = parse(archive, parts.properties)
            title, author = property_title(root), property_author(root, "creator")
            metadata = property_metadata(root, subtitle=body.stated("subtitle"))
    return Stated(body.stated("title"), body.stated("author"), title, author, metadata)


def _warnings(body: Body) -> tuple[str, ...]:
    """Return what a person should know of how a document was read."""
    warnings = [*removed_warning(body.removed_words)]
    if body.chunks:
        what = "1 embedded document is" if body.chunks == 1 else f"{body.chunks:,} embedded documents are"
        warnings.append(f"{what} not read: open the file in Word and save it anew")
    return tuple(warnings)
