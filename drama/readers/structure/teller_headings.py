"""Headings that say who tells: "Anna's POV", "[Anna]", "-- Anna --", "ANNA" above what Anna tells.

They are set as any paragraph, so that only their words show them. A line that says "point of view" is one wherever it
stands alone; a bare name is one only where several such lines divide a text into parts, for a single name on a line is
a cry, a signature or the label of a script.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from drama.languages.en.english import ENGLISH
from drama.model import Paragraph, Role, Story
from drama.readers.structure.front_matter import title_from_name
from drama.readers.structure.label_names import LabelNames
from drama.readers.structure.skips import mask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drama.languages.base import Language

_LONGEST = 60
"""Characters of a heading that says who tells."""
_LONGEST_NAME = 4
"""Words of a name."""
_ORNAMENTS = "*_~=<>|•·#:–—- \t[](){}"
_SENTENCE = re.compile(r"[.!?…,;][\"”’')]*\Z")
_WORDS_BETWEEN = 60
"""Words of a part that a bare name heads, on average; what stands below the names of a script is shorter."""


def with_teller_headings(story: Story, names: LabelNames | None = None, language: Language = ENGLISH) -> Story:
    """Return the story with paragraphs of prose that say who tells as headings, below those it has.

    ``names`` are those of its text, where they have been looked at already.
    """
    paragraphs = story.paragraphs
    short = {
        index: paragraph
        for index, paragraph in enumerate(paragraphs)
        if paragraph.end - paragraph.start <= _LONGEST
        and (paragraph.role is Role.PROSE or _is_below(paragraphs, index))
    }
    if not short or story.given:
        return story
    names = names or LabelNames(mask(story.text, story.skips), language)
    masked = names.text
    found = {index for index, paragraph in short.items() if _says_who_tells(masked, paragraph, language)}
    found |= _bare_names(story, names, short, language)
    if not found:
        return story
    is_title = _is_taken_for_title(story, masked, found)
    others = [it for index, it in enumerate(paragraphs) if index not in found and (index or not is_title)]
    level = 1 + max((it.level for it in others if it.role is Role.HEADING), default=0)
    title = title_from_name(story.path) if story.path else ""
    found |= {0} if is_title else set()
    return replace(
        story,
        title=title if is_title else story.title,
        paragraphs=tuple(
            replace(paragraph, role=Role.HEADING, level=level) if index in found else paragraph
            for index, paragraph in enumerate(paragraphs)
        ),
    )


def _is_below(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a paragraph is a heading right below another of its level: "Chapter 1", "Anna's POV"."""
    one, before = paragraphs[index], paragraphs[max(0, index - 1)]
    return index > 0 and one.role is before.role is Role.HEADING and one.level == before.level


def _is_taken_for_title(story: Story, masked: str, found: set[int]) -> bool:
    """Whether the first line of a text heads the first part as lines further on do others, and is not its title."""
    first, *_ = story.paragraphs
    line = masked[first.start : first.end].strip(_ORNAMENTS)
    others = {masked[it.start : it.end].strip(_ORNAMENTS) for index in found for it in (story.paragraphs[index],)}
    return first.role is Role.HEADING and line == story.title and line in others


def _says_who_tells(masked: str, paragraph: Paragraph, language: Language) -> bool:
    line = masked[paragraph.start : paragraph.end].strip(_ORNAMENTS)
    match = language.labels.tells.fullmatch(line)
    name = (match["who"] or match["who2"]).split() if match else []
    if not 0 < len(name) <= _LONGEST_NAME:
        return False
    if len(name) == 2 and name[0].lower() in language.labels.determiners:  # "the guard"
        return name[1].lower() in language.noun_genders
    return all(word[:1].isupper() or word in language.labels.particles for word in name) and name[0][:1].isupper()


def _bare_names(story: Story, names: LabelNames, short: Mapping[int, Paragraph], language: Language) -> set[int]:
    """Return the paragraphs that are nothing but a name and head a part of the text; none unless several do."""
    lines = {index: names.text[it.start : it.end].strip() for index, it in short.items()}
    pronouns = language.labels.own | language.labels.others
    found = [
        index
        for index, line in lines.items()
        if _is_name(line, names) and line.strip(_ORNAMENTS).lower() not in pronouns
    ]
    if len(found) < 2:
        return set()
    bounds = [*(story.paragraphs[index].start for index in found), len(names.text)]
    sizes = [len(names.text[low:high].split()) for low, high in pairwise(bounds)]
    is_divided = sum(sizes) >= _WORDS_BETWEEN * len(sizes) and _have_prose(story.paragraphs, found)
    return set(found) if is_divided else set()


def _is_name(line: str, names: LabelNames) -> bool:
    core = line.strip(_ORNAMENTS)
    if not core or not core[0].isupper() or _SENTENCE.search(core) or len(core.split()) > 3:
        return False
    return names.called(core) is not None and names.is_person(core)


def _have_prose(paragraphs: Sequence[Paragraph], found: Sequence[int]) -> bool:
    """Whether prose stands right below each of some paragraphs."""
    heads = set(found)
    return all(
        index + 1 < len(paragraphs) and paragraphs[index + 1].role is Role.PROSE and index + 1 not in heads
        for index in found
    )
