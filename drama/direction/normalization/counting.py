"""Values of Roman numerals, and the spoken form of numbers as cardinals, ordinals and years."""

from __future__ import annotations

import re

UPPER = r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
NUMERAL = rf"(?:{UPPER}|{UPPER.lower()})(?![A-Za-z])"
"""1 to 3,999, in capitals or in small letters throughout."""
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ONES = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_RANKS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
          "twelve": "twelfth"}  # fmt: skip


def number(numeral: str) -> int:
    """Return the value of a Roman numeral: a sign before a greater one is subtracted."""
    values = [_VALUES[sign] for sign in numeral.upper()]
    return sum(-here if here < after else here for here, after in zip(values, [*values[1:], 0], strict=True))


def is_numeral(word: str) -> bool:
    """Return whether a word has the form of a Roman numeral, all in capitals or all in lower case."""
    return re.fullmatch(NUMERAL, word) is not None


def counted(value: int, ending: str = "") -> str:
    """Return a number as a cardinal; ``ending`` is "'s" or "s": "2", "two's", "twos".

    In words before an ending: eSpeak NG says "21's" without it, and spells "5th's".
    """
    if not ending or value >= 100:
        return f"{value}{ending}"
    return _plural_of(_words(value)) if ending == "s" else _words(value) + ending


def ranked(value: int, ending: str = "") -> str:
    """Return a number as an ordinal: "5th", "fifth's"."""
    if ending and value < 100:
        head, hyphen, last = _words(value).rpartition("-")
        return head + hyphen + (_RANKS.get(last) or (last[:-1] + "ie" if last.endswith("y") else last) + "th") + ending
    suffix = "th" if 10 < value % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{suffix}{ending}"


def _words(value: int) -> str:
    if value < 20:
        return _ONES[value]
    return "-".join(filter(None, [_TENS[value // 10], _ONES[value % 10]]))


def _plural_of(word: str) -> str:
    return word[:-1] + "ies" if word.endswith("y") else word + ("es" if word.endswith("x") else "s")


def as_year(value: int) -> str:
    """Return a number above a thousand as a spoken year: "19 94", "2020"."""
    century, rest = divmod(value, 100)
    if value >= 2000 or century == 10 or rest == 0:
        return str(value)
    return f"{century} oh {rest}" if rest < 10 else f"{century} {rest}"
