"""An episode as one play a chapter, for audiobooks: one file each, with room tone around."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drama.model import Cast, Direction, Scene, Script, Take
from drama.timeline.chapter_marks import has_headings, opens_chapter

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD_MS = 700
"""ACX: half a second to a second of room tone before a chapter."""
TAIL_MS = 2000
"""ACX: one to five seconds after it."""


@dataclass(frozen=True, slots=True)
class ChapterPlay:
    """What one chapter's timeline is built from."""

    title: str
    script: Script
    cast: Cast
    takes: tuple[Take | None, ...]
    direction: Direction


def chapter_plays(
    script: Script,
    cast: Cast,
    takes: Sequence[Take | None],
    direction: Direction = Direction(),  # noqa: B008 - frozen
) -> tuple[ChapterPlay, ...]:
    """Return a play for every chapter, or for every scene where the story has no headings but its title.

    Chunks of a chapter are those of the whole episode, so what was mixed and encoded for one serves the other. An
    intro is heard before the first only, an outro after the last.
    """
    plays = []
    grouped = chapter_scenes(script)
    for at, (title, numbers) in enumerate(grouped):
        kept = [index for index, line in enumerate(script.lines) if line.scene in numbers]
        scenes = tuple(scene for scene in script.scenes if scene.number in numbers)
        sound_plan = replace(
            direction.sound_plan,
            intro=direction.sound_plan.intro if at == 0 else "",
            outro=direction.sound_plan.outro if at == len(grouped) - 1 else "",
        )
        plays.append(
            ChapterPlay(
                title=title,
                script=replace(script, scenes=scenes, lines=tuple(script.lines[index] for index in kept)),
                cast=replace(cast, pauses=replace(cast.pauses, head=HEAD_MS, tail=TAIL_MS)),
                takes=tuple(takes[index] for index in kept),
                direction=replace(
                    direction,
                    performances=tuple(direction.performances[index] for index in kept)
                    if direction.performances
                    else (),
                    sound_plan=sound_plan,
                ),
            )
        )
    return tuple(plays)


def chapter_scenes(script: Script) -> tuple[tuple[str, frozenset[int]], ...]:
    """Return the title of each chapter and the numbers of its scenes."""
    title = script.story.title
    if not has_headings(script.scenes, title):
        return tuple((scene.title or f"Scene {scene.number}", frozenset({scene.number})) for scene in script.scenes)
    chapters: list[list[Scene]] = []
    for before, scene in zip((None, *script.scenes), script.scenes, strict=False):
        if opens_chapter(scene, before):
            chapters.append([])
        chapters[-1].append(scene)
    return tuple(
        (scenes[0].chapter or title or "Opening", frozenset(scene.number for scene in scenes)) for scenes in chapters
    )
