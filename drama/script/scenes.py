"""Divides a story into scenes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drama.model import Opening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drama.model import Story
    from drama.script.passages import Passage, Roster


@dataclass(frozen=True, slots=True)
class SceneBreak:
    """A paragraph that opens a scene."""

    paragraph: int
    """Index into :attr:`drama.model.Story.paragraphs`."""
    opening: Opening
    title: str
    chapter: str | None = None
    point_of_view: str | None = None
    """A name of the roster."""
    score: float = 0.0
    """What spoke for a scene here, summed up; 0 for an explicit mark."""
    reasons: tuple[str, ...] = ()
    """What spoke for a scene here, in words."""


def divide(story: Story, passages: Sequence[Passage], roster: Roster) -> tuple[SceneBreak, ...]:
    return ()
