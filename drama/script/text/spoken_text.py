"""The source without what is left out of it: what a stretch of it says, and where a voice can breathe in it."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from drama.languages.base import Language
from drama.languages.en.english import ENGLISH
from drama.model import Segment, Span
from drama.script.text.sentences import sentence_ends, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drama.model import Kind, Story

LIMIT = 500
"""Characters a line should not exceed: some ten seconds to half a minute of speech."""
HARD_LIMIT = 1000
"""Characters no line exceeds."""

_PRONOUNCEABLE = re.compile(r"[^\W_]")
_CLAUSE_END = re.compile(r"[;:,—–][\"'”’»)\]]{0,4}(?=\s)")
_SPACE = re.compile(r"\s")
_OPENING = re.compile(r"[\s“‘„‚«‹(\[]++")


class SpokenText:
    """The source with its skips cut out."""

    def __init__(self, story: Story, dropped: Sequence[Span] = (), *, language: Language = ENGLISH) -> None:
        self._language = language
        self._text = story.text
        kept = [Span(skip.start, skip.end) for skip in story.skips if skip.end > skip.start]
        self._skips = list(heapq.merge(kept, dropped, key=lambda skip: skip.start))
        self._ends = [skip.end for skip in self._skips]
        self._parts = [skip.start for skip in story.skips if skip.parts_words]

    def runs(self, start: int, end: int) -> Iterator[Span]:
        """Yield the stretches between start and end that no skip leaves out."""
        here = start
        for at in range(bisect_right(self._ends, start), len(self._skips)):
            skip = self._skips[at]
            if skip.start >= end:
                break
            if skip.start > here:
                yield Span(here, skip.start)
            here = max(here, skip.end)
        if here < end:
            yield Span(here, end)

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether nothing is left out between start and end."""
        at = bisect_right(self._ends, start)
        return at == len(self._skips) or self._skips[at].start >= end

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the runs that hold more than white space, each trimmed of it."""
        if self._is_whole(start, end):  # as most stretches are
            bounds = trimmed(self._text, start, end)
            return (Span(*bounds),) if bounds else ()
        runs = self.runs(start, end)
        return tuple(Span(*bounds) for run in runs if (bounds := trimmed(self._text, run.start, run.end)))

    def words(self, start: int, end: int) -> str:
        """Return the text between start and end without skips, white space folded."""
        if self._is_whole(start, end):
            return " ".join(self._text[start:end].split())
        pieces: list[str] = []
        at = start
        for run in self.runs(start, end):
            if bisect_left(self._parts, at) < bisect_left(self._parts, run.start):
                pieces.append(" ")
            pieces.append(self._text[run.start : run.end])
            at = run.end
        return " ".join("".join(pieces).split())

    def can_be_pronounced(self, start: int, end: int) -> bool:
        """Whether a letter or digit stands between start and end."""
        if self._is_whole(start, end):
            return _PRONOUNCEABLE.search(self._text, start, end) is not None
        return any(_PRONOUNCEABLE.search(self._text, run.start, run.end) for run in self.runs(start, end))

    def only_opens(self, start: int, end: int) -> bool:
        """Whether nothing but marks that open something stand between start and end."""
        return _OPENING.fullmatch(self._text, start, end) is not None

    def cut(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield start and end of consecutive stretches of about LIMIT characters, cut where a reader breathes.

        At the end of a sentence, else of a clause, else at white space, else anywhere; in one pass over the source.
        """
        while end - start > LIMIT:
            window = min(end, start + HARD_LIMIT)
            cut = self._breath(start, window)
            if end - cut == 0:
                break
            yield start, cut
            start = cut
        yield start, end

    def _breath(self, start: int, window: int) -> int:
        ends = list(sentence_ends(self._text, start, window, language=self._language))
        if early := [cut for cut in ends if cut - start <= LIMIT]:
            return early[-1]
        if ends:
            return ends[0]
        for mark in (_CLAUSE_END, _SPACE):
            if cuts := [match.end() for match in mark.finditer(self._text, start, window)]:
                early = [cut for cut in cuts if cut - start <= LIMIT]
                return early[-1] if early else cuts[0]
        return window

    def unspoken(self, start: int, end: int, kind: Kind, reason: str) -> Iterator[Segment]:
        """Yield the stretches between start and end as segments that are not spoken."""
        for span in self.spans(start, end):
            yield Segment(span.start, span.end, kind, 1, reason)
