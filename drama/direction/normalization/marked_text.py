"""Marked text for the engine: printed text with its edits applied, and marks for emphasis and phonemes."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from drama.direction.normalization.compatibility import folded
from drama.model import Line, Mark, MarkKind

_WITHIN_WORDS = "'’"


@dataclass(frozen=True, slots=True)
class Edit:
    """Words spoken differently from print: ``text[start:end]`` as ``said``."""

    start: int
    end: int
    said: str
    phonemes: str = ""
    """Phonemes for the engine; empty if ``said`` is enough."""


@dataclass(frozen=True, slots=True)
class _Piece:
    said: str
    phonemes: str = ""
    is_stressed: bool = False


def put_together(text: str, edits: Iterable[Edit], stressed: Iterable[tuple[int, int]]) -> tuple[str, tuple[Mark, ...]]:
    """Return the spoken text and its marks. Of overlapping edits the first is applied."""
    pieces = list(_pieces(text, _without_overlaps(edits), tuple(stressed)))
    return "".join(piece.said for piece in pieces), tuple(_marks(pieces))


def stressed_words(line: Line, text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of a line's emphasized words in its text for the engine.

    Normalization of punctuation loses no letter or digit, so positions are found by counting those.
    """
    if not line.emphasis:
        return
    offsets = [offset for offset, character in enumerate(text) if character.isalnum()]
    if len(offsets) != _letters(line.text):
        return
    first = printed_end = end = 0
    for span in line.emphasis:  # sorted, not overlapping
        first += _letters(line.text[printed_end : span.start])
        letters = _letters(line.text[span.start : span.end])
        printed_end = span.end
        if letters and offsets[first + letters - 1] >= end:  # else it is in a word that is emphasized already
            start, end = _whole_words(text, offsets[first], offsets[first + letters - 1] + 1)
            yield start, end
        first += letters


def _letters(printed: str) -> int:
    """Return the number of letters and digits of a printed text that the engine gets."""
    return sum(map(str.isalnum, folded(printed)))


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span widened to whole words: part of a word cannot be emphasized."""
    while start and (text[start - 1].isalnum() or text[start - 1] in _WITHIN_WORDS):
        start -= 1
    while end < len(text) and (
        text[end].isalnum() or (text[end] in _WITHIN_WORDS and text[end + 1 : end + 2].isalnum())
    ):
        end += 1
    return start, end


def _without_overlaps(edits: Iterable[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    for edit in edits:
        index = bisect_left(kept, edit.start, key=lambda other: other.start)
        near = kept[max(0, index - 1) : index + 1]
        if not any(other.start < edit.end and edit.start < other.end for other in near):
            kept.insert(index, edit)
    return kept


def _pieces(text: str, edits: Sequence[Edit], stressed: Sequence[tuple[int, int]]) -> Iterator[_Piece]:
    offset = 0
    for edit in edits:
        yield from _printed(text, offset, edit.start, stressed)
        is_stressed = any(
            start < edit.end and edit.start < end for start, end in _within(stressed, edit.start, edit.end)
        )
        yield _Piece(edit.said, edit.phonemes, is_stressed and not edit.phonemes)
        offset = edit.end
    yield from _printed(text, offset, len(text), stressed)


def _printed(text: str, start: int, end: int, stressed: Sequence[tuple[int, int]]) -> Iterator[_Piece]:
    """Yield printed text, cut where emphasis begins and ends."""
    near = _within(stressed, start, end)
    borders = {border for span in near for border in span if start < border < end}
    cuts = sorted({start, *borders, end})
    for first, last in itertools.pairwise(cuts):
        touching = _within(near, first, last)
        yield _Piece(text[first:last], is_stressed=any(begin <= first and last <= stop for begin, stop in touching))


def _within(stressed: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """Return the emphasized spans, which are sorted and do not overlap, that touch a span."""
    low = bisect_left(stressed, start, key=itemgetter(1))
    return stressed[low : bisect_right(stressed, end, key=itemgetter(0))]


def _marks(pieces: Iterable[_Piece]) -> Iterator[Mark]:
    """Yield the marks of consecutive pieces; adjacent emphasis is merged into one mark."""
    offset = 0
    stress_from: int | None = None
    for piece in (*pieces, _Piece("")):
        if piece.is_stressed and stress_from is None:
            stress_from = offset
        if not piece.is_stressed and stress_from is not None:
            yield Mark(stress_from, offset, MarkKind.EMPHASIS)
            stress_from = None
        if piece.phonemes:
            yield Mark(offset, offset + len(piece.said), MarkKind.PHONEMES, piece.phonemes)
        offset += len(piece.said)
