"""Namesakes: two people whom the names of a story make one, told apart by the turns in which they answer each other.

A father and a son may both be Tom, "Mr. Brandt" the one and "Peter Brandt" the other. Where two forms of a person's
name keep standing beside lines that follow each other, they are two people's; what one is called without a doubt is his
or hers, and the rest may be either's, to be decided where it stands (:mod:`drama.script.attribution.shared_names`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

from drama.languages.base import Language
from drama.model import Gender
from drama.script.people.name_parts import is_title, split_name, spoken_title
from drama.script.text.spans import Person, Roster, alias_key

Forms = tuple[int, str, str]
"""A person, and two forms of the name as :func:`form_of` returns them, in order."""


@dataclass(frozen=True, slots=True)
class FormEvidence:
    """How the turns of a story use the forms of each person's name, counted."""

    uses: Counter[tuple[int, str]] = field(default_factory=Counter)
    """Of a form, in the narration."""
    adjacent: Counter[Forms] = field(default_factory=Counter)
    """The two forms tag lines that follow each other at once."""
    alternate: Counter[Forms] = field(default_factory=Counter)
    """They tag a line and the next but one."""
    together: Counter[Forms] = field(default_factory=Counter)
    """They stand in one sentence or so."""


_ADJACENT, _ALTERNATE, _TOGETHER = 1.5, -0.8, 0.5
"""Log odds for two people that each case adds."""
_AGES_DIFFER = 4.0
_ONE_HAS_AGE = -1.0
_TITLE_ALONE = -1.2
_TITLED_FIRST = -3.0
_FULL_AND_SHORT = -4.5
"""Log odds before the turns are read: of "old Tom" and "young Tom"; "young Tom" and "Tom"; "Mr. Brandt" and "Peter
Brandt"; "Uncle Piet" and "Piet"; "Anna" and "Anna Berg", "Dr. Berg" and "Berg"."""
_SUPPORT = 0.1
"""Of the uses of the rarer form: so many at least beside the other."""


def form_of(text: str, language: Language) -> str:
    """Return a form of a name as it is compared: lower-case, no article, no word but of age before it."""
    ages = language.descriptions.elder | language.descriptions.younger
    words = alias_key(text).removeprefix("the ").split()
    while len(words) > 1 and words[0] in language.descriptions.epithets | language.descriptions.kind_words - ages:
        if words[0] in ages:
            break
        words = words[1:]
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class Parted:
    """A roster with namesakes told apart."""

    roster: Roster
    owners: Mapping[tuple[int, str], tuple[int, ...]]
    """(person as it was, form) -> whom it may mean now."""
    twins: Mapping[int, int]
    """Person as it was -> who else it was."""
    seeds: Mapping[int, tuple[str, str]]
    """Person as it was -> the two forms that told them apart …"""
    log_odds: Mapping[int, float]
    """… and how sure that is, in log odds."""


def parted(roster: Roster, evidence: FormEvidence, fixed: Collection[int] = ()) -> Parted:
    """Return a roster in which people who were taken for one are two. Whoever is in ``fixed`` is one."""
    forms: defaultdict[int, set[str]] = defaultdict(set)
    for person, form in evidence.uses:
        forms[person].add(form)
    people, by_alias = list(roster.people), dict(roster.by_alias)
    owners: dict[tuple[int, str], tuple[int, ...]] = {}
    twins: dict[int, int] = {}
    told_apart: dict[int, tuple[str, str]] = {}
    sure: dict[int, float] = {}
    suspects = {person for person, _, _ in (*evidence.adjacent, *evidence.together)} - {roster.narrator, *fixed}
    for person in sorted(it for it in suspects if it is not None and not roster.people[it].is_crowd):
        found = _two(person, sorted(forms[person]), evidence, roster.language)
        if found is None:
            continue
        sure[person], seeds = found
        twin = twins[person] = len(people)
        told_apart[person] = seeds
        groups = _groups(seeds, forms[person], roster.language)
        for form, members in groups.items():
            owners[person, form] = tuple((person, twin)[which] for which in members)
        people[person], other = (
            _person(roster.people[person], which, groups, evidence.uses, person, roster.language) for which in (0, 1)
        )
        people.append(other)
        _share(by_alias, roster.people[person], person, twin, groups, roster.language)
    return Parted(replace(roster, people=tuple(people), by_alias=by_alias), owners, twins, told_apart, sure)


def _two(
    person: int, forms: Iterable[str], evidence: FormEvidence, language: Language
) -> tuple[float, tuple[str, str]] | None:
    """Return the two forms of somebody's name that are likeliest two people's, and the log odds; None if none are."""
    best: tuple[float, tuple[str, str]] | None = None
    for one, other in combinations(forms, 2):
        key = (person, one, other)
        score = _prior(one, other, language) + _ADJACENT * evidence.adjacent[key]
        score += _ALTERNATE * evidence.alternate[key] + _TOGETHER * evidence.together[key]
        support = evidence.adjacent[key] + evidence.together[key]
        if support < _SUPPORT * min(evidence.uses[person, form] for form in (one, other)):
            continue
        is_likely = evidence.adjacent[key] or _prior(one, other, language) > 0
        if is_likely and score > 0 and (best is None or score > best[0]):
            best = score, (one, other)
    return best


def _prior(one: str, other: str, language: Language) -> float:  # noqa: PLR0911 - one return a rule
    """Return the log odds that two forms of one name are two people's, before the turns are read."""
    ages = {_age(one, language), _age(other, language)}
    if ages == {"old", "young"}:
        return _AGES_DIFFER
    if len(ages) > 1:
        return _ONE_HAS_AGE
    (title, first, last), (other_title, other_first, other_last) = (split_name(it, language) for it in (one, other))
    if (title, first) == (other_title, other_first):
        return _FULL_AND_SHORT
    if "" in {title, other_title} and {title, other_title} & language.titles.familiar:
        return _TITLED_FIRST
    if {first, last} & {other_first, other_last} - {""} and not (first and other_first and first == other_first):
        is_bare = not (title and other_title) and not (first and last) and not (other_first and other_last)
        return _FULL_AND_SHORT if is_bare or first == other_last or last == other_first else _TITLE_ALONE
    if first and first == other_first:
        return _TITLED_FIRST if title != other_title else _FULL_AND_SHORT
    return _TITLE_ALONE


def _age(form: str, language: Language) -> str:
    """Return whether a form of a name says "old" or "young" of its bearer; else nothing."""
    words = set(form.replace(".", "").split())
    listed = language.descriptions
    is_young, is_old = bool(words & listed.younger), bool(words & listed.elder)
    return "" if is_young is is_old else "young" if is_young else "old"


def _groups(seeds: tuple[str, str], forms: Iterable[str], language: Language) -> dict[str, tuple[int, ...]]:
    """Return for each form whose it is: 0 for the first of two, 1 for the second, both if it may be either's."""
    marks = [_marks(seed, language) for seed in seeds]
    groups: dict[str, tuple[int, ...]] = {}
    for form in forms:
        own = _marks(form, language)
        shared = [len(own & (marks[which] - marks[1 - which])) for which in (0, 1)]
        if shared == [0, 0] and any(mark.startswith("title ") for mark in own):
            shared = ["age old" in mark for mark in marks]  # beside a young Dr. Brandt "Dr. Brandt" is the elder
        if form in seeds:
            groups[form] = (seeds.index(form),)
        elif shared[0] != shared[1]:
            groups[form] = (int(shared[1] > shared[0]),)
        else:
            groups[form] = (0, 1)
    return groups


def _marks(form: str, language: Language) -> set[str]:
    """Return what a form says of its bearer: title, first name, age."""
    title, first, _ = split_name(form, language)
    if not title and is_title(first, language):
        title, first = spoken_title(first, language), ""
    marks = {"title": title, "first": first, "age": _age(form, language)}
    return {f"{kind} {mark}" for kind, mark in marks.items() if mark}


def _person(  # noqa: PLR0917 - what parted has at hand
    whole: Person,
    which: int,
    groups: Mapping[str, tuple[int, ...]],
    uses: Counter[tuple[int, str]],
    index: int,
    language: Language,
) -> Person:
    """Return one of the two that a person was."""
    own = sorted(
        (form for form, members in groups.items() if members == (which,)), key=lambda it: (-uses[index, it], it)
    )
    spelled = {form_of(name, language): name for name in (*whole.aliases, whole.name)}
    names = tuple(spelled.get(form, _capitalised(form, language)) for form in own)
    genders = {language.titles.gender_of(split_name(form, language)[0]) for form in own} - {Gender.UNKNOWN}
    full = max(names, key=lambda name: (len(name.split()) > 1, uses[index, form_of(name, language)]))
    return Person(
        full[:1].upper() + full[1:],
        tuple(name for name in names if name != full),
        genders.pop() if len(genders) == 1 else whole.gender,
        mentions=sum(uses[index, form] for form in own),
    )


def _capitalised(form: str, language: Language) -> str:
    """Return a form as it is written, words that only say how old somebody is in lower case: "young Tom"."""
    return " ".join(word if word in language.epithets else word[:1].upper() + word[1:] for word in form.split())


def _share(  # noqa: PLR0917 - as above
    by_alias: dict[str, tuple[int, ...]],
    whole: Person,
    person: int,
    twin: int,
    groups: Mapping[str, tuple[int, ...]],
    language: Language,
) -> None:
    """Give the names of a person to the two it is now."""
    known: dict[str, tuple[int, ...]] = {
        form: tuple((person, twin)[it] for it in found) for form, found in groups.items()
    }
    for form in (*(form_of(name, language) for name in (whole.name, *whole.aliases)), *known):
        for key in (form, f"the {form}"):
            if person in by_alias.get(key, ()) or (form in known and key == form):
                rest = tuple(it for it in by_alias.get(key, ()) if it != person)
                by_alias[key] = (*known.get(form, (person, twin)), *rest)


def owners_of(person: int, form: str, told: Parted) -> tuple[int, ...]:
    """Return whom a form of somebody's name may mean once namesakes are told apart."""
    if person not in told.twins:
        return (person,)
    if (person, form) in told.owners:
        return told.owners[person, form]
    members = _groups(told.seeds[person], (form,), told.roster.language)[form] if form else (0, 1)
    return tuple((person, told.twins[person])[which] for which in members)
