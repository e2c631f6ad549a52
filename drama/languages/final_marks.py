"""What the last marks of some words tell of how they are said and how they stop."""

from __future__ import annotations

from drama.model import Ending, Manner

QUOTATION_MARKS = "\"'“”„‟«»‹›‘’‚`´「」『』〝〟〞＂<>"
"""Every mark that a quotation opens or closes with."""
_CLOSING = " \t\r\n*_)" + QUOTATION_MARKS
_LOOKED_AT = 40
"""Characters at the end of the words."""


def last_words(words: str) -> str:
    """Return the end of some words without what closes a quotation."""
    return words[-_LOOKED_AT:].rstrip(_CLOSING)


def manner_by_marks(words: str) -> Manner:
    """Return how words are said by their last mark, or as they are in capitals."""
    words = last_words(words)
    if _is_in_capitals(words):
        return Manner.SHOUTED
    if words.endswith("?"):
        return Manner.ASKED
    return Manner.EXCLAIMED if words.endswith("!") else Manner.PLAIN


def ending_by_marks(words: str) -> Ending:
    """Return how words stop by their last mark."""
    words = last_words(words)
    words = words.rstrip("?!") if words.endswith(("—?", "—!", "–?", "–!", "--?", "--!")) else words
    if words.endswith(("—", "–", "--", "-", "―", "⸺")):
        return Ending.CUT
    return Ending.TRAILING if words.endswith(("…", "...", ". . .")) else Ending.FULL


def _is_in_capitals(words: str) -> bool:
    """Whether words are set in capitals from end to end: "GET OUT!", not "BBC." or "I."."""
    letters = sum(map(str.isalpha, words))
    return words.isupper() and letters >= 4 and (" " in words.strip() or words.endswith("!"))
