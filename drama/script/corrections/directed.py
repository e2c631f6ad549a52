"""Lines as a person directs them: what the corrections say of how each is spoken, put on the lines of the script."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any

from drama.model import Line, LineDirection, LineMark, Script, stressed_places
from drama.script.corrections.anchors import Pin, PlacedPin, words_of

Warn = Callable[[Pin, str], None]
"""Notes what of a pin is not followed, and why."""

_DEFAULTS = LineDirection()


def with_directions(script: Script, directed: Sequence[PlacedPin], warn: Warn, warn_unused: Warn) -> Script:
    """Return the script with its lines spoken as some pins say, which are in reading order.

    The words, the speakers and what is accounted for of the source stay as they are. ``warn_unused`` is
    told of recordings that stand for no line.
    """
    if not directed:
        return script
    lines = list(script.lines)
    starts = [line.spans[0].start for line in lines]
    for placed in directed:
        index = bisect_right(starts, placed.start) - 1
        if index < 0 or lines[index].spans[-1].end <= placed.start:
            warn(placed.pin, "nobody speaks the words")
            continue
        lines[index] = _directed(lines[index], placed.pin, warn, warn_unused)
    return replace(script, lines=tuple(lines))


def _directed(line: Line, pin: Pin, warn: Warn, warn_unused: Warn) -> Line:
    """Return a line spoken as a pin says, as far as that fits its words and what an earlier pin says."""
    asked = pin.direction
    if asked.say and words_of(pin.words) != words_of(line.text):
        warn(pin, "it says other words for a whole line, and the line holds more than its words; the printed are said")
        asked = replace(asked, say="")
    if asked.recording and words_of(pin.words) != words_of(line.text):
        warn_unused(
            pin,
            f"the words of line {line.number} are others now, and a voice speaks it. Record it anew and import that "
            f"(drama actors STORY --import FOLDER), or take it out (drama actors STORY --remove {line.number})",
        )
        asked = replace(asked, recording="")
    direction, contradicted = _together(line.direction, asked)
    if contradicted:
        warn(pin, f"another one of the same line comes before it ({', '.join(contradicted)})")
    if direction.stress:
        for problem in stressed_places(direction.say or line.text, direction.stress)[1]:
            warn(pin, problem)
    delivery = line.delivery
    if direction.delivery is not None:
        delivery = replace(delivery, manner=direction.delivery)
    pause_ms = line.pause_after_ms if direction.pause_after_ms is None else direction.pause_after_ms
    return replace(line, delivery=delivery, pause_after_ms=pause_ms, direction=direction)


def _together(first: LineDirection, second: LineDirection) -> tuple[LineDirection, list[str]]:
    """Return two directions of one line as one, of which the first holds, and what the second says against it."""
    values: dict[str, Any] = {}
    contradicted = []
    for field in fields(LineDirection):
        mine, other, default = (getattr(one, field.name) for one in (first, second, _DEFAULTS))
        if field.name == "marks":
            values[field.name] = tuple(mark for mark in LineMark if mark in (*mine, *other))
            continue
        values[field.name] = other if mine == default else mine
        if other not in (default, values[field.name]):
            contradicted.append(field.name.removeprefix("is_").removesuffix("_ms"))
    return LineDirection(**values), contradicted
