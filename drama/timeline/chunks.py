"""Content-defined chunking: the split points of a scene are pauses chosen by the words there, never by the clock.

An edit moves everything after it, so with cuts at fixed times every later chunk would have to be mixed and encoded
again. Here each pause gets a hash of the words after it, and becomes a split point if its hash is the smallest within
:data:`WINDOW` on both sides. That depends on nothing farther away, so an edit changes its own chunk and at most its
neighbours. (Chunking by local minima: Bjørner, Blass, Gurevich, "Content-dependent chunking for differential
compression, the local maximum approach", 2010.)
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise, takewhile
from typing import TYPE_CHECKING

from drama.model import FRAME_RATE
from drama.model.grid import QUIET_FRAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WINDOW = 12 * FRAME_RATE
"""Least distance of a split point from others and from the ends of the scene; they are 24 s apart on average."""

LONGEST = 45 * FRAME_RATE
"""A chunk longer than this is split again, at any pause it has."""


@dataclass(frozen=True, slots=True)
class _Pause:
    after: int
    """Index of the cue before it."""
    frame: int
    """Frame at which the next cue starts."""
    rank: int
    """Hash of the next cue's words."""


def find_split_points(frames: Sequence[int], gaps: Sequence[int], texts: Sequence[str]) -> tuple[int, ...]:
    """Return the indexes of the cues after which a scene is split, in order.

    ``frames`` are the lengths of the scene's cues, ``gaps`` the silences between them (negative for an overlap),
    ``texts`` their words. Only pauses with room for ``QUIET_FRAMES`` on both sides are split.
    """
    starts = (0, *accumulate(frame + gap for frame, gap in zip(frames, gaps, strict=False)))
    pauses = [
        _Pause(after=i, frame=starts[i + 1], rank=_rank(texts[i + 1]))
        for i, gap in enumerate(gaps)
        if gap >= 2 * QUIET_FRAMES
    ]
    end = starts[-1] + frames[-1]
    splits = [pause for i, pause in enumerate(pauses) if _is_lowest(pauses, i, end)]
    splits += _divide_long(pauses, splits, end)
    return tuple(sorted(pause.after for pause in splits))


def _rank(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8])


def _is_lowest(pauses: Sequence[_Pause], index: int, end: int) -> bool:
    """Return whether a pause ranks below all others within the window; of equals the first."""
    pause = pauses[index]
    if min(pause.frame, end - pause.frame) < WINDOW:
        return False
    before = takewhile(lambda other: pause.frame - other.frame < WINDOW, (pauses[i] for i in range(index - 1, -1, -1)))
    behind = takewhile(
        lambda other: other.frame - pause.frame < WINDOW, (pauses[i] for i in range(index + 1, len(pauses)))
    )
    return all(other.rank > pause.rank for other in before) and all(other.rank >= pause.rank for other in behind)


def _divide_long(pauses: Sequence[_Pause], splits: Sequence[_Pause], end: int) -> Iterator[_Pause]:
    """Yield further split points for chunks that are too long."""
    pieces = list(pairwise((0, *(split.frame for split in splits), end)))
    while pieces:
        start, stop = pieces.pop()
        first = bisect_right(pauses, start, key=lambda pause: pause.frame)
        inside = pauses[first : bisect_left(pauses, stop, key=lambda pause: pause.frame)]
        if stop - start <= LONGEST or not inside:
            continue
        best = min(inside, key=lambda pause: _preference(pause, start, stop))
        yield best
        pieces += [(start, best.frame), (best.frame, stop)]


def _preference(pause: _Pause, start: int, stop: int) -> tuple[bool, int, int]:
    """Return the sort key of a pause as a split point: not too near the ends, low in rank, near the middle."""
    near_an_end = min(pause.frame - start, stop - pause.frame) < WINDOW
    return near_an_end, pause.rank, abs(2 * pause.frame - start - stop)
