"""The roles to be cast, and the voices chosen for them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from drama.cast.castfile.load import Entry
from drama.model import UNKNOWN, Gender, Voice


@dataclass(frozen=True, slots=True)
class Role:
    """One speaker to be cast, with what casting needs to know of them."""

    name: str
    gender: Gender = Gender.UNKNOWN
    age: str | None = None
    lines: int = 0
    scenes: tuple[int, ...] = ()
    may_share: bool = False
    """Whether the role is small enough to share its voice with a speaker who is never in the same scene."""
    is_crowd: bool = False
    entry: Entry | None = None

    @property
    def rank(self) -> tuple[bool, bool, int, str]:
        """Sort key: the unknown speaker first, then the most important roles.

        By the binary order of magnitude of the number of lines, then by a digest of the name: a line more or less in a
        later draft seldom changes the order, and the order of mention does not matter.
        """
        return (self.name != UNKNOWN, self.is_crowd, -self.lines.bit_length(), digest(self.name))


@dataclass(frozen=True, slots=True)
class Choice:
    """The voice chosen for a role, and a note for the user where voices ran short."""

    voice: Voice
    note: str = ""


def digest(*names: str) -> str:
    """Return a digest of names, for an order that looks random and is the same on every machine, unlike hash()."""
    return hashlib.sha256("\0".join(names).encode("utf-8", "surrogatepass")).hexdigest()
