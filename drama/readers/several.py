"""Bind the files of a story, one after the other, into one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from pathlib import Path

from drama.model import (
    EffectMark,
    Form,
    GivenLine,
    Metadata,
    Paragraph,
    PauseMark,
    Role,
    Skip,
    Span,
    StatedPerson,
    Story,
    StoryFiles,
)
from drama.readers.folders import order_warning
from drama.readers.limits import MAX_CHARACTERS, too_much
from drama.readers.piped import read_piped
from drama.readers.registry import read_story
from drama.readers.structure.chapter_names import chapter_title, folder_title, is_counted, is_part
from drama.readers.structure.front_matter import title_from_name

_NEAR_THE_TOP = 3
"""Paragraphs among which a chapter's own heading stands: an epigraph or a date may come before it."""
_BETWEEN = "\n\n"
_ANY_NUMBER = re.compile(r"“[^”]*”|[0-9][0-9,]*")
"""What differs between two warnings of a kind."""


def read_files(
    files: StoryFiles,
    *,
    title: str | None = None,
    author: str | None = None,
    as_: Form | None = None,
    action: bool = True,
) -> Story:
    """Return the story in some files; `title` and `author` go before what they say.

    Several files are bound in their order, each under its own title unless it begins with a heading. Raises StoryError
    naming the file that cannot be read as a story; see :func:`drama.readers.read_story` for ``as_`` and
    ``action``.
    """
    if files.data is not None:
        return read_piped(files.data, files.path, title=title, author=author, as_=as_, action=action)
    if files.is_one_file:
        return read_story(files.path, title=title, author=author, as_=as_, action=action)
    parts = [_Part(path, read_story(path, as_=as_, action=action)) for path in files.files]
    if sum(len(part.story.text) for part in parts) > MAX_CHARACTERS:
        raise too_much(files.called, MAX_CHARACTERS, "characters")
    return _bound(files, parts, title, author)


@dataclass(frozen=True, slots=True)
class _Part:
    """One file of a story, read."""

    path: Path
    story: Story

    @property
    def stated_title(self) -> str:
        """The title that the file itself states; nothing where it only follows from its name."""
        return "" if self.story.title == title_from_name(self.path) else self.story.title

    @property
    def has_heading(self) -> bool:
        """Whether a heading stands near its top."""
        spoken = [paragraph for paragraph in self.story.paragraphs if paragraph.role is not Role.BREAK]
        return any(paragraph.role is Role.HEADING for paragraph in spoken[:_NEAR_THE_TOP])


class _Binding:
    """Stories, one after the other in one text."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._paragraphs: list[Paragraph] = []
        self._skips: list[Skip] = []
        self._emphasis: list[Span] = []
        self._pauses: list[PauseMark] = []
        self._effects: list[EffectMark] = []
        self._given: list[GivenLine] = []
        self._cuts: list[int] = []

    def head(self, title: str, level: int) -> None:
        """Write a heading."""
        start = self._write(title)
        self._paragraphs.append(Paragraph(start, start + len(title), Role.HEADING, level, 1))

    def add(self, story: Story, level: int) -> None:
        """Write a story; its headings stand ``level`` deeper than they did."""
        by = self._write(story.text)
        for number, paragraph in enumerate(story.paragraphs):
            deeper = paragraph.level + level if paragraph.role is Role.HEADING else paragraph.level
            empty = paragraph.blank_lines if number else max(1, paragraph.blank_lines)
            moved = replace(
                paragraph, start=by + paragraph.start, end=by + paragraph.end, level=deeper, blank_lines=empty
            )
            self._paragraphs.append(moved)
        self._skips += (Skip(by + skip.start, by + skip.end, skip.reason) for skip in story.skips)
        self._emphasis += (Span(by + span.start, by + span.end) for span in story.emphasis)
        self._pauses += (replace(mark, at=by + mark.at) for mark in story.pauses)
        self._effects += (replace(mark, at=by + mark.at) for mark in story.effects)
        self._given += (replace(line, start=by + line.start, end=by + line.end) for line in story.given)
        self._cuts += (by + cut for cut in story.cuts)

    def _write(self, text: str) -> int:
        if self._pieces:
            self._pieces.append(_BETWEEN)
            self._length += len(_BETWEEN)
        self._pieces.append(text)
        self._length += len(text)
        return self._length - len(text)

    def bound(self) -> Story:
        """Return what was written as one story."""
        first = [replace(paragraph, blank_lines=0) for paragraph in self._paragraphs[:1]]
        return Story(
            text="".join(self._pieces),
            paragraphs=(*first, *self._paragraphs[1:]),
            skips=tuple(self._skips),
            emphasis=tuple(self._emphasis),
            pauses=tuple(self._pauses),
            effects=tuple(self._effects),
            given=tuple(self._given),
            cuts=tuple(self._cuts),
        )


def _bound(files: StoryFiles, parts: Sequence[_Part], title: str | None, author: str | None) -> Story:
    stories = [part.story for part in parts]
    stated = [part.stated_title for part in parts if part.stated_title]
    shared = stated[0] if len(stated) > 1 and len(set(stated)) == 1 else ""
    counted = all(is_counted(part.path) for part in parts)
    binding = _Binding()
    folders = [_part_title(files, part.path) for part in parts]
    level = int(any(folders))
    for part, (before, folder) in zip(parts, pairwise(["", *folders]), strict=True):
        if folder and folder != before:
            binding.head(folder, 1)
        if not part.has_heading:
            own = "" if part.stated_title == shared else part.stated_title
            binding.head(own or chapter_title(part.path, is_counted=counted), 1 + level)
        binding.add(part.story, level)
    return replace(
        binding.bound(),
        title=title or shared or title_from_name(files.path.with_name(f"{files.path.name}.txt")),
        author=author or _agreed(story.author for story in stories) or "",
        cover=next((story.cover for story in stories if story.cover), None),
        people=_everybody(stories),
        encoding=_agreed(story.encoding for story in stories) or "several",
        path=files.path,
        metadata=_agreed_metadata(stories),
        read_as=_read_as(parts),
        warnings=(*filter(None, [order_warning(files)]), *_warnings(parts)),
    )


def _part_title(files: StoryFiles, path: Path) -> str:
    """Return what the part is called in whose folder a file stands; nothing for a file that stands in none."""
    folder = path.parent
    inside = folder.absolute() != files.path.absolute() and files.path.absolute() in folder.absolute().parents
    return folder_title(folder.name) if inside and is_part(folder.name, titled=True) else ""


def _agreed(values: Iterable[str | None]) -> str | None:
    """Return what all that say anything say; None where they differ."""
    said = {value for value in values if value}
    return said.pop() if len(said) == 1 else None


def _agreed_metadata(stories: Sequence[Story]) -> Metadata:
    names = [field.name for field in fields(Metadata)]
    return Metadata(**{name: _agreed(getattr(story.metadata, name) for story in stories) for name in names})


def _read_as(parts: Sequence[_Part]) -> str:
    """Return what the files were read as if not as prose; of some of them with the name of the first."""
    scripts = [part for part in parts if part.story.read_as]
    if not scripts:
        return ""
    read_as = scripts[0].story.read_as
    is_all = all(part.story.read_as == read_as for part in parts)
    return read_as if is_all else f"{read_as} (in {scripts[0].path.name})"


def _everybody(stories: Iterable[Story]) -> tuple[StatedPerson, ...]:
    """Return the people that the files list, each once."""
    people: dict[str, StatedPerson] = {}
    for story in stories:
        for person in story.people:
            people.setdefault(person.name.casefold(), person)
    return tuple(people.values())


def _warnings(parts: Sequence[_Part]) -> tuple[str, ...]:
    """Return one warning of a kind, with the first file it is of and the number of the others."""
    kinds: dict[str, list[str]] = {}
    for part in parts:
        for warning in part.story.warnings:
            kinds.setdefault(_ANY_NUMBER.sub("", warning), []).append(f"{part.path.name}: {warning}")
    return tuple(
        first if not others else f"{first} (and likewise in {len(others):,} more of the files)"
        for first, *others in kinds.values()
    )
