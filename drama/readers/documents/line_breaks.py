"""Decide what the line breaks inside a paragraph of a document (``<br>``, cells of a table) are.

They part paragraphs of which nobody told the program that they were some, the entries of a list, or the lines of a poem
(a pause is heard); or they are where a page ended and mean nothing.
"""

from __future__ import annotations

import re
from enum import StrEnum

_CLOSING = "\"”’'»›)]*_"
_SENTENCE_END = (".", "!", "?", "…")
_LONGEST_LINE = 90
"""Characters of a line of a list, of a poem."""
_MARK = re.compile(r"[\W_]*")


class LineBreaks(StrEnum):
    """What the line breaks of a paragraph are."""

    NONE = "none"
    """A page's width: the words flow on."""
    LINES = "lines"
    """The ends of lines that are meant: a pause."""
    PARAGRAPHS = "paragraphs"


def kind_of(lines: list[str], *, is_set_in: bool = False) -> LineBreaks:
    """Return what parts some lines, two or more of them that hold words.

    In a block that is set in (``blockquote``) lines that end no sentences are those of a poem or of a speech in verse.
    """
    if not _is_apart(lines):
        return LineBreaks.LINES if _are_lines(lines) else LineBreaks.NONE
    ended = sum(line.rstrip(_CLOSING + " ").endswith(_SENTENCE_END) for line in lines[:-1])
    if ended == len(lines) - 1 or (len(lines) > 3 and 3 * ended >= 2 * (len(lines) - 1)):
        return LineBreaks.PARAGRAPHS
    if not _are_lines(lines):
        return LineBreaks.NONE
    return LineBreaks.LINES if is_set_in and 2 * ended < len(lines) else LineBreaks.PARAGRAPHS


def _are_lines(lines: list[str]) -> bool:
    """Tell whether lines are short and each begins as an entry of a list does."""
    opened = sum(_opens(line) for line in lines[1:])
    return 3 * opened >= 2 * (len(lines) - 1) and max(map(len, lines)) <= _LONGEST_LINE


def _is_apart(lines: list[str]) -> bool:
    """Tell whether no speech goes on from one line to the next."""
    return all(line.count("“") == line.count("”") and line.count('"') % 2 == 0 for line in lines)


def _opens(line: str) -> bool:
    """Tell whether a line begins as a sentence or an entry does: with a capital letter or a digit."""
    first = line[_MARK.match(line).end() :][:1]  # type: ignore[union-attr] # matches nothing, too
    return first.isupper() or first.isdigit()
