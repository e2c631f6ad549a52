"""The lines of a Fountain text, with its notes and its boneyard taken out.

Both may stand anywhere, over several lines, also inside a speech. A line that holds nothing else is as if it were not
there to whoever speaks, and an empty line to all others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from drama.model import Skip

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING = re.compile(r"/\*|\[\[")
_EMPTY_LINE = re.compile(r"(?:\r\n|[\n\r])[ \t]?(?:\r\n|[\n\r])")
"""What a note does not go over: a line with two spaces is none."""
_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029\f]")


class _Ahead:
    """Where a pattern is found next, looked for once: offsets that are asked for only grow."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._pattern, self._text = pattern, text
        self._next = -1

    def after(self, offset: int) -> int:
        """Return where the pattern is found at an offset or behind it; the length of the text if nowhere."""
        if self._next < offset:
            match = self._pattern.search(self._text, offset)
            self._next = match.start() if match else len(self._text)
        return self._next


class Row(NamedTuple):
    """A line."""

    start: int
    """Of its words, white space excluded; of the line, if there are none."""
    end: int
    text: str
    """Its words; empty for a line that is blank, or is only a note."""
    is_held: bool = False
    """It is blank but for two spaces or more: a speech goes on behind it."""
    is_hidden: bool = False
    """It holds nothing but notes and boneyard."""
    is_indented: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether no words are left of it."""
        return not self.text


def hidden_in(text: str) -> list[Skip]:
    """Return the notes and the boneyard of a text, in order; what is never closed is text."""
    found: list[Skip] = []
    at = 0
    closing = {"[[": _Ahead(re.compile(r"\]\]"), text), "/*": _Ahead(re.compile(r"\*/"), text)}
    empty_line = _Ahead(_EMPTY_LINE, text)
    while match := _OPENING.search(text, at):
        at = match.end()
        is_note = match[0] == "[["
        end = closing[match[0]].after(at)
        if end < len(text) and not (is_note and empty_line.after(at) < end):
            at = end + 2
            found.append(Skip(match.start(), at, "note" if is_note else "boneyard"))
    return found


def rows_of(text: str, masked: str) -> Iterator[Row]:
    """Yield the lines of a text; in `masked` there are spaces for its notes and its boneyard."""
    start = 0
    for stop, following in _spans(masked):
        line = masked[start:stop]
        words = line.strip()
        if words:
            first = start + len(line) - len(line.lstrip())
            yield Row(first, first + len(words), words, is_indented=first - start >= 3 or line[:1] == "\t")
        else:
            is_hidden = not text[start:stop].isspace() and bool(line)
            yield Row(start, stop, "", is_held=len(line) >= 2 and not is_hidden, is_hidden=is_hidden)
        start = following


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINE_END.finditer(text):
        yield match.span()
    yield len(text), len(text)
