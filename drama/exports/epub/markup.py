"""The source of an XHTML document as tags and text, each with its offsets: what is written into it moves nothing else.

A parser would write the document anew, with other quotes, entities and white space; here every character stays that is
not put in. Documents that are not well-formed are read as far as they can be.
"""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z_][\w:.-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>",
    re.DOTALL,
)
_UNREAD = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"))
_SUBSET = re.compile(r"<!DOCTYPE[^<>\[\]]{0,1000}\[", re.IGNORECASE)
_SUBSET_END = "]>"
"""A document type may bring declarations of its own; they end here."""
_OPENED = re.compile(r"<(?=[A-Za-z_/!?])")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Marks that show nothing, which readers may leave out: soft hyphens, joiners, spaces of no width."""
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"})
_LEFT_OUT = frozenset({"head", "script", "style", "template", "noscript", "textarea"})


class Kind(Enum):
    """What a token is."""

    TEXT = 0
    START = 1
    END = 2
    EMPTY = 3
    """A tag that closes itself, or one that never has content."""


@dataclass(frozen=True, slots=True)
class Token:
    """A tag, or the text between two."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    """Of the element, in lower case, without a prefix."""


def tokens(source: str) -> Iterator[Token]:
    """Yield tags and text of a document in order; comments, declarations and CDATA sections are neither.

    In linear time: what nothing closes is looked for once.
    """
    offset = text = 0
    never: set[str] = set()
    while opened := _OPENED.search(source, offset):
        start = opened.start()
        match = _TAG.match(source, start)
        end = match.end() if match else _end_of_unread(source, start, never)
        if end < 0:
            offset = start + 1
            continue
        if text < start:
            yield Token(Kind.TEXT, text, start)
        if match:
            yield _tag(match)
        offset = text = end
    if text < len(source):
        yield Token(Kind.TEXT, text, len(source))


def _end_of_unread(source: str, start: int, never: set[str]) -> int:
    """Return where the comment or the like at an offset ends; -1 if none stands there or nothing closes it."""
    close = next((close for opening, close in _UNREAD if source.startswith(opening, start)), "")
    if close == ">" and _SUBSET.match(source, start):
        close = _SUBSET_END
    if not close or close in never:
        return -1
    end = source.find(close, start + 2)
    if end < 0:
        never.add(close)
        return -1
    return end + len(close)


def _tag(match: re.Match[str]) -> Token:
    name = match["name"].rpartition(":")[2].lower()
    kind = Kind.END if match["end"] else Kind.START
    if kind is Kind.START and (match["rest"].endswith("/") or name in VOID):
        kind = Kind.EMPTY
    return Token(kind, match.start(), match.end(), name)


@dataclass(frozen=True, slots=True)
class Ink:
    """The characters of a document that are no white space, with where each stands in the source."""

    text: str
    starts: array[int]
    ends: array[int]


def ink_of(source: str) -> Ink:
    """Return the ink of a document's body: what shows, entities resolved, without what is never shown as text."""
    pieces: list[str] = []
    starts, ends = array("I"), array("I")
    left_out = 0
    for token in tokens(source):
        if token.name in _LEFT_OUT and token.kind in {Kind.START, Kind.END}:
            left_out = max(0, left_out + (1 if token.kind is Kind.START else -1))
        elif token.kind is Kind.TEXT and not left_out:
            for start, end, words in _parts(source, token):
                is_one = end - start != len(words)
                for at, char in enumerate(words, start=start):
                    if not is_unseen(char):
                        pieces.append(char)
                        starts.append(start if is_one else at)
                        ends.append(end if is_one else at + 1)
    return Ink("".join(pieces), starts, ends)


def _parts(source: str, token: Token) -> Iterator[tuple[int, int, str]]:
    """Yield the parts of a text, each with its place: words as they stand, and entities resolved."""
    offset = token.start
    for match in _REFERENCE.finditer(source, token.start, token.end):
        if offset < match.start():
            yield offset, match.start(), source[offset : match.start()]
        yield match.start(), match.end(), html.unescape(match[0])
        offset = match.end()
    if offset < token.end:
        yield offset, token.end, source[offset : token.end]


def is_unseen(char: str) -> bool:
    """Tell whether a character takes no ink: white space, and marks that show nothing."""
    return char.isspace() or char in _UNSEEN
