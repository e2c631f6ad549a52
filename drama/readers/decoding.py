"""Bytes to text: the file as it stands, and the encoding it was written in.

Order: a byte order mark; strict UTF-8 (a Western text that happens to be valid UTF-8 is UTF-8); then
charset-normalizer. Line ends and the byte order mark stay in the text, so that offsets point into the file.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from drama.errors import StoryError

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 16 * 1024 * 1024
"""Of a text file. The longest novels have about ten million characters."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_WESTERN = ["cp1252", "latin_1"]
"""What charset-normalizer may choose from."""


def read_bytes(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the content of a story file.

    Raises StoryError: no such file, a directory, too large, not readable.
    """
    try:
        if path.is_dir():
            raise StoryError(f"{path} is a directory; name a story file in it (.txt, .md or .epub)")
        size = path.stat().st_size
        if size > max_bytes:
            raise StoryError(f"{path} is too large to be a story: {size:,} bytes, at most {max_bytes:,} are read")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise StoryError(f"no such file: {path}") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise StoryError(f"{path} cannot be read: {reason}") from error
    if len(data) > max_bytes:
        raise StoryError(f"{path} is too large to be a story: more than {max_bytes:,} bytes")
    return data


def decode(data: bytes, *, name: str) -> tuple[str, str]:
    """Return the text and the name of its encoding; `name` is what errors call the file.

    Raises StoryError if the bytes are binary or no encoding fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding, name=name), encoding
    if b"\0" in data:
        raise StoryError(f"{name} is a binary file, not a text; a story is .txt, .md or .epub")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = _detect(data, name=name)
        return data.decode(encoding), encoding


def _decode_as(data: bytes, encoding: str, *, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise StoryError(
            f"{name} begins as {encoding.upper()} but cannot be decoded at byte {error.start:,}; save it as UTF-8"
        ) from error
    if "\0" in text:
        raise StoryError(f"{name} is a binary file, not a text; a story is .txt, .md or .epub")
    return text


def _detect(data: bytes, *, name: str) -> str:
    """Return the encoding charset-normalizer finds for bytes that are not UTF-8."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 30 ms that UTF-8 stories need not pay

    best = from_bytes(data, cp_isolation=_WESTERN, enable_fallback=False).best()
    if best is None:
        raise StoryError(f"{name} cannot be decoded: it is neither UTF-8, UTF-16, CP1252 nor Latin-1; save it as UTF-8")
    return best.encoding
