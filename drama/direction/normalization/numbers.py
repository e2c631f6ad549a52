"""Numbers in digits: years, clock times, money, units, powers, fractions, telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Callable

from drama.direction.normalization.amounts import AMOUNT, RANGE, amount, amounts
from drama.direction.normalization.counting import ranked
from drama.direction.normalization.old_money import OLD_MONEY

Said = Callable[[re.Match[str]], str]
"""Returns the spoken form of the group ``it`` of a match, or of the whole match if it has no such group."""

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR = r"1\d\d\d"
_BEFORE_YEARS = (
    rf"(?:(?i:in|since|of|from|by|until|till|before|after|during|circa|year|spring|summer|autumn|fall|winter|"
    rf"between|early|late|mid)|(?:{_MONTHS})(?: \d{{1,2}}(?:st|nd|rd|th)?)?,?)"
)
_NO_COUNT = r"(?![\d,.:]*\d|[%°\w]| (?:(?!(?:was|is|as|has|his|this|its)\b)[a-z]+s|men|women|people|children|feet)\b)"
"""No noun that would be counted may follow a year."""
_TENS = ("hundreds", "tens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties",
         "nineties")  # fmt: skip

_POWER = (
    r"(?<![\w.,])(?:\d[\d.,]*|[A-Za-z]{1,2})"
    r"(?P<it>\^[{(]?(?P<raised>[-−+]?(?:\d{1,3}|[a-z]))[)}]?|(?P<high>[⁺⁻]?[⁰²³⁴-⁹ⁿ]+))(?![\w^])"
)
_UNITS = {"km/h": "kilometre", "kph": "kilometre", "mph": "mile", "km": "kilometre", "kg": "kilogram",
          "cm": "centimetre", "mm": "millimetre", "ft": "foot", "lbs": "pound", "lb": "pound",
          "oz": "ounce"}  # fmt: skip
_MEASURES = {"m": "metre", "mi": "mile", "yd": "yard", "in": "inch"}
_HIGH = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n")
_SPEEDS = {"km/h", "kph", "mph"}
_PLURALS = {"foot": "feet", "half": "halves", "inch": "inches"}
_FRACTIONS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 8: "eighth", 10: "tenth"}
_SIGNS = {**_FRACTIONS, 6: "sixth", 7: "seventh", 9: "ninth"}
"""Denominators of Unicode's fractions; 1/6 written with a plain slash may be a date."""
_FRACTION = (
    r"(?P<it>(?:(?<=\d) |(?<![\d/.]))(?P<above>\d{1,2})(?P<stroke>[/⁄])(?P<below>\d{1,2}))(?![\d/])"
    r"(?=(?P<of> an?\b)?)"
)
_NAMED = {"24/7": "24 7", "9/11": "9 11", "50/50": "50 50", "20/20": "20 20"}
_FEET = r"(?<![\w.,/])(?P<feet>\d{1,3})['’′](?!′)"
_NO_NOUN = r"(?:thick|long|wide|deep|high|tall|across|away|apart|of|by|and|or|in|from|to|at|off|above|below|is|was)\b"
"""Words that may follow a length; any other word is the noun it modifies: "a 12 inch gun"."""
_INCHES = r"(?P<inches>\d{1,2})(?![\w%])"


def _rank(match: re.Match[str]) -> str:
    return ranked(int(match["value"]), match["ending"])


def _year(match: re.Match[str]) -> str:
    century, rest = divmod(int(match["it"]), 100)
    if rest == 0 or (rest < 10 and century == 10):
        return match["it"]
    return f"{century} oh {rest}" if rest < 10 else f"{century} {rest}"


def _decade(match: re.Match[str]) -> str:
    century, ten = match["century"], _TENS[int(match["ten"])]
    if century == "20" and match["ten"] == "0":
        return "two thousands"
    return f"{century} {ten}" if century else ten


def _time(match: re.Match[str]) -> str:
    hours, minutes = int(match["hours"]), int(match["minutes"])
    if minutes >= 10:
        return match[0]
    if minutes:
        return f"{hours} oh {minutes}"
    if match["half"]:
        return str(hours)
    return f"{hours} o'clock" if 1 <= hours <= 12 else f"{hours} hundred"


def _length(match: re.Match[str]) -> str:
    """Return the spoken form of feet and inches: "6 foot 2", "a 12 inch gun", "3 inches"."""
    named = match.groupdict()
    if named.get("feet") and named.get("inches"):
        return f"{named['feet']} foot {named['inches']}"
    if named.get("feet"):
        return _counted(named["feet"], "foot")
    return f"{named['inches']} inch" if named["noun"] else _counted(named["inches"], "inch")


def _unit(match: re.Match[str]) -> str:
    return f"{_counted(match[1], _UNITS[match[2]])}{' an hour' if match[2] in _SPEEDS else ''}"


def _area(match: re.Match[str]) -> str:
    noun = _MEASURES.get(match[2]) or _UNITS[match[2]]
    return _counted(match[1], f"{'square' if match[3] in '2²' else 'cubic'} {noun}")


def _power(match: re.Match[str]) -> str:
    raised = match["raised"] or match["high"].translate(_HIGH)
    sign, power = ("minus ", raised[1:]) if raised[0] in "-−" else ("", raised.lstrip("+"))
    if not sign and power in {"2", "3"}:
        return f" {'squared' if power == '2' else 'cubed'}"
    return f" to the {sign}{ranked(int(power)) if power.isdigit() and not sign else power}"


def _fraction(match: re.Match[str]) -> str:
    above, below = int(match["above"]), int(match["below"])
    if match["it"].strip() in _NAMED:
        return _NAMED[match["it"].strip()]
    known = _SIGNS if match["stroke"] == "⁄" else _FRACTIONS
    if below not in known or not 0 < above < below:
        return match["it"].replace("⁄", "/")
    part = known[below]
    if above > 1:
        said = f"{above} {_plural(part)}"
    else:
        said = part if match["of"] else f"{'a' if part == 'half' else 'one'} {part}"
    return f" and {said}" if match["it"].startswith(" ") else said


def _digits(match: re.Match[str]) -> str:
    return ", ".join(" ".join(group) for group in match[0].split("-"))


def _counted(shown: str, noun: str) -> str:
    return f"{shown} {noun if shown == '1' else _plural(noun)}"


def _plural(noun: str) -> str:
    first, space, last = noun.rpartition(" ")
    return first + space + _PLURALS.get(last, last + "s")


def _rules(*rules: tuple[str | re.Pattern[str], Said]) -> tuple[tuple[re.Pattern[str], Said], ...]:
    return tuple((re.compile(pattern), said) for pattern, said in rules)


RULES = _rules(
    (RANGE, amounts),
    # Behind figures eSpeak NG spells "5th's" and leaves the ending of "21's" out.
    (r"(?<![\w.,])(?P<value>\d{1,2})(?:st|nd|rd|th)(?P<ending>['’]s)\b", _rank),
    (rf"\b(?P<it>{_YEAR})(?=[-–](?:{_YEAR}|\d\d)\b)", _year),
    (rf"\b{_YEAR}[-–](?P<it>{_YEAR})\b", _year),
    (rf"\b{_BEFORE_YEARS} (?P<it>{_YEAR}){_NO_COUNT}", _year),
    (rf"\b(?:between|from) {_YEAR} (?:and|to) (?P<it>{_YEAR})\b", _year),
    (rf"\b[A-Z]\w+, (?P<it>{_YEAR})(?=[.;:]|$)", _year),
    (r"(?<![\w.,])['’](?P<century>)(?P<ten>\d)0['’]?s\b", _decade),
    *OLD_MONEY,  # "30s." may be a decade, too: its rules go first
    (r"(?<![\w.,])['’]?(?P<century>1[1-9]|20|)(?P<ten>\d)0['’]?s\b", _decade),
    (
        r"(?<![\d:.])(?P<hours>[01]?\d|2[0-3]):(?P<minutes>[0-5]\d)(?![\d:])(?=(?P<half> ?(?:[ap]\.?m\b|o['’]clock))?)",
        _time,
    ),
    (rf"{_FEET} ?{_INCHES}(?:″|′′)?", _length),
    (rf"{_FEET}(?= (?:tall|high|long|wide|deep|across|away|of|by|x)\b)", _length),
    (rf"(?<![\w.,/])(?P<inches>\d+)(?:″|′′)(?=(?P<noun>-[a-z]| (?!{_NO_NOUN})[a-z])?)", _length),
    (r"(?<=[/⁄\d][\d½¼¾])(?:″|′′)", lambda _: " inch"),
    (AMOUNT, amount),
    (rf"(?<![\w.,])(\d+(?:[.,]\d+)*) ?({'|'.join((*_MEASURES, *_UNITS))})([²³])", _area),
    (_POWER, _power),
    (r"\^", lambda _: " "),
    (rf"(?<!\d[.,])\b(\d+(?:[.,]\d+)*) ?({'|'.join(_UNITS)})\b(?!/)", _unit),
    (_FRACTION, _fraction),
    (r"(?<![\w-])(?:\d{1,3}-){0,3}\d{3}-\d{4}(?![\w-])", _digits),
    (r"(?<![\w.,])\.(?=\d)", lambda _: "point "),
    (r"#(?=\d)", lambda _: "number "),
    # A range; but a score is won "three two".
    (
        rf"(?<!won )(?<!lost )(?<!score )(?<![\d–.])(?:{_YEAR}|\d{{1,3}})(?P<it>–)(?=\d{{1,4}}(?![–\d]))",
        lambda _: " to ",
    ),
)
"""The rules for numbers in digits, in order."""
