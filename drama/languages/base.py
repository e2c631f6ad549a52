"""What a language is to drama: tables of words, and the patterns that are made of them.

A language is a package beside :mod:`drama.languages.en`: its tables, and a :class:`Grammar` of functions that make
patterns of whatever tables they are given. So a word added to a table, in the file or with
:func:`dataclasses.replace`, holds in every pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from drama.languages.titles import Titles
from drama.languages.verbs import SpeechVerbs, ThoughtVerbs
from drama.model import Gender

if TYPE_CHECKING:
    from drama.languages.patterns import (
        DeliveryPatterns,
        DevicePatterns,
        EmphasisWords,
        MentionPatterns,
        NarrationPatterns,
        NotSpeechPatterns,
        RolePatterns,
        ScenePatterns,
        SettingPatterns,
        SpeechTagPatterns,
        ThoughtPatterns,
    )


_REMEMBERED = 4096
"""Words of which it is kept whether they are verbs: those of a chapter or two."""


def words(text: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(text.split())


@dataclass(frozen=True, eq=False)
class NameWords:
    """Words of names, and words that look like some."""

    first_names: Callable[[], Mapping[str, Gender]]
    """Return common first names, lower-case, with the gender they mostly go with; read when first asked for."""
    long_forms: Callable[[], Mapping[str, tuple[str, ...]]]
    """Return which full first names a short one may stand for, all lower-case."""
    not_names: frozenset[str]
    """Capitalised words that do not name somebody by themselves, beside titles."""
    openers: frozenset[str]
    """Words that open a sentence and are no part of the name after them."""
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
    kin: frozenset[str]
    """Those that a possessor picks a person with: "her mother"."""
    generic: frozenset[str]
    """Those that more often point to somebody named than stand for a person of their own."""
    devices: frozenset[str]
    """Things that speak with a voice nobody present has."""
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
    no_roles: frozenset[str]
    """Nouns that stand beside a verb of speaking and speak nothing."""
    not_modifiers: frozenset[str]
    """Words between an article and a noun that do not describe it."""


@dataclass(frozen=True, eq=False)
class ActionWords:
    """How what somebody does is told from other words in lower case."""

    verbs: frozenset[str]
    """Verbs that no ending tells, as stories inflect them."""
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


@dataclass(frozen=True, eq=False)
class Grammar:
    """The functions that make patterns of a language's tables."""

    abbreviation: Callable[[Language], str]
    """Return a part of a pattern: the words whose full stop does not end a sentence, without it, for a group."""
    name: Callable[[Titles], str]
    """Return a part of a pattern: a name with its titles."""
    capitalised_run: Callable[[Titles], str]
    """Return a pattern: a run of capitalised words."""
    is_regular_past: Callable[[str], bool]
    """Whether a word that no list has is probably a verb in the past: "gargled"."""
    is_regular_present: Callable[[str], bool]
    """Whether a word that no list has is probably a verb in the present: "gargles"."""
    speech_tags: Callable[[Language], SpeechTagPatterns]
    not_speech: Callable[[Language], NotSpeechPatterns]
    roles: Callable[[Language], RolePatterns]
    mentions: Callable[[Language], MentionPatterns]
    narration: Callable[[Language], NarrationPatterns]
    thoughts: Callable[[Language], ThoughtPatterns]
    scenes: Callable[[Language], ScenePatterns]
    settings: Callable[[Language], SettingPatterns]
    deliveries: Callable[[Language], DeliveryPatterns]
    devices: Callable[[Language], DevicePatterns]
    emphasis: Callable[[Language], EmphasisWords]


@dataclass(frozen=True, eq=False)
class Language:
    """A language: its tables, and the patterns made of them, each made when first asked for and then kept."""

    code: str
    """A tag (BCP 47): ``en``."""
    titles: Titles
    speech_verbs: SpeechVerbs
    thought_verbs: ThoughtVerbs
    names: NameWords
    pronouns: Pronouns
    descriptions: DescriptionWords
    actions: ActionWords
    places: Places
    grammar: Grammar

    # ------------------------------------------------------------------ verbs

    @cached_property
    def _verbs(self) -> frozenset[str]:
        return self.actions.verbs | self.speech_verbs.all

    @cached_property
    def is_verb(self) -> Callable[[str], bool]:
        """Whether a lower-case word after a name is probably what its bearer does."""

        @lru_cache(_REMEMBERED)
        def is_verb(word: str) -> bool:
            return word in self._verbs or (self.grammar.is_regular_past(word) and word not in self.actions.not_in_ed)

        return is_verb

    @cached_property
    def is_action(self) -> Callable[[str], bool]:
        """Whether a lower-case word right after a name is probably what its bearer does or did: "Anna drops it"."""

        @lru_cache(_REMEMBERED)
        def is_action(word: str) -> bool:
            return self.is_verb(word) or (self.grammar.is_regular_present(word) and word not in self.actions.not_in_s)

        return is_action

    # ------------------------------------------------------------------ names and descriptions

    @cached_property
    def name(self) -> str:
        """Part of a pattern: a name with its titles."""
        return self.grammar.name(self.titles)

    @cached_property
    def capitalised_run(self) -> re.Pattern[str]:
        """A run of capitalised words, with titles and particles."""
        return re.compile(self.grammar.capitalised_run(self.titles))

    @cached_property
    def abbreviation(self) -> str:
        """Part of a pattern: the words whose full stop does not end a sentence, without it, to be put in a group."""
        return self.grammar.abbreviation(self)

    @cached_property
    def ends_in_abbreviation(self) -> re.Pattern[str]:
        """Searched for at the end of some words: their full stop does not end a sentence."""
        return re.compile(rf"(?:^|[\s\"'“‘(—-])(?:{self.abbreviation})\.$")

    @cached_property
    def ends_in_title(self) -> re.Pattern[str]:
        """The same of a title or an initial, before which anything may stand: "J.R. Tarn"."""
        return re.compile(rf"\b(?:{self.titles.abbreviations}|[A-Z])\.$")

    @cached_property
    def not_names(self) -> frozenset[str]:
        """Capitalised words that do not name somebody by themselves."""
        return self.names.not_names | self.places.names | self.titles.needing_name

    @cached_property
    def name_endings(self) -> frozenset[str]:
        """What a name does not end with."""
        return self.names.endings | self.titles.never_last

    @cached_property
    def epithets(self) -> frozenset[str]:
        """Words that stand before a name like a title but say nothing about who is meant, in lower case."""
        return self.descriptions.epithets | self.titles.in_names

    @cached_property
    def noun_genders(self) -> Mapping[str, Gender]:
        """The nouns that mean people, "captain" included, with the gender each tells."""
        genders: dict[str, Gender] = {}
        for gender, nouns in (
            (Gender.UNKNOWN, self.descriptions.neutral),
            (Gender.MALE, self.descriptions.male),
            (Gender.FEMALE, self.descriptions.female),
        ):
            genders.update(dict.fromkeys(nouns | self.titles.roles(gender), gender))
        return genders

    # ------------------------------------------------------------------ patterns

    @cached_property
    def speech_tags(self) -> SpeechTagPatterns:
        """Patterns of "said Anna"."""
        return self.grammar.speech_tags(self)

    @cached_property
    def not_speech(self) -> NotSpeechPatterns:
        """Patterns of quotations that nobody says."""
        return self.grammar.not_speech(self)

    @cached_property
    def roles(self) -> RolePatterns:
        """Patterns of people told by a noun."""
        return self.grammar.roles(self)

    @cached_property
    def mentions(self) -> MentionPatterns:
        """Patterns of what stands beside somebody named."""
        return self.grammar.mentions(self)

    @cached_property
    def narration(self) -> NarrationPatterns:
        """Patterns of person, tense and subject."""
        return self.grammar.narration(self)

    @cached_property
    def thoughts(self) -> ThoughtPatterns:
        """Patterns of inner speech."""
        return self.grammar.thoughts(self)

    @cached_property
    def scenes(self) -> ScenePatterns:
        """Patterns of the first words of a scene."""
        return self.grammar.scenes(self)

    @cached_property
    def settings(self) -> SettingPatterns:
        """Words and patterns of places and sounds."""
        return self.grammar.settings(self)

    @cached_property
    def deliveries(self) -> DeliveryPatterns:
        """Patterns of how words are spoken, and of silences."""
        return self.grammar.deliveries(self)

    @cached_property
    def devices(self) -> DevicePatterns:
        """Patterns of things that speak, and of how people are called without a name."""
        return self.grammar.devices(self)

    @cached_property
    def emphasis(self) -> EmphasisWords:
        """Words in capitals that are stressed, and those that are not."""
        return self.grammar.emphasis(self)


__all__ = [
    "ActionWords",
    "DescriptionWords",
    "Grammar",
    "Language",
    "NameWords",
    "Places",
    "Pronouns",
    "words",
]
