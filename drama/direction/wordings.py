"""How lines are worded for the engine, kept by what that hangs on: an edit of a story words only what it changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import fields
from operator import attrgetter
from typing import TypeAlias

from drama.direction.deliveries import Fallback
from drama.model import Line, Mark

Wording: TypeAlias = tuple[str, tuple[Mark, ...], tuple[Fallback, ...]]
"""The text for the engine, its marks, and what the engine cannot do of it."""

_ELSEWHERE = ("number", "scene", "kind", "speaker", "spans", "paragraph", "rule", "confidence", "evidence", "runner_up",
              "pause_after_ms", "beat_after_ms", "tag", "effects", "effects_after")  # fmt: skip
"""Fields of a line that its words do not hang on; whatever a line has besides counts."""

_words_of = attrgetter(*(field.name for field in fields(Line) if field.name not in _ELSEWHERE))

_MOST = 30_000
"""Wordings kept, some 10 MB: those of two long novels in one voice each."""


class Wordings:
    """Wordings by the line's words, the engine, and what the cast file says of words."""

    def __init__(self) -> None:
        self.known: dict[Hashable, Wording] = {}
        self.texts: dict[Hashable, str] = {}

    def text(self, line: Line, make: Callable[[], str]) -> str:
        """Return the words of a line for any engine, made unless they are known."""
        key = _words_of(line)
        text = self.texts.get(key)
        if text is None:
            if len(self.texts) >= _MOST:
                self.texts.clear()
            text = self.texts[key] = make()
        return text

    def kept(self, line: Line, others: Hashable, make: Callable[[], Wording]) -> Wording:
        """Return the wording of a line, made unless it is known; ``others`` is what it hangs on besides the line."""
        key = (_words_of(line), others)
        wording = self.known.get(key)
        if wording is None:
            if len(self.known) >= _MOST:
                self.known.clear()
            wording = self.known[key] = make()
        return wording
