"""The last few readings of a story, so that what was tried is not read again when it is made."""

from __future__ import annotations

from drama.script import Given, Reading

_KEPT = 4
"""Readings kept: what stands, and the last three tried. They share what is the same in them."""


class Readings:
    """The readings of one story, newest first."""

    def __init__(self, first: Reading) -> None:
        self._known = [first]

    def of(self, given: Given, *, near: Reading) -> Reading:
        """Return the story read with what is given; it is made from a reading that it is ``near`` to, if it is new."""
        found = next((one for one in self._known if one.given == given), None)
        reading = near.again(given) if found is None else found
        self._known = [reading, *(one for one in self._known if one is not reading)][:_KEPT]
        return reading
