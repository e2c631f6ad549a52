"""Which voice speaks for whom, and what the episode should sound like: what the cast file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from drama.model.gender import Gender
from drama.model.line_direction import Pronunciation
from drama.model.script import Line, TagMode

ACTOR_ENGINE = "actor"
"""The engine whose voices are files: what an actor has recorded of a line."""


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
    pan: float = 0.0
    """Place on the stereo stage, −1 (left) to 1 (right)."""
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Whatever else the engine takes."""

    @property
    def is_recording(self) -> bool:
        """Whether it is an actor's recording of one line, whose file :attr:`id` names."""
        return self.engine == ACTOR_ENGINE


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of a voice, for casting by ear."""

    embedding: bytes = b""
    """Who speaks: a direction in 256 dimensions, as signed bytes (:func:`drama.dsp.speaker_embedding.embedding`)."""
    naturalness: float = 0.0
    """How natural it was judged, 1 to 5; 0 where nobody judged."""


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


class Preset(StrEnum):
    """What an episode is made for."""

    PODCAST = "podcast"
    """−16 LUFS, −1 dBTP (Apple Podcasts' advice)."""
    BROADCAST = "broadcast"
    """−23 LUFS, −1 dBTP (EBU R 128)."""
    AUDIOBOOK = "audiobook"
    """ACX: RMS −23 to −18 dBFS, peak −3 dBFS, noise floor below −60 dBFS, one file a chapter with room tone around."""
    NONE = "none"
    """Lines stay as loud as they were recorded; only clipping is kept away."""


@dataclass(frozen=True, slots=True)
class MixSettings:
    """What the mix aims at."""

    preset: Preset = Preset.PODCAST
    loudness_lufs: float = -16.0
    true_peak_dbtp: float = -1.0
    bit_rate_kbps: int = 128
    channels: int = 2

    @property
    def ceiling_dbtp(self) -> float:
        """True peak the mix keeps, so that an MP3 of it still keeps :attr:`true_peak_dbtp` when it is decoded.

        Three stories in twelve eSpeak voices each rose by at most 0.3 dB at 96 kbit/s and above, by 0.6 dB below
        (lameenc 1.9); with voice effects, reverb and panning by up to 0.7 dB.
        """
        return self.true_peak_dbtp - (0.9 if self.bit_rate_kbps >= 96 else 1.5)


MIX_PRESETS: Mapping[Preset, MixSettings] = MappingProxyType(
    {
        Preset.PODCAST: MixSettings(),
        Preset.BROADCAST: MixSettings(preset=Preset.BROADCAST, loudness_lufs=-23.0),
        Preset.AUDIOBOOK: MixSettings(
            preset=Preset.AUDIOBOOK, loudness_lufs=-18.8, true_peak_dbtp=-3.0, bit_rate_kbps=192
        ),
        Preset.NONE: MixSettings(preset=Preset.NONE),
    }
)
"""What the mix aims at for each preset; what the cast file says besides goes over it.

An audiobook's loudness is chosen by its RMS: 3.2 dB below the loudness where two channels play the same (−22.0 dBFS),
0.2 dB below it on one (−19.0 dBFS), measured on a story of 13 minutes in eSpeak voices; both a decibel within the
window.
"""


@dataclass(frozen=True, slots=True)
class Style:
    """How much of an audio drama an episode is. As it stands: a plain reading."""

    name: str = "reading"
    delivery: float = 0.5
    """How far a line's delivery moves rate, pitch and level: 0 not at all, 1 as far as the table of deliveries says."""
    whisper: bool = False
    """Whether whispered lines are spoken in a whisper voice, where the engine has one."""
    pace: bool = False
    """Whether pauses follow the scene: tighter in quick exchanges, wider where the telling dwells."""
    voice_effects: bool = False
    """Whether telephones, doors, distance and thoughts are heard as such."""
    width: float = 0.0
    """Width of the stage, 0 (all in the centre) to 1."""
    rooms: float = 0.0
    """How much of the rooms is heard, 0 (dry) to 1."""
    beds: bool = False
    effects: bool = False
    stings: bool = False
    """Whether a short sting marks scene breaks where none is chosen in ``[sound]``."""
    compression: bool = False
    bed_lu: float = 20.0
    """How far speech is above its bed while somebody speaks, in LU."""
    bed_open_lu: float = 14.0
    """The same for the bed while nobody speaks."""
    tags: TagMode = TagMode.KEEP


@dataclass(frozen=True, slots=True)
class SceneSound:
    """What a scene sounds like; None where the scene's words decide, an empty text for nothing."""

    room: str | None = None
    bed: str | None = None
    """One of :data:`BEDS` or a file of the library."""
    bed_db: float = 0.0
    """Against the level the style gives beds."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A spot effect before words of the story."""

    before: str
    """Words of a line."""
    sound: str
    """One of :data:`EFFECTS` or a file of the library; nothing for an entry that only mutes the story's own."""
    gain_db: float = 0.0
    occurrence: int = 1
    """Which of several lines that hold the words."""
    follows: str = ""
    """Words right before that line, which tell it from others that hold the same."""
    entry: str = ""
    """Its table under ``[effects]`` of the cast file; nothing for one of the story's text."""
    is_muted: bool = False
    without: tuple[str, ...] = ()
    """Effects that the story's text asks for at that line and that are not heard, by their names there."""
    id: str = ""
    """Of the effect it is, once its line is known: :attr:`~drama.model.SpotEffect.id`."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Everything of the cast file that is heard and is not a voice."""

    style: Style = Style()
    library: Path | None = None
    """The folder of the user's own sounds."""
    intro: str = ""
    outro: str = ""
    sting: str = ""
    """Between scenes: a file of the library, ``"chime"`` for drama's own, ``"none"`` against the style's."""
    scenes: Mapping[str, SceneSound] = field(default_factory=lambda: MappingProxyType({}))
    """By number, as text, or by title (letter case aside)."""
    placements: tuple[Placement, ...] = ()
    pronounce: tuple[Pronunciation, ...] = ()


@dataclass(frozen=True, slots=True)
class Cast:
    """Which voice speaks for whom, complete for one script."""

    narrator: Voice
    voices: Mapping[str, Voice]
    """A voice for every speaker of the script, :data:`UNKNOWN` included where it speaks."""
    ages: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """How old a character is by the cast file or by its name, where the voice it was given is of another age; a voice
    that the file chooses is as old as it is."""
    pauses: Pauses = Pauses()
    mix: MixSettings = MixSettings()
    sound: Sound = Sound()
    path: Path | None = None
    """The cast file used; None for the packaged default."""
    warnings: tuple[str, ...] = ()
    teller: str | None = None
    """Whoever tells the story, where the narrator's voice speaks that character's lines too."""
    narrating_actor: str = ""
    """Who is credited for what a person recorded of the narrator's lines …"""
    actors: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """… and of the characters', by name; whoever is not named is an actor."""

    def voice_of(self, line: Line) -> Voice:
        """Return the voice that speaks a line."""
        return self.narrator if line.speaker is None else self.voices[line.speaker]
