"""Splitting of runs that are too long for the network: at a clause, else at a word, else anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from drama.engines.hibari.phonemes import Run, is_speech

_CLAUSE_ENDS = frozenset(";:,.!?—…")
_LEAST_FILL = 0.4
"""Least length of a piece that ends at a clause, as a fraction of the maximum."""


def pieces(run: Run, most: int) -> Iterator[Run]:
    """Yield a run in pieces of at most ``most`` phonemes, with their words and emphasis."""
    begin = 0
    while begin < len(run.phonemes):
        end = _end(run.phonemes, begin, most)
        piece = _piece(run, begin, end)
        if is_speech(piece.phonemes):
            yield piece
        begin = end


def _end(phonemes: str, begin: int, most: int) -> int:
    """Return the end of the piece that begins at ``begin``."""
    if len(phonemes) - begin <= most:
        return len(phonemes)
    window = phonemes[begin : begin + most]
    spaces = [place + 1 for place, sign in enumerate(window) if sign == " "]
    clauses = [place for place in spaces if place > 1 and window[place - 2] in _CLAUSE_ENDS]
    if clauses and clauses[-1] >= _LEAST_FILL * most:
        return begin + clauses[-1]
    return begin + (spaces[-1] if spaces else most)


def _piece(run: Run, begin: int, end: int) -> Run:
    words = [
        replace(word, first=max(word.first, begin) - begin, last=min(word.last, end) - begin)
        for word in run.words
        if word.first < end and begin < word.last
    ]
    stressed = [
        (max(first, begin) - begin, min(last, end) - begin)
        for first, last in run.stressed
        if first < end and begin < last
    ]
    return Run(run.phonemes[begin:end].rstrip(), tuple(stressed), tuple(words))
