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

HOPELESS = 8.0
"""Two last speakers so far behind the likeliest two, in log odds, are followed no further: one in 3,000."""

Link = Callable[[int, int, int, int], float]
"""(turn, speaker, last speaker, last but one) -> score."""


def _log_sum(values: list[float]) -> float:
    top = max(values)
    return top + math.log(sum(math.exp(v - top) for v in values))


Path = tuple[int, int, int]
"""(last but one, last, speaker)."""


Steps = list[list[tuple[Path, float, float]]]
"""For every turn each path with what it gains, and the sum of all ways up to and with it."""
States = list[dict[tuple[int, int], float]]
"""For every turn each pair of last speakers with the sum of all ways to it."""


def path_shares(
    choices: Sequence[Sequence[Candidate]], link: Link, *, last: int = NOBODY, last_but_one: int = NOBODY
) -> list[dict[Path, float]]:
    """Return for every turn the share of the probability of each speaker together with the two before.

    Hopeless ways are followed too: whoever asks for paths wants to see them all.
    """
    steps, states = _forward(choices, link, (last_but_one, last), math.inf)
    total = _log_sum(list(states[-1].values())) if states else 0.0
    return [
        {path: math.exp(ways + backward[path[1:]] - total) for path, _, ways in step if path[1:] in backward}
        for step, backward in zip(steps, _backward(steps, states), strict=True)
    ]


def shares(
    choices: Sequence[Sequence[Candidate]],
    link: Link,
    *,
    last: int = NOBODY,
    last_but_one: int = NOBODY,
    hopeless: float = HOPELESS,
) -> list[dict[int, float]]:
    """Return for every turn each candidate's share of the probability."""
    steps, states = _forward(choices, link, (last_but_one, last), hopeless)
    total = _log_sum(list(states[-1].values())) if states else 0.0
    result = []
    for state, backward in zip(states, _backward(steps, states), strict=True):
        share: dict[int, float] = {}
        for pair, ways in state.items():
            if pair not in backward:
                continue
            share[pair[1]] = share.get(pair[1], 0.0) + math.exp(ways + backward[pair] - total)
        result.append(share)
    return result


def _forward(
    choices: Sequence[Sequence[Candidate]], link: Link, before: tuple[int, int], hopeless: float
) -> tuple[Steps, States]:
    state = {before: 0.0}
    steps: Steps = []
    states: States = []
    for turn, options in enumerate(choices):
        step: list[tuple[Path, float, float]] = []
        sums: dict[tuple[int, int], list[float]] = {}
        for (older, newer), value in state.items():
            for option in options:
                gain = option.score + link(turn, option.person, newer, older)
                step.append(((older, newer, option.person), gain, value + gain))
                sums.setdefault((newer, option.person), []).append(value + gain)
        state = {pair: _log_sum(values) for pair, values in sums.items()}
        least = max(state.values(), default=0.0) - hopeless
        state = {pair: value for pair, value in state.items() if value >= least}
        steps.append([entry for entry in step if entry[0][1:] in state])
        states.append(state)
    return steps, states


def _backward(steps: Steps, states: States) -> States:
    """Return for every turn each pair of last speakers with the sum of all ways on from it; none for a dead end."""
    backward = dict.fromkeys(states[-1], 0.0) if states else {}
    result: States = []
    for step in reversed(steps):
        result.append(backward)
        sums: dict[tuple[int, int], list[float]] = {}
        for path, gain, _ in step:
            if path[1:] in backward:
                sums.setdefault(path[:2], []).append(gain + backward[path[1:]])
        backward = {pair: _log_sum(values) for pair, values in sums.items()}
    result.reverse()
    return result
