"""Answers to whether two names are one person's, weighed against what the text says of them."""

from __future__ import annotations

from collections.abc import Iterable

from drama.model import ONE_PERSON, Gender, PeopleAnswer
from drama.script.people.hints import Hints
from drama.script.people.name_clusters import Entity
from drama.script.people.name_counts import NameCounts
from drama.script.people.name_parts import split_name
from drama.script.text.spans import alias_key

_OTHER_GENDER = 6.0
"""Log odds against one person where the two names are known to be of different genders."""
_TOGETHER = 1.5
"""The same for each sentence in which both names stand …"""
_MOST_TOGETHER = 6.0
"""… up to so much."""


def follow_answers(entities: list[Entity], hints: Hints, counts: NameCounts) -> None:
    """Merge and part people as the answers say, where these weigh more than the text does against them."""
    for answer in hints.told:
        if _is_settled(answer, hints):
            continue
        one, other = (_called(name, entities) for name in (answer.name, answer.other))
        if one is None or other is None:
            continue
        if answer.answer == ONE_PERSON and one is not other:
            if hints.told_weight > _against(one, other, counts):
                _merge(one, other, entities)
        elif answer.answer != ONE_PERSON and one is other and hints.told_weight > 0:
            _part(one, answer, entities, counts)


def _is_settled(answer: PeopleAnswer, hints: Hints) -> bool:
    """Return whether a person has said who both names are, in the cast file or the corrections."""
    listed = {alias_key(name) for one, others in hints.aliases.items() for name in (one, *others)}
    return {alias_key(answer.name), alias_key(answer.other)} <= listed


def _called(name: str, entities: Iterable[Entity]) -> Entity | None:
    """Return who goes by a name, with an article or without: the one called so most often."""
    key = alias_key(name).removeprefix("the ")
    found = [
        (count, -index, entity)
        for index, entity in enumerate(entities)
        for form, count in entity.forms.items()
        if alias_key(form).removeprefix("the ") == key
    ]
    return max(found, key=lambda entry: entry[:2])[2] if found else None


def _against(one: Entity, other: Entity, counts: NameCounts) -> float:
    """Return what of the text speaks against one person, in log odds."""
    genders = {one.gender, other.gender} - {Gender.UNKNOWN}
    together = sum(counts.together[min(a, b), max(a, b)] for a in one.forms for b in other.forms)
    return _OTHER_GENDER * (len(genders) > 1) + min(_TOGETHER * together, _MOST_TOGETHER)


def _merge(one: Entity, other: Entity, entities: list[Entity]) -> None:
    one.forms.update(other.forms)
    one.titles |= other.titles
    one.first, one.last = one.first or other.first, one.last or other.last
    one.gender = one.gender if one.gender is not Gender.UNKNOWN else other.gender
    one.she, one.he = one.she + other.she, one.he + other.he
    one.ambiguous.update(other.ambiguous)
    one.is_crowd = one.is_crowd and other.is_crowd
    entities[:] = [entity for entity in entities if entity is not other]


def _part(entity: Entity, answer: PeopleAnswer, entities: list[Entity], counts: NameCounts) -> None:
    """Give the name of an answer that is used less a person of its own."""
    forms = {alias_key(form).removeprefix("the "): form for form in entity.forms}
    pair = [forms[alias_key(name).removeprefix("the ")] for name in (answer.name, answer.other)]
    if pair[0] == pair[1]:
        return
    form = min(pair, key=lambda name: (entity.forms[name], name))
    title, first, last = split_name(form, counts.language)
    usage = counts.names.get(form)
    parted = Entity(type(entity.forms)({form: entity.forms.pop(form)}), first=first, last=last)
    parted.gender, parted.titles = counts.language.titles.gender_of(title), {title} - {""}
    if usage is not None:
        parted.she, parted.he = usage.she, usage.he
        entity.she, entity.he = max(0, entity.she - usage.she), max(0, entity.he - usage.he)
    entities.append(parted)
