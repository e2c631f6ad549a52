"""Turns whose speaker a person has settled, or the source states.

They enter the decoding as if a tag named the speaker outright.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from drama.script.attribution.turns import Turn
from drama.script.people.mentions import Mention
from drama.script.text.spans import Roster

PINNED = "pinned"
"""The rule of a line whose speaker a person has settled."""
STATED = "stated"
"""The rule of a line whose speaker the source states."""


def is_settled(turn: Turn) -> bool:
    """Whether a person has settled, or the source states, who speaks a turn."""
    return turn.subject is not None and turn.subject.verb in {PINNED, STATED}


def settle(
    turns: Iterable[Turn], known: Mapping[int, int], roster: Roster, stated: Collection[int] = frozenset()
) -> Iterator[Turn]:
    """Yield the turns, those with a piece in ``known`` (start of a spoken piece -> person) named outright.

    Of the known pieces those in ``stated`` are known from the source, all others from a person.

    A turn whose pieces are known to be different people's is cut into one turn each: a piece nobody settled goes
    with the one before it. The turn after is told who spoke last, as a tag would have told it.
    """
    if not known:
        yield from turns
        return
    last: tuple[int, Mention] | None = None
    for turn in turns:
        before = turn.before
        if last is not None:
            at = min(last[0], len(before))
            before = (*before[:at], last[1], *before[at:])
        last = None
        for part in _parts(turn, known):
            settled = next((start for start in part.pieces if start in known), None)
            if settled is None:
                yield replace(part, before=before)
                continue
            mention = _outright(known[settled], roster, STATED if settled in stated else PINNED)
            yield replace(part, before=before, subject=mention, beat=None, lead=None)
            before = (*turn.local, mention)
            last = (len(turn.local), mention)


def _outright(person: int, roster: Roster, rule: str) -> Mention:
    who = roster.people[person]
    return Mention(0, 0, (person,), who.gender, "name", who.name, verb=rule)


def _parts(turn: Turn, known: Mapping[int, int]) -> Iterator[Turn]:
    """Yield a turn in as many parts as it is known to have speakers."""
    speakers = [known.get(start) for start in turn.pieces]
    if len(set(speakers) - {None}) < 2:
        yield turn
        return
    cuts = [0]
    here: int | None = None
    for at, speaker in enumerate(speakers):
        if speaker is not None and speaker != here:
            if here is not None:
                cuts.append(at)
            here = speaker
    for low, high in zip(cuts, [*cuts[1:], len(turn.pieces)], strict=True):
        gap = turn.gap if low == 0 else 0
        tag = turn.tag if low == 0 else None
        yield replace(turn, pieces=turn.pieces[low:high], gap=gap, tag=tag)
