"""Pinned turns: their speaker is given by a correction, and they enter the decoding as if a tag named the speaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from drama.script.attribution import features
from drama.script.attribution.turns import Turn
from drama.script.people.mentions import Mention
from drama.script.text.spans import Roster

PINNED = features.PINNED.name
"""The rule of a line whose speaker is pinned."""


def is_pinned(turn: Turn) -> bool:
    """Whether a turn's speaker is pinned."""
    return turn.subject is not None and turn.subject.verb == PINNED


def pin_speakers(turns: Iterable[Turn], pinned: Mapping[int, int], roster: Roster) -> Iterator[Turn]:
    """Yield the turns, those with a piece in ``pinned`` (start of a spoken piece -> person) named outright.

    A turn whose pieces are pinned to different people is cut into one turn each: a piece that is not pinned goes with
    the one before it. The turn after learns who spoke last, as a tag would have told it.
    """
    if not pinned:
        yield from turns
        return
    last: tuple[int, Mention] | None = None
    """Where among the mentions before the next turn the pinned speaker stands, and the mention."""
    for turn in turns:
        before = turn.before
        if last is not None:
            place = min(last[0], len(before))
            before = (*before[:place], last[1], *before[place:])
        last = None
        for part in _parts(turn, pinned):
            speaker = next((pinned[start] for start in part.pieces if start in pinned), None)
            if speaker is None:
                yield replace(part, before=before)
                continue
            mention = _outright(speaker, roster)
            yield replace(part, before=before, subject=mention, beat=None, lead=None)
            before = (*turn.local, mention)
            last = (len(turn.local), mention)


def _outright(person: int, roster: Roster) -> Mention:
    """Return a mention that names a person as a tag does."""
    who = roster.people[person]
    return Mention(0, 0, (person,), who.gender, "name", who.name, verb=PINNED)


def _parts(turn: Turn, pinned: Mapping[int, int]) -> Iterator[Turn]:
    """Yield a turn in as many parts as it has pinned speakers, each from one of them up to the next."""
    speakers = [pinned.get(start) for start in turn.pieces]
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
