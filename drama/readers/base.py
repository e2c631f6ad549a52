"""The Protocol of a reader, its options, and the checks of its story. Entry-point group: ``drama.readers``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from drama.errors import StoryError
from drama.model import Form, GivenLine, Paragraph, Role, Skip, Story

if TYPE_CHECKING:
    from pathlib import Path

START_BYTES = 65_536
"""How much of a file a reader is shown to recognize it by."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user says of a file."""

    title: str | None = None
    """Goes before whatever the file says of itself; likewise the author."""
    author: str | None = None
    as_: Form | None = None
    """How the file is to be read, whatever its name and its lines suggest; None leaves that to the reader."""
    action: bool = True
    """Whether the action of a script is read out, too; else it is left out, as skips that say so."""


class Reader(Protocol):
    """Reads the files of one format into stories."""

    @property
    def name(self) -> str:
        """What the format is called in messages: ``text``."""

    @property
    def suffixes(self) -> Collection[str]:
        """The suffixes of its files, in lower case: ``(".txt",)``. A package announces each by an entry point."""

    def recognizes(self, start: bytes) -> bool:
        """Return whether a file with one of the suffixes is of this format, by its first bytes.

        ``start`` holds at most :data:`START_BYTES`. What no reader recognizes is refused, or read as plain text.
        """

    def read(self, path: Path, options: ReadOptions) -> Story:
        """Return the story in a file.

        Every character of :attr:`Story.text` that is not white space stands in a paragraph or in a skip. Raises
        :class:`~drama.errors.StoryError` with one clear message if the file cannot be read.
        """


def check_story(story: Story, reader: str) -> None:
    """Raise StoryError, naming the reader, for a story that is not what :class:`Story` promises."""
    fault = next(_faults(story), None)
    if fault is not None:
        raise StoryError(f"{reader} made no valid story of {story.path}: {fault}")


def _faults(story: Story) -> Iterator[str]:
    if not isinstance(story.text, str):
        yield f"its text is {type(story.text).__name__}, not str"
        return
    yield from _disorder(story, "paragraph", story.paragraphs)
    yield from _disorder(story, "skip", story.skips)
    yield from _disorder(story, "given line", story.given)
    yield from _misplaced(story)
    lost = _first_lost(story)
    if lost is not None:
        words = " ".join(story.text[lost : lost + 40].split())
        yield f"“{words}” at offset {lost} is in no paragraph and no skip"
    if all(paragraph.role is Role.BREAK for paragraph in story.paragraphs):
        yield "it holds no words to read aloud"


def _disorder(story: Story, what: str, spans: Sequence[Paragraph | Skip | GivenLine]) -> Iterator[str]:
    """Yield what is wrong with the offsets of some spans: they are in order, apart, and within the text."""
    for span in spans:
        if not 0 <= span.start < span.end <= len(story.text):
            yield f"a {what} is {span.start} to {span.end}; valid is a stretch of the {len(story.text):,} characters"
    for one, following in pairwise(spans):
        if following.start < one.end:
            yield f"a {what} begins at {following.start}, before the one before it ends at {one.end}"


def _misplaced(story: Story) -> Iterator[str]:
    """Yield the given lines that name nobody or stand in no paragraph of prose."""
    paragraphs = iter(story.paragraphs)
    paragraph = next(paragraphs, None)
    for line in story.given:
        while paragraph is not None and paragraph.end <= line.start:
            paragraph = next(paragraphs, None)
        is_inside = paragraph is not None and paragraph.start <= line.start and line.end <= paragraph.end
        if paragraph is None or not is_inside or paragraph.role is not Role.PROSE:
            to = "the narrator" if line.speaker is None else line.speaker
            yield f"the line given to {to} at offset {line.start} is not within one paragraph of prose"
        if line.speaker is not None and not line.speaker.strip():
            yield f"the line given at offset {line.start} names no speaker"


def _first_lost(story: Story) -> int | None:
    """Return the first character that is neither white space nor in a paragraph or a skip; None where all are."""
    here = 0
    bounds = [(p.start, p.end) for p in story.paragraphs] + [(s.start, s.end) for s in story.skips]
    for start, end in (*sorted(bounds), (len(story.text), len(story.text))):
        words = story.text[here:start].lstrip()
        if words:
            return start - len(words)
        here = max(here, end)
    return None
