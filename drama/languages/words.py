"""The tables of words that a language is made of, beside its titles and its verbs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from drama.model import Gender


def words(text: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(text.split())


@dataclass(frozen=True, eq=False)
class NameWords:
    """Words of names, and words that look like some."""

    first_names: Callable[[], Mapping[str, Gender]]
    """Return common first names, lower-case, with the gender they mostly go with; read when first asked for."""
    rarer_names: Callable[[], Mapping[str, Gender]]
    """Return first names that tell a gender, and may be other words too; read when first asked for."""
    mixed_names: Callable[[], frozenset[str]]
    """Return first names of women and men alike."""
    long_forms: Callable[[], Mapping[str, tuple[str, ...]]]
    """Return which full first names a short one may stand for, all lower-case."""
    not_names: frozenset[str]
    """Capitalised words that do not name somebody by themselves, beside titles."""
    rare_names: frozenset[str]
    """Those of them, beside places, that are somebody's name where a verb of speaking says so: "said Summer"."""
    openers: frozenset[str]
    """Words that open a sentence and are no part of the name after them."""
    inside: frozenset[str]
    """Openers that stand inside names written as titles are: "Piet The Lame"."""
    interjections: frozenset[str]
    """Words that are no part of the name they stand before in speech: "Goodbye"."""
    honorifics: frozenset[str]
    """What politeness joins to a name with a hyphen, in lower case: "san"."""
    adverb: re.Pattern[str]
    """Searched for: a word before a name that says how something is done, if it is no first name: "Slowly"."""
    gendered: re.Pattern[str]
    """Searched for in a name in lower case: what tells its bearer's gender; the group is ``female`` or ``male``."""
    peoples: re.Pattern[str]
    """Searched for: a word that means a language or all who speak it, if it is no name: "Italians"."""
    vowel: re.Pattern[str]
    """Searched for: what every name has."""
    particles: frozenset[str]
    """Words in small letters that a name may begin with or hold: "van der"."""
    months: frozenset[str]
    """Months that are first names too."""
    endings: frozenset[str]
    """Words that no name ends with, beside titles."""
    man: str
    """What is said for the title of any man, in lower case: "mister"."""
    wife: str
    """The same of a wife, who may bear her husband's name: "missus"."""
    unmarried: str
    """The same of a woman who is not married: "miss"."""
    wives: frozenset[str]
    """What is said for titles of married women, foreign ones too: "madame"."""
    maidens: frozenset[str]
    """The same of women who are not: "mademoiselle"."""


@dataclass(frozen=True, eq=False)
class Pronouns:
    """Pronouns of people, in lower case."""

    female: frozenset[str]
    """The one that is a subject first: see :attr:`she`."""
    male: frozenset[str]
    first_person: frozenset[str]
    she: str
    he: str
    subjects: frozenset[str]
    """Those that are subjects."""
    single: frozenset[str]
    """Those of them that mean one person: "it" and "they" seldom do."""
    owners: frozenset[str]
    """Those that own a voice or a body: "her"."""
    possessives: frozenset[str]
    """Those before a relative of somebody: "her mother"."""
    tellers: frozenset[str]
    """Those of them that mean whoever tells the story: "my mother"."""
    groups: frozenset[str]
    """Those of more than one: "they"."""
    things: frozenset[str]
    """Those of nobody: "it"."""

    def gender(self, pronoun: str) -> Gender:
        """Return the gender of a pronoun in lower case."""
        if pronoun in self.female:
            return Gender.FEMALE
        return Gender.MALE if pronoun in self.male else Gender.UNKNOWN


@dataclass(frozen=True, eq=False)
class DescriptionWords:
    """Nouns that mean people, beside the titles that do; all in lower case."""

    female: frozenset[str]
    male: frozenset[str]
    neutral: frozenset[str]
    creatures: frozenset[str]
    """Animals and things: people in a story that lets one of them speak, and in no other."""
    faces: frozenset[str]
    """Verbs, as stories inflect them, of what only people do: any noun that does it means somebody."""
    deeds: frozenset[str]
    """Verbs of what people do more often than things."""
    arrivals: frozenset[str]
    """Verbs of whoever was not there before: "the queen came in"."""
    body: frozenset[str]
    """What people have and do with it what only they do: "Anna's eyes widened"."""
    matter: frozenset[str]
    """Nouns without an article that are nobody, though they rise, fall and stop: "rain"."""
    kin: frozenset[str]
    """Those that a possessor picks a person with: "her mother"."""
    relatives: frozenset[str]
    """Those that tell who of somebody's one family is meant, so that a pronoun may own them."""
    same: Mapping[str, str]
    """Nouns for relatives that mean another's: "mum" -> "mother"."""
    order: frozenset[str]
    """Words that tell one relative from another of the same noun: "younger"."""
    generic: frozenset[str]
    """Those that more often point to somebody named than stand for a person of their own."""
    partners: frozenset[str]
    """What means the one of two whose turn it is: "the other"."""
    devices: frozenset[str]
    """Things that speak with a voice nobody present has."""
    newcomers: frozenset[str]
    """Those for whoever comes in without a name: a name that is told later is mostly that one's."""
    plural: frozenset[str]
    """Those of more than one."""
    groups: frozenset[str]
    """Words for everybody there."""
    epithets: frozenset[str]
    """Words that stand before a name like a title but say nothing about who is meant, beside titles that do."""
    kind_words: frozenset[str]
    """Words that stand before a name only where somebody is praised."""
    old: frozenset[str]
    old_nouns: frozenset[str]
    young: frozenset[str]
    elder: frozenset[str]
    younger: frozenset[str]
    """Words beside a name, and beside one who is called the same: "old Tom" and "young Tom"."""
    no_roles: frozenset[str]
    """Nouns that stand beside a verb of speaking and speak nothing."""
    not_modifiers: frozenset[str]
    """Words between an article and a noun that do not describe it."""


@dataclass(frozen=True, eq=False)
class LabelWords:
    """Words of labels, "Anna: words", and of headings that say who tells; all in lower case."""

    not_speakers: frozenset[str]
    """What stands before a colon and names nobody: "note"."""
    written: frozenset[str]
    """Those of them behind which something written stands: "headline"."""
    own: frozenset[str]
    """What those who tell put before their own words: "me"."""
    determiners: frozenset[str]
    """Words before a noun that means somebody: "the guard"."""
    strangers: frozenset[str]
    """First words of what telephones show for somebody they do not know: "unknown number"."""
    others: frozenset[str]
    """Pronouns that those who tell put before the words of whom they talk with."""
    letters: frozenset[str]
    """Letters before the words of whoever asks and of whoever answers."""
    narrators: frozenset[str]
    """What stands before the words of whoever reads all that nobody says."""
    particles: frozenset[str]
    """Small words inside a name: "Anna of the Mill"."""
    tells: re.Pattern[str]
    """All of a heading that says with whose eyes one sees: groups ``who`` or ``who2``."""
    numbered: re.Pattern[str]
    """The beginning of a heading that counts: "Chapter 3:"."""


@dataclass(frozen=True, eq=False)
class ActionWords:
    """How what somebody does is told from other words in lower case."""

    verbs: frozenset[str]
    """Verbs that no ending tells, as stories inflect them."""
    states: frozenset[str]
    """Those of them that anything may do, a town as well as a person: "was", "had"."""
    not_in_ed: frozenset[str]
    """Words in -ed that are no verbs."""
    not_in_s: frozenset[str]
    """Words in -s that are no verbs in the present."""


@dataclass(frozen=True, eq=False)
class Places:
    """Words that tell of a place."""

    names: frozenset[str]
    """Capitalised words of places: "London", "Street"."""
    prepositions: frozenset[str]
    """Those after which a capitalised word is a place: "in"."""
    rooms: Callable[[], Mapping[str, tuple[str, ...]]]
    """Return the nouns of places by the room that each sounds like, those of none under an empty name."""
    adjectives: frozenset[str]
    """Nouns of places that are adjectives too, so that no scene is named after them: "in a flat voice"."""

    @cached_property
    def title_nouns(self) -> frozenset[str]:
        """The nouns that a scene is named after: "in the kitchen"."""
        return frozenset(noun for nouns in self.rooms().values() for noun in nouns) - self.adjectives
