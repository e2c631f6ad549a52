"""Tell what the style of elements says of their words: italics, spaces and line ends that are kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drama.readers.documents.kinds import BLOCKS, VOID
from drama.readers.documents.styles import is_italic
from drama.readers.documents.tokens import REASON, End, Start, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KEPT = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_PAGE_BREAK = re.compile(r"page-break-before\s*:\s*always|mso-special-character\s*:\s*line-break", re.IGNORECASE)
_MSO_HIDDEN = re.compile(r"mso-hide\s*:\s*all", re.IGNORECASE)
_MSO_NOTE = re.compile(r"mso-element\s*:\s*(footnote|endnote|comment)(?:-list)?\b", re.IGNORECASE)
_MSO_CLASSES = {
    "msotitle": "h1",
    **{f"msotoc{level}": "navigation" for level in range(1, 10)},
    "msofootnotetext": "note",
    "msoendnotetext": "note",
    "msocommenttext": "comment",
    "msoheader": "web page",
    "msofooter": "web page",
}
"""Classes of Word's own."""


def styled(tokens: Iterable[Token], italic: frozenset[str]) -> Iterator[Token]:
    """Yield tokens whose elements say by name, class or reason what their style says.

    `italic` are the names that the page's style sheets set in italics.
    """
    preformatted: list[tuple[str, int]] = []
    depth = 0
    for token in tokens:
        if isinstance(token, Start):
            depth += token.tag not in VOID and not token.is_empty
            token = _told(token, italic)  # noqa: PLW2901 (the same element)
            yield token
            if (
                token.tag in BLOCKS
                and token.tag not in {"pre", "hr"}
                and _KEPT.search(token.attributes.get("style", ""))
            ):
                preformatted.append((token.tag, depth))
                yield Start("pre", {}, is_empty=False)
            continue
        if isinstance(token, End):
            if preformatted and preformatted[-1] == (token.tag, depth):
                preformatted.pop()
                yield End("pre")
            depth -= token.tag not in VOID
        yield token


def _told(token: Start, italic: frozenset[str]) -> Start:
    """Return an element with what its style and its classes say."""
    attributes = token.attributes
    if not attributes:
        return token
    style, classes = attributes.get("style", ""), attributes.get("class", "").lower().split()
    names = [f".{name}" for name in classes] + ([f"#{attributes['id'].lower()}"] if attributes.get("id") else [])
    more: dict[str, str] = {}
    if is_italic(style) or any(name in italic or f"{token.tag}{name}" in italic for name in names):
        more["class"] = f"{attributes.get('class', '')} italic"
    if _MSO_HIDDEN.search(style):
        more[REASON] = "hidden"
    elif note := _MSO_NOTE.search(style):
        more[REASON] = "comment" if note[1].lower() == "comment" else "note"
    elif reason := next((_MSO_CLASSES[name] for name in classes if name in _MSO_CLASSES), ""):
        if reason == "h1":
            return Start("h1", attributes, token.is_empty) if token.tag == "p" else token
        more[REASON] = reason
    if token.tag == "a" and attributes.get("href", "").startswith("#cmnt"):
        more[REASON] = "comment"
    if token.tag == "br" and _PAGE_BREAK.search(style):
        return Start("hr", attributes, is_empty=True)
    return Start(token.tag, {**attributes, **more}, token.is_empty) if more else token
