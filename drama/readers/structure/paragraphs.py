"""Group lines into paragraphs.

A file is laid out in one of three ways, decided for the whole file (:func:`find_layout`):

- *wrapped*: blank lines separate paragraphs, the lines between are one paragraph;
- *lines*: every line is a paragraph, blank lines or not;
- *indented*: a line set further in than most opens a paragraph, others go on with it.

It is decided by how lines that touch (no blank line between) meet. Where a paragraph is cut by the page's width most
lines stop in mid-sentence; where each line is a paragraph nearly all stop at the end of one.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from drama.model import Paragraph, Role, Skip
from drama.readers.structure import headings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_CLOSING = "\"”’'»›)]*_"
_OPENING = "\"“‘'«‹„—–-"
_SENTENCE_END = re.compile(r"[.!?…][\"”’*_)]{0,3}\s")
_UNDERLINE = re.compile(r"={3,}|-{3,}")


class Layout(StrEnum):
    """How a file sets its paragraphs."""

    WRAPPED = "wrapped"
    LINES = "lines"
    INDENTED = "indented"


class Row(NamedTuple):
    """A line that is not blank, trimmed."""

    start: int
    end: int
    blank_lines: int
    """Empty lines before it."""
    indent: int
    """Columns of white space before it; a tab counts four."""
    is_hard: bool
    """It ends in a Markdown hard break (two spaces)."""
    fresh: bool
    """Something unspoken parts it from the row before, as an empty line would: a comment, the mark of a list."""


def find_rows(masked: str, text: str, cuts: frozenset[int] = frozenset()) -> Iterator[Row]:
    """Yield the lines of `masked` that are not blank; a line that is blank there but not in `text` only parts them.

    `cuts` are the offsets of what parts a line, the bars of tables and blocks of HTML: what stands between is a row.
    """
    start = blank = 0
    fresh = False
    for stop, following in _line_spans(masked):
        line = masked[start:stop]
        if line.strip():
            is_hard = line.endswith("  ") or text[start:stop].rstrip().endswith("\\")
            cells = [at for at in range(start, stop) if at in cuts] if cuts else []
            for first, last in itertools.pairwise([start - 1, *cells, stop]):
                row = _row(masked, text, first + 1, last, blank=blank, is_hard=is_hard, fresh=fresh or bool(cells))
                if row is not None:
                    yield row
                    blank, fresh = 0, bool(cells)
        elif text[start:stop].strip():
            fresh = True
        else:
            blank += 1
        start = following


def _row(masked: str, text: str, start: int, stop: int, *, blank: int, is_hard: bool, fresh: bool) -> Row | None:
    line = masked[start:stop]
    body = line.strip()
    if not body:
        return None
    first = start + len(line) - len(line.lstrip())
    lead = masked[start:first].replace("\f", "").replace("\t", "    ")
    is_item = not set(text[start:first]).isdisjoint("*+•")
    return Row(first, first + len(body), blank, len(lead), is_hard, fresh or is_item)


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the end of each line and the start of the next."""
    for match in _LINE_END.finditer(text):
        yield match.span()
    yield len(text), len(text)


def ends_sentence(text: str, row: Row) -> bool:
    """Tell whether a line stops where a sentence, or a speech, does."""
    tail = text[max(row.start, row.end - 8) : row.end]
    core = tail.rstrip(_CLOSING)
    return core.endswith((".", "!", "?", "…")) or (tail != core and tail[-1] in '"”»' and core[-1:] in "—–-,")


def find_layout(text: str, rows: Sequence[Row], *, markdown: bool) -> Layout:
    """Decide how a file sets its paragraphs."""
    touching = [(a, b) for a, b in itertools.pairwise(rows) if not b.blank_lines and not b.fresh]
    near = {row.start: row for pair in touching for row in pair}
    apart = {start for start, row in near.items() if _stands_out(text, row)}
    pairs = [(a, b) for a, b in touching if a.start not in apart and b.start not in apart]
    if not pairs:
        return Layout.WRAPPED if touching == [] else Layout.LINES
    base = base_indent(rows)
    further = [ends_sentence(text, a) for a, b in pairs if b.indent > base]
    level = [ends_sentence(text, a) for a, b in pairs if b.indent <= base]
    if len(further) >= 2 and level and 2 * sum(further) > len(further) and 2 * sum(level) < len(level):
        return Layout.INDENTED
    ending = sum(further) + sum(level)
    if 2 * ending <= len(pairs):
        return Layout.WRAPPED
    if markdown and _is_sentence_a_line(text, rows, pairs):
        return Layout.WRAPPED
    return Layout.LINES


def base_indent(rows: Sequence[Row]) -> int:
    """Return the indent of lines that go on with a paragraph: the smaller of those in common use."""
    counts = Counter(row.indent for row in rows)
    common = min(len(rows) / 20, max(counts.values()))
    return min(indent for indent, count in counts.items() if count >= common)


def _is_sentence_a_line(text: str, rows: Sequence[Row], pairs: Sequence[tuple[Row, Row]]) -> bool:
    """Tell whether a Markdown file breaks its lines at sentence ends, paragraphs still parted by empty lines."""
    parted = sum(1 for row in rows[1:] if row.blank_lines)
    speeches = sum(1 for _, b in pairs if text[b.start] in _OPENING)
    longer = sum(1 for a, _ in pairs if _SENTENCE_END.search(text, a.start, a.end))
    return 6 * parted >= len(rows) and 5 * speeches < len(pairs) and 5 * longer < len(pairs)


def _stands_out(text: str, row: Row) -> bool:
    line = text[row.start : min(row.end, row.start + 200)]
    return headings.is_break(line) or headings.atx_heading(line) is not None or headings.worded_heading(line) > 0


def lay_out(masked: str, rows: Sequence[Row], *, markdown: bool) -> tuple[list[Paragraph], list[Skip]]:
    """Return the paragraphs that rows make, and the skips (underlines of headings) that stand between them."""
    layout = find_layout(masked, rows, markdown=markdown)
    base = base_indent(rows) if rows else 0
    numbers = _chapter_numbers(masked, rows)
    paragraphs: list[Paragraph] = []
    skips: list[Skip] = []
    index = 0
    while index < len(rows):
        first = rows[index]
        paragraph, used = _stand_alone(masked, rows, index, layout, is_number=index in numbers)
        if paragraph is None:
            used = _prose_rows(masked, rows, index, layout, base=base, markdown=markdown)
            paragraph = Paragraph(first.start, rows[index + used - 1].end, blank_lines=first.blank_lines)
        elif paragraph.role is Role.HEADING and _is_underlined(masked, rows, index):
            skips.append(Skip(rows[index + 1].start, rows[index + 1].end, "markup"))
        paragraphs.append(paragraph)
        index += used
    return paragraphs, skips


def _stand_alone(
    text: str, rows: Sequence[Row], index: int, layout: Layout, *, is_number: bool
) -> tuple[Paragraph | None, int]:
    """Return the heading or break that a row opens, and how many rows it takes; None if the row is prose."""
    row = rows[index]
    line = text[row.start : row.end]
    opens = index == 0 or _parted(row) or layout is not Layout.WRAPPED
    closes = index + 1 == len(rows) or _parted(rows[index + 1]) or layout is not Layout.WRAPPED
    if headings.is_break(line) and (len(line) > 1 or line in "#⁂*" or (opens and closes)):
        return Paragraph(row.start, row.end, Role.BREAK, blank_lines=row.blank_lines), 1
    level = 0
    if (atx := headings.atx_heading(line)) is not None:
        level = atx[0]
    elif opens and _is_underlined(text, rows, index):
        return Paragraph(
            row.start, row.end, Role.HEADING, 1 if text[rows[index + 1].start] == "=" else 2, row.blank_lines
        ), 2
    elif opens:
        level = headings.worded_heading(line) or (3 if is_number else 0)
    if not level:
        return None, 0
    return Paragraph(row.start, row.end, Role.HEADING, level, row.blank_lines), 1


def _parted(row: Row) -> bool:
    return row.blank_lines > 0 or row.fresh


def _is_underlined(text: str, rows: Sequence[Row], index: int) -> bool:
    """Tell whether the next row is the underline (=== or ---) of this one: a short line that ends no sentence."""
    if (
        index + 1 >= len(rows)
        or _parted(rows[index + 1])
        or rows[index].end - rows[index].start > headings.LONGEST_HEADING
    ):
        return False
    if not (index == 0 or _parted(rows[index])):
        return False
    mark = text[rows[index + 1].start : rows[index + 1].end]
    if not _UNDERLINE.fullmatch(mark) or headings.is_break(text[rows[index].start : rows[index].end]):
        return False
    return mark[0] == "=" or not (ends_sentence(text, rows[index]) or text[rows[index].end - 1] in ",;:—–-\"”’'")


def _prose_rows(text: str, rows: Sequence[Row], index: int, layout: Layout, *, base: int, markdown: bool) -> int:
    """Return how many rows, from `index` on, are one paragraph of prose."""
    used = 1
    while index + used < len(rows):
        row, before = rows[index + used], rows[index + used - 1]
        if _parted(row) or layout is Layout.LINES or (layout is Layout.INDENTED and row.indent > base):
            break
        if markdown and before.is_hard and ends_sentence(text, before):
            break
        if _stand_alone(text, rows, index + used, layout, is_number=False)[0] is not None:
            break
        used += 1
    return used


def _chapter_numbers(text: str, rows: Sequence[Row]) -> frozenset[int]:
    """Return the rows that are bare chapter numbers: standing alone, and counting 1, 2, 3 … through the file."""
    numbered: list[int] = []
    for index, row in enumerate(rows):
        alone = (index == 0 or _parted(row)) and index + 1 < len(rows) and _parted(rows[index + 1])
        if alone and row.end - row.start <= 20 and headings.bare_number(text[row.start : row.end]) == len(numbered) + 1:
            numbered.append(index)
    return frozenset(numbered) if len(numbered) > 1 else frozenset()
