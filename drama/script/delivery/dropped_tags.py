"""What is left of narration and quotes where tags are dropped."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from drama.model import Span
    from drama.script.text.spans import Piece, TagLine, Thought
    from drama.script.text.spoken_text import SpokenText


class Cuts:
    """Where tags stand in the narration, and what is left of it and of the quotes where tags are dropped."""

    def __init__(
        self, tags: Sequence[TagLine], dropped: Sequence[TagLine], thoughts: Sequence[Thought], spoken_text: SpokenText
    ) -> None:
        self.kinds = {tag.narration: tag.kind for tag in tags if tag.is_whole}
        """Start of a narrated piece that is nothing but a tag -> the tag's kind."""
        self.heads: dict[int, int] = {}
        """Start of a narrated piece -> where what is left of it starts."""
        self.tails: dict[int, int] = {}
        """Start of a narrated piece -> where what is left of it ends."""
        self.speech_ends: dict[int, int] = {}
        """Start of a quote -> where its line ends, with the mark it takes over from a tag."""
        self.unspoken: list[Span] = []
        self.holes: list[Span] = []
        """The same with the white space around it, so that the mark behind it joins the words before it."""
        ends = [thought.end for thought in thoughts]
        for tag in dropped:
            at = bisect_right(ends, tag.start)
            if at < len(thoughts) and thoughts[at].start < tag.end:
                continue
            self.unspoken += spoken_text.spans(tag.start, tag.stop)
            self.holes += spoken_text.runs(tag.start, tag.stop)
            if not tag.is_behind:
                self.tails[tag.narration] = tag.start
                continue
            self.heads[tag.narration] = tag.end
            if tag.stop < tag.end:
                self.speech_ends[tag.quote] = tag.end

    def within(self, starts: Iterable[int], first: int, end: int) -> tuple[object, ...]:
        """Return all that tags do to the pieces of a paragraph that start there."""
        if not self.unspoken:
            return tuple(map(self.kinds.get, starts))
        low, high = (bisect_left(self.holes, at, key=lambda span: span.start) for at in (first, end))
        changes = (self.kinds, self.heads, self.tails, self.speech_ends)
        return self.holes[low:high], [change.get(start) for start in starts for change in changes]

    def left_of(self, piece: Piece) -> tuple[int, int]:
        """Return start and end of what is left of a narrated piece; they meet where nothing is."""
        start = self.heads.get(piece.start, piece.start)
        return start, max(start, self.tails.get(piece.start, piece.end))
