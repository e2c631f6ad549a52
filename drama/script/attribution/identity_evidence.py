"""What the turns of a story say of who is who: who takes whose side in talk, who answers to whose name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from drama.languages.base import Language
from drama.script.attribution.context import FAR_GAP
from drama.script.attribution.turns import Turn
from drama.script.people.identity import Evidence
from drama.script.people.mentions import Mention
from drama.script.people.name_likeness import pair_of
from drama.script.people.namesakes import FormEvidence, Parted, form_of, owners_of

_REACH = 4
"""Turns back whose speakers are compared with a turn's."""
_SENTENCE = 120
"""Characters between two mentions within about a sentence."""
_NOT_PRONOUNS = frozenset({"name", "role"})


def identity_evidence(turns: Iterable[Turn], introductions: Mapping[int, int] = MappingProxyType({})) -> Evidence:
    """Return what turns say of pairs of people, by their tags, beats and vocatives alone.

    ``introductions`` maps the start of spoken pieces to whose name they say is the speaker's.
    """
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
            for named in {introductions.get(piece, speaker) for piece in turn.pieces} - {speaker}:
                evidence.introduced[pair_of(speaker, named)] += 1
            recent = [*recent[-_REACH:], (number, speaker)]
        before = turn
    return evidence


def form_evidence(turns: Iterable[Turn], language: Language) -> FormEvidence:
    """Return how the turns use the forms of each person's name."""
    evidence = FormEvidence()
    recent: list[tuple[int, int, str]] = []
    """(number of the turn, speaker, form of the name) of the last two that a tag names."""
    for number, turn in enumerate(turns):
        if turn.gap >= FAR_GAP:
            recent = []
        for mentions in (turn.local, turn.before if turn.gap else ()):
            _count_forms(evidence, mentions, language)
        told = turn.subject or turn.beat
        if told is None or told.kind != "name" or not told.people:
            continue
        form = form_of(told.text, language)
        for earlier, person, other in recent:
            if person == told.people[0] and form != other and number - earlier <= 2:
                key = (person, min(form, other), max(form, other))
                if number - earlier == 2:
                    evidence.alternate[key] += 1
                elif turn.gap == 0 and turn.subject is not None:
                    evidence.adjacent[key] += 1
        recent = [*recent[-1:], (number, told.people[0], form)]
    return evidence


def _count_forms(evidence: FormEvidence, mentions: Sequence[Mention], language: Language) -> None:
    last: tuple[Mention, str] | None = None
    for mention in mentions:
        if mention.kind != "name" or not mention.people:
            continue
        form = form_of(mention.text, language)
        evidence.uses[mention.people[0], form] += 1
        if last is not None and last[0].people[0] == mention.people[0] and 0 < mention.start - last[0].end < _SENTENCE:
            low, high = min(form, last[1]), max(form, last[1])
            evidence.together[mention.people[0], low, high] += low != high
        last = mention, form


def with_namesakes(turns: Iterable[Turn], told: Parted) -> Iterator[Turn]:
    """Yield turns whose mentions mean whoever they may mean once namesakes are told apart."""
    renamed: dict[int, Mention] = {}
    language = told.roster.language

    def apart(people: Iterable[int]) -> frozenset[int]:
        return frozenset(it for person in people for it in owners_of(person, "", told))

    for turn in turns:
        for mention in (turn.subject, turn.beat, turn.lead, *turn.local, *turn.before):
            if mention is None or id(mention) in renamed or not any(it in told.twins for it in mention.people):
                continue
            form = form_of(mention.text, language)
            people = tuple(dict.fromkeys(it for person in mention.people for it in owners_of(person, form, told)))
            renamed[id(mention)] = replace(mention, people=people)
        yield _with_mentions(turn, renamed, apart)


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


def with_people(
    turns: Iterable[Turn],
    moved: Sequence[int],
    named: Collection[int] = (),
    chances: Mapping[int, float] = MappingProxyType({}),
) -> Iterator[Turn]:
    """Yield turns in which ``moved`` says who stands for each person; what stays the same is the same object.

    Whoever is in ``named`` is meant by a description as by a name: it describes nobody else. ``chances`` says how
    likely some of those who moved are one with whoever stands for them now.
    """
    renamed: dict[int, Mention] = {}
    for turn in turns:
        for mention in (turn.subject, turn.beat, turn.lead, *turn.local, *turn.before):
            if mention is None or id(mention) in renamed:
                continue
            is_named = mention.kind == "role" and not set(mention.people).isdisjoint(named)
            if is_named or any(moved[person] != person for person in mention.people):
                kind = "name" if is_named else mention.kind
                chance = mention.chance * min((chances.get(person, 1.0) for person in mention.people[:1]), default=1.0)
                people = _people(mention.people, moved)
                renamed[id(mention)] = replace(mention, people=people, kind=kind, chance=chance)
        yield _with_mentions(turn, renamed, lambda people: frozenset(_people(people, moved)))


def _people(people: Iterable[int], moved: Sequence[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(moved[person] for person in people))


def replaced_mentions(turn: Turn, renamed: Mapping[int, Mention]) -> Turn:
    """Return a turn with the mentions in ``renamed`` (identity of the old one -> the new) put in."""
    mentions = (turn.subject, turn.beat, turn.lead, *turn.local, *turn.before)
    if renamed.keys().isdisjoint(map(id, mentions)):
        return turn

    def now(mention: Mention | None) -> Mention | None:
        return mention if mention is None else renamed.get(id(mention), mention)

    return replace(
        turn,
        subject=now(turn.subject),
        beat=now(turn.beat),
        lead=now(turn.lead),
        local=tuple(renamed.get(id(mention), mention) for mention in turn.local),
        before=tuple(renamed.get(id(mention), mention) for mention in turn.before),
    )


def _with_mentions(
    turn: Turn, renamed: Mapping[int, Mention], people: Callable[[Iterable[int]], frozenset[int]]
) -> Turn:
    """Return a turn with other mentions and other people put in."""
    called = people(turn.vocatives)
    return replace(
        replaced_mentions(turn, renamed),
        others=tuple(people(turn.others)),
        vocatives=called,
        quoted=people(turn.quoted) - called,
        introduces=None if turn.introduces is None else min(people({turn.introduces})),
    )
