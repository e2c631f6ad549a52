"""What an episode will be like before it is made: its timeline, how loud a line is, what wants a second hearing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drama.model.sound import Timeline, WordCue


@dataclass(frozen=True, slots=True)
class Forecast:
    """The timeline of an episode of which not every line has been recorded."""

    timeline: Timeline
    estimated: frozenset[int] = frozenset()
    """Numbers of the lines that have no take yet; how long they are is estimated from their words and their voice."""
    missing: tuple[str, ...] = ()
    """Names of sounds that there are not; they are left out."""
    unheard: tuple[str, ...] = ()
    """What the story asks for and its style does not let be heard, in words."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """How loud a recorded line is from moment to moment, to draw it."""

    line: int
    window_ms: int
    """Length of a window; the last one may be shorter."""
    peaks: tuple[float, ...]
    """Largest amplitude in each window as it was recorded, 0 to 1 (full scale)."""
    gain_db: float
    """What brings the line to its level in the mix, the gain of the whole episode not included."""
    words: tuple[WordCue, ...] = ()
    """When each printed word is said, from the first frame of the line; empty where the engine does not tell."""


class TroubleKind(StrEnum):
    """What is the matter with a line."""

    SILENT = "silent"
    """It has words, and nothing is heard of them."""
    SUSPECT = "suspect"
    """Its take is much longer or shorter than its words."""
    TOO_LOUD = "too loud"
    TOO_SOFT = "too soft"
    CLASH = "clash"
    """Two who speak to each other in it sound alike."""
    DOUBTFUL = "doubtful"
    """Who speaks it is in doubt."""
    GAP = "gap"
    """A long silence before it, which the story does not ask for."""
    MISSING_SOUND = "missing sound"
    """A sound that is asked for at it, or as its scene's bed, is not there."""


@dataclass(frozen=True, slots=True)
class TroubleSpot:
    """A place of an episode that wants to be heard again."""

    kind: TroubleKind
    line: int
    scene: int
    start_frame: int
    about: str
    """What is the matter, in words."""
    severity: float
    """0 to 1; 1 for what no listener would miss."""
