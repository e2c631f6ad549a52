"""Who says what, how and where: what is known before anybody is cast."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drama.model.delivery import Delivery
from drama.model.gender import Gender
from drama.model.line_direction import LineDirection, LineMark
from drama.model.story import Span, Story

UNKNOWN = "Unknown"
"""The speaker of a line nobody can be named for."""

DOUBTFUL_BELOW = 0.6
"""A line whose speaker is less sure than this is put before a person."""

ROOMS = ("outdoors", "forest", "street", "room", "hall", "church", "cellar", "cave", "car")
"""Acoustics a scene can have; without one it is dry."""

ROOM_TONE = "roomtone"
"""The bed of a room's silence around an audiobook's chapters; exports do not list it."""

BEDS = ("rain", "wind", "city", "crowd", "fire", "sea", "night", "engine", ROOM_TONE)
"""Sounds drama makes itself that can lie under a scene."""

EFFECTS = (
    "knock", "door", "footsteps", "thunder", "bell", "phone", "gunshot", "glass", "heartbeat", "clock", "static",
    "whoosh",
)  # fmt: skip
"""Spot effects drama makes itself."""


class Kind(StrEnum):
    """What a segment of the source is to the listener."""

    NARRATION = "narration"
    DIALOGUE = "dialogue"
    THOUGHT = "thought"
    BREAK = "break"
    """A separator: not spoken."""
    SKIP = "skip"
    """Not spoken, with a reason."""


class TagKind(StrEnum):
    """What a line of narration that is nothing but a tag says beside the speaker's name."""

    BARE = "bare"
    """Only that somebody speaks: "said Anna"."""
    MANNER = "manner"
    """Also how: "whispered Anna"."""


class TagMode(StrEnum):
    """Which tags are spoken."""

    KEEP = "keep"
    """All: every word of the source is heard."""
    DROP = "drop"
    """All but bare tags that the voice makes redundant."""
    MANNER = "manner"
    """Only tags that carry manner."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words one speaker says without interruption: what is cast, recorded and stored."""

    number: int
    """From 1, in reading order."""
    scene: int
    kind: Kind
    speaker: str | None
    """A character's name, :data:`UNKNOWN`, or None for narration."""
    text: str
    """The words as they go to the engine: the spans joined, white space folded."""
    spans: tuple[Span, ...]
    """Where the words stand in the source; several where markup interrupts them."""
    paragraph: int
    """Index into :attr:`Story.paragraphs`."""
    rule: str
    """The rule that named the speaker, in a word or two."""
    confidence: float
    """Calibrated chance, 0 to 1, that the speaker is right."""
    delivery: Delivery = Delivery()  # noqa: RUF009 (frozen)
    evidence: tuple[str, ...] = ()
    """What spoke for the speaker, in words."""
    runner_up: str | None = None
    """The next best speaker."""
    is_heading: bool = False
    pause_after_ms: int | None = None
    """A pause the story asks for after this line (``[pause 2s]``)."""
    beat_after_ms: int = 0
    """A silence the narration tells of here ("There was a long beat of silence."), added to the pause after it."""
    tag: TagKind | None = None
    """Set where the line is nothing but the tag of a quote beside it."""
    emphasis: tuple[Span, ...] = ()
    """Words of :attr:`text` that the source sets in italics within upright words; offsets into :attr:`text`."""
    effects: tuple[str, ...] = ()
    """Spot effects the text asks for right before this line, in order."""
    effects_after: tuple[str, ...] = ()
    """Spot effects the text asks for behind this line where its scene ends with it, in order."""
    direction: LineDirection = LineDirection()  # noqa: RUF009 (frozen)
    """What a person decided of how it is spoken. What of it settles the delivery and the pause after the line stands
    in :attr:`delivery` and :attr:`pause_after_ms` too."""

    @property
    def marks(self) -> tuple[LineMark, ...]:
        """What it is used for besides the episode."""
        return self.direction.marks

    @property
    def said(self) -> str:
        """The words that are spoken: :attr:`text`, unless a person decided on others."""
        return self.direction.say or self.text

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look at who speaks this line."""
        return self.speaker is not None and (self.confidence < DOUBTFUL_BELOW or self.speaker == UNKNOWN)

    @property
    def is_of_stranger(self) -> bool:
        """Whether its tag names a stranger ("called a voice"): its confidence tells only that nobody else is meant."""
        return self.rule == "crowd tag"


class Opening(StrEnum):
    """How a scene announces itself."""

    START = "start"
    HEADING = "heading"
    BREAK = "break"
    UNMARKED = "unmarked"


@dataclass(frozen=True, slots=True)
class Setting:
    """What the words of a scene tell of its place and its sound; empty where they tell nothing for sure."""

    room: str = ""
    """One of :data:`ROOMS`, or nothing."""
    bed: str = ""
    """One of :data:`BEDS`, or nothing."""
    bed_until: int | None = None
    """The paragraph that says the sound ends (index into :attr:`Story.paragraphs`); None where it goes on."""
    evidence: tuple[str, ...] = ()
    """The words that show it."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A run of lines in one place and time."""

    number: int
    """From 1."""
    title: str
    opening: Opening
    first_line: int
    """Line number; a scene always has at least one line."""
    last_line: int
    chapter: str | None = None
    """The heading it stands under."""
    point_of_view: str | None = None
    setting: Setting = Setting()


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody who speaks or thinks."""

    name: str
    aliases: tuple[str, ...] = ()
    gender: Gender = Gender.UNKNOWN
    lines: int = 0
    """Lines of dialogue and thought."""
    age: str = ""
    """``"young"`` or ``"old"`` where the name tells it: "the small boy", "Old Berg"."""
    is_crowd: bool = False
    """An unnamed or passing speaker, who may share a voice with another."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Two names that the turns of a story showed to be one person's, or one name's two people's: likely."""

    name: str
    """The character …"""
    other: str
    """… and the other name, or the other character."""
    is_one: bool
    """Whether they are one person."""
    chance: float
    """Chance, 0 to 1, that it is so, by that evidence."""
    why: str
    """The evidence, in words."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One labelled stretch of the source. Segments never overlap and miss nothing but white space."""

    start: int
    end: int
    kind: Kind
    scene: int
    rule: str
    """For dialogue and thought the rule that named the speaker; for a skip the reason."""
    confidence: float = 1.0
    speaker: str | None = None
    line: int | None = None
    """The line it is spoken in; None if it is not spoken."""


@dataclass(frozen=True, slots=True)
class Script:
    """Who says what: scenes of lines over a story, every character of it accounted for."""

    story: Story
    scenes: tuple[Scene, ...]
    lines: tuple[Line, ...]
    """All of them, numbered from 1: ``lines[n - 1].number == n``."""
    characters: tuple[Character, ...]
    """Those who have lines, most lines first."""
    unspoken: tuple[Segment, ...] = ()
    """Breaks and skips, in order."""
    warnings: tuple[str, ...] = ()
    """What a person should know: corrections that no longer fit the story."""
    teller: str | None = None
    """The character who tells the story and says "I" in it; None where nobody does, or several do in turn."""
    identities: tuple[Identity, ...] = ()
    """Who of the characters was merged with somebody or parted from somebody, and why; a correction settles it."""
