"""Validation of an episode's metadata, from ``[metadata]`` of a cast file or given with the command."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from drama.errors import CastError
from drama.files.messages import listed, nearest, quoted
from drama.languages.codes import three_letters

_LONGEST, _LONGEST_DESCRIPTION = 300, 4000
"""Longest values in characters; Apple Podcasts does not accept a longer description."""
_YEAR = re.compile(r"[12][0-9]{3}")
_PART = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,3})?")


def _text(limit: int = _LONGEST, *, may_be_empty: bool = True) -> Callable[[object], str]:
    def check(value: object) -> str:
        text = " ".join(value.split()) if isinstance(value, str) else None
        if text is None or len(text) > limit or not text.isprintable() or not (text or may_be_empty):
            nothing = ', or "" for none' if may_be_empty else ""
            raise ValueError(f"text in quotation marks, at most {limit:,} printable characters{nothing}")
        return text

    return check


def _year(value: object) -> str:
    text = _written(value)
    if text is None or (text and not _YEAR.fullmatch(text)):
        raise ValueError('a year of four digits, or "" for none')
    return text


def _part(value: object) -> str:
    text = _written(value)
    if text is None or (text and not _PART.fullmatch(text)):
        raise ValueError('a number such as 3 or 2.5, or "" for none')
    return text


def _written(value: object) -> str | None:
    """Return a number as it is written, or a text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return value.strip() if isinstance(value, str) else str(value)


def _language(value: object) -> str:
    if not isinstance(value, str) or (value.strip() and not three_letters(value)):
        raise ValueError('a language such as "en-GB" or "German", or "" for none')
    return value.strip()


METADATA: Mapping[str, Callable[[object], str]] = MappingProxyType(
    {
        "title": _text(may_be_empty=False),
        "author": _text(may_be_empty=False),
        **dict.fromkeys(("album", "album_artist", "narrator", "genre"), _text()),
        "year": _year,
        "language": _language,
        "series": _text(),
        "part": _part,
        "subtitle": _text(),
        "description": _text(_LONGEST_DESCRIPTION),
        "publisher": _text(),
    }
)
"""Name -> check: title, author, and the fields of :class:`drama.model.Metadata`."""


def checked_metadata(given: Mapping[str, str]) -> dict[str, str]:
    """Return metadata given beside a cast file, checked. Raises CastError for a name or a value that is not valid."""
    checked = {}
    for name, value in given.items():
        if name not in METADATA:
            raise CastError(f"there is no metadata {quoted(name)}{nearest(name, METADATA)} Valid: {listed(METADATA)}")
        try:
            checked[name] = METADATA[name](value)
        except ValueError as error:
            raise CastError(f"the metadata {name} is {quoted(value)}; valid is {error}") from None
    return checked
