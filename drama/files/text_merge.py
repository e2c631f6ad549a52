"""Three-way merge of texts by words: what two people made of one text becomes one text again.

Texts are compared by lines and, where these differ, by words, white space and marks. Each comparison first takes what
both begin and end with, then the tokens that stand once in both, in the longest order they share (Bram Cohen's patience
diff), and only between these the longest matches of :mod:`difflib`, where that is cheap: the time grows with the texts,
not with their square. Edits of the two sides with at least one unchanged token between them are both made; those that
overlap or touch are a conflict, unless they are the same (the rule of diff3; Khanna, Kunal and Pierce, *A Formal
Investigation of Diff3*, 2007).

Libraries that do this were looked at in November 2026: merge3 1.0.0 and patiencediff 1.0.2 are under the GPL, and merge
or compare by lines; three-merge 0.1.1 is of 2020; diff-match-patch 20241021 puts a patch where it fits best, which need
not be where it belongs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from pathlib import Path

from drama.errors import DramaError

_TOKEN = re.compile(r"\w+|\r\n|[\r\n]|[^\S\r\n]+|[^\w\s]")
_CHEAP = 10_000
"""Comparisons of one token with another that may be made where no token stands once."""
_DEEPEST = 24
"""How often a stretch is parted by tokens that stand once in it; a text made for it could be parted without end."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where two sides made different things of the same words."""

    base: str
    """The words both began from; empty where both put in something."""
    ours: str
    theirs: str
    line: int
    """Where it begins in the merged text, from 1."""
    at: int = 0
    """The offset in the merged text at which ``theirs`` stands."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of two edited texts."""

    text: str
    """With the edits of both sides; what they conflict in as *they* have it."""
    conflicts: tuple[Conflict, ...] = ()


class ConflictError(DramaError):
    """A text cannot be written: the file was edited meanwhile, in the same places. Nothing was written."""

    def __init__(self, message: str, path: Path, merged: Merged, theirs: str | None) -> None:
        super().__init__(message)
        self.path = path
        self.merged = merged.text
        """With the edits of both sides, but for the conflicts, in which it is as *they* have it."""
        self.conflicts = merged.conflicts
        self.theirs = theirs
        """The text of the file as it is: what the next attempt begins from; None where there is no file."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """Tokens ``start`` to ``end`` of the base that became others."""

    start: int
    end: int
    new: tuple[str, ...]


def merge(base: str, ours: str, theirs: str) -> Merged:
    """Return one text with what both sides changed in ``base``, and the places in which they cannot be joined."""
    if ours in (base, theirs):
        return Merged(theirs)
    if theirs == base:
        return Merged(ours)
    tokens = [token for line in base.splitlines(keepends=True) for token in _TOKEN.findall(line)]
    sides = (_edits(base, ours), _edits(base, theirs))
    parts: list[str] = []
    conflicts: list[Conflict] = []
    at, row, length = 0, 1, 0
    for start, end, mine, other in _regions(*sides):
        parts += tokens[at:start]
        row += sum(_breaks(token) for token in tokens[at:start])
        length += sum(map(len, tokens[at:start]))
        was, one, two = "".join(tokens[start:end]), _made(tokens, start, end, mine), _made(tokens, start, end, other)
        if mine and other and one != two:
            conflicts.append(Conflict(was, one, two, row, length))
        kept = two if other else one
        parts.append(kept)
        row += sum(map(_breaks, _TOKEN.findall(kept)))
        length += len(kept)
        at = end
    return Merged("".join([*parts, *tokens[at:]]), tuple(conflicts))


def _breaks(token: str) -> bool:
    return token[-1] in "\r\n"


def _regions(ours: Sequence[_Edit], theirs: Sequence[_Edit]) -> Iterator[tuple[int, int, list[_Edit], list[_Edit]]]:
    """Yield the stretches of the base that were edited, with the edits of each side; those that touch are one."""
    left = sorted([(edit.start, edit.end, side, edit) for side, edits in enumerate((ours, theirs)) for edit in edits],
                  key=lambda one: one[:3])  # fmt: skip
    start, end = 0, -1
    found: tuple[list[_Edit], list[_Edit]] = ([], [])
    for first, last, side, edit in left:
        if first > end:
            if found[0] or found[1]:
                yield start, end, *found
            start, end, found = first, last, ([], [])
        end = max(end, last)
        found[side].append(edit)
    if found[0] or found[1]:
        yield start, end, *found


def _made(tokens: Sequence[str], start: int, end: int, edits: Sequence[_Edit]) -> str:
    """Return a stretch of the base with some edits made."""
    parts: list[str] = []
    for edit in edits:
        parts += [*tokens[start : edit.start], *edit.new]
        start = edit.end
    return "".join([*parts, *tokens[start:end]])


# ------------------------------------------------------------------ two texts


def _edits(base: str, other: str) -> list[_Edit]:
    """Return what makes one text of another, by tokens; at least one unchanged token stands between any two."""
    ours, theirs = base.splitlines(keepends=True), other.splitlines(keepends=True)
    words, others = list(map(_TOKEN.findall, ours)), list(map(_TOKEN.findall, theirs))
    begins = list(accumulate(map(len, words), initial=0))
    found: list[_Edit] = []
    for start, end, first, last in _differing(ours, theirs):
        new = [token for line in others[first:last] for token in line]
        old = [token for line in words[start:end] for token in line]
        for a, b, c, d in _differing(old, new):
            edit = _Edit(begins[start] + a, begins[start] + b, tuple(new[c:d]))
            if found and found[-1].end == edit.start:
                edit = _Edit(found[-1].start, edit.end, found.pop().new + edit.new)
            found.append(edit)
    return found


def _differing(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return the stretches in which two sequences differ, as start and end in each, in order."""
    found = []
    waiting = [(0, len(one), 0, len(other), 0)]
    while waiting:
        a, b, c, d, depth = waiting.pop()
        while a < b and c < d and one[a] == other[c]:
            a, c = a + 1, c + 1
        while a < b and c < d and one[b - 1] == other[d - 1]:
            b, d = b - 1, d - 1
        if a == b and c == d:
            continue
        if a == b or c == d:
            found.append((a, b, c, d))
        elif depth < _DEEPEST and (anchors := _anchors(one[a:b], other[c:d])):
            pairs = [(a, c), *((a + x, c + y) for x, y in anchors), (b, d)]
            waiting += [(x, p, y, q, depth + 1) for (x, y), (p, q) in pairwise(pairs)]
        elif (b - a) * (d - c) <= _CHEAP:
            matcher = SequenceMatcher(None, one[a:b], other[c:d], autojunk=False)
            found += [(a + p, a + q, c + r, c + s) for tag, p, q, r, s in matcher.get_opcodes() if tag != "equal"]
        else:
            found.append((a, b, c, d))
    return sorted(found)


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of tokens that stand once in each, as many as stand in the same order in both."""
    once, twin = Counter(one), Counter(other)
    places = {token: at for at, token in enumerate(other) if twin[token] == 1 and once[token] == 1}
    pairs = [(at, places[token]) for at, token in enumerate(one) if token in places]
    ends: list[int] = []  # of the rising row of each length, the smallest last place; patience sorting
    last: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [index]
    rising = []
    index = last[-1] if last else -1
    while index >= 0:
        rising.append(pairs[index])
        index = before[index]
    return rising[::-1]
