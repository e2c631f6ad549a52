"""What an assistant says of a turn: one more feature among those of its candidates, with a weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from drama.model import ADVICE_WEIGHT
from drama.script.attribution import features
from drama.script.attribution.features import WEIGHTS, Feature, Weights


@dataclass(frozen=True, slots=True)
class Advised:
    """What an assistant says of a spoken piece."""

    person: int | None
    """Index into the roster; None for none of those offered."""
    offered: frozenset[int]
    by: str
    """The assistant."""


Advices = Mapping[int, Advised]
"""Start of a spoken piece -> what is said of it."""

NO_ADVICE: Advices = MappingProxyType({})


def advice_features(advised: Iterable[Advised], person: int) -> Iterator[Feature]:
    """Yield what the assistant's word says for or against a candidate."""
    for one in advised:
        if one.person == person:
            yield features.ASSISTANT
        elif one.person is None and person in one.offered:
            yield features.ASSISTANT_NOT


def weighing(weight: float) -> Weights:
    """Return the weights of all features, an assistant's word weighing so much."""
    if weight == ADVICE_WEIGHT:
        return WEIGHTS
    against = features.ASSISTANT_NOT.weight * weight / ADVICE_WEIGHT
    return MappingProxyType({**WEIGHTS, features.ASSISTANT: weight, features.ASSISTANT_NOT: against})
