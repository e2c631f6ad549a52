"""What speaks for and against each candidate: small named features with weights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from drama.model import Gender
from drama.script.mentions import Mention
from drama.script.passages import Person, Roster
from drama.script.turns import Turn

WEIGHTS: dict[str, float] = {
    "tag": 9.0,
    "tag 2nd": 6.0,
    "not tag": -4.0,
    "lead": 5.0,
    "lead pronoun": 1.0,
    "beat": 3.0,
    "beat pronoun": 0.5,
    "pronoun gender": 1.0,
    "pronoun gender unknown": -0.5,
    "pronoun gender wrong": -6.0,
    "beat gender wrong": -2.0,
    "first person tag": 8.0,
    "first person beat": 3.0,
    "narrator without I": -1.0,
    "antecedent": 1.5,
    "antecedent 2nd": 0.4,
    "named beside": 0.4,
    "object of tag": -2.0,
    "addresses self": -4.0,
    "names self": -1.5,
    "addressed before": 2.0,
    "addressed two before": -0.5,
    "addressed after": 1.2,
    "last subject before": 0.7,
    "last named before": 0.4,
    "named after": 0.3,
    "recent 1": 0.9,
    "recent 3": 0.5,
    "recent 8": 0.0,
    "recent far": -1.0,
    "frequent": 0.35,
    "crowd": -1.5,
    "said before": 0.6,
    "said next": -0.6,
    "said after next": 0.8,
    "repeat": -1.6,
    "repeat after gap": 0.0,
    "repeat far": 0.2,
    "repeat beat": 0.8,
    "alternate": 2.2,
    "alternate after gap": 0.8,
    "alternate far": 0.2,
    "answers address": 0.8,
}


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
    subjects: dict[int, int] = field(default_factory=dict)

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


def explicit(turn: Turn | None) -> tuple[int, ...]:
    """Return whom the turn's tag names outright."""
    if turn is None or turn.subject is None or turn.subject.kind not in ("name", "role"):
        if turn is not None and turn.subject is not None and turn.subject.text == "I":
            return turn.subject.people
        return ()
    return turn.subject.people


def antecedents(turn: Turn, pronoun: Mention, roster: Roster) -> list[int]:
    """Return whom a pronoun may mean, nearest first: people of its gender named before it."""
    found: list[int] = []
    ahead = []
    for mention in turn.local:
        if mention is pronoun:
            break
        ahead.append(mention)
    for mention in reversed((*turn.before, *ahead)):
        if mention.kind == "pronoun":
            continue
        for person in mention.people[:1]:
            if person not in found and agrees(roster.people[person].gender, pronoun.gender) is not False:
                found.append(person)
    return found


def agrees(gender: Gender, pronoun: Gender) -> bool | None:
    """Whether a gender goes with a pronoun's; None where it cannot be told."""
    if gender is Gender.UNKNOWN or pronoun is Gender.UNKNOWN:
        return None
    return gender is pronoun


def candidates(turns: list[Turn], at: int, memory: Memory, roster: Roster) -> list[Candidate]:
    """Return who may speak a turn, best first, judged by everything but who speaks the turns beside it."""
    turn = turns[at]
    people = set(explicit(turn))
    certain = len(people) == 1
    if not certain:
        recent = sorted(memory.named.items(), key=lambda item: -item[1])[:14]
        people.update(person for person, _ in recent)
        for mention in (*turn.before, *turn.local):
            people.update(mention.people[:2])
        for near in turns[max(0, at - 3) : at + 4]:
            people.update(explicit(near)[:1])
            if near is not turn:
                people.update(near.vocatives)
        if roster.narrator is not None:
            people.add(roster.narrator)
    found = []
    for person in sorted(people):
        names = tuple(_features(turns, at, person, memory, roster))
        found.append(Candidate(person, sum(WEIGHTS[name] for name in names), names))
    found.sort(key=lambda c: (-c.score, c.person))
    best = found[0].score if found else 0.0
    return [c for c in found[:_MAX_CANDIDATES] if c.score > best - 12]


def _features(turns: list[Turn], at: int, person: int, memory: Memory, roster: Roster) -> Iterator[str]:
    """Yield the names of everything that speaks for or against a candidate."""
    turn = turns[at]
    who = roster.people[person]
    yield from _tag_features(turn, person, who, roster)
    if turn.beat is not None:
        yield from _beat_features(turn, turn.beat, person, who, roster)
    yield from _speech_features(turns, at, person)
    yield from _salience_features(turn, person, who, memory)
    if who.is_crowd:
        yield "crowd"


def _tag_features(turn: Turn, person: int, who: Person, roster: Roster) -> Iterator[str]:
    subject = turn.subject
    if subject is None:
        if turn.lead is not None:
            if person in turn.lead.people:
                yield "lead"
            elif turn.lead.kind == "pronoun" and agrees(who.gender, turn.lead.gender):
                yield "lead pronoun"
        if who.is_narrator and (turn.beat is None or turn.beat.text not in ("I", "my")):
            yield "narrator without I"
        return
    if subject.people:
        if subject.text == "I":
            yield "first person tag" if who.is_narrator else "not tag"
        elif person == subject.people[0]:
            yield "tag"
        elif person in subject.people:
            yield "tag 2nd"
        else:
            yield "not tag"
        return
    if subject.kind == "pronoun" and subject.gender is not Gender.UNKNOWN:
        if who.is_narrator:
            yield "not tag"
        fits = agrees(who.gender, subject.gender)
        yield "pronoun gender" if fits else "pronoun gender wrong" if fits is False else "pronoun gender unknown"
        ranked = antecedents(turn, subject, roster)
        if person in ranked[:2]:
            yield "antecedent" if person == ranked[0] else "antecedent 2nd"


def _beat_features(turn: Turn, beat: Mention, person: int, who: Person, roster: Roster) -> Iterator[str]:
    if beat.text in ("I", "my") and beat.people:
        if who.is_narrator:
            yield "first person beat"
    elif beat.people:
        if person in beat.people:
            yield "beat"
    elif beat.kind == "pronoun" and beat.gender is not Gender.UNKNOWN:
        fits = agrees(who.gender, beat.gender)
        if fits:
            yield "beat pronoun"
            ranked = antecedents(turn, beat, roster)
            if person in ranked[:1]:
                yield "antecedent"
        elif fits is False:
            yield "beat gender wrong"


def _speech_features(turns: list[Turn], at: int, person: int) -> Iterator[str]:
    turn = turns[at]
    if person in turn.vocatives:
        yield "addresses self"
    elif person in turn.quoted:
        yield "names self"
    before = turns[at - 1] if at else None
    after = turns[at + 1] if at + 1 < len(turns) else None
    if before is not None and turn.gap < _FAR_GAP:
        if person in before.vocatives:
            yield "addressed before"
        if at > 1 and before.gap == 0 and person in turns[at - 2].vocatives:
            yield "addressed two before"
    if after is not None and after.gap < _FAR_GAP:
        if person in after.vocatives:
            yield "addressed after"
        if after.gap == 0:
            if person in explicit(after):
                yield "said next"
            elif at + 2 < len(turns) and turns[at + 2].gap == 0 and person in explicit(turns[at + 2]):
                yield "said after next"
        if any(person in mention.people for mention in after.before[:6]):
            yield "named after"


_FAR_GAP = 3


def _salience_features(turn: Turn, person: int, who: Person, memory: Memory) -> Iterator[str]:
    named = [m for m in turn.before if m.kind != "pronoun" and m.people]
    subjects = [m for m in named if m.is_subject]
    if subjects and person == subjects[-1].people[0]:
        yield "last subject before"
    if named and person == named[-1].people[0]:
        yield "last named before"
    if any(person in m.people for m in turn.local if m is not turn.subject and m is not turn.beat):
        yield "object of tag" if turn.subject is not None else "named beside"
    age = turn.place - memory.named.get(person, -1000)
    yield "recent 1" if age <= 2 else "recent 3" if age <= 5 else "recent 8" if age <= 12 else "recent far"
    if who.mentions >= _OFTEN:
        yield "frequent"


_OFTEN = 30


def link_features(turn: Turn, before: Turn | None, speaker: int, last: int, last_but_one: int) -> Iterator[str]:
    """Yield what the two speakers before say for or against a speaker."""
    gap = turn.gap
    if speaker == last:
        if gap == 0:
            yield "repeat"
            if turn.beat is not None:
                yield "repeat beat"
        else:
            yield "repeat after gap" if gap < _FAR_GAP else "repeat far"
    elif speaker == last_but_one:
        total = gap + (before.gap if before is not None else 0)
        yield "alternate" if total == 0 else "alternate after gap" if total < _FAR_GAP + 1 else "alternate far"
    if last in turn.vocatives and speaker != last:
        yield "answers address"
