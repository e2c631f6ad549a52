"""Find the lines of verse in plain text, whose ends are heard: they are set in, and each opens with a capital."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drama.model import Paragraph, PauseMark, Role
from drama.readers.structure.paragraphs import Row, base_indent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINE_END_MS = 300
"""The pause at the end of a line of verse, of a list, between the cells of a table."""
_LONGEST_LINE = 65
_LEAST_INDENT = 2
"""Columns that verse is set in further than prose."""
_MARKS = "\"“‘'_*([—–-¿¡«„ "


def line_ends(text: str, rows: Sequence[Row], paragraphs: Sequence[Paragraph]) -> Iterator[PauseMark]:
    """Yield a pause for the end of each line of verse but the last of a stanza."""
    if not rows:
        return
    least = base_indent(rows) + _LEAST_INDENT
    index = 0
    for paragraph in paragraphs:
        while index < len(rows) and rows[index].start < paragraph.start:
            index += 1
        first = index
        while index < len(rows) and rows[index].end <= paragraph.end:
            index += 1
        if paragraph.role is Role.PROSE and _is_verse(text, rows[first:index], least):
            yield from (PauseMark(row.end, LINE_END_MS) for row in rows[first : index - 1])


def _is_verse(text: str, lines: Sequence[Row], least: int) -> bool:
    if len(lines) < 2 or any(row.indent < least or row.end - row.start > _LONGEST_LINE for row in lines):
        return False
    opened = sum(text[row.start : row.end].lstrip(_MARKS)[:1].isupper() for row in lines)
    return 3 * opened >= 2 * len(lines)
