"""How lines are worded for the engine, kept by what that hangs on: an edit of a story words only what it changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import astuple, fields
from operator import attrgetter
from typing import Any, TypeAlias

from drama.direction.deliveries import Fallback
from drama.model import Line, Mark, MarkKind

Wording: TypeAlias = tuple[str, tuple[Mark, ...], tuple[Fallback, ...]]
"""The text for the engine, its marks, and what the engine cannot do of it."""

_ELSEWHERE = ("number", "scene", "kind", "speaker", "spans", "paragraph", "rule", "confidence", "evidence", "runner_up",
              "pause_after_ms", "beat_after_ms", "tag", "effects", "effects_after")  # fmt: skip
"""Fields of a line that its words do not hang on; whatever a line has besides counts."""

_words_of = attrgetter(*(field.name for field in fields(Line) if field.name not in _ELSEWHERE))

_AFTER_NAMES = re.compile("[IVXLCDM]{2}")
"""A numeral after a name; of one of a single letter it does not matter whose name that is."""

_MOST = 30_000
"""Wordings kept, some 10 MB: those of two long novels in one voice each."""


def names_that_matter(text: str, people: Collection[str], *, heading: str = "") -> frozenset[str]:
    """Return those words of the characters' names that the rules of normalization may look for in a text.

    With all of ``people`` they do the same.
    """
    if not heading and not _AFTER_NAMES.search(text):
        return frozenset()
    folded = f"{text}\n{heading}".casefold()
    return frozenset(word for word in people if word.casefold() in folded)


class Wordings:
    """Wordings by the line's words, the engine, and what the cast file says of words."""

    def __init__(self) -> None:
        self.known: dict[tuple[Hashable, str], Wording] = {}
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

    def kept(self, line: Line, others: str, make: Callable[[], Wording]) -> Wording:
        """Return the wording of a line, made unless it is known; ``others`` is what it hangs on besides the line."""
        key = (_words_of(line), others)
        wording = self.known.get(key)
        if wording is None:
            if len(self.known) >= _MOST:
                self.known.clear()
            wording = self.known[key] = make()
        return wording

    # -------------------------------------------------------------- on disk

    def rows(self, lines: Sequence[Line]) -> Mapping[str, Any]:
        """Return what is known of some lines as plain values, which JSON takes; :meth:`take` reads it."""
        places: dict[Hashable, int] = {_words_of(line): at for at, line in enumerate(lines)}
        others: dict[str, int] = {}
        rows: list[list[Any]] = []
        for (words, other), (spoken, marks, unsaid) in list(self.known.items()):
            at = places.get(words)
            if at is not None:
                is_plain = spoken == self.texts.get(words)
                which = others.setdefault(other, len(others))
                rows.append([at, which, None if is_plain else spoken, [astuple(mark) for mark in marks],
                             [astuple(fallback) for fallback in unsaid]])  # fmt: skip
        return {"texts": [self.texts.get(words) for words in map(_words_of, lines)], "others": list(others), "of": rows}

    def take(self, lines: Sequence[Line], rows: Mapping[str, Any]) -> None:
        """Take in what :meth:`rows` returned for these lines. Raises ValueError, KeyError or TypeError if damaged."""
        words = [_words_of(line) for line in lines]
        self.texts.update((key, text) for key, text in zip(words, rows["texts"], strict=True) if text is not None)
        for at, which, spoken, marks, unsaid in rows["of"]:
            text = self.texts[words[at]] if spoken is None else spoken
            made = tuple(Mark(start, end, MarkKind(kind), said) for start, end, kind, said in marks)
            self.known[words[at], rows["others"][which]] = text, made, tuple(Fallback(*row) for row in unsaid)
