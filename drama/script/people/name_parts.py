"""A name in its parts: title, first name, last name."""

from __future__ import annotations

import re

from drama.languages.base import Language
from drama.languages.letters import without_accents
from drama.model import Gender


def split_name(name: str, language: Language) -> tuple[str, str, str]:
    """Return (title as it is said, first name, last name), lower-case; empty where the name has none.

    Without accents and without what stands before a surname: "Jan van der Börg" is "jan" and "borg".
    """
    words = without_accents(name.lower()).split()
    if not words:
        return "", "", ""
    first_names = language.names.first_names()
    title = ""
    while len(words) > 1 and is_title(words[0], language):
        if words[0] not in language.epithets:
            title = title or spoken_title(words[0], language)
        words = words[1:]
    words = _without_particles(words, language)
    if len(words) == 1:
        only = words[0]
        if title and only in first_names and title in language.titles.familiar:
            return title, only, ""
        return (title, "", only) if title else ("", only, "")
    if title == language.names.wife and first_names.get(words[0]) is not Gender.FEMALE:
        return title, "", words[-1]  # a wife under her husband's name
    return title, words[0], words[-1]


def _without_particles(words: list[str], language: Language) -> list[str]:
    """Return the words of a name in lower case without "van der" and "al-" before a surname, and "-san" behind it."""
    if len(words) == 1 and words[0].isalpha():
        return words
    at = 0
    while at < len(words) - 1 and words[at] in language.names.particles and not _is_first(words[at], language):
        at += 1
    *rest, last = words[at:]
    stem, _, tail = last.rpartition("-")
    if stem and tail in language.names.honorifics:
        last = stem
    joint = language.joined_particle.match(last)
    return [*rest, last[joint.end() :] if joint else last]


def _is_first(word: str, language: Language) -> bool:
    return word in language.names.first_names() or word in language.names.long_forms()


def is_title(word: str, language: Language) -> bool:
    """Whether a word of a name stands before it as titles do, and names nobody by itself."""
    return word.rstrip(".") in language.epithets or language.titles.find(word) is not None


def spoken_title(word: str, language: Language) -> str:
    """Return what is said for a title, in lower case; the word itself if it is none: "capt." is "captain"."""
    title = language.titles.find(word)
    return title.spoken.lower() if title else word


def is_same_first(one: str, other: str, language: Language) -> bool:
    """Whether two first names are one, as it stands or as a short form: Will and William, Kit and Kitty."""
    longs = language.names.long_forms()
    if one == other or other in longs.get(one, ()) or one in longs.get(other, ()):
        return True
    return bool(one and other) and pet_stem(one) == pet_stem(other)


_PET_ENDING = re.compile(r"(?<=[a-z]{3})(?:y|ie|ey)$")
_DOUBLED = re.compile(r"(?<=[a-z]{2})([a-z])\1$")


def pet_stem(first: str) -> str:
    """Return a first name without the ending that makes a pet name of it: "kitty" and "kit" are both "kit"."""
    return _DOUBLED.sub(r"\1", _PET_ENDING.sub("", first))
