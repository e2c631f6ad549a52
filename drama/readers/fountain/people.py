"""The people of a Fountain text: the field ``Cast`` of its title page, a row each.

``Anna, female, also Miss Berg / the doctor``: the name, what is known of the person, other names of the same person.
A comma or a stroke within a name stands behind a backslash.
"""

from __future__ import annotations

import re

from drama.model import Gender, StatedPerson

CAST = "cast"
_COMMA = re.compile(r"(?<!\\),")
_STROKE = re.compile(r"(?<!\\)/")
_ALSO = re.compile(r"also[ \t]+", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(.)")
_CROWD = "crowd"


def person_of(row: str) -> StatedPerson | None:
    """Return the person that a row names; None if it names nobody. What it says beyond that is left."""
    name, *facts = map(str.strip, _COMMA.split(row))
    gender = Gender.UNKNOWN
    aliases: list[str] = []
    is_crowd = False
    for fact in facts:
        if also := _ALSO.match(fact):
            aliases += map(_plain, _STROKE.split(fact[also.end() :]))
        elif fact.lower() in set(Gender):
            gender = Gender(fact.lower())
        else:
            is_crowd = is_crowd or fact.lower() == _CROWD
    if not _plain(name):
        return None
    return StatedPerson(_plain(name), gender, tuple(dict.fromkeys(filter(None, aliases))), is_crowd)


def _plain(name: str) -> str:
    return " ".join(_ESCAPE.sub(r"\1", name).split())
