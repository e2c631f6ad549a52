"""How each line is performed and what is heard around it: what direction makes of script and cast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from drama.model.cast import Placement, Voice


class Ability(StrEnum):
    """What an engine can do beyond plain words."""

    PITCH = "pitch"
    RANGE = "range"
    """Liveliness of the melody: the voice option ``range``, 0 to 100."""
    WHISPER = "whisper"
    """Whispering voices: the voice option ``whisper``, ``"yes"``."""
    EMPHASIS = "emphasis"
    PHONEMES = "phonemes"
    COLOUR = "colour"
    """Colour of the voice, and how a line ends: the options ``effort`` and ``tract`` (−100 to 100), ``breath``,
    ``flutter``, ``shake``, ``rise``, ``trailing`` and ``cut`` (0 to 100)."""


class MarkKind(StrEnum):
    """What a mark asks of the engine."""

    EMPHASIS = "emphasis"
    PHONEMES = "phonemes"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text for the engine that is not just read."""

    start: int
    end: int
    kind: MarkKind
    phonemes: str = ""
    """The pronunciation, in the engine's own phonemes."""


class VoiceEffect(StrEnum):
    """What is done to the sound of a line."""

    DIRECT = "direct"
    THOUGHT = "thought"
    PHONE = "phone"
    RADIO = "radio"
    PA = "pa"
    DOOR = "door"
    DISTANCE = "distance"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Performance:
    """How one line is performed: the request to the engine, and the processing of its recording."""

    text: str
    """As the engine gets it."""
    voice: Voice
    """With what the delivery does to rate, pitch and options; level and pan are below."""
    marks: tuple[Mark, ...] = ()
    """In order, not overlapping; only such as the engine is able to."""
    level_db: float = 0.0
    """What the delivery adds to the level of the line; the voice's own gain not included."""
    voice_effect: VoiceEffect = VoiceEffect.DIRECT
    pan: float = 0.0
    """Place on the stage, −1 (left) to 1 (right), the style's width not applied."""


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What is around one scene."""

    room: str = ""
    """One of :data:`~drama.model.ROOMS`; nothing for dry."""
    bed: str = ""
    """Name of a sound; nothing for silence."""
    bed_db: float = 0.0
    bed_until: int | None = None
    """The paragraph from which on the bed is not heard; None where it lasts as long as the scene."""


@dataclass(frozen=True, slots=True)
class SoundPlan:
    """What is heard beside the lines, by name; the library makes sounds of the names."""

    backdrops: Mapping[int, Backdrop] = field(default_factory=lambda: MappingProxyType({}))
    """By scene number."""
    effects: Mapping[int, tuple[Placement, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Spot effects before a line, by line number, in order."""
    effects_after: Mapping[int, tuple[Placement, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Spot effects behind a line that ends its scene, by line number, in order."""
    intro: str = ""
    outro: str = ""
    sting: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every sound that is named, each once, in no order that matters."""
        both = (*self.effects.values(), *self.effects_after.values())
        placed = [effect.sound for effects in both for effect in effects]
        beds = [backdrop.bed for backdrop in self.backdrops.values()]
        return tuple(name for name in dict.fromkeys((*beds, *placed, self.intro, self.outro, self.sting)) if name)


@dataclass(frozen=True, slots=True)
class Direction:
    """How a script is performed."""

    performances: tuple[Performance, ...] = ()
    """One a line, in the order of the lines."""
    sound_plan: SoundPlan = SoundPlan()
    warnings: tuple[str, ...] = ()
    """Deliveries an engine cannot do, and what was done instead; placements and scenes that do not fit the story."""
