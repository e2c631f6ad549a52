"""How sure a speaker is: from what the choice rests on to the chance that it is right.

The decoder's share alone is too sure of itself. Here it is one voice among a few others: a tag that names the speaker
outright or evidence that only points to somebody, whether the tag stands where tags stand, how well known the speaker
is, how many people talk. Each adds to the log odds or takes from them; the numbers are round, set by hand, and the
sums are checked bin by bin against annotated novels that no weight was fitted to (docs/attribution.md).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

_MOST = 7.0
"""Log odds of the share beyond which it says no more."""
_ALONE = 2.0
"""The same where nobody else came into question, so that the share says little."""
_TOLD, _TOLD_SLOPE = 2.0, 0.2
"""Log odds where a tag names the speaker outright, and what each log odd of the share adds."""
_PLAIN_VERB = 1.0
_TAG_AHEAD = -1.5
"""A tag before the words may belong to the words before it."""
_INFERRED, _INFERRED_SLOPE = 0.15, 0.4
"""The same where the speaker is inferred."""
_CROWD_TAG = -4.0
"""A voice, somebody: who it is stays open."""
_SAID_AGAIN = 1.0
"""A tag names the same speaker two turns on."""
_ADDRESSED = 0.5
"""Somebody speaks to the speaker in the turn before or after."""
_CALLS = frozenset({"addressed before", "addressed after"})
_WEAK_RULES = frozenset({"lead", "role associated", "role associated sometimes", "role antecedent 1"})
_WEAK = -1.0
_DESCRIBED = -0.5
"""A description stands beside the speech."""
_PAIR, _COMPANY = 0.5, -0.25
"""Two people talk; four or more do."""
_UNNAMED = -1.0
_UNKNOWN_FACE = -1.0
"""For somebody hardly ever mentioned; less for one better known."""
_LATER = -0.5
"""A later piece of a turn may be somebody else's."""
_MANY = 4
_AT_HOME = 5 / 3
"""So many times the mentions of a leading person make one that nothing is taken off for."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the choice of a speaker rests on."""

    share: float
    """The decoder's share of the probability."""
    kind: str
    """What stands beside the speech: ``name``, ``role``, ``other``, ``pronoun``, ``beat`` or ``bare``."""
    rule: str
    """The evidence that weighed most."""
    features: tuple[str, ...] = ()
    """All the evidence for and against the speaker."""
    has_plain_verb: bool = False
    """The verb of the tag hardly ever means anything else beside a quotation."""
    is_ahead: bool = False
    """The tag stands before the speech."""
    is_unnamed: bool = False
    mentions: int = 0
    """How often the narration names the speaker."""
    often: int = 1
    """Mentions from which on a person counts as a leading one."""
    company: int = 2
    """How many people speak in the turns around."""
    is_only_choice: bool = False

    @property
    def is_told(self) -> bool:
        """Whether the text itself names the speaker."""
        return self.kind == "name"


def confidence(grounds: Grounds, *, is_later: bool = False) -> float:
    """Return the chance that a speaker is right; ``is_later`` for all but the first piece of a turn."""
    share = min(max(grounds.share, 1e-6), 1 - 1e-6)
    odds = min(math.log(share / (1 - share)), _MOST)
    total = _told(grounds, odds) if grounds.is_told else _inferred(grounds, odds)
    if grounds.is_unnamed:
        total += _UNNAMED
    known = math.log1p(grounds.mentions) / math.log1p(max(grounds.often, 2) * _AT_HOME)
    total += _UNKNOWN_FACE * max(0.0, 1 - known)
    if is_later:
        total += _LATER
    return round(1 / (1 + math.exp(-total)), 3)


def _told(grounds: Grounds, odds: float) -> float:
    plain = _PLAIN_VERB if grounds.has_plain_verb else 0.0
    return _TOLD + _TOLD_SLOPE * odds + plain + (_TAG_AHEAD if grounds.is_ahead else 0.0)


def _inferred(grounds: Grounds, odds: float) -> float:
    if grounds.kind == "other":
        return _CROWD_TAG
    total = _INFERRED + _INFERRED_SLOPE * (min(odds, _ALONE) if grounds.is_only_choice else odds)
    total += _SAID_AGAIN * ("said after next" in grounds.features)
    total += _ADDRESSED * (not _CALLS.isdisjoint(grounds.features))
    total += _WEAK * (grounds.rule in _WEAK_RULES) + _DESCRIBED * (grounds.kind == "role")
    return total + (_PAIR if grounds.company == 2 else _COMPANY if grounds.company >= _MANY else 0.0)
