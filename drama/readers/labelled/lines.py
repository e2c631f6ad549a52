"""Lines of a labelled script that say what they are by their own words: sounds, headings of scenes, numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drama.languages.en.english import ENGLISH
from drama.readers.labelled.rows import number_of
from drama.readers.scripts.elements import Element, Kind
from drama.readers.structure.headings import LONGEST_HEADING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drama.readers.labelled.rows import Row

_STAGE_SCENE = re.compile(
    r"SCENE[ \t]+(?P<number>[0-9]{1,3}|[IVXLC]{1,8}|(?-i:THE[ \t]+)?[A-Z]{3,9})\b(?![ \t]*\w*:[ \t]*\Z)", re.IGNORECASE
)
_STOP = re.compile(r"[.:](?=\s)")


def number_elements(text: str, start: int, end: int) -> Iterator[Element]:
    """Yield what stands between two offsets, a number or a time, if anything does."""
    words = text[start:end]
    if words.strip():
        yield Element(Kind.NUMBER, start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def sound_elements(text: str, row: Row, end: int) -> Iterator[Element]:
    """Yield a sound that is asked for from a row to an offset, and the number of its cue."""
    start = row.start + len(number_of(text[row.start : row.end]))
    yield from number_elements(text, row.start, start)
    match = ENGLISH.scripts.sound_cue.match(text, start, end)
    name = " ".join((match["name"] if match and match["name"] else "").split())
    yield Element(Kind.SOUND_CUE, start, end, name=name)


def place_elements(text: str, row: Row) -> Iterator[Element]:
    """Yield the heading of a scene of a screenplay, and the number that may stand on both sides of it."""
    line = text[row.start : row.end]
    number = number_of(line)
    start = row.start + len(number)
    rest = line.removesuffix(number.strip()) if number else line
    is_again = rest != line and rest[-1:].isspace()
    end = row.start + len(rest.rstrip()) if is_again else row.end
    yield from number_elements(text, row.start, start)
    yield Element(Kind.SCENE_HEADING, start, end)
    yield from number_elements(text, end, row.end)


def stage_scene_elements(text: str, row: Row, end: int) -> list[Element]:
    """Return the heading of a scene of a stage play; what is told of the place at length is action."""
    match = _STAGE_SCENE.match(text, row.start, row.end) if row.is_first else None
    if match is None:
        return []
    last = end
    if end - row.start > LONGEST_HEADING:
        stop = _STOP.search(text, match.end("number"), end)
        last = stop.end() if stop else end
    rest = text[last:end]
    heading = [Element(Kind.SCENE_HEADING, row.start, last)]
    return [*heading, Element(Kind.ACTION, last + len(rest) - len(rest.lstrip()), end)] if rest.strip() else heading
