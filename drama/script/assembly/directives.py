"""Directives in the text, [pause] and [SFX: …], put on the lines beside them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from drama.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drama.model import Line, Story


def with_pauses(lines: list[Line], story: Story) -> list[Line]:
    """Return the lines with every pause the story asks for after the line it follows."""
    ends = [line.spans[-1].end for line in lines]
    for mark in story.pauses:
        if (index := bisect_right(ends, mark.at) - 1) >= 0:
            earlier_ms = lines[index].pause_after_ms or 0
            lines[index] = replace(lines[index], pause_after_ms=earlier_ms + mark.duration_ms)
    return lines


def with_effects(lines: list[Line], story: Story) -> list[Line]:
    """Return the lines with every effect the story asks for, before the line that follows it.

    Behind the last line, and between a scene and the mark or heading of the next, it stays with the line before.
    """
    starts = [line.spans[0].start for line in lines]
    breaks = [paragraph.start for paragraph in story.paragraphs if paragraph.role is Role.BREAK]
    before: dict[int, list[str]] = defaultdict(list)
    behind: dict[int, list[str]] = defaultdict(list)
    for mark in story.effects if lines else ():
        index = bisect_left(starts, mark.at)
        if index and (index == len(lines) or _ends_scene(lines[index - 1], lines[index], mark.at, breaks)):
            behind[index - 1].append(mark.name)
        else:
            before[index].append(mark.name)
    for index in {*before, *behind}:
        lines[index] = replace(lines[index], effects=tuple(before[index]), effects_after=tuple(behind[index]))
    return lines


def _ends_scene(before: Line, behind: Line, offset: int, breaks: Sequence[int]) -> bool:
    """Whether an offset between two lines belongs to a scene that ends with the one before."""
    if before.scene == behind.scene:
        return False
    following = bisect_left(breaks, offset)
    is_marked = following < len(breaks) and breaks[following] < behind.spans[0].start
    is_past_mark = bisect_left(breaks, before.spans[-1].end) < following
    return is_marked or (behind.is_heading and not is_past_mark)
