"""What was worked out while a story was read, kept for reading it again with other corrections."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

_T = TypeVar("_T")


class Memory:
    """Results by what they are of, each with what it was worked out from.

    A result is taken over from the reading before where it would be worked out from the same again; so what one
    correction cannot reach is neither done twice nor held twice. ``keeps`` is off where nobody will read again.
    """

    def __init__(self, before: Memory | None = None, *, keeps: bool = True) -> None:
        self._before = before.found if before is not None else {}
        self.found: dict[Hashable, tuple[object, object]] = {}
        """What a result is of -> what it was worked out from, and the result."""
        self.keeps = keeps
        """Whether the story may be read again."""
        self.made = 0
        """How many results were worked out anew."""

    def kept(self, of: Hashable, given: object, make: Callable[[], _T]) -> _T:
        """Return what ``make`` makes of what is given, which must be all that it hangs on besides the story."""
        entry = self._before.get(of)
        if entry is None or entry[0] != given:
            entry = (given, make())
            self.made += self.keeps
        if self.keeps:
            self.found[of] = entry
        return cast("_T", entry[1])

    def last(self, of: Hashable, otherwise: _T) -> _T:
        """Return what was made in the reading before, from whatever it was; ``otherwise`` if nothing was."""
        entry = self._before.get(of)
        return otherwise if entry is None else cast("_T", entry[1])

    def taken_over(self) -> Memory:
        """Return a memory that holds all of this one, for a reading that is the same."""
        other = Memory(self, keeps=self.keeps)
        other.found = self.found
        return other

    def close(self) -> None:
        """Let go of the reading before."""
        self._before = {}


NOTHING_KEPT = Memory(keeps=False)
"""For who reads a story once."""
