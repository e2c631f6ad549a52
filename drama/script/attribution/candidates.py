"""Who may speak a turn: the few people worth weighing, each with features and their summed score."""

from __future__ import annotations

from dataclasses import dataclass

from drama.script.attribution.context import Context, explicit, likely_speakers
from drama.script.attribution.extraction import candidate_features
from drama.script.attribution.features import WEIGHTS, Feature, Weights


@dataclass(slots=True)
class Candidate:
    """Somebody who may speak a turn."""

    person: int
    """Index into the roster."""
    score: float
    """Sum of the weights of the features: a logarithm of odds."""
    features: tuple[Feature, ...]


_MAX_CANDIDATES = 8
_MAX_BEHIND = 9.0
"""Candidates this far behind the best, in log odds, are not weighed: one in 8,000."""
_LEAST = 2
"""So many are weighed at least, where there are as many: how far behind the second is tells how sure the first is."""
_MAX_RECENT = 14
"""People named lately who are worth weighing."""
_NEAR = 4
"""Turns to either side whose speakers are worth weighing."""


def candidates(context: Context, weights: Weights = WEIGHTS) -> list[Candidate]:
    """Return who may speak a turn, best first, judged by everything but who speaks the turns beside it."""
    scored = []
    for person in sorted(_worth_weighing(context)):
        features = tuple(candidate_features(context, person))
        scored.append(Candidate(person, sum([weights[feature] for feature in features]), features))
    scored.sort(key=lambda c: (-c.score, c.person))
    best = scored[0].score if scored else 0.0
    return [c for rank, c in enumerate(scored[:_MAX_CANDIDATES]) if rank < _LEAST or c.score > best - _MAX_BEHIND]


def _worth_weighing(context: Context) -> set[int]:
    """Return who is worth weighing: only those whom the tag names, if it does."""
    turn, roster = context.turn, context.roster
    people = set(explicit(turn))
    if people:
        return people
    recent = sorted([(-paragraph, person) for person, paragraph in context.state.named.items()])[:_MAX_RECENT]
    people.update([person for _, person in recent])
    for mention in (*turn.before, *turn.local):
        people.update(mention.people[:2])
    window = slice(max(0, context.index - _NEAR), context.index + _NEAR + 1)
    for near in context.turns[window]:
        people.update(explicit(near)[:1])
        if near is not turn:
            people.update(near.vocatives)
    people |= context.described_near
    if turn.subject is not None:
        for person in turn.subject.people:
            people.update(list(context.description_links.get(person, ()))[:3])
    if context.advices:
        people.update(advised.person for advised in context.advised if advised.person is not None)
    for posterior in context.first_pass[window]:
        people.update(person for person in likely_speakers(posterior) if person >= 0)
    people.update(person for person in (roster.narrator, turn.introduces) if person is not None)
    return people
