"""Where the text of a story stands in its book: two long texts that differ in little, aligned in linear time.

A reader makes a story's text of the words of a book's documents, in order: it folds white space, writes titles in, and
leaves out what is hidden. So both run alike for long stretches; where they part, the nearest place is looked for at
which they are alike again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_BLOCK = 4096
_WINDOWS = ((200, 1, 12), (2_000, 4, 24), (60_000, 32, 32), (4_000_000, 512, 48))
"""How far to look ahead, in which steps, for how many characters that are alike: near first, and then surely."""
_SHORTEST = 4
"""Characters at the end of a story that are looked for nearby."""
_LARGEST_GAP = 150 * 150
"""Characters of both sides of a gap, multiplied, that is looked through letter by letter."""
_EFFORT = 60
"""Characters that are looked at, at the most, for each character of both texts: more is no book of this story."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch that stands in both texts."""

    first: int
    second: int
    length: int


def align(first: str, second: str) -> list[Run]:
    """Return the stretches that two texts have in common, in order.

    What could belong to the end of one stretch or to the beginning of the next belongs to the next: a title that was
    written in often begins as the sentence under it does.
    """
    runs: list[Run] = []
    i = j = 0
    effort = _EFFORT * (len(first) + len(second)) + 10_000_000
    while i < len(first) and j < len(second):
        length = _common(first, second, i, j)
        if length:
            runs.append(Run(i, j, length))
        i, j = i + length, j + length
        found, spent = _next(first, second, i, j)
        effort -= spent
        if found is None or effort < 0:
            break
        last = runs.pop() if runs else Run(0, 0, 0)
        floor = last.first, last.second
        back = _common_back(first, second, found, floor)
        i, j = found[0] - back, found[1] - back
        taken = max(0, last.first + last.length - i, last.second + last.length - j)
        last = Run(last.first, last.second, last.length - taken)
        runs += [last] if last.length > 0 else []
        gap = (last.first + last.length, i), (last.second + last.length, j)
        if effort > 0:
            islands, spent = _islands(first, second, *gap)
            runs += islands
            effort -= spent
    return runs


def _islands(first: str, second: str, ours: tuple[int, int], theirs: tuple[int, int]) -> tuple[list[Run], int]:
    """Return the stretches that are alike in a gap between two others, if it is small, and the effort: a lone word."""
    sizes = ours[1] - ours[0], theirs[1] - theirs[0]
    if not 0 < sizes[0] * sizes[1] <= _LARGEST_GAP:
        return [], 0
    matcher = SequenceMatcher(None, first[slice(*ours)], second[slice(*theirs)], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size > 0]
    return [Run(ours[0] + b.a, theirs[0] + b.b, b.size) for b in blocks], sizes[0] * sizes[1]


def _common(first: str, second: str, i: int, j: int) -> int:
    """Return how many characters are alike from two offsets on."""
    done = 0
    while True:
        ours, theirs = first[i + done : i + done + _BLOCK], second[j + done : j + done + _BLOCK]
        if ours != theirs or not ours:
            alike = next((k for k, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), None)
            return done + (min(len(ours), len(theirs)) if alike is None else alike)
        done += len(ours)


def _common_back(first: str, second: str, found: tuple[int, int], floor: tuple[int, int]) -> int:
    """Return how many characters before two offsets are alike, down to two others."""
    back = 0
    while (
        found[0] - back > floor[0]
        and found[1] - back > floor[1]
        and first[found[0] - back - 1] == second[found[1] - back - 1]
    ):
        back += 1
    return back


def _next(first: str, second: str, i: int, j: int) -> tuple[tuple[int, int] | None, int]:
    """Return where both texts are alike again, and how many characters were looked at to find it."""
    spent = 0
    for window, step, size in _WINDOWS:
        for ahead in range(0, min(window, len(first) - i), step):
            wanted = first[i + ahead : i + ahead + size]
            if ahead and len(wanted) < (_SHORTEST if step == 1 else size):
                break  # the end of the story, told from nothing
            place = second.find(wanted, j, j + window + size)
            spent += (place - j if place >= 0 else min(window, len(second) - j)) + size
            if place >= 0:
                return (i + ahead, place), spent
            if spent > _EFFORT * 1_000_000:
                return None, spent
    return None, spent


class Alignment:
    """Finds stretches of the first of two texts in the second."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        self._starts = [run.first for run in runs]

    def places(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of the second text that a stretch of the first stands in, in order."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self._runs) and self._runs[index].first < end:
            run = self._runs[index]
            low, high = max(start, run.first), min(end, run.first + run.length)
            if low < high:
                yield run.second + low - run.first, run.second + high - run.first
            index += 1
