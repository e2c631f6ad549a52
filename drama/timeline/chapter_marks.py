"""Chapter marks for players: where scenes and chapters start."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from drama.model import Chapter, Opening, Scene, SceneMark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def chapters_of(
    marks: Sequence[SceneMark], scenes: Mapping[int, Scene], title: str, *, frames: int
) -> tuple[Chapter, ...]:
    """Return chapters by heading, or by scene where the story has no headings but its title."""
    by_heading = has_headings(scenes.values(), title)
    opened: list[tuple[str, int]] = []
    before: Scene | None = None
    for mark in marks:
        scene = scenes[mark.number]
        if not by_heading:
            opened.append((scene.title or f"Scene {scene.number}", mark.start_frame))
        elif opens_chapter(scene, before):
            opened.append((scene.chapter or title or "Opening", mark.start_frame))
        before = scene
    bounds = pairwise((*(start for _, start in opened), frames))
    return tuple(Chapter(name, start, end) for (name, _), (start, end) in zip(opened, bounds, strict=True))


def has_headings(scenes: Iterable[Scene], title: str) -> bool:
    """Return whether a story has chapters under headings, other than its title."""
    return any(scene.chapter not in {None, title} for scene in scenes)


def opens_chapter(scene: Scene, before: Scene | None) -> bool:
    """Return whether a chapter begins with a scene, in a story with headings."""
    return before is None or scene.chapter != before.chapter or scene.opening is Opening.HEADING
