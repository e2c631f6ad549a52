"""The skips of a text in order, and what they leave of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from drama.model import Paragraph, Skip, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Skips:
    """The skips of a text: in order, and disjoint (of two that overlap the earlier keeps its ground)."""

    def __init__(self, text: str, skips: Iterable[Skip]) -> None:
        self.tidy: list[Skip] = []
        self.text = text
        at = 0
        for skip in sorted(skips, key=lambda skip: (skip.start, -skip.end)):
            if skip.end > at:
                self.tidy.append(skip if skip.start >= at else Skip(at, skip.end, skip.reason))
                at = skip.end
        self._starts = [skip.start for skip in self.tidy]
        self._parts = [skip.start for skip in self.tidy if skip.parts_words]

    def gaps(self, start: int, end: int) -> Iterator[Span]:
        """Yield the stretches of ``text[start:end]`` that no skip covers."""
        at = start
        for index in range(max(0, bisect_right(self._starts, start) - 1), len(self.tidy)):
            skip = self.tidy[index]
            if skip.start >= end:
                break
            if skip.start > at:
                yield Span(at, skip.start)
            at = max(at, skip.end)
        if at < end:
            yield Span(at, end)

    def covers(self, offset: int) -> bool:
        """Tell whether a skip covers an offset."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self.tidy[index].end

    def words(self, start: int, end: int) -> str:
        """Return ``text[start:end]`` without its skips, a space for those that separate words."""
        pieces: list[str] = []
        at = start
        for gap in self.gaps(start, end):
            if bisect_left(self._parts, at) < bisect_left(self._parts, gap.start):
                pieces.append(" ")
            pieces.append(self.text[gap.start : gap.end])
            at = gap.end
        return "".join(pieces)

    def leave_words(self, paragraph: Paragraph) -> bool:
        """Tell whether anything of a paragraph but white space is left."""
        return any(not self.text[gap.start : gap.end].isspace() for gap in self.gaps(paragraph.start, paragraph.end))

    def trim(self, spans: Iterable[Span]) -> Iterator[Span]:
        """Yield spans in order, the part of each that lies beyond those before, no skip or white space at its edges."""
        reach = 0
        for span in sorted(spans, key=lambda span: (span.start, -span.end)):
            first = last = -1
            for gap in self.gaps(max(span.start, reach), span.end):
                body = self.text[gap.start : gap.end]
                if not body.isspace():
                    first = first if first >= 0 else gap.end - len(body.lstrip())
                    last = gap.start + len(body.rstrip())
            reach = max(reach, span.end)
            if first >= 0:
                yield Span(first, last)


def mask(text: str, skips: Sequence[Skip]) -> str:
    """Return the text with spaces in place of the skips, which are in order: the offsets stay."""
    if not skips:
        return text
    pieces: list[str] = []
    end = 0
    for skip in skips:
        pieces += (text[end : skip.start], " " * (skip.end - skip.start))
        end = skip.end
    pieces.append(text[end:])
    return "".join(pieces)
