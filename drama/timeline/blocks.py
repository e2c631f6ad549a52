"""Blocks: what is placed as one on the timeline, a line by itself or the lines of a dual dialogue.

In a dual dialogue each speaker's lines follow one another on a track of their own, and all tracks begin together. What
follows waits for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from drama.model import Line

Tracks = list[range]
"""The indexes of lines that are spoken one after the other, for each voice that is heard at the same time."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are placed together."""

    tracks: tuple[range, ...]
    """The indexes of the lines of each track, in order; together they are consecutive."""
    starts: tuple[int, ...]
    """The frame each line begins at, from the beginning of the block."""
    ends: tuple[int, ...]
    """The frame each track ends at."""

    @property
    def indexes(self) -> range:
        """The indexes of the lines."""
        return range(self.tracks[0].start, self.tracks[-1].stop)

    @property
    def frames(self) -> int:
        """Length, until the last track has ended."""
        return max(self.ends)


def blocks(
    lines: Sequence[Line], frames: Sequence[int], leads: Sequence[int], pause_after: Callable[[int], int]
) -> Iterator[Block]:
    """Yield the blocks of a scene, in order.

    :param frames: the length of each line.
    :param leads: what passes before each line for the effects before it.
    :param pause_after: returns the frames between a line and the next of its track, by index.
    """
    for tracks in tracks_of(lines):
        first = max(leads[track.start] for track in tracks)
        starts: list[int] = []
        ends: list[int] = []
        for track in tracks:
            starts.append(first)
            for index, following in pairwise(track):
                starts.append(starts[-1] + frames[index] + pause_after(index) + leads[following])
            ends.append(starts[-1] + frames[track[-1]])
        yield Block(tuple(tracks), tuple(starts), tuple(ends))


def tracks_of(lines: Sequence[Line]) -> Iterator[Tracks]:
    """Yield the tracks of each block: one of one line, or those of a dual dialogue, which is of one scene."""
    found: list[Tracks] = []
    for index, line in enumerate(lines):
        here = range(index, index + 1)
        before = lines[index - 1] if index and line.delivery.is_simultaneous else None
        if before is None or before.speaker is None or before.scene != line.scene:
            found.append([here])
        elif before.speaker == line.speaker and len(found[-1]) > 1:
            found[-1][-1] = range(found[-1][-1].start, here.stop)
        elif line.speaker in {lines[track.start].speaker for track in found[-1]}:
            found.append([here])  # nobody says two things at a time
        else:
            _join_speech(found, lines)
            found[-1].append(here)
    yield from found


def _join_speech(found: list[Tracks], lines: Sequence[Line]) -> None:
    """Make one track of the lines at the end that are one speech, in place."""
    if len(found[-1]) > 1:
        return
    speaker = lines[found[-1][0].start].speaker
    first = len(found) - 1
    while first and len(found[first - 1]) == 1 and lines[found[first - 1][0].start].speaker == speaker:
        first -= 1
    found[first:] = [[range(found[first][0].start, found[-1][0].stop)]]
