"""Names clustered into people: who goes by which names, and of what gender each is."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from drama.languages.base import Language
from drama.model import Gender
from drama.script.people.name_counts import NameCounts, Usage
from drama.script.people.name_parts import (
    is_same_first,
    is_title,
    split_name,
    spoken_title,
)

NARRATOR_NAME = "Narrator"
"""What an "I" is called who is never named."""


@dataclass(slots=True)
class Entity:
    """A cluster of names in the making, which becomes one person."""

    forms: Counter[str] = field(default_factory=Counter)
    gender: Gender = Gender.UNKNOWN
    first: str = ""
    last: str = ""
    titles: set[str] = field(default_factory=set)
    is_crowd: bool = False
    has_article: bool = False
    ambiguous: Counter[str] = field(default_factory=Counter)
    """Forms shared with somebody else."""
    she: int = 0
    he: int = 0

    @property
    def mentions(self) -> int:
        """How often the person is named."""
        return sum(self.forms.values())


def _name_gender(name: str, usage: Usage, counts: NameCounts) -> Gender:
    """Return the gender a name's title tells, else the list of first names and the vote of pronouns together."""
    title, first, _ = split_name(name, counts.language)
    gender = counts.language.titles.gender_of(title)
    if gender is not Gender.UNKNOWN:
        return gender
    listed = counts.language.names.first_names().get(first, Gender.UNKNOWN) if first else Gender.UNKNOWN
    return _voted_gender(listed, usage.he, usage.she, counts.base_he, needed=3.0)


_LIST_WEIGHT = 4.0


def _voted_gender(listed: Gender, he: int, she: int, base_he: float, *, needed: float) -> Gender:
    """Return the gender that pronouns following a name speak for, weighed against how common each is."""
    at_random = 0.5
    male, female = at_random * base_he, at_random * (1 - base_he)
    score = he * math.log((1 - at_random + male) / male) - she * math.log((1 - at_random + female) / female)
    score += {Gender.MALE: _LIST_WEIGHT, Gender.FEMALE: -_LIST_WEIGHT}.get(listed, 0.0)
    return Gender.MALE if score > needed else Gender.FEMALE if score < -needed else Gender.UNKNOWN


class _Index:
    """People by the words of their names, so that clustering takes linear time."""

    def __init__(self, everybody: list[Entity], language: Language) -> None:
        self._language = language
        self._long_forms = language.names.long_forms()
        self._everybody = everybody
        self._by_word: defaultdict[str, list[Entity]] = defaultdict(list)

    def add(self, entity: Entity) -> None:
        """Note somebody under first name, its long forms, and surname."""
        for word in {entity.first, entity.last, *self._long_forms.get(entity.first, ())} - {""}:
            if entity not in self._by_word[word][-_SAME_NAME:]:
                self._by_word[word].append(entity)

    def near(self, first: str, last: str) -> list[Entity]:
        """Return everybody a name with these words may belong to."""
        if is_title(first, self._language):
            return self._everybody[:_LEADING_PEOPLE]
        words = {first, last, *self._long_forms.get(first, ())} - {""}
        found = {id(e): e for word in sorted(words) for e in self._by_word.get(word, ())[:_SAME_NAME]}
        return list(found.values())


_SAME_NAME = 40
_LEADING_PEOPLE = 400


def cluster_names(names: dict[str, Usage], counts: NameCounts) -> list[Entity]:
    """Return people, each with all the names that mean them: full names first, the shorter joined to them."""
    entities: list[Entity] = []
    language = counts.language
    index = _Index(entities, language)
    order = sorted(names, key=lambda n: (_rank(n, language), -_weight(names[n]), n))
    for name in order:
        title, first, last = split_name(name, language)
        usage = names[name]
        gender = _name_gender(name, usage, counts)
        fitting = [
            e
            for e in index.near(first, last)
            if _fits(e, title, first, last, gender, language)
            and not _cooccur(e, name, counts)
            and not (title == language.names.wife and not first and e.first and 2 * e.mentions < _weight(usage))
        ]
        if len(fitting) > 1:
            fitting = _best_first(fitting, title, first)
        if fitting:
            entity = fitting[0]
            for other in fitting[1:]:
                other.ambiguous[name] += _weight(usage)
        else:
            entity = Entity()
            entities.append(entity)
        entity.forms[name] += _weight(usage)
        entity.first = entity.first or first
        entity.last = entity.last or last
        entity.she += usage.she
        entity.he += usage.he
        index.add(entity)
        if title:
            entity.titles.add(title)
        if entity.gender is Gender.UNKNOWN or language.titles.gender_of(title) is not Gender.UNKNOWN:
            entity.gender = gender if gender is not Gender.UNKNOWN else entity.gender
        entity.has_article = entity.has_article or usage.article > 0.5 * max(1, usage.middle + usage.start)
    return entities


_PET_ENDINGS = re.compile(r"(?:ie|y|s|o)$")


def cluster_pet_names(entities: list[Entity], names: dict[str, Usage]) -> None:
    """Give names that are only called out ("Dory!") to the one person whose first name they shorten ("Dorothea")."""
    by_start: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        by_start[entity.first[:_MIN_STEM]].append(entity)
    joined: set[int] = set()
    for entity in entities:
        used = [names[form] for form in entity.forms if form in names]
        if (
            entity.last
            or entity.titles
            or any(u.subject or u.tagged for u in used)
            or not any(u.vocative for u in used)
        ):
            continue
        stem = _PET_ENDINGS.sub("", entity.first)
        if len(stem) < _MIN_STEM:
            continue
        stems = {stem, stem[:-1]} if stem[-1:] == stem[-2:-1] else {stem}
        longer = [e for e in by_start[stem[:_MIN_STEM]] if e is not entity and e.first.startswith(tuple(stems))]
        longer = [e for e in longer if len(e.first) > len(stem) and e.mentions > entity.mentions]
        if len(longer) == 1:
            longer[0].forms.update(entity.forms)
            joined.add(id(entity))
    entities[:] = [e for e in entities if id(e) not in joined]


_MIN_STEM = 3


def _cooccur(entity: Entity, name: str, counts: NameCounts) -> bool:
    """Whether a name means somebody else: it stands in one sentence with the person's own too often.

    Asked only of a title and a surname against another name: "Lotte" and "Mrs. Brandt".
    """
    language, listed = counts.language, counts.language.names
    title, first, _ = split_name(name, language)
    if is_title(first, language) or (title == listed.unmarried and entity.first):
        return False
    for form in entity.forms:
        if form not in counts.names:
            continue
        other_title, other_first, _ = split_name(form, language)
        if (
            title == other_title
            or not (title or other_title)
            or (first and other_first and is_same_first(first, other_first, language))
        ):
            continue
        if (first and not title and first == split_name(form, language)[2]) or (
            other_first and other_first == split_name(name, language)[2]
        ):
            continue
        formal, familiar = (name, form) if title == listed.man else (form, name)
        is_short = (split_name(familiar, language)[1] in listed.long_forms()) and listed.man in {title, other_title}
        if is_short and min(counts.names[formal].narrated, counts.names[familiar].narrated) >= _CONSISTENT:
            return True  # a narrator who says "Tom" all the time does not say "Mr. Brandt" of him as often
        pair = counts.together[min(name, form), max(name, form)]
        if pair >= 3 and pair > 0.05 * min(counts.names[form].narrated, counts.names[name].narrated):
            return True
    return False


_CONSISTENT = 15


def _rank(name: str, language: Language) -> int:
    """Return when a name is clustered: full names first, "Miss" before "Mrs.", bare titles last."""
    title, first, last = split_name(name, language)
    if first and last:
        return 0
    if not title and is_title(first, language):
        return 3
    return 1 if title == language.names.unmarried else 2


def _weight(usage: Usage) -> int:
    return usage.narrated + usage.vocative + 1


def _fits(  # noqa: PLR0911, PLR0917 - one return a rule; a name in its parts
    entity: Entity, title: str, first: str, last: str, gender: Gender, language: Language
) -> bool:
    """Whether a name may belong to somebody already there."""
    if gender is not Gender.UNKNOWN and entity.gender is not Gender.UNKNOWN and gender is not entity.gender:
        return False
    if {title, *entity.titles} >= {language.names.unmarried, language.names.wife}:
        return False
    if first and last:
        if entity.first and entity.last:
            return last == entity.last and is_same_first(first, entity.first, language)
        return False
    if last:
        return last == entity.last or (last == entity.first and not entity.last)
    if is_title(first, language):
        return spoken_title(first, language) in entity.titles
    if first == entity.last and not entity.first:
        return True
    if first == entity.last and entity.last not in language.names.first_names():
        return True
    return bool(entity.first) and is_same_first(first, entity.first, language)


def _best_first(fitting: list[Entity], title: str, first: str) -> list[Entity]:
    """Return the people a short name may mean, best first."""

    def rank(entity: Entity) -> tuple[int, int]:
        exact = entity.first == first if first else title in entity.titles
        return (-int(exact), -entity.mentions)

    return sorted(fitting, key=rank)


def vote_genders(entities: list[Entity], counts: NameCounts) -> None:
    """Let the pronouns that follow all of a person's names decide where no title does."""
    for entity in entities:
        if entity.is_crowd or any(
            counts.language.titles.gender_of(title) is not Gender.UNKNOWN for title in entity.titles
        ):
            continue
        listed = counts.language.names.first_names().get(entity.first, Gender.UNKNOWN)
        entity.gender = _voted_gender(listed, entity.he, entity.she, counts.base_he, needed=0.3)
