"""Which word of a text each spoken word says, and when a run's words are heard."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drama.model import WordTiming

_WORD = re.compile(r"\S*\w\S*")
"""Signs without a letter or a digit belong to no word."""


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A stretch of phonemes, and the stretch of the text it says."""

    start: int
    """Offset into the text."""
    end: int
    first: int
    """Offset into the phonemes of the run."""
    last: int


def said_by(text: str, spoken: int, count: Callable[[str], int]) -> list[tuple[int, int]]:
    """Return for each of so many spoken words the word of a text it says, as offsets.

    ``count`` tells how many words are spoken for a word by itself: "MP" are two, "co-op" is one or two. Where these do
    not add up, because a word is read otherwise by itself, the rest is shared out in order.
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
    """Return when the words of a run are heard, given when each of its phonemes begins, and when the last ends.

    Spoken words that say one word of the text are one.
    """
    found: list[WordTiming] = []
    for word in words:
        start_s, end_s = starts_s[word.first], starts_s[word.last]
        if found and (found[-1].start, found[-1].end) == (word.start, word.end):
            found[-1] = WordTiming(word.start, word.end, found[-1].start_s, end_s)
        elif not found or word.start >= found[-1].end:
            found.append(WordTiming(word.start, word.end, start_s, end_s))
    return found
