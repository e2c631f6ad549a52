"""Inch marks: straight double marks behind a number that neither open speech nor end it.

What tells them is the balance of the paragraph: take `"The 12" gun, sir," said Bo.` for speech up to the number, and a
mark is left over that ends nothing. `"There are 12" he said. "Go on."` leaves none over.
"""

from __future__ import annotations

import re

from drama.languages.base import Language
from drama.script.quotes.quotation_marks import straight_kind

STRAIGHT = '"\u2033\uff02'
_MARK = re.compile(f"[{STRAIGHT}]")
_BEHIND_NUMBER = re.compile(f"(?<=[\\d¼-¾⅐-⅞])[{STRAIGHT}]")
_GOES_ON = re.compile(rf"[,;:]? (?:[a-z(&×\d]|[A-Z]{{2,5}}\b)|[-‐‑—–]{{1,2}}[a-z]|[xX×] ?\d|[.,;:!?…]*[{STRAIGHT}]")
"""What the sentence goes on with behind an inch mark: a small letter, a measure, a TV; or speech ends there too."""
_FEET = re.compile(r"\d['\u2019\u2032] ?\d{1,2}(?:[ -]?\d/\d|[¼-¾⅐-⅞])?\Z")
"""Feet before inches leave no doubt, whatever comes next."""
_FEET_REACH = 12


def inch_marks(text: str, language: Language) -> frozenset[int]:
    """Return where the inch marks of a paragraph stand; where that is unsure a mark is a quotation mark."""
    if not _BEHIND_NUMBER.search(text):
        return frozenset()
    marks = [found.start() for found in _MARK.finditer(text)]
    candidates = {at for at in marks if _may_measure(text, at, language)}
    left_over = _left_over(text, marks, candidates)
    inches: set[int] = set()
    depth = 0
    for at, unmatched in zip(marks, left_over, strict=True):
        if at in candidates and unmatched >= depth:
            inches.add(at)
        elif _kind(text, at, is_open=depth > 0) == "open":
            depth += 1
        else:
            depth = max(0, depth - 1)
    return frozenset(inches)


def _may_measure(text: str, at: int, language: Language) -> bool:
    """Tell whether a mark may be an inch mark by the words beside it."""
    if not _BEHIND_NUMBER.match(text, at) or language.speech_tags.after_inches.match(text, at + 1):
        return False
    if _GOES_ON.match(text, at + 1):
        return True
    return not text[at + 1 : at + 2].isalnum() and bool(_FEET.search(text[max(0, at - _FEET_REACH) : at]))


def _left_over(text: str, marks: list[int], candidates: set[int]) -> list[int]:
    """Return for each mark how many marks behind it end what was not opened behind it."""
    unmatched = 0
    counts = []
    for at in reversed(marks):
        counts.append(unmatched)
        if at not in candidates:
            unmatched = unmatched + 1 if _kind(text, at, is_open=False) == "close" else max(0, unmatched - 1)
    return counts[::-1]


def _kind(text: str, at: int, *, is_open: bool) -> str:
    return straight_kind(text[at - 1] if at else " ", text[at + 1 : at + 2] or " ", is_open=is_open)
