"""A text for the engine, put together from what is printed, what is said instead, and what is stressed."""

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
    """Words said otherwise than printed: ``text[start:end]`` as ``said``."""

    start: int
    end: int
    said: str
    phonemes: str = ""
    """Of the engine that speaks; nothing where ``said`` will do."""


@dataclass(frozen=True, slots=True)
class _Piece:
    said: str
    phonemes: str = ""
    is_stressed: bool = False


def put_together(text: str, edits: Iterable[Edit], stressed: Iterable[tuple[int, int]]) -> tuple[str, tuple[Mark, ...]]:
    """Return a text as it is said and its marks. Of edits that overlap, the one named first holds."""
    pieces = list(_pieces(text, _without_overlaps(edits), tuple(stressed)))
    return "".join(piece.said for piece in pieces), tuple(_marks(pieces))


def stressed_words(line: Line, text: str) -> Iterator[tuple[int, int]]:
    """Yield where the stressed words of a line stand in its text for the engine.

    Of what is printed no letter and no digit is lost on the way, so the letters are counted.
    """
    if not line.emphasis:
        return
    places = [at for at, sign in enumerate(text) if sign.isalnum()]
    if len(places) != _letters(line.text):
        return
    first = here = reach = 0
    for span in line.emphasis:  # in order and apart
        first += _letters(line.text[here : span.start])
        letters = _letters(line.text[span.start : span.end])
        here = span.end
        if letters and places[first + letters - 1] >= reach:  # else it stands in a word that is stressed already
            start, reach = _whole_words(text, places[first], places[first + letters - 1] + 1)
            yield start, reach
        first += letters


def _letters(printed: str) -> int:
    """Return how many letters and digits of a printed text the engine gets."""
    return sum(map(str.isalnum, folded(printed)))


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch widened to whole words: half a word cannot be said by itself."""
    while start and (text[start - 1].isalnum() or text[start - 1] in _WITHIN_WORDS):
        start -= 1
    while end < len(text) and (
        text[end].isalnum() or (text[end] in _WITHIN_WORDS and text[end + 1 : end + 2].isalnum())
    ):
        end += 1
    return start, end


def _without_overlaps(edits: Iterable[Edit]) -> list[Edit]:
    held: list[Edit] = []
    for edit in edits:
        at = bisect_left(held, edit.start, key=lambda other: other.start)
        if not any(other.start < edit.end and edit.start < other.end for other in held[max(0, at - 1) : at + 1]):
            held.insert(at, edit)
    return held


def _pieces(text: str, edits: Sequence[Edit], stressed: Sequence[tuple[int, int]]) -> Iterator[_Piece]:
    at = 0
    for edit in edits:
        yield from _printed(text, at, edit.start, stressed)
        is_stressed = any(
            start < edit.end and edit.start < end for start, end in _within(stressed, edit.start, edit.end)
        )
        yield _Piece(edit.said, edit.phonemes, is_stressed and not edit.phonemes)
        at = edit.end
    yield from _printed(text, at, len(text), stressed)


def _printed(text: str, start: int, end: int, stressed: Sequence[tuple[int, int]]) -> Iterator[_Piece]:
    """Yield what stands as printed, cut where stress begins and ends."""
    near = _within(stressed, start, end)
    borders = {border for span in near for border in span if start < border < end}
    cuts = sorted({start, *borders, end})
    for first, last in itertools.pairwise(cuts):
        beside = _within(near, first, last)
        yield _Piece(text[first:last], is_stressed=any(begin <= first and last <= stop for begin, stop in beside))


def _within(stressed: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """Return the stressed words, which are in order and apart, that touch a stretch."""
    low = bisect_left(stressed, start, key=itemgetter(1))
    return stressed[low : bisect_right(stressed, end, key=itemgetter(0))]


def _marks(pieces: Iterable[_Piece]) -> Iterator[Mark]:
    """Yield the marks of pieces that follow each other; stress that goes on is one mark."""
    at = 0
    stress_from: int | None = None
    for piece in (*pieces, _Piece("")):
        if piece.is_stressed and stress_from is None:
            stress_from = at
        if not piece.is_stressed and stress_from is not None:
            yield Mark(stress_from, at, MarkKind.EMPHASIS)
            stress_from = None
        if piece.phonemes:
            yield Mark(at, at + len(piece.said), MarkKind.PHONEMES, piece.phonemes)
        at += len(piece.said)
