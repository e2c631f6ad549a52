"""Decide what of a book's document is not read out: all of it, its lists of contents, or nothing.

A book says of its documents that they are contents, covers or notes, often of files that hold chapters as well. So no
document is left out for its name alone: contents are recognized by their links, and whatever is written in sentences
is read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drama.languages.en.printed_books import IMPRINT
from drama.model import Role, Skip
from drama.readers.documents.contents import NAVIGATION, Rows
from drama.readers.documents.kinds import skip_reason
from drama.readers.structure.skips import Skips

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drama.readers.documents.document import Document
    from drama.readers.epub.package import Item, Package, Reference

_LONGEST_FRONT = 8_000
"""Characters of a cover, a title or a copyright page; longer ones hold a story too."""
_TOLD_FROM = 300
"""Characters that are no links: a document with more is not left out without a word."""
_LOOKED_AT = 2_000
"""Characters of a document in which it may say that it is the publisher's."""
_MOST_NAMED = 5
_STORY = frozenset({"text", "start", "bodymatter"})
"""What guides call the place where the story begins."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A document of which nothing is read out."""

    name: str
    characters: int
    """Those that are no links."""
    reason: str


def without_navigation(document: Document, item: Item, package: Package) -> Document:
    """Return a document with the skips it should have, for what its book and its own elements say of it."""
    rows = Rows(document)
    skips = rows.judged(document.skips)
    reason, is_whole = _named(document, item, package)
    everything = Skip(0, len(document.text), reason)
    if reason == NAVIGATION:
        skips += [everything] if is_whole and rows.are_navigation(0, len(document.text)) else rows.lists(everything)
    elif reason and is_whole:
        skips.append(everything)
    return replace(document, skips=tuple(skips))


def left_out(name: str, document: Document) -> LeftOut | None:
    """Return what to warn of in a document of which no word is read out, if there is much in it."""
    skips = Skips(document.text, document.skips)
    if not document.paragraphs or any(skips.leave_words(p) for p in document.paragraphs if p.role is not Role.BREAK):
        return None
    if not skips.tidy:
        return None  # it holds nothing but a break between scenes
    if skips.tidy[0].reason == "front matter" and IMPRINT.search(document.text, 0, _LOOKED_AT):
        return None  # it says itself that it is the publisher's
    characters = Rows(document).count_unlinked()
    return LeftOut(name, characters, skips.tidy[0].reason) if characters > _TOLD_FROM else None


def warning_of(left_out: Sequence[LeftOut]) -> tuple[str, ...]:
    """Return one warning of all documents that are left out whole."""
    if not left_out:
        return ()
    largest = sorted(left_out, key=lambda document: -document.characters)[:_MOST_NAMED]
    names = ", ".join(
        f"{document.name} ({document.characters:,} characters, {document.reason})" for document in largest
    )
    more = f" and {len(left_out) - len(largest):,} more" if len(left_out) > len(largest) else ""
    what = "1 document is" if len(left_out) == 1 else f"{len(left_out):,} documents are"
    return (f"{what} not read out at all: {names}{more}; if the story stands there, the book names it wrongly",)


def _named(document: Document, item: Item, package: Package) -> tuple[str, bool]:
    """Return the reason for which a document may be left out, empty for none, and whether all of it is meant."""
    if "nav" in item.properties:
        return NAVIGATION, True
    guide, labels = package.guide.get(item.name, ()), package.labels.get(item.name, ())
    is_shared = any(skip_reason("", label.name) is None for label in labels) or any(r.name in _STORY for r in guide)
    reasons = [
        (reason, not is_shared and not reference.place and _may_be(document, reason))
        for reference in guide
        if (reason := skip_reason(reference.name, ""))
    ]
    reasons += [
        (reason, not is_shared and _opens(document, label) and _may_be(document, reason))
        for label in labels
        if (reason := skip_reason("", label.name))
    ]
    if not item.is_linear:
        reasons.append(("note", True))
    whole = next((pair for pair in reasons if pair[1]), None)
    lists = next((pair for pair in reasons if pair[0] == NAVIGATION), ("", False))
    return lists if whole is None or (lists[0] and is_shared) else whole


def _opens(document: Document, label: Reference) -> bool:
    """Tell whether a title of the contents points at the beginning of a document that is not long."""
    return not label.place or (label.place in document.first_anchors and len(document.text) <= _LONGEST_FRONT)


def _may_be(document: Document, reason: str) -> bool:
    return reason != "front matter" or len(document.text) <= _LONGEST_FRONT
