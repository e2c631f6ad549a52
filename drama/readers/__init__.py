"""Story files -> :class:`drama.model.Story`: one reader a format, chosen by suffix and content."""

from drama.readers.base import Reader, ReadOptions
from drama.readers.folders import find_story_files, is_chapter, stories_in
from drama.readers.piped import piped_story
from drama.readers.registry import GROUP, read_story, reader_suffixes
from drama.readers.several import read_files
from drama.readers.text import parse_text

__all__ = [
    "GROUP",
    "ReadOptions",
    "Reader",
    "find_story_files",
    "is_chapter",
    "parse_text",
    "piped_story",
    "read_files",
    "read_story",
    "reader_suffixes",
    "stories_in",
]
