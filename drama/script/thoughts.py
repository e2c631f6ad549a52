"""Finds inner speech in narration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drama.model import Story
    from drama.script.passages import Passage, Roster
    from drama.script.scenes import SceneBreak


@dataclass(frozen=True, slots=True)
class Thought:
    """Inner speech: a stretch of narration that somebody thinks in words."""

    start: int
    end: int
    thinker: str
    """A name of the roster, or :data:`drama.model.UNKNOWN`."""
    rule: str
    confidence: float
    evidence: tuple[str, ...] = ()


def find_thoughts(
    story: Story, passages: Sequence[Passage], roster: Roster, breaks: Sequence[SceneBreak] = ()
) -> tuple[Thought, ...]:
    return ()
