"""The likeliest speakers of a run of turns, all decided together.

A second-order chain: each turn's candidates carry a score of their own, and each speaker is scored against the two
before. Forward and backward sums over all paths give every candidate's share (Rabiner 1989); the speaker with the
largest share is chosen, which makes most lines right on average.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from drama.script.evidence import Candidate

NOBODY = -1
"""Stands before the first turn."""

Link = Callable[[int, int, int, int], float]
"""(turn, speaker, last speaker, last but one) -> score."""


def _log_sum(values: list[float]) -> float:
    top = max(values)
    return top + math.log(sum(math.exp(v - top) for v in values))


def shares(
    choices: Sequence[Sequence[Candidate]], link: Link, *, last: int = NOBODY, last_but_one: int = NOBODY
) -> list[dict[int, float]]:
    """Return for every turn each candidate's share of the probability."""
    forward: list[dict[tuple[int, int], float]] = []
    state = {(last_but_one, last): 0.0}
    links: list[dict[tuple[int, int, int], float]] = []
    for turn, options in enumerate(choices):
        sums: dict[tuple[int, int], list[float]] = {}
        scored: dict[tuple[int, int, int], float] = {}
        for (older, newer), value in state.items():
            for option in options:
                gain = option.score + link(turn, option.person, newer, older)
                scored[older, newer, option.person] = gain
                sums.setdefault((newer, option.person), []).append(value + gain)
        state = {pair: _log_sum(values) for pair, values in sums.items()}
        forward.append(state)
        links.append(scored)
    backward: dict[tuple[int, int], float] = dict.fromkeys(state, 0.0)
    result: list[dict[int, float]] = []
    for turn in range(len(choices) - 1, -1, -1):
        total = _log_sum([forward[turn][pair] + backward[pair] for pair in forward[turn]])
        share: dict[int, float] = {}
        for pair, value in forward[turn].items():
            share[pair[1]] = share.get(pair[1], 0.0) + math.exp(value + backward[pair] - total)
        result.append(share)
        sums = {}
        for (older, newer, person), gain in links[turn].items():
            sums.setdefault((older, newer), []).append(gain + backward[newer, person])
        backward = {pair: _log_sum(values) for pair, values in sums.items()}
    result.reverse()
    return result
