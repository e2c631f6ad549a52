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

from drama.languages.letters import CAPITAL
from drama.languages.titles import Titles
from drama.languages.verbs import SpeechVerbs, ThoughtVerbs
from drama.languages.words import ActionWords, DescriptionWords, LabelWords, NameWords, Places, Pronouns
from drama.model import Gender

if TYPE_CHECKING:
    from drama.languages.bare_speech import BareSpeechPatterns
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
    from drama.languages.scripts import ScriptPatterns
    from drama.languages.tellers import TellerPatterns
    from drama.languages.written import WrittenPatterns


_REMEMBERED = 4096
"""Words of which it is kept whether they are verbs: those of a chapter or two."""


@dataclass(frozen=True, eq=False)
class Grammar:
    """The functions that make patterns of a language's tables."""

    abbreviation: Callable[[Language], str]
    """Return a part of a pattern: the words whose full stop does not end a sentence, without it, for a group."""
    name: Callable[[Titles], str]
    """Return a part of a pattern: a name with its titles."""
    capitalised_run: Callable[[Titles], str]
    """Return a pattern: a run of capitalised words."""
    before_name: Callable[[], str]
    """Return a pattern: the small words that a name begins with, at the end of what stands before its capital."""
    joined_particle: Callable[[], str]
    """Return a pattern: the same within the word, in lower case: "al-", "d'"."""
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
    scripts: Callable[[Language], ScriptPatterns]
    bare_speech: Callable[[Language], BareSpeechPatterns]
    tellers: Callable[[Language], TellerPatterns]
    written: Callable[[Language], WrittenPatterns]


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
    labels: LabelWords
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
    def before_name(self) -> re.Pattern[str]:
        """Searched for at the end of what stands before a capital: small words its name begins with, "van der"."""
        return re.compile(self.grammar.before_name())

    @cached_property
    def joined_particle(self) -> re.Pattern[str]:
        """What a surname in lower case begins with that may be left out: "al-", "d'"."""
        return re.compile(self.grammar.joined_particle())

    @cached_property
    def ends_of_particles(self) -> frozenset[str]:
        """The last four characters of a particle with the spaces around it, to know quickly that there is none."""
        return frozenset(end for word in self.names.particles for end in (f" {word} "[-4:], f"{word} "[-4:]))

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
        return re.compile(rf"\b(?:{self.titles.abbreviations}|{CAPITAL})\.$")

    @cached_property
    def not_names(self) -> frozenset[str]:
        """Capitalised words that do not name somebody by themselves."""
        return self.names.not_names | self.places.names | self.titles.needing_name

    @cached_property
    def rare_names(self) -> frozenset[str]:
        """Those of them that are somebody's name where a verb says so: "said River"."""
        return self.names.rare_names | self.places.names

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
            (Gender.UNKNOWN, self.descriptions.neutral | self.descriptions.creatures),
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

    @cached_property
    def scripts(self) -> ScriptPatterns:
        """Patterns of scripts: screenplays, plays, radio scripts."""
        return self.grammar.scripts(self)

    @cached_property
    def tellers(self) -> TellerPatterns:
        """Patterns of how whoever says "I" is named."""
        return self.grammar.tellers(self)

    @cached_property
    def written(self) -> WrittenPatterns:
        """Patterns of italics that are read, heard or shown, and not thought."""
        return self.grammar.written(self)

    @cached_property
    def bare_speech(self) -> BareSpeechPatterns:
        """Patterns of speech in stories that have no quotation marks."""
        return self.grammar.bare_speech(self)
