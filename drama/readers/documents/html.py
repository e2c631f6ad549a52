"""Tokenize (X)HTML into tags and words, in time linear in its length whatever it holds.

The standard library's html.parser takes quadratic time on marks that are never closed (Python 3.11: 100,000 ``<!--``
did not finish in minutes), and XML parsers give up on documents that are not well-formed, as books' often are. Only the
entities of HTML are known, so a document cannot bring bombs of its own.
"""

from __future__ import annotations

import html
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from drama.readers.documents.tokens import End, Start, Token, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-z][\w:.-]{0,60}+)(?P<rest>(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)>", re.IGNORECASE
)
_OPENED = re.compile(r"<(?=[a-z/!?])", re.IGNORECASE)
"""What may open something: all else is passed over at once."""
_ATTRIBUTE = re.compile(
    r"([a-z_][\w:.-]{0,60}+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=]++)))?", re.IGNORECASE
)
_LONG_REFERENCE = re.compile(r"&#x?[0-9a-f]{9}", re.IGNORECASE)
_UNREAD = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", ">"))
_SUBSET = re.compile(r"<!DOCTYPE[^<>\[\]]{0,1000}\[", re.IGNORECASE)
_SUBSET_END = "]>"
"""A document type may bring declarations of its own; they end here."""
WANTED = frozenset({"class", "epub:type", "hidden", "href", "id", "lang", "name", "role", "style", "xml:lang"})
"""Attributes that say what an element is; others are not kept: a tag may bring millions."""
_LONGEST_VALUE = 1000
"""Characters of a value; what is longer is cut."""
_NONE: Mapping[str, str] = MappingProxyType({})


def find_tokens(source: str, *, wanted: frozenset[str] = WANTED) -> Iterator[Token]:
    """Yield the tags and words of a document in order; a ``<`` that opens nothing is a word.

    `wanted` are the attributes that are kept.
    """
    offset = words = 0
    never: set[str] = set()
    while opened := _OPENED.search(source, offset):
        offset = opened.start()
        match = _TAG.match(source, offset)
        close = None if match else _closing(source, offset)
        if match is None and close is None:
            offset += 1
            continue
        end = match.end() if match else _end_of(source, offset, close or "", never)
        if end < 0 and close == _SUBSET_END:
            end = _end_of(source, offset, ">", never)
        if end < 0:
            offset += 1
            continue
        yield from _words(source[words:offset])
        if match:
            yield _tag(match, wanted)
        elif close == "]]>":
            yield Words(source[offset + 9 : end - 3])
        offset = words = end
    yield from _words(source[words:])


def _closing(source: str, offset: int) -> str | None:
    """Return what closes the comment, CDATA section, declaration or instruction at an offset, None if there is none."""
    if _SUBSET.match(source, offset):
        return _SUBSET_END
    return next((close for mark, close in _UNREAD if source.startswith(mark, offset)), None)


def _end_of(source: str, offset: int, close: str, never: set[str]) -> int:
    """Return the end of a comment or the like, -1 if nothing closes it; `never` caches what will not come again."""
    if close in never:
        return -1
    start = source.find(close, offset + 2)
    if start < 0:
        never.add(close)
        return -1
    return start + len(close)


def _words(text: str) -> Iterator[Words]:
    if text:
        yield Words(_unescape(text))


def _unescape(text: str) -> str:
    """Return text with its entities resolved; absurdly long numbers stay (int() refuses thousands of digits)."""
    return text if "&" not in text or _LONG_REFERENCE.search(text) else html.unescape(text)


def _tag(match: re.Match[str], wanted: frozenset[str]) -> Token:
    name = match["name"].lower()
    if match["end"]:
        return End(name)
    rest = match["rest"]
    if not rest.strip("/ \t\r\n"):
        return Start(name, _NONE, rest.endswith("/"))
    attributes = {
        found[1].lower(): _unescape((found[2] or found[3] or found[4] or "")[:_LONGEST_VALUE])
        for found in _ATTRIBUTE.finditer(rest)
        if found[1].lower() in wanted
    }
    return Start(name, attributes, rest.endswith("/"))
