"""What format a file is of, by its content: what was piped in has no name, and a name may be wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from drama.files.inputs import read_end, read_start

if TYPE_CHECKING:
    from pathlib import Path

START_BYTES = 65_536
"""How much of a file is looked at; what an archive is stands at its end, too."""
MOST_DIRECTORY_BYTES = 1024 * 1024
"""At the end of an archive, in which the names of its members are looked for."""
_ARCHIVE = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files begin that hold files in an older way (MS-CFB)."""
PDF, OLD_WORD, _OTHER_ARCHIVE = ".pdf", ".doc", ".zip"
"""Formats that are known and not read: their suffix says so better than their bytes."""
_MIMETYPES = {
    b"application/epub+zip": ".epub",
    b"application/vnd.oasis.opendocument.text": ".odt",
}
_MEMBERS = {
    b"word/document": ".docx",
    b"META-INF/container.xml": ".epub",
    b"content.xml": ".odt",
    b".fb2": ".fbz",
    b"xl/workbook": ".xlsx",
    b"ppt/presentation": ".pptx",
}
"""What an archive holds that says what it is, where it does not begin with its kind."""
_ROOTS = {
    **dict.fromkeys(("html", "head", "body"), ".html"),
    "finaldraft": ".fdx",
    "fictionbook": ".fb2",
    "office:document": ".fodt",
}
"""Root elements, in lower case."""
_PROLOGUE = re.compile(
    r"(?:\s++|<\?[^>]{0,1000}>|<!--(?:(?!-->).){0,10000}-->|<!doctype[^>\[]{0,1000}(?:\[[^\]]{0,10000}\]\s*)?>)*+",
    re.IGNORECASE | re.DOTALL,
)
"""What may stand before the root element of a document (XML 1.0, section 2.8)."""
_ROOT = re.compile(r"<([a-z][\w:.-]{0,60})(?:\s[^<>]{0,10000})?>", re.IGNORECASE)
_PAGE = re.compile(r"<!doctype\s+html\b[^<>]{0,1000}>", re.IGNORECASE)
_MARKED_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1b]")
_CODES = re.compile(rb"\\(?:rtf|pard?|ansi|fonttbl)(?![a-z])")


def format_of(start: bytes, end: bytes) -> str:
    """Return the suffix of the format that a file is of, by its first and its last bytes; nothing where none is sure.

    That is a format drama reads, or one whose suffix says why it is not read. Plain text is never sure.
    """
    if start.startswith(_ARCHIVE):
        return _of_archive(start, end)
    if start.startswith(_OLD_OFFICE):
        return OLD_WORD
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.startswith(b"%PDF-"):
        return PDF
    return ".rtf" if bare.startswith(b"{\\rtf") else _of_markup(start)


def format_of_file(path: Path) -> str:
    """Return what :func:`format_of` says of a file; nothing of one that cannot be read, which is told of elsewhere."""
    with suppress(OSError):
        start = read_start(path, START_BYTES)
        return format_of(start, read_end(path, MOST_DIRECTORY_BYTES) if start.startswith(_ARCHIVE) else b"")
    return ""


def is_plain_text(path: Path) -> bool:
    """Tell whether a file holds text without any marks of a format: neither control characters, nor tags, nor codes."""
    with suppress(OSError):
        start = read_start(path, START_BYTES)
        wide = start[:2] in _MARKED_WIDE
        is_marked = start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{\\", b"PK")) or _CODES.search(start)
        return not is_marked and (wide or not _NO_TEXT.search(start))
    return False


def _of_archive(start: bytes, end: bytes) -> str:
    """Return the suffix of what a zip archive is: by its first member, else by the names in its directory."""
    kinds = [suffix for kind, suffix in _MIMETYPES.items() if b"mimetype" + kind in start[:4096]]
    members = [suffix for member, suffix in _MEMBERS.items() if member in end]
    return next(iter([*kinds, *members]), _OTHER_ARCHIVE)


def _of_markup(start: bytes) -> str:
    """Return the suffix of the format whose root element a document has."""
    encoding = _MARKED_WIDE.get(start[:2], "utf-8-sig")
    text = start.decode(encoding, "replace").lstrip("\ufeff")
    prologue = _PROLOGUE.match(text)
    at = prologue.end() if prologue else 0
    root = _ROOT.match(text, at)
    suffix = _ROOTS.get(root[1].lower(), "") if root else ""
    return suffix or (".html" if _PAGE.search(text, 0, at) else "")


CALLED: Mapping[str, str] = {
    ".epub": "an EPUB",
    ".docx": "a Word document",
    ".odt": "an OpenDocument text",
    ".fodt": "an OpenDocument text",
    ".rtf": "an RTF file",
    ".html": "a web page",
    ".fdx": "a Final Draft screenplay",
    ".fb2": "a FictionBook",
    ".fbz": "a FictionBook",
    ".txt": "a plain text",
}
"""What messages call a file of a format."""
