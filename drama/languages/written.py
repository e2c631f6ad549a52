"""Patterns by which words in italics or quotation marks are known to be read, heard or shown, not thought or said."""

from __future__ import annotations

import re
from dataclasses import dataclass

Pattern = re.Pattern[str]


@dataclass(frozen=True, eq=False)
class WrittenPatterns:
    """What stands beside such words, and what they look like. Patterns are searched for but where said."""

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
    signed: Pattern
    """At the end of italics: initials below a message: "Come at once. SH"."""
    signature: Pattern
    """All of italics: "Yours, Tom", "T."."""
    when: Pattern
    """All of italics: "Three years earlier", "Later that night"."""
    foreign: Pattern
    """A small word of another language."""
    small: Pattern
    """A small word of this one."""
    leads: Pattern
    """At the end of narration before a quotation: something written follows."""
    shown: Pattern
    """Right behind a quotation: it stands somewhere, or something written says it."""
    it_says: Pattern
    """The same where what stands before has named the thing: "it said"."""
    aloud: Pattern
    """In the narration beside a quotation: somebody speaks it."""
    read_next: Pattern
    """Searched for in the paragraph above: somebody reads out what follows: "This is what I read."."""
    salutes: Pattern
    """At the start of a quotation: a letter begins: "Dear Sir,—", or with where and when it was written."""
    dated: Pattern
    """All of a paragraph's quotation: where and when a letter was written."""
    greets: Pattern
    """All of a paragraph's quotation: "Dear Anna,"."""
    titles: Pattern
    """At the end of narration before a quotation: what follows is called so: "her novel,"."""
    sound: Pattern
    """All of italics: "Tap. Tap. Tap."."""
    archaic: Pattern
    """A word of verse and prayer: "thou"."""
