"""Recognize tables of contents in documents: by their links, whatever the document is called."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from drama.model import Paragraph, Role, Skip, Span
from drama.readers.documents.kinds import skip_reason
from drama.readers.structure.skips import Skips

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drama.readers.documents.document import Document

NAVIGATION = "navigation"
_LONGEST_ROW = 300
"""Characters of a line of the contents; a longer paragraph is none."""
_LONGEST_BRIDGE, _MOST_BRIDGES = 80, 2
"""Characters of a line without a link that may stand among those with one, and how many may."""
_MOST_STRAY, _STRAY_PART = 300, 20
"""Characters of sentences that may stand in what is left out as navigation, and what part of it they are at most."""
_ENDS = (".", "!", "?", "…")
_CLOSING = "\"”’'»›)]"


def without_contents(document: Document) -> Document:
    """Return a document with a skip for each list of links that a heading calls contents."""
    if not document.links:
        return document
    found = Rows(document).lists(Skip(0, len(document.text), NAVIGATION), headed=True)
    return replace(document, skips=(*document.skips, *found)) if found else document


def with_contents_headed(document: Document) -> Document:
    """Return a document in which what is called contents is left out with those right below it, which are already."""
    lists = Skips(document.text, (skip for skip in document.skips if skip.reason == NAVIGATION))
    found = [
        Skip(one.start, one.end, NAVIGATION)
        for one, following in pairwise(document.paragraphs)
        if lists.covers(following.start) and one.end - one.start <= _LONGEST_ROW and _is_called(document, one)
    ]
    return replace(document, skips=(*document.skips, *found)) if found else document


def _is_called(document: Document, paragraph: Paragraph) -> bool:
    words = " ".join(document.text[paragraph.start : paragraph.end].split())
    return skip_reason("", words.rstrip(".:")) == NAVIGATION


class Rows:
    """The paragraphs of a document: which of them are lines of contents, and which are written in sentences."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._all = document.paragraphs
        self._starts = [p.start for p in self._all]
        self._links = Skips(self._text, (Skip(span.start, span.end, "link") for span in document.links))
        self._spans = [Span(skip.start, skip.end) for skip in self._links.tidy]
        self._ends = [span.end for span in self._spans]
        self._is_row = [self._links_to(p) for p in self._all]
        strays = [p.end - p.start if self._is_sentence(at) else 0 for at, p in enumerate(self._all)]
        self._strays = list(accumulate(strays, initial=0))

    def judged(self, skips: Sequence[Skip]) -> list[Skip]:
        """Return skips as they are; of those of navigation that have sentences in them only the lists.

        Elements stand in one another: their lists are looked for once.
        """
        false = [s for s in skips if s.reason == NAVIGATION and not self.are_navigation(s.start, s.end)]
        if not false:
            return list(skips)
        kept = [s for s in skips if s.reason != NAVIGATION or self.are_navigation(s.start, s.end)]
        return [*kept, *(found for skip in Skips(self._text, false).tidy for found in self.lists(skip))]

    def are_navigation(self, start: int, end: int) -> bool:
        """Tell whether nearly nothing of a stretch is written in sentences."""
        first, last = self._within(start, end)
        strays = self._strays[last] - self._strays[first] if last > first else 0
        return strays <= _MOST_STRAY and strays * _STRAY_PART <= end - start

    def count_unlinked(self) -> int:
        """Return how many characters stand neither in links nor in lines of contents."""
        others = (p for p, is_row in zip(self._all, self._is_row, strict=True) if not is_row)
        return sum(gap.end - gap.start for p in others for gap in self._links.gaps(p.start, p.end))

    def lists(self, within: Skip, *, headed: bool = False) -> list[Skip]:
        """Return a skip for each list of links in a stretch, with the heading that calls it contents.

        With `headed` only for those that have such a heading.
        """
        first, last = self._within(within.start, within.end)
        skips: list[Skip] = []
        index = first
        while index < last:
            if not self._is_row[index]:
                index += 1
                continue
            end = self._run_end(index, last)
            begin = self._heading_before(index, first)
            if begin < index or (end - index > 1 and not headed):
                skips.append(Skip(self._all[begin].start, self._all[end - 1].end, NAVIGATION))
            index = max(end, index + 1)
        return skips

    def _within(self, start: int, end: int) -> tuple[int, int]:
        """Return the first paragraph that begins in a stretch and the one after the last that ends there."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return first, last - 1 if last > first and self._all[last - 1].end > end else last

    def _run_end(self, index: int, last: int) -> int:
        """Return where a list of links ends: before a heading that it has named already, and after a link."""
        named = {self._words(index)}
        end = here = index + 1
        while here < last and here - end <= _MOST_BRIDGES:
            if self._is_row[here]:
                if self._all[here].role is Role.HEADING and self._words(here) in named:
                    break
                named.add(self._words(here))
                end = here + 1
            elif self._is_sentence(here) or self._all[here].end - self._all[here].start > _LONGEST_BRIDGE:
                break
            here += 1
        return end

    def _heading_before(self, index: int, first: int) -> int:
        """Return the paragraph that calls a list contents, up to two before it; the list's own first if none does."""
        for here in range(index - 1, max(first, index - 1 - _MOST_BRIDGES) - 1, -1):
            if self._is_sentence(here):
                break
            if skip_reason("", self._words(here).partition(" (")[0].rstrip(".:")) == NAVIGATION:
                return here
        return index

    def _words(self, index: int) -> str:
        return " ".join(self._text[self._all[index].start : self._all[index].end].split()).casefold()

    def _is_sentence(self, index: int) -> bool:
        paragraph = self._all[index]
        if self._is_row[index] or paragraph.role is not Role.PROSE:
            return False
        body = self._links.words(paragraph.start, paragraph.end).rstrip()  # without the signs of notes
        return len(body) > 2 * _LONGEST_BRIDGE or (body.rstrip(_CLOSING).endswith(_ENDS) and len(body.split()) > 1)

    def _links_to(self, paragraph: Paragraph) -> bool:
        """Tell whether a paragraph is a line of contents: mostly a link, or a link stands apart at its end or start."""
        if paragraph.end - paragraph.start > _LONGEST_ROW:
            return False
        spans = list(self._spans_in(paragraph))
        if not spans:
            return False
        if 2 * sum(span.end - span.start for span in spans) >= paragraph.end - paragraph.start:
            return True
        before = self._text[paragraph.start : spans[-1].start]
        after = self._text[spans[-1].end : paragraph.end].strip(_CLOSING)
        return (before[-1:].isspace() and not after) or (spans[0].start == paragraph.start)

    def _spans_in(self, paragraph: Paragraph) -> Iterator[Span]:
        for index in range(bisect_right(self._ends, paragraph.start), len(self._spans)):
            span = self._spans[index]
            if span.start >= paragraph.end:
                return
            start, end = max(span.start, paragraph.start), min(span.end, paragraph.end)
            body = self._text[start:end]
            if words := body.strip():
                start += len(body) - len(body.lstrip())
                yield Span(start, start + len(words))
