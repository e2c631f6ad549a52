"""Confidence of an attribution: a calibrated probability that the speaker is right.

The decoder's posterior alone is overconfident. Here it is one input of a logistic model among a few others: a tag that
names the speaker outright or features that only point to somebody, whether the tag stands where tags stand, how well
known the speaker is, how many people talk. Each adds to the log odds or takes from them; the numbers are round, set by
hand, and the calibration is checked bin by bin against annotated novels that no weight was fitted to
(docs/attribution.md).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from drama.script.attribution import features
from drama.script.attribution.context import Clue
from drama.script.attribution.features import Feature

_MAX_LOG_ODDS = 7.0
"""Log odds of the posterior beyond which it says no more."""
_MAX_LOG_ODDS_ALONE = 2.0
"""The same where nobody else came into question, so that the posterior says little."""
_NAMED, _NAMED_SLOPE = 2.0, 0.2
"""Log odds where a tag names the speaker outright, and what each log odd of the posterior adds."""
_PLAIN_VERB = 1.0
_TAG_AHEAD = -1.5
"""A tag before the words may belong to the words before it."""
_INFERRED, _INFERRED_SLOPE = 0.15, 0.4
"""The same where the speaker is inferred."""
_CROWD_TAG = -4.0
"""A voice, somebody: who it is stays open."""
_WIRED = -4.0
"""Whoever is in the room hardly speaks out of a device: somebody else does, whom nobody names."""
_SAID_AGAIN = 1.0
"""A tag names the same speaker two turns on."""
_ADDRESSED = 0.5
"""Somebody speaks to the speaker in the turn before or after."""
_ADDRESS_FEATURES = frozenset({features.ADDRESSED_BEFORE, features.ADDRESSED_AFTER})
_PARTNERS = frozenset({features.PARTNER, features.PARTNER_WRONG})
"""They hold where "the other" speaks, who is one of those that talk."""
_WEAK_RULES = frozenset(
    {
        features.LEAD,
        features.ROLE_ASSOCIATED,
        features.ROLE_ASSOCIATED_SOMETIMES,
        features.ANTECEDENT_1["role"],
    }
)
_WEAK = -1.0
_DESCRIBED = -0.5
"""A description stands beside the speech."""
_PAIR, _COMPANY = 0.5, -0.25
"""Two people talk; four or more do."""
_RELATIVE = 1.0
"""The description is a relative's: "her mother"."""
_RELATIVE_FEATURES = frozenset({features.ROLE_RELATIVE, features.ROLE_RELATIVE_NAMED})
_UNNAMED, _UNNAMED_TAGGED = -1.0, -0.25
"""Nobody has a name for the speaker; little where the tag tells whose relative that is: "said Tom's mother"."""
_LITTLE_KNOWN = -1.0
"""For somebody hardly ever mentioned; less for somebody better known."""
_LATER = -0.5
"""A later piece of a turn may be somebody else's."""
_MANY = 4
_WELL_KNOWN = 5 / 3
"""So many times the mentions of a leading person, and nothing is taken off."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the confidence in a speaker is computed from."""

    posterior: float
    """The decoder's, 0 to 1."""
    clue: Clue
    """What beside the turn tells of its speaker."""
    rule: Feature
    """The feature that weighed most."""
    features: tuple[Feature, ...] = ()
    """All that hold for the speaker."""
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
    identity: float = 1.0
    """Chance, 0 to 1, that the name or description beside the turn is the speaker's, where it may be another's."""


def confidence(inputs: Inputs, *, is_later: bool = False) -> float:
    """Return the probability that a speaker is right; ``is_later`` for all but the first piece of a turn."""
    posterior = min(max(inputs.posterior, 1e-6), 1 - 1e-6)
    posterior_log_odds = min(math.log(posterior / (1 - posterior)), _MAX_LOG_ODDS)
    is_named = inputs.clue == "name"
    log_odds = _named(inputs, posterior_log_odds) if is_named else _inferred(inputs, posterior_log_odds)
    if inputs.is_unnamed and _RELATIVE_FEATURES.isdisjoint(inputs.features):
        log_odds += _UNNAMED_TAGGED if is_named else _UNNAMED
    known = math.log1p(inputs.mentions) / math.log1p(max(inputs.often, 2) * _WELL_KNOWN)
    log_odds += _LITTLE_KNOWN * max(0.0, 1 - known)
    if is_later:
        log_odds += _LATER
    # Its square root, for where it is doubtful whose a name is, the turns around it often say so too.
    return round(math.sqrt(inputs.identity) / (1 + math.exp(-log_odds)), 3)


def _named(inputs: Inputs, posterior_log_odds: float) -> float:
    """Return the log odds where the text itself names the speaker."""
    plain = _PLAIN_VERB if inputs.has_plain_verb else 0.0
    return _NAMED + _NAMED_SLOPE * posterior_log_odds + plain + (_TAG_AHEAD if inputs.is_ahead else 0.0)


def _inferred(inputs: Inputs, posterior_log_odds: float) -> float:
    """Return the log odds where the speaker is inferred."""
    if inputs.clue == "other" and _PARTNERS.isdisjoint(inputs.features):
        return _CROWD_TAG
    if inputs.is_only_choice:
        posterior_log_odds = min(posterior_log_odds, _MAX_LOG_ODDS_ALONE)
    log_odds = _INFERRED + _INFERRED_SLOPE * posterior_log_odds
    log_odds += _WIRED * (features.WIRED_THERE in inputs.features)
    log_odds += _SAID_AGAIN * (features.SAID_AFTER_NEXT in inputs.features)
    log_odds += _ADDRESSED * (not _ADDRESS_FEATURES.isdisjoint(inputs.features))
    log_odds += _WEAK * (inputs.rule in _WEAK_RULES) + _DESCRIBED * (inputs.clue == "role")
    log_odds += _RELATIVE * (not _RELATIVE_FEATURES.isdisjoint(inputs.features))
    return log_odds + (_PAIR if inputs.company == 2 else _COMPANY if inputs.company >= _MANY else 0.0)
