"""Turns whose speaker is known beforehand: pinned by a person, or stated by the source.

They enter the decoding as if a tag named the speaker outright.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from drama.script.attribution import features
from drama.script.attribution.features import Feature
from drama.script.attribution.turns import Turn
from drama.script.people.mentions import Mention
from drama.script.text.spans import Roster

PINNED = features.PINNED.name
"""The rule of a line whose speaker a person has pinned."""
_RULES = {PINNED: features.PINNED, features.STATED.name: features.STATED}


def known_by(turn: Turn) -> Feature | None:
    """Return the rule by which a turn's speaker is known beforehand; None for a turn to be decided."""
    return _RULES.get(turn.subject.rule) if turn.subject is not None else None


def with_known_speakers(
    turns: Iterable[Turn], known: Mapping[int, int], roster: Roster, stated: Collection[int] = frozenset()
) -> Iterator[Turn]:
    """Yield the turns, those with a piece in ``known`` (start of a spoken piece -> person) named outright.

    Of the known pieces those in ``stated`` are known from the source, all others from a person.

    A turn whose pieces are known to be different people's is cut into one turn each: a piece of nobody known goes with
    the one before it. The turn after learns who spoke last, as from a tag.
    """
    if not known:
        yield from turns
        return
    last: tuple[int, Mention] | None = None
    """Where among the mentions before the next turn the known speaker stands, and the mention."""
    for turn in turns:
        before = turn.before
        if last is not None:
            place = min(last[0], len(before))
            before = (*before[:place], last[1], *before[place:])
        last = None
        for part in _parts(turn, known):
            start = next((start for start in part.pieces if start in known), None)
            if start is None:
                yield part if before is part.before else replace(part, before=before)
                continue
            mention = _outright(known[start], roster, features.STATED if start in stated else features.PINNED)
            yield replace(part, before=before, subject=mention, beat=None, lead=None)
            before = (*turn.local, mention)
            last = (len(turn.local), mention)


def _outright(person: int, roster: Roster, rule: Feature) -> Mention:
    """Return a mention that names a person as a tag does, with a verb that no language has."""
    who = roster.people[person]
    return Mention(0, 0, (person,), who.gender, "name", who.name, verb="\0", rule=rule.name)


def _parts(turn: Turn, known: Mapping[int, int]) -> Iterator[Turn]:
    """Yield a turn in as many parts as it has known speakers, each from one of them up to the next."""
    speakers = [known.get(start) for start in turn.pieces]
    if len(set(speakers) - {None}) < 2:
        yield turn
        return
    cuts = [0]
    current: int | None = None
    for index, speaker in enumerate(speakers):
        if speaker is not None and speaker != current:
            if current is not None:
                cuts.append(index)
            current = speaker
    for low, high in zip(cuts, [*cuts[1:], len(turn.pieces)], strict=True):
        gap = turn.gap if low == 0 else 0
        tag = turn.tag if low == 0 else None
        yield replace(turn, pieces=turn.pieces[low:high], gap=gap, tag=tag)
