"""Notes that tell drama how lines are heard; to any other program they are notes, which nobody prints.

| ``[[+]]`` | the paragraph before goes on: no pause between paragraphs stands here |
| ``[[|]]`` | one line ends and another begins, within a speech or a paragraph |
| ``[[read out]]`` | beside a section: the narrator reads it, and it begins a chapter |
| ``[[not read out]]`` | beside a scene heading: it opens a scene in silence |
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drama.model import Skip

GOES_ON, CUT, READ, SILENT = "+", "|", "read out", "not read out"


class Marks:
    """The notes of a text that drama follows, by their offsets."""

    def __init__(self, text: str, hidden: Sequence[Skip]) -> None:
        self._text = text
        self._at: dict[str, list[int]] = {GOES_ON: [], CUT: [], READ: [], SILENT: []}
        self.hidden: list[Skip] = []
        """Notes and boneyard, those that are followed as markup."""
        for skip in hidden:
            words = " ".join(text[skip.start + 2 : skip.end - 2].lower().split()) if skip.reason == "note" else ""
            if words in self._at:
                self._at[words].append(skip.start)
                skip = replace(skip, reason="markup")  # noqa: PLW2901 - the same note
            self.hidden.append(skip)

    @property
    def joins(self) -> Sequence[int]:
        """Where the paragraph before goes on."""
        return self._at[GOES_ON]

    @property
    def cuts(self) -> Sequence[int]:
        """Where a line ends."""
        return self._at[CUT]

    def is_beside(self, mark: str, end: int) -> bool:
        """Tell whether a mark stands behind an offset in the same line."""
        offsets = self._at[mark]
        place = bisect_left(offsets, end)
        return place < len(offsets) and len(self._text[end : offsets[place]].splitlines()) < 2
