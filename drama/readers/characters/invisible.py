"""Characters nobody sees or hears: the byte order mark, zero-width and control characters.

None of them may reach a terminal or an engine, so each is a skip. The joiners U+200C and U+200D carry meaning in
emoji, Arabic and Indic scripts: they are kept where the characters on both sides are at or above U+0300 and no
general punctuation, and skipped everywhere else (beside Latin letters, punctuation, white space or an edge).
What Python counts as white space (tab, line ends, U+001C to U+001F, U+0085 …) is left to be folded as such.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drama.model import Skip

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROL = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufff9-\ufffb"
_ZERO_WIDTH = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_INVISIBLE = re.compile(f"[{_CONTROL}]+|[{_ZERO_WIDTH}]+|[\u200c\u200d]")
_CONTROL_ONLY = re.compile(f"[{_CONTROL}]")


def find_invisible(text: str) -> Iterator[Skip]:
    """Yield a skip for every run of characters that cannot be heard, in order."""
    for match in _INVISIBLE.finditer(text):
        start, end = match.span()
        if text[start] in "\u200c\u200d" and _joins(text, start):
            continue
        if start == 0 and text[0] == "\ufeff":
            yield Skip(0, 1, "byte order mark")
            start = 1
        if start < end:
            yield Skip(start, end, "control character" if _CONTROL_ONLY.match(text, start) else "zero-width")


def _joins(text: str, at: int) -> bool:
    """Tell whether a joiner stands between two characters that it may shape."""
    return 0 < at < len(text) - 1 and _is_shaped(text[at - 1]) and _is_shaped(text[at + 1])


def _is_shaped(char: str) -> bool:
    return char >= "\u0300" and not "\u2000" <= char <= "\u206f" and not char.isspace()
