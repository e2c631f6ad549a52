"""Scripts and pools small enough to reason about, built in the test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drama.model import Character, Gender, Kind, Line, Opening, Scene, Script, Span, Story

Write = Callable[..., Path]


@dataclass(frozen=True)
class Offered:
    """What an engine says of one of its voices."""

    id: str
    name: str = ""
    language: str = "en"
    gender: Gender = Gender.UNKNOWN


def build_script(scenes: Sequence[Sequence[str | None]], people: Sequence[Character] = ()) -> Script:
    """Return a script: one line for every speaker named in every scene, None for the narrator."""
    lines: list[Line] = []
    marks: list[Scene] = []
    for number, speakers in enumerate(scenes, start=1):
        first = len(lines) + 1
        for speaker in speakers:
            at = len(lines)
            kind = Kind.NARRATION if speaker is None else Kind.DIALOGUE
            lines.append(
                Line(at + 1, number, kind, speaker, "x", (Span(at, at + 1),), paragraph=0, rule="tag", confidence=1.0),
            )
        marks.append(Scene(number, "", Opening.BREAK, first, len(lines)))
    counts: dict[str, int] = {}
    for line in lines:
        if line.speaker is not None:
            counts[line.speaker] = counts.get(line.speaker, 0) + 1
    described = {person.name: person for person in people}
    characters = tuple(
        replace(described.get(name, Character(name)), lines=count)
        for name, count in sorted(counts.items(), key=lambda item: -item[1])
    )
    return Script(Story("x" * len(lines), ()), tuple(marks), tuple(lines), characters)
