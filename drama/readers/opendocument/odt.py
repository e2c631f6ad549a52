"""Manuscripts in OpenDocument, zipped or flat, read into a story: the words of the text, each span labelled."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.files.inputs import read_start
from drama.files.zip_archive import Archive
from drama.readers.characters.decoding import read_bytes
from drama.readers.documents.manuscript import Stated, bind_manuscript, removed_warning
from drama.readers.documents.xml import named_elements, parse
from drama.readers.documents.xml_events import handled
from drama.readers.opendocument.content import PREFIXES, Content
from drama.readers.structure.metadata import metadata_from

if TYPE_CHECKING:
    from pathlib import Path

    from drama.model import Story
    from drama.readers.base import ReadOptions
    from drama.readers.documents.tokens import Token

_PARTS = ("meta.xml", "styles.xml", "content.xml")
"""In the order in which each needs the ones before."""
_ZIP = b"PK\x03\x04"


class OdtReader:
    """Reads manuscripts in OpenDocument: ``.odt``, ``.ott``, and flat ones, ``.fodt``."""

    name = "OpenDocument"
    suffixes = (".odt", ".fodt", ".ott")

    def recognizes(self, start: bytes) -> bool:  # noqa: ARG002 (the Protocol's)
        """Return True: of a file that is no sound document the user is told what is wrong with it, where it is read."""
        return True

    def read(self, path: Path, options: ReadOptions) -> Story:
        """Return the story in an OpenDocument text.

        Raises StoryError for one that is damaged, hostile, locked, or without words.
        """
        content = Content()
        tokens = _flat(path, content) if _is_flat(path) else _zipped(path, content)
        if content.kind not in {"text", ""}:
            raise StoryError(f"{path} is not an OpenDocument text: it holds a {content.kind}")
        warnings = removed_warning(content.removed_words)
        return bind_manuscript(tokens, _stated(content), path, options, warnings=warnings)


def _is_flat(path: Path) -> bool:
    """Tell whether a document is one file of XML, by what it begins with; by its name where that tells nothing."""
    start = b""
    with suppress(OSError):  # a file that cannot be read is told of where it is read
        start = read_start(path, 100)
    is_named = path.suffix.lower() == ".fodt"
    return not start.startswith(_ZIP) and (is_named or start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"))


def _flat(path: Path, content: Content) -> list[Token]:
    return list(handled(read_bytes(path), content, path=path, name=path.name, prefixes=PREFIXES))


def _zipped(path: Path, content: Content) -> list[Token]:
    with Archive(path, kind="an OpenDocument text") as archive:
        _refuse_locked(archive)
        if "content.xml" not in archive.names:
            raise StoryError(f"{path} is not an OpenDocument text: the archive holds no document of words")
        tokens: list[Token] = []
        for name in _PARTS:
            if name in archive.names:
                tokens += handled(archive.read(name), content, path=path, name=name, prefixes=PREFIXES)
        return tokens


def _refuse_locked(archive: Archive) -> None:
    """Raise StoryError if a document is encrypted: its parts then look like damaged ones."""
    is_locked = "encrypted-package" in archive.names
    with suppress(StoryError):
        manifest = "META-INF/manifest.xml"
        if manifest in archive.names:
            is_locked |= next(named_elements(parse(archive, manifest), "encryption-data"), None) is not None
    if is_locked:
        raise StoryError(f"{archive.path} is protected by a password: save it without one")


def _stated(content: Content) -> Stated:
    said = {name: " ".join(text.split()) for name, text in content.said.items()}
    metadata = {name: said.get(name, "") for name in ("description", "language")}
    return Stated(
        said.get("title style", ""),
        said.get("author style", ""),
        said.get("title", ""),
        said.get("initial") or said.get("creator", ""),
        metadata_from({**metadata, "subtitle": said.get("subtitle style", "")}),
    )
