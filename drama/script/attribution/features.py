"""The table of features: what each is called, what it weighs, and the sentence ``drama script --explain`` prints.

A weight is a logarithm of odds: it is added to the score of a candidate for whom the feature holds, and below 0 speaks
against the candidate. All are set by hand; docs/attribution.md says how they were chosen. Code refers to a feature by
its constant here, so that a misspelt one is an error and not a zero. In a sentence ``{name}`` is the candidate,
``{tag}`` and ``{beat}`` are the words for the speaker in the tag and in the narration beside the speech, ``{last}`` is
who spoke before, ``{assistant}`` whoever was asked.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from drama.model import ADVICE_WEIGHT


@dataclass(frozen=True, slots=True, eq=False)
class Feature:
    """Something that speaks for or against a candidate. Compared by identity: each stands in the table once."""

    name: str
    """What scripts show as evidence."""
    weight: float
    sentence: str

    def __post_init__(self) -> None:
        """Raise ValueError for a feature that could not be weighed, or not be explained."""
        if not self.name or not self.sentence or not math.isfinite(self.weight):
            raise ValueError(f"feature {self.name!r} needs a name, a finite weight and a sentence")
        try:
            self.in_words("", tag="", beat="", last="")
        except (LookupError, ValueError) as error:
            raise ValueError(f"feature {self.name!r}: {self.sentence!r} has an unknown placeholder: {error}") from None

    def in_words(
        self,
        name: str,
        *,
        tag: str = "the tag",
        beat: str = "whoever",
        last: str = "the other",
        assistant: str = "the assistant",
    ) -> str:
        """Return what the feature says about a candidate."""
        return self.sentence.format(name=name, tag=tag, beat=beat, last=last, assistant=assistant)


Weights = Mapping[Feature, float]


def _each(pattern: str, sentence: str, **weights: float) -> Mapping[str, Feature]:
    """Return one feature for each kind of clue that has a weight; its name is the pattern with the kind put in.

    Asking the result for a kind without a weight raises KeyError.
    """
    return MappingProxyType({kind: Feature(pattern.format(kind), n, sentence) for kind, n in weights.items()})


# ------------------------------------------------------------------ the tag: a name, a description, a pronoun

TAG = Feature("tag", 12, "{tag} names {name}")
TAG_2ND = Feature("tag 2nd", 9, "{tag} may mean {name} too")
CROWD_TAG = Feature("crowd tag", 9, "{tag} is a stranger, whom nobody names")

PARTNER = Feature("partner", 0.5, "{tag} is one of those who talk, as {name} may be")
PARTNER_WRONG = Feature("partner wrong", -1.5, "{tag} is somebody already there")

LEAD = Feature("lead", 5, "the sentence before ends in a colon and names {name}")
LEAD_PRONOUN = Feature("lead pronoun", 1.5, "the sentence that leads in fits {name}")
LEAD_WRONG = Feature("lead wrong", -3, "the sentence that leads in is about somebody of another gender")
LEAD_UNKNOWN = Feature("lead unknown", -0.5, "the sentence that leads in may or may not be about {name}")

ROLE = Feature("role", 1.8, "{tag} describes {name}")
ROLE_OFTEN = Feature("role often", 0, "{name} is called so often")
ROLE_NEW = Feature("role new", 3, "nobody was called that before")
ROLE_ARRIVED = Feature("role arrived", 2.0, "{name} has just come in")
ROLE_GENERIC = Feature("role generic", -1.4, "so many may be called")
ROLE_DEVICE = Feature("role device", 4, "nobody present speaks out of {tag}")
ROLE_OWNED = Feature("role owned", 5.0, "{tag} tells whose {name} is")
ROLE_TRADE = Feature("role trade", 1.5, "not many may be called so")
ROLE_TITLE = Feature("role title", 5.0, "the story calls {name} so")
ROLE_RELATIVE = Feature("role relative", 3.0, "{tag} is a relative whom nobody names")
ROLE_OWNER = Feature("role owner", -5, "{tag} is a relative of {name}")
ROLE_RELATIVE_NAMED = Feature("role relative named", 8.0, "the story tells that {tag} is {name}")
ROLE_KIN = Feature("role kin", -1, "it is a word for a relative")
ROLE_AGE_FITS = Feature("role age fits", 1.5, "{name} is old enough for {tag}")
ROLE_AGE_DIFFERS = Feature("role age differs", -2.5, "{name} is too old for {tag}")
ROLE_ASSOCIATED = Feature("role associated", 2.2, "{tag} mostly stands where {name} was just named")
ROLE_ASSOCIATED_SOMETIMES = Feature(
    "role associated sometimes", 0.8, "{tag} sometimes stands where {name} was just named"
)

GENDER = _each("{} gender", "gender of {tag}", role=0.8, pronoun=1)
GENDER_WRONG = _each("{} gender wrong", "{tag} has another gender", role=-6, pronoun=-6)
GENDER_UNKNOWN = _each("{} gender unknown", "whether {name} is a he or a she is not known", role=-1, pronoun=-0.6)
GROUP = Feature("group", 2, "{tag} are several, as {name} are")
GROUP_WRONG = Feature("group wrong", -2, "{tag} are several, and {name} is one")
ANTECEDENT_1 = _each("{} antecedent 1", "{name} was named last before {tag}", role=0.2, pronoun=1.0)
ANTECEDENT_2 = _each("{} antecedent 2", "{name} was named last but one before {tag}", role=0.2, pronoun=0.3)
ANTECEDENT_SUBJECT = _each("{} antecedent subject", "{name} was the one who acted before {tag}", role=0, pronoun=0.6)

HERE_SUBJECT = Feature("here subject", 1.5, "{name} acts ahead of {tag} in the same paragraph")
HERE = Feature("here", 0.8, "{name} is named ahead of {tag} in the same paragraph")

# ------------------------------------------------------------------ the action beat beside the speech

BEAT_I = Feature("beat I", 4, "the “I” who acts beside the words")
BEAT_BEFORE = MappingProxyType(
    {
        "name": Feature("beat name before", 3, "{name} acts right before the words"),
        "role": Feature("beat role before", 2, "{beat} acts right before the words"),
        "pronoun": Feature("beat pronoun before", 0, "{beat} who acts right before the words probably means {name}"),
        "other": Feature("beat other before", 0, "{beat} acts right before the words"),
    }
)
BEAT_AFTER = MappingProxyType(
    {
        "name": Feature("beat name after", 3, "{name} acts right after the words"),
        "role": Feature("beat role after", 2, "{beat} acts right after the words"),
        "pronoun": Feature("beat pronoun after", 0, "{beat} who acts right after the words probably means {name}"),
        "other": Feature("beat other after", 0, "{beat} acts right after the words"),
    }
)
BEAT_OTHER = Feature("beat other", -0.5, "somebody else acts beside the words")
BEAT_GENDER = _each("beat {} gender", "gender of {beat} who acts beside the words", role=0.6, pronoun=0.8)
BEAT_GENDER_WRONG = Feature("beat gender wrong", -2.5, "{beat} who acts beside the words has another gender")
BEAT_ANTECEDENT = Feature("beat antecedent", 1.2, "{beat} beside the words most likely means {name}")

# ------------------------------------------------------------------ who is named and addressed in speech

ADDRESSES_SELF = Feature("addresses self", -4, "the words themselves address {name}")
INTRODUCES_SELF = Feature(
    "introduces self", 5, "a stranger has come in, and the words are nothing but the name of {name}"
)
NAMES_SELF = Feature("names self", -1.5, "the words themselves speak of {name}")
ADDRESSED_BEFORE = Feature("addressed before", 1.8, "{name} was addressed in the line before")
ASKED_BY_NAME = Feature("asked by name", 0.8, "the line before asks {name}")
ADDRESSED_BEFORE_GAP = Feature("addressed before gap", 1, "{name} was addressed when somebody last spoke")
TOLD_BEFORE = Feature("told before", 2.5, "the line before was said to {name}")
ASKED = Feature("asked", 0.5, "somebody just spoke to {name}")
NAMED_IN_SPEECH_BEFORE = Feature("named in speech before", -0.1, "the line before speaks of {name}")
ADDRESSED_TWO_BEFORE = Feature("addressed two before", -0.3, "{name} was addressed two lines before")
ADDRESSED_AFTER = Feature("addressed after", 1.2, "{name} is addressed in the next line")
ADDRESSED_AFTER_GAP = Feature("addressed after gap", 0.3, "{name} is addressed when somebody next speaks")
CALLED_BEFORE = Feature("called before", 0.6, "the line before calls the one spoken to a man or a woman, as {name} is")
CALLED_BEFORE_WRONG = Feature(
    "called before wrong", -1.0, "the line before calls the one spoken to by a word that does not fit {name}"
)
CALLED_AFTER = Feature("called after", 0.6, "the next line calls the one spoken to a man or a woman, as {name} is")
CALLED_AFTER_WRONG = Feature(
    "called after wrong", -1.0, "the next line calls the one spoken to by a word that does not fit {name}"
)

# ------------------------------------------------------------------ the turns around

SAID_NEXT = Feature("said next", -1.4, "the next line is {name}'s")
SAID_NEXT_GAP = Feature("said next gap", 0.4, "{name} is the next to speak, after some narration")
SAID_AFTER_NEXT = Feature("said after next", 0.9, "the line after next is {name}'s")
SAID_AFTER_NEXT_GAP = Feature("said after next gap", 0.4, "{name} speaks again soon after")
NEXT_PRONOUN_FITS = Feature("next pronoun fits", -0.3, "the pronoun in the next tag would mean {name} as well")
NEXT_PRONOUN_DIFFERS = Feature("next pronoun differs", 0.3, "the next line is somebody's of another gender")
LAST_PRONOUN_FITS = Feature("last pronoun fits", -0.3, "the pronoun in the last tag would mean {name} as well")
LAST_PRONOUN_DIFFERS = Feature("last pronoun differs", 0.3, "the last line was somebody's of another gender")
TALKING_BEFORE = Feature("talking before", 0.5, "{name} is one of those talking")
TALKING_AFTER = Feature("talking after", 0.4, "{name} is one of those who talk next")
HEARD_BEFORE = Feature("heard before", 0.7, "{name} has been talking a little before")
HEARD_AFTER = Feature("heard after", 0.8, "{name} goes on talking after")
NAMED_AFTER = Feature("named after", 0.2, "{name} is named right after")

# ------------------------------------------------------------------ salience and presence

GOES = Feature("goes", -1.5, "{name} went away before the words")
GONE = Feature("gone", -3, "{name} went away a little before")
WIRED_AGAIN = Feature("wired again", 4, "{name} has been heard that way before")
WIRED_THERE = Feature("wired there", -5, "{name} is there, and the words come from elsewhere")
NAMED_BETWEEN = Feature("named between", 0.3, "{name} was named since the last words")
LAST_SUBJECT = _each(
    "last subject {}",
    "{name} was the last to act before the words",
    role=0, other=0.6, pronoun=0.6, beat=0.6, bare=0.6,
)  # fmt: skip
LAST_NAMED = _each(
    "last named {}",
    "{name} was the last to be named before the words",
    role=0, other=0.3, pronoun=0.3, beat=0.3, bare=0.3,
)  # fmt: skip
BESIDE = _each(
    "beside {}",
    "{name} is named beside the words",
    role=-1, other=-1, pronoun=0.0, beat=0.2, bare=0.2,
)  # fmt: skip
RECENT_1 = Feature("recent 1", 0.8, "{name} was named just before")
RECENT_3 = Feature("recent 3", 0.4, "{name} was named a few paragraphs before")
RECENT_8 = Feature("recent 8", 0, "{name} was named some way back")
RECENT_FAR = Feature("recent far", -0.8, "{name} has not been named for long")
OFTEN = Feature("often", 0.6, "{name} is a leading character")
NARRATOR = _each(
    "narrator {}",
    "{name} tells the story",
    role=-6, other=-4, pronoun=-6, beat=-0.8, bare=-0.3,
)  # fmt: skip
CROWD = _each(
    "crowd {}",
    "{name} is hardly more than a figure in passing",
    role=-0.3, other=0, pronoun=-1.2, beat=-1.2, bare=-1.2,
)  # fmt: skip

CROWD_TALKING = _each(
    "crowd talking {}",
    "{name} is one of those who talk, though hardly more than a figure in passing",
    role=0, other=0, pronoun=-0.4, beat=0, bare=-0.4,
)  # fmt: skip

# ------------------------------------------------------------------ links: the two speakers before

REPEAT_CLOSE = _each(
    "repeat close {}",
    "{name} spoke the line right before",
    name=0, role=-1.6, other=-2, pronoun=-0.4, beat=-0.4, bare=-1.2,
)  # fmt: skip
REPEAT_GAP = _each(
    "repeat gap {}",
    "{name} was the last to speak, before some narration",
    name=0, role=0.4, other=-1, pronoun=0.4, beat=0.2, bare=0.3,
)  # fmt: skip
REPEAT_FAR = _each(
    "repeat far {}",
    "{name} was the last to speak, long before",
    name=0, role=0.2, other=0.2, pronoun=0.2, beat=0.2, bare=0.2,
)  # fmt: skip
REPEAT_AFTER_QUESTION = Feature("repeat after question", -0.7, "{name} has just asked something")
REPEAT_AFTER_SPEECH = Feature("repeat after speech", -0.5, "nothing stands between the words and {name}'s last")
REPEAT_AFTER_NARRATION = Feature("repeat after narration", 1.5, "{name}'s last words were followed by much narration")
REPEAT_LED_IN = Feature("repeat led in", 1, "some narration leads in, as if {name} went on")
REPEAT_TELLS = _each(
    "repeat {}", "{tag} answers, goes on or interrupts", answers=-2.5, goes_on=1.2, interrupts=-2, joins=-2
)
ALTERNATE_TELLS = _each("alternate {}", "{tag} interrupts others", interrupts=-0.8, joins=-2.5)
ALTERNATE_CLOSE = _each(
    "alternate close {}",
    "{name} and {last} take turns, and it is {name}'s",
    name=0, role=1.6, other=1, pronoun=2, beat=1.6, bare=2.8,
)  # fmt: skip
ALTERNATE_GAP = _each(
    "alternate gap {}",
    "{name} and {last} take turns across some narration, and it is {name}'s",
    name=0, role=0.8, other=0.8, pronoun=0.8, beat=0.8, bare=0.7,
)  # fmt: skip
ALTERNATE_FAR = _each(
    "alternate far {}",
    "{name} was the last but one to speak, long before",
    name=0, role=0.2, other=0.2, pronoun=0.2, beat=0.2, bare=0.2,
)  # fmt: skip
ANSWERS_ADDRESS = Feature("answers address", 0.5, "the words address {last}, who spoke before")
ADDRESSED_UNANSWERED = Feature("addressed unanswered", 2.0, "{name} was addressed and has not answered yet")


# ------------------------------------------------------------------ what somebody says who was asked

ASSISTANT = Feature("assistant", ADVICE_WEIGHT, "{assistant} says {name}")
ASSISTANT_NOT = Feature("assistant not", -1.5, "{assistant} says that it is somebody else")

# ------------------------------------------------------------------ reasons that weigh nothing by themselves

PINNED = Feature("pinned", 0, "pinned by you")
STATED = Feature("stated", 0, "the source states who speaks")
AROUND = Feature("around", 0, "who speaks the lines before and after")
"""Weighs what the neighbouring turns add, which differs from line to line."""
TURN_TAKING = Feature("turn-taking", 0, "nothing but the order of the turns")
NOBODY_FITS = Feature("nobody fits", 0, "nobody fits")


def by_name(table: Mapping[str, object]) -> Mapping[str, Feature]:
    """Return every feature in a module's names, by its own name. Raises ValueError if two features share a name."""
    found: dict[str, Feature] = {}
    for entry in table.values():
        for feature in entry.values() if isinstance(entry, Mapping) else (entry,):
            if isinstance(feature, Feature) and found.setdefault(feature.name, feature) is not feature:
                raise ValueError(f"two features are called {feature.name!r}")
    return MappingProxyType(found)


FEATURES: Mapping[str, Feature] = by_name(dict(globals()))
"""Every feature, by its name."""
WEIGHTS: Weights = MappingProxyType({feature: feature.weight for feature in FEATURES.values()})


def in_words(feature: str, name: str, *, tag: str = "the tag", beat: str = "whoever", last: str = "the other") -> str:
    """Return what a feature, or the rule of a line, says about a candidate; what is no feature stands for itself.

    ``tag`` and ``beat`` are the words that stand for the speaker in the tag and in the narration beside the speech,
    ``last`` is who spoke before.
    """
    found = FEATURES.get(feature)
    return feature if found is None else found.in_words(name, tag=tag, beat=beat, last=last)
