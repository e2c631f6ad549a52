"""What a document is made of, whatever its format: elements that begin and end, and words between them.

Every format of marked-up words is told as the elements of HTML (``p``, ``h1`` to ``h6``, ``em``, ``aside`` with the
type ``footnote``, …): so one module knows what they mean (:mod:`drama.readers.documents.extraction`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

REASON = "drama:reason"
"""The attribute that says why what stands in an element is not spoken: written by readers, never taken from a file."""


@dataclass(frozen=True, slots=True)
class Start:
    """A start tag."""

    tag: str
    attributes: Mapping[str, str]
    is_empty: bool
    """It closes itself: ``<br/>``."""


@dataclass(frozen=True, slots=True)
class End:
    """An end tag."""

    tag: str


@dataclass(frozen=True, slots=True)
class Words:
    """Text between tags, entities resolved."""

    text: str


Token = Start | End | Words
