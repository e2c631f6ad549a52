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
    """Return the chapters of :func:`chapter_scenes`, each from its first scene's mark to the next chapter's."""
    starts = {mark.number: mark.start_frame for mark in marks}
    chapters = chapter_scenes([scenes[mark.number] for mark in marks], title)
    bounds = pairwise((*(starts[min(numbers)] for _, numbers in chapters), frames))
    return tuple(Chapter(name, start, end) for (name, _), (start, end) in zip(chapters, bounds, strict=True))


def chapter_scenes(scenes: Sequence[Scene], title: str) -> tuple[tuple[str, frozenset[int]], ...]:
    """Return the title of each chapter and the numbers of its scenes: by heading, or by scene where there are none."""
    if not has_headings(scenes, title):
        return tuple((scene.title or f"Scene {scene.number}", frozenset({scene.number})) for scene in scenes)
    chapters: list[list[Scene]] = []
    for before, scene in zip((None, *scenes), scenes, strict=False):
        if opens_chapter(scene, before):
            chapters.append([])
        chapters[-1].append(scene)
    return tuple(
        (part[0].chapter or title or "Opening", frozenset(scene.number for scene in part)) for part in chapters
    )


def has_headings(scenes: Iterable[Scene], title: str) -> bool:
    """Return whether a story has chapters under headings, other than its title."""
    return any(scene.chapter not in {None, title} for scene in scenes)


def opens_chapter(scene: Scene, before: Scene | None) -> bool:
    """Return whether a chapter begins with a scene, in a story with headings."""
    return before is None or scene.chapter != before.chapter or scene.opening is Opening.HEADING
