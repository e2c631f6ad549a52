"""Parse what a source says of itself into :class:`drama.model.Metadata`.

A story is no configuration: what cannot be understood here is left unsaid, never an error.
"""

from __future__ import annotations

import html
import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from drama.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 300
"""Characters of a name or a title."""
_LONGEST_DESCRIPTION = 4000
"""Characters of a description: what Apple Podcasts takes."""

_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
"""Not the years 0101 and 0001, which book managers write for a date they do not know."""
_PART = re.compile(r"(?<![\d.])(\d{1,4}(?:\.\d{1,3})?)(?![\d.]*\d)")
_PART_OF_SERIES = re.compile(r"(.+?)\s*[,;(]?\s*[#\[](\d{1,4}(?:\.\d{1,3})?)[)\]]?")
"""As libraries and downloaders write it: ``Harbour Tales #3``, ``Harbour Tales [3]``."""
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")


def metadata_from(stated: Mapping[str, str]) -> Metadata:
    """Return the metadata of what a source says under the names of its fields; names that are no field are left."""
    series, part = _folded(stated.get("series", "")), stated.get("part", "")
    if not part and (both := _PART_OF_SERIES.fullmatch(series)):
        series, part = both[1], both[2]
    texts = {name: _folded(stated.get(name, "")) for name in ("subtitle", "narrator", "genre", "language", "publisher")}
    return Metadata(
        **{name: text or None for name, text in texts.items()},
        series=series or None,
        part=_part(part),
        year=_year(stated.get("year", "")),
        description=_description(stated.get("description", "")) or None,
    )


def filled(stated: Metadata, more: Metadata) -> Metadata:
    """Return metadata with what it leaves unsaid taken from another source."""
    unsaid = {f.name: getattr(more, f.name) for f in fields(stated) if getattr(stated, f.name) is None}
    return replace(stated, **unsaid)


def _folded(text: str, limit: int = _LONGEST) -> str:
    """Return a text on one line, cut where it is too long."""
    words = " ".join(text.split())
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def _year(text: str) -> str | None:
    match = _YEAR.search(text)
    return match[0] if match else None


def _part(text: str) -> str | None:
    """Return the one number of a text such as ``3``, ``2.0`` or ``Book 3``."""
    match = _PART.findall(text)
    return _plain(match[0]) if len(match) == 1 else None


def _plain(number: str) -> str:
    """Return a number without what adds nothing: ``2`` for ``02.0``."""
    whole, point, rest = number.partition(".")
    rest = rest.rstrip("0")
    return (whole.lstrip("0") or "0") + (point + rest if rest else "")


def _description(text: str) -> str:
    """Return a description without the markup that EPUBs carry in it as text."""
    if _MARKUP.search(text):
        text = html.unescape(_MARKUP.sub(" ", text))
    return _folded(text, _LONGEST_DESCRIPTION)
