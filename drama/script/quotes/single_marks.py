"""Which single marks are quotation marks, and which apostrophes: "the Joneses' lamp", "'tis", "the '90s"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from drama.languages.base import Language
from drama.script.quotes.quotation_marks import DASHES, DOUBLE, OPEN_BEFORE, SINGLE, is_elision

STOPS = frozenset(".,!?;:\u2026)]-*_~" + DASHES)
"""What stands before a mark that closes."""
_BLANK = re.compile(r"\s*\Z")
_MARK = re.compile("['\u2018\u2019\u201a`]")

_Kind = Literal["open", "lost", "close", "weak"]
"""``lost`` opens a word that letters are lost of, and may open speech; ``weak`` closes speech or is an apostrophe."""


def single_marks(text: str, following: str, language: Language) -> dict[int, str]:
    """Return the single marks that are quotation marks, not apostrophes: index -> ``open`` or ``close``.

    ``following`` is the first character of the next paragraph: speech may go on there.
    """
    kinds: dict[int, str] = {}
    opened: int | None = None
    weak: list[int] = []
    for at, kind in _without_lost_letters(list(_marks(text, language))):
        if kind == "open":
            if opened is not None and weak:
                kinds[weak[-1]] = "close"
                kinds[at], opened, weak = "open", at, []
            elif opened is None:
                kinds[at], opened, weak = "open", at, []
        elif opened is not None and kind == "close":
            kinds[at], opened, weak = "close", None, []
        elif opened is not None:
            weak.append(at)
    if opened is not None and weak:
        last = _last_close(text, weak, language)
        if last is not None or not following or following not in SINGLE:
            kinds[weak[-1] if last is None else last] = "close"
    return kinds


def _marks(text: str, language: Language) -> Iterable[tuple[int, _Kind]]:
    """Yield every mark that may be a quotation mark."""
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        opens = (before in OPEN_BEFORE or before in DOUBLE) and after != " " and mark != "\u2019"
        if mark == "\u2018" and after.isalnum() and not before.isalnum():
            opens = True
        if opens and is_elision(text, at, language):
            if at == 0 or (mark == "\u2018" and text[max(0, at - 2) : at - 1] in ",:.!?;"):
                yield at, "lost"
            elif mark != "\u2018" and not after.isalnum():
                yield at, "close" if before in STOPS or before in DOUBLE else "weak"
        elif opens:
            yield at, "open"
        elif mark != "\u2018" and not after.isalnum() and before != " ":
            yield at, "close" if before in STOPS or before in DOUBLE else "weak"


def _without_lost_letters(marks: list[tuple[int, _Kind]]) -> list[tuple[int, _Kind]]:
    """Return the marks, those before lost letters as opening ones where speech is closed behind them, else left out."""
    kept: list[tuple[int, _Kind]] = []
    behind = ""
    for at, kind in reversed(marks):
        if kind == "lost":
            if behind != "close":
                continue  # 'Twas late, and the dogs' bark went on.
            kept.append((at, "open"))
        else:
            kept.append((at, kind))
        behind = behind if kind == "weak" else kept[-1][1]
    return kept[::-1]


def _last_close(text: str, weak: list[int], language: Language) -> int | None:
    """Return the last mark that the paragraph ends with, or a tag follows: ``'The boys' boots' she said.``."""
    for at in reversed(weak):
        behind = at + 1 + (text[at + 1 : at + 2] in {",", ";"})
        if _BLANK.match(text, behind) or language.speech_tags.after.match(text, behind):
            return at
    return None
