"""Whether what an engine spoke can be the words it was given."""

from __future__ import annotations

from drama.errors import EngineError
from drama.model import Voice

_LEAST_S_PER_LETTER = 0.012
_MOST_S_PER_LETTER = 1.2
_MOST_S_BESIDES = 4.0
"""Bounds of what a voice can speak at its slowest and fastest; figures and foreign letters are read out at length."""


def check_plausible(text: str, voice: Voice, *, seconds: float, is_silent: bool) -> None:
    """Raise :class:`EngineError` if a recording of so many seconds cannot be these words.

    What is not plain ASCII may come out as silence: of "ʻ", "♪" and "٣" an English voice says nothing.
    """
    letters = sum(map(str.isalnum, text))
    plain = sum(sign.isascii() and sign.isalnum() for sign in text)
    if is_silent and plain:
        raise EngineError(f"{voice.name} ({voice.id}) spoke nothing for {text[:60]!r}")
    pace = 165 / voice.rate_wpm
    if seconds < plain * _LEAST_S_PER_LETTER * pace:
        raise EngineError(
            f"{voice.name} ({voice.id}) spoke only {seconds:.2f} s for {text[:60]!r}: too short to be whole"
        )
    if seconds > letters * _MOST_S_PER_LETTER * pace + _MOST_S_BESIDES:
        raise EngineError(f"{voice.name} ({voice.id}) spoke {seconds:.1f} s for {text[:60]!r}: too long to be right")
