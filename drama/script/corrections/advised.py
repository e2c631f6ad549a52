"""Answers of an assistant put into the reading: each finds its line by the words, and the person it names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drama.model import NOT_SPEECH, ONE_PERSON, SOMEBODY_ELSE, Advice, Kind, LineAnswer, Span, Story
from drama.script.attribution.advice import Advices, Advised
from drama.script.corrections.anchors import Anchors, Pin
from drama.script.corrections.apply import piece_at
from drama.script.people.name_likeness import Pair, pair_of
from drama.script.text.spans import Passage, Roster, alias_key


def answer_pin(answer: LineAnswer) -> Pin:
    """Return the anchor of an answer, as that of a pin."""
    return Pin(answer.words, None, Kind.NARRATION, answer.before, answer.after)


@dataclass(frozen=True, slots=True)
class Adviser:
    """The answers about one story."""

    story: Story
    advice: Advice
    anchors: Anchors | None = None
    """Of the story, where they have been made already."""

    def people(self, roster: Roster) -> Mapping[Pair, float]:
        """Return what is said of pairs of people, in log odds that they are one."""
        found: dict[Pair, float] = {}
        for answer in self.advice.people:
            one, other = (_person(name, roster) for name in (answer.name, answer.other))
            if one is not None and other is not None and one != other:
                is_one = answer.answer == ONE_PERSON
                found[pair_of(one, other)] = self.advice.weight if is_one else -self.advice.weight
        return found

    def advices(self, passages: Sequence[Passage], roster: Roster) -> Advices:
        """Return what is said of spoken pieces; answers whose words or people are gone say nothing."""
        if not self.advice.lines:
            return {}
        anchors = self.anchors or Anchors(self.story)
        starts = [passage.start for passage in passages]
        found: dict[int, Advised] = {}
        for answer in self.advice.lines:
            span = anchors.place(answer_pin(answer)) if answer.answer != NOT_SPEECH else None
            if not isinstance(span, Span):
                continue
            index = bisect_right(starts, span.start) - 1
            piece = piece_at(passages[index].pieces, span.start) if index >= 0 else None
            if piece is not None and piece.spoken and (advised := _advised(answer, roster)) is not None:
                found[piece.start] = advised
        return found


def _advised(answer: LineAnswer, roster: Roster) -> Advised | None:
    """Return an answer by the roster's people; None where it names nobody who is there."""
    person = _person(answer.answer, roster)
    if person is None and answer.answer != SOMEBODY_ELSE:
        return None
    offered = frozenset(found for name in answer.offered if (found := _person(name, roster)) is not None)
    return Advised(person, offered, answer.by)


def _person(name: str, roster: Roster) -> int | None:
    """Return who has this very name, else whom it may mean."""
    people = roster.by_alias.get(alias_key(name), ())
    return next((index for index in people if roster.people[index].name == name), people[0] if people else None)
