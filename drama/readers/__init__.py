"""Story files -> :class:`drama.model.Story`: one reader a format, chosen by suffix and content."""

from drama.readers.base import Reader, ReadOptions
from drama.readers.registry import GROUP, read_story, reader_suffixes
from drama.readers.text import parse_text

__all__ = ["GROUP", "ReadOptions", "Reader", "parse_text", "read_story", "reader_suffixes"]
