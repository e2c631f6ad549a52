"""Recognize headings and breaks in plain text.

Plain text has no mark for a heading, so only lines that could hardly be anything else count: "Chapter Five",
"CHAPTER V. The Lamp", "PART ONE", "Prologue". A break is a line without a letter or a digit, made of ornaments.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from drama.languages.en.paratext import SAYS_WHO_TELLS
from drama.model import Paragraph, Role

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_HEADING = 100
"""In characters; a longer line is prose."""

_ORNAMENTS = frozenset("*#•·⁂※⁎⁑⁕§¶†‡=+~<>|/\\^_-–—‒―:.○●■□")
_LETTERS_OF_BREAKS = re.compile(rf"[{re.escape(''.join(sorted(_ORNAMENTS)))}\sxXoO0]+")
_RULE = re.compile(r"<hr\b[^<>]{0,100}>", re.IGNORECASE)
_NO_WORD = re.compile(r"[^\W_]")
_ATX = re.compile(r"(#{1,6})[ \t\xa0]+(?=\S)")
_ATX_CLOSE = re.compile(r"[ \t\xa0]+#{1,100}\Z")

_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    "fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|last"
)
_NUMBER = (
    rf"(?:[0-9]{{1,3}}|[ivxlcdm]{{1,8}}|(?:the\s)?(?:{_ORDINALS}|(?:{_TENS})(?:[-\s](?:{_UNITS}))?|{_TEENS}|{_UNITS}))"
)
_NUMBERED = re.compile(
    rf"(?P<word>book|volume|part|act|chapter|canto|episode|section|scene|letter|day|night)\s(?P<number>{_NUMBER})\b"
    r"(?P<tail>\s?[.:—–-].*|\s.*)?",
    re.IGNORECASE | re.DOTALL,
)
_NAMED = re.compile(
    r"(?:prologue|epilogue|interlude|intermission|preface|foreword|afterword|introduction|coda)(?:\s?[:—–-]\s?\S.*|\.)?",
    re.IGNORECASE | re.DOTALL,
)
_LEVELS = {"book": 1, "volume": 1, "part": 1, "act": 1, "scene": 3, "section": 3, "letter": 3, "day": 3, "night": 3}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_BARE_NUMBER = re.compile(r"([0-9]{1,3}|[IVXLC]{1,8}|[A-Z][a-z]{2,8}(?:-[a-z]{3,5})?|[A-Z]{3,9}(?:-[A-Z]{3,5})?)\.?")


def is_break(line: str) -> bool:
    """Tell whether a trimmed line is a separator such as ``***``, ``* * *``, ``#``, ``⁂``, ``-oOo-`` or ``<hr>``.

    Dots alone ("…", ". . .") are words left out, not a separator.
    """
    if not line:
        return False
    if _NO_WORD.search(line):
        return len(line) <= LONGEST_HEADING and (_is_ooo(line) or _RULE.fullmatch(line) is not None)
    marks = {char for char in set(line) if not char.isspace()}
    return bool(marks - {"."}) and all(char in _ORNAMENTS or unicodedata.category(char) == "So" for char in marks)


def _is_ooo(line: str) -> bool:
    """Tell whether a line is the printer's ``oOo`` or the ``xXx`` of fan fiction, bare or with ornaments."""
    if not _LETTERS_OF_BREAKS.fullmatch(line):
        return False
    core = "".join(char for char in line if char not in _ORNAMENTS and not char.isspace())
    if len(core) < 3 or not (set(core) <= set("oO0") or set(core) <= set("xX") or set(core) <= set("xXoO0")):
        return False
    if core != core[::-1] or (set(core.lower()) == {"x", "o"} and len(core) < 5):
        return False  # "xoxo" is a kiss and a hug
    if core.isdigit():
        return False
    is_mixed = len(set(core)) > 1 and not core.isupper()
    return is_mixed or core == "xxx" or len(core) > 4 or core != line.strip(". ")


def is_repeated_break(line: str) -> bool:
    """Tell whether a line may be a break, where the same comes again: "X", "ooo", "xx", "OOO"."""
    if not _LETTERS_OF_BREAKS.fullmatch(line):
        return False
    core = "".join(char for char in line if char not in _ORNAMENTS and not char.isspace())
    return 0 < len(core) <= 12 and (set(core) <= set("oO0") or set(core) <= set("xX")) and core not in {"0", "O"}


def atx_heading(line: str) -> tuple[int, int, int] | None:
    """Return (level, start, end) of the title in a trimmed ``# Title`` line, or None."""
    match = _ATX.match(line)
    if match is None:
        return None
    close = _ATX_CLOSE.search(line, max(match.end(), len(line) - LONGEST_HEADING))
    return len(match[1]), match.end(), close.start() if close else len(line)


def worded_heading(line: str) -> int:
    """Return the level (1 book or part, 2 chapter, 3 below) of a line such as "Chapter Five", 0 if it is none."""
    if len(line) > LONGEST_HEADING or not line[:1].isupper():
        return 0
    if _NAMED.fullmatch(line):
        return 2
    match = _NUMBERED.fullmatch(line)
    if match is None:
        return 0
    tail = (match["tail"] or "").strip()
    level = _LEVELS.get(match["word"].lower(), 2)
    if not tail or (level < 3 and not tail.strip(".:—–- ")):
        return level
    if tail[0] in (".:—–-" if level < 3 else ":—–-"):
        title = tail.strip(".:—–- ")
        return level if title[:1].isupper() or not title[:1].isalpha() else 0
    return level if line.isupper() and not line.endswith((".", "!", "?", ",")) else 0


def bare_number(line: str) -> int:
    """Return the value of a line that is nothing but a number ("IV", "12.", "Seven"), 0 if it is none."""
    match = _BARE_NUMBER.fullmatch(line) if len(line) <= 20 else None
    if match is None:
        return 0
    word = match[1].lower()
    if word.isdecimal():
        return int(word)
    if match[1].isupper() and not set(word) - _ROMAN.keys():
        values = [_ROMAN[char] for char in word]
        return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    tens, _, unit = word.partition("-")
    names = _UNITS.split("|"), _TEENS.split("|"), _TENS.split("|")
    if tens in names[2] and (not unit or unit in names[0]):
        return 20 + 10 * names[2].index(tens) + (names[0].index(unit) + 1 if unit else 0)
    if unit:
        return 0
    return names[0].index(word) + 1 if word in names[0] else names[1].index(word) + 10 if word in names[1] else 0


def is_number(line: str) -> bool:
    """Tell whether a heading only counts, so that a title may follow: "CHAPTER IV.", "Part Two", "IV", "12."."""
    words = " ".join(line.split())
    if bare_number(words):
        return True
    match = _NUMBERED.fullmatch(words) if len(words) <= LONGEST_HEADING else None
    return match is not None and not (match["tail"] or "").strip(" .:—–-")


def rank_headings(paragraphs: list[Paragraph], *, has_title: bool = False) -> list[Paragraph]:
    """Return paragraphs with their headings' levels counted from 1 without gaps; a title stands above the rest."""
    first = 1 if has_title else 0
    levels = sorted({p.level for p in paragraphs[first:] if p.role is Role.HEADING})
    ranks = {level: rank for rank, level in enumerate(levels, start=1 + first)}
    ranked = paragraphs[:first] + [replace(p, level=ranks.get(p.level, 0)) for p in paragraphs[first:]]
    return [replace(p, blank_lines=0) for p in ranked[:1]] + ranked[1:]


_SHORT_WORD = 4
"""Letters from which on a word of a title has a capital."""


def join_titles(paragraphs: list[Paragraph], words_of: Callable[[Paragraph], str]) -> list[Paragraph]:
    """Return paragraphs in which the title below a chapter's number is a heading too: "CHAPTER I.", "The Lamp".

    Where the book has several such numbers, most of them have a title; otherwise only a plain one is taken for it.
    """
    numbers = [
        index
        for index, paragraph in enumerate(paragraphs[:-1])
        if paragraph.role is Role.HEADING
        and paragraph.end - paragraph.start <= LONGEST_HEADING
        and is_number(words_of(paragraph))
    ]
    titled = [index + 1 for index in numbers if _may_be_title(paragraphs, index + 1, words_of)]
    have = sum(paragraphs[index + 1].role is Role.HEADING for index in numbers)
    if not titled or 2 * (len(titled) + have) <= len(numbers):
        return paragraphs
    joined = list(paragraphs)
    for index in titled:
        is_plain = words_of(joined[index])[-1:] not in ".!?"
        if len(numbers) > 1 or is_plain:
            joined[index] = replace(joined[index], role=Role.HEADING, level=joined[index - 1].level)
    return joined


def _may_be_title(paragraphs: list[Paragraph], index: int, words_of: Callable[[Paragraph], str]) -> bool:
    paragraph = paragraphs[index]
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    if paragraph.role is not Role.PROSE or paragraph.end - paragraph.start > LONGEST_HEADING or following is None:
        return False
    words = " ".join(words_of(paragraph).split())
    if not words[:1].isupper() or following.role is Role.HEADING or SAYS_WHO_TELLS.search(words):
        return False
    if words.isupper():
        return True
    counted = [word for word in re.split(r"[\s—–-]+", words) if len(word.strip(".,;:!?’'")) >= _SHORT_WORD]
    capitals = sum(word[0].isupper() for word in counted)
    return words[-1] not in ",;:—-" and (capitals * 3 >= len(counted) * 2)
