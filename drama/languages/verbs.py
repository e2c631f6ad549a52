"""Verbs of a language that say that somebody speaks or thinks, and what each is used for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from drama.model import Manner

BARE = "bare"
"""Trait: it only says who speaks, so that a listener who knows the voice can do without: "said", "went on"."""
WISHED = "wished"
"""Trait: its bare form tells of words nobody says: "wanted to cry"."""
TELLING = "telling"
"""Trait: whom it is said to follows without a preposition: "told Anna"."""
NEARLY = "nearly"
"""Trait: so do the forms that stand in a tag: "almost said"; not "almost shouted", which is loud enough."""
ANSWERING = "answers"
"""Trait: somebody else has just spoken: "replied"."""
GOING_ON = "goes_on"
"""Trait: the speaker has often just spoken: "added"."""
INTERRUPTING = "interrupts"
"""Trait: somebody else was speaking, and perhaps to another: "interrupted"."""
JOINING = "joins"
"""Trait: others were talking: "put in"."""
_TURNS = (ANSWERING, GOING_ON, INTERRUPTING, JOINING)
_TRAITS = frozenset({BARE, WISHED, TELLING, NEARLY, *_TURNS})


@dataclass(frozen=True, slots=True)
class SpeechVerb:
    """A verb of speaking."""

    forms: tuple[str, ...]
    """As it stands in a tag: "said", "says"; of several words: "went on"."""
    strong: frozenset[str] = frozenset()
    """Those of the forms that hardly ever mean anything else beside a quotation."""
    bare: str = ""
    """As it stands behind "heard Anna" or "wanted to": "say"; empty where it does not."""
    leading: tuple[str, ...] = ()
    """Other forms before a quotation: "saying"."""
    traits: frozenset[str] = frozenset()
    """Of :data:`BARE`, :data:`WISHED`, :data:`TELLING`, :data:`NEARLY`, :data:`ANSWERING`, :data:`GOING_ON`,
    :data:`INTERRUPTING`, :data:`JOINING`."""
    manner: Manner | None = None
    """How the words sound that are so spoken, where the verb tells."""


@dataclass(frozen=True, eq=False)
class SpeechVerbs:
    """The verbs of speaking of a language, and the lists that are made of them."""

    verbs: tuple[SpeechVerb, ...]

    def adding(self, *verbs: SpeechVerb) -> SpeechVerbs:
        """Return these verbs and some more."""
        return SpeechVerbs((*self.verbs, *verbs))

    @cached_property
    def all(self) -> frozenset[str]:
        """Every form in a tag that is one word."""
        return frozenset(form for verb in self.verbs for form in verb.forms if " " not in form)

    @cached_property
    def strong(self) -> frozenset[str]:
        """The forms that hardly ever mean anything else beside a quotation."""
        return frozenset(form for verb in self.verbs for form in verb.strong)

    @cached_property
    def plain(self) -> frozenset[str]:
        """Those, and the other forms of their verbs."""
        rest = (form for verb in self.verbs if verb.strong for form in (verb.bare, *verb.leading) if form)
        return self.strong.union(rest)

    @cached_property
    def telling(self) -> frozenset[str]:
        """Every form of the verbs that whom they are said to may follow: "told Anna"."""
        return frozenset(
            form
            for verb in self.verbs
            if TELLING in verb.traits
            for form in (*verb.forms, verb.bare, *verb.leading)
            if form
        )

    @cached_property
    def bare_forms(self) -> frozenset[str]:
        """Forms behind "heard Anna": "say"."""
        return frozenset(verb.bare for verb in self.verbs if verb.bare)

    @cached_property
    def leading(self) -> frozenset[str]:
        """Other forms before a quotation: "saying"."""
        return frozenset(form for verb in self.verbs for form in verb.leading)

    @cached_property
    def dispensable(self) -> frozenset[str]:
        """Every form that only says who speaks, those of several words included."""
        return frozenset(form for verb in self.verbs if BARE in verb.traits for form in verb.forms)

    @cached_property
    def wished(self) -> frozenset[str]:
        """Bare forms that tell of words nobody says."""
        return frozenset(verb.bare for verb in self.verbs if WISHED in verb.traits)

    @cached_property
    def nearly(self) -> frozenset[str]:
        """Forms behind "almost" that tell of words nobody says."""
        return frozenset(verb.forms[0] for verb in self.verbs if NEARLY in verb.traits)

    @cached_property
    def turns(self) -> Mapping[str, str]:
        """Form in a tag -> the trait that tells whose turn it was before: :data:`ANSWERING` and the like."""
        return {form: trait for verb in self.verbs for trait in _TURNS if trait in verb.traits for form in verb.forms}

    def of_manner(self, manner: Manner) -> frozenset[str]:
        """Return the forms that tell a manner; bare ones do not, "not daring to ask"."""
        return frozenset(
            form for verb in self.verbs if verb.manner is manner for form in verb.forms if form != verb.bare
        )


@dataclass(frozen=True, eq=False)
class ThoughtVerbs:
    """The verbs of thinking of a language."""

    tags: frozenset[str]
    """Behind whoever thinks, beside a thought: "Anna wondered"."""
    inverted: frozenset[str]
    """Those that may also stand before: "thought Anna"."""
    to_oneself: frozenset[str]
    """Verbs of speaking that mean a thought where somebody speaks to nobody else: "told herself"."""
    minds: frozenset[str]
    """Verbs of thinking, perceiving and wishing, whose subject the narration follows: "Anna saw"."""


def speech_verbs(table: str, plain: str = "") -> SpeechVerbs:
    """Return the verbs of a table, a verb a line, and of a plain list of forms.

    Raises ValueError where a trait is none.
    """
    found = [_verb(line) for line in table.strip().splitlines()]
    return SpeechVerbs((*found, *(SpeechVerb((form,)) for form in plain.split())))


def _verb(line: str) -> SpeechVerb:
    forms, bare, leading, traits = (part.split() for part in (*line.split("|"), "", "", "")[:4])
    manners = [Manner(trait) for trait in traits if trait not in _TRAITS]
    return SpeechVerb(
        tuple(_unmarked(forms)),
        frozenset(_unmarked(form for form in forms if form.endswith("*"))),
        " ".join(bare),
        tuple(leading),
        _TRAITS.intersection(traits),
        manners[0] if manners else None,
    )


def _unmarked(forms: Iterable[str]) -> Iterator[str]:
    for form in forms:
        yield form.rstrip("*").replace("_", " ")
