"""Names joined into people: who goes by which names, and of what gender each is."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from drama.languages.base import Language
from drama.model import Gender
from drama.script.people.name_counts import Census, Usage

NARRATOR_NAME = "Narrator"
"""What an "I" is called who is never named."""


@dataclass(slots=True)
class Entity:
    """Somebody being put together."""

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


def person_names(census: Census) -> dict[str, Usage]:  # noqa: C901, PLR0912 - a list of reasons, best read in one place
    """Return the names that belong to people rather than places and things."""
    language = census.language
    known = language.names.first_names()
    chosen: dict[str, Usage] = {}
    for name, usage in census.names.items():
        if not _is_nameable(name, census):
            continue
        words = [w.lower() for w in name.split()]
        bare = [word for word in words if not _is_title(word, language)]
        has_title = len(bare) < len(words) and bool(bare)
        if not bare:
            if usage.tagged or (usage.vocative and usage.narrated and usage.subject):
                chosen[name] = usage
            continue
        common = census.lower[words[0]] if len(words) == 1 else 0
        acts = usage.subject + 2 * usage.tagged
        if len(words) == 1 and not usage.middle and common and words[0] not in known:
            continue
        if (
            len(words) == 1
            and usage.middle
            and common > 8 * (usage.middle + usage.vocative + usage.tagged)
            and words[0] not in known
        ):
            continue
        is_first = bare[0] in known
        if name in language.names.months and not usage.tagged and usage.place and not usage.vocative:
            continue  # "in June"
        if name.split()[-1] in language.not_names and not usage.tagged and len(words) > 1:
            continue  # "Rose Street"
        total = max(1, usage.narrated + usage.quoted)
        if usage.place > max(1, 0.12 * total) and usage.tagged < 0.05 * total and not has_title:
            continue
        if (
            has_title
            or usage.tagged
            or (is_first and (acts or usage.vocative or total > 1 or len(bare) > 1))
            or (usage.vocative and (acts or usage.vocative > 1) and usage.narrated + usage.vocative > 1)
            or (acts >= 2 and acts >= 0.12 * total and usage.place < 0.25 * total)
        ):
            chosen[name] = usage
    for name, usage in census.names.items():  # "Sigrun Vale" where there is a Sigrun who speaks
        first, _, rest = name.partition(" ")
        if rest and " " not in rest and usage.subject and not usage.place and first in chosen and chosen[first].tagged:
            chosen.setdefault(name, usage)
    starts = {name.lower()[:4] for name in chosen if " " not in name}
    for name, usage in census.names.items():  # "Cordy!" where there is a Cordula
        if usage.vocative and not usage.narrated and name.lower()[:4] in starts and _is_nameable(name, census):
            chosen.setdefault(name, usage)
    return chosen


def _is_nameable(name: str, census: Census) -> bool:
    """Whether a capitalised run can be a name at all."""
    if name.isupper() and len(name) > 3:
        return False
    first, _, rest = name.partition("-")
    if rest and rest[0].islower() and census.lower[first.lower()]:
        return False  # "Good-night"
    if name.endswith("s") and name[:-1] in census.names:
        usage, single = census.names[name], census.names[name[:-1]]
        return not (usage.article > 0.5 * usage.narrated or single.narrated > 5 * usage.narrated)
    return True


def split_name(name: str, language: Language) -> tuple[str, str, str]:
    """Return (title as it is said, first name, last name), lower-case; empty where the name has none."""
    words = name.lower().split()
    first_names = language.names.first_names()
    title = ""
    while len(words) > 1 and _is_title(words[0], language):
        if words[0] not in language.epithets:
            title = title or _said(words[0], language)
        words = words[1:]
    if len(words) == 1:
        only = words[0]
        if title and only in first_names and title in language.titles.familiar:
            return title, only, ""
        return (title, "", only) if title else ("", only, "")
    if title == language.names.wife and first_names.get(words[0]) is not Gender.FEMALE:
        return title, "", words[-1]  # a wife under her husband's name
    return title, words[0], words[-1]


def _is_title(word: str, language: Language) -> bool:
    """Whether a word of a name stands before it as titles do, and names nobody by itself."""
    return word.rstrip(".") in language.epithets or language.titles.find(word) is not None


def _said(word: str, language: Language) -> str:
    """Return what is said for a title, in lower case; the word itself if it is none: "capt." is "captain"."""
    title = language.titles.find(word)
    return title.spoken.lower() if title else word


def _name_gender(name: str, usage: Usage, census: Census) -> Gender:
    """Return the gender a name's title tells, else the list of first names and the vote of pronouns together."""
    title, first, _ = split_name(name, census.language)
    gender = census.language.titles.gender_of(title)
    if gender is not Gender.UNKNOWN:
        return gender
    listed = census.language.names.first_names().get(first, Gender.UNKNOWN) if first else Gender.UNKNOWN
    return _voted_gender(listed, usage.he, usage.she, census.base_he, needed=3.0)


_LIST_WEIGHT = 4.0


def _voted_gender(listed: Gender, he: int, she: int, base_he: float, *, needed: float) -> Gender:
    """Return the gender that pronouns following a name speak for, weighed against how common each is."""
    at_random = 0.5
    male, female = at_random * base_he, at_random * (1 - base_he)
    score = he * math.log((1 - at_random + male) / male) - she * math.log((1 - at_random + female) / female)
    score += {Gender.MALE: _LIST_WEIGHT, Gender.FEMALE: -_LIST_WEIGHT}.get(listed, 0.0)
    return Gender.MALE if score > needed else Gender.FEMALE if score < -needed else Gender.UNKNOWN


class _Index:
    """People by the words of their names, so that joining stays linear."""

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
        if _is_title(first, self._language):
            return self._everybody[:_LEADING_PEOPLE]
        words = {first, last, *self._long_forms.get(first, ())} - {""}
        found = {id(e): e for word in sorted(words) for e in self._by_word.get(word, ())[:_SAME_NAME]}
        return list(found.values())


_SAME_NAME = 40
_LEADING_PEOPLE = 400


def join_names(names: dict[str, Usage], census: Census) -> list[Entity]:
    """Return people, each with all the names that mean them: the longest names first, the shorter joined to them."""
    entities: list[Entity] = []
    language = census.language
    index = _Index(entities, language)
    order = sorted(names, key=lambda n: (_rank(n, language), -_weight(names[n]), n))
    for name in order:
        title, first, last = split_name(name, language)
        usage = names[name]
        gender = _name_gender(name, usage, census)
        fitting = [
            e
            for e in index.near(first, last)
            if _fits(e, title, first, last, gender, language)
            and not _stand_together(e, name, census)
            and not (title == language.names.wife and not first and e.first and 2 * e.mentions < _weight(usage))
        ]
        if len(fitting) > 1:
            fitting = _prefer(fitting, title, first)
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


def join_pet_names(entities: list[Entity], names: dict[str, Usage]) -> None:
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


def _stand_together(entity: Entity, name: str, census: Census) -> bool:
    """Whether a name so often shares a sentence with the person's own that it means another.

    Told only of a title and a surname against another name: "Diana" and "Mrs. Barry".
    """
    language, names = census.language, census.language.names
    title, first, _ = split_name(name, language)
    if _is_title(first, language) or (title == names.unmarried and entity.first):
        return False
    for form in entity.forms:
        if form not in census.names:
            continue
        other_title, other_first, _ = split_name(form, language)
        if (
            title == other_title
            or not (title or other_title)
            or (first and other_first and _same_first(first, other_first, language))
        ):
            continue
        if (first and not title and first == split_name(form, language)[2]) or (
            other_first and other_first == split_name(name, language)[2]
        ):
            continue
        formal, familiar = (name, form) if title == names.man else (form, name)
        is_short = (split_name(familiar, language)[1] in names.long_forms()) and names.man in {title, other_title}
        if is_short and min(census.names[formal].narrated, census.names[familiar].narrated) >= _CONSISTENT:
            return True  # a narrator who says "Tom" all the time does not say "Mr. Brandt" of him as often
        pair = census.together[min(name, form), max(name, form)]
        if pair >= 3 and pair > 0.05 * min(census.names[form].narrated, census.names[name].narrated):
            return True
    return False


_CONSISTENT = 15


def _rank(name: str, language: Language) -> int:
    """Return when a name is joined: full names first, "Miss" before "Mrs.", bare titles last."""
    title, first, last = split_name(name, language)
    if first and last:
        return 0
    if not title and _is_title(first, language):
        return 3
    return 1 if title == language.names.unmarried else 2


def _weight(usage: Usage) -> int:
    return usage.narrated + usage.vocative + 1


def _same_first(one: str, other: str, language: Language) -> bool:
    longs = language.names.long_forms()
    return one == other or other in longs.get(one, ()) or one in longs.get(other, ())


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
            return last == entity.last and _same_first(first, entity.first, language)
        return False
    if last:
        return last == entity.last or (last == entity.first and not entity.last)
    if _is_title(first, language):
        return _said(first, language) in entity.titles
    if first == entity.last and not entity.first:
        return True
    if first == entity.last and entity.last not in language.names.first_names():
        return True
    return bool(entity.first) and _same_first(first, entity.first, language)


def _prefer(fitting: list[Entity], title: str, first: str) -> list[Entity]:
    """Return the people a short name may mean, best first."""

    def rank(entity: Entity) -> tuple[int, int]:
        exact = entity.first == first if first else title in entity.titles
        return (-int(exact), -entity.mentions)

    return sorted(fitting, key=rank)


def vote_genders(entities: list[Entity], census: Census) -> None:
    """Let the pronouns that follow all of a person's names decide where no title does."""
    for entity in entities:
        if entity.is_crowd or any(
            census.language.titles.gender_of(title) is not Gender.UNKNOWN for title in entity.titles
        ):
            continue
        listed = census.language.names.first_names().get(entity.first, Gender.UNKNOWN)
        entity.gender = _voted_gender(listed, entity.he, entity.she, census.base_he, needed=0.3)


def find_narrator(entities: list[Entity], names: dict[str, Usage], census: Census) -> Entity | None:
    """Return the "I" of a first-person story: whom others address by name and the narration never names."""
    if census.first_person <= 3 or census.first_person < 0.012 * max(1, census.narrated_words):
        return None
    best: tuple[int, Entity] | None = None
    for entity in entities:
        used = [names[form] for form in entity.forms if form in names]
        called = sum(u.vocative for u in used)
        acted = sum(u.subject + u.tagged for u in used)
        if called >= 3 and acted <= 0.1 * called and (best is None or called > best[0]):
            best = called, entity
    if best is not None:
        return best[1]
    entities.append(Entity(Counter({NARRATOR_NAME: 1})))
    return entities[-1]
