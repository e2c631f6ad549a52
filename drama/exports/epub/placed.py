"""Sentences of a story found again in the documents of its book."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from drama.exports.epub.alignment import Alignment, align
from drama.exports.epub.clips import Stretch
from drama.exports.epub.markup import Ink, ink_of, is_unseen
from drama.exports.epub.placing import Document, Piece
from drama.files.text import milliseconds
from drama.model import Span

_LARGEST_GAP = 40
"""Characters of a book inside a sentence that the story does not have; more, such as a note, are not highlighted."""
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece of a sentence in a document, and when it is heard."""

    document: int
    piece: Piece
    audio: int
    begin_ms: int
    end_ms: int


def place(
    text: str, shown: Sequence[Span], sources: Sequence[str], stretches: Sequence[tuple[int, Stretch]]
) -> tuple[list[Placed], list[Stretch]]:
    """Return where stretches of a story stand in its documents, in the order in which they are heard, and which do not.

    ``shown`` are the stretches of the text that may stand in the documents, ``stretches`` those of audio files, by
    index. A stretch is found if half of its characters are.
    """
    book = _Book(sources)
    offsets = array("I", (at for span in shown for at in range(span.start, span.end) if not is_unseen(text[at])))
    alignment = Alignment(align("".join(text[offset] for offset in offsets), book.text))
    placed: list[Placed] = []
    lost: list[Stretch] = []
    for audio, stretch in stretches:
        low, high = bisect_left(offsets, stretch.start), bisect_left(offsets, stretch.end)
        runs = list(alignment.places(low, high))
        pieces = list(book.pieces(runs)) if 2 * sum(end - start for start, end in runs) >= high - low > 0 else []
        if pieces:
            placed += _timed(pieces, audio, stretch)
        else:
            lost.append(stretch)
    return _apart(placed), lost


def _timed(pieces: Sequence[tuple[int, Piece]], audio: int, stretch: Stretch) -> Iterator[Placed]:
    """Yield pieces with the time of their sentence shared out by their lengths."""
    begin, end = milliseconds(stretch.start_frame), milliseconds(stretch.end_frame)
    edges = list(accumulate((piece.ink for _, piece in pieces), initial=0))
    for (document, piece), first, last in zip(pieces, edges, edges[1:], strict=False):
        share = [begin + (end - begin) * edge // edges[-1] for edge in (first, last)]
        yield Placed(document, piece, audio, *share)


def _apart(placed: Sequence[Placed]) -> list[Placed]:
    """Return the pieces without those that lie in others: an element that holds no spans may hold two sentences."""
    kept: set[int] = set()
    ends: dict[int, int] = {}
    for index in sorted(range(len(placed)), key=lambda index: (placed[index].document, placed[index].piece.start)):
        one = placed[index]
        if one.piece.start >= ends.get(one.document, 0):
            ends[one.document] = one.piece.end
            kept.add(index)
    return [one for index, one in enumerate(placed) if index in kept]


class _Book:
    """The documents of a book as one text without white space."""

    def __init__(self, sources: Sequence[str]) -> None:
        self._sources = sources
        self._inks: list[Ink] = []
        pieces: list[str] = []
        for source in sources:
            ink = ink_of(source)
            pieces.append(ink.text)
            self._inks.append(replace(ink, text=""))
        self.text = "".join(pieces)
        self._starts = list(accumulate(map(len, pieces), initial=0))
        self._open: tuple[int, Document] | None = None

    def pieces(self, runs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Piece]]:
        """Yield the pieces of a sentence that stands in some stretches of the text, each with its document's index.

        Pieces without a letter or a digit are left out where there are others.
        """
        found = [piece for group in self._groups(runs) for piece in self._pieces(*group)]
        worded = [(index, piece) for index, piece in found if self._has_words(index, piece)]
        yield from worded or found

    def _groups(self, runs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Yield stretches of the text that stand together in a document, with the document's index."""
        group: list[tuple[int, int]] = []
        at = 0
        for start, end in runs:
            while start < end:
                index = bisect_right(self._starts, start) - 1
                until = min(end, self._starts[index + 1])
                if group and (index != at or start - group[-1][1] > _LARGEST_GAP):
                    yield at, group
                    group = []
                at = index
                group.append((start, until))
                start = until  # noqa: PLW2901 (the rest of it is in the next document)
        if group:
            yield at, group

    def _pieces(self, index: int, group: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Piece]]:
        ink, base = self._inks[index], self._starts[index]
        places = [(ink.starts[at - base], ink.ends[at - base]) for start, end in group for at in range(start, end)]
        yield from ((index, piece) for piece in self._document(index).pieces(places))

    def _document(self, index: int) -> Document:
        """Return a document's tags; those of one document are kept, for sentences come in order."""
        if self._open is None or self._open[0] != index:
            self._open = (index, Document(self._sources[index]))
        return self._open[1]

    def _has_words(self, index: int, piece: Piece) -> bool:
        return any(map(str.isalnum, _TAG.sub("", self._sources[index][piece.start : piece.end])))
