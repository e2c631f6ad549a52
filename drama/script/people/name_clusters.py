"""Names clustered into people: who goes by which names, and of what gender each is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from drama.languages.base import Language
from drama.model import Gender
from drama.script.people.name_counts import NameCounts, Usage
from drama.script.people.name_gender import name_gender
from drama.script.people.name_parts import (
    is_same_first,
    is_title,
    pet_stem,
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
    told: str = ""
    """The name somebody said the person has, whatever the story calls him or her most; else empty."""
    she: int = 0
    he: int = 0

    @property
    def mentions(self) -> int:
        """How often the person is named."""
        return sum(self.forms.values())


class _Index:
    """People by the words of their names, so that clustering takes linear time."""

    def __init__(self, everybody: list[Entity], names: Mapping[str, Usage], language: Language) -> None:
        self._language = language
        self.surnames = _surnames(names, language)
        self._long_forms = language.names.long_forms()
        self._everybody = everybody
        self._by_word: defaultdict[str, list[Entity]] = defaultdict(list)

    def add(self, entity: Entity) -> None:
        """Note somebody under first name, its long forms, and surname."""
        for word in self._words(entity.first, entity.last):
            if entity not in self._by_word[word][-_SAME_NAME:]:
                self._by_word[word].append(entity)

    def near(self, first: str, last: str) -> list[Entity]:
        """Return everybody a name with these words may belong to."""
        if is_title(first, self._language):
            return self._everybody[:_LEADING_PEOPLE]
        words = self._words(first, last)
        found = {id(e): e for word in sorted(words) for e in self._by_word.get(word, ())[:_SAME_NAME]}
        return list(found.values())

    def _words(self, first: str, last: str) -> set[str]:
        return {first, last, pet_stem(first), *self._long_forms.get(first, ())} - {""}


_SAME_NAME = 40
_LEADING_PEOPLE = 400


def _surnames(names: Mapping[str, Usage], language: Language) -> frozenset[str]:
    """Return the words that are surnames in a story: whoever is called Archer where there is a Mrs. and a Lucy Archer.

    Every common first name is a surname somewhere, too; what counts is how this story uses it.
    """
    as_first, as_last, bearers = Counter[str](), Counter[str](), Counter[str]()
    for name, usage in names.items():
        title, first, last = split_name(name, language)
        if last and (first or title not in language.titles.familiar):
            as_last[last] += _weight(usage)
            bearers[last] += 1
        if first and last:
            as_first[first] += _weight(usage)
    listed = language.names.first_names()
    return frozenset(
        word
        for word, count in as_last.items()
        if word not in listed or (bearers[word] >= _BEARERS and count >= _MOSTLY * as_first[word])
    )


_BEARERS = 2
_MOSTLY = 4
"""How many times as often as a first name a word must be a surname, to be one by itself."""


def cluster_names(names: dict[str, Usage], counts: NameCounts) -> list[Entity]:
    """Return people, each with all the names that mean them: full names first, the shorter joined to them."""
    entities: list[Entity] = []
    language = counts.language
    index = _Index(entities, names, language)
    order = sorted(names, key=lambda n: (_rank(n, language), -_weight(names[n]), n))
    for name in order:
        title, first, last = split_name(name, language)
        if title and not last and first in index.surnames:
            first, last = "", first  # "Miss Barry" where there is a Diana Barry
        usage = names[name]
        gender = name_gender(name, usage, counts)
        fitting = [
            e
            for e in index.near(first, last)
            if _fits(e, title, first, last, gender, index.surnames, language)
            and not _cooccur(e, name, counts)
            and not (
                title == language.names.wife
                and not first
                and e.first
                and title not in e.titles
                and 2 * e.mentions < _weight(usage)
            )
        ]
        if len(fitting) > 1:
            fitting = _best_first(fitting, title, first, index.surnames, language.names.wife)
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
        is_mister = listed.man in {title, other_title}
        is_short = is_mister and split_name(familiar, language)[1] in listed.long_forms()
        if is_short and min(counts.names[formal].narrated, counts.names[familiar].narrated) >= _CONSISTENT:
            return True  # a narrator who says "Tom" all the time does not say "Mr. Brandt" of him as often
        pair = counts.together[min(name, form), max(name, form)]
        rate = _TOGETHER if is_mister else _TOGETHER_OTHERWISE
        if pair >= 3 and pair > rate * min(counts.names[form].narrated, counts.names[name].narrated):
            return True
    return False


_CONSISTENT = 15
_TOGETHER, _TOGETHER_OTHERWISE = 0.05, 0.15
"""Of the uses of the rarer of two names: how many may stand in one sentence with the other. "Mr. Brandt" beside a first
name is mostly the father of whoever bears it; a lady goes by her own name and her title, often in one breath."""


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
    entity: Entity, title: str, first: str, last: str, gender: Gender, surnames: frozenset[str], language: Language
) -> bool:
    """Whether a name may belong to somebody already there."""
    if gender is not Gender.UNKNOWN and entity.gender is not Gender.UNKNOWN and gender is not entity.gender:
        return False
    titles = {title, *entity.titles}
    if not (titles.isdisjoint(language.names.wives) or titles.isdisjoint(language.names.maidens)):
        return False
    if first and last:
        if entity.first and entity.last:
            return last == entity.last and is_same_first(first, entity.first, language)
        return False
    if last:
        is_first = last == entity.first and (
            not entity.last or title in entity.titles
        )  # "Mrs. Orla" of "Mrs. Orla Ott"
        return last == entity.last or is_first
    if is_title(first, language):
        return spoken_title(first, language) in entity.titles
    if first == entity.last and not entity.first:
        return True
    if first == entity.last and entity.last in surnames:
        return True
    return bool(entity.first) and is_same_first(first, entity.first, language)


def _best_first(fitting: list[Entity], title: str, first: str, surnames: frozenset[str], wife: str) -> list[Entity]:
    """Return the people a short name may mean, best first; a surname alone is a married woman's last of all."""

    def rank(entity: Entity) -> tuple[int, int, int]:
        if not first:
            exact = title in entity.titles
        elif first in surnames:
            exact = entity.last == first
        else:
            exact = entity.first == first
        is_wife = wife in entity.titles and not title
        return (-int(exact), int(is_wife), -entity.mentions)

    return sorted(fitting, key=rank)
