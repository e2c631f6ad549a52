"""Speaker labels in prose: ``Tom:``, ``TOM –``, ``[Tom]``, ``<tom_h>``, ``tom>``, ``[12:04] Tom:``, and what they hold.

Only the form is read here; whether the words before the colon name somebody is
:mod:`drama.readers.structure.label_names`'s to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drama.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 160
"""Characters of a label that are looked at: a date, a name of five words, a remark in brackets."""
_B = r"[^\S\r\n\x85\u2028\u2029]"
"""White space within a line."""
_CLOCK = rf"[0-9]{{1,2}}[:.][0-9]{{2}}(?::[0-9]{{2}})?(?:{_B}?[aApP]\.?[mM]\b\.?)?"
_DATE = r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}"
_DATED = rf"(?:{_DATE}|[^\W\d_]{{3,9}}\.?(?:{_B}[0-9]{{1,2}})?)"
_BRACKETED = rf"[\[(<]{_B}?(?:{_DATED},?{_B}{{1,3}})?{_CLOCK}{_B}?[\])>]"
_STAMP = rf"(?P<stamp>{_BRACKETED}|(?:{_DATE},?{_B}{{1,3}})?{_CLOCK})(?:{_B}{{0,3}}[-–—|]|:(?=\s))?{_B}{{1,6}}"
_MARK = rf"(?:[-*•‣·>]{_B}{{1,6}}){{0,3}}"
"""The mark of a list, or of a passage quoted from a message."""
_WORD = r"[@~]?[^\W_](?:[\w.'’-]{0,30}[\w.])?"
_NAME = rf"(?P<name>{_WORD}(?:{_B}{{1,4}}{_WORD}){{0,4}}?)"
_SYMBOLS = rf"(?:{_B}?[^\w\s:：<>()\[\]\"'“”„‘’«»‹›「」『』.,;!?…—–\-*•‣·/\\]{{1,8}})?"
"""Pictures behind a name, as telephones show them."""
_ASIDE = rf"(?:{_B}{{0,4}}(?:\((?P<aside>[^()\r\n]{{1,80}})\)|\[(?P<aside2>[^\[\]\r\n]{{1,80}})\]))?"
_OPENING = '"“„‟«»‹›‘‚「『＂'
QUOTES = frozenset(_OPENING) | {"'"}
"""What a quotation may open with behind a label."""
_BEHIND = rf"{_B}{{0,6}}"
_LABEL = re.compile(
    rf"{_B}*(?P<mark>{_MARK})(?P<label>(?:{_STAMP})?(?:"
    rf"<{_B}?(?P<angle>{_WORD}(?:{_B}{_WORD}){{0,4}}){_B}?>:?"
    rf"|\[{_B}?(?P<square>{_WORD}(?:{_B}{_WORD}){{0,4}}){_B}?\]{_ASIDE.replace('aside', 'note')}:?"
    rf"|{_NAME}{_SYMBOLS}{_ASIDE}(?:{_B}{{0,4}}[:：](?=[\s{_OPENING}'])|{_B}?(?P<arrow>>)(?=\s)"
    rf"|(?P<dash>{_B}{{0,4}}[–—]{{1,2}}|{_B}{{1,4}}-{{1,2}}(?={_B}))(?={_BEHIND}[{_OPENING}']))"
    rf")){_BEHIND}"
)
_ABOVE = re.compile(
    rf"{_B}*(?P<mark>{_MARK})(?P<name>{_WORD}(?:{_B}{{1,4}}{_WORD}){{0,3}}?){_SYMBOLS}(?:{_B}{{0,4}}[—–-]{_B}{{0,4}}|{_B}{{1,4}})"
    rf"(?P<stamp>(?:[^\W\d_]{{3,9}},?{_B}(?:[^\W\d_]{{2}}{_B})?)?(?:{_DATE},?{_B}(?:[^\W\d_]{{2}}{_B})?)?{_CLOCK}){_B}*"
)
"""All of a line above a message: ``Lena — Today at 10:01``, ``lena 12/03/2026 10:01 AM``."""
_IS_CLOCK = re.compile(rf"(?:{_DATED},?{_B}{{1,3}})?{_CLOCK}")
_LINE = re.compile(r"[^\r\n\x85\u2028\u2029]+")
_CLOSING = {"“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』", "＂": "＂"}
_SINGLE_END = re.compile(r"(?<=[\w.,!?…—–-])['’](?![\w'’])")
_SINGLE_SURE = re.compile(r"(?<=[.,!?…—–-])['’](?![\w'’])")


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker's name where it stands before the words, and what stands with it."""

    name: str
    """As it is written, without brackets and marks."""
    first: int
    """Where the mark of a list before it begins; its own start if there is none."""
    start: int
    end: int
    """Behind its last mark."""
    words: int
    """Where the words begin."""
    stamp: Span | None = None
    """A time before the name, or behind it where both stand above the words."""
    aside: str = ""
    """What stands in brackets behind the name, if it is no time."""
    is_marked: bool = False
    """It is a label beyond doubt: a time stands with it, or angle brackets around it."""
    is_weak: bool = False
    """It may be many things: words in square brackets, words before a dash."""


def label_at(text: str, start: int, end: int) -> Label | None:
    """Return the label at an offset of a text in which spaces stand for what is not spoken; ``end`` is its line's."""
    match = _LABEL.match(text, start, min(end, start + _LONGEST))
    if match is None or match.end() >= end:
        return None
    name = match["name"] or match["angle"] or match["square"]
    aside = next((it for it in (match["aside"], match["aside2"], match["note"], match["note2"]) if it), "").strip()
    is_time = _IS_CLOCK.fullmatch(aside) is not None
    return Label(
        " ".join(name.split()),
        match.start("mark"),
        match.start("label"),
        match.end("label"),
        match.end(),
        Span(*match.span("stamp")) if match["stamp"] else None,
        "" if is_time else aside,
        is_marked=bool(match["stamp"] or match["angle"] or is_time),
        is_weak=bool(match["square"] or match["dash"]),
    )


def label_above(text: str, start: int, end: int, words: int) -> Label | None:
    """Return the label that a line is, from an offset to its end, above words that begin at another offset."""
    match = _ABOVE.fullmatch(text, start, end) if end - start <= _LONGEST else None
    if match is None:
        return None
    stamp = Span(*match.span("stamp"))
    name = " ".join(match["name"].split())
    return Label(name, match.start("mark"), match.start("name"), stamp.end, words, stamp, is_marked=True)


def lines_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of the lines of a stretch that hold more than white space."""
    for match in _LINE.finditer(text, start, end):
        if not match[0].isspace():
            yield match.span()


def quotation_end(text: str, start: int, end: int) -> int:
    """Return where the quotation ends that opens at an offset; ``end`` if it is not closed before."""
    mark = text[start]
    if mark in "'‘‚":
        found = _SINGLE_SURE.search(text, start + 1, end) or _SINGLE_END.search(text, start + 1, end)
        return found.end() if found else end
    if mark == '"':
        found = re.compile(r'"(?!\w)').search(text, start + 2, end)
        return found.end() if found else end
    depth = 0
    closing = _CLOSING[mark]
    for at in range(start, end):
        if text[at] == mark:
            depth += 1
        elif text[at] in closing:
            depth -= 1
            if depth <= 0:
                return at + 1
    return end
