"""Manuscripts in RTF, read into a story: the words of the document, each span labelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.readers.characters.decoding import read_bytes
from drama.readers.documents.manuscript import Stated, bind_manuscript, removed_warning
from drama.readers.rtf.words import RtfWords
from drama.readers.structure.metadata import metadata_from

if TYPE_CHECKING:
    from pathlib import Path

    from drama.model import Story
    from drama.readers.base import ReadOptions

_MAX_BYTES = 64 * 1024 * 1024
"""Pictures stand in the file as hexadecimal digits."""
_BEGIN = b"{\\rtf"


class RtfReader:
    """Reads manuscripts in RTF: ``.rtf``."""

    name = "RTF"
    suffixes = (".rtf",)

    def recognizes(self, start: bytes) -> bool:
        """Return whether a file begins as RTF does."""
        return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_BEGIN)

    def read(self, path: Path, options: ReadOptions) -> Story:
        """Return the story in an RTF document.

        Raises StoryError for one that is damaged, or without words.
        """
        data = read_bytes(path, max_bytes=_MAX_BYTES)
        if not self.recognizes(data[:1000]):
            raise StoryError(f"{path} is not RTF: it does not begin as one ({{\\rtf1 …); save it as RTF or .docx anew")
        words = RtfWords(data, where=str(path))
        tokens = list(words.read())
        said = {name: " ".join(text.split()) for name, text in words.output.said.items()}
        metadata = metadata_from({"description": said.get("doccomm", ""), "subtitle": said.get("subtitle style", "")})
        stated = Stated(
            said.get("title style", ""),
            said.get("author style", ""),
            said.get("title", ""),
            said.get("author", ""),
            metadata,
        )
        cut = ("the file ends in the middle of the document: what stood after that is missing",) if words.is_cut else ()
        return bind_manuscript(
            tokens, stated, path, options, warnings=(*cut, *removed_warning(words.output.removed_words))
        )
