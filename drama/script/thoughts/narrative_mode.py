"""How a story is told: by an "I" or not, in the past or not, by an author who speaks up, with letters in it."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drama.languages.base import Language
    from drama.script.text.narration import View
    from drama.script.text.spans import Roster


class NarrativeMode:
    """How a story is told, for the whole and around each paragraph: person and tense."""

    def __init__(self, seen: Sequence[View], roster: Roster) -> None:
        sentences = [sentence for view in seen for sentence in view.sentences]
        count = max(1, len(sentences))
        present = sum(s.present and not s.past and not s.first_person for s in sentences)
        musing = sum(s.first_person and s.present and not s.contracted and len(s.text) > 60 for s in sentences)
        self.is_past = sum(s.past for s in sentences) >= 2 * present
        self.is_intrusive = present > max(5, 0.05 * count)
        """Whether the author speaks in the present on every other page, for nobody in the story."""
        self.has_author = musing > max(2, 0.001 * count)
        """Whether an author says "I" now and then who is nobody in the story."""
        self.is_close = self.is_past and not self.has_author and not self.is_intrusive
        """Whether the present tense can only be somebody's own."""
        own = [_tells_of_self(view) for view in seen]
        self._own = [0, *accumulate(own)]
        self._counts = [0, *accumulate(len(view.sentences) for view in seen)]
        self._is_first = sum(own) > 0.15 * count
        self._is_told = [roster.at(view.clean.source(0)).narrator is not None for view in seen]
        """Whether each view is part of what somebody tells."""
        self._letters = _letters(seen, roster.language)

    def is_first_person(self, at: int) -> bool:
        """Whether the narration around a view is told by an "I"."""
        low, high = max(0, at - 12), min(len(self._counts) - 1, at + 13)
        count = self._counts[high] - self._counts[low]
        return self._is_first or self._is_told[at] or (count >= 8 and (self._own[high] - self._own[low]) / count > 0.25)

    def may_think_unmarked(self, at: int) -> bool:
        """Whether person and tense can tell a thought from the narration around a view."""
        return not self.is_first_person(at) and at not in self._letters


def _tells_of_self(view: View) -> float:
    """Return how much of a paragraph an "I" narrates; the past counts most, thoughts hardly stand in it."""
    return sum((1.0 if s.past else 0.4) for s in view.sentences if s.first_person)


def _letters(seen: Sequence[View], language: Language) -> frozenset[int]:
    """Return the views that belong to a letter set without quotation marks."""
    found: set[int] = set()
    letter = language.narration.letter
    is_open = False
    for at, view in enumerate(seen):
        if letter.match(view.clean.text):
            is_open = True
        elif is_open and not any(s.first_person or s.second_person for s in view.sentences):
            is_open = False
        if is_open:
            found.add(at)
    return frozenset(found)
