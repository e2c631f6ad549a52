"""The lines of a story, the speakers' names before them, and what is set off in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drama.languages.en.english import ENGLISH
from drama.languages.letters import CAPITAL
from drama.model import Role, Story
from drama.readers.labelled.cues import Cue, cue_at
from drama.readers.structure.headings import worded_heading
from drama.readers.structure.screenplay import OFTEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drama.model import Paragraph

_NUMBER = re.compile(r"[0-9]{1,4}[A-Z]?(?:[.):]{1,2}[ \t]*|[ \t]+)(?=[^\W\d_])")
_BY = re.compile(rf"\s*(?:[Ww]ritten )?[Bb]y\s+{CAPITAL}|\s*BY\s+{CAPITAL}")
"""What stands under a title, be it somebody's name."""
_RARE = 8
"""A setting in which only one name of so many stands is none of the script's own."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a paragraph."""

    start: int
    end: int
    paragraph: int
    is_first: bool
    cue: Cue | None = None


class Emphasis:
    """What is set in italics or bold, asked by place."""

    def __init__(self, text: str, story: Story) -> None:
        self._text = text
        self._spans = story.emphasis
        self._starts = [span.start for span in story.emphasis]

    def covers(self, start: int, end: int) -> bool:
        """Tell whether all words of a stretch are set off."""
        words = self._text[start:end]
        first, last = start + len(words) - len(words.lstrip(" \t\r\n.,:")), start + len(words.rstrip(" \t\r\n.,:"))
        at = bisect_right(self._starts, first) - 1
        while at >= 0 and first < last and self._spans[at].start <= first:
            if self._spans[at].end >= last:
                return True
            first = max(first, self._spans[at].end)
            at += 1
            if at >= len(self._spans) or self._text[first : self._spans[at].start].strip():
                return False
            first = self._spans[at].start
        return False

    def sets_off(self, start: int, end: int) -> bool:
        """Tell whether a name is set off, and what follows it is not."""
        at = bisect_right(self._starts, start) - 1
        span = self._spans[at] if at >= 0 else None
        return span is not None and span.end >= end and not self._text[end : span.end].strip(" .:,")


def rows_of(story: Story, text: str, emphasis: Emphasis) -> Iterator[Row]:
    """Yield the lines of a story's paragraphs; ``text`` has spaces for what is not spoken."""
    for index, paragraph in enumerate(story.paragraphs):
        if paragraph.role is Role.BREAK:
            yield Row(paragraph.start, paragraph.end, index, is_first=True)
            continue
        is_first = True
        here = paragraph.start
        for line in text[paragraph.start : paragraph.end].splitlines(keepends=True):
            words = line.strip()
            if words:
                start = here + len(line) - len(line.lstrip())
                row = Row(start, start + len(words), index, is_first)
                yield replace(row, cue=_cue(row, text, paragraph, emphasis))
                is_first = False
            here += len(line)


def _cue(row: Row, text: str, paragraph: Paragraph, emphasis: Emphasis) -> Cue | None:
    line = text[row.start : row.end]
    if is_sound(line) or is_place(line) or worded_heading(line):
        return None
    cue = cue_at(text, row.start, paragraph.end, is_set_off=emphasis.sets_off)
    is_chance = cue is not None and not cue.is_sure and not row.is_first and not cue.is_alone
    return None if is_chance else cue


def number_of(line: str) -> str:
    """Return the number, and the white space behind it, that a cue or a scene of a shooting script begins with."""
    match = _NUMBER.match(line)
    return match[0] if match else ""


def is_sound(line: str) -> bool:
    """Tell whether a line asks for a sound: ``SOUND: DOOR SLAMS``, ``4. FX: LID``."""
    line = line[len(number_of(line)) :]
    return ENGLISH.scripts.sound_cue.match(line) is not None and line.partition(":")[0].isupper()


def is_place(line: str) -> bool:
    """Tell whether a line is the heading of a scene of a screenplay: ``INT. HUT``, ``12 INT. HUT 12``."""
    return ENGLISH.scripts.place.match(line[len(number_of(line)) :]) is not None


def names_in(rows: Sequence[Row]) -> frozenset[str]:
    """Return the names of a script, as names are compared: whose setting says so, or that come often.

    Those are counted that stand in a setting to which the script keeps.
    """
    cues = [row.cue for row in rows if row.cue is not None]
    counts = Counter((cue.key, cue.is_sure) for cue in cues)
    likely = [cue for cue in cues if cue.is_sure or counts[cue.key, False] >= OFTEN or counts[cue.key, True]]
    settings = Counter(cue.setting for cue in likely)
    kept = [cue for cue in likely if _RARE * settings[cue.setting] >= settings.total()]
    small = Counter(cue.key for cue in kept if not cue.name.isupper())
    few = 1 if 2 * small.total() >= len(kept) else 2
    total = Counter(cue.key for cue in kept)
    return frozenset(key for key, count in total.items() if count > small[key] or count >= few)


def first_of(rows: Sequence[Row], names: frozenset[str], text: str) -> int:
    """Return the offset of the first who speaks again; before that there are titles, not names.

    So is a name itself at the very beginning, with who wrote the piece below it.
    """
    counts = Counter(row.cue.key for row in rows if row.cue is not None and row.cue.key in names)
    again = [row for row in rows if row.cue is not None and counts[row.cue.key] > 1]
    first = again[0].cue if again else None
    is_title = first is not None and first.is_alone and _BY.match(text, first.words) is not None
    return again[1].start if is_title and len(again) > 1 else again[0].start if again else 0
