"""The discourse context of a turn: what the features of all its candidates need, computed once.

Two things: the state of the discourse, which is carried on from turn to turn (who was named lately, who has left), and
a turn's window of neighbours, from which everything else is derived on first use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from drama.model import Gender
from drama.script.attribution.advice import NO_ADVICE, Advices, Advised
from drama.script.attribution.turns import Turn
from drama.script.people.mentions import Mention
from drama.script.text.spans import Roster


@dataclass(slots=True)
class DiscourseState:
    """Who was named and addressed lately and who has left, as the story is read on."""

    named: dict[int, int] = field(default_factory=dict)
    """Person -> paragraph of the last mention in the narration or as a tag."""
    gone: set[int] = field(default_factory=set)
    """Whose last deed was to leave."""

    def copy(self) -> DiscourseState:
        """Return a state that is read on from here by itself."""
        return DiscourseState(dict(self.named), set(self.gone))

    def update(self, turn: Turn) -> None:
        """Take in a turn and the narration before it; a scene break brings everybody back."""
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
            oldest = turn.place - _FAR_PARAGRAPHS
            self.named = {person: paragraph for person, paragraph in self.named.items() if paragraph >= oldest}


SCENE_GAP = 5
"""What :func:`drama.script.attribution.turns.find_turns` counts for a scene break."""
_MAX_REMEMBERED = 60
_FAR_PARAGRAPHS = 40


Clue = Literal["name", "role", "other", "pronoun", "beat", "bare"]
"""What beside a turn tells of its speaker: a tag with a name, a description, a stranger or a pronoun; an action beat;
nothing."""


OWN = frozenset({"I", "my", "My"})
"""Subjects that mean whoever tells: "I said", "my voice said", "was my answer"."""


def clue_of(turn: Turn) -> Clue:
    """Return what beside a turn tells of its speaker; an "I" that is somebody counts as a name."""
    if turn.subject is not None:
        return "name" if turn.subject.text in OWN and turn.subject.people else turn.subject.kind
    return "beat" if turn.beat is not None else "bare"


def explicit(turn: Turn | None) -> tuple[int, ...]:
    """Return whom the turn's tag names outright."""
    if turn is None or turn.subject is None or clue_of(turn) != "name":
        return ()
    return turn.subject.people


def agrees(gender: Gender, pronoun: Gender) -> bool | None:
    """Whether a gender goes with a pronoun's; None where it cannot be told."""
    if gender is Gender.UNKNOWN or pronoun is Gender.UNKNOWN:
        return None
    return gender is pronoun


@dataclass(frozen=True)
class Context:
    """A turn in its window of neighbours, the state of the discourse, and the people."""

    turns: Sequence[Turn]
    """The window."""
    index: int
    """Where in the window the turn stands."""
    state: DiscourseState
    """As it is after the turn; read at once, for it changes with the next."""
    roster: Roster
    description_links: Mapping[int, Mapping[int, float]]
    """Described person -> named person -> how often the one stands where the other was just named."""
    first_pass: Sequence[Mapping[int, float]] = ()
    """Each turn's posterior from the first pass: person -> probability; empty while that pass runs."""
    advices: Advices = field(default_factory=lambda: NO_ADVICE)
    """What an assistant says of spoken pieces."""

    @cached_property
    def turn(self) -> Turn:
        """The turn itself."""
        return self.turns[self.index]

    @cached_property
    def clue(self) -> Clue:
        """What beside the turn tells of its speaker."""
        return clue_of(self.turn)

    @cached_property
    def advised(self) -> tuple[Advised, ...]:
        """What an assistant says of the turn."""
        return tuple(self.advices[start] for start in self.turn.pieces if start in self.advices)

    @cached_property
    def _reach(self) -> tuple[int, int]:
        """The first and the last turn of the conversation, at most :data:`FAR_TURNS` to either side."""
        first, last = self.index, self.index
        while first > max(0, self.index - FAR_TURNS) and self.turns[first].gap < FAR_GAP:
            first -= 1
        while last < min(len(self.turns) - 1, self.index + FAR_TURNS) and self.turns[last + 1].gap < FAR_GAP:
            last += 1
        return first, last

    def near(self, offset: int) -> Turn | None:
        """Return the turn so many on (below 0: back), at most :data:`FAR_TURNS`; None beyond the conversation."""
        first, last = self._reach
        return self.turns[self.index + offset] if first <= self.index + offset <= last else None

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
    def in_speech(self) -> frozenset[int]:
        """Who is named or addressed in the speech, or in that of the turns around, or is spoken to by what is told."""
        turn, before, older, after = self.turn, self.before, self.older, self.after
        people = set(turn.vocatives).union(turn.quoted, turn.asked)
        if turn.introduces is not None:
            people.add(turn.introduces)
        if before is not None:
            people.update(before.addressed, before.vocatives, before.quoted)
        if older is not None:
            people.update(older.vocatives)
        if after is not None:
            people.update(after.vocatives)
        return frozenset(people)

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
    def described_near(self) -> frozenset[int]:
        """Whom tags of the conversation describe, in other turns than this."""
        first, last = self._reach
        others = (self.turns[k].subject for k in range(first, last + 1) if k != self.index)
        return frozenset(m.people[0] for m in others if m is not None and m.kind == "role" and m.people)

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
        answers = self.before is not None and self.turn.gap == 0 and self.clue == "bare"
        return _pronoun_of(self.before) if answers else Gender.UNKNOWN

    @cached_property
    def called_before(self) -> Gender:
        """Of what gender the one is whom the line before addresses without a name."""
        return self.before.calls if self.before is not None and self.turn.gap == 0 else Gender.UNKNOWN

    @cached_property
    def called_after(self) -> Gender:
        """Of what gender the one is whom the next line addresses without a name."""
        return self.after.calls if self.after is not None and self.after.gap == 0 else Gender.UNKNOWN

    @cached_property
    def antecedents(self) -> list[tuple[int, bool]]:
        """Whom the tag's pronoun or description may mean, nearest first, and whether each was named as a subject."""
        return self._antecedents(self.turn.subject)

    @cached_property
    def here(self) -> Mapping[int, bool]:
        """Whom the paragraph itself names ahead of its tag, of the tag's gender, and whether as a subject."""
        subject = self.turn.subject
        found: dict[int, bool] = {}
        for mention in self.turn.local:
            if mention is subject or subject is None:
                break
            if mention.kind in {"name", "role"}:
                for person in mention.people[:1]:
                    if agrees(self.roster.people[person].gender, subject.gender) is not False:
                        found[person] = found.get(person, False) or mention.is_subject
        return found

    @cached_property
    def acting(self) -> int | None:
        """The nearest antecedent of the beat."""
        return next((person for person, _ in self._antecedents(self.turn.beat)), None)

    def _antecedents(self, pronoun: Mention | None) -> list[tuple[int, bool]]:
        nearest_first: dict[int, bool] = {}
        ahead = []
        for mention in self.turn.local:
            if mention is pronoun:
                break
            ahead.append(mention)
        gender = pronoun.gender if pronoun is not None else Gender.UNKNOWN
        before = self.turn.before
        if self.turn.tag is not None and self.turn.tag.place == "above":
            before = before[: next((k for k, mention in enumerate(before) if mention is pronoun), len(before))]
        for mention in reversed((*before, *ahead)):
            if mention.kind == "other":
                continue
            for person in mention.people[:1]:
                if person not in nearest_first and agrees(self.roster.people[person].gender, gender) is not False:
                    nearest_first[person] = mention.is_subject
        return list(nearest_first.items())

    @cached_property
    def named(self) -> list[Mention]:
        """Who is named since the turn before, in order."""
        if not self.turn.gap:
            return []
        between = self.turn.before[-self.turn.between :] if self.turn.between else ()
        return [m for m in between if (m.kind in ("name", "role") or self.first_pass) and m.people]

    @cached_property
    def acting_here(self) -> frozenset[int]:
        """Who acts in the paragraph's narration, up to whoever its tag names."""
        beat = (self.turn.beat,) if self.turn.beat is not None else ()
        acting = (m for m in (*self._ahead(self.turn.subject), *beat) if m.is_subject)
        return frozenset(m.people[0] for m in acting if m.people)

    def _ahead(self, subject: Mention | None) -> Sequence[Mention]:
        """Return who is mentioned in the paragraph before whoever its tag names."""
        local = self.turn.local
        return local[: next((k for k, mention in enumerate(local) if mention is subject), 0)]

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
        """Whose last deed since the turn before was to leave."""
        moves = {m.people[0]: m.move for m in self.turn.before if m.is_subject and m.people}
        return frozenset(person for person, move in moves.items() if move == "goes")

    @cached_property
    def long_gone(self) -> frozenset[int]:
        """Who left earlier than the turn before, and has done nothing since."""
        here = {person for mention in (*self.turn.before, *self.turn.local) for person in mention.people[:1]}
        return frozenset(self.state.gone - here)

    @cached_property
    def beside(self) -> frozenset[int]:
        """Who else is named in the paragraph's narration."""
        turn = self.turn
        return frozenset(p for m in turn.local if m is not turn.subject and m is not turn.beat for p in m.people)

    @cached_property
    def over_device(self) -> frozenset[int]:
        """Who, by the first pass, speaks out of a device in any turn but this one."""
        others = (k for k, turn in enumerate(self.turns) if turn.is_device_speech and k != self.index)
        posteriors = (self.first_pass[k] for k in others if k < len(self.first_pass))
        return frozenset(
            p for posterior in posteriors for p, probability in posterior.items() if probability >= _POSSIBLE
        )

    @cached_property
    def present(self) -> frozenset[int]:
        """Who speaks nearby, and not out of a device."""
        first, last = self._reach
        near = [k for k in range(first, last + 1) if not self.turns[k].is_device_speech]
        likely = (person for k in near if k < len(self.first_pass) for person in likely_speakers(self.first_pass[k]))
        return frozenset((*likely, *(person for k in near for person in explicit(self.turns[k])[:1])))

    @cached_property
    def spoke_before(self) -> frozenset[int]:
        """Who, by the first pass, speaks in the turns before the last."""
        return self._likely_at(range(-2, -FAR_TURNS - 1, -1))

    @cached_property
    def spoke_after(self) -> frozenset[int]:
        """Who, by the first pass, speaks in the turns after the next."""
        return self._likely_at(range(2, FAR_TURNS + 1))

    def _likely_at(self, offsets: range) -> frozenset[int]:
        posteriors = (self.first_pass[self.index + k] for k in offsets if self.near(k) is not None)
        return frozenset(person for posterior in posteriors for person in likely_speakers(posterior))


def likely_speakers(posterior: Mapping[int, float]) -> Iterator[int]:
    """Yield the people whom a turn's posterior makes its likely speakers: :data:`_LIKELY` and more, so one at most."""
    return (person for person, probability in posterior.items() if probability >= _LIKELY)


def _pronoun_of(turn: Turn | None) -> Gender:
    """Return the gender of the pronoun that tags a turn."""
    subject = turn.subject if turn is not None else None
    return subject.gender if subject is not None and subject.kind == "pronoun" else Gender.UNKNOWN


FAR_GAP = 3
"""Narrated paragraphs after which a conversation is taken to be another."""
FAR_TURNS = 6
"""Turns to either side that features look at."""
_POSSIBLE = 0.3
"""Probability from which on somebody counts as speaking out of a device: few can be."""
_LIKELY = 0.8
"""Probability from which on somebody counts as the speaker."""
