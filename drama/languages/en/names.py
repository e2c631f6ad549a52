"""What a name looks like in running text."""

from __future__ import annotations

from drama.languages.en.titles import DOTTED

_PARTICLES = r"(?:(?:de|von|van|du|la|le|der|den|di|da)\s+){0,2}"
_WORD = r"[A-Z][\w’'-]{0,40}"
"""No name is longer; without an end a run of capitals would be read again from each of them."""
NAME = rf"{DOTTED}{_PARTICLES}{_WORD}(?:\s+(?:(?:of|the)\s+)?{_PARTICLES}{DOTTED}{_WORD}){{0,3}}"
"""Part of a pattern: a name of up to four words with titles and particles, "Lt. Col. Anna van der Tarn". The pattern
around it takes care that the name is not cut out of a longer word."""
