"""What is asked about a script and what was answered: doubtful lines, and characters who may be one person."""

from __future__ import annotations

from dataclasses import dataclass

SOMEBODY_ELSE = "somebody else"
"""The answer that none of the people offered speaks a line."""
NOT_SPEECH = "not speech"
"""The answer that nobody speaks a line: it is narration."""
ONE_PERSON = "one person"
TWO_PEOPLE = "two people"
"""What can be answered of two characters."""
ADVICE_WEIGHT = 4.0
"""What an answer weighs, in log odds, unless the cast file says otherwise: more than turn-taking, less than a gender
that does not fit, and far less than a tag."""


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A line of the script as it is shown beside a question."""

    number: int
    speaker: str
    """A character's name where that is sure, ``narration``, or ``?``."""
    text: str
    """Its words; of a long line the beginning and the end."""


@dataclass(frozen=True, slots=True)
class DoubtfulLine:
    """A line whose speaker is asked for."""

    label: str
    """What an answer names it by: the number of the line."""
    line: int
    words: str
    """The words of the line."""
    speaker: str
    """Who is thought to speak it …"""
    confidence: float
    """… and how sure that is, 0 to 1."""
    offered: tuple[str, ...]
    """The characters who may speak it, likeliest first."""
    likely: tuple[str, ...] = ()
    """Those of them who must have been offered for a kept answer to count."""

    @property
    def allowed(self) -> tuple[str, ...]:
        """Every answer there is."""
        return (*self.offered, SOMEBODY_ELSE, NOT_SPEECH)


@dataclass(frozen=True, slots=True)
class SamePerson:
    """Two characters who may be one person."""

    label: str
    """What an answer names them by: ``P1``."""
    name: str
    other: str
    why: str
    """Why that may be, in words."""

    @property
    def allowed(self) -> tuple[str, ...]:
        """Every answer there is."""
        return (ONE_PERSON, TWO_PEOPLE)


@dataclass(frozen=True, slots=True)
class Question:
    """Lines, or characters, that are asked about together, and the words of the story that go with them."""

    context: tuple[ContextLine, ...]
    """In the order of the script; numbers are missing where lines were left out."""
    lines: tuple[DoubtfulLine, ...] = ()
    people: tuple[SamePerson, ...] = ()

    @property
    def items(self) -> tuple[DoubtfulLine | SamePerson, ...]:
        """What is asked, each with the closed list of its answers."""
        return (*self.lines, *self.people)


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """Who speaks a line, by somebody's word; anchored by the words of the line."""

    words: str
    """How the line begins. Letter case, punctuation and white space do not count, here or below."""
    before: str
    """What stands right before the words, where they alone could be taken for others."""
    after: str
    offered: tuple[str, ...]
    """The characters that were offered."""
    answer: str
    """One of them, :data:`SOMEBODY_ELSE` or :data:`NOT_SPEECH`."""
    by: str
    """The model, or whoever answered."""


@dataclass(frozen=True, slots=True)
class PeopleAnswer:
    """Whether two characters are one person, by somebody's word."""

    name: str
    other: str
    answer: str
    """:data:`ONE_PERSON` or :data:`TWO_PEOPLE`."""
    by: str


@dataclass(frozen=True, slots=True)
class Advice:
    """The answers about a story: evidence beside its text, that text can outweigh."""

    lines: tuple[LineAnswer, ...] = ()
    people: tuple[PeopleAnswer, ...] = ()
    weight: float = ADVICE_WEIGHT
    """What each weighs, in log odds."""

    def __bool__(self) -> bool:
        """Whether there is any answer."""
        return bool(self.lines or self.people)
