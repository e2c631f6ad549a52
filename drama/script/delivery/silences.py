"""Silences that the narration tells of: "There was a long beat of silence." gets one.

Only where the silence is the last thing a line of narration tells, so that it falls where the story has it. The
lengths are modest, because the pause that belongs between two lines is there already.
"""

from __future__ import annotations

from drama.languages.base import Language
from drama.languages.en.english import ENGLISH
from drama.script.text.sentences import sentences

SHORT_MS, PLAIN_MS, LONG_MS = 600, 1000, 1500
"""Of "He hesitated.", of "Nobody spoke.", of "There was a long silence."."""

_LOOKED_AT = 200
"""Characters at the end of a line; a silence that takes more words is a story of its own."""


def silence_after(text: str, language: Language = ENGLISH) -> int:
    """Return the silence in milliseconds that a line of narration ends in; 0 for none."""
    tail = text[-_LOOKED_AT:]
    found = list(sentences(tail, language=language))
    if not found or (found[0][0] == 0 and len(found) == 1 and len(text) > _LOOKED_AT):
        return 0
    last = tail[found[-1][0] : found[-1][1]]
    patterns = language.deliveries
    if not patterns.silence.fullmatch(last):
        return 0
    if patterns.long_silence.search(last.lower()):
        return LONG_MS
    return SHORT_MS if patterns.short_silence.search(last.lower()) else PLAIN_MS
