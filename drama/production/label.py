"""What a book is called, by whom, and what it looks like: what stands on its back in a shelf."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from drama import cast as casting
from drama.exports.programme import NARRATOR, cast_list
from drama.model import Metadata, StoryFiles
from drama.production.belongings import cast_file_of
from drama.production.drawn_cover import drawn_cover
from drama.production.metadata import completed
from drama.production.prepare import Production
from drama.production.reading import with_cast_file


@dataclass(frozen=True, slots=True)
class BookLabel:
    """What is said of a book, by whoever renders it, its cast file, and the book itself, in this order."""

    title: str
    author: str
    metadata: Metadata
    cover: bytes | None = None
    """A JPEG or PNG image."""


def stated_label(
    story: StoryFiles, *, voices: Path | None = None, metadata: Mapping[str, str] | None = None
) -> BookLabel:
    """Return what is stated of a story; its words are read, and nobody is asked who says them.

    Raises a :class:`DramaError` for a story or a cast file in error, and for metadata that is not valid.
    """
    from drama.readers import read_files  # noqa: PLC0415 (all readers: who only looks for stories needs none)

    given = casting.checked_metadata(metadata or {})
    read = read_files(story)
    told, _ = with_cast_file(story, read, cast_file_of(story, voices), metadata=given)
    return BookLabel(told.title, told.author, told.metadata, told.cover)


def label_of(production: Production, *, draws_cover: bool = True) -> BookLabel:
    """Return what the tags of an episode say of it, what follows from the episode included; a cover is drawn."""
    script, story = production.script, production.script.story
    lines = zip(script.lines, production.direction.performances, strict=True)
    recorded = {line.number for line, how in lines if how.voice.is_recording}
    members = cast_list(script, production.cast, script.lines, recorded=recorded)
    narrating = next((member.voice for member in members if member.name == NARRATOR), "")
    metadata = completed(story.metadata, title=story.title, author=story.author, narrating=narrating)
    cover = story.cover
    if cover is None and draws_cover:
        cover = drawn_cover(story.title, story.author, members)
    return BookLabel(story.title, story.author, metadata, cover)
