"""Resolve entities of HTML in Markdown: ``&ldquo;`` is a quotation mark wherever the story is read.

Done before anything else looks at the text, so that offsets point into one text. A character that Markdown would take
for markup gets its backslash, because an entity never is one (CommonMark 0.31, section 2.5).
"""

from __future__ import annotations

import html
import re
from html.entities import html5

_ENTITY = re.compile(r"(?<!\\)&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MARKS = frozenset("\\`*_{}[]()#+-.!<>|~=^:%$@/?,;\"'&")
_HARMLESS = frozenset("\"'&.,!?;:-/()$%@")
"""Marks that make no markup by themselves."""


def resolve_entities(text: str) -> str:
    """Return a Markdown text with its entities resolved; what is no entity stays."""
    return _ENTITY.sub(_resolved, text) if "&" in text else text


def _resolved(match: re.Match[str]) -> str:
    words = match[0]
    if words[1] != "#" and words[1:] not in html5:
        return words
    characters = html.unescape(words)
    if characters.isspace():
        return characters if characters not in "\n\r" else " "
    return f"\\{characters}" if characters in _MARKS - _HARMLESS else characters
