"""Story files -> :class:`drama.model.Story`."""

from drama.readers.registry import read_story
from drama.readers.text import parse_text

__all__ = ["parse_text", "read_story"]
