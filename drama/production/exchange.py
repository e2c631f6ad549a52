"""The exchange a line stands in: the run of dialogue around it, to hear the line in its context."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from drama.model import Kind, Line
from drama.production.hear import index_of
from drama.production.prepare import Production

_MOST_TOLD = 60
"""Words told between two spoken lines that still belong to one exchange: about 20 s."""


def exchange(production: Production, number: int, *, before: int = 2, after: int = 2) -> tuple[int, ...]:
    """Return the numbers of the lines of an exchange: a line's own paragraph, and so many turns before and after it.

    A turn is a paragraph in which somebody speaks; what is told between two belongs to the exchange. It ends with the
    scene, at a heading, and where more is told in a stretch than :data:`_MOST_TOLD` words. Raises
    :class:`ScriptError` for a line there is not.
    """
    lines, at = production.script.lines, index_of(production, number)
    first = at - _reach(lines[:at][::-1], lines[at], before)
    last = at + _reach(lines[at + 1 :], lines[at], after)
    return tuple(line.number for line in lines[first : last + 1])


def _reach(others: Sequence[Line], line: Line, count: int) -> int:
    """Return how many of the lines that follow in one direction belong to the exchange."""
    reach, told, turn = 0, 0, line.paragraph
    near = takewhile(lambda other: other.scene == line.scene and not other.is_heading, others)
    for place, other in enumerate(near, start=1):
        is_told = other.kind is Kind.NARRATION
        if other.paragraph == turn:
            reach = place
        elif not is_told and count > 0:
            reach, turn, count = place, other.paragraph, count - 1
        elif not is_told:
            break
        told = told + len(other.text.split()) if is_told else 0
        if told > _MOST_TOLD:
            break
    return reach
