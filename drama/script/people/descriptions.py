"""Descriptions: people called by a noun instead of a name, "the old captain", "her mother", "a voice"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from drama.languages.base import Language
from drama.model import Gender
from drama.script.people.name_clusters import Entity
from drama.script.text.spans import alias_key


def roles_in(text: str, language: Language) -> Iterator[tuple[int, int, str, str, str]]:
    """Yield (start, end, determiner, modifiers, noun) of every description of a person in a text.

    Any noun serves that a verb of speaking goes with ("said the emissary"), or one of what only people do ("the
    emissary smiled"); elsewhere it must be known to mean people.
    """
    return (role[:5] for role in found_roles(text, language))


@cache
def found_roles(text: str, language: Language) -> tuple[tuple[int, int, str, str, str, bool], ...]:
    """Return the same, each with whether the verb tells it; kept like names."""
    return tuple(_find_roles(text, language))


def _find_roles(text: str, language: Language) -> Iterator[tuple[int, int, str, str, str, bool]]:
    taken: set[int] = set()
    patterns, listed, actions = language.roles, language.descriptions, language.actions
    for pattern in (patterns.after_verb, patterns.before_verb, patterns.described):
        for match in pattern.finditer(text):
            modifiers, noun = match.group(2).strip(), match.group(3)
            if match.start(1) in taken or any(
                w in listed.not_modifiers or w in actions.verbs for w in modifiers.split()
            ):
                continue
            is_known = pattern is patterns.described
            if not is_known and (noun in listed.no_roles or noun.endswith("ly") or language.is_verb(noun)):
                continue
            taken.add(match.start(1))
            yield match.start(1), match.end(3), match.group(1).lower(), modifiers, noun, not is_known


def count_roles(texts: Iterable[tuple[str, bool]], language: Language) -> Counter[str]:
    """Return how often each described person is named in the narration: "old captain", "captain", "a voice"."""
    counts: Counter[str] = Counter()
    silent: defaultdict[str, set[str]] = defaultdict(set)
    for text, spoken in texts:
        if spoken:
            continue
        for match in language.roles.speaking_others.finditer(text):
            counts[(match.group(1) or match.group(2)).lower()] += 1
        for _, _, _, modifiers, noun, is_human in found_roles(text, language):
            key = role_key(modifiers, noun)
            counts[key] += 1
            if noun in language.descriptions.creatures:
                silent[noun].add("" if is_human else key)
    for keys in silent.values():
        if "" not in keys:  # nowhere does one speak: these are animals
            for key in keys:
                del counts[key]
    return counts


def role_key(modifiers: str, noun: str) -> str:
    """Return the key that a description is counted under."""
    return f"{modifiers} {noun}".strip()


def link_roles(
    entities: list[Entity], roles: Counter[str], apposed: Mapping[str, set[str]], language: Language
) -> None:
    """Add a person for each description, unless it means somebody with a name.

    "The doctor" is Dr. Berg where there is only one doctor, else whoever ``apposed`` says is the doctor.
    """
    by_title: defaultdict[str, list[Entity]] = defaultdict(list)
    named: set[str] = set()
    for entity in entities:
        named.update(alias_key(form) for form in entity.forms)
        for title in entity.titles:
            by_title[title].append(entity)
    longer = _longer_forms(roles, language)
    for role, count in sorted(roles.items(), key=lambda item: (-item[1], item[0])):
        if role in named or role in longer.values():
            continue
        noun = role.split()[-1]
        titled = by_title.get(noun, []) or [
            e for e in entities if not e.is_crowd and any(alias_key(form) in apposed.get(role, ()) for form in e.forms)
        ]
        if titled and role == noun:
            titled[0].forms["the " + role] += 0
            for other in titled[1:]:
                other.ambiguous["the " + role] += count  # whoever of them is at hand
            continue
        entity = Entity(is_crowd=True)
        is_other = bool(language.roles.others.fullmatch(role))
        entity.forms[role if is_other else "the " + role] += count
        if role in longer:
            entity.forms["the " + longer[role]] += roles[longer[role]]
        entity.gender = noun_gender(noun, language)
        entities.append(entity)


def _longer_forms(roles: Mapping[str, int], language: Language) -> dict[str, str]:
    """Return the noun of each person who is also told with something before it: "badger" for "old badger".

    Where two are told apart ("the tall guard", "the short guard"), nobody knows who is just "the guard"; words that fit
    too many ("man") mean somebody else every time, and an office ("duchess") is mostly somebody's who has a name.
    """
    listed, titles = language.descriptions, language.titles
    shared = listed.generic.union(listed.kin, *(titles.roles(gender) for gender in Gender))
    told: defaultdict[str, list[str]] = defaultdict(list)
    for role in roles:
        modifiers, _, noun = role.rpartition(" ")
        if modifiers and noun in roles and noun not in shared:
            told[noun].append(role)
    return {noun: forms[0] for noun, forms in told.items() if len(forms) == 1}


def noun_gender(noun: str, language: Language) -> Gender:
    """Return the gender a person noun tells."""
    return language.noun_genders.get(noun, Gender.UNKNOWN)
