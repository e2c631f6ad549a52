"""The nouns: frozen data every stage takes and returns.

Units stand in the names: ``_ms`` milliseconds, ``_s`` seconds, ``_frames`` or ``_frame`` samples on every
channel at the rate of the thing they belong to, ``_db`` decibels, ``_lufs`` loudness (ITU-R BS.1770-4),
``_wpm`` words a minute. Offsets are Python string indexes into :attr:`Story.text`; ends are exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

FRAME_RATE = 44_100
"""The rate of every episode, in frames a second."""

UNKNOWN = "Unknown"
"""The speaker of a line nobody can be named for."""

DOUBTFUL_BELOW = 0.6
"""A line whose speaker is less sure than this is put before a person."""


# ------------------------------------------------------------------ story


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source, ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Skip:
    """A stretch of the source that is not spoken, and why."""

    start: int
    end: int
    reason: str
    """``"markup"``, ``"front matter"``, ``"byte order mark"``, ``"zero-width"``, ``"note"``, ``"navigation"``,
    ``"pause mark"``, …"""


class Role(StrEnum):
    """What a paragraph is in the layout of the story."""

    PROSE = "prose"
    HEADING = "heading"
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
    title: str = ""
    author: str = ""
    cover: bytes | None = None
    """A JPEG or PNG image, if the file carries one."""
    encoding: str = "utf-8"
    path: Path | None = None


# ------------------------------------------------------------------ script


class Kind(StrEnum):
    """What a segment of the source is to the listener."""

    NARRATION = "narration"
    DIALOGUE = "dialogue"
    THOUGHT = "thought"
    BREAK = "break"
    """A separator: not spoken."""
    SKIP = "skip"
    """Not spoken, with a reason."""


class Gender(StrEnum):
    """Grammatical gender of a character, as far as the story tells."""

    FEMALE = "female"
    MALE = "male"
    NEUTRAL = "neutral"
    UNKNOWN = "unknown"


class Manner(StrEnum):
    """How a line is spoken."""

    PLAIN = "plain"
    WHISPERED = "whispered"
    MUTTERED = "muttered"
    SHOUTED = "shouted"
    ASKED = "asked"
    EXCLAIMED = "exclaimed"
    LAUGHING = "laughing"
    CRYING = "crying"
    BREATHLESS = "breathless"


class Ending(StrEnum):
    """How a line stops."""

    FULL = "full"
    CUT = "cut"
    """Broken off: the next speaker cuts in."""
    TRAILING = "trailing"
    """An ellipsis: the words linger."""


class Channel(StrEnum):
    """What the voice comes through."""

    DIRECT = "direct"
    PHONE = "phone"
    RADIO = "radio"
    DOOR = "door"
    DISTANCE = "distance"


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a line is spoken, as the tag and the punctuation tell it."""

    manner: Manner = Manner.PLAIN
    ending: Ending = Ending.FULL
    channel: Channel = Channel.DIRECT
    overlaps_next: bool = False
    """The next line begins before this one ends."""


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
    delivery: Delivery = Delivery()
    evidence: tuple[str, ...] = ()
    """What spoke for the speaker, in words."""
    runner_up: str | None = None
    """The next best speaker."""
    is_heading: bool = False
    pause_after_ms: int | None = None
    """A pause the story asks for after this line (``[pause 2s]``)."""

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look at who speaks this line."""
        return self.speaker is not None and (self.confidence < DOUBTFUL_BELOW or self.speaker == UNKNOWN)


class Opening(StrEnum):
    """How a scene announces itself."""

    START = "start"
    HEADING = "heading"
    BREAK = "break"
    UNMARKED = "unmarked"


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


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody who speaks or thinks."""

    name: str
    aliases: tuple[str, ...] = ()
    gender: Gender = Gender.UNKNOWN
    lines: int = 0
    """Lines of dialogue and thought."""
    is_crowd: bool = False
    """An unnamed or passing speaker, who may share a voice with another."""


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


# ------------------------------------------------------------------ cast


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of an engine and how it is driven."""

    name: str
    """Its name in the pool, or the character's name for a voice of one's own."""
    engine: str
    id: str
    """The engine's own id, such as ``en-gb-x-rp+m3``."""
    rate_wpm: int = 165
    pitch: int | None = None
    """0 to 100; None leaves the engine's own (50 for eSpeak NG)."""
    gain_db: float = 0.0
    """Level against the other voices; a matter of the mix, not of the take."""
    gender: Gender = Gender.UNKNOWN
    age: str = "adult"
    seat: float = 0.0
    """Place on the stereo stage, −1 (left) to 1 (right)."""
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Whatever else the engine takes."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """Silence between lines, in milliseconds."""

    within_paragraph: int = 120
    """Where a sentence runs on from one line to the next: a quote and its tag."""
    between_sentences: int = 300
    """Between two sentences of one speaker in a paragraph."""
    between_speakers: int = 250
    between_paragraphs: int = 450
    scene_break: int = 1800
    chapter: int = 2500
    heading: int = 900
    """After a heading has been read."""
    interruption: int = 20
    """Before the line that cuts in on one broken off by a dash."""
    overlap_ms: int = 120
    """How far a line marked :attr:`Delivery.overlaps_next` runs under the next one."""
    trailing: int = 600
    """After a line that trails off, where a shorter pause would stand."""
    head: int = 500
    """Before the first line."""
    tail: int = 1500
    """After the last line."""


@dataclass(frozen=True, slots=True)
class MixSettings:
    """What the mix aims at."""

    loudness_lufs: float = -16.0
    true_peak_dbtp: float = -1.0
    bit_rate_kbps: int = 128
    channels: int = 2

    @property
    def ceiling_dbtp(self) -> float:
        """True peak the mix keeps, so that an MP3 of it still keeps :attr:`true_peak_dbtp` when it is decoded.

        Three stories in twelve eSpeak voices each rose by at most 0.3 dB at 96 kbit/s and above, by 0.6 dB below
        (lameenc 1.9); this is twice that.
        """
        return self.true_peak_dbtp - (0.6 if self.bit_rate_kbps >= 96 else 1.2)


@dataclass(frozen=True, slots=True)
class Cast:
    """Which voice speaks for whom, complete for one script."""

    narrator: Voice
    voices: Mapping[str, Voice]
    """A voice for every speaker of the script, :data:`UNKNOWN` included where it speaks."""
    pauses: Pauses = Pauses()
    mix: MixSettings = MixSettings()
    path: Path | None = None
    """The cast file used; None for the packaged default."""
    warnings: tuple[str, ...] = ()

    def voice_of(self, line: Line) -> Voice:
        """Return the voice that speaks a line."""
        return self.narrator if line.speaker is None else self.voices[line.speaker]


# ------------------------------------------------------------------ sound


@dataclass(frozen=True, slots=True)
class Take:
    """One recording of one line by one voice, as the store describes it without its samples."""

    key: str
    """Hex digest of everything that shaped the sound."""
    frames: int
    """Frames of speech, silent head and tail already trimmed."""
    frame_rate: int
    loudness_lufs: float
    """Of the speech alone, as one channel (ITU-R BS.1770-4)."""
    true_peak_dbtp: float
    energies: tuple[float, ...] = ()
    """Mean K-weighted square (full scale 1.0) of each 100 ms from the first frame on; the last may be shorter."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A line placed on the timeline."""

    line: Line
    take: Take
    voice: Voice
    start_frame: int
    frames: int
    gain_db: float
    """What brings the take to its level in the mix, the voice's own gain included; not the episode gain."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the episode that is mixed and encoded by itself.

    It starts on a whole MP3 frame of 1,152 and begins and ends in silence, so that stretches join unheard.
    """

    start_frame: int
    frames: int
    cues: tuple[Cue, ...]
    scene: int


@dataclass(frozen=True, slots=True)
class SceneMark:
    """Where a scene starts in the episode."""

    number: int
    title: str
    start_frame: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A mark for players: a heading's chapter, or a scene where there are no headings."""

    title: str
    start_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every cue's place, in whole frames at :data:`FRAME_RATE`."""

    frames: int
    stretches: tuple[Stretch, ...]
    """Back to back from frame 0 to :attr:`frames`."""
    scenes: tuple[SceneMark, ...]
    chapters: tuple[Chapter, ...]

    @property
    def cues(self) -> tuple[Cue, ...]:
        """All cues in the order of their lines."""
        return tuple(cue for stretch in self.stretches for cue in stretch.cues)


@dataclass(frozen=True, slots=True)
class Change:
    """A line whose words stayed as they were since the last render, but not who speaks them or in which voice."""

    line: Line
    speaker_before: str | None
    voice_before: str
    voice_now: str


@dataclass(frozen=True, slots=True)
class Episode:
    """What a render made."""

    path: Path
    story: Path
    frames: int
    frame_rate: int
    scenes: int
    characters: int
    recorded: int
    """Lines recorded anew."""
    reused: int
    """Lines whose take was in the store."""
    doubtful: int
    """Lines whose speaker is in doubt."""
    gain_db: float
    """Gain over the whole episode."""
    cast_path: Path | None
    warnings: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    """Lines that were recorded anew although their words did not change."""

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.frames / self.frame_rate
