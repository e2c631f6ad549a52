"""Text as blocks of lines with empty lines between them, with their offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_END = re.compile(r"\r\n|[\r\n]")


_BRACKET = re.compile(r"[\[\]]")


def closing_bracket(text: str, offset: int, end: int) -> int:
    """Return the end of a square bracket that is open at an offset, -1 if it is not closed before `end`."""
    depth = 1
    for bracket in _BRACKET.finditer(text, offset, end):
        depth += 1 if bracket[0] == "[" else -1
        if not depth:
            return bracket.end()
    return -1


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that touch."""

    start: int
    end: int
    lines: tuple[str, ...]
    """Trimmed."""
    starts: tuple[int, ...]
    """Where each line's words begin."""
    blank_lines: int
    """Empty lines before it."""

    @property
    def words(self) -> str:
        """Its words on one line."""
        return " ".join(" ".join(self.lines).split())


def blocks_in(text: str, start: int, end: int) -> Iterator[Block]:
    """Yield the blocks between two offsets of a text."""
    lines: list[str] = []
    starts: list[int] = []
    blank = before = 0
    for offset, line in _lines(text, start, end):
        body = line.strip()
        if body:
            if not lines:
                before = blank
            lines.append(body)
            starts.append(offset + len(line) - len(line.lstrip()))
            blank = 0
            continue
        if lines:
            yield Block(starts[0], starts[-1] + len(lines[-1]), tuple(lines), tuple(starts), before)
            lines, starts = [], []
        blank += 1
    if lines:
        yield Block(starts[0], starts[-1] + len(lines[-1]), tuple(lines), tuple(starts), before)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    offset = start
    while offset <= end:
        match = _END.search(text, offset, end)
        stop = match.start() if match else end
        yield offset, text[offset:stop]
        if match is None:
            return
        offset = match.end()
