"""Find what style sheets do not show, or set in italics.

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
_ITALIC = re.compile(r"(?:^|[;\s])font(?:-style)?\s*:[^;:]{0,40}\b(?:italic|oblique)\b", re.IGNORECASE)
_SIMPLE = re.compile(r"[a-z0-9]{0,20}[.#][\w-]{1,100}", re.IGNORECASE)
_SHEET = re.compile(r"<style\b[^<>]{0,500}>|</style>", re.IGNORECASE)
_LONGEST_SHEET = 500_000
"""Characters of a page's or a book's style sheets that are looked at."""


def hidden_in(sheet: str) -> frozenset[str]:
    """Return the names (``.class``, ``#id``, ``tag.class``, in lower case) that a style sheet does not show."""
    return _named(sheet, _NOT_SHOWN) if "none" in sheet or "hidden" in sheet else frozenset()


def italic_in(sheet: str) -> frozenset[str]:
    """Return the names that a style sheet sets in italics."""
    return _named(sheet, _ITALIC)


def is_italic(declarations: str) -> bool:
    """Tell whether an element's own style sets its words in italics."""
    return _ITALIC.search(declarations) is not None


def _named(sheet: str, declared: re.Pattern[str]) -> frozenset[str]:
    """Return the names of which a style sheet declares something."""
    return frozenset(
        name
        for selectors, declarations in _rules(_without_comments(sheet[:_LONGEST_SHEET]))
        if declared.search(declarations)
        for selector in selectors.split(",")
        if _SIMPLE.fullmatch(name := selector.strip().lower())
    )


def hidden_in_page(source: str) -> frozenset[str]:
    """Return what the style sheets that stand in a page do not show."""
    return frozenset().union(*map(hidden_in, sheets_in(source)))


def sheets_in(source: str) -> Iterator[str]:
    """Yield the style sheets that stand in a page."""
    start = -1
    for tag in _SHEET.finditer(source, 0, _LONGEST_SHEET):
        if tag[0][1] != "/":
            start = tag.end()
        elif start >= 0:
            yield source[start : tag.start()]
            start = -1


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
