"""The coverage of a script: every character of the source accounted for exactly once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drama.errors import ScriptError
from drama.script.assembly.lines import segments

if TYPE_CHECKING:
    from drama.model import Script

_NOT_BLANK = re.compile(r"\S")


def check(script: Script) -> None:
    """Raise ScriptError unless the segments of a script cover its source exactly once.

    Every character that is not white space stands in exactly one segment, lines are numbered from 1 without a gap,
    and the text of a line is the text of its spans and nothing else. Linear in the length of the source.
    """
    source = script.story.text
    covered = 0
    for segment in segments(script):
        if not 0 <= segment.start < segment.end <= len(source):
            raise ScriptError(
                f"a segment lies outside the story: characters {segment.start} to {segment.end} of {len(source)}"
            )
        if segment.start < covered:
            raise ScriptError(f"counted twice in the script: {_where(source, segment.start)}")
        _require_blank(source, covered, segment.start)
        covered = segment.end
    _require_blank(source, covered, len(source))
    _check_lines(script)


def _require_blank(source: str, start: int, end: int) -> None:
    if lost := _NOT_BLANK.search(source, start, end):
        raise ScriptError(f"missing from the script: {_where(source, lost.start())}")


def _check_lines(script: Script) -> None:
    source = script.story.text
    for number, line in enumerate(script.lines, start=1):
        if line.number != number:
            raise ScriptError(f"line {line.number} of the script stands where line {number} should")
        written = " ".join([" ".join(source[span.start : span.end].split()) for span in line.spans])
        if line.text != written and "".join(line.text.split()) != "".join(written.split()):
            raise ScriptError(f"line {number} does not say what the story says: {_where(source, line.spans[0].start)}")


def _where(source: str, offset: int) -> str:
    """Return where in the source an offset is, for a person: line number and the words there."""
    number = source.count("\n", 0, offset) + 1
    excerpt = " ".join(source[offset : offset + 40].split())
    return f"line {number} of the story, {excerpt!r}"
