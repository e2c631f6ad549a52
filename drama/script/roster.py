"""Who there is in a story: names, other names, gender, and people without a name."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from drama.model import Gender, Story
from drama.script.hints import Hints
from drama.script.lexicon import (
    EPITHETS,
    FEMALE_NOUNS,
    FEMALE_TITLES,
    MALE_NOUNS,
    MALE_TITLES,
    NOT_NAMES,
    PAST_VERBS,
    PERSON_NOUNS,
    STRONG_VERBS,
    TITLE_ROLES,
    TITLES,
    first_names,
    is_verb,
    long_forms,
)
from drama.script.names import Census, Usage, straighten, take_census
from drama.script.passages import Passage, Person, Roster, alias_key

NARRATOR_NAME = "Narrator"
"""What an "I" is called who is never named."""


@dataclass(slots=True)
class _Entity:
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
        return sum(self.forms.values())


def stretches_of(story: Story, passages: Sequence[Passage]) -> Iterator[tuple[str, bool]]:
    """Yield every piece's words with straight apostrophes and plain spaces, and whether they are spoken."""
    for passage in passages:
        for piece in passage.pieces:
            yield plain(story.text[piece.start : piece.end]), piece.spoken


def plain(text: str) -> str:
    """Return text with straight apostrophes and every white space a single plain space."""
    return straighten(re.sub(r"[\s_*]", " ", text))


def build_roster(story: Story, passages: Sequence[Passage], hints: Hints | None = None) -> Roster:
    """Return who there is, in two passes: names counted over the whole text, then joined into people."""
    hints = hints or Hints()
    census = take_census(stretches_of(story, passages))
    names = _person_names(census)
    entities = _join(names, census)
    _join_pet_names(entities, names)
    roles = _roles(story, passages)
    _link_roles(entities, roles)
    _apply_hints(entities, hints)
    _vote_genders(entities, census)
    _pin_genders(entities, hints)
    return _finish(entities, _narrator(entities, names, census), census)


# ------------------------------------------------------------------ names


def _person_names(census: Census) -> dict[str, Usage]:
    """Return the names that belong to people rather than places and things."""
    known = first_names()
    chosen: dict[str, Usage] = {}
    for name, usage in census.names.items():
        if not _is_nameable(name, census):
            continue
        words = [w.lower() for w in name.split()]
        bare = [w for w in words if w.rstrip(".") not in TITLES and w not in TITLES]
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
        if name.split()[-1] in NOT_NAMES and not usage.tagged and len(words) > 1:
            continue  # "Rose Street"
        total = max(1, usage.narrated + usage.quoted)
        if usage.place > 0.12 * total and usage.tagged < 0.05 * total and not has_title:
            continue
        if has_title or usage.tagged or (is_first and (acts or usage.vocative or total > 1 or len(bare) > 1)):
            chosen[name] = usage
        elif usage.vocative and (acts or usage.vocative > 1) and usage.narrated + usage.vocative > 1:
            chosen[name] = usage
        elif acts >= 2 and acts >= 0.12 * total and usage.place < 0.25 * total:
            chosen[name] = usage
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


def _split(name: str) -> tuple[str, str, str]:
    """Return (title, first name, last name), lower-case; empty where the name has none."""
    words = name.lower().split()
    title = ""
    while len(words) > 1 and (words[0] in TITLES or words[0].rstrip(".") in TITLES):
        if words[0] not in EPITHETS:
            title = title or words[0].rstrip(".")
        words = words[1:]
    if len(words) == 1:
        only = words[0]
        if title and only in first_names() and title in _FIRST_NAME_TITLES:
            return title, only, ""
        return (title, "", only) if title else ("", only, "")
    if title == "mrs" and first_names().get(words[0]) is not Gender.FEMALE:
        return title, "", words[-1]  # a wife under her husband's name
    return title, words[0], words[-1]


_FIRST_NAME_TITLES = frozenset(
    "sir aunt auntie uncle sister brother father lady miss master dame prince princess king queen cousin don".split()
)


def _title_gender(title: str) -> Gender:
    if title in FEMALE_TITLES:
        return Gender.FEMALE
    return Gender.MALE if title in MALE_TITLES else Gender.UNKNOWN


def _name_gender(name: str, usage: Usage, base_he: float) -> Gender:
    """Return the gender a name's title tells, else the list of first names and the vote of pronouns together."""
    title, first, _ = _split(name)
    gender = _title_gender(title)
    if gender is not Gender.UNKNOWN:
        return gender
    listed = first_names().get(first, Gender.UNKNOWN) if first else Gender.UNKNOWN
    return _voted_gender(listed, usage.he, usage.she, base_he, needed=3.0)


_LIST_WEIGHT = 4.0


def _voted_gender(listed: Gender, he: int, she: int, base_he: float, *, needed: float) -> Gender:
    """Return the gender that pronouns following a name speak for, weighed against how common each pronoun is in the story."""
    at_random = 0.5
    male, female = at_random * base_he, at_random * (1 - base_he)
    score = he * math.log((1 - at_random + male) / male) - she * math.log((1 - at_random + female) / female)
    score += {Gender.MALE: _LIST_WEIGHT, Gender.FEMALE: -_LIST_WEIGHT}.get(listed, 0.0)
    return Gender.MALE if score > needed else Gender.FEMALE if score < -needed else Gender.UNKNOWN


def _join(names: dict[str, Usage], census: Census) -> list[_Entity]:
    """Return people, each with all the names that mean them: the longest names first, the shorter joined to them."""
    entities: list[_Entity] = []
    order = sorted(names, key=lambda n: (_rank(n), -_weight(names[n]), n))
    for name in order:
        title, first, last = _split(name)
        usage = names[name]
        gender = _name_gender(name, usage, census.base_he)
        fitting = [
            e
            for e in entities
            if _fits(e, title, first, last, gender)
            and not _stand_together(e, name, census)
            and not (title == "mrs" and not first and e.first and 2 * e.mentions < _weight(usage))
        ]
        if len(fitting) > 1:
            fitting = _prefer(fitting, title, first, last)
        if fitting:
            entity = fitting[0]
            for other in fitting[1:]:
                other.ambiguous[name] += _weight(usage)
        else:
            entity = _Entity()
            entities.append(entity)
        entity.forms[name] += _weight(usage)
        entity.first = entity.first or first
        entity.last = entity.last or last
        entity.she += usage.she
        entity.he += usage.he
        if title:
            entity.titles.add(title)
        if entity.gender is Gender.UNKNOWN or _title_gender(title) is not Gender.UNKNOWN:
            entity.gender = gender if gender is not Gender.UNKNOWN else entity.gender
        entity.has_article = entity.has_article or usage.article > 0.5 * max(1, usage.middle + usage.start)
    return entities


_PET_ENDINGS = re.compile(r"(?:ie|y|s|o)$")


def _join_pet_names(entities: list[_Entity], names: dict[str, Usage]) -> None:
    """Give names that are only called out ("Dory!") to the one person whose first name they shorten ("Dorothea")."""
    for entity in list(entities):
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
        longer = [
            e
            for e in entities
            if e is not entity and len(e.first) > len(entity.first) - 1 and e.first.startswith(tuple(stems))
        ]
        longer = [e for e in longer if len(e.first) > len(stem) and e.mentions > entity.mentions]
        if len(longer) == 1:
            longer[0].forms.update(entity.forms)
            entities.remove(entity)


_MIN_STEM = 3


def _stand_together(entity: _Entity, name: str, census: Census) -> bool:
    """Whether a name so often shares a sentence with the person's own that it means another.

    Told only of a title and a surname against another name: "Diana" and "Mrs. Barry".
    """
    title, first, _ = _split(name)
    if first in TITLES or (title == "miss" and entity.first):
        return False
    for form in entity.forms:
        if form not in census.names:
            continue
        other_title, other_first, _ = _split(form)
        if (
            title == other_title
            or not (title or other_title)
            or (first and other_first and _same_first(first, other_first))
        ):
            continue
        if (first and not title and first == _split(form)[2]) or (other_first and other_first == _split(name)[2]):
            continue
        pair = census.together[min(name, form), max(name, form)]
        if pair >= 3 and pair > 0.05 * min(census.names[form].narrated, census.names[name].narrated):
            return True
    return False


def _rank(name: str) -> int:
    """Return when a name is joined: full names first, "Miss" before "Mrs.", bare titles last."""
    title, first, last = _split(name)
    if first and last:
        return 0
    if not title and first.rstrip(".") in TITLES:
        return 3
    return 1 if title == "miss" else 2


def _weight(usage: Usage) -> int:
    return usage.narrated + usage.vocative + 1


def _same_first(one: str, other: str) -> bool:
    longs = long_forms()
    return one == other or other in longs.get(one, ()) or one in longs.get(other, ())


def _fits(entity: _Entity, title: str, first: str, last: str, gender: Gender) -> bool:
    """Whether a name may belong to somebody already there."""
    if gender is not Gender.UNKNOWN and entity.gender is not Gender.UNKNOWN and gender is not entity.gender:
        return False
    if {title, *entity.titles} >= {"miss", "mrs"}:
        return False
    if first and last:
        if entity.first and entity.last:
            return last == entity.last and _same_first(first, entity.first)
        return False
    if last:
        return last == entity.last or (last == entity.first and not entity.last)
    if first.rstrip(".") in TITLES:
        return first.rstrip(".") in {TITLE_ROLES.get(t, t) for t in entity.titles} | entity.titles
    if first == entity.last and not entity.first:
        return True
    if first == entity.last and entity.last not in first_names():
        return True
    return bool(entity.first) and _same_first(first, entity.first)


def _prefer(fitting: list[_Entity], title: str, first: str, last: str) -> list[_Entity]:
    """Return the people a short name may mean, best first."""

    def rank(entity: _Entity) -> tuple[int, int]:
        exact = entity.first == first if first else title in entity.titles
        return (-int(exact), -entity.mentions)

    return sorted(fitting, key=rank)


# ------------------------------------------------------------------ roles


_ROLE = re.compile(
    r"\b([Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Mm]y|[Tt]heir|[Oo]ur|[Aa]nother) ((?:[a-z]+(?:-[a-z]+)* ){0,2}?)(%s)\b(?!')"
    % "|".join(sorted(PERSON_NOUNS, key=len, reverse=True))
)
_NOT_MODIFIERS = frozenset(
    "of and or to in on at with for from by as that which who was were is had said but so not if than then very too all no any "
    "own next last whole said".split()
)


_DETERMINERS = "[Tt]he|[Aa]n?|[Tt]his|[Hh]is|[Hh]er|[Mm]y|[Oo]ur|[Tt]heir|[Aa]nother"
_TAGGED_ROLE = re.compile(
    rf"\b(?:{'|'.join(sorted(STRONG_VERBS))}) (the|an?|this|his|her|my|our|their|another) ((?:[a-z]+(?:-[a-z]+)* ){{0,2}}?)"
    r"([a-z]+(?:-[a-z]+)*(?:'s [a-z]+)?)(?=[,.;:!?\u2014]|--| (?:with|in|at|to|from|as|who|on|and|after|when|while|by|of|a|her|his|[a-z]+ing|[a-z]+ly)\b|$)"
)
_SPEAKING_ROLE = re.compile(
    rf"\b(The|An?|This|His|Her|My|Our|Their) ((?:[a-z]+(?:-[a-z]+)* ){{0,2}}?)([a-z]+(?:-[a-z]+)*) (?=(?:{'|'.join(sorted(STRONG_VERBS))})\b)"
)
_NO_ROLES = frozenset(
    "he she it they i you voice voices other others another someone somebody we time way thing things word words voice moment day night morning question questions name truth news "
    "same story reply answer matter rest next whole one ones two three first last latter former other others hand hands head "
    "eyes door sentence tale secret lie him her them who whom what that this which all both each "
    "more most less own nothing something anything everything everyone".split()
)


def roles_in(text: str) -> Iterator[tuple[int, int, str, str, str]]:
    """Yield (start, end, determiner, modifiers, noun) of every person described by a noun in a stretch.

    Any noun serves that a verb of speaking goes with ("said the emissary"); elsewhere it must be known to mean people.
    """
    taken: set[int] = set()
    for pattern in (_TAGGED_ROLE, _SPEAKING_ROLE, _ROLE):
        for match in pattern.finditer(text):
            modifiers, noun = match.group(2).strip(), match.group(3)
            if match.start(1) in taken or any(w in _NOT_MODIFIERS or w in PAST_VERBS for w in modifiers.split()):
                continue
            if pattern is not _ROLE and (noun in _NO_ROLES or noun.endswith("ly") or is_verb(noun)):
                continue
            taken.add(match.start(1))
            yield match.start(1), match.end(3), match.group(1).lower(), modifiers, noun


OTHER = (
    r"(?:[Aa]|[Tt]he|[Aa]nother) (?:[a-z]+(?:-[a-z]+)* ){0,2}?voices?|[Vv]oices"
    r"|[Aa]nother|[Tt]he others?|[Tt]he (?:first|second|third|last|latter|former|youngest|eldest|oldest)|[Ss]omeone|[Ss]omebody"
    r"|(?:[Oo]ne|[Tt]wo|[Ss]everal|[Ss]ome) of (?:the|them|his|her)(?: [a-z]+)?|[Ee]veryone|[Ee]verybody|[Tt]hey all|[Bb]oth"
)
"""Speakers nobody names, and groups."""
_SPEAKING_OTHER = re.compile(
    rf"\b(?:(?:{'|'.join(sorted(STRONG_VERBS))}) ({OTHER})|({OTHER}) (?:\w+ly )?(?:{'|'.join(sorted(STRONG_VERBS))}))\b"
)


def _roles(story: Story, passages: Sequence[Passage]) -> Counter[str]:
    """Return how often each described person is named in the narration: "old captain", "captain"."""
    counts: Counter[str] = Counter()
    for text, spoken in stretches_of(story, passages):
        if not spoken:
            for match in _SPEAKING_OTHER.finditer(text):
                counts[(match.group(1) or match.group(2)).lower()] += 1
            for _, _, determiner, modifiers, noun in roles_in(text):
                counts[role_key(determiner, modifiers, noun)] += 1
    return counts


def role_key(determiner: str, modifiers: str, noun: str) -> str:
    """Return what a described person is filed under."""
    return f"{modifiers} {noun}".strip()


def _link_roles(entities: list[_Entity], roles: Counter[str]) -> None:
    """Make people of the described; "the doctor" is Dr. Berg where there is only one doctor."""
    for role, count in sorted(roles.items(), key=lambda item: (-item[1], item[0])):
        noun = role.split()[-1]
        titled = [e for e in entities if any(TITLE_ROLES.get(t, t) == noun for t in e.titles)]
        same = [e for e in entities if alias_key(role) in {alias_key(f) for f in e.forms}]
        if same:
            continue
        if len(titled) == 1 and role == noun:
            titled[0].forms["the " + role] += 0
            continue
        entity = _Entity(is_crowd=True)
        is_other = bool(_OTHER_NAME.fullmatch(role))
        entity.forms[role if is_other else "the " + role] += count
        entity.gender = noun_gender(noun)
        entities.append(entity)


_OTHER_NAME = re.compile(OTHER)


def noun_gender(noun: str) -> Gender:
    """Return the gender a person noun tells."""
    if noun in FEMALE_NOUNS:
        return Gender.FEMALE
    return Gender.MALE if noun in MALE_NOUNS else Gender.UNKNOWN


# ------------------------------------------------------------------ gender, hints, result


def _apply_hints(entities: list[_Entity], hints: Hints) -> None:
    """Merge the people whom the cast file calls one."""
    for name, aliases in hints.aliases.items():
        keys = {alias_key(a) for a in (name, *aliases)}
        keys |= {k.removeprefix("the ") for k in keys}
        merged = _Entity()
        for entity in [e for e in entities if any(alias_key(f).removeprefix("the ") in keys for f in e.forms)]:
            merged.forms.update(entity.forms)
            merged.titles |= entity.titles
            merged.first, merged.last = merged.first or entity.first, merged.last or entity.last
            merged.gender = merged.gender if merged.gender is not Gender.UNKNOWN else entity.gender
            entities.remove(entity)
        if merged.forms or aliases:
            for alias in aliases:
                merged.forms[alias] += 0
            merged.forms[name] += 10**6  # the file's name is the name
            entities.insert(0, merged)


def _vote_genders(entities: list[_Entity], census: Census) -> None:
    """Let the pronouns that follow all of a person's names decide where no title does."""
    for entity in entities:
        if entity.is_crowd or any(_title_gender(title) is not Gender.UNKNOWN for title in entity.titles):
            continue
        listed = first_names().get(entity.first, Gender.UNKNOWN)
        entity.gender = _voted_gender(listed, entity.he, entity.she, census.base_he, needed=0.3)


def _pin_genders(entities: list[_Entity], hints: Hints) -> None:
    for name, gender in hints.genders.items():
        for entity in entities:
            if any(alias_key(form) == alias_key(name) for form in entity.forms):
                entity.gender = gender


def _display_name(entity: _Entity) -> str:
    """Return the fullest usual name."""
    best = entity.forms.most_common(1)[0]
    full = [(n, c) for n, c in entity.forms.items() if all(_split(n)[1:]) and c >= 0.02 * best[1] + 1]
    name = max(full, key=lambda item: (item[1], item[0]))[0] if full and best[1] < 10**6 else best[0]
    if entity.has_article and not name.lower().startswith("the ") and not entity.titles and not entity.last:
        name = "the " + name
    return name[:1].upper() + name[1:]


def _narrator(entities: list[_Entity], names: dict[str, Usage], census: Census) -> _Entity | None:
    """Return the "I" of a first-person story: whom others address by name and the narration never names."""
    if census.first_person <= 3 or census.first_person < 0.012 * max(1, census.narrated_words):
        return None
    best: tuple[int, _Entity] | None = None
    for entity in entities:
        used = [names[form] for form in entity.forms if form in names]
        called = sum(u.vocative for u in used)
        acted = sum(u.subject + u.tagged for u in used)
        if called >= 3 and acted <= 0.1 * called and (best is None or called > best[0]):
            best = called, entity
    if best is not None:
        return best[1]
    entities.append(_Entity(Counter({NARRATOR_NAME: 1})))
    return entities[-1]


def _finish(entities: list[_Entity], narrator: _Entity | None, census: Census) -> Roster:
    """Return the roster, most mentioned first, names made unique."""
    entities.sort(key=lambda e: (-e.mentions, min(e.forms)))
    people: list[Person] = []
    by_alias: dict[str, list[int]] = defaultdict(list)
    told_by: int | None = None
    taken: set[str] = set()
    for entity in entities:
        name = _display_name(entity)
        while name in taken:
            name += " (2)" if not name.endswith(")") else "+"
        taken.add(name)
        index = len(people)
        aliases = tuple(f for f, _ in entity.forms.most_common() if f != name)
        mentions = min(entity.mentions, 10**6)
        if entity is narrator:
            told_by, mentions, aliases = index, census.first_person, (*aliases, "I")
        people.append(Person(name, aliases, entity.gender, entity.is_crowd, mentions, entity is narrator))
        shared = tuple(form for form in entity.ambiguous if form not in aliases)
        for form in (name, *aliases, *shared):
            key = alias_key(form)
            for variant in {key, key.removeprefix("the ")}:
                if index not in by_alias[variant]:
                    by_alias[variant].append(index)
    named = sorted((p.mentions for p in people if not p.is_crowd), reverse=True)
    often = max(_OFTEN, named[min(len(named), _LEADING) - 1]) if named else _OFTEN
    return Roster(tuple(people), {k: tuple(v) for k, v in by_alias.items()}, told_by, often)


_OFTEN = 4
_LEADING = 12
