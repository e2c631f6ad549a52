"""Pounds, shillings and pence as they were written until 1971: "£3 10s. 6d.", "10/-", "4½d."."""

from __future__ import annotations

import re
from collections.abc import Callable

_POUNDS = r"(?P<pounds>\d{1,3}(?:,\d{3})+|\d{1,9})"
_SHILLINGS = r"(?P<shillings>\d{1,3}) ?s(?:\.(?P<stop_s>)|\b)"
_PENCE = r"(?P<pence>\d{1,2})?(?: ?(?P<part>[½¼¾]|[13]⁄[24]))? ?d(?:\.(?P<stop_d>)|\b)"
_PARTS = {"½": "half", "¼": "quarter", "¾": "three quarters", "1⁄2": "half", "1⁄4": "quarter", "3⁄4": "three quarters"}
_AND = r"[.,;]? ?"
_NO_DECADE = (
    r"(?<!\bthe )(?<!\b(?:her|his|our) )(?<!\btheir )(?<!\byour )(?<!\bmy )(?<!mid[- ])(?<!early )(?<!(?:late|high) )"
)
"""Not "in her 30s."."""
_FREE = r"(?<![\w.,/£$€:-])"
_SENTENCE = re.compile(r"[\"'”’)]*(?:$| [\"'“‘(]*[A-Z])")


def _told(match: re.Match[str]) -> str:
    """Return the spoken form of an amount; a full stop that also ends the sentence is kept."""
    named = match.groupdict()
    sums = []
    if named.get("pounds"):
        sums.append(_counted(named["pounds"], "pound", "pounds"))
    if named.get("shillings") and int(named["shillings"]):
        sums.append(_counted(named["shillings"], "shilling", "shillings"))
    if named.get("pence") or named.get("part"):
        sums += _pence(named.get("pence") or "0", named.get("part") or "")
    ends = match[0].endswith(".") and _SENTENCE.match(match.string, match.end())
    return " ".join(sums) + ("." if ends else "")


def _pence(whole: str, part: str) -> list[str]:
    if not part:
        return [_counted(whole, "penny", "pence")] if int(whole) else []
    if int(whole):
        return [f"{whole} and {'a ' if part not in {'¾', '3⁄4'} else ''}{_PARTS[part]} pence"]
    return ["three farthings" if part in {"¾", "3⁄4"} else "a halfpenny" if part in {"½", "1⁄2"} else "a farthing"]


def _counted(shown: str, one: str, many: str) -> str:
    return f"{int(shown.replace(',', '')):,} {one if shown == '1' else many}"


OLD_MONEY: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), _told)
    for pattern in (
        rf"£ ?{_POUNDS}(?: ?l\.)?(?:{_AND}|-){_SHILLINGS}(?:{_AND}{_PENCE})?",
        rf"£ ?{_POUNDS}[,;]? {_PENCE}",
        rf"£ ?{_POUNDS}(?P<by>[-/.])(?P<shillings>\d{{1,2}})(?P=by)(?P<pence>\d{{1,2}})(?![\w/-])",
        rf"{_FREE}{_POUNDS} ?l\.{_AND}{_SHILLINGS}(?:{_AND}{_PENCE})?",
        rf"{_FREE}{_POUNDS} ?l\.(?= (?:a|per) (?:year|annum|month|week)\b)",
        rf"{_FREE}{_SHILLINGS}{_AND}{_PENCE}",
        rf"{_FREE}(?P<shillings>\d{{1,3}})/[-–](?![\w])",
        rf"{_FREE}(?P<shillings>\d{{1,3}})/{_PENCE}",
        rf"{_NO_DECADE}{_FREE}(?P<shillings>\d{{1,3}}) ?s\.(?!\w)",
        rf"{_FREE}(?P<pence>\d{{1,2}})? ?(?P<part>[½¼¾]|[13]⁄[24]) ?d\b\.?",
        rf"(?<!\bin ){_FREE}(?P<pence>\d{{1,2}}) ?d\.(?!\w)",
    )
)
"""The rules, each a pattern and the spoken form of its match; "10s" and "3d" alone are decades and dimensions."""
