"""Find which of the old one-byte encodings of the West a text is in, by what stands beside its accents and quotes.

Written because charset-normalizer judges such texts by chunks: of 2,711 bytes of English with one pound sign its 3.5.3
finds every sixth chunk in chaos, or cp932, or nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ENCODINGS = ("cp1252", "mac_roman", "cp850", "latin_1")
"""Tried in this order; of two that fit alike the first is taken."""

_MOST_ODD = 0.1
"""Share of high characters that may stand where they hardly can."""
_MOST_ACCENTS = 0.08
"""Share of the letters of a text that may be accented: French has 4 %, Polish 8 and more, Russian all."""
_DENSEST, _HARDLY_ODD = 0.2, 0.02
"""A text with more accents than that is of the West only if next to nothing in it is odd; short French has 14 %."""
_LONE = 0.5
"""How odd a letter is that stands alone and is no word."""
_SHORT = 100
"""Letters below which that share says nothing."""
MOST_HIGH = 400_000
"""High characters of a text up to which each of its lines is looked at; 100,000 words have 90,000 at most."""
_LOOKED_AT = 200_000
"""High characters that are looked at."""

_HIGH = re.compile(r"[^\x00-\x7f]")
_OPENING = "“‘«„‚‹¿¡"
_SIGNS: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    (_OPENING, lambda before, _: before.isalnum()),
    ("”’»›", lambda before, after: before.isspace() and after.isspace()),
    ("£€", lambda before, after: before.isalpha() or after.isalpha()),
    ("¥¢¤", lambda before, after: not (before.isdigit() or after.isdigit())),
    ("®™ªº", lambda _, after: after.isalpha()),
    ("²³", lambda before, after: after.isalpha() or not (before.isdigit() or before in "mM")),
    ("†‡", lambda before, after: before.isalpha() and after.isalpha()),
    ("\xad", lambda before, after: not (before.isalpha() or after.isalpha())),
    ("—–…•\xa0´°©", lambda *_: False),
)
"""Signs, and between which neighbours they hardly stand."""
_ONE_LETTER_WORDS = "àáéèíìòóùåæøÀÉ"
_NO_LETTERS = "ƒªºµ"
"""What Python takes for letters and no word of the West has."""


def western_encoding(data: bytes) -> str | None:
    """Return the encoding in which the accents, quotes and signs of `data` stand where they can; None if in none."""
    letters = sum(1 for byte in data[: 10 * _LOOKED_AT] if byte > 127 or chr(byte).isalpha())
    scores: list[tuple[float, str]] = []
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        places = [match.start() for _, match in zip(range(_LOOKED_AT), _HIGH.finditer(text), strict=False)]
        accents = sum(1 for at in places if text[at].isalpha())
        is_dense = letters > _SHORT and accents > _MOST_ACCENTS * letters
        if is_dense and accents > _DENSEST * letters:
            continue
        odd = sum(oddness(text, at) for at in places)
        if odd <= (_HARDLY_ODD * len(places) if is_dense else _MOST_ODD * len(places) + _LONE):
            scores.append((odd, encoding))
    return min(scores, key=lambda score: score[0])[1] if scores else None


def odd_characters(text: str) -> tuple[float, int]:
    """Return how much of a text hardly stands where it does, and how many characters beyond ASCII it has."""
    places = [match.start() for match in _HIGH.finditer(text)]
    return sum(oddness(text, at) for at in places), len(places)


def oddness(text: str, at: int) -> float:
    """Return 1 for a character that hardly stands between its neighbours in a text of the West, 0 for one that can."""
    char = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if char.isalpha() and char not in _NO_LETTERS:
        if not (before.isalpha() or after.isalpha()):
            return 0 if char in _ONE_LETTER_WORDS and not before.isdigit() else _LONE
        return _is_odd_letter(text, at, before, after)
    rule = next((rule for signs, rule in _SIGNS if char in signs), None)
    if rule is not None:
        return rule(before, after)
    return before.isalpha() or after.isalpha() or not char.isprintable()


def _is_odd_letter(text: str, at: int, before: str, after: str) -> bool:
    char = text[at]
    if not ((before.isalpha() and before.isascii()) or (after.isalpha() and after.isascii())):
        return True
    if char.islower() or not char.isupper():
        return before.isdigit() or (not before.isalpha() and after.isupper())
    follows = text[at + 2 : at + 3]
    return before.islower() or (not before.isalpha() and after.isupper() and follows.islower()) or before in ",.;!?"
