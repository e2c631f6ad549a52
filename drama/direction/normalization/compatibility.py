"""Compatibility characters (stylized letters and digits) as the plain ones they stand for.

Unicode's compatibility decomposition (UAX #15, NFKC), with exceptions: it would make "102" of 10², "TM" of ™, and dots
of an ellipsis. In addition, digits of other scripts, boxed letters, small capitals, and diacritics that no European
language has: eSpeak NG 1.52 says "letter one dee four dee seven" for a mathematical letter, "letter one E A three" for
Vietnamese ạ, and nothing at all for an Arabic digit.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_PLAIN = re.compile("[\x00-\xbb\xbf-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e‐-‧‹›€™\\s]*")
"""Characters that need no change; nearly all lines have no others."""
_KEPT = frozenset("ªºµ№™℠ℵℶℷℸ…‥´¨¯¸⁰²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ¹")
_BOXED = re.compile(r"NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER ([A-Z])")
_SMALL_CAPITAL = re.compile(r"LATIN (?:LETTER|SMALL LETTER) SMALL CAPITAL ([A-Z])|LATIN LETTER SMALL CAPITAL ([A-Z])")
_MARKED = re.compile("[\u01cd-\u01dc\u1e00-\u1eff]")
"""Accented Latin letters that eSpeak NG spells out; it knows those of European languages, up to U+017F."""
_MARKS = re.compile("(?<=[A-Za-z\u00c0-\u017f])[\u0300-\u036f\u0483-\u0489\u20d0-\u20f0]+")


def folded(text: str) -> str:
    """Return a text with plain letters and digits in place of compatibility characters. Most texts are unchanged."""
    if _PLAIN.fullmatch(text):
        return text
    plain = "".join(map(_fold, unicodedata.normalize("NFC", text)))
    return _MARKS.sub("", plain)


@cache
def _fold(sign: str) -> str:
    if sign <= "\u007f" or sign in _KEPT or unicodedata.category(sign)[0] == "Z":
        return sign
    if unicodedata.category(sign) == "Nd":
        return str(unicodedata.digit(sign))
    tag = unicodedata.decomposition(sign).partition(" ")[0]
    if tag.startswith("<"):
        plain = unicodedata.normalize("NFKC", sign)
        # "2½" is "2 1⁄2".
        return f" {plain}" if tag == "<fraction>" and "⁄" in plain else "".join(map(_undressed, plain))
    return _undressed(sign)


def _undressed(sign: str) -> str:
    """Return a letter without a box around it and without diacritics that no European language has."""
    if _MARKED.match(sign):
        return "".join(c for c in unicodedata.normalize("NFD", sign) if not unicodedata.combining(c))
    name = unicodedata.name(sign, "")
    if boxed := _BOXED.fullmatch(name):
        return boxed[1]
    small = _SMALL_CAPITAL.fullmatch(name)
    return (small[1] or small[2]).lower() if small else sign
