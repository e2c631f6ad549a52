"""Why a line is whose it is: its candidates, with the features for and against each, in sentences.

Nothing of this is kept while a story is read: the lines to be explained are decoded once more.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from drama.model import UNKNOWN, Line
from drama.script.attribution import features
from drama.script.attribution.advice import NO_ADVICE, Advices
from drama.script.attribution.candidates import Candidate
from drama.script.attribution.decoder import NOBODY, Link, Path, path_marginals
from drama.script.attribution.extraction import link_features
from drama.script.attribution.features import WEIGHTS, Feature, Weights
from drama.script.attribution.pinned import known_by
from drama.script.attribution.turns import Turn
from drama.script.text.spans import Attribution, Roster


@dataclass(frozen=True, slots=True)
class Reason:
    """A feature that holds for a candidate, in a sentence."""

    feature: str
    """Its name."""
    words: str
    """Its sentence."""
    weight: float
    """What it adds to the candidate's score, a logarithm of odds; below 0 it speaks against the candidate."""


@dataclass(frozen=True, slots=True)
class Contender:
    """Somebody who may speak a line."""

    name: str
    posterior: float
    """Probability, 0 to 1, among the contenders."""
    reasons: tuple[Reason, ...]
    """Weightiest first."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Who may speak a line, likeliest first."""

    contenders: tuple[Contender, ...]

    def reasons_for(self, name: str, *, limit: int = 3) -> tuple[Reason, ...]:
        """Return what spoke for a contender rather than for the other of the first two, weightiest first."""
        contender = next((c for c in self.contenders if c.name == name), None)
        if contender is None:
            return ()
        rival = next((c for c in self.contenders[:2] if c.name != name), None)
        of_rival = {reason.feature: reason.weight for reason in rival.reasons} if rival else {}
        margins = [(r.weight - of_rival.get(r.feature, 0.0), r) for r in contender.reasons if r.weight > 0]
        ahead = sorted((pair for pair in margins if pair[0] > 0), key=lambda pair: -pair[0])
        return tuple(reason for _, reason in ahead[:limit]) or contender.reasons[:1]


@dataclass(slots=True)
class Explainer:
    """Watches the decoding, and explains the wanted turns."""

    roster: Roster
    wanted: Collection[int]
    """Starts of spoken pieces."""
    advices: Advices = field(default_factory=lambda: NO_ADVICE)
    weights: Weights = field(default_factory=lambda: WEIGHTS)
    explanations: dict[int, Explanation] = field(default_factory=dict)
    """Start of a spoken piece -> why its speaker has it."""

    def __call__(
        self, turns: Sequence[Turn], choices: Sequence[Sequence[Candidate]], link: Link, last: tuple[int, int]
    ) -> None:
        """Explain those of the turns that are wanted."""
        wanted = [index for index, turn in enumerate(turns) if any(start in self.wanted for start in turn.pieces)]
        if not wanted:
            return
        paths = path_marginals(choices, link, last=last[1], last_but_one=last[0])
        for index in wanted:
            explanation = self._explained(turns, index, choices[index], paths[index])
            for start in turns[index].pieces:
                self.explanations[start] = explanation

    def _explained(
        self, turns: Sequence[Turn], index: int, options: Sequence[Candidate], paths: Mapping[Path, float]
    ) -> Explanation:
        """Return the explanation of a turn: every candidate's reasons on the likeliest path through the candidate."""
        posterior: dict[int, float] = {}
        likeliest: dict[int, Path] = {}
        for path, probability in paths.items():
            person = path[2]
            posterior[person] = posterior.get(person, 0.0) + probability
            if person not in likeliest or probability > paths[likeliest[person]]:
                likeliest[person] = path
        reasons = {option.person: self._reasons(turns, index, option, likeliest[option.person]) for option in options}
        unexplained = {
            person: math.log(max(posterior[person], 1e-300)) - sum(reason.weight for reason in reasons[person])
            for person in reasons
        }
        """Of each candidate's log posterior, what no feature accounts for: the turns around."""
        best = max(posterior, key=lambda person: posterior[person])
        contenders = []
        for person in sorted(posterior, key=lambda p: (-posterior[p], p)):
            rest = unexplained[person] - unexplained[best]
            name = self._name(person)
            around = [_reason(features.AROUND, rest, name)] if abs(rest) >= _WORTH_TELLING else []
            ranked = sorted((*reasons[person], *around), key=lambda reason: -abs(reason.weight))
            contenders.append(Contender(name, posterior[person], tuple(ranked)))
        return Explanation(tuple(contenders))

    def _reasons(self, turns: Sequence[Turn], index: int, option: Candidate, path: Path) -> list[Reason]:
        """Return the features that hold for a candidate and weigh anything."""
        turn = turns[index]
        name = self._name(option.person)
        if rule := known_by(turn):
            return [_reason(rule, 0.0, name)]
        before = turns[index - 1] if index else None
        older = turns[index - 2] if index > 1 else None
        links = link_features(turn, before, older, option.person, path[1], path[0])
        tag = f"“{turn.subject.text}”" if turn.subject is not None else "the tag"
        beat = f"“{turn.beat.text}”" if turn.beat is not None else "whoever"
        last = self._name(path[1])
        assistants = dict.fromkeys(self.advices[start].by for start in turn.pieces if start in self.advices)
        assistant = f"the assistant {' and '.join(assistants)}"
        return [
            _reason(feature, self.weights[feature], name, tag=tag, beat=beat, last=last, assistant=assistant)
            for feature in (*option.features, *links)
            if self.weights[feature]
        ]

    def _name(self, person: int) -> str:
        return UNKNOWN if person == NOBODY else self.roster.people[person].name


_WORTH_TELLING = 0.05
"""What the turns around add is shown from so many log odds on."""


def _reason(feature: Feature, weight: float, name: str, **words: str) -> Reason:
    return Reason(feature.name, feature.in_words(name, **words), weight)


def piece_of(line: Line, attributions: Sequence[Attribution]) -> int | None:
    """Return the start of the spoken piece a line of dialogue is of."""
    index = bisect_left(attributions, line.spans[0].start, key=lambda attribution: attribution.start)
    if index < len(attributions) and attributions[index].start < line.spans[-1].end:
        return attributions[index].start
    return attributions[index - 1].start if index else None
