"""Second-order linear chain over a run of turns: forward–backward marginals, pruned by a beam.

Each turn's candidates carry a score of their own (the emission), and each speaker is scored against the two before (the
transition). Forward and backward sums over all paths give every candidate's marginal, the posterior probability of
speaking that turn (forward–backward algorithm: Rabiner 1989). Choosing the speaker with the largest marginal, turn by
turn, makes most lines right on average; the likeliest path as a whole (Viterbi) does a little worse
(docs/attribution.md).

The last speaker but one matters only where it is the speaker again. So the states are pairs of speakers, not triples,
and each hop has two factors: one for any last but one, one where the speaker comes back. Scores are logarithms of odds;
the sums run over their exponentials, scaled at each turn so that the likeliest pair has 1: they neither vanish nor grow
without bound.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from drama.script.attribution.candidates import Candidate

NOBODY = -1
"""Stands before the first turn."""
SOMEBODY_ELSE = -2
"""Stands for every last but one who is not the speaker."""

BEAM = 8.0
"""Beam threshold: pairs of last speakers this far behind the likeliest pair, in log odds, are pruned: one in 3,000."""
_EDGE = 1e-9
"""Weights are round numbers: what is exactly on the threshold is kept, however it was rounded."""

Link = Callable[[int, int, int, int], float]
"""(turn, speaker, last speaker, last but one) -> score of the transition; the same for every last but one who is not
the speaker."""

Path = tuple[int, int, int]
"""(last but one, last, speaker)."""

State = Mapping[int, Mapping[int, float]]
"""Speaker -> last speaker -> forward score of the pair, or its backward score; scaled, not logarithms."""


_Hop = tuple[int, int, float, float]
"""(speaker, last speaker, factor of the hop where the last but one is not the speaker, factor where it is)."""


def path_marginals(
    choices: Sequence[Sequence[Candidate]], link: Link, *, last: int = NOBODY, last_but_one: int = NOBODY
) -> list[dict[Path, float]]:
    """Return for every turn the posterior probability of each speaker together with the two before.

    Nothing is pruned: whoever asks for paths wants to see them all.
    """
    start = {last: {last_but_one: 1.0}}
    steps, forward = _forward(choices, link, start, math.inf)
    marginals = []
    for step, before, backward in zip(steps, [start, *forward], _backward(steps, forward), strict=False):
        marginals.append(
            _normalized(
                {
                    (older, last, speaker): score * (back if older == speaker else away) * backward[speaker][last]
                    for speaker, last, away, back in step
                    for older, score in before[last].items()
                }
            )
        )
    return marginals


def marginals(
    choices: Sequence[Sequence[Candidate]],
    link: Link,
    *,
    last: int = NOBODY,
    last_but_one: int = NOBODY,
    beam: float = BEAM,
) -> list[dict[int, float]]:
    """Return for every turn each candidate's marginal: person -> posterior probability; pruned candidates have none."""
    steps, forward = _forward(choices, link, {last: {last_but_one: 1.0}}, beam)
    return [
        _normalized(
            {
                speaker: sum(score * after[speaker][last] for last, score in pairs.items())
                for speaker, pairs in before.items()
            }
        )
        for before, after in zip(forward, _backward(steps, forward), strict=True)
    ]


_Key = TypeVar("_Key")


def _normalized(scores: Mapping[_Key, float]) -> dict[_Key, float]:
    """Return scores as probabilities that sum to 1, without those that are nothing."""
    total = sum(scores.values())
    return {key: value / total for key, value in scores.items() if value}


def _forward(
    choices: Sequence[Sequence[Candidate]], link: Link, start: State, beam: float
) -> tuple[list[list[_Hop]], list[State]]:
    """Return for every turn the hops to its speakers that are left by the beam, and its forward scores."""
    steps: list[list[_Hop]] = []
    states: list[State] = []
    state = start
    for turn, options in enumerate(choices):
        best = max(option.score for option in options)
        gains = [(option.person, math.exp(option.score - best)) for option in options]
        step: list[_Hop] = []
        scores: dict[int, dict[int, float]] = {option.person: {} for option in options}
        for last, olders in state.items():
            total = sum(olders.values())
            for speaker, gain in gains:
                away = back = gain * math.exp(link(turn, speaker, last, SOMEBODY_ELSE))
                score = away * total
                if speaker in olders:
                    back = gain * math.exp(link(turn, speaker, last, speaker))
                    score += (back - away) * olders[speaker]
                step.append((speaker, last, away, back))
                scores[speaker][last] = score
        state = _scaled(scores, math.exp(-beam - _EDGE))
        steps.append([hop for hop in step if hop[1] in state.get(hop[0], ())])
        states.append(state)
    return steps, states


def _scaled(state: State, least: float = 0.0) -> State:
    """Return a state scaled so that its likeliest pair has 1, without the pairs that then have less than ``least``."""
    top = max(score for pairs in state.values() for score in pairs.values())
    kept = {
        speaker: {last: score / top for last, score in pairs.items() if score >= least * top}
        for speaker, pairs in state.items()
    }
    return {speaker: pairs for speaker, pairs in kept.items() if pairs}


def _backward(steps: Sequence[Sequence[_Hop]], states: Sequence[State]) -> list[State]:
    """Return for every turn its backward scores; 0 for a dead end."""
    after: State = {speaker: dict.fromkeys(pairs, 1.0) for speaker, pairs in states[-1].items()} if states else {}
    backward = [after]
    for step, state in zip(reversed(steps[1:]), reversed(states[:-1]), strict=True):
        total = dict.fromkeys(state, 0.0)
        own: dict[int, dict[int, float]] = {last: {} for last in state}
        for speaker, last, away, back in step:
            score = after[speaker][last]
            total[last] += away * score
            own[last][speaker] = (back - away) * score
        after = _scaled(
            {
                last: {older: total[last] + own[last].get(older, 0.0) for older in olders}
                for last, olders in state.items()
            }
        )
        backward.append(after)
    backward.reverse()
    return backward[: len(states)]
