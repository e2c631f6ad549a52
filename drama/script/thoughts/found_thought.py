"""A thought found in the narration of one paragraph, on its way to the script."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundThought:
    """A thought in the clean text of its paragraph."""

    start: int
    end: int
    rule: str
    thinker: str | None
    evidence: str


def with_more(found: Sequence[FoundThought], more: Iterable[FoundThought]) -> list[FoundThought]:
    """Return what was found and whatever more, in order, does not overlap it."""
    starts = [thought.start for thought in found]
    kept = list(found)
    last_end = 0
    for thought in more:
        after = bisect_left(starts, thought.start)
        if thought.start < last_end or thought.end <= thought.start:
            continue
        if (after and found[after - 1].end > thought.start) or (
            after < len(found) and found[after].start < thought.end
        ):
            continue
        kept.append(thought)
        last_end = thought.end
    return sorted(kept, key=lambda thought: thought.start)
