"""Bytes to text: the file as it stands, and the encoding it was written in.

Order: a byte order mark; UTF-16 or UTF-32 without one, recognized by its NULs; strict UTF-8 (a Western text that
happens to be valid UTF-8 is UTF-8); UTF-8 with bytes or lines of another encoding; the old encodings of the West, line
by line where need be; then charset-normalizer.
Line ends and the byte order mark stay in the text. What an earlier program garbled is repaired here, before anything
looks at the text, so that offsets point into one text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.files.inputs import TooLargeError, read_file
from drama.files.paths import is_folder
from drama.readers.characters.changing import Changing, decode_partly_utf_8, decode_western, wide_and_narrow
from drama.readers.characters.mojibake import Mended, mend
from drama.readers.formats import A_STORY

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 16 * 1024 * 1024
"""Of a text file. The longest novels have about ten million characters."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_BINARY = (b"%PDF-", b"PK\x03\x04", b"{\\rtf", b"ID3", b"OggS", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")
"""How files begin that are often given for a text."""
_MOST_LOST = 0.02
"""Share of the characters of UTF-16 or UTF-32 that may be damaged."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")

_WESTERN = ["cp1252", "latin_1"]
"""What charset-normalizer may choose from at first."""

_LOOKED_AT = 8192
"""Bytes that tell UTF-16."""
_LEAST_NULS, _MOST_NULS = 0.5, 0.01
"""Share of NULs among the high bytes of such a text, and among the low ones."""
_LONGEST_MEAN = 12
"""Characters a word in the mean, with its space."""

_MOST_CHAOS = 0.1
"""Share of unlikely characters above which the result is a guess: a wrong one on 28 bytes of Chinese had 0.11."""


def read_bytes(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the content of a story file.

    Raises StoryError: no such file, a directory, too large, not readable.
    """
    try:
        if is_folder(path):
            raise StoryError(f"{path} is a directory; name a story file in it ({A_STORY})")
        return read_file(path, limit=max_bytes)
    except FileNotFoundError as error:
        raise StoryError(f"no such file: {path}") from error
    except TooLargeError as error:
        raise StoryError(f"{path} is too large to be a story: {error.strerror}") from error
    except OSError as error:
        raise StoryError(f"{path} cannot be read: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file."""

    text: str
    encoding: str
    mended: Mended
    """What was garbled in it."""
    change: str = ""
    """What a person should know of a file whose encoding changes."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know of how the file was decoded."""
        return (*filter(None, [self.change]), *self.mended.warnings)


def decode(data: bytes, *, name: str) -> Decoded:
    """Return the text of some bytes; `name` is what errors call the file.

    Raises StoryError if the bytes are binary or no encoding fits.
    """
    found = _decode(data, name=name)
    mended = mend(found.text)
    return Decoded(mended.text, found.encoding, mended, found.warning)


def _decode(data: bytes, *, name: str) -> Changing:
    """Return the text, the name of its encoding, and what is odd about it."""
    if parts := wide_and_narrow(data):
        return _joined(*parts, name=name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Changing(_decode_as(data, encoding, name=name), encoding)
    if b"\0" in data and not data.startswith(_BINARY) and (wide := _unmarked_wide(data)):
        return Changing(_decode_as(data, wide, name=name), wide)
    if b"\0" in data or data.startswith(_BINARY):
        raise StoryError(f"{name} is a binary file, not a text; a story is {A_STORY}")
    try:
        found = Changing(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        found = decode_partly_utf_8(data) or _decode_old(data, name=name)
    _refuse_binary(found.text, name=name)
    return found


def _decode_old(data: bytes, *, name: str) -> Changing:
    """Return a text in one of the encodings before UTF-8."""
    if data.startswith(codecs.BOM_UTF8):
        raise StoryError(f"{name} begins as UTF-8 but is damaged all through; save it as UTF-8")
    return decode_western(data) or _detected(data, name=name)


def _joined(first: bytes, second: bytes, *, name: str) -> Changing:
    """Return the text of a file whose encoding changes once."""
    one, other = _decode(first, name=name), _decode(second, name=name)
    line = one.text.count("\n") + 1
    told = f"the file is {one.encoding.upper()} up to line {line:,}, and {other.encoding.upper()} from there"
    return Changing(one.text + other.text, one.encoding, told)


def _unmarked_wide(data: bytes) -> str:
    """Return which UTF-16 or UTF-32 a file without a byte order mark is in; nothing if it is not.

    Of text in a Western language every other byte is a NUL, and none of those between; or three of four are.
    """
    for nuls, encoding in ((b"\0\0\0", "utf-32-be"), (b"\0\0", "utf-32-le")):
        if data.startswith(nuls, 2 * (encoding == "utf-32-le")) and len(data) % 4 == 0:
            try:
                if "\0" not in data.decode(encoding):
                    return encoding
            except UnicodeDecodeError:
                continue
    first, second = (data[at:_LOOKED_AT:2].count(0) for at in (0, 1))
    half = min(len(data), _LOOKED_AT) / 2
    encoding = "utf-16-be" if first > second else "utf-16-le"
    if len(data) % 2 or min(first, second) > _MOST_NULS * half:
        return ""
    if max(first, second) < _LEAST_NULS * half and not _is_of_other_letters(data, encoding):
        return ""
    return encoding


def _is_of_other_letters(data: bytes, encoding: str) -> bool:
    """Tell whether bytes are UTF-16 of letters beyond the Latin ones, whose NULs are those of spaces and full stops."""
    try:
        text = data[:_LOOKED_AT].decode(encoding)
    except UnicodeDecodeError:
        return False
    words = text.split()
    return len(words) * _LONGEST_MEAN >= len(text) and all(char.isprintable() or char.isspace() for char in text)


def _decode_as(data: bytes, encoding: str, *, name: str) -> str:
    """Return a text of UTF-16 or UTF-32, the few characters that are damaged as U+FFFD."""
    text = data.decode(encoding, errors="replace")
    if text.count("\ufffd") > _MOST_LOST * len(text):
        raise StoryError(f"{name} begins as {encoding.upper()} but is damaged all through; save it as UTF-8")
    _refuse_binary(text, name=name)
    return text


def _refuse_binary(text: str, *, name: str) -> None:
    """Raise StoryError if a NUL, or more than one control character in fifty, says that this is no text."""
    controls = sum(1 for _ in _CONTROL.finditer(text, 0, 100_000))
    if "\0" in text or 50 * controls > min(len(text), 100_000):
        raise StoryError(f"{name} is a binary file, not a text; a story is {A_STORY}")


def _detected(data: bytes, *, name: str) -> Changing:
    """Return a text in the encoding that charset-normalizer finds for bytes that are not UTF-8, Western ones first.

    Left to choose freely it reads short English as Central European (11 of 16 samples of one sentence with curly
    quotes or accents, version 3.4); held to CP1252 and Latin-1 first it was right on all 16, and still refused
    Cyrillic, Polish, Greek, Chinese, Japanese and random bytes, which the second, free look is for.
    """
    from charset_normalizer import from_bytes  # noqa: PLC0415 - UTF-8 stories need not pay for it

    best = from_bytes(data, cp_isolation=_WESTERN, enable_fallback=False).best()
    if best is None:
        best = from_bytes(data, enable_fallback=False).best()
    if best is None or best.chaos > _MOST_CHAOS or not _fits(data, best.encoding):
        raise StoryError(
            f"{name} cannot be decoded: it is neither UTF-8 nor UTF-16, and no other encoding fits; save it as UTF-8"
        )
    return Changing(data.decode(best.encoding), best.encoding)


def _fits(data: bytes, encoding: str) -> bool:
    """Tell whether bytes are of an encoding: charset-normalizer 3.5.3 says "utf_8" of some eight bytes that are not."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
