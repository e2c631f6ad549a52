"""Amounts of money in decimal currencies: "$5.50", "US$20", "£5–10", "a $1.5 million house"."""

from __future__ import annotations

import re

_CURRENCIES = {"$": ("dollar", "cent"), "£": ("pound", "penny"), "€": ("euro", "cent")}
_LANDS = {"US": "US", "U.S.": "US", "C": "Canadian", "CA": "Canadian", "CAN": "Canadian", "CDN": "Canadian",
          "A": "Australian", "AU": "Australian", "AUS": "Australian", "NZ": "New Zealand", "HK": "Hong Kong",
          "S": "Singapore", "SG": "Singapore", "NT": "Taiwan", "TT": "Trinidad", "J": "Jamaican"}  # fmt: skip
_MAGNITUDES = {"k": "thousand", "m": "million", "mn": "million", "b": "billion", "bn": "billion", "tn": "trillion"}
_LAND = rf"(?:{'|'.join(map(re.escape, _LANDS))})"
_MAGNITUDE = r"(?i:[ -]?(?:(?:hundred )?thousand|(?:m|b|tr|z|gaz)illion)| ?(?:k|mn?|bn|tn)|b)\b"
_WHOLE = r"\d{1,3}(?:,\d{3})+|\d{1,9}"
_FIRST = (
    rf"(?:(?<![\w.])(?P<land>{_LAND})(?=\$))?(?P<sign>[$£€]) ?(?P<whole>{_WHOLE})(?:\.(?P<parts>\d\d?))?"
    rf"(?P<magnitude>{_MAGNITUDE})?"
)
_SECOND = (
    rf"[-‑–](?P<again>{_LAND}?[$£€] ?)?(?P<whole_2>{_WHOLE})(?:\.(?P<parts_2>\d\d?))?(?P<magnitude_2>{_MAGNITUDE})?"
)
_END = r"(?![.,]?\d|\w)(?=(?P<note>[ -](?:bill|note|coin)s?\b)?)"
RANGE = rf"(?P<it>{_FIRST}{_SECOND}){_END}(?![-‑–/]\d| ?[sdl]\b)"
"""A range; its rule comes before those for years and old money, whose forms it avoids: "£5-10s", "£3-10-6"."""
AMOUNT = rf"(?P<it>{_FIRST}){_END}"

_DETERMINED = re.compile(r"(?<!\w)an? (?:(?:new|old|brand-new|second-hand|used) )?$", re.IGNORECASE)
_NOUN = re.compile(
    r"-[a-z]| (?!(?:in|on|at|of|to|for|from|by|with|and|or|but|nor|than|then|that|which|who|when|while|if|as|"
    r"is|was|were|has|had|have|would|will|could|can|may|might|must|should|did|does|do|he|she|it|they|we|you|a|an|the|"
    r"his|her|their|my|your|our|its|this|these|those|into|onto|over|under|out|off|up|down|back|away|more|less|per|"
    r"each|every|apiece|a|so|too|not|only|just|now|here|there|went|came|lay|fell|before|after|until|through|about|"
    r"because|though|between|without|within|toward|towards|across|against|dollars?|pounds?|euros?)\b)[a-z]{2,}"
)
"""A noun that an amount after "a" modifies: "a $200 suit", not "a $20 from his purse"."""


def amount(match: re.Match[str]) -> str:
    """Return the spoken form of an amount; in the singular where it modifies a noun."""
    unit, part = _names(match)
    whole, parts, magnitude = match["whole"], match["parts"] or "", match["magnitude"]
    is_told_of = match["note"] is not None or _is_told_of_noun(match)
    if magnitude or len(parts) == 1:
        return f"{_figure(whole, parts, magnitude)} {unit if is_told_of else _plural(unit)}"
    if is_told_of and not parts:
        return f"{whole} {unit}"
    return _coins(whole, parts, unit, part)


def amounts(match: re.Match[str]) -> str:
    """Return the spoken form of a range of amounts."""
    unit, part = _names(match)
    low = _figure(match["whole"], match["parts"], match["magnitude"])
    high = _figure(match["whole_2"], match["parts_2"], match["magnitude_2"])
    is_told_of = match["note"] is not None or _is_told_of_noun(match)
    if any(len(match[name] or "") == 2 for name in ("parts", "parts_2")) and not match["magnitude_2"]:
        return f"{_coins(match['whole'], match['parts'], unit, part)} to " + _coins(
            match["whole_2"], match["parts_2"], unit, part
        )
    return f"{low} to {high} {unit if is_told_of else _plural(unit)}"


def _names(match: re.Match[str]) -> tuple[str, str]:
    unit, part = _CURRENCIES[match["sign"]]
    return f"{_LANDS[match['land']]} {unit}" if match["land"] else unit, part


def _figure(whole: str, parts: str | None, magnitude: str | None) -> str:
    shown = f"{whole}.{parts}" if parts else whole
    word = (magnitude or "").strip(" -").lower()
    return f"{shown} {_MAGNITUDES.get(word, word)}".rstrip()


def _coins(whole: str, parts: str | None, unit: str, part: str) -> str:
    small = int((parts or "0").ljust(2, "0"))
    told = [_counted(whole, unit)] if int(whole.replace(",", "")) or not small else []
    return " ".join([*told, *([_counted(str(small), part)] if small else [])])


def _is_told_of_noun(match: re.Match[str]) -> bool:
    text, end = match.string, match.end("it")
    before = text[max(0, match.start("it") - 20) : match.start("it")]
    if _DETERMINED.search(before):
        return _NOUN.match(text, end) is not None
    return False


def _counted(shown: str, noun: str) -> str:
    return f"{shown} {noun if shown == '1' else _plural(noun)}"


def _plural(noun: str) -> str:
    return "pence" if noun == "penny" else f"{noun}s"
