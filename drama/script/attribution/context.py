"""A turn among its neighbours: what is asked of everybody who may speak it, looked up once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from drama.model import Gender
from drama.script.attribution.turns import Turn
from drama.script.people.mentions import Mention
from drama.script.text.spans import Roster


@dataclass(slots=True)
class Memory:
    """Who has been named and has spoken lately, as the story is read on."""

    named: dict[int, int] = field(default_factory=dict)
    """Person -> paragraph of the last mention in the narration or as a tag."""
    gone: set[int] = field(default_factory=set)
    """Whose last deed was to go."""

    def note(self, turn: Turn) -> None:
        """Take in a turn and the narration before it."""
        if turn.gap >= SCENE_GAP:
            self.gone.clear()
        for mention in (*turn.before, *turn.local):
            for person in mention.people[:1]:
                self.named[person] = turn.place
                if mention.move == "goes":
                    self.gone.add(person)
                elif mention.is_subject:
                    self.gone.discard(person)
        for person in turn.vocatives:
            self.named.setdefault(person, turn.place - 2)
            self.gone.discard(person)
        if len(self.named) > _MAX_REMEMBERED:
            far = turn.place - _FAR_PARAGRAPHS
            self.named = {person: at for person, at in self.named.items() if at >= far}


SCENE_GAP = 5
"""What :func:`drama.script.attribution.turns.find_turns` counts for a scene break."""
_MAX_REMEMBERED = 60
_FAR_PARAGRAPHS = 40


def kind_of(turn: Turn) -> str:
    """Return what stands beside a turn: ``name``, ``role``, ``other``, ``pronoun``, ``beat`` or ``bare``."""
    if turn.subject is not None:
        return "name" if turn.subject.text == "I" and turn.subject.people else turn.subject.kind
    return "beat" if turn.beat is not None else "bare"


def explicit(turn: Turn | None) -> tuple[int, ...]:
    """Return whom the turn's tag names outright."""
    if turn is None or turn.subject is None or kind_of(turn) != "name":
        return ()
    return turn.subject.people


def agrees(gender: Gender, pronoun: Gender) -> bool | None:
    """Whether a gender goes with a pronoun's; None where it cannot be told."""
    if gender is Gender.UNKNOWN or pronoun is Gender.UNKNOWN:
        return None
    return gender is pronoun


@dataclass(frozen=True)
class View:
    """A turn among its neighbours, and what is known of the people."""

    turns: Sequence[Turn]
    at: int
    memory: Memory
    """As it is after the turn; read at once, as it changes with the next."""
    roster: Roster
    associations: Mapping[int, Mapping[int, float]]
    """Described person -> named person -> how often the one stands where the other was just named."""
    heard: Sequence[Mapping[int, float]] = ()
    """Each turn's shares of a first hearing; empty while there was none."""

    @cached_property
    def turn(self) -> Turn:
        """The turn itself."""
        return self.turns[self.at]

    @cached_property
    def kind(self) -> str:
        """What stands beside the turn."""
        return kind_of(self.turn)

    @cached_property
    def _reach(self) -> tuple[int, int]:
        """The first and the last turn of the conversation, no further than anything is asked about."""
        first, last = self.at, self.at
        while first > max(0, self.at - FAR_TURNS) and self.turns[first].gap < FAR_GAP:
            first -= 1
        while last < min(len(self.turns) - 1, self.at + FAR_TURNS) and self.turns[last + 1].gap < FAR_GAP:
            last += 1
        return first, last

    def near(self, offset: int) -> Turn | None:
        """Return the turn up to :data:`FAR_TURNS` on, or back, if it belongs to the same conversation."""
        first, last = self._reach
        return self.turns[self.at + offset] if first <= self.at + offset <= last else None

    @cached_property
    def before(self) -> Turn | None:
        """The turn before."""
        return self.near(-1)

    @cached_property
    def older(self) -> Turn | None:
        """The last turn but one."""
        return self.near(-2)

    @cached_property
    def after(self) -> Turn | None:
        """The next turn."""
        return self.near(1)

    @cached_property
    def later(self) -> Turn | None:
        """The next turn but one."""
        return self.near(2)

    @cached_property
    def said_next(self) -> int | None:
        """Whom the tag of the next turn names."""
        return next(iter(explicit(self.after)), None)

    @cached_property
    def said_after_next(self) -> int | None:
        """Whom the tag of the next turn but one names."""
        return next(iter(explicit(self.later)), None)

    @cached_property
    def named_after(self) -> frozenset[int]:
        """Who is named in the narration soon after."""
        soon = self.after.before[:6] if self.after is not None else ()
        return frozenset(person for mention in soon for person in mention.people)

    def talking(self, *offsets: int) -> frozenset[int]:
        """Return whom the tags of turns some turns on or back name."""
        return frozenset(person for offset in offsets for person in explicit(self.near(offset))[:1])

    @cached_property
    def talking_before(self) -> frozenset[int]:
        """Whom the tags of the last turns name."""
        return self.talking(-1, -2, -3, -4)

    @cached_property
    def talking_after(self) -> frozenset[int]:
        """Whom the tags of the next turns but two name."""
        return self.talking(3, 4)

    @cached_property
    def next_pronoun(self) -> Gender:
        """Of what gender the pronoun is that tags the answer."""
        return _pronoun_of(self.after) if self.after is not None and self.after.gap == 0 else Gender.UNKNOWN

    @cached_property
    def last_pronoun(self) -> Gender:
        """Of what gender the pronoun is that tags what a bare turn answers."""
        answers = self.before is not None and self.turn.gap == 0 and self.kind == "bare"
        return _pronoun_of(self.before) if answers else Gender.UNKNOWN

    @cached_property
    def antecedents(self) -> list[tuple[int, bool]]:
        """Whom the tag may mean, nearest first, and whether named as a subject."""
        return self._antecedents(self.turn.subject)

    @cached_property
    def acting(self) -> int | None:
        """Whom the beat most likely means."""
        return next((person for person, _ in self._antecedents(self.turn.beat)), None)

    def _antecedents(self, pronoun: Mention | None) -> list[tuple[int, bool]]:
        found: dict[int, bool] = {}
        ahead = []
        for mention in self.turn.local:
            if mention is pronoun:
                break
            ahead.append(mention)
        gender = pronoun.gender if pronoun is not None else Gender.UNKNOWN
        for mention in reversed((*self.turn.before, *ahead)):
            if mention.kind == "other":
                continue
            for person in mention.people[:1]:
                if person not in found and agrees(self.roster.people[person].gender, gender) is not False:
                    found[person] = mention.is_subject
        return list(found.items())

    @cached_property
    def named(self) -> list[Mention]:
        """Who is named since the turn before, in order."""
        if not self.turn.gap:
            return []
        return [m for m in self.turn.before if (m.kind in ("name", "role") or self.heard) and m.people]

    @cached_property
    def named_between(self) -> frozenset[int]:
        """The people named since the turn before."""
        return frozenset(mention.people[0] for mention in self.named)

    @cached_property
    def last_named(self) -> int | None:
        """Who is named last since the turn before."""
        return self.named[-1].people[0] if self.named else None

    @cached_property
    def last_subject(self) -> int | None:
        """Who acts last since the turn before."""
        return next((m.people[0] for m in reversed(self.named) if m.is_subject), None)

    @cached_property
    def gone(self) -> frozenset[int]:
        """Whose last deed since the turn before was to go."""
        moves = {m.people[0]: m.move for m in self.turn.before if m.is_subject and m.people}
        return frozenset(person for person, move in moves.items() if move == "goes")

    @cached_property
    def long_gone(self) -> frozenset[int]:
        """Who went before the turn before, and has done nothing since."""
        here = {person for mention in (*self.turn.before, *self.turn.local) for person in mention.people[:1]}
        return frozenset(self.memory.gone - here)

    @cached_property
    def beside(self) -> frozenset[int]:
        """Who else is named in the paragraph's narration."""
        turn = self.turn
        return frozenset(p for m in turn.local if m is not turn.subject and m is not turn.beat for p in m.people)

    @cached_property
    def by_wire(self) -> frozenset[int]:
        """Who was heard over a wire in any turn but this one."""
        others = (k for k, turn in enumerate(self.turns) if turn.is_wired and k != self.at)
        return frozenset(p for k in others if k < len(self.heard) for p, much in self.heard[k].items() if much >= _SOME)

    @cached_property
    def there(self) -> frozenset[int]:
        """Who speaks around without a wire."""
        first, last = self._reach
        near = [k for k in range(first, last + 1) if not self.turns[k].is_wired]
        heard = (person for k in near if k < len(self.heard) for person in heard_in(self.heard[k]))
        return frozenset((*heard, *(person for k in near for person in explicit(self.turns[k])[:1])))

    @cached_property
    def heard_before(self) -> frozenset[int]:
        """Who was heard in the turns before the last."""
        return self._heard_at(range(-2, -FAR_TURNS - 1, -1))

    @cached_property
    def heard_after(self) -> frozenset[int]:
        """Who was heard in the turns after the next."""
        return self._heard_at(range(2, FAR_TURNS + 1))

    def _heard_at(self, offsets: range) -> frozenset[int]:
        near = (self.heard[self.at + k] for k in offsets if self.near(k) is not None)
        return frozenset(person for share in near for person in heard_in(share))


def heard_in(share: Mapping[int, float]) -> Iterator[int]:
    """Yield who counts as heard by a turn's shares."""
    return (person for person, much in share.items() if much >= _HEARD)


def _pronoun_of(turn: Turn | None) -> Gender:
    """Return the gender of the pronoun that tags a turn."""
    subject = turn.subject if turn is not None else None
    return subject.gender if subject is not None and subject.kind == "pronoun" else Gender.UNKNOWN


FAR_GAP = 3
"""Narrated paragraphs after which a conversation is taken to be another."""
FAR_TURNS = 6
"""Turns to either side that are asked about."""
_SOME = 0.3
"""Share from which on somebody counts as heard over a wire: few can be."""
_HEARD = 0.8
"""Share from which on somebody counts as heard."""
