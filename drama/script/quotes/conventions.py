"""Unusual quotation marks read as usual ones: ``TeX quotes'', `grave' marks, ,,commas'', <<arrows>>, 「corners」.

A text quotes in one way. Which one is decided once for all of it, by what stands at the beginning of paragraphs; then
each paragraph is rewritten, character for character, so that the rest knows double marks, single marks, guillemets
and dashes. Nothing of it is kept: offsets stay, and what is spoken is the source's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from drama.languages.base import Language
from drama.script.quotes.quotation_marks import OPEN_BEFORE, is_elision

_CORNERS = str.maketrans("「」『』", "“”‘’")
_WHITE_CORNERS = str.maketrans("『』「」", "“”‘’")
_PRIMES = str.maketrans("〝〟〞", "“””")
_ANGLES = str.maketrans("‹›", "‘’")
_ANGLES_REVERSED = str.maketrans("›‹", "‘’")
_GRAVE_OPENS = re.compile(r"(?<![\w`´.,!?])[`´](?=\w)")
_PAIRED = {"``": "“‘", ",,": "„‚", "<<": "«‹", ">>": "›»"}
_PAIR = re.compile("|".join((*map(re.escape, _PAIRED), "''")))
_HYPHENS = re.compile(r"\A(?:--|-(?=\s))|(?<=\s)--?(?=[\s\w])|(?<=[\w.,!?])--?(?=[\s.,!?]|\Z)")
_SENTENCE = re.compile(r"[.!?…][\"”’')]*\s*\Z")
_LEAST_HYPHENS = 3


@dataclass(frozen=True, slots=True)
class Conventions:
    """The unusual marks that a text quotes with."""

    rules: tuple[Callable[[str], str], ...] = ()
    """Each rewrites the marks of a paragraph, character for character."""

    def usual(self, text: str) -> str:
        """Return the words of a paragraph with usual marks in the place of others."""
        for rule in self.rules:
            text = rule(text)
        return text


def conventions_of(texts: Iterable[str], language: Language) -> Conventions:
    """Return the unusual marks that paragraphs quote with, judged over all of them."""
    firsts: Counter[str] = Counter()
    seen: set[str] = set()
    for text in texts:
        start = text[:2]
        firsts.update({start[:1], start} if len(start) == 2 else {start})
        firsts["’…"] += start[:1] == "’" and start[1:].isalnum() and not is_elision(text, 0, language)
        firsts["- …"] += start in {"- ", "--"} and _SENTENCE.search(text) is not None
        seen.update(mark for mark in "»«`´" if mark in text)
        seen.update(pair for pair in ("``",) if pair in text)
    return Conventions(tuple(_rules(firsts, seen, language)))


def _rules(firsts: Counter[str], seen: set[str], language: Language) -> Iterator[Callable[[str], str]]:
    """Yield how each kind of unusual mark that a text quotes with is rewritten."""
    doubles, singles = firsts["“"] + firsts['"'], firsts["'"] - firsts["''"]
    usual = doubles + singles + firsts["‘"]
    corners, angles = firsts["「"] + firsts["『"], firsts["‹"] + firsts["›"]
    used: tuple[tuple[bool, Callable[[str], str]], ...] = (
        ("``" in seen or bool(firsts[",,"] or firsts["<<"]) or firsts["''"] > doubles + singles, _pairs),
        ("`" in seen or firsts["´"] > 0, _graves),
        (corners > doubles, _translated(_CORNERS if firsts["「"] >= firsts["『"] else _WHITE_CORNERS)),
        (firsts["〝"] > 0, _translated(_PRIMES)),
        (firsts["»"] > 0 and "«" not in seen, lambda text: text.replace("»", '"')),
        (firsts["„"] > 0, _straight_closers),
        (firsts["‚"] > 0, _low_singles),
        (
            angles > firsts["«"] + firsts["»"],
            _translated(_ANGLES if firsts["‹"] >= firsts["›"] else _ANGLES_REVERSED),
        ),
        (firsts["’…"] > max(1, firsts["‘"]), lambda text: _right_singles(text, language)),
        (firsts["- …"] >= _LEAST_HYPHENS and firsts["- …"] > usual, _hyphens),
    )
    return (rule for is_used, rule in used if is_used)


def _translated(table: dict[int, int]) -> Callable[[str], str]:
    return lambda text: text.translate(table)


def _opens(text: str, at: int, after: int) -> bool:
    """Whether a mark from one offset to another stands where marks open."""
    return (at == 0 or text[at - 1] in OPEN_BEFORE) and text[after : after + 1].strip() != ""


def _pairs(text: str) -> str:
    """Return a text with marks made of two characters as a double mark and a single one inside it."""

    def pair(match: re.Match[str]) -> str:
        if match[0] != "''":
            return _PAIRED[match[0]]
        return "“‘" if _opens(text, match.start(), match.end()) else "’”"

    return _PAIR.sub(pair, text)


def _graves(text: str) -> str:
    return _GRAVE_OPENS.sub("‘", text).replace("`", "’").replace("´", "’")


def _straight_closers(text: str) -> str:
    """Return a text with straight double marks that close as curly ones: ``„so"``."""
    return re.sub(r'(?<=\S)"(?!\w)', "”", text)


def _low_singles(text: str) -> str:
    return re.sub(r"(?<=\S)‘(?!\w)", "’", re.sub(r"(?<!\w)‚(?=\w)", "‘", text))


def _right_singles(text: str, language: Language) -> str:
    """Return a text with right single marks that open as left ones: ``’so’``."""
    return re.sub(
        "’(?=\\w)",
        lambda match: (
            "‘" if _opens(text, match.start(), match.end()) and _is_no_elision(text, match, language) else "’"
        ),
        text,
    )


def _is_no_elision(text: str, match: re.Match[str], language: Language) -> bool:
    return match.start() == 0 or not is_elision(text, match.start(), language)


def _hyphens(text: str) -> str:
    """Return a paragraph that opens with a hyphen with dashes in the place of hyphens that stand as dashes do."""
    if text[:2] not in {"- ", "--"}:
        return text
    return _HYPHENS.sub(lambda match: "—" * len(match[0]), text)
