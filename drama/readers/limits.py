"""How much of anything a story may hold, so that memory and time stay in proportion whatever the file.

The longest novels have ten million characters, some 170,000 lines where they are wrapped, 100,000 paragraphs. A file
beyond these limits is markup, not sentences: 16 MB of ``<p>x</p>`` took 880 MB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from drama.errors import StoryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_CHARACTERS = 16 * 1024 * 1024
"""Of a story's text."""
MAX_LINE_ENDS = 2_000_000
MAX_LINES = 400_000
"""Lines that are not empty, or blocks of a book."""
MAX_MARKS = 400_000
"""Marks, notes, italics, pictures: whatever is not plain words."""
MAX_DEPTH = 100_000
"""Elements open in one another in a book's document."""

_T = TypeVar("_T")


def too_much(where: str, limit: int, what: str) -> StoryError:
    """Return the error of a file that holds more than a story does."""
    return StoryError(f"{where} is no story: it holds more than {limit:,} {what}")


def at_most(items: Iterable[_T], limit: int, what: str, *, where: str) -> Iterator[_T]:
    """Yield some items. Raises StoryError once there are more than `limit` of them."""
    for count, item in enumerate(items):
        if count >= limit:
            raise too_much(where, limit, what)
        yield item


def check_lines(text: str, where: str) -> None:
    """Raise StoryError if a text has more line ends than any story."""
    if text.count("\n") + text.count("\r") + text.count("\f") > MAX_LINE_ENDS:
        raise too_much(where, MAX_LINE_ENDS, "line ends")
