"""Quotation marks, and which of them a text quotes with.

That is decided once for the whole text, by evidence: single marks and dashes count as quotation marks only where they
open paragraphs more often than double marks do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from drama.languages.base import Language

DOUBLE = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02'
SINGLE = "'\u2018\u2019\u201a\u2039\u203a`"
DASHES = "\u2014\u2013\u2015"
OPEN_BEFORE = frozenset(" ([{-*_/" + DASHES)
"""What stands before a mark that opens."""
_BEHIND_DASH = " \u00a1\u00bf\u2026" + DASHES
"""What stands behind a dash that opens speech, beside letters and digits."""


@dataclass(frozen=True, slots=True)
class Style:
    """The marks a text quotes with."""

    double: bool = True
    single: bool = False
    dash: bool = False
    reversed_guillemets: bool = False
    """``»so«`` rather than ``«so»``."""
    low_high: bool = False
    """``„so“``: the high mark closes."""


def quotation_style(texts: list[str], language: Language) -> Style:
    """Return which marks the paragraphs quote with, judged over all of them."""
    double = single = dash = left = right = low = weak_single = 0
    for text in texts:
        first = text[:1]
        left += first == "\u00ab"
        right += first == "\u00bb"
        low += first == "\u201e"
        if first in DOUBLE and first:
            double += 1
        elif first and first in "'\u2018\u2039" and not is_elision(text, 0, language):
            single += 1
        elif first and first in DASHES and len(text) > 2 and (text[1].isalnum() or text[1] in _BEHIND_DASH):
            dash += 1
        elif any(mark in text for mark in '"\u201c\u00ab\u201e'):
            double += 1
        elif "\u2018" in text or " '" in text:
            weak_single += bool(
                re.search(r"[\s(\u2014-]['\u2018]\w[^'\u2018\u2019]*[.,!?\u2026\u2014-]['\u2019](?:\s|$)", text[:4000])
            )
    singles = single + weak_single
    return Style(
        double=True,
        single=singles > max(1, double) if singles > 2 else singles > 0 and double == 0,
        dash=(dash >= 3 and dash > double + singles) or (dash >= 2 and double + singles == 0),
        reversed_guillemets=right > left,
        low_high=low > 0,
    )


def is_elision(text: str, at: int, language: Language) -> bool:
    """Whether the mark at an index stands for lost letters or digits, as in 'tis and "the summer of '68"."""
    word = _WORD.match(text, at + 1, at + 12)
    if word is None:
        return False
    if word.group()[0].isdigit():
        return _DECADE.fullmatch(word.group()) is not None or (
            _YEAR.fullmatch(word.group()) is not None and _BEFORE_YEAR.search(text, max(0, at - 12), at) is not None
        )
    return word.group().lower() in language.not_speech.elided


_WORD = re.compile(r"\w+")
_DECADE = re.compile(r"[0-9]0s")
_YEAR = re.compile(r"[0-9]{2}")
_BEFORE_YEAR = re.compile(r"\w\s\Z")


def straight_kind(before: str, after: str, *, is_open: bool) -> str:
    """Return what a straight mark is, by the characters beside it and by turns where they do not tell."""
    may_open = (before in OPEN_BEFORE or before in SINGLE) and after != " "
    may_close = before != " " and (after == " " or not after.isalnum())
    if may_open and not may_close:
        return "open"
    if may_close and not may_open:
        return "close"
    return "close" if is_open else "open"
