"""Titles before names, and what is made of a language's table of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from drama.languages.letters import CAPITAL, without_accents
from drama.model import Gender

NO_INITIAL = rf"(?<!{CAPITAL}\.)(?<!{CAPITAL}\. )"
"""Part of a pattern: no initial stands right before. The "M." of "J. M. Tarn" is no title."""


class Stop(Enum):
    """Whether a title is written with a full stop."""

    NEVER = "never"
    """It is a word: "Captain"."""
    MAY = "may"
    """It is a short form, with or without one: "Sgt." and "Sgt"."""
    MUST = "must"
    """Without one it is something else: "M.", "Hon."."""


class Trait(Enum):
    """What else is true of a title."""

    NEEDS_NAME = "needs a name"
    """Nobody is called so by itself, as "Prof" and "Captain" are; nor are the letters a name, as "Gen" is."""
    POLITE = "polite"
    """It tells neither rank nor kin, so that another name begins with it: "Miss" in "Orla Miss Tarn"."""
    FAMILIAR = "familiar"
    """A first name may follow: "Uncle Piet", "Sir Piet"."""
    GROWN = "grown"
    """Whoever bears it is no longer young."""
    CALLS = "calls"
    """It speaks to somebody of its gender in the middle of talk: "Yes, sir."."""
    IN_NAMES = "in names"
    """It may be a part of the name, and says nothing of who is meant: "Anna St. Clair"."""
    LEFT = "left to engines"
    """Engines say it: they know the word (eSpeak NG 1.52 once its full stop is off), or it may be an initial."""


@dataclass(frozen=True, slots=True)
class Title:
    """A word that stands before somebody's name."""

    word: str
    """As it is written before a name, without a full stop."""
    spoken: str
    """The word a reader says for it, as an engine gets it; short and full form of one title share it."""
    gender: Gender
    """Of whoever bears it; unknown where both may."""
    stop: Stop = Stop.NEVER
    role: Gender | None = None
    """Of what gender "the captain" mostly is, where the word by itself describes somebody; else None."""
    traits: frozenset[Trait] = frozenset()

    @property
    def written(self) -> tuple[str, ...]:
        """How it may stand before a name, with and without a full stop."""
        if self.stop is Stop.NEVER:
            return (self.word,)
        return (f"{self.word}.",) if self.stop is Stop.MUST else (self.word, f"{self.word}.")


@dataclass(frozen=True, eq=False)
class Titles:
    """The titles of a language, and the lists and parts of patterns that are made of them."""

    table: tuple[Title, ...]

    def adding(self, *titles: Title) -> Titles:
        """Return these titles and some more."""
        return Titles((*self.table, *titles))

    @cached_property
    def _by_form(self) -> Mapping[str, Title]:
        forms = {form.lower(): title for title in self.table for form in title.written}
        return {without_accents(form): title for form, title in forms.items()} | forms

    @cached_property
    def _genders(self) -> Mapping[str, Gender]:
        return {title.spoken.lower(): title.gender for title in self.table}

    def find(self, word: str) -> Title | None:
        """Return the title that a word is, in capitals or not, None if it is none; a stray full stop is overlooked.

        "M." is one, "M" is not.
        """
        return self._by_form.get(word.lower()) or self._by_form.get(word.lower().rstrip("."))

    def gender_of(self, spoken: str) -> Gender:
        """Return the gender that a title tells, given by the words said for it in lower case; unknown if none."""
        return self._genders.get(spoken, Gender.UNKNOWN)

    def having(self, *traits: Trait) -> tuple[Title, ...]:
        """Return the titles with any of some traits."""
        return tuple(title for title in self.table if not title.traits.isdisjoint(traits))

    def roles(self, gender: Gender) -> frozenset[str]:
        """Return the titles that describe somebody by themselves, mostly of a gender, in lower case: "captain"."""
        return frozenset(title.word.lower() for title in self.table if title.role is gender)

    @cached_property
    def in_names(self) -> frozenset[str]:
        """Titles that may be a part of the name, in lower case: "st.", "saint"."""
        return lowered(self.having(Trait.IN_NAMES))

    @cached_property
    def grown(self) -> frozenset[str]:
        """Titles of people no longer young, in lower case."""
        return lowered(self.having(Trait.GROWN))

    @cached_property
    def familiar(self) -> frozenset[str]:
        """What is said for the titles that a first name may follow, in lower case."""
        return frozenset(title.spoken.lower() for title in self.having(Trait.FAMILIAR))

    @cached_property
    def needing_name(self) -> frozenset[str]:
        """Titles that nobody is known by without a name, as they are written."""
        return written(self.having(Trait.NEEDS_NAME))

    @cached_property
    def never_last(self) -> frozenset[str]:
        """Short forms that no name ends with, as they are written."""
        return written(title for title in self.having(Trait.NEEDS_NAME) if title.stop is not Stop.NEVER)

    @cached_property
    def dividers(self) -> frozenset[str]:
        """Titles that another name begins with, where no title stands before them: "Lt. Col." is one name."""
        return written(
            title
            for title in self.table
            if Trait.POLITE in title.traits or (title.stop is Stop.MAY and Trait.IN_NAMES not in title.traits)
        )

    @cached_property
    def abbreviations(self) -> str:
        """Part of a pattern: the titles written with a full stop, without it, to be put in a group."""
        return alternatives(title.word for title in self.table if title.stop is not Stop.NEVER)

    @cached_property
    def longest_abbreviation(self) -> int:
        """In characters, without the full stop."""
        return max((len(title.word) for title in self.table if title.stop is not Stop.NEVER), default=0)

    @cached_property
    def may_stop(self) -> str:
        """Part of a pattern: the titles that are written with and without a full stop, without it, for a group."""
        return alternatives(title.word for title in self.table if title.stop is Stop.MAY)

    @cached_property
    def short(self) -> str:
        """Part of a pattern: a short form before a name."""
        must = alternatives(title.word for title in self.table if title.stop is Stop.MUST)
        return rf"(?:(?:{self.may_stop})\.?|{NO_INITIAL}(?:{must})\.)"

    @cached_property
    def dotted(self) -> str:
        """Part of a pattern: up to three titles with full stops and the white space behind, or none: "Lt. Col. "."""
        return rf"(?:(?:{self.abbreviations})\.\s+){{0,3}}"


def written(titles: Iterable[Title]) -> frozenset[str]:
    """Return every way of writing some titles, as before a name, with and without full stops."""
    return frozenset(form for title in titles for form in title.written)


def lowered(titles: Iterable[Title]) -> frozenset[str]:
    """Return every way of writing some titles, in lower case."""
    return frozenset(form.lower() for form in written(titles))


def alternatives(words: Iterable[str]) -> str:
    """Return a part of a pattern for any of some words, the longest first."""
    return "|".join(sorted((word.replace(".", r"\.") for word in words), key=lambda word: (-len(word), word)))
