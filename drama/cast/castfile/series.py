"""``[series]``: the table that makes a cast file that of a series, or says which episode of it a story is.

The people of a series, their voices and aliases, its pronunciations and its house style stand in the sections every
cast file has; the files of its episodes extend it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from drama.cast.castfile.documents import CAST_FILE, Document
from drama.cast.castfile.schema import SECTIONS
from drama.cast.castfile.validate import checked

SERIES_FILE = f"series.{CAST_FILE}"
"""The cast file of a folder of episodes."""

_ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("characters", "people", "cast", "voices", "aliases", "recurring"), "characters.NAME"),
        **dict.fromkeys(("pronunciation", "pronunciations", "pronounciations"), "pronounce"),
        **dict.fromkeys(("style", "house_style", "sounds", "intro", "outro"), "sound"),
        **dict.fromkeys(("author", "part", "subtitle", "description", "publisher", "language", "year"), "metadata"),
    }
)
"""What somebody may look for in ``[series]``, and the section where it stands."""


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """What a cast file and those it extends say of the series."""

    title: str = ""
    """Empty for a story of no series."""
    number: str = ""
    """Which episode the story is, such as ``3``; empty where the file of the episode does not say."""
    episodes: tuple[str, ...] = ()
    """The files of the episodes in order, as names or patterns (``"*.md"``) relative to the series' file."""
    path: Path | None = None
    """The file that states the title: that of the series."""

    @property
    def metadata(self) -> dict[str, str]:
        """The metadata that follows from it."""
        return {name: text for name, text in (("series", self.title), ("part", self.number)) if text}


def series_over(base: SeriesTable, document: Document, path: Path | None, *, is_nearest: bool) -> SeriesTable:
    """Return the series with one document laid over it. Raises CastError."""
    table = document.data.get("series", {})
    for key in table:
        if section := _ELSEWHERE.get(key, key if key in SECTIONS else None):
            document.fail(
                ("series", key),
                f"{key} does not stand in [series]: write it in [{section}], a section of the same file, which all "
                "episodes share",
            )
    values: dict[str, Any] = checked(document, ("series",))
    if "number" in values and (not is_nearest or (path is not None and path.name == SERIES_FILE)):
        document.fail(
            ("series", "number"),
            "number in [series] is that of one episode, and this file is shared by all; write it into the cast file "
            f"of the episode, STORY.{CAST_FILE}",
        )
    if "title" in values:
        values["path"] = path
    return replace(base, **values)
