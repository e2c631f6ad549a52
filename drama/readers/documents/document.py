"""A document as it was extracted: its words, each span labelled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drama.model import Paragraph, Role, Skip, Span
from drama.readers.structure.skips import Skips

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Place:
    """An element by whose names an archive is known."""

    names: tuple[str, ...]
    """Class as ``.class``, id as ``#id``, numbers at their ends left out."""
    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One document's words; offsets are into its own text."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    skips: tuple[Skip, ...]
    """As the elements nest: they may overlap."""
    emphasis: tuple[Span, ...]
    links: tuple[Span, ...] = ()
    """As the elements nest: they may overlap."""
    first_anchors: frozenset[str] = frozenset()
    """Names of places before the first word."""
    anchors: Mapping[str, int] = field(default_factory=dict)
    """Names of all places, and the offset of what follows each."""
    line_ends: tuple[int, ...] = ()
    """Ends of lines inside paragraphs at which a pause is meant: of verse, of a list, of a cell in a table."""
    places: tuple[Place, ...] = ()
    """In the order of their ends, as the elements nest."""

    @property
    def has_heading(self) -> bool:
        """Whether a heading stands in it."""
        return any(paragraph.role is Role.HEADING for paragraph in self.paragraphs)

    @property
    def has_words(self) -> bool:
        """Whether anything in it is read out."""
        skips = Skips(self.text, self.skips)
        return any(skips.leave_words(paragraph) for paragraph in self.paragraphs)
