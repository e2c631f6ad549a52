"""What stands above a story in a manuscript, in its first lines: a title, who wrote it, an address, a school's heading.

Nothing but the words and their order shows it: writers set these lines as any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drama.languages.en import openings as english
from drama.languages.en.english import ENGLISH
from drama.model import Role, Skip
from drama.readers.structure.front_matter import byline, is_title
from drama.readers.structure.skips import Skips

if TYPE_CHECKING:
    from drama.model import Story

_MOST_LINES = 14
"""Of an address, a count of words, a title and a name above a story."""
_LONGEST = 80
_LONGEST_TITLE = 70
_SENTENCE_END = re.compile(r"[.,;:][\"”’')]*\Z|[\"”][.!?]?\Z")
_FRONT_MATTER = "front matter"


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first lines of a story are."""

    title: str = ""
    author: str = ""
    at: int | None = None
    """Which line is the title."""
    unspoken: tuple[int, ...] = ()
    """Which lines are about the text, or the writer."""

    @property
    def is_sure(self) -> bool:
        """Whether more than a title says so: it goes before what a program has written into the properties."""
        return bool(self.author)


def with_opening(story: Story) -> tuple[Story, Opening]:
    """Return a story with its title as a heading above those it has, and what its first lines say."""
    skips = Skips(story.text, story.skips)
    lines = _first_lines(story, skips)
    opening = find_opening(lines, has_more=len(story.paragraphs) > len(lines))
    if opening.at is None and not opening.unspoken:
        return story, opening
    deeper = int(opening.at is not None and any(it.role is Role.HEADING and it.level == 1 for it in story.paragraphs))
    paragraphs = [replace(it, level=it.level + deeper) if it.role is Role.HEADING else it for it in story.paragraphs]
    if opening.at is not None:
        paragraphs[opening.at] = replace(paragraphs[opening.at], role=Role.HEADING, level=1)
    unspoken = [story.paragraphs[at] for at in opening.unspoken]
    skips = Skips(story.text, [*story.skips, *(Skip(it.start, it.end, _FRONT_MATTER) for it in unspoken)])
    left = [it for at, it in enumerate(paragraphs) if at not in opening.unspoken]
    return replace(
        story,
        paragraphs=(replace(left[0], blank_lines=0), *left[1:]),
        skips=tuple(skips.tidy),
        emphasis=tuple(skips.trim(story.emphasis)),
        pauses=tuple(mark for mark in story.pauses if not skips.covers(mark.at)),
    ), opening


def _first_lines(story: Story, skips: Skips) -> list[str]:
    """Return the short paragraphs at the top of a story, up to one that is none or a heading."""
    lines: list[str] = []
    for it in story.paragraphs[:_MOST_LINES]:
        words = " ".join(skips.words(it.start, min(it.end, it.start + 4 * _LONGEST)).split())
        if it.role is not Role.PROSE or len(words) > _LONGEST:
            break
        lines.append(words)
    return lines


def find_opening(lines: Sequence[str], *, has_more: bool) -> Opening:
    """Return what the short lines at the top of a story are; `has_more` says whether anything follows them."""
    found = _by_name(lines) or _school_heading(lines) or _name_and_date(lines)
    named = int(bool(found and found.author and not found.unspoken))  # the line of the name
    if found and (has_more or len(lines) > 1 + named + max([found.at or 0, *found.unspoken])):
        return found
    return Opening(lines[0], "", 0) if has_more and len(lines) == 1 and is_title(lines[0]) else Opening()


def _by_name(lines: Sequence[str]) -> Opening | None:
    """Read a title above "by …", which a subtitle may part; above them may stand an address, as publishers want it."""
    for by in range(1, len(lines)):
        author = byline(lines[by])
        if lines[by].lower().rstrip(":") in english.BY and by + 1 < len(lines) and _is_name(lines[by + 1]):
            author = lines[by + 1]
        if not author or author.split()[0].lower() in ENGLISH.labels.determiners:
            continue
        contact = [at for at in range(by) if english.CONTACT.fullmatch(lines[at])]
        first = 1 + contact[-1] if contact else 0
        if first < by <= first + 2 and _may_be_title(lines[first]):
            return Opening(lines[first], author, first, tuple(range(first)))
        return None
    return None


def _school_heading(lines: Sequence[str]) -> Opening | None:
    """Read a student's name, teacher, course and date, in any order behind the name (MLA Handbook, section 1.3)."""
    if not lines or not _is_name(lines[0]):
        return None
    kinds = [english.DATE, english.TEACHER, english.COURSE]
    end = 1
    found: set[int] = set()
    while end < len(lines):
        kind = next((at for at, kind in enumerate(kinds) if kind.fullmatch(lines[end]) and at not in found), None)
        if kind is None:
            break
        found.add(kind)
        end += 1
    if len(found) < len(kinds) - 1:
        return None
    has_title = end < len(lines) and _may_be_title(lines[end]) and is_title(lines[end])
    return Opening(lines[end] if has_title else "", lines[0], end if has_title else None, tuple(range(end)))


def _name_and_date(lines: Sequence[str]) -> Opening | None:
    """Read a title, the writer's name without "by", and a date."""
    if len(lines) < 3 or not english.DATE.fullmatch(lines[2]):
        return None
    if not _may_be_title(lines[0]) or not _is_name(lines[1]):
        return None
    return Opening(lines[0], lines[1], 0, (1, 2))


def _may_be_title(line: str) -> bool:
    """Tell whether a line may be a title, where what stands below it says so."""
    return (
        len(line) <= _LONGEST_TITLE and line[:1].isalnum() and not line[0].islower() and not _SENTENCE_END.search(line)
    )


def _is_name(line: str) -> bool:
    """Tell whether a line is a name in full, as one signs with: two to four words, no title before them."""
    words = line.split()
    if not 2 <= len(words) <= 4 or ENGLISH.titles.find(words[0].rstrip(".")):
        return False
    particles = ENGLISH.labels.particles
    return all(re.fullmatch(r"[^\W\d_]([\w'’.-]*[\w.])?", word) for word in words) and all(
        word[0].isupper() or word in particles for word in words
    )
