"""Text and times as the documents of an episode show them: nothing in them acts as markup or moves other text."""

from __future__ import annotations

import re

from drama.encoders.base import printable
from drama.model import FRAME_RATE

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of all text behind them until they are closed, which a line of captions never does."""


def plain(text: str) -> str:
    """Return a text on one line, without control characters and without marks that reorder what follows."""
    return printable(_TURNING.sub("", text))


def shortened(text: str, limit: int) -> str:
    """Return a text of at most ``limit`` characters, cut at a word where one ends near."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    word_end = cut.rfind(" ")
    return (cut[:word_end] if word_end > limit // 2 else cut).rstrip(" ,;:–—-") + "…"


def milliseconds(frames: int) -> int:
    """Return the nearest millisecond to a frame."""
    return (frames * 1000 + FRAME_RATE // 2) // FRAME_RATE


def clock(ms: int, *, point: str = ".") -> str:
    """Return a time as HH:MM:SS.mmm; hours take more digits where they need them."""
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{point}{ms % 1000:03}"
