"""Notation an engine would misread, as the words it stands for: Roman numerals, "No. 5", money, fractions, units.

Plain numbers, ordinals, times, percentages and titles are left to the engine, whose own rules for them are good
(eSpeak NG 1.52, heard through its phonemes): what stands here is what it gets wrong. It says "roman four" for IV, "no,
five" for No. 5, "dollar five point five zero" for $5.50, "kay em" for km and "vee ess" for vs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from drama.direction.saying import Edit

_NUMERAL = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
"""1 to 99: no chapter and no king needs more, and "MIX" and "DI" are words."""
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_DIVISIONS = r"(?:(?i:Chapter|Part|Book|Volume|Act|Scene|Canto|Section|Episode)|War)"
_NOT_THE_PRONOUN = r"(?!I\b(?! *(?:[.,:;!?)–—-]|$)))"
"""A lone I is a number only where a sentence would not go on behind it."""

_CURRENCIES = {"$": ("dollar", "cent"), "£": ("pound", "penny"), "€": ("euro", "cent")}
_UNITS = {"km": "kilometre", "kg": "kilogram", "cm": "centimetre", "mm": "millimetre", "mph": "mile", "ft": "foot",
          "lb": "pound", "lbs": "pound", "oz": "ounce"}  # fmt: skip
_PLURALS = {"foot": "feet", "penny": "pence"}
_AFTER = {"mph": " an hour"}
_FRACTIONS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 8: "eighth", 10: "tenth"}


def _division(found: re.Match[str]) -> str:
    return f"{found[1]} {_number(found[2])}"


def _reign(found: re.Match[str]) -> str:
    return f"{found[1]} the {_ordinal(_number(found[2]))}"


def _money(found: re.Match[str]) -> str:
    whole, parts = int(found[2].replace(",", "")), int(found[3] or 0)
    unit, part = _CURRENCIES[found[1]]
    told = [_counted(found[2], whole, unit)] if whole or not parts else []
    return " ".join([*told, *([_counted(str(parts), parts, part)] if parts else [])])


def _unit(found: re.Match[str]) -> str:
    name = _UNITS[found[2]]
    is_one = found[1] == "1"
    return f"{found[1]} {name if is_one else _plural(name)}{_AFTER.get(found[2], '')}"


def _fraction(found: re.Match[str]) -> str:
    above, below = int(found[1]), int(found[2])
    if below not in _FRACTIONS or not 0 < above < below:
        return found[0]
    if (above, below) == (1, 2):
        return "half"
    return f"{above} {_FRACTIONS[below] if above == 1 else _plural(_FRACTIONS[below])}"


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (rf"\b({_DIVISIONS}) {_NOT_THE_PRONOUN}({_NUMERAL})(?![\w'’-])", _division),
        # "Henry VIII"; a single letter may be anything: "Henry I think", "Malcolm X".
        (rf"\b([A-Z][a-z]+) (?=[IVX]{{2,}})({_NUMERAL})(?![\w-])", _reign),
        (r"\b(?:No|Nos)\. ?(?=\d)", lambda _: "number "),
        (r"([$£€]) ?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d\d))?(?![\d.]*\d)", _money),
        (rf"\b(\d[\d.,]*) ?({'|'.join(_UNITS)})\b", _unit),
        (r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?![\d/])", _fraction),
        (r"\bvs?\.(?= )", lambda _: "versus"),
        (r"\betc\.(?= ?[a-z,;])", lambda _: "et cetera"),
        (r"\betc\b(?=\.)", lambda _: "et cetera"),
    )
)


def edits_of(text: str) -> Iterator[Edit]:
    """Yield what of a text is said otherwise than an engine would."""
    for pattern, said in _RULES:
        for found in pattern.finditer(text):
            if (words := said(found)) != found[0]:
                yield Edit(found.start(), found.end(), words)


def _number(numeral: str) -> int:
    """Return a Roman numeral of :data:`_NUMERAL`'s form as a number: a sign before a greater one is taken off."""
    values = [_VALUES[sign] for sign in numeral]
    return sum(-here if here < after else here for here, after in zip(values, [*values[1:], 0], strict=True))


def _counted(shown: str, number: int, noun: str) -> str:
    return f"{shown} {noun if number == 1 else _plural(noun)}"


def _plural(noun: str) -> str:
    return _PLURALS.get(noun, noun + "s" if noun != "half" else "halves")


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
