"""A line divided into caption blocks, shown one at a time: at most two rows, broken where a reader would pause.

Dynamic programming over the words: the division of least cost, where a block and a break inside a phrase cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from drama.languages.en.english import ENGLISH

_TOKEN = re.compile(r"[^\s。、，！？；]+[。、，！？；]*|[。、，！？；]+")
"""A word with its punctuation; scripts without spaces are cut behind theirs."""
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_CLAUSE_END = re.compile(r"[,;:—–、，；][\"'”’»)\]]*$")
_ABBREVIATION = re.compile(rf"^\W*(?:{ENGLISH.titles.abbreviations}|No)\.$")
"""Not a single capital: a sentence may end in "I"."""
_BLOCK_COST = 6.0
"""What one more block costs, against a break in the middle of a phrase."""
_BREAK_COSTS = ((_ABBREVIATION, 14.0), (_SENTENCE_END, 0.0), (_CLAUSE_END, 4.0))
_PHRASE_COST = 12.0
_SHORT = 15
"""Characters below which a block reads like a scrap."""
_SHORT_COST = 6.0


@dataclass(frozen=True, slots=True)
class CaptionBlock:
    """Rows shown together."""

    start: int
    """Offset of its first character in the text."""
    end: int
    rows: tuple[str, ...]
    """One or two."""


def caption_blocks(text: str, *, width: int, lead: int = 0) -> tuple[CaptionBlock, ...]:
    """Return a text in blocks of at most two rows of ``width`` characters; a longer word is cut.

    :param lead: room to leave in the first row of the first block, less than ``width``.
    """
    tokens = list(_tokens(text, width - lead if lead else width))
    if not tokens:
        return ()
    cuts = _best_cuts(text, tokens, width, lead)
    blocks = []
    for i, j in pairwise(cuts):
        room = width - (lead if i == 0 else 0)
        blocks.append(CaptionBlock(tokens[i][0], tokens[j - 1][1], _rows(text, tokens[i:j], room, width)))
    return tuple(blocks)


def _tokens(text: str, longest: int) -> Iterator[tuple[int, int]]:
    for token in _TOKEN.finditer(text):
        for start in range(token.start(), token.end(), longest):
            yield start, min(start + longest, token.end())


def _best_cuts(text: str, tokens: Sequence[tuple[int, int]], width: int, lead: int) -> list[int]:
    """Return where blocks begin and the last one ends, as indexes of tokens, at the least total cost."""
    count = len(tokens)
    breaks = [0.0, *(_break_cost(text, tokens, at) for at in range(1, count + 1))]
    costs = [0.0] + [float("inf")] * count
    before = [0] * (count + 1)
    for i in range(count):
        room = width - (lead if i == 0 else 0)
        second = i  # the first token of the second row where the first row is as full as can be
        while second < count and tokens[second][1] - tokens[i][0] <= room:
            second += 1
        for j in range(i + 1, count + 1):
            if j > second and tokens[j - 1][1] - tokens[second][0] > width:
                break
            cost = costs[i] + _BLOCK_COST + breaks[j]
            cost += _SHORT_COST if tokens[j - 1][1] - tokens[i][0] < _SHORT else 0
            if cost < costs[j]:
                costs[j], before[j] = cost, i
    cuts = [count]
    while cuts[-1]:
        cuts.append(before[cuts[-1]])
    return cuts[::-1]


def _break_cost(text: str, tokens: Sequence[tuple[int, int]], at: int) -> float:
    """Return what a break before a token costs; at the end of the text it is free."""
    if at == len(tokens):
        return 0.0
    start, end = tokens[at - 1]
    word = text[start:end]
    return next((cost for pattern, cost in _BREAK_COSTS if pattern.search(word)), _PHRASE_COST)


def _rows(text: str, tokens: Sequence[tuple[int, int]], room: int, width: int) -> tuple[str, ...]:
    """Return the rows of a block: one if it is enough, else two, even and broken at a phrase if possible."""
    start, end = tokens[0][0], tokens[-1][1]
    if end - start <= room:
        return (text[start:end],)
    splits = [k for k in range(1, len(tokens)) if tokens[k - 1][1] - start <= room and end - tokens[k][0] <= width]
    best = min(splits, key=lambda k: _break_cost(text, tokens, k) + abs(tokens[k - 1][1] - start - end + tokens[k][0]))
    return text[start : tokens[best - 1][1]], text[tokens[best][0] : end]
