"""Who of all the people the "I" of a story is: whom the clues of its name speak for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from drama.languages.base import Language
from drama.model import Gender
from drama.script.people.name_clusters import NARRATOR_NAME, Entity
from drama.script.people.name_counts import NameCounts, Usage
from drama.script.people.name_parts import is_same_first, split_name
from drama.script.people.teller_clues import OUTRIGHT, Pieces, clues_of, is_own, may_be_name

_OWN = 0.012
""""I" for each word of narration from which on an "I" tells the story."""
_FEW = 3
"""Times an "I" may stand in narration that only quotes itself; fewer count where the "I" has a tag."""
_ENOUGH = 1.5
"""What is needed: to be called once, and to answer."""
_TO_BE_A_NAME = 2.5
"""What is needed where no list and nothing else tells that a word is a name."""
_LITTLE = 0.75
"""What is needed of another name of the teller: to be called by it, and to do something."""
_LEAD = 1.0
"""How much more than the second."""
_OFTEN = 3
"""Times somebody is called by a name from which on it is the teller's, if the narration never names its bearer."""


def may_be_told_by_i(counts: NameCounts) -> bool:
    """Tell whether "I" stands often enough in the narration that an "I" may tell a story."""
    return counts.first_person > 0 and counts.first_person >= _OWN * max(1, counts.narrated_words)


def _is_told_by_i(counts: NameCounts, paragraphs: Sequence[Pieces]) -> bool:
    return may_be_told_by_i(counts) and (
        counts.first_person > _FEW or any(is_own(pieces, counts.language) for pieces in paragraphs)
    )


def find_teller(
    entities: list[Entity],
    names: Mapping[str, Usage],
    counts: NameCounts,
    paragraphs: Sequence[Pieces],
    others: Collection[str] = (),
) -> Entity | None:
    """Return who says "I" in a first-person story; somebody new where the story names nobody; None in any other.

    Somebody who has no place among the ``entities`` yet is added to them. ``others`` are names of others.
    """
    if not _is_told_by_i(counts, paragraphs):
        return None
    outright, clues = clues_of(paragraphs, counts.language)
    clues |= dict.fromkeys(others, -OUTRIGHT)
    teller = _Choice(entities, counts, names, outright, clues).teller()
    if teller is None:
        entities.append(teller := Entity(Counter({NARRATOR_NAME: 1})))
    return teller


class _Choice:
    """The choice of who the "I" is, by the clues for each name."""

    def __init__(
        self,
        entities: list[Entity],
        counts: NameCounts,
        names: Mapping[str, Usage],
        outright: frozenset[str],
        clues: Mapping[str, float],
    ) -> None:
        self._entities = entities
        self._names = names
        self._language = counts.language
        self._lower = counts.lower
        self._by_form = {form: entity for entity in entities for form in entity.forms}
        self._outright = outright
        self._clues = clues
        self._bearers = {name: self._bearer(name) for name in clues}
        self._weights: dict[int, float] = {}
        """By identity of an entity."""
        for name, weight in clues.items():
            if (entity := self._bearers[name]) is not None:
                self._weights[id(entity)] = self._weights.get(id(entity), 0.0) + weight

    def teller(self) -> Entity | None:
        """Return whom the clues speak for, with every name that is told outright."""
        known = [(self._weights[id(e)], e) for e in self._entities if id(e) in self._weights and self._may_tell(e)]
        fresh = [(w, self._new(name)) for name, w in self._clues.items() if self._bearers[name] is None]
        ranked = sorted(known + [it for it in fresh if self._is_name(next(iter(it[1].forms)))], key=lambda it: -it[0])
        if not ranked:
            return self._called_often()
        lead, best = ranked[0]
        same = [it for it in ranked[1:] if it[0] >= _LITTLE and self._is_same(best, it[1])]
        others = [weight for weight, entity in ranked[1:] if all(entity is not other for _, other in same)]
        lead += sum(weight for weight, _ in same)
        second = max(others, default=0.0)
        if lead < _ENOUGH or not (lead >= second + _LEAD or lead >= OUTRIGHT > second):
            return self._called_often()
        for _, other in same:
            self._add(best, other)
        if all(entity is not best for entity in self._entities):
            self._entities.append(best)
        return self._with_other_names(best)

    def _is_same(self, teller: Entity, other: Entity) -> bool:
        """Whether somebody may be the teller by another name."""
        is_told = bool(self._outright & other.forms.keys())
        return (is_told and _are_alike(teller, other)) or _may_be_one(teller, other, self._language)

    def _add(self, teller: Entity, other: Entity) -> None:
        """Add the names of somebody who is the teller."""
        teller.forms.update(other.forms)
        teller.titles |= other.titles
        teller.first, teller.last = teller.first or other.first, teller.last or other.last
        if teller.gender is Gender.UNKNOWN:
            teller.gender = other.gender
        self._entities[:] = [entity for entity in self._entities if entity is not other]

    def _bearer(self, name: str) -> Entity | None:
        """Return who bears a name: by it as it stands, else the only one of that first name or surname."""
        if name in self._by_form:
            return self._by_form[name]
        _, first, last = split_name(name, self._language)
        near = [e for e in self._entities if _shares(e, first, last)]
        return near[0] if len(near) == 1 else None

    def _is_name(self, name: str) -> bool:
        """Whether a capitalised word that is in no cast can be somebody's name."""
        if may_be_name(name, self._language):
            return True
        is_said = name in self._outright or (self._clues[name] >= _TO_BE_A_NAME and not self._lower[name.lower()])
        return is_said and name.lower() not in self._language.noun_genders

    def _may_tell(self, entity: Entity) -> bool:
        """Whether the narration does not tell of somebody as it tells of others."""
        called, acted = self._uses(entity)
        told = 2 * len(self._outright & entity.forms.keys())  # "They called me Anna" looks like a tag
        return not entity.is_crowd and acted <= told + 0.1 * max(called, self._weights[id(entity)])

    def _uses(self, entity: Entity) -> tuple[int, int]:
        """Return how often somebody is called by name, and how often the narration has the name act."""
        used = [self._names[form] for form in entity.forms if form in self._names]
        return sum(u.vocative for u in used), sum(u.subject + u.tagged for u in used)

    def _new(self, name: str) -> Entity:
        title, first, last = split_name(name, self._language)
        gender = self._language.titles.gender_of(title)
        if gender is Gender.UNKNOWN:
            gender = self._language.names.first_names().get(first, Gender.UNKNOWN)
        return Entity(Counter({name: 1}), gender, first, last, {title} - {""})

    def _with_other_names(self, teller: Entity) -> Entity:
        """Return the teller with the other names that are told outright: "They call me Red, but I was named Martin"."""
        for name in sorted(self._outright - teller.forms.keys()):
            other = self._bearers[name]
            if other is None:
                if self._is_name(name):
                    teller.forms[name] += 1
            elif other is not teller and self._may_tell(other) and _are_alike(teller, other):
                self._add(teller, other)
        return teller

    def _called_often(self) -> Entity | None:
        """Return whom others call by name most, if the narration never names somebody who is."""
        best: tuple[int, Entity] | None = None
        for entity in self._entities:
            called, acted = self._uses(entity)
            is_likely = called >= _OFTEN and acted <= 0.1 * called and self._weights.get(id(entity), 0.0) >= 0
            if is_likely and (best is None or called > best[0]):
                best = called, entity
        return best[1] if best is not None else None


def _are_alike(one: Entity, other: Entity) -> bool:
    return Gender.UNKNOWN in {one.gender, other.gender} or one.gender is other.gender


def _may_be_one(one: Entity, other: Entity, language: Language) -> bool:
    """Whether two names may be one person's: a first name, and a title with a surname; or one longer than the other."""
    if not _are_alike(one, other):
        return False
    if one.first and other.first and is_same_first(one.first, other.first, language):
        return True
    return not (one.first and other.first) and not (one.last and other.last) and bool(one.titles | other.titles)


def _shares(entity: Entity, first: str, last: str) -> bool:
    """Whether somebody may bear a name of which the cast has only a part, or more than that."""
    if first:
        return first == entity.first and (not last or last == entity.last or not entity.last)
    return last == entity.last
