"""What the turns of a story say of who is who: who takes whose side in talk, who answers to whose name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from drama.script.attribution.context import FAR_GAP
from drama.script.attribution.turns import Turn
from drama.script.people.identity import Evidence, pair_of
from drama.script.people.mentions import Mention

_REACH = 4
"""Turns back whose speakers are compared with a turn's."""
_SENTENCE = 120
"""Characters between two mentions within about a sentence."""
_NOT_PRONOUNS = frozenset({"name", "role"})


def identity_evidence(turns: Iterable[Turn]) -> Evidence:
    """Return what turns say of pairs of people, by their tags, beats and vocatives alone."""
    evidence = Evidence()
    recent: list[tuple[int, int]] = []
    """(number of the turn, speaker) of the last turns of the conversation that have one."""
    before: Turn | None = None
    for number, turn in enumerate(turns):
        if turn.gap >= FAR_GAP:
            recent, before = [], None
        _count_narration(evidence, turn)
        speaker = _speaker(turn)
        if speaker is not None:
            evidence.spoke[speaker] += 1
            for earlier, other in recent:
                if other != speaker and number - earlier <= _REACH:
                    _count_sides(evidence, speaker, other, number - earlier, turn)
            _count_names_called(evidence, speaker, turn, before)
            recent = [*recent[-_REACH:], (number, speaker)]
        before = turn
    return evidence


def _speaker(turn: Turn) -> int | None:
    """Return who the narration beside a turn says speaks it, by a name or a description."""
    told = turn.subject or turn.beat
    return told.people[0] if told is not None and told.people and told.kind != "pronoun" else None


def _count_sides(evidence: Evidence, speaker: int, other: int, distance: int, turn: Turn) -> None:
    pair = pair_of(speaker, other)
    if distance % 2 == 0:
        (evidence.alternate if distance == 2 else evidence.same_side)[pair] += 1
    elif distance == 1 and turn.gap == 0:
        evidence.adjacent[pair] += 1
    else:
        evidence.other_side[pair] += 1


def _count_names_called(evidence: Evidence, speaker: int, turn: Turn, before: Turn | None) -> None:
    for called in turn.vocatives - {speaker}:
        evidence.calls[pair_of(speaker, called)] += 1
    if before is not None and turn.gap == 0 and len(before.vocatives) == 1:
        for called in before.vocatives - {speaker}:
            evidence.answers[pair_of(speaker, called)] += 1


def _count_narration(evidence: Evidence, turn: Turn) -> None:
    """Count who is named in the narration, and who within a sentence of whom."""
    for mentions in (turn.local, turn.before if turn.gap else ()):
        last: Mention | None = None
        for mention in mentions:
            if mention.kind not in _NOT_PRONOUNS or not mention.people:
                continue
            evidence.narrated[mention.people[0]] += 1
            if last is not None and last.people[0] != mention.people[0] and 0 < mention.start - last.end < _SENTENCE:
                evidence.together[pair_of(last.people[0], mention.people[0])] += 1
            last = mention


def with_people(turns: Iterable[Turn], moved: Sequence[int], named: Collection[int] = ()) -> Iterator[Turn]:
    """Yield turns in which ``moved`` says who stands for each person; what stays the same is the same object.

    Whoever is in ``named`` is meant by a description as by a name: it describes nobody else.
    """
    renamed: dict[int, Mention] = {}
    for turn in turns:
        for mention in (turn.subject, turn.beat, turn.lead, *turn.local, *turn.before):
            if mention is None or id(mention) in renamed:
                continue
            is_named = mention.kind == "role" and not set(mention.people).isdisjoint(named)
            if is_named or any(moved[person] != person for person in mention.people):
                kind = "name" if is_named else mention.kind
                renamed[id(mention)] = replace(mention, people=_people(mention.people, moved), kind=kind)
        yield _with_mentions(turn, renamed, moved)


def _people(people: Iterable[int], moved: Sequence[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(moved[person] for person in people))


def _with_mentions(turn: Turn, renamed: Mapping[int, Mention], moved: Sequence[int]) -> Turn:
    """Return a turn with the mentions in ``renamed`` (identity of the old one -> the new) put in."""

    def now(mention: Mention | None) -> Mention | None:
        return mention if mention is None else renamed.get(id(mention), mention)

    called = frozenset(_people(turn.vocatives, moved))
    return replace(
        turn,
        subject=now(turn.subject),
        beat=now(turn.beat),
        lead=now(turn.lead),
        local=tuple(renamed.get(id(mention), mention) for mention in turn.local),
        before=tuple(renamed.get(id(mention), mention) for mention in turn.before),
        others=_people(turn.others, moved),
        vocatives=called,
        quoted=frozenset(_people(turn.quoted, moved)) - called,
        introduces=None if turn.introduces is None else moved[turn.introduces],
    )
