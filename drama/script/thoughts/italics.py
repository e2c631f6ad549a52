"""Thoughts that are set in italics, and clauses of their own."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from drama.script.text.narration import clean_index
from drama.script.thoughts.found_thought import FoundThought

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from drama.languages.patterns import ThoughtPatterns
    from drama.model import Span, Story
    from drama.script.text.narration import View
    from drama.script.thoughts.thinkers import Thinkers


class Emphasis:
    """What the source sets in italics, ready to be asked by place."""

    def __init__(self, story: Story) -> None:
        self._spans = story.emphasis
        self._ends = [span.end for span in story.emphasis]

    def within(self, start: int, end: int) -> Iterator[Span]:
        """Yield the spans that lie between two offsets of the source."""
        for at in range(bisect_right(self._ends, start), len(self._spans)):
            if self._spans[at].start >= end:
                return
            if self._spans[at].start >= start and self._spans[at].end <= end:
                yield self._spans[at]


def italic_thoughts(
    view: View, emphasis: Emphasis, near: Thinkers, is_written: Callable[[int, int], bool]
) -> Iterator[FoundThought]:
    """Yield the thoughts of a paragraph that are set in italics, but what ``is_written`` knows for something else.

    Where nobody is near who could think them they are none: a motto and who said it, a date, a line under a picture.
    """
    clean = view.clean
    first, last = clean.source_span(0, len(clean.text)) if clean.text else (0, 0)
    for span in emphasis.within(first, last):
        low, high = clean_index(clean, span.start), clean_index(clean, span.end)
        region = next((r for r in view.regions if r[0] <= low and high <= r[1]), None)
        if region and high > low and _is_clause(clean.text, low, high, region, near.language.thoughts):
            thinker = None if is_written(low, high) else near.untagged(low)
            if thinker is None:
                continue
            while high < region[1] and clean.text[high] in ".,!?…":
                high += 1
            yield FoundThought(low, high, "italics", thinker, "set in italics, a clause of its own")


def _is_clause(text: str, low: int, high: int, region: tuple[int, int], patterns: ThoughtPatterns) -> bool:
    """Whether italics are a whole thought, and not a stressed word, a title, a sound or something read."""
    words = text[low:high]
    before = text[max(region[0], low - 200) : low].rstrip()
    if text[max(0, low - 1) : low] in {'"', "“", "'", "‘"}:
        return False
    if before and before[-1] not in '.!?…:;—–”"':
        return False
    closing = words.rstrip()[-1:] if words.rstrip()[-1:] in ".!?…—–" else text[high : high + 1]
    count = len(words.split())
    if closing not in {".", "!", "?", "…", "—", "–"} and not (closing == "" and count > 1):
        return False
    is_sound = count == 1 and words.strip(" .!?…—–").lower() in patterns.sounds
    is_stressed = count == 1 and before.endswith(("—", "–"))  # "He hit the ground—*hard.*"
    is_source = not before and words.lstrip().startswith(("-", "—", "–"))  # of the motto above
    if count > 60 or is_sound or is_stressed or is_source:
        return False
    return not (before.endswith(":") and patterns.quoted_matter.search(before[-80:]))
