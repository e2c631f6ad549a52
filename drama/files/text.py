"""Text and times for tags, captions and pages, without characters that act as control codes or reorder other text."""

from __future__ import annotations

import re

from drama.model import FRAME_RATE

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Bidirectional control characters, which affect all text after them until they are closed."""


def printable(text: str) -> str:
    """Return a text without control characters and lone surrogates, white space collapsed."""
    visible = re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufffe\uffff]", " ", text)
    return " ".join(visible.split())


def plain(text: str) -> str:
    """Return a text on one line, without control characters, bidirectional ones included."""
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
