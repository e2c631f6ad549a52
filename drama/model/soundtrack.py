"""What a story has beside its voices, whether its style lets it be heard or not: what an editor shows and edits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drama.model.cast import Style


class Origin(StrEnum):
    """Who asks for a sound."""

    STORY = "story"
    """The story's text: its words tell of a place, or ``[SFX: …]`` stands there."""
    CAST_FILE = "cast file"


@dataclass(frozen=True, slots=True)
class SpotEffect:
    """A spot effect of a story, heard or not."""

    id: str
    """``12:knock``; ``12:knock:2`` for the second knock at line 12. As lasting as the line's number."""
    line: int
    """The line it stands before."""
    scene: int
    sound: str
    """As story or cast file name it."""
    origin: Origin
    gain_db: float = 0.0
    is_muted: bool = False
    is_after: bool = False
    """Whether it stands behind the line, which then ends its scene."""
    entry: str = ""
    """Its table under ``[effects]`` of the cast file; nothing for one of the story's text."""


@dataclass(frozen=True, slots=True)
class SceneSounds:
    """Room and bed of a scene, heard or not."""

    scene: int
    title: str
    room: str = ""
    """One of :data:`~drama.model.ROOMS`; nothing for dry."""
    bed: str = ""
    """Name of a sound; nothing for silence."""
    bed_db: float = 0.0
    bed_until: int | None = None
    """The paragraph from which on the bed is not heard; None where it lasts as long as the scene."""
    room_origin: Origin = Origin.STORY
    bed_origin: Origin = Origin.STORY
    evidence: tuple[str, ...] = ()
    """The story's words that tell of the place."""

    @property
    def id(self) -> str:
        """What names its bed on the timeline: ``bed:3``."""
        return f"bed:{self.scene}"


@dataclass(frozen=True, slots=True)
class Soundtrack:
    """Everything a story has beside its voices."""

    style: Style
    """What of it is heard."""
    scenes: tuple[SceneSounds, ...]
    effects: tuple[SpotEffect, ...]
    """In the order of the lines; the muted ones too."""
    intro: str = ""
    outro: str = ""
    sting: str = ""
    """Between scenes, the style's own where nobody chose one; nothing for none."""
    warnings: tuple[str, ...] = ()
    """Entries of the cast file that fit nothing in the story."""

    @property
    def unheard(self) -> tuple[str, ...]:
        """What of it the style does not let be heard, in words; empty where all of it is."""
        beds, rooms = any(scene.bed for scene in self.scenes), any(scene.room for scene in self.scenes)
        return tuple(
            f"the style {self.style.name} has no {what}"
            for what, is_there, is_heard in (
                ("rooms", rooms, self.style.rooms > 0),
                ("beds", beds, self.style.beds),
                ("effects", any(not effect.is_muted for effect in self.effects), self.style.effects),
            )
            if is_there and not is_heard
        )
