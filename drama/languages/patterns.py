"""The patterns that the stages of the script are read with: what each finds, whatever the language.

A language makes them of its tables (:class:`drama.languages.base.Grammar`). Where nothing else is said, a pattern is
tried at the place where its match would begin, in text whose white space is plain spaces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drama.model import Channel, Manner

Pattern = re.Pattern[str]


@dataclass(frozen=True, eq=False)
class SpeechTagPatterns:
    """The family of "said Anna"."""

    after: Pattern
    """A tag right behind a quotation: who speaks and a verb, either first."""
    after_inches: Pattern
    """The same behind a mark that may be an inch mark, more kinds of people included."""
    inside: Pattern
    """Searched for: the end of speech whose closing mark was forgotten, before a tag with a strong verb."""
    after_dash: Pattern
    """Searched for: the end of speech that a dash opened, before a tag with a strong verb."""
    opening: Pattern
    """Searched for at the end of a tag: speech begins or goes on behind it: "Anna began."."""
    behind: Pattern
    """A whole tag line behind a quotation. Groups: ``verb1`` ``who1`` or ``who2`` ``how1`` ``verb2``, then ``told``,
    ``how`` and ``stop``."""
    ahead: Pattern
    """A whole tag line before a quotation: ``who2`` ``how1`` ``verb2``, then ``told``, ``how`` and ``stop``."""
    sentence: Pattern
    """A sentence behind a quotation that ends like one: somebody's name and a verb of speaking."""
    attendant: Pattern
    """A word, in lower case, with which a tag goes on behind a comma: how it is said, what is done meanwhile."""
    with_listener: frozenset[str]
    """Verbs that only say who speaks where they have a listener: "told her"."""
    leaning: tuple[str, ...]
    """What a sentence begins with that leans on the tag before it: "said Anna. And was gone."."""
    adverb: Pattern
    """Searched for: how something is said: "softly", "in a low voice"."""
    not_adverbs: frozenset[str]
    particles: frozenset[str]
    """Words that may stand between a verb and its subject: "put in the captain"."""
    hearing: frozenset[str]
    """Verbs of those who hear somebody else speak."""
    relative: frozenset[str]
    """Words behind which a clause has another subject."""
    clause_end: Pattern
    clause_start: Pattern
    possessive: Pattern
    """The verb of "was Anna's quick reply"."""
    participle: Pattern
    """A form of a verb that goes with what somebody does: "saying"."""
    leading_on: Pattern
    """What narration behind a quotation begins with that belongs to the next one: "; and Tom said"."""
    capital_behind: Pattern
    """A tag right behind a quotation whose verb has a capital that it should not have; the verb is the last group."""
    capital_ahead: Pattern
    """Searched for at the end of the narration before a quotation: the same."""
    later_verb: Pattern
    """Searched for: a second verb of a subject: "Anna turned and said"; it is the group."""


@dataclass(frozen=True, eq=False)
class NotSpeechPatterns:
    """Quotations that nobody says where they stand, and marks that are no quotation marks."""

    named: Pattern
    """Searched for at the end of the narration before: it leads up to a name, a title or something written."""
    only_meant: Pattern
    """The same: it leads up to what nobody says aloud …"""
    meant_after: Pattern
    """… and narration that follows it."""
    passive: Pattern
    """Searched for at the end of the narration before: somebody is "thought" something."""
    joining: Pattern
    """All that stands between two quotations of a list."""
    pronoun: Pattern
    carries_on: Pattern
    """The sentence goes on after the quotation as after a noun."""
    small_in_titles: frozenset[str]
    """Words that titles have in small letters."""
    fitted: frozenset[str]
    """Last words of narration into which a quotation is fitted as a part of the sentence."""
    elided: frozenset[str]
    """Words that begin with an apostrophe: "'tis"."""


@dataclass(frozen=True, eq=False)
class RolePatterns:
    """People told by a noun instead of a name; searched for."""

    described: Pattern
    """Groups: determiner, modifiers, noun; so for the two that follow."""
    after_verb: Pattern
    """Any noun behind a strong verb of speaking: "said the emissary"."""
    before_verb: Pattern
    others: Pattern
    """Speakers nobody names, and groups."""
    speaking_others: Pattern
    """The same behind (first group) or before (second) a strong verb of speaking."""
    apposition: Pattern
    apposition_before: Pattern
    """The noun, group 1, at the end of what stands before a name: "the baker, "."""
    apposition_end: Pattern
    """What may follow a name that stands in apposition; matched behind it."""
    byname: Pattern
    """The noun, group 1, right behind a name: " the smith"."""
    named_before: Pattern
    """The noun, group 1, at the end of what stands before the name it has: "the stranger, whose name was "."""
    named_after: Pattern
    """The noun, group 1, behind the name it has: " -- for that was the stranger's name"."""
    alias: Pattern
    """All that stands between two names of one person: ", alias the "."""
    """Right behind a name: ", the baker,"; the noun is the group."""
    owned: Pattern
    """Searched for: somebody of somebody's, "'s younger sister"; groups: modifiers, noun."""
    owner: Pattern
    """Searched for at the end of what stands before it: whose, "the captain"; the group is without the article."""


@dataclass(frozen=True, eq=False)
class MentionPatterns:
    """What stands beside somebody named."""

    pronoun: Pattern
    """Searched for: any pronoun of people."""
    gendered: Pattern
    """Searched for: a pronoun that tells the gender of whoever was named last."""
    narrator: Pattern
    """Searched for: the "I" of a first-person story."""
    vocative: Pattern
    """Searched for in speech: somebody addressed; the name is the group. Straight apostrophes."""
    next_word: Pattern
    """Behind a name: the next word that counts; it is the group."""
    last_word: Pattern
    """Searched for: the last word that counts before a name; it is the group."""
    voice: Pattern
    """Behind a name: its voice, and what that does, which is the group."""
    epithet: Pattern
    """Searched for at the end of what stands before a name: words that belong to it."""
    clause: Pattern
    """Behind a name: the clause of which it may be the subject."""
    leaving: Pattern
    """Searched for in that clause: somebody goes away."""
    governor: Pattern
    """Searched for at the end of what stands before a name: a preposition or a participle that the name belongs to;
    group ``verb`` where it is one of speaking: "said to"."""
    to_listener: Pattern
    """All that stands between whoever speaks and whom it is said to: "said Anna softly to Tom"."""
    agent: Pattern
    """The same: a verb of speaking, which is the group, in the passive: "was told by"."""
    passive: Pattern
    """Behind a name: the same verb, where its bearer is told something: "was told by"."""
    inverting: Pattern
    """Searched for at the end of what stands before a verb: nothing but such words since a clause began; the mark that
    it began with is the group."""
    relative: Pattern
    """Behind a name: "who"."""
    parenthesis: Pattern
    """Behind a name: something stands between it and its verb."""
    subordinate: Pattern
    """Searched for at the end of what stands before a name: its clause is a part of another."""
    meanwhile: Pattern
    """The same: its clause tells what happens at the time."""


@dataclass(frozen=True, eq=False)
class NarrationPatterns:
    """Person, tense and subject of narrated sentences; searched for but where said."""

    first_person: Pattern
    plural_person: Pattern
    second_person: Pattern
    present: Pattern
    """In small letters, as the next two."""
    past: Pattern
    not_past: Pattern
    """What looks like the past and is none; taken out before :attr:`past` is searched for."""
    contracted: Pattern
    """As loose as speech: "won't", "that'll"."""
    proper: Pattern
    """A name."""
    subject: Pattern
    """At the start of a sentence: ``who`` acts, ``own`` if only something of theirs does, ``next`` word."""
    inverted: Pattern
    """At the start of a sentence: ``verb`` ``who``, as in "said Anna"."""
    own: Pattern
    """At the start of a sentence: something of somebody meant by a pronoun; ``next`` is what."""
    body: frozenset[str]
    """What of somebody tells that the narration is with them: "heart"."""
    mind: Pattern
    """``who`` perceives or thinks."""
    she: Pattern
    he: Pattern
    letter: Pattern
    """The salutation of a letter, where a paragraph begins."""


@dataclass(frozen=True, eq=False)
class ThoughtPatterns:
    """Inner speech."""

    tag: Pattern
    """Searched for: a tag behind a thought: ``mark``, ``who`` ``verb`` or ``verb2`` ``who2``."""
    tag_first: Pattern
    """Searched for: a tag before a thought: ``who`` ``verb`` ``mark``."""
    object: Pattern
    """Behind a tag's verb: it is a clause of its own, "Anna thought it best"."""
    lead_in: Pattern
    participle: Pattern
    goes_on: Pattern
    """Behind a tag: its thought goes on."""
    tells_on: Pattern
    """Behind a tag: the narration goes on."""
    quoting: Pattern
    """Searched for: quotation marks or brackets."""
    imperative: Pattern
    """Orders people give themselves: enough of them to know one when it stands beside a thought."""
    number: Pattern
    and_so_on: Pattern
    """Searched for: another order follows."""
    author: Pattern
    """Searched for: an author speaks of the story."""
    sounds: frozenset[str]
    """Words for sounds, which are set in italics too."""
    quoted_matter: Pattern
    """Searched for at the end of the narration before: something written or sung follows."""


@dataclass(frozen=True, eq=False)
class ScenePatterns:
    """What the first sentence of a scene says; each at its start but where said."""

    time: Pattern
    """Time has passed."""
    clock: Pattern
    weak_time: Pattern
    """A time of day."""
    full_name: Pattern
    meanwhile: Pattern
    place: Pattern
    """Another place."""
    refers_back: Pattern
    leaves: Pattern
    """Searched for: somebody goes away."""
    title_place: Pattern
    """Searched for: ``place`` names the scene."""


@dataclass(frozen=True, eq=False)
class SettingPatterns:
    """Places and sounds in a narrated sentence."""

    lists: Mapping[str, Any]
    """The lists of ``data/settings.toml``, which says what each is."""
    inside: Pattern
    """Searched for at the end of what stands before a room: somebody is in it."""
    upon: Pattern
    """The same before a place outdoors."""
    is_so: Pattern
    """Behind a place: what it is like."""
    fitting: Pattern
    """Behind "room": something of the room, as in "kitchen table"."""
    opens: Pattern
    """All that stands before a place that opens its sentence."""
    determined: Pattern
    """Searched for at the end of what stands before a thing."""
    passes: Pattern
    """At the start of :attr:`inside`: somebody goes by."""
    unreal: Pattern
    """Searched for: the sentence may not tell of here and now."""
    elsewhere: Pattern
    """Searched for: from here on the paragraph tells of another place or time."""
    compared: Pattern
    """Searched for right before a cue: it is compared, denied, left behind or only seen."""
    of: Pattern
    """Right behind a noun: "a rain of blows", "a sea of faces"."""
    against_house: Pattern
    """Searched for: weather is heard from within."""
    sealed: Pattern
    """Searched for: a ship that has no outdoors."""
    stops: Mapping[str, Pattern]
    """Bed -> what ends it; searched for."""


@dataclass(frozen=True, eq=False)
class DeliveryPatterns:
    """How words are spoken, and silences; searched for but where said."""

    verbs: tuple[tuple[Manner, Pattern], ...]
    """In a tag; the first that is found decides, here and below."""
    sides: tuple[tuple[Manner, Pattern], ...]
    """Beside the verb of a tag."""
    beats: tuple[tuple[Manner, Pattern], ...]
    """In a few words before a quotation."""
    channels: tuple[tuple[Channel, Pattern], ...]
    meanwhile: Pattern
    """Behind it a clause tells what others do: "he said as the engine roared"."""
    others_do: Pattern
    """At the start of a clause: others are its subject."""
    into_device: Pattern
    """Somebody speaks into a thing, and so is there."""
    moves: Pattern
    """Before a place: somebody goes or looks there, "she said, coming in from the hall"."""
    hangs_up: Pattern
    talks_over: Pattern
    together: Pattern
    many: Pattern
    """Who speak at the same time as each other, not as whoever spoke before."""
    silence: Pattern
    """All of a sentence: nobody says anything for a while."""
    long_silence: Pattern
    short_silence: Pattern


@dataclass(frozen=True, eq=False)
class DevicePatterns:
    """Things that speak, and people called without a name; searched for."""

    speaks: Pattern
    """A thing says something."""
    makes_itself_heard: Pattern
    """A thing crackles before words come out of it."""
    call: Pattern
    """Somebody is addressed by a word for a man (``he``) or a woman (``she``)."""


@dataclass(frozen=True, eq=False)
class EmphasisWords:
    """Words in capitals."""

    acronyms: frozenset[str]
    """Also words when in small letters: which is meant cannot be told, so they are read as they stand."""
    stressed: frozenset[str]
    """Never acronyms."""
