"""What of a story is not spoken: counted by reason, and listed with its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from drama.cli.terminal import clean, count
from drama.model import LINE_BREAK, Kind

if TYPE_CHECKING:
    from drama.model import Script, Segment

_BREAK = "scene break"
_MARKS = frozenset(
    {
        *("markup", LINE_BREAK, "byte order mark", "zero-width", "control character", "pause mark", "effect", "link"),
        *("nothing to pronounce", "number", "list number", "page number", "time stamp", "page break", _BREAK),
        *("speaker", "speaker label", "delivery", "image"),
    }
)
"""Reasons that leave out no words of the story: its marks, and what a script says beside its speeches."""
_WORD = re.compile(r"\w[\w'’-]*")
_FORMS = 6
"""Marks of a reason that are shown, the most frequent ones."""
_LONGEST = 70
"""Characters shown of a stretch."""
_AHEAD, _BEHIND = 48, 18
"""Characters shown of the beginning and the end of a longer one."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """All that is left out for one reason."""

    reason: str
    segments: tuple[Segment, ...]
    words: int
    """None are counted in marks."""

    @property
    def is_marks(self) -> bool:
        """Whether it leaves out no words of the story."""
        return not self.words


def skipped_by_reason(script: Script) -> tuple[Skipped, ...]:
    """Return what is not spoken by reason: most words first, marks last."""
    by_reason: dict[str, list[Segment]] = {}
    for segment in script.unspoken:
        by_reason.setdefault(_BREAK if segment.kind is Kind.BREAK else segment.rule, []).append(segment)
    found = [
        Skipped(reason, tuple(segments), 0 if reason in _MARKS else sum(_words(script, one) for one in segments))
        for reason, segments in by_reason.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.words, -len(one.segments), one.reason)))


def in_short(script: Script) -> str:
    """Return in a few words how much is not spoken and why: marks alone are no loss, and make an empty text."""
    left = [one for one in skipped_by_reason(script) if not one.is_marks]
    if not left:
        return ""
    places = sum(len(one.segments) for one in left)
    why = ", ".join(one.reason for one in left[:3]) + (", …" if len(left) > 3 else "")
    return f"not spoken: {count(sum(one.words for one in left), 'word')} in {count(places, 'place')} ({why})"


def counted(script: Script) -> str:
    """Return the one line that counts everything that is not spoken."""
    marks = sum(len(one.segments) for one in skipped_by_reason(script) if one.is_marks)
    of_marks = count(marks, "mark")
    if said := in_short(script):
        return f"{said}" + (f", and {of_marks}" if marks else "") + "; --skipped lists them"
    return f"not spoken: {of_marks}; --skipped lists them" if marks else "not spoken: nothing"


def skipped_rows(script: Script, width: int) -> Iterator[str]:
    """Yield a table of what is not spoken by reason, and then each stretch of it with its place."""
    found = skipped_by_reason(script)
    said = counted(script).removesuffix("; --skipped lists them")
    yield click.style(said[:1].upper() + said[1:], bold=True)
    if not found:
        return
    yield ""
    cells = [("REASON", "PLACES", "WORDS")]
    cells += [(one.reason, f"{len(one.segments):,}", f"{one.words:,}" if one.words else "–") for one in found]
    widths = [max(len(row[column]) for row in cells) for column in range(3)]
    for number, (reason, places, words) in enumerate(cells):
        row = f"  {clean(reason).ljust(widths[0])}  {places.rjust(widths[1])}  {words.rjust(widths[2])}"
        yield click.style(row, bold=number == 0)
    for one in found:
        yield ""
        yield click.style(clean(f"── {one.reason} ").ljust(width, "─"), bold=True)
        yield from _forms(script, one) if one.is_marks else _stretches(script, one)


def _forms(script: Script, marks: Skipped) -> Iterator[str]:
    """Yield in one row which marks they are, and how often each stands there."""
    forms = Counter(_shown(script, segment) or repr(_text(script, segment))[1:-1] for segment in marks.segments)
    shown = [f"{form}  ×{number:,}" if number > 1 else form for form, number in forms.most_common(_FORMS)]
    more = [f"{len(forms) - _FORMS:,} others"] if len(forms) > _FORMS else []
    yield click.style(clean("  " + "    ".join([*shown, *more])), dim=True)


def _stretches(script: Script, skipped: Skipped) -> Iterator[str]:
    """Yield a row for each stretch: where it stands among the lines of the script, and what it says."""
    places = [_place(script, segment) for segment in skipped.segments]
    wide = max(map(len, places))
    for place, segment in zip(places, skipped.segments, strict=True):
        yield f"  {click.style(place.rjust(wide), dim=True)}  {clean(_shown(script, segment))}"


def _place(script: Script, segment: Segment) -> str:
    """Return where a stretch stands, by the lines of the script: "before line 12", "in line 12", "at the end"."""
    number = bisect_left(script.lines, segment.start, key=lambda line: line.spans[0].start)
    if number and segment.start < script.lines[number - 1].spans[-1].end:
        return f"in line {number:,}"
    return f"before line {number + 1:,}" if number < len(script.lines) else "at the end"


def _shown(script: Script, segment: Segment) -> str:
    """Return the words of a stretch in one row, a long one shortened in the middle."""
    words = " ".join(_text(script, segment).split())
    return words if len(words) <= _LONGEST else f"{words[:_AHEAD].rstrip()} … {words[-_BEHIND:].lstrip()}"


def _text(script: Script, segment: Segment) -> str:
    return script.story.text[segment.start : segment.end]


def _words(script: Script, segment: Segment) -> int:
    return sum(1 for _ in _WORD.finditer(script.story.text, segment.start, segment.end))
