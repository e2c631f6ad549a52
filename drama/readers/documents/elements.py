"""What an element of a document says of the words in it: by its name, its types, its classes, its style."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drama.readers.documents.kinds import (
    BLOCKS,
    CELLS,
    DIRECTIONS,
    EMPHASIS,
    LETTERS,
    PLACES,
    SKIPPED_CLASSES,
    SKIPPED_TAGS,
    SKIPPED_TYPES,
    UNREAD,
    VERSE,
)
from drama.readers.documents.tokens import REASON

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]+\Z")
_PICTURE = re.compile(r"fig(?:ure|center|centre|left|right|caption)?(?:_.*|\d*)|illustration|illus|caption(?:ed)?")
"""Classes of what stands around a picture and below it: Project Gutenberg's ``figcenter``, and others'."""
LONGEST_CAPTION = 600
"""Characters below a picture; what is longer is more than its caption."""


@dataclass(slots=True)
class Element:
    """An element that is open."""

    tag: str
    start: int
    """Offset of its first word."""
    reason: str | None = None
    """Why the words in it are not spoken."""
    names: tuple[str, ...] = ()
    """Those of its names that :data:`drama.readers.documents.kinds.PLACES` lists."""
    emphasizes: bool = False
    unread: bool = False
    is_reference: bool = False
    """It may be the sign of a note: a link within the book, a number that is set high."""
    is_raised: bool = False
    """It is set high: a number after a number is its power, no note."""
    is_link: bool = False
    is_verse: bool = False
    """Its lines are those of a poem: a line's end is heard."""
    is_quoted: bool = False
    """It is a letter, a song, a poem: italics throughout are its type, not a thought."""
    is_direction: bool = False
    """It says what an actor does, in the midst of what is said."""
    level: int = 0
    """Of a heading."""


def describe(tag: str, attributes: Mapping[str, str], start: int, hidden: frozenset[str]) -> Element:
    """Return an element with what its name and attributes say of it.

    `hidden` are the names (``.class``, ``#id``, ``tag.class``) that the document's style sheets do not show.
    """
    kinds = f"{attributes.get('epub:type', '')} {attributes.get('role', '')}".lower().replace("doc-", "").split()
    classes = attributes.get("class", "").lower().split()
    kinds = [kind.removeprefix("z3998:") for kind in kinds]
    element = Element(tag, start)
    element.reason = _reason(tag, kinds, classes, attributes, hidden)
    names = [
        *(f".{_NUMBER.sub('', name)}" for name in classes),
        f"#{_NUMBER.sub('', attributes.get('id', '').lower())}",
    ]
    element.names = tuple(name for name in names if name in PLACES)
    element.emphasizes = (tag in EMPHASIS and not _is_name(tag, kinds, attributes)) or any(
        name.startswith("ital") for name in classes
    )
    is_inline = tag not in BLOCKS and tag not in CELLS
    element.is_direction = is_inline and any(name in DIRECTIONS for name in (*kinds, *classes))
    element.unread = tag in UNREAD
    element.is_link = tag == "a" and "href" in attributes
    element.is_raised = tag == "sup" or "superscript" in classes
    element.is_reference = element.is_raised or (tag == "a" and "#" in attributes.get("href", ""))
    element.is_verse = any(_NUMBER.sub("", name) in VERSE for name in (*kinds, *classes))
    element.is_quoted = element.is_verse or any(name in LETTERS for name in (*kinds, *classes))
    element.level = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else 0
    return element


def _reason(
    tag: str, kinds: list[str], classes: list[str], attributes: Mapping[str, str], hidden: frozenset[str]
) -> str | None:
    """Return why the words of an element are not spoken, None if they are."""
    by_type = next((SKIPPED_TYPES[kind] for kind in kinds if kind in SKIPPED_TYPES), None)
    reason = attributes.get(REASON) or SKIPPED_TAGS.get(tag) or by_type
    reason = reason or next((SKIPPED_CLASSES[name] for name in classes if name in SKIPPED_CLASSES), None)
    if reason is None and any(_PICTURE.fullmatch(name) for name in classes):
        reason = "illustration"
    if reason is None and ("hidden" in attributes or _is_hidden(tag, classes, attributes, hidden)):
        reason = "hidden"
    return reason


def _is_hidden(tag: str, classes: list[str], attributes: Mapping[str, str], hidden: frozenset[str]) -> bool:
    if _NOT_SHOWN.search(attributes.get("style", "")):
        return True
    if not hidden:
        return False
    own = [f".{name}" for name in classes]
    own += [f"#{attributes['id'].lower()}"] if attributes.get("id") else []
    return any(name in hidden or f"{tag}{name}" in hidden for name in own)


def _is_name(tag: str, kinds: list[str], attributes: Mapping[str, str]) -> bool:
    """Tell whether italics only set off a name, a title, a foreign word: something that is no thought and no stress."""
    if tag not in {"i", "b", "cite"}:
        return False
    is_inflected = any("thought" not in kind for kind in kinds)
    return tag == "cite" or is_inflected or "lang" in attributes or "xml:lang" in attributes
