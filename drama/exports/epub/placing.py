"""Where ``<span id="…">`` may go into a document, so that an overlay can point at a sentence.

A span holds whole elements and nothing else: never half of an ``<em>``, never a paragraph. A sentence that begins in
one element and ends in another is several pieces, each with its own part of the sentence's time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drama.exports.epub.markup import Kind, Token, tokens

_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font"),
        *(
            "i",
            "img",
            "ins",
            "kbd",
            "mark",
            "q",
            "s",
            "samp",
            "small",
            "span",
            "strike",
            "strong",
            "sub",
            "sup",
            "time",
        ),
        *("tt", "u", "var", "wbr"),
    )
)
_WHOLE = frozenset({"ruby", "svg", "math", "select", "audio", "video", "object", "button", "canvas", "iframe"})
"""Elements that hold no spans, or not everywhere: a span is put around them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a document's source that a span may go around."""

    start: int
    end: int
    ink: int
    """How many characters of its sentence it holds."""


class Document:
    """The tags of a document."""

    def __init__(self, source: str) -> None:
        self._tags: list[Token] = []
        self._wholes: list[tuple[int, int]] = []
        opened: list[Token] = []
        for token in tokens(source):
            if token.kind is Kind.TEXT:
                continue
            if token.name in _WHOLE and token.kind is not Kind.EMPTY:
                if token.kind is Kind.START:
                    opened.append(token)
                elif opened:
                    first = opened.pop()
                    if not opened:
                        self._wholes.append((first.start, token.end))
            elif not opened:
                self._tags.append(token)
        self._starts = [tag.start for tag in self._tags]
        self._ends = [tag.end for tag in self._tags]
        self._whole_starts = [start for start, _ in self._wholes]

    def pieces(self, places: Sequence[tuple[int, int]]) -> Iterator[Piece]:
        """Yield the pieces of a sentence, of which each character stands at a place of the source; in order."""
        start, end = self._around_wholes(places[0][0], places[-1][1])
        start, end = self._before(start), self._after(end)
        edges = [start]
        for cut in self._cuts(start, end):
            edges += [cut.start, cut.end]
        edges.append(end)
        starts = [place[0] for place in places]
        for low, high in zip(edges[::2], edges[1::2], strict=True):
            first, last = bisect_left(starts, low), bisect_left(starts, high)
            if first < last:
                yield self._tight(low, high, places[first][0], places[last - 1][1], last - first)

    def _tight(self, low: int, high: int, first: int, last: int, ink: int) -> Piece:
        """Return a piece without the white space at its edges: from its first character, or tag, to its last."""
        index, other = bisect_left(self._starts, low), bisect_right(self._ends, high) - 1
        if index < len(self._starts) and self._starts[index] < first:
            first = self._starts[index]
        if other >= 0 and self._ends[other] > last and self._starts[other] >= low:
            last = self._ends[other]
        return Piece(*self._around_wholes(first, last), ink)

    def _around_wholes(self, start: int, end: int) -> tuple[int, int]:
        """Return a stretch with the whole of the elements at its edges that hold no spans."""
        for index in (bisect_right(self._whole_starts, start) - 1, bisect_left(self._whole_starts, end) - 1):
            if index >= 0:
                first, last = self._wholes[index]
                if first < start < last:
                    start = first
                if first < end < last:
                    end = last
        return start, end

    def _before(self, start: int) -> int:
        """Return where a stretch begins together with the inline elements that begin right before it."""
        index = bisect_right(self._ends, start) - 1
        while index >= 0 and self._ends[index] == start and self._is_inline(index, Kind.START):
            start = self._starts[index]
            index -= 1
        return start

    def _after(self, end: int) -> int:
        """Return where a stretch ends together with the inline elements that end right after it."""
        index = bisect_left(self._starts, end)
        while index < len(self._tags) and self._starts[index] == end and self._is_inline(index, Kind.END):
            end = self._ends[index]
            index += 1
        return end

    def _is_inline(self, index: int, kind: Kind) -> bool:
        tag = self._tags[index]
        return tag.kind is kind and tag.name in _INLINE

    def _cuts(self, start: int, end: int) -> list[Token]:
        """Return the tags of a stretch that no span may hold: of blocks, and of elements that it holds half of."""
        cuts: list[Token] = []
        opened: list[Token] = []
        for index in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            tag = self._tags[index]
            if tag.name not in _INLINE:
                cuts += [*opened, tag]
                opened = []
            elif tag.kind is Kind.START:
                opened.append(tag)
            elif tag.kind is Kind.END:
                if opened and opened[-1].name == tag.name:
                    opened.pop()
                else:
                    cuts += [*opened, tag]
                    opened = []
        return sorted((*cuts, *opened), key=lambda tag: tag.start)


def with_spans(source: str, pieces: Iterable[tuple[Piece, str]]) -> str:
    """Return a document with a span around each piece, that has the name beside it; pieces follow each other."""
    out: list[str] = []
    offset = 0
    for piece, name in pieces:
        out += [source[offset : piece.start], f'<span id="{name}">', source[piece.start : piece.end], "</span>"]
        offset = piece.end
    return "".join((*out, source[offset:]))
