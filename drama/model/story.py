"""What was read: the source, labelled."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from drama.model.delivery import Channel, Ending, Manner
from drama.model.gender import Gender


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source, ``text[start:end]``."""

    start: int
    end: int


LINE_BREAK = "line break"
"""Why the mark of a line break inside a paragraph is not spoken: it parts the words on both sides."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A stretch of the source that is not spoken, and why."""

    start: int
    end: int
    reason: str
    """``"markup"``, ``"front matter"``, ``"byte order mark"``, ``"zero-width"``, ``"note"``, ``"navigation"``,
    ``"pause mark"``, ``"effect"``, ``"line break"``, …"""

    @property
    def parts_words(self) -> bool:
        """Whether white space is meant in its place; the words on both sides of other skips join."""
        return self.reason == LINE_BREAK


class Role(StrEnum):
    """What a paragraph is in the layout of the story."""

    PROSE = "prose"
    HEADING = "heading"
    SCENE_HEADING = "scene heading"
    """Where and when a scene of a script plays (``INT. KITCHEN – NIGHT``): opens a scene, begins no chapter."""
    BREAK = "break"
    """A separator such as ``***``: not spoken."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of the source, trimmed of surrounding white space.

    It may hold line breaks (hard-wrapped files) and stretches that :attr:`Story.skips` leaves out.
    """

    start: int
    end: int
    role: Role = Role.PROSE
    level: int = 0
    """Heading depth from 1 (book or chapter) down; 0 for anything else."""
    blank_lines: int = 0
    """Empty lines between the paragraph before and this one."""


@dataclass(frozen=True, slots=True)
class PauseMark:
    """An explicit pause, ``[pause 2s]``, at an offset of the source."""

    at: int
    duration_ms: int


@dataclass(frozen=True, slots=True)
class EffectMark:
    """A spot effect the text asks for, ``[SFX: door slams]``, at an offset of the source."""

    at: int
    name: str
    """As written, white space folded: ``"door slams"``."""


@dataclass(frozen=True, slots=True)
class GivenLine:
    """Words whose speaker the source states, as a play or a transcript does: nobody has to work it out."""

    start: int
    """Offset of the first word, or of the quotation mark before it; within one paragraph of prose."""
    end: int
    speaker: str | None
    """The speaker's name, as the source writes it; None for words that are the narrator's, quotation marks or not."""
    manner: Manner | None = None
    """How the words are spoken, if the source states that too; None leaves it to tag and punctuation."""
    channel: Channel | None = None
    """What the voice comes through, likewise."""
    is_thought: bool = False
    """The words are thought, not said."""
    is_simultaneous: bool = False
    """They begin when the speech before them begins: dual dialogue."""
    ending: Ending | None = None
    """How the words stop, if the source states it; None leaves it to their last mark."""
    overlaps_next: bool = False
    """The next line begins before they end."""


@dataclass(frozen=True, slots=True)
class StatedPerson:
    """A person the source lists, as a play does before its first act."""

    name: str
    gender: Gender = Gender.UNKNOWN
    aliases: tuple[str, ...] = ()
    is_crowd: bool = False
    """Unnamed or passing: may share a voice with another."""


class Form(StrEnum):
    """How a file is to be read, whatever its name and its lines suggest."""

    PROSE = "prose"
    """Prose: every word of it is read out."""
    FOUNTAIN = "fountain"
    """A screenplay in Fountain."""
    LABELLED = "labelled"
    """A script in which the speaker's name stands before the words: a play, a radio script, a chat."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Metadata of a work for libraries and players, beyond its title and author.

    None means not stated; an empty text means to leave the tag out.
    """

    album: str | None = None
    """What players gather files under; the work's title if None."""
    album_artist: str | None = None
    """Whom players sort the album by; the author if None."""
    narrator: str | None = None
    genre: str | None = None
    year: str | None = None
    """Of publication, four digits."""
    language: str | None = None
    """A tag (BCP 47) such as ``en-GB``, or as a source calls it."""
    series: str | None = None
    part: str | None = None
    """Which of the series it is: a number such as ``3`` or ``2.5``."""
    subtitle: str | None = None
    description: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A story as read: its text is never retyped, only labelled."""

    text: str
    """The decoded source: for text files exactly what stands in the file, byte order mark included."""
    paragraphs: tuple[Paragraph, ...]
    """In reading order, not overlapping. With the skips they cover every character that is not white space."""
    skips: tuple[Skip, ...] = ()
    """In order, not overlapping: markup, marks and matter that is not read out."""
    emphasis: tuple[Span, ...] = ()
    """What the source sets in italics (marks excluded), in order."""
    pauses: tuple[PauseMark, ...] = ()
    effects: tuple[EffectMark, ...] = ()
    """In order; each is also a skip with the reason ``"effect"``."""
    given: tuple[GivenLine, ...] = ()
    """In order, not overlapping: the lines whose speaker the source states. All of their words are speech."""
    people: tuple[StatedPerson, ...] = ()
    """Whom the source lists as its people."""
    cuts: tuple[int, ...] = ()
    """Offsets, in order, at which the source ends one line and begins another of the same speech or narration."""
    title: str = ""
    author: str = ""
    cover: bytes | None = None
    """A JPEG or PNG image, if the file carries one."""
    encoding: str = "utf-8"
    path: Path | None = None
    metadata: Metadata = Metadata()
    warnings: tuple[str, ...] = ()
    """What a person should know of how the file was read."""
    read_as: str = ""
    """What the source was read as, if not as prose: ``"a Fountain screenplay"``."""
