"""The text of a page: by its byte order mark, by what it says in its head, or as any other text is decoded."""

from __future__ import annotations

import codecs
import re

from drama.readers.characters.decoding import decode
from drama.readers.characters.mojibake import Mended, mend

_STATED = re.compile(
    rb"(?:<meta\b[^>]{0,500}?\bcharset|<\?xml\b[^>]{0,100}?\bencoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_HEAD_BYTES = 16_384
"""A page states its encoding in the first kilobyte (HTML, 4.2.5.4); some only behind their scripts."""
_WESTERN = frozenset({"iso8859-1", "ascii"})
"""What pages say that are in Windows-1252 (Encoding, 4.2)."""


def decode_page(data: bytes, *, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a page, and warnings; `name` is what errors call it. Raises StoryError for what is no text."""
    stated = _STATED.search(data, 0, _HEAD_BYTES)
    if stated and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _decoded(data, stated[1].decode("ascii", "ignore"))
        if text is not None:
            mended: Mended = mend(text)
            return mended.text, mended.warnings
    decoded = decode(data, name=name)
    return decoded.text.removeprefix("\ufeff"), decoded.warnings


def _decoded(data: bytes, label: str) -> str | None:
    """Return the text in a stated encoding, None if it is in another."""
    try:
        encoding = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    if encoding in _WESTERN:
        encoding = "cp1252"
    if encoding.startswith(("utf-16", "utf-32")) or b"\0" in data:
        return None  # a page whose head could be read byte by byte is in neither
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
