"""Division of an episode into chapters, for audiobooks: one file each, with room tone at both ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drama.model import Cast, Direction, Script, Take
from drama.timeline.chapter_marks import chapter_scenes

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD_MS = 700
"""ACX: half a second to a second of room tone before a chapter."""
TAIL_MS = 2000
"""ACX: one to five seconds after it."""


@dataclass(frozen=True, slots=True)
class ChapterPlay:
    """The inputs of one chapter's timeline."""

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
    """Return the inputs for every chapter, or for every scene where the story has no headings but its title.

    The chunks of a chapter are those of the whole episode, so cached mixes and encodings serve both. The intro is
    played before the first chapter only, the outro after the last.
    """
    plays = []
    grouped = chapter_scenes(script.scenes, script.story.title)
    for index, (title, numbers) in enumerate(grouped):
        kept = [i for i, line in enumerate(script.lines) if line.scene in numbers]
        scenes = tuple(scene for scene in script.scenes if scene.number in numbers)
        sound_plan = replace(
            direction.sound_plan,
            intro=direction.sound_plan.intro if index == 0 else "",
            outro=direction.sound_plan.outro if index == len(grouped) - 1 else "",
        )
        plays.append(
            ChapterPlay(
                title=title,
                script=replace(script, scenes=scenes, lines=tuple(script.lines[i] for i in kept)),
                cast=replace(cast, pauses=replace(cast.pauses, head=HEAD_MS, tail=TAIL_MS)),
                takes=tuple(takes[i] for i in kept),
                direction=replace(
                    direction,
                    performances=tuple(direction.performances[i] for i in kept) if direction.performances else (),
                    sound_plan=sound_plan,
                ),
            )
        )
    return tuple(plays)
