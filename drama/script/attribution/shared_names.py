"""Names that two people share, decided where they stand: "Brandt" is the one of the two brothers who is at hand.

Each candidate is scored by how lately a name of nobody else's named that one, how often the story does at all, and,
beside speech, by whose turn it is. Where the next is close behind, the mention keeps both, the likelier first.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from drama.model import Gender, Identity
from drama.script.attribution.context import SCENE_GAP
from drama.script.attribution.identity_evidence import form_evidence, replaced_mentions, with_namesakes
from drama.script.attribution.turns import Turn
from drama.script.people.identity_reasons import chance_of, split_identities
from drama.script.people.mentions import Mention
from drama.script.people.namesakes import parted
from drama.script.text.spans import Roster

_RECENT = 3.0
"""What it adds to have been named last; it fades …"""
_FADE = 0.06
"""… by so much with each mention of anybody …"""
_SCENE = 40
"""… and with a scene break as with so many."""
_OFTEN = 0.6
"""For each natural logarithm of the mentions."""
_JUST_SPOKE = -3.0
_SPOKE_BEFORE = 1.0
_ADDRESSED = 1.5
_ADDRESSES_SELF = -3.0
_WOMAN = -1.5
"""For a woman where a man has the same surname and it stands alone."""
_ACTS_BESIDE = 4.0
"""For whoever acts right before in the same paragraph, called by a name that is nobody else's."""
_SURE = 1.5
"""Lead over the next from which on nobody else is meant."""


def with_namesakes_apart(
    roster: Roster, turns: tuple[Turn, ...], fixed: Collection[int]
) -> tuple[Roster, tuple[Turn, ...], tuple[Identity, ...]]:
    """Return the roster and the turns with namesakes told apart, and names that are shared decided where they stand.

    And who was told apart, and why.
    """
    evidence = form_evidence(turns, roster.language)
    told = parted(roster, evidence, fixed)
    if told.twins:
        turns = tuple(with_namesakes(turns, told))
    apart = tuple(split_identities(told, evidence))
    return told.roster, tuple(with_shared_names(turns, told.roster)), apart


@dataclass(slots=True)
class _AtHand:
    """Who was named when, by a name that is nobody else's."""

    roster: Roster
    place: int = 0
    named: dict[int, int] = field(default_factory=dict)

    def note(self, person: int, ago: int = 0) -> None:
        """Note somebody as named, so many mentions ago."""
        self.named[person] = max(self.named.get(person, -_SCENE), self.place - ago)

    def score(self, person: int, mention: Mention) -> float:
        """Return how likely a mention means somebody, in log odds."""
        who = self.roster.people[person]
        others = (self.roster.people[it] for it in mention.people if it != person)
        is_womans = who.gender is Gender.FEMALE and any(it.gender is Gender.MALE for it in others)
        score = _OFTEN * math.log1p(who.mentions) + _WOMAN * (is_womans and " " not in mention.text)
        if person in self.named:
            score += max(0.0, _RECENT - _FADE * (self.place - self.named[person]))
        return score


def with_shared_names(turns: Iterable[Turn], roster: Roster) -> Iterator[Turn]:
    """Yield turns in which each mention that several may be meant by means whoever of them is at hand."""
    at_hand = _AtHand(roster)
    decided: dict[int, Mention] = {}
    read: tuple[Mention, ...] = ()
    spoke: list[int | None] = [None, None]
    before: Turn | None = None
    for turn in turns:
        if turn.gap >= SCENE_GAP:
            at_hand.place += _SCENE
        if turn.gap:
            spoke = [None, None]
        known = len(read) if turn.before[: len(read)] == read else 0
        for mention in (*turn.before[known:], *turn.local):
            _decide(mention, turn, before, spoke, at_hand, decided)
        told = _now(turn.subject or turn.beat, decided)
        spoke = [spoke[1], told.people[0] if told is not None and told.people else None]
        for person in turn.vocatives if len(turn.vocatives) == 1 else ():
            at_hand.note(person, ago=_VOCATIVE)
        read, before = turn.local, turn
        yield replaced_mentions(turn, decided) if decided else turn


_VOCATIVE = 10


def _now(mention: Mention | None, decided: Mapping[int, Mention]) -> Mention | None:
    return mention if mention is None else decided.get(id(mention), mention)


def _decide(  # noqa: PLR0917 - what with_shared_names has at hand
    mention: Mention,
    turn: Turn,
    before: Turn | None,
    spoke: list[int | None],
    at_hand: _AtHand,
    decided: dict[int, Mention],
) -> None:
    """Decide whom a mention means, if several may be, and note who is at hand now."""
    if mention.kind not in {"name", "role"} or not mention.people or id(mention) in decided:
        return
    at_hand.place += 1
    if len(mention.people) == 1:
        at_hand.note(mention.people[0])
        return
    scores = {person: at_hand.score(person, mention) for person in mention.people}
    if mention is turn.subject:
        beside = _acting_before(mention, turn)
        for person in scores:
            scores[person] += _ACTS_BESIDE * (person == beside)
            scores[person] += 0.0 if beside in scores else _turn_taking(person, turn, before, spoke)
    ranked = sorted(scores, key=lambda person: (-scores[person], mention.people.index(person)))
    lead = scores[ranked[0]] - scores[ranked[1]]
    is_sure = lead >= _SURE
    # A description that comes to be two people's is a relative's mostly, and what else it may mean is far behind.
    chance = mention.chance * chance_of(lead) if mention.kind == "name" else mention.chance
    decided[id(mention)] = replace(mention, people=tuple(ranked[:1] if is_sure else ranked), chance=chance)
    if is_sure:
        at_hand.note(ranked[0])


def _acting_before(mention: Mention, turn: Turn) -> int | None:
    """Return who acts last before a mention in the narration of its paragraph, if nobody else goes by that name."""
    before = turn.local[: next((at for at, it in enumerate(turn.local) if it is mention), 0)]
    acting = (it for it in reversed(before) if it.kind == "name" and it.is_subject)
    told = next(acting, None)
    return told.people[0] if told is not None and len(told.people) == 1 else None


def _turn_taking(person: int, turn: Turn, before: Turn | None, spoke: list[int | None]) -> float:
    """Return what the turns before say of whether it is somebody's turn."""
    score = _ADDRESSES_SELF if turn.vocatives == {person} else 0.0
    if turn.gap == 0 and before is not None:
        score += _JUST_SPOKE * (spoke[1] == person) + _SPOKE_BEFORE * (spoke[0] == person)
        score += _ADDRESSED * (before.vocatives == {person})
    return score
