"""Find what style sheets do not show.

Only rules for a class, an id, or a tag with one of them are followed: what more a selector asks for (its place in
another element, a state, a medium) is not worked out, and what it may hide is spoken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BRACE = re.compile(r"[{}]")
_NOT_SHOWN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_SIMPLE = re.compile(r"[a-z0-9]{0,20}[.#][\w-]{1,100}", re.IGNORECASE)
_SHEET = re.compile(r"<style\b[^<>]{0,500}>|</style>", re.IGNORECASE)
_LONGEST_SHEET = 500_000
"""Characters of a page's or a book's style sheets that are looked at."""


def hidden_in(sheet: str) -> frozenset[str]:
    """Return the names (``.class``, ``#id``, ``tag.class``, in lower case) that a style sheet does not show."""
    if "none" not in sheet and "hidden" not in sheet:
        return frozenset()
    return frozenset(
        name
        for selectors, declarations in _rules(_without_comments(sheet[:_LONGEST_SHEET]))
        if _NOT_SHOWN.search(declarations)
        for selector in selectors.split(",")
        if _SIMPLE.fullmatch(name := selector.strip().lower())
    )


def hidden_in_page(source: str) -> frozenset[str]:
    """Return the same for the style sheets that stand in a page."""
    names: frozenset[str] = frozenset()
    start = -1
    for tag in _SHEET.finditer(source, 0, _LONGEST_SHEET):
        if tag[0][1] != "/":
            start = tag.end()
        elif start >= 0:
            names |= hidden_in(source[start : tag.start()])
            start = -1
    return names


def _without_comments(sheet: str) -> str:
    """Return a style sheet without its comments; one that is never closed hides the rest."""
    pieces = sheet.replace("<!--", "").replace("-->", "").split("/*")
    return pieces[0] + "".join(piece.partition("*/")[2] for piece in pieces[1:])


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of the rules that stand in no other, such as one for print."""
    depth = offset = 0
    selectors = ""
    for brace in _BRACE.finditer(sheet):
        if brace[0] == "{":
            selectors = sheet[offset : brace.start()].rpartition(";")[2] if not depth else selectors
            depth += 1
        else:
            if depth == 1 and not selectors.lstrip().startswith("@"):
                yield selectors, sheet[offset : brace.start()]
            depth = max(0, depth - 1)
        offset = brace.end()
