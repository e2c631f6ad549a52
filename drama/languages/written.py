"""Patterns by which words in italics are known to be read, heard or only shown, and not thought."""

from __future__ import annotations

import re
from dataclasses import dataclass

Pattern = re.Pattern[str]


@dataclass(frozen=True, eq=False)
class WrittenPatterns:
    """What stands before italics, and what they look like, where nobody thinks them. All are searched for."""

    writes: Pattern
    """In the sentence before: somebody writes, sings or reads aloud what follows, whatever it looks like."""
    brings: Pattern
    """In the sentence before: something written, or a voice from elsewhere, comes to somebody."""
    mentions: Pattern
    """In the sentence before: something written is there, which somebody may think of as well."""
    reads: Pattern
    """In the sentence before: somebody reads."""
    about_others: Pattern
    """At the start of italics: they tell of somebody: "He is lying"."""
    thinks: Pattern
    """In the sentence before: somebody thinks."""
    document: Pattern
    """At the start of italics: "Dear Anna", "14 March", "P.S."."""
    signature: Pattern
    """All of italics: "Yours, Tom", "T."."""
    when: Pattern
    """All of italics: "Three years earlier", "Later that night"."""
    foreign: Pattern
    """A small word of another language."""
    small: Pattern
    """A small word of this one."""
    sound: Pattern
    """All of italics: "Tap. Tap. Tap."."""
    archaic: Pattern
    """A word of verse and prayer: "thou"."""
