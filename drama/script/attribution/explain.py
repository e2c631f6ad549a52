"""Why a line is whose it is: every candidate, with what spoke for and against each.

Nothing of this is kept while a story is read. Only the lines asked for are weighed once more, aloud.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from drama.model import UNKNOWN, Line
from drama.script.attribution.decoder import NOBODY, Link, Path, path_shares
from drama.script.attribution.features import Candidate, link_features, weights
from drama.script.attribution.pinned import is_settled
from drama.script.attribution.reasons import in_words
from drama.script.attribution.turns import Turn
from drama.script.text.spans import Attribution, Roster


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence."""

    feature: str
    words: str
    weight: float
    """What it adds to the candidate's score, a logarithm of odds; below 0 it speaks against the candidate."""


@dataclass(frozen=True, slots=True)
class Contender:
    """Somebody who may speak a line."""

    name: str
    share: float
    """Chance, 0 to 1, among the contenders."""
    reasons: tuple[Reason, ...]
    """Weightiest first."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Who may speak a line, likeliest first."""

    contenders: tuple[Contender, ...]

    def reasons_for(self, name: str, *, limit: int = 3) -> tuple[Reason, ...]:
        """Return what spoke for a contender rather than for the other of the first two, weightiest first."""
        mine = next((one for one in self.contenders if one.name == name), None)
        if mine is None:
            return ()
        rival = next((one for one in self.contenders[:2] if one.name != name), None)
        theirs = {reason.feature: reason.weight for reason in rival.reasons} if rival else {}
        ahead = [(r.weight - theirs.get(r.feature, 0.0), r) for r in mine.reasons if r.weight > 0]
        telling = sorted((pair for pair in ahead if pair[0] > 0), key=lambda pair: -pair[0])
        return tuple(reason for _, reason in telling[:limit]) or mine.reasons[:1]


@dataclass(slots=True)
class Explainer:
    """Looks on while speakers are decided, and explains the turns it was asked for."""

    roster: Roster
    wanted: Collection[int]
    """Starts of spoken pieces."""
    found: dict[int, Explanation] = field(default_factory=dict)
    """Start of a spoken piece -> why its speaker has it."""

    def __call__(
        self, turns: Sequence[Turn], choices: Sequence[Sequence[Candidate]], link: Link, last: tuple[int, int]
    ) -> None:
        """Explain those of the turns that are wanted."""
        asked = [at for at, turn in enumerate(turns) if any(start in self.wanted for start in turn.pieces)]
        if not asked:
            return
        paths = path_shares(choices, link, last=last[1], last_but_one=last[0])
        for at in asked:
            explanation = self._explained(turns, at, choices[at], paths[at])
            for start in turns[at].pieces:
                self.found[start] = explanation

    def _explained(
        self, turns: Sequence[Turn], at: int, options: Sequence[Candidate], paths: Mapping[Path, float]
    ) -> Explanation:
        share: dict[int, float] = {}
        likeliest: dict[int, Path] = {}
        for path, value in paths.items():
            person = path[2]
            share[person] = share.get(person, 0.0) + value
            if person not in likeliest or value > paths[likeliest[person]]:
                likeliest[person] = path
        reasons = {o.person: self._reasons(turns, at, o, likeliest[o.person]) for o in options}
        left = {p: math.log(max(share[p], 1e-300)) - sum(r.weight for r in reasons[p]) for p in reasons}
        best = max(share, key=lambda person: share[person])
        contenders = []
        for person in sorted(share, key=lambda p: (-share[p], p)):
            rest = left[person] - left[best]
            around = [Reason("around", in_words("around", self._name(person)), rest)] if abs(rest) >= 0.05 else []
            ranked = sorted((*reasons[person], *around), key=lambda reason: -abs(reason.weight))
            contenders.append(Contender(self._name(person), share[person], tuple(ranked)))
        return Explanation(tuple(contenders))

    def _reasons(self, turns: Sequence[Turn], at: int, option: Candidate, path: Path) -> list[Reason]:
        turn = turns[at]
        if is_settled(turn) and turn.subject is not None:
            settled = turn.subject.verb
            return [Reason(settled, in_words(settled, self._name(option.person)), 0.0)]
        before = turns[at - 1] if at else None
        older = turns[at - 2] if at > 1 else None
        links = link_features(turn, before, older, option.person, path[1], path[0])
        weigh = weights()
        return [
            Reason(feature, self._words(feature, turn, option.person, path[1]), weigh[feature])
            for feature in (*option.features, *links)
            if weigh[feature]
        ]

    def _words(self, feature: str, turn: Turn, person: int, last: int) -> str:
        tag = f"“{turn.subject.text}”" if turn.subject is not None else "the tag"
        beat = f"“{turn.beat.text}”" if turn.beat is not None else "whoever"
        return in_words(feature, self._name(person), tag=tag, beat=beat, last=self._name(last))

    def _name(self, person: int) -> str:
        return UNKNOWN if person == NOBODY else self.roster.people[person].name


def piece_of(line: Line, attributions: Sequence[Attribution]) -> int | None:
    """Return the start of the spoken piece a line of dialogue is of."""
    at = bisect_left(attributions, line.spans[0].start, key=lambda attribution: attribution.start)
    if at < len(attributions) and attributions[at].start < line.spans[-1].end:
        return attributions[at].start
    return attributions[at - 1].start if at else None
