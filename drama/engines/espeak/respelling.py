"""Respelling of words that eSpeak NG 1.52 would spell out or misread, so that they are said as a person would.

Each entry was found by asking the library for its phonemes: "Mm-hm" came out as "em em aitch em", "W-what" as
"double-u what", "GET US OUT" as "get U S out", "5-6" as "five dash six", "Capt. Oake" with a full stop's pause.
"""

from __future__ import annotations

import re

from drama.languages.en.titles import TITLES
from drama.languages.letters import CAPITAL
from drama.languages.titles import Trait

_TITLE = re.compile(rf"\b({TITLES.may_stop})\. (?={CAPITAL})")
"""A title's full stop would end the sentence."""

_SOUNDS = (
    (r"m+-?h+m+", "hmm-hmm"),
    (r"m{2,}|hm|hrm", "hmm"),
    (r"m{2,}ph|hmph", "humph"),
    (r"s+h+", "shush"),
    (r"gr{2,}", "gurr"),
    (r"br{2,}", "burr"),
    (r"pf+t?", "puff"),
    (r"t?ch", "tsk"),
    (r"z{2,}", "zuzz"),
)
_SOUND = re.compile(
    r"(?<![\w'’-])(?:" + "|".join(f"({pattern})" for pattern, _ in _SOUNDS) + r")(?![\w'’-])", re.IGNORECASE
)
"""Interjections written without a vowel."""

_STAMMER = re.compile(r"(?<![\w'’])(?:([b-df-hj-np-tv-z]|[cstwp]h)-)(?=\1)", re.IGNORECASE)
"""A stammered consonant, as in "W-what" and "S-s-stop"."""

_SHOUTED = re.compile(r"(?<=[A-Z]{2} )(?:IT|US)\b|\b(?:IT|US)(?=[.,!?]* (?:[A-Z]{2}|[AI]\b))")
"""Words among other capitals that alone would be initialisms; eSpeak NG reads all others as words."""

_RANGE = re.compile(r"(?<=\d)-(?=\d)")


def _spoken_title(match: re.Match[str]) -> str:
    """Return the spoken form of a title."""
    title = TITLES.find(match[1])
    return f"{match[1] if title is None or Trait.LEFT in title.traits else title.spoken} "


def respelled(text: str) -> str:
    """Return a text with words respelled as they sound that eSpeak NG would spell out."""
    text = _TITLE.sub(_spoken_title, text)
    text = _STAMMER.sub(lambda found: f"{found[1]}uh-", text)
    text = _SHOUTED.sub(lambda found: found[0].lower(), text)
    text = _RANGE.sub("–", text)
    return _SOUND.sub(lambda found: _SOUNDS[(found.lastindex or 1) - 1][1], text)
