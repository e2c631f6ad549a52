"""What a render would do, known without doing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from drama.model.script import Line
from drama.model.sound import Change


@dataclass(frozen=True, slots=True)
class Cost:
    """What an engine would record, and how long that takes."""

    engine: str
    lines: int
    sound_s: float
    """Length of the recordings, estimated from their words."""
    time_s: float | None
    """How long the recording takes here; None where nothing is known of the engine's speed."""
    is_measured: bool
    """Whether the engine has recorded on this machine before; otherwise its maker's word is taken."""


class ReasonKind(StrEnum):
    """Why a line would be recorded anew."""

    NEVER = "never recorded"
    VOICE = "voice changed"
    WORDS = "words changed"
    DELIVERY = "delivery changed"
    DROPPED = "its recording was dropped"
    ENGINE = "another version of the engine"
    RECORDING = "taken from an actor's recording, new or changed"
    """It is taken from its file, which is new or has changed."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a line would be recorded: what it was last recorded with, against what it is now."""

    kind: ReasonKind
    before: str = ""
    """The voice, the words, the engine's version then; nothing where there is nothing to tell."""
    now: str = ""

    @property
    def in_short(self) -> str:
        """What is the same for many lines: ``voice changed from wren to rook``, ``words changed``."""
        is_short = self.kind in {ReasonKind.VOICE, ReasonKind.ENGINE} and self.before and self.now
        return f"{self.kind.value} from {self.before} to {self.now}" if is_short else self.kind.value

    def __str__(self) -> str:
        if self.kind is ReasonKind.WORDS and self.before:
            return f"{self.kind.value}: was “{self.before}”"
        return self.in_short


@dataclass(frozen=True, slots=True)
class Plan:
    """What a render would do."""

    lines: tuple[Line, ...]
    """All that would be heard."""
    to_record: tuple[Line, ...]
    """Those without a take in the store."""
    changes: tuple[Change, ...]
    """Lines that kept their words since the last render but changed speaker or voice."""
    costs: tuple[Cost, ...]
    """What recording takes, by engine."""
    reasons: Mapping[int, Reason] = field(default_factory=lambda: MappingProxyType({}))
    """Why each line of :attr:`to_record` would be recorded, by number."""

    @property
    def seconds(self) -> float:
        """Length of the recordings to make, estimated from their words."""
        return sum(cost.sound_s for cost in self.costs)

    @property
    def scenes(self) -> tuple[int, ...]:
        """Scenes in which something would be recorded anew."""
        return tuple(sorted({line.scene for line in self.to_record}))
