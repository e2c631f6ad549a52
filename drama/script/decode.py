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


Path = tuple[int, int, int]
"""(last but one, last, speaker)."""


def path_shares(
    choices: Sequence[Sequence[Candidate]], link: Link, *, last: int = NOBODY, last_but_one: int = NOBODY
) -> list[dict[Path, float]]:
    """Return for every turn the share of the probability of each speaker together with the two before."""
    state = {(last_but_one, last): 0.0}
    steps: list[list[tuple[Path, float, float]]] = []  # path, gain, sum of all ways up to and with it
    for turn, options in enumerate(choices):
        step: list[tuple[Path, float, float]] = []
        sums: dict[tuple[int, int], list[float]] = {}
        for (older, newer), value in state.items():
            for option in options:
                gain = option.score + link(turn, option.person, newer, older)
                step.append(((older, newer, option.person), gain, value + gain))
                sums.setdefault((newer, option.person), []).append(value + gain)
        state = {pair: _log_sum(values) for pair, values in sums.items()}
        steps.append(step)
    total = _log_sum(list(state.values())) if state else 0.0
    backward: dict[tuple[int, int], float] = dict.fromkeys(state, 0.0)
    result: list[dict[Path, float]] = []
    for step in reversed(steps):
        result.append({path: math.exp(ways + backward[path[1:]] - total) for path, _, ways in step})
        sums = {}
        for path, gain, _ in step:
            sums.setdefault(path[:2], []).append(gain + backward[path[1:]])
        backward = {pair: _log_sum(values) for pair, values in sums.items()}
    result.reverse()
    return result


def shares(
    choices: Sequence[Sequence[Candidate]], link: Link, *, last: int = NOBODY, last_but_one: int = NOBODY
) -> list[dict[int, float]]:
    """Return for every turn each candidate's share of the probability."""
    result = []
    for paths in path_shares(choices, link, last=last, last_but_one=last_but_one):
        share: dict[int, float] = {}
        for (_, _, person), value in paths.items():
            share[person] = share.get(person, 0.0) + value
        result.append(share)
    return result
