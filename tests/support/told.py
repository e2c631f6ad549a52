"""What a short story is read as: who says each line of dialogue, and how sure that is."""

from __future__ import annotations

from drama.model import Kind, Line
from drama.readers import parse_text
from drama.script import read_script

SURE = 0.9
"""Confidence from which on a line counts as certain."""


def dialogue(text: str) -> list[Line]:
    """Return the lines of dialogue of a story."""
    return [line for line in read_script(parse_text(text)).lines if line.kind is Kind.DIALOGUE]


def last_lines(text: str, count: int = 1) -> list[tuple[str, bool]]:
    """Return who says each of the last lines of dialogue, and whether that is certain."""
    return [(line.speaker, line.confidence >= SURE) for line in dialogue(text)[-count:]]
