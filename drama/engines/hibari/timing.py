"""Alignment of spoken words with the words of the text, and word timings of a run."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drama.model import WordTiming

_WORD = re.compile(r"\S*\w\S*")
"""A token with at least one letter or digit."""


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A span of phonemes and the span of the text it pronounces."""

    start: int
    """Offset into the text."""
    end: int
    first: int
    """Offset into the phonemes of the run."""
    last: int


def said_by(text: str, spoken: int, count: Callable[[str], int]) -> list[tuple[int, int]]:
    """Return the word of the text, as offsets, that each of ``spoken`` spoken words pronounces.

    ``count`` returns the number of spoken words of one word: two for "MP", one or two for "co-op". Where the counts do
    not add up, because a word alone is read differently, spoken words are distributed in proportion, in order.
    """
    words = [found.span() for found in _WORD.finditer(text)]
    if not words:
        return [(0, len(text))] * spoken
    if len(words) == spoken:
        return words
    counts = [count(text[start:end]) for start, end in words]
    total = sum(counts)
    if total == spoken:
        return [word for word, times in zip(words, counts, strict=True) for _ in range(times)]
    ends, sum_so_far = [], 0
    for times in counts:
        sum_so_far += max(times, 1)
        ends.append(sum_so_far)
    shared, place = [], 0
    for number in range(spoken):
        while place < len(words) - 1 and (number + 0.5) * sum_so_far / spoken > ends[place]:
            place += 1
        shared.append(words[place])
    return shared


def timed(words: Sequence[SpokenWord], starts_s: Sequence[float]) -> list[WordTiming]:
    """Return the word timings of a run.

    ``starts_s`` holds when each phoneme begins and when the last ends, in seconds. Spoken words that pronounce one word
    of the text are merged.
    """
    timings: list[WordTiming] = []
    for word in words:
        start_s, end_s = starts_s[word.first], starts_s[word.last]
        if timings and (timings[-1].start, timings[-1].end) == (word.start, word.end):
            timings[-1] = WordTiming(word.start, word.end, timings[-1].start_s, end_s)
        elif not timings or word.start >= timings[-1].end:
            timings.append(WordTiming(word.start, word.end, start_s, end_s))
    return timings
