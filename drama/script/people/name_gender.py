"""The gender that a name tells: by its title, by lists, and by the pronouns that follow it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from drama.languages.base import Language
from drama.model import Gender
from drama.script.people.name_counts import NameCounts, Usage
from drama.script.people.name_parts import split_name


def name_gender(name: str, usage: Usage, counts: NameCounts) -> Gender:
    """Return the gender a name's title tells, else the list of first names and the vote of pronouns together.

    Pronouns alone say less: those of whoever is talked to follow a name as well.
    """
    title, first, last = split_name(name, counts.language)
    gender = counts.language.titles.gender_of(title)
    if gender is not Gender.UNKNOWN:
        return gender
    listed = listed_gender([name], first, counts.language)
    needed = _NEEDED if listed[1] == _LIST_WEIGHT or last else _NEEDED_ALONE
    return voted_gender(listed, usage.he, usage.she, counts.base_he, needed=needed)


_NEEDED, _NEEDED_ALONE = 3.0, 6.0
"""Log odds from which on a name has a gender that keeps it from others; the second for a single word of no list."""


def listed_gender(forms: Iterable[str], first: str, language: Language) -> tuple[Gender, float]:
    """Return the gender that a name tells by itself ("Petrovna", "the Monk", "Anna"), and how surely, in log odds."""
    listed = language.names
    for form in forms:
        if (match := listed.gendered.search(form.lower())) is not None:
            return (Gender.FEMALE if match.lastgroup == "female" else Gender.MALE), _LIST_WEIGHT
    for genders in (listed.first_names(), language.noun_genders, listed.rarer_names()):
        if (gender := genders.get(first, Gender.UNKNOWN)) is not Gender.UNKNOWN:
            return gender, _MIXED_WEIGHT if first in listed.mixed_names() else _LIST_WEIGHT
    return Gender.UNKNOWN, 0.0


_LIST_WEIGHT = 4.0
_MIXED_WEIGHT = 1.0


def voted_gender(listed: tuple[Gender, float], he: int, she: int, base_he: float, *, needed: float) -> Gender:
    """Return the gender that pronouns following a name speak for, weighed against how common each is."""
    at_random = 0.5
    male, female = at_random * base_he, at_random * (1 - base_he)
    score = he * math.log((1 - at_random + male) / male) - she * math.log((1 - at_random + female) / female)
    score += {Gender.MALE: listed[1], Gender.FEMALE: -listed[1]}.get(listed[0], 0.0)
    return Gender.MALE if score > needed else Gender.FEMALE if score < -needed else Gender.UNKNOWN
