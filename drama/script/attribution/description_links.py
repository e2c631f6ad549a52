"""Which named person a description stands for: "the inspector" where Anna Berg was just named, again and again.

Where one man is named all the time every description of a man stands near him: only what goes beyond that counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from drama.script.attribution.context import agrees
from drama.script.attribution.turns import Turn
from drama.script.text.spans import Roster

_REACH = 14
"""How many mentions by name back a description may point."""
_MIN_USES = 2
_DOUBT = 3
"""Added to the uses (additive smoothing), so that two chance neighbours do not weigh like twenty."""


def link_descriptions(turns: Iterable[Turn], roster: Roster) -> Mapping[int, Mapping[int, float]]:
    """Return for each described person how strongly the description points to each named person, 0 to 1.

    Counted is how often the named person is the nearest one before it whose gender agrees.
    """
    counts: defaultdict[int, Counter[int]] = defaultdict(Counter)
    uses: Counter[int] = Counter()
    pointed: Counter[int] = Counter()
    recent: list[int] = []
    for turn in turns:
        for mention in (*(turn.before if turn.gap else ()), *turn.local):
            if mention.kind == "name" and mention.people:
                recent = [*recent[-_REACH:], mention.people[0]]
            elif mention.kind == "role" and mention.people and roster.people[mention.people[0]].is_crowd:
                uses.update(mention.people)
                for person in reversed(recent):
                    if person != mention.owner and agrees(roster.people[person].gender, mention.gender) is not False:
                        for role in mention.people:
                            counts[role][person] += 1
                        pointed[person] += 1
                        break
    total = sum(uses.values())
    return {
        role: {
            person: _beyond_chance(n / (uses[role] + _DOUBT), (pointed[person] - n) / (total - uses[role] + _DOUBT))
            for person, n in counts[role].most_common(4)
        }
        for role in counts
        if uses[role] >= _MIN_USES
    }


def _beyond_chance(rate: float, base_rate: float) -> float:
    """Return how much more often a description points to somebody than all others do, 1 where it always does.

    The form is that of Cohen's kappa (1960).
    """
    return max(0.0, rate - base_rate) / (1.0 - base_rate)
