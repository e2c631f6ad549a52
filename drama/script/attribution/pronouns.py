"""Pronoun resolution in the narration, by salience, once the first pass tells who probably spoke.

Everybody has a salience, as in Lappin and Leass (1994): it grows with each mention, more for a subject than for others,
and with each turn spoken, and fades with every mention, turn and narrated paragraph. A pronoun means the most salient
person of its gender, unless the next is close behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from drama.model import Gender
from drama.script.attribution.decoder import NOBODY
from drama.script.attribution.turns import Turn
from drama.script.people.mentions import Mention
from drama.script.text.spans import Roster

_FADE = 0.8
"""What is left of somebody's salience after another mention; a turn and a narrated paragraph count twice."""
_SUBJECT = 1.0
_NAMED = 0.4
_SPOKE = 0.6
_CALLED = 0.4
_LEAD = 1.3
"""How many times as salient as the next a person must be for a pronoun to mean nobody else."""
_FORGOTTEN = 0.05
"""Less salience is dropped."""
_SURE = 0.6
"""Probability from which on the pronoun of a tag means the likeliest speaker."""


class _Salience:
    """How salient each person is at a place in the story."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._of: dict[int, float] = {}
        self._focus: dict[Gender, int] = {}
        """Who acted last in this stretch of narration."""
        self._last_start = 0

    def read(self, mention: Mention) -> None:
        """Go on to a mention; offsets that start again are another stretch of narration."""
        if mention.start <= self._last_start:
            self._focus = {}
        self._last_start = mention.start

    def note_subject(self, mention: Mention) -> None:
        """Take in whom a mention has act."""
        if mention.is_subject and mention.people:
            self._focus[self._roster.people[mention.people[0]].gender] = mention.people[0]

    def fade(self, times: int = 1) -> None:
        """Let everybody become less salient."""
        left = _FADE ** min(times, 20)
        self._of = {person: value * left for person, value in self._of.items() if value * left > _FORGOTTEN}

    def add(self, person: int, value: float) -> None:
        """Let somebody become more salient."""
        self._of[person] = self._of.get(person, 0.0) + value

    def resolve(self, gender: Gender) -> int | None:
        """Return whom a pronoun of a gender means; None where two people are about as salient."""
        if gender in self._focus:
            return self._focus[gender]
        ranked = sorted(
            (
                (value * (1.0 if who.gender is gender else 0.5), person)
                for person, value in self._of.items()
                if (who := self._roster.people[person]).gender is gender
                or (who.gender is Gender.UNKNOWN and not who.is_crowd)
            ),
            reverse=True,
        )
        if not ranked or (len(ranked) > 1 and ranked[0][0] < _LEAD * ranked[1][0]):
            return None
        return ranked[0][1]


def resolve_pronouns(
    turns: Sequence[Turn], first_pass: Sequence[Mapping[int, float]], roster: Roster
) -> Iterator[Turn]:
    """Yield the turns with the pronouns in the narration around them resolved.

    ``first_pass`` has each turn's posterior. The pronoun of a tag is left alone in its own turn: whom it means is
    weighed by features, with everything else.
    """
    salience = _Salience(roster)
    previous: tuple[Mention, ...] = ()
    previous_resolved: tuple[Mention, ...] = ()
    for turn, posterior in zip(turns, first_pass, strict=True):
        resolved: dict[int, Mention] = {}
        salience.fade(2 * turn.gap)
        known = len(previous) if turn.before[: len(previous)] == previous else 0
        unread = (_resolved(mention, salience, resolved, turn) for mention in turn.before[known:])
        before = (*previous_resolved[:known], *unread)
        local = tuple(_resolved(mention, salience, resolved, turn) for mention in turn.local)
        beat = resolved.get(id(turn.beat), turn.beat) if turn.beat is not None else None
        is_as_it_was = before == turn.before and local == turn.local
        yield turn if is_as_it_was else replace(turn, before=before, local=local, beat=beat)
        salience.fade()
        for person in turn.vocatives:
            salience.add(person, _CALLED)
        best = max(posterior, key=lambda person: posterior[person]) if posterior else NOBODY
        if best != NOBODY:
            salience.add(best, _SPOKE * posterior[best])
            if posterior[best] >= _SURE and turn.subject is not None and not turn.subject.people:
                local = tuple(_with_speaker(best, local, turn.subject))
        previous, previous_resolved = turn.local, local


def _with_speaker(speaker: int, local: Sequence[Mention], subject: Mention) -> Iterator[Mention]:
    """Yield the mentions of a paragraph, the tag's pronoun and those like it that follow resolved to the speaker.

    "…," he said. And he marched off: until somebody else is named.
    """
    follows = False
    for mention in local:
        if mention is subject:
            follows = True
            yield replace(mention, people=(speaker,))
        elif follows and mention.kind == "pronoun" and mention.gender is subject.gender and not mention.people:
            yield replace(mention, people=(speaker,))
        else:
            follows = follows and mention.kind not in {"name", "role"}
            yield mention


def _resolved(mention: Mention, salience: _Salience, resolved: dict[int, Mention], turn: Turn) -> Mention:
    """Return a mention, a pronoun resolved (and noted in ``resolved``), and let whom it means become more salient."""
    salience.read(mention)
    if mention is turn.subject:
        salience.note_subject(mention)
        return mention
    if mention.kind == "pronoun" and not mention.people and mention.gender is not Gender.UNKNOWN:
        person = salience.resolve(mention.gender)
        if person is not None:
            resolved[id(mention)] = mention = replace(mention, people=(person,))
    salience.note_subject(mention)
    if mention.people:
        is_pronoun = mention.kind == "pronoun"
        if not is_pronoun:
            salience.fade()
        salience.add(mention.people[0], (_SUBJECT if mention.is_subject else _NAMED) * (0.5 if is_pronoun else 1.0))
    return mention
