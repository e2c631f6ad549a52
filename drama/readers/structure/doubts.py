"""Warn of what a person should look at before a text is read aloud: words no voice can say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from drama.model import Role
from drama.readers.documents.kinds import STRUCK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from drama.model import Paragraph
    from drama.readers.structure.skips import Skips

_LONGEST_WORD = 200
"""Characters without white space. What goes on for longer is an address or data; the longest word of English has 45."""
_LONG = re.compile(rf"[!-~]{{{_LONGEST_WORD},}}+")
_SHOWN = 30
_LOST = "\ufffd"

Place: TypeAlias = "Callable[[int], str]"
"""What says where an offset is, for a person."""


def find_doubts(text: str, paragraphs: Sequence[Paragraph], skips: Skips, *, has_lines: bool = True) -> tuple[str, ...]:
    """Return warnings of words of hundreds of characters, of characters lost before, and of struck words.

    They name the line where the text is that of the file, so that it ``has_lines`` a person can find; else the words.
    """

    def place(offset: int) -> str:
        return f"in line {line_of(text, offset):,}" if has_lines else _behind_words(text, offset)

    warnings = (_long_words(text, paragraphs, skips, place), _lost(text, place), _struck(text, skips, place))
    return tuple(warning for warning in warnings if warning)


def _behind_words(text: str, offset: int) -> str:
    """Return after which words an offset stands."""
    before = " ".join(text[max(0, offset - 2 * _SHOWN) : offset].split())
    last = before if len(before) <= _SHOWN else before[-_SHOWN:].partition(" ")[2]
    return f"after “{last}”" if last else "at the beginning"


def line_of(text: str, offset: int) -> int:
    """Return the number of the line an offset stands in, from 1."""
    return text.count("\n", 0, offset) + 1


def _long_words(text: str, paragraphs: Sequence[Paragraph], skips: Skips, place: Place) -> str:
    spans = [
        match.span()
        for paragraph in paragraphs
        if paragraph.role is not Role.BREAK
        for gap in skips.gaps(paragraph.start, paragraph.end)
        for match in _LONG.finditer(text, gap.start, gap.end)
    ]
    if not spans:
        return ""
    start, end = max(spans, key=lambda span: span[1] - span[0])
    words = "a “word”" if len(spans) == 1 else f"{len(spans):,} “words”"
    longest = f"{end - start:,} characters" if len(spans) == 1 else f"up to {end - start:,} characters"
    return (
        f"{words} of {longest} would be read aloud ({place(start)}: {text[start : start + _SHOWN]}…); "
        "if that is data or an address, take it out of the story"
    )


def _struck(text: str, skips: Skips, place: Place) -> str:
    struck = [skip for skip in skips.tidy if skip.reason == STRUCK]
    if not struck:
        return ""
    words = " ".join(text[struck[0].start : struck[0].end].split())
    places = "1 struck-out passage is" if len(struck) == 1 else f"{len(struck):,} struck-out passages are"
    return f"{places} not spoken (the first {place(struck[0].start)}: {words[:_SHOWN]})"


def _lost(text: str, place: Place) -> str:
    count = text.count(_LOST)
    if not count:
        return ""
    characters = "1 character is" if count == 1 else f"{count:,} characters are"
    return (
        f"{characters} lost in the file itself (the first {place(text.index(_LOST))}, shown as "
        f"{_LOST}): an earlier program could not keep them; look at the original"
    )
