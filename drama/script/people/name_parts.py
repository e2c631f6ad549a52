"""A name in its parts: title, first name, last name."""

from __future__ import annotations

from drama.languages.en import titles
from drama.languages.en.lexicon import (
    EPITHETS,
    first_names,
    long_forms,
)
from drama.languages.en.titles import Trait
from drama.model import Gender


def split_name(name: str) -> tuple[str, str, str]:
    """Return (title as it is said, first name, last name), lower-case; empty where the name has none."""
    words = name.lower().split()
    title = ""
    while len(words) > 1 and is_title(words[0]):
        if words[0] not in EPITHETS:
            title = title or spoken_title(words[0])
        words = words[1:]
    if len(words) == 1:
        only = words[0]
        if title and only in first_names() and title in _FAMILIAR:
            return title, only, ""
        return (title, "", only) if title else ("", only, "")
    if title == MISSUS and first_names().get(words[0]) is not Gender.FEMALE:
        return title, "", words[-1]  # a wife under her husband's name
    return title, words[0], words[-1]


_FAMILIAR = frozenset(title.spoken.lower() for title in titles.having(Trait.FAMILIAR))
"""Titles that a first name may follow."""


MISTER, MISSUS, MISS = "mister", "missus", "miss"


def is_title(word: str) -> bool:
    """Whether a word of a name stands before it as titles do, and names nobody by itself."""
    return word.rstrip(".") in EPITHETS or titles.find(word) is not None


def spoken_title(word: str) -> str:
    """Return what is said for a title, in lower case; the word itself if it is none: "capt." is "captain"."""
    title = titles.find(word)
    return title.spoken.lower() if title else word


def is_same_first(one: str, other: str) -> bool:
    """Whether two first names are one, as it stands or as a short form: Will and William."""
    longs = long_forms()
    return one == other or other in longs.get(one, ()) or one in longs.get(other, ())
