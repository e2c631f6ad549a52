"""Letters of other alphabets than the Latin one, which an English voice spells, if it says them at all."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

_LATIN = "\x00-\u024f\u02b0-\u036f\u1d00-\u1eff\u2000-\u27ff\u2900-\u2dff\ufe00-\ufe0f"
"""Latin letters, marks, punctuation, symbols and pictures; what is outside may be a letter."""
_RUN = re.compile(f"[^{_LATIN}]+|[\u2800-\u28ff]+")
_PHONETIC = re.compile("[\u0250-\u02af]")
_NAMES = {
    "CJK": "Chinese characters", "HIRAGANA": "Japanese letters", "KATAKANA": "Japanese letters",
    "KATAKANA-HIRAGANA": "Japanese letters", "HANGUL": "Korean letters", "BRAILLE": "Braille",
}  # fmt: skip
_LATIN_LETTERS = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")


def foreign_letters(text: str) -> Counter[str]:
    """Return how many letters of each other alphabet a text has: "Cyrillic letters", "Japanese letters", "Braille".

    One Greek letter alone is a sign ("π", "Ω"), and any voice names it.
    """
    found: Counter[str] = Counter()
    for run in _RUN.findall(text):
        alphabets = Counter(name for name in map(_alphabet, run) if name)
        if alphabets.total() > 1 or "Greek letters" not in alphabets:
            found += alphabets
    if "Japanese letters" in found:
        found["Japanese letters"] += found.pop("Chinese characters", 0)
    return found


def latin_letters(text: str) -> int:
    """Return how many Latin letters a text has."""
    return sum(map(len, _LATIN_LETTERS.findall(text)))


@cache
def _alphabet(sign: str) -> str:
    """Return what a letter is called; nothing for what is no letter, or a Latin one."""
    if _PHONETIC.match(sign):
        return "phonetic signs"
    name = unicodedata.name(sign, "").partition(" ")[0]
    if unicodedata.category(sign) not in {"Ll", "Lu", "Lo", "Lt", "Nl"} and name != "BRAILLE":
        return ""
    return "" if name in {"LATIN", "FULLWIDTH", ""} else _NAMES.get(name, f"{name.title()} letters")
