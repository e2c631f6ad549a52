"""What speaks for and against each candidate: small named features with weights."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from drama.languages.base import Language
from drama.model import Gender
from drama.script.attribution.context import FAR_GAP, View, agrees, explicit, heard_in, kind_of
from drama.script.attribution.turns import Turn
from drama.script.people.mentions import Mention
from drama.script.text.spans import Person


@cache
def weights() -> dict[str, float]:
    """Return the weight of every feature; those not named weigh nothing."""
    text = (files("drama.script.attribution") / "weights.toml").read_text(encoding="utf-8")
    return defaultdict(float, tomllib.loads(text)["weights"])


@dataclass(slots=True)
class Candidate:
    """Somebody who may speak a turn."""

    person: int
    score: float
    features: tuple[str, ...]


_MAX_CANDIDATES = 8


def candidates(view: View) -> list[Candidate]:
    """Return who may speak a turn, best first, judged by everything but who speaks the turns beside it."""
    weigh = weights()
    found = []
    for person in sorted(_people(view)):
        names = tuple(features(view, person))
        found.append(Candidate(person, sum([weigh[name] for name in names]), names))
    found.sort(key=lambda c: (-c.score, c.person))
    best = found[0].score if found else 0.0
    return [c for c in found[:_MAX_CANDIDATES] if c.score > best - _MAX_BEHIND]


def _people(view: View) -> set[int]:
    """Return who is worth weighing: whom the tag names, if it does."""
    turn, roster = view.turn, view.roster
    people = set(explicit(turn))
    if people:
        return people
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
        people.update(person for person in heard_in(share) if person >= 0)
    people.update(person for person in (roster.narrator, turn.introduces) if person is not None)
    return people


_MAX_RECENT = 14
_MAX_BEHIND = 9.0


def features(view: View, person: int) -> Iterator[str]:
    """Yield the names of everything that speaks for or against a candidate."""
    who = view.roster.people[person]
    turn = view.turn
    kind = view.kind
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
        yield from _wire_features(view, person, who)
        if who.is_narrator:
            yield "narrator " + kind
        elif who.is_crowd:
            yield "crowd " + kind


def _tag_features(view: View, subject: Mention, person: int, who: Person) -> Iterator[str]:  # noqa: C901, PLR0912 - one branch a feature
    kind = view.kind
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
            nouns = view.roster.language.descriptions
            yield "role"
            if words[0] in ("a", "an", "another"):
                yield "role new"
            elif words[-1] in nouns.devices:
                yield "role device"
            elif words[-1] in nouns.generic:
                yield "role generic"
            elif "'s" in subject.text:
                yield "role owned"
            elif words[-1] in nouns.kin:
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
        yield from _age_features(subject, who, view.roster.language)
    if subject.gender is not Gender.UNKNOWN:
        fits = agrees(who.gender, subject.gender)
        yield f"{kind} gender" if fits else f"{kind} gender wrong" if fits is False else f"{kind} gender unknown"
    if subject.text.lower() in view.roster.language.pronouns.groups:
        yield "group" if is_group(who, view.roster.language) else "group wrong"
    for rank, (other, is_subject) in enumerate(view.antecedents[:2]):
        if other == person:
            yield f"{kind} antecedent {rank + 1}"
            if is_subject:
                yield f"{kind} antecedent subject"


def _age_features(subject: Mention, who: Person, language: Language) -> Iterator[str]:
    """Yield whether the age in a description goes with somebody's title: "the old woman" with Mrs., "the girl" not."""
    words, name = set(subject.text.lower().split()), who.name.lower().split()
    listed = language.descriptions
    if name[0] not in language.titles.grown and listed.old.isdisjoint(name):
        return
    if words & listed.old:
        yield "role age fits"
    elif words & listed.young:
        yield "role age differs"


_NOTHING: Mapping[int, float] = MappingProxyType({})
_OFTEN = 20
_POINTS = 0.3
"""From here on a description may well stand for somebody named."""


def is_group(who: Person, language: Language) -> bool:
    """Whether somebody is more than one."""
    last = who.name.lower().split()[-1]
    return who.is_crowd and (last in language.descriptions.plural or last in language.descriptions.groups)


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
            if person == view.acting:
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
    before, older, after = view.before, view.older, view.after
    if before is not None and person in before.vocatives:
        yield "addressed before" if turn.gap == 0 else "addressed before gap"
    elif before is not None and person in before.quoted:
        yield "named in speech before"
    if older is not None and person in older.vocatives:
        yield "addressed two before"
    if after is not None and person in after.vocatives:
        yield "addressed after" if after.gap == 0 else "addressed after gap"
    gender = view.roster.people[person].gender
    if before is not None and turn.gap == 0 and (fits := agrees(gender, before.calls)) is not None:
        yield "called before" if fits else "called before wrong"
    if after is not None and after.gap == 0 and (fits := agrees(gender, after.calls)) is not None:
        yield "called after" if fits else "called after wrong"


def _neighbour_features(view: View, person: int, who: Person) -> Iterator[str]:
    after, later = view.after, view.later
    if after is not None:
        if person == view.said_next:
            yield "said next" if after.gap == 0 else "said next gap"
        elif later is not None and person == view.said_after_next:
            yield "said after next" if after.gap == 0 and later.gap == 0 else "said after next gap"
        fits = agrees(who.gender, view.next_pronoun)
        if fits is not None:
            yield "next pronoun fits" if fits else "next pronoun differs"
        if person in view.named_after:
            yield "named after"
    if not view.heard:
        if person in view.talking_before:
            yield "talking before"
        if person in view.talking_after:
            yield "talking after"
    fits = agrees(who.gender, view.last_pronoun)
    if fits is not None:
        yield "last pronoun fits" if fits else "last pronoun differs"


def _salience_features(view: View, person: int, who: Person) -> Iterator[str]:
    turn = view.turn
    if person in view.named_between:
        if person == view.last_subject:
            yield f"last subject {view.kind}"
        if person == view.last_named:
            yield f"last named {view.kind}"
        yield "named between"
    if person in view.gone:
        yield "goes"
    elif person in view.long_gone:
        yield "gone"
    if person in view.beside:
        yield f"beside {view.kind}"
    age = turn.place - view.memory.named.get(person, -1000)
    yield "recent 1" if age <= 2 else "recent 3" if age <= 5 else "recent 8" if age <= 12 else "recent far"
    if who.mentions >= view.roster.often:
        yield "often"


def _wire_features(view: View, person: int, who: Person) -> Iterator[str]:
    """Yield what it says of somebody with a name that the words come over a wire."""
    if not view.turn.is_wired or who.is_crowd:
        return
    if person in view.there:
        yield "wired there"
    elif person in view.by_wire:
        yield "wired again"


def _heard_features(view: View, person: int) -> Iterator[str]:
    """Yield what a first hearing says: who else talks around a turn, but for the turns right beside it."""
    if person in view.heard_before:
        yield "heard before"
    if person in view.heard_after:
        yield "heard after"


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
