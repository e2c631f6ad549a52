"""What speaks for and against each candidate: small named features with weights."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from drama.model import Gender
from drama.script.lexicon import DEVICE_NOUNS, GENERIC_NOUNS, KIN_NOUNS, PLURAL_NOUNS
from drama.script.mentions import Mention
from drama.script.passages import Person, Roster
from drama.script.turns import Turn


@cache
def weights() -> dict[str, float]:
    """Return the weight of every feature; those not named weigh nothing."""
    text = (files("drama.script") / "data" / "weights.toml").read_text(encoding="utf-8")
    return defaultdict(float, tomllib.loads(text)["weights"])


@dataclass(slots=True)
class Candidate:
    """Somebody who may speak a turn."""

    person: int
    score: float
    features: tuple[str, ...]


@dataclass(slots=True)
class Memory:
    """Who has been named and has spoken lately, as the story is read on."""

    named: dict[int, int] = field(default_factory=dict)
    """Person -> paragraph of the last mention in the narration or as a tag."""

    def note(self, turn: Turn) -> None:
        """Take in a turn and the narration before it."""
        for mention in (*turn.before, *turn.local):
            for person in mention.people[:1]:
                self.named[person] = turn.place
        for person in turn.vocatives:
            self.named.setdefault(person, turn.place - 2)
        if len(self.named) > _MAX_REMEMBERED:
            far = turn.place - _FAR_PARAGRAPHS
            self.named = {person: at for person, at in self.named.items() if at >= far}


_MAX_REMEMBERED = 60
_FAR_PARAGRAPHS = 40
_MAX_CANDIDATES = 8


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


def antecedents(turn: Turn, pronoun: Mention, roster: Roster) -> list[tuple[int, bool]]:
    """Return whom a pronoun or a noun may mean, nearest first, and whether named as a subject."""
    found: dict[int, bool] = {}
    ahead = []
    for mention in turn.local:
        if mention is pronoun:
            break
        ahead.append(mention)
    for mention in reversed((*turn.before, *ahead)):
        if mention.kind == "other":
            continue
        for person in mention.people[:1]:
            if person not in found and agrees(roster.people[person].gender, pronoun.gender) is not False:
                found[person] = mention.is_subject
    return list(found.items())


def agrees(gender: Gender, pronoun: Gender) -> bool | None:
    """Whether a gender goes with a pronoun's; None where it cannot be told."""
    if gender is Gender.UNKNOWN or pronoun is Gender.UNKNOWN:
        return None
    return gender is pronoun


@dataclass(frozen=True, slots=True)
class View:
    """A turn among its neighbours, and what is known of the people."""

    turns: list[Turn]
    at: int
    memory: Memory
    roster: Roster
    associations: Mapping[int, Mapping[int, float]]
    """Described person -> named person -> how often the one stands where the other was just named."""
    heard: Sequence[Mapping[int, float]] = ()
    """Each turn's shares of a first hearing; empty while there was none."""
    _near: dict[int, Turn | None] = field(default_factory=dict)

    @property
    def turn(self) -> Turn:
        """The turn itself."""
        return self.turns[self.at]

    def near(self, offset: int) -> Turn | None:
        """Return the turn some turns on, or back, if it belongs to the same conversation."""
        if offset not in self._near:
            self._near[offset] = self._found(offset)
        return self._near[offset]

    def _found(self, offset: int) -> Turn | None:
        at = self.at + offset
        if not 0 <= at < len(self.turns):
            return None
        between = self.turns[self.at + 1 : at + 1] if offset > 0 else self.turns[at + 1 : self.at + 1]
        return None if any(turn.gap >= FAR_GAP for turn in between) else self.turns[at]


FAR_GAP = 3
"""Narrated paragraphs after which a conversation is taken to be another."""


def candidates(view: View) -> list[Candidate]:
    """Return who may speak a turn, best first, judged by everything but who speaks the turns beside it."""
    turn, roster = view.turn, view.roster
    people = set(explicit(turn))
    if len(people) != 1:
        recent = sorted(view.memory.named.items(), key=lambda item: (-item[1], item[0]))[:_MAX_RECENT]
        people.update(person for person, _ in recent)
        for mention in (*turn.before, *turn.local):
            people.update(mention.people[:2])
        for near in view.turns[max(0, view.at - 4) : view.at + 5]:
            people.update(explicit(near)[:1])
            if near is not turn:
                people.update(near.vocatives)
        if turn.subject is not None:
            for person in turn.subject.people[:1]:
                people.update(list(view.associations.get(person, ()))[:3])
        for share in view.heard[max(0, view.at - 4) : view.at + 5]:
            people.update(person for person, much in share.items() if much >= _HEARD and person >= 0)
        people.update(person for person in (roster.narrator, turn.introduces) if person is not None)
    weigh = weights()
    found = []
    for person in sorted(people):
        names = tuple(features(view, person))
        found.append(Candidate(person, sum(weigh[name] for name in names), names))
    found.sort(key=lambda c: (-c.score, c.person))
    best = found[0].score if found else 0.0
    return [c for c in found[:_MAX_CANDIDATES] if c.score > best - _MAX_BEHIND]


_MAX_RECENT = 14
_MAX_BEHIND = 9.0


def features(view: View, person: int) -> Iterator[str]:
    """Yield the names of everything that speaks for or against a candidate."""
    who = view.roster.people[person]
    turn = view.turn
    kind = kind_of(turn)
    if turn.subject is not None:
        yield from _tag_features(view, turn.subject, person, who)
    elif turn.lead is not None:
        if person in turn.lead.people:
            yield "lead"
        elif turn.lead.kind == "pronoun":
            fits = agrees(who.gender, turn.lead.gender)
            yield "lead pronoun" if fits else "lead wrong" if fits is False else "lead unknown"
    if turn.beat is not None:
        yield from _beat_features(view, turn.beat, person, who)
    if kind != "name":
        yield from _speech_features(view, person)
        yield from _neighbour_features(view, person, who)
        yield from _salience_features(view, person, who)
        if view.heard:
            yield from _heard_features(view, person)
        if who.is_narrator:
            yield "narrator " + kind
        elif who.is_crowd:
            yield "crowd " + kind


def _tag_features(view: View, subject: Mention, person: int, who: Person) -> Iterator[str]:  # noqa: C901, PLR0912 - one branch a feature
    kind = kind_of(view.turn)
    if kind == "name":
        if person in subject.people:
            yield "tag" if person == subject.people[0] else "tag 2nd"
        return
    if kind == "other":
        if person in subject.people:
            yield "crowd tag"
        return
    if kind == "role":
        if person in subject.people:
            words = subject.text.lower().split()
            yield "role"
            if words[0] in ("a", "an", "another"):
                yield "role new"
            elif words[-1] in DEVICE_NOUNS:
                yield "role device"
            elif words[-1] in GENERIC_NOUNS:
                yield "role generic"
            elif "'s" in subject.text:
                yield "role owned"
            elif words[-1] in KIN_NOUNS:
                yield "role kin"
            elif words[0] == "the" and not any(n >= _POINTS for n in view.associations.get(person, _NOTHING).values()):
                yield "role trade"
            if who.mentions >= _OFTEN:
                yield "role often"
            return
        share = max((view.associations.get(p, _NOTHING).get(person, 0.0) for p in subject.people[:1]), default=0.0)
        if subject.text.split()[0].lower() in ("a", "an", "another"):
            share = 0.0  # somebody new is nobody named
        if share >= 0.5:
            yield "role associated"
        elif share >= 0.2:
            yield "role associated sometimes"
    if subject.gender is not Gender.UNKNOWN:
        fits = agrees(who.gender, subject.gender)
        yield f"{kind} gender" if fits else f"{kind} gender wrong" if fits is False else f"{kind} gender unknown"
    if subject.text.lower() in ("they", "we"):
        yield "group" if is_group(who) else "group wrong"
    ranked = antecedents(view.turn, subject, view.roster)
    for rank, (other, is_subject) in enumerate(ranked[:2]):
        if other == person:
            yield f"{kind} antecedent {rank + 1}"
            if is_subject:
                yield f"{kind} antecedent subject"


_NOTHING: Mapping[int, float] = MappingProxyType({})
_OFTEN = 20
_POINTS = 0.3
"""From here on a description may well stand for somebody named."""


def is_group(who: Person) -> bool:
    """Whether somebody is more than one."""
    last = who.name.lower().split()[-1]
    return who.is_crowd and (last in PLURAL_NOUNS or last in ("all", "both", "everyone", "everybody"))


def _beat_features(view: View, beat: Mention, person: int, who: Person) -> Iterator[str]:
    place = "before" if view.turn.beat_is_first else "after"
    if beat.text in ("I", "my") and beat.people:
        if who.is_narrator:
            yield "beat I"
    elif beat.people and person == beat.people[0]:
        yield f"beat {beat.kind} {place}"
    elif beat.people and beat.kind == "name":
        yield "beat other"
    if beat.kind in ("pronoun", "role") and beat.gender is not Gender.UNKNOWN:
        fits = agrees(who.gender, beat.gender)
        if fits:
            yield f"beat {beat.kind} gender"
            if person in [other for other, _ in antecedents(view.turn, beat, view.roster)[:1]]:
                yield "beat antecedent"
        elif fits is False:
            yield "beat gender wrong"


def _speech_features(view: View, person: int) -> Iterator[str]:
    turn = view.turn
    if person == turn.introduces:
        yield "introduces self"
    elif person in turn.vocatives:
        yield "addresses self"
    elif person in turn.quoted:
        yield "names self"
    before, older = view.near(-1), view.near(-2)
    if before is not None and person in before.vocatives:
        yield "addressed before" if turn.gap == 0 else "addressed before gap"
    elif before is not None and person in before.quoted:
        yield "named in speech before"
    if older is not None and person in older.vocatives:
        yield "addressed two before"
    after = view.near(1)
    if after is not None and person in after.vocatives:
        yield "addressed after" if after.gap == 0 else "addressed after gap"
    gender = view.roster.people[person].gender
    if before is not None and turn.gap == 0 and (fits := agrees(gender, before.calls)) is not None:
        yield "called before" if fits else "called before wrong"
    if after is not None and after.gap == 0 and (fits := agrees(gender, after.calls)) is not None:
        yield "called after" if fits else "called after wrong"


def _neighbour_features(view: View, person: int, who: Person) -> Iterator[str]:  # noqa: C901 - one branch a feature
    kind = kind_of(view.turn)
    after, later = view.near(1), view.near(2)
    is_first = not view.heard
    if after is not None:
        close = after.gap == 0
        if explicit(after)[:1] == (person,):
            yield "said next" if close else "said next gap"
        elif later is not None and explicit(later)[:1] == (person,):
            yield "said after next" if close and later.gap == 0 else "said after next gap"
        if close and after.subject is not None and after.subject.kind == "pronoun":
            fits = agrees(who.gender, after.subject.gender)
            if fits is not None:
                yield "next pronoun fits" if fits else "next pronoun differs"
        if any(person in mention.people for mention in after.before[:6]):
            yield "named after"
    if is_first and any(explicit(near)[:1] == (person,) for near in _some(view, -1, -2, -3, -4)):
        yield "talking before"
    if is_first and any(explicit(near)[:1] == (person,) for near in _some(view, 3, 4)):
        yield "talking after"
    before = view.near(-1)
    subject = before.subject if before is not None and view.turn.gap == 0 and kind == "bare" else None
    if subject is not None and subject.kind == "pronoun":
        fits = agrees(who.gender, subject.gender)
        if fits is not None:
            yield "last pronoun fits" if fits else "last pronoun differs"


def _some(view: View, *offsets: int) -> Iterator[Turn]:
    """Yield those of the turns some turns on or back that belong to the conversation."""
    return (turn for offset in offsets if (turn := view.near(offset)) is not None)


def _salience_features(view: View, person: int, who: Person) -> Iterator[str]:
    turn = view.turn
    kind = kind_of(turn)
    named = [m for m in turn.before if (m.kind in ("name", "role") or view.heard) and m.people]
    subjects = [m for m in named if m.is_subject]
    if turn.gap:
        if subjects and person == subjects[-1].people[0]:
            yield f"last subject {kind}"
        if named and person == named[-1].people[0]:
            yield f"last named {kind}"
        if any(person == m.people[0] for m in named):
            yield "named between"
    own = [m for m in turn.before if m.is_subject and m.people[:1] == (person,)]
    if own and own[-1].move == "goes":
        yield "goes"
    if any(person in m.people for m in turn.local if m is not turn.subject and m is not turn.beat):
        yield f"beside {kind}"
    age = turn.place - view.memory.named.get(person, -1000)
    yield "recent 1" if age <= 2 else "recent 3" if age <= 5 else "recent 8" if age <= 12 else "recent far"
    if who.mentions >= view.roster.often:
        yield "often"


def _heard_features(view: View, person: int) -> Iterator[str]:
    """Yield what a first hearing says: who else talks around a turn, but for the turns right beside it."""
    back = [view.heard[view.at + k].get(person, 0.0) for k in range(-2, -_HEARD_REACH, -1) if view.near(k) is not None]
    on = [view.heard[view.at + k].get(person, 0.0) for k in range(2, _HEARD_REACH) if view.near(k) is not None]
    if max(back, default=0.0) >= _HEARD:
        yield "heard before"
    if max(on, default=0.0) >= _HEARD:
        yield "heard after"


_HEARD = 0.8
"""Share from which on somebody counts as heard."""
_HEARD_REACH = 7
"""Turns to either side."""


def link_features(  # noqa: PLR0917 - called for every path; keywords cost time
    turn: Turn, before: Turn | None, older: Turn | None, speaker: int, last: int, last_but_one: int
) -> Iterator[str]:
    """Yield what the two speakers before say for or against a speaker."""
    kind = kind_of(turn)
    gap = "close" if turn.gap == 0 else "gap" if turn.gap < FAR_GAP else "far"
    if speaker == last:
        yield f"repeat {gap} {kind}"
    elif speaker == last_but_one:
        total = turn.gap + (before.gap if before is not None else 0)
        gap = "close" if total == 0 else "gap" if total < FAR_GAP + 1 else "far"
        yield f"alternate {gap} {kind}"
        if before is not None and gap == "close" and last in before.vocatives:
            yield "alternate odd"
    if last in turn.vocatives and speaker != last:
        yield "answers address"
    is_near = older is not None and before is not None and before.gap < FAR_GAP and turn.gap < FAR_GAP
    if is_near and older is not None and speaker in older.vocatives and speaker not in {last, last_but_one}:
        yield "addressed unanswered"
