"""Find what a text has from its printing, its copying and its archive: all that is left out before it is laid out."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from drama.model import Metadata, Skip
from drama.readers.limits import MAX_MARKS, at_most
from drama.readers.structure.blocks import blocks_in
from drama.readers.structure.book_matter import find_brackets, find_contents, find_matter, titles_in
from drama.readers.structure.gutenberg import find_ebook
from drama.readers.structure.skips import Skips

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Printed:
    """What of a text is not its story, in order and disjoint, and what it says of the book."""

    skips: tuple[Skip, ...]
    title: str = ""
    author: str = ""
    metadata: Metadata = field(default_factory=Metadata)
    titles: frozenset[str] = frozenset()
    """Rows of its tables of contents, as :func:`drama.readers.structure.book_matter.key_of` writes them."""


def find_printed(text: str, *, where: str = "the text", has_links: bool = False) -> Printed:
    """Return what in a text is Project Gutenberg's and a printed book's; of other texts pictures, notes and contents.

    Where a text `has_links`, those tell what is a table of contents. Raises StoryError, which calls the text `where`,
    if there is more of it than any book has.
    """
    ebook = find_ebook(text)
    start, end = (ebook.start, ebook.end) if ebook else (0, len(text))
    blocks = list(blocks_in(text, start, end)) if ebook or not has_links else []
    contents = [] if has_links else list(find_contents(blocks))
    titles = titles_in(blocks, contents)
    if ebook is None:
        return Printed(_tidy(text, chain(find_brackets(text), contents), where), titles=titles)
    found = chain(ebook.skips, find_matter(text, blocks, contents, start, end))
    return Printed(_tidy(text, found, where), ebook.title, ebook.author, ebook.metadata, titles)


def _tidy(text: str, found: Iterable[Skip], where: str) -> tuple[Skip, ...]:
    skips = Skips(text, at_most(found, MAX_MARKS, "marks", where=where))
    return tuple(trimmed for skip in skips.tidy if (trimmed := _trimmed(text, skip)) is not None)


def _trimmed(text: str, skip: Skip) -> Skip | None:
    body = text[skip.start : skip.end]
    start, end = skip.end - len(body.lstrip()), skip.start + len(body.rstrip())
    return Skip(start, end, skip.reason) if start < end else None
