"""From a share of the probability to the chance of being right.

The decoder is too sure of itself; these points say how often a line was right that had such a share. They are round
numbers, checked against annotated novels nothing was fitted to (docs/attribution.md).
"""

from __future__ import annotations

from itertools import pairwise

_TOLD = ((0.0, 0.0), (0.5, 0.6), (0.8, 0.92), (0.98, 0.95), (1.0, 0.98))
"""Where a tag names the speaker."""
_WEIGHED = ((0.0, 0.0), (0.5, 0.5), (0.7, 0.66), (0.9, 0.85), (0.96, 0.9), (1.0, 0.96))
"""Where the speaker is inferred."""


def confidence(share: float, *, is_told: bool) -> float:
    """Return the chance that a speaker with this share is right."""
    for (low, below), (high, above) in pairwise(_TOLD if is_told else _WEIGHED):
        if share <= high:
            return round(below + (above - below) * (share - low) / (high - low), 3)
    return (_TOLD if is_told else _WEIGHED)[-1][1]
