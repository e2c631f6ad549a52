"""What is heard, and when: recordings, their places, the episode."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from drama.model.cast import Voice
from drama.model.performance import VoiceEffect
from drama.model.script import Line
from drama.model.story import Span

FRAME_RATE = 44_100
"""The rate of every episode, in frames a second."""


@dataclass(frozen=True, slots=True)
class WordTiming:
    """When a part of the text sent to an engine is spoken."""

    start: int
    """Offset into that text."""
    end: int
    start_s: float
    """From the first sample of the recording."""
    end_s: float


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
    voice_effect: VoiceEffect = VoiceEffect.DIRECT
    pan: float = 0.0
    """Place in the stereo picture, −1 (left) to 1 (right), the style's width applied."""
    room: str = ""
    """The room around it; nothing for dry."""
    wet: float = 0.0
    """How much of the room is heard, 0 to 1."""


@dataclass(frozen=True, slots=True)
class WordCue:
    """A printed word placed on the timeline."""

    start: int
    """Offset in the source."""
    end: int
    start_frame: int
    frames: int


@dataclass(frozen=True, slots=True)
class SpokenSpan:
    """Words that stand together in the source, placed on the timeline."""

    span: Span
    start_frame: int
    frames: int
    words: tuple[WordCue, ...] = ()
    """Those with a letter or a digit, in order; none where the engine does not tell when it says them."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of the episode that is mixed and encoded by itself.

    It starts on a whole MP3 frame of 1,152 and no line is spoken at its ends; beds, tails and effects may sound there.
    """

    start_frame: int
    frames: int
    cues: tuple[Cue, ...]
    scene: int


@dataclass(frozen=True, slots=True)
class Asset:
    """A sound that is not speech: drama's own or a file of the user's library, as the library describes it."""

    name: str
    """As script or cast file name it."""
    key: str
    """Hex digest of its sound."""
    frames: int
    """At :data:`FRAME_RATE`; of a bed, one round of its loop."""
    loudness_lufs: float
    """Integrated, of its two channels."""
    true_peak_dbtp: float
    loops: bool = False
    """Whether its end goes on at its beginning unheard."""
    licence: str = ""
    credit: str = ""
    """Who made it, for the episode's credits; nothing for drama's own."""


class SoundPart(StrEnum):
    """What a sound beside the lines is for."""

    BED = "bed"
    EFFECT = "effect"
    STING = "sting"
    INTRO = "intro"
    OUTRO = "outro"


@dataclass(frozen=True, slots=True)
class SoundCue:
    """A sound placed on the timeline beside the lines."""

    part: SoundPart
    asset: Asset
    scene: int
    start_frame: int
    frames: int
    """How long it is heard; a bed longer than its loop goes round."""
    gain_db: float
    """What brings the asset to its level, the episode gain not included. Of a bed: while nobody speaks."""
    fade_in_frames: int = 0
    fade_out_frames: int = 0
    duck_db: float = 0.0
    """How far it gives way while somebody speaks; 0 or negative."""
    pan: float = 0.0
    id: str = ""
    """What it is called by in edits: an effect's (:attr:`~drama.model.SpotEffect.id`), ``bed:3``, ``sting:3``,
    ``intro``, ``outro``; nothing for room tone."""


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
    chunks: tuple[Chunk, ...]
    """Back to back from frame 0 to :attr:`frames`."""
    scenes: tuple[SceneMark, ...]
    chapters: tuple[Chapter, ...]
    sounds: tuple[SoundCue, ...] = ()
    """What is heard beside the lines, by start."""

    @property
    def cues(self) -> tuple[Cue, ...]:
        """All cues in the order of their lines."""
        return tuple(cue for chunk in self.chunks for cue in chunk.cues)


@dataclass(frozen=True, slots=True)
class Change:
    """A line whose words stayed as they were since the last render, but not who speaks them or in which voice."""

    line: Line
    speaker_before: str | None
    voice_before: str
    voice_now: str


@dataclass(frozen=True, slots=True)
class Track:
    """One audio file of an episode: all of it, or a chapter of an audiobook."""

    path: Path
    title: str
    frames: int
    chapters: tuple[Chapter, ...]
    """Marks in this file, which begins at frame 0."""


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
    style: str = "reading"
    outputs: tuple[Path, ...] = ()
    """What was written beside the episode."""
    is_part: bool = False
    """Whether only some of the scenes were rendered."""
    report: tuple[str, ...] = ()
    """The report in a few lines, where one was requested."""
    chapters: tuple[Chapter, ...] = ()
    """Marks for players; of an audiobook in chapters, one for each file."""
    quality: str = ""
    """The report as JSON, as a ``.json`` report holds it; nothing where nothing was measured."""
    tracks: tuple[Track, ...] = ()
    """Its audio files in order."""
    manifest: Path | None = None
    """The file that says what it was made of (docs/trust.md); None where the files were not to stay."""

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.frames / self.frame_rate
