"""Whom the pronouns of the narration mean, once it is known who probably spoke."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from drama.model import Gender
from drama.script.attribution.decoder import NOBODY
from drama.script.attribution.turns import Turn
from drama.script.people.mentions import Mention
from drama.script.text.spans import Roster

_FADE = 0.8
"""What is left of somebody's prominence after another mention; a turn and a narrated paragraph count twice."""
_SUBJECT = 1.0
_NAMED = 0.4
_SPOKE = 0.6
_LEAD = 1.3
"""How many times as prominent as the next a person must be for a pronoun to mean nobody else."""
_FORGOTTEN = 0.05
"""What is fainter is dropped."""
_SURE = 0.6
"""Share from which on the pronoun of a tag means the one heard."""


class _Prominence:
    """Who stands how far in front for the reader."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._of: dict[int, float] = {}

    def fade(self, times: int = 1) -> None:
        """Let everybody step back."""
        left = _FADE ** min(times, 20)
        self._of = {person: value * left for person, value in self._of.items() if value * left > _FORGOTTEN}

    def add(self, person: int, much: float) -> None:
        """Let somebody step forward."""
        self._of[person] = self._of.get(person, 0.0) + much

    def meant(self, gender: Gender) -> int | None:
        """Return whom a pronoun means, or None where that cannot be told."""
        ranked = sorted(
            (
                (value * (1.0 if who.gender is gender else 0.5), person)
                for person, value in self._of.items()
                if (who := self._roster.people[person]).gender in (gender, Gender.UNKNOWN)
            ),
            reverse=True,
        )
        if not ranked or (len(ranked) > 1 and ranked[0][0] < _LEAD * ranked[1][0]):
            return None
        return ranked[0][1]


def give_meaning(turns: Sequence[Turn], heard: Sequence[Mapping[int, float]], roster: Roster) -> Iterator[Turn]:
    """Yield the turns with the pronouns around them meaning somebody.

    ``heard`` has each turn's shares of a first hearing. The pronoun of a tag is left alone: what it means is weighed
    with everything else.
    """
    front = _Prominence(roster)
    previous: tuple[Mention, ...] = ()
    meant: tuple[Mention, ...] = ()
    for turn, share in zip(turns, heard, strict=True):
        told: dict[int, Mention] = {}
        front.fade(2 * turn.gap)
        known = len(previous) if turn.before[: len(previous)] == previous else 0
        before = (*meant[:known], *(_read(mention, front, told, turn) for mention in turn.before[known:]))
        local = tuple(_read(mention, front, told, turn) for mention in turn.local)
        beat = told.get(id(turn.beat), turn.beat) if turn.beat is not None else None
        yield replace(turn, before=before, local=local, beat=beat)
        front.fade()
        best = max(share, key=lambda person: share[person]) if share else NOBODY
        if best != NOBODY:
            front.add(best, _SPOKE * share[best])
            if share[best] >= _SURE and turn.subject is not None and not turn.subject.people:
                local = tuple(_meant_by(best, local, turn.subject))
        previous, meant = turn.local, local


def _meant_by(best: int, local: Sequence[Mention], subject: Mention) -> Iterator[Mention]:
    """Yield the mentions of a paragraph, the tag's pronoun and those like it that follow meaning one person.

    "…," he said. And he marched off: until somebody else is named.
    """
    follows = False
    for mention in local:
        if mention is subject:
            follows = True
            yield replace(mention, people=(best,))
        elif follows and mention.kind == "pronoun" and mention.gender is subject.gender and not mention.people:
            yield replace(mention, people=(best,))
        else:
            follows = follows and mention.kind not in {"name", "role"}
            yield mention


def _read(mention: Mention, front: _Prominence, told: dict[int, Mention], turn: Turn) -> Mention:
    """Return a mention with its meaning, and let whom it means step forward."""
    people = mention.people[:1]
    if (
        mention.kind == "pronoun"
        and not people
        and mention.gender is not Gender.UNKNOWN
        and mention is not turn.subject
    ):
        meant = front.meant(mention.gender)
        if meant is not None:
            told[id(mention)] = mention = replace(mention, people=(meant,))
            people = (meant,)
    if people and mention is not turn.subject:
        if mention.kind != "pronoun":
            front.fade()
        front.add(people[0], (_SUBJECT if mention.is_subject else _NAMED) * (1.0 if mention.kind != "pronoun" else 0.5))
    return mention
