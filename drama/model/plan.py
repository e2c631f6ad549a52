"""What a render would do, known without doing it."""

from __future__ import annotations

from dataclasses import dataclass

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

    @property
    def seconds(self) -> float:
        """Length of the recordings to make, estimated from their words."""
        return sum(cost.sound_s for cost in self.costs)

    @property
    def scenes(self) -> tuple[int, ...]:
        """Scenes in which something would be recorded anew."""
        return tuple(sorted({line.scene for line in self.to_record}))
