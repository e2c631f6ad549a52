"""The likeliest speakers of a run of turns, all decided together.

A second-order chain: each turn's candidates carry a score of their own, and each speaker is scored against the two
before. Forward and backward sums over all paths give every candidate's share (Rabiner 1989); the speaker with the
largest share is chosen, which makes most lines right on average.

Who spoke last but one matters only where it is the speaker. So the sums run over pairs of speakers, not over all three:
what everybody brings, and what the speaker's own way brings beyond that. They are of odds, those of the likeliest pair
of each turn set to 1, and so neither vanish nor grow without bound.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from drama.script.attribution.features import Candidate

NOBODY = -1
"""Stands before the first turn."""
SOMEBODY_ELSE = -2
"""Stands for every last but one who is not the speaker."""

HOPELESS = 8.0
"""Two last speakers so far behind the likeliest two, in log odds, are followed no further: one in 3,000."""
_EDGE = 1e-9
"""Weights are round numbers: what is exactly that far behind is followed, however it was rounded."""

Link = Callable[[int, int, int, int], float]
"""(turn, speaker, last speaker, last but one) -> score, the same for every last but one who is not the speaker."""

Path = tuple[int, int, int]
"""(last but one, last, speaker)."""

State = Mapping[int, Mapping[int, float]]
"""Speaker -> last speaker -> odds of all ways up to and with the two, or of all ways on from them."""


_Hop = tuple[int, int, float, float]
"""(speaker, last speaker, what the odds of a way are multiplied by where the last but one is not the speaker, and
where it is)."""


def path_shares(
    choices: Sequence[Sequence[Candidate]], link: Link, *, last: int = NOBODY, last_but_one: int = NOBODY
) -> list[dict[Path, float]]:
    """Return for every turn the share of the probability of each speaker together with the two before.

    Hopeless ways are followed too: whoever asks for paths wants to see them all.
    """
    start = {last: {last_but_one: 1.0}}
    steps, states = _forward(choices, link, start, math.inf)
    befores = [start, *states]
    result = []
    for step, before, on in zip(steps, befores, _backward(steps, states), strict=False):
        result.append(
            _portions(
                {
                    (older, last, speaker): odds * (back if older == speaker else away) * on[speaker][last]
                    for speaker, last, away, back in step
                    for older, odds in before[last].items()
                }
            )
        )
    return result


def shares(
    choices: Sequence[Sequence[Candidate]],
    link: Link,
    *,
    last: int = NOBODY,
    last_but_one: int = NOBODY,
    hopeless: float = HOPELESS,
) -> list[dict[int, float]]:
    """Return for every turn each candidate's share of the probability; none for those without hope."""
    steps, states = _forward(choices, link, {last: {last_but_one: 1.0}}, hopeless)
    return [
        _portions(
            {speaker: sum(odds * on[speaker][last] for last, odds in lasts.items()) for speaker, lasts in state.items()}
        )
        for state, on in zip(states, _backward(steps, states), strict=True)
    ]


_Key = TypeVar("_Key")


def _portions(odds: Mapping[_Key, float]) -> dict[_Key, float]:
    """Return odds as shares of 1, without those that are nothing."""
    total = sum(odds.values())
    return {key: value / total for key, value in odds.items() if value}


def _forward(
    choices: Sequence[Sequence[Candidate]], link: Link, start: State, hopeless: float
) -> tuple[list[list[_Hop]], list[State]]:
    """Return for every turn all the hops to its speakers, and the odds of all ways up to and with it."""
    steps: list[list[_Hop]] = []
    states: list[State] = []
    state = start
    for turn, options in enumerate(choices):
        best = max(option.score for option in options)
        gains = [(option.person, math.exp(option.score - best)) for option in options]
        step: list[_Hop] = []
        ways: dict[int, dict[int, float]] = {option.person: {} for option in options}
        for last, olders in state.items():
            total = sum(olders.values())
            for speaker, gain in gains:
                away = back = gain * math.exp(link(turn, speaker, last, SOMEBODY_ELSE))
                odds = away * total
                if speaker in olders:
                    back = gain * math.exp(link(turn, speaker, last, speaker))
                    odds += (back - away) * olders[speaker]
                step.append((speaker, last, away, back))
                ways[speaker][last] = odds
        state = _scaled(ways, math.exp(-hopeless - _EDGE))
        steps.append([hop for hop in step if hop[1] in state.get(hop[0], ())])
        states.append(state)
    return steps, states


def _scaled(state: State, least: float = 0.0) -> State:
    """Return a state with the likeliest pair's odds 1, and without the pairs whose odds are less than ``least``."""
    top = max(odds for lasts in state.values() for odds in lasts.values())
    kept = {
        speaker: {last: odds / top for last, odds in lasts.items() if odds >= least * top}
        for speaker, lasts in state.items()
    }
    return {speaker: lasts for speaker, lasts in kept.items() if lasts}


def _backward(steps: Sequence[Sequence[_Hop]], states: Sequence[State]) -> list[State]:
    """Return for every turn the odds of all ways on from it; 0 for a dead end."""
    on: State = {speaker: dict.fromkeys(lasts, 1.0) for speaker, lasts in states[-1].items()} if states else {}
    result = [on]
    for step, state in zip(reversed(steps[1:]), reversed(states[:-1]), strict=True):
        total = dict.fromkeys(state, 0.0)
        own: dict[int, dict[int, float]] = {last: {} for last in state}
        for speaker, last, away, back in step:
            ways = on[speaker][last]
            total[last] += away * ways
            own[last][speaker] = (back - away) * ways
        on = _scaled(
            {
                last: {older: total[last] + own[last].get(older, 0.0) for older in olders}
                for last, olders in state.items()
            }
        )
        result.append(on)
    result.reverse()
    return result[: len(states)]
