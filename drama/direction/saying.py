"""A text for the engine, put together from what is printed, what is said instead, and what is stressed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drama.model import Line, Mark, MarkKind


@dataclass(frozen=True, slots=True)
class Edit:
    """Words said otherwise than printed: ``text[start:end]`` as ``said``."""

    start: int
    end: int
    said: str
    phonemes: str = ""
    """Of the engine that speaks; nothing where ``said`` will do."""


def put_together(text: str, edits: Iterable[Edit], stressed: Iterable[tuple[int, int]]) -> tuple[str, tuple[Mark, ...]]:
    """Return a text as it is said and its marks. Of what overlaps, the edit that comes first holds."""
    pieces: list[str] = []
    marks: list[Mark] = []
    at = length = 0
    for edit in _in_order(text, edits, stressed):
        if edit.start < at:
            continue
        pieces += (text[at : edit.start], edit.said)
        start = length + edit.start - at
        length = start + len(edit.said)
        at = edit.end
        if edit.phonemes:
            marks.append(Mark(start, length, MarkKind.PHONEMES, edit.phonemes))
        elif isinstance(edit, _Stress):
            marks.append(Mark(start, length, MarkKind.EMPHASIS))
    return "".join((*pieces, text[at:])), tuple(marks)


def stressed_words(line: Line, text: str) -> Iterator[tuple[int, int]]:
    """Yield where the stressed words of a line stand in its text for the engine.

    Of what is printed no letter and no digit is lost on the way, so the letters are counted.
    """
    places = [at for at, sign in enumerate(text) if sign.isalnum()]
    if not line.emphasis or len(places) != sum(map(str.isalnum, line.text)):
        return
    for span in line.emphasis:
        first = sum(map(str.isalnum, line.text[: span.start]))
        letters = sum(map(str.isalnum, line.text[span.start : span.end]))
        if letters:
            yield places[first], places[first + letters - 1] + 1


class _Stress(Edit):
    """Words said as printed, with stress."""


def _in_order(text: str, edits: Iterable[Edit], stressed: Iterable[tuple[int, int]]) -> list[Edit]:
    stresses = [_Stress(start, end, text[start:end]) for start, end in stressed]
    return sorted([*edits, *stresses], key=lambda edit: (edit.start, isinstance(edit, _Stress)))
