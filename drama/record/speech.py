"""The words as an engine gets them, and whether what it spoke can be those words."""

from __future__ import annotations

import re

from drama.errors import EngineError
from drama.model import Line, Voice

_QUOTES = re.compile(r"[\"“”„‟«»‹›]|(?<!\w)['‘’‚‛]|['’](?!\w)")
"""Quotation marks, and apostrophes that stand at the edge of a word."""

_ELLIPSIS = re.compile(r"\.{3,}|…|(?:\. ){2,}\.")
_DASH = re.compile(r"\s*(?:—|―|--+|–(?!\d))\s*")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_STRESSED = re.compile(r"\b[A-Z]{4,}\b(?=.*[a-z])|\b[A-Z]{4,}\b(?=\W+[A-Z]{2,}\b)")
"""Words of four capitals and more, which eSpeak NG would spell or stress oddly."""

_LEAST_S_PER_LETTER = 0.012
_MOST_S_PER_LETTER = 1.2
_MOST_S_BESIDES = 4.0
"""Bounds of what a voice can speak at its slowest and fastest; figures and foreign letters are read out at length."""


def spoken_text(line: Line) -> str:
    """Return a line's words for the engine: marks that are not read taken off, dashes and ellipses as pauses."""
    text = _CONTROL.sub("", line.text)
    text = _DASH.sub(", ", _ELLIPSIS.sub("… ", _QUOTES.sub("", text)))
    text = " ".join(text.split())
    text = re.sub(r"\s+([,.;:!?…])", r"\1", text)
    text = re.sub(r",(?=[,.;:!?…])", "", text)  # a dash before another mark says nothing more
    return text.lstrip(",;:. ") or line.text.strip()


def check_plausible(text: str, voice: Voice, *, seconds: float, is_silent: bool) -> None:
    """Raise :class:`EngineError` if a recording of so many seconds cannot be these words."""
    letters = sum(map(str.isalnum, text))
    if not letters:
        return
    if is_silent:
        raise EngineError(f"{voice.name} ({voice.id}) spoke nothing for {text[:60]!r}")
    pace = 165 / voice.rate_wpm
    if seconds < letters * _LEAST_S_PER_LETTER * pace:
        raise EngineError(
            f"{voice.name} ({voice.id}) spoke only {seconds:.2f} s for {text[:60]!r}: too short to be whole"
        )
    if seconds > letters * _MOST_S_PER_LETTER * pace + _MOST_S_BESIDES:
        raise EngineError(f"{voice.name} ({voice.id}) spoke {seconds:.1f} s for {text[:60]!r}: too long to be right")
