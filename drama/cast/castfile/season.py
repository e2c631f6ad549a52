"""``[season]``: what of a series goes out as a podcast, and in the cast file of one episode, when that one does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from drama.cast.castfile.documents import Document
from drama.cast.castfile.series import SERIES_FILE
from drama.cast.castfile.validate import checked

_SECTION = "season"
_OF_EPISODE = ("published", "kind")
"""Keys that are of one episode, and so in its own file."""


@dataclass(frozen=True, slots=True)
class SeasonTable:
    """What a cast file and those it extends say of a podcast; empty and None for what they do not."""

    is_stated: bool = False
    """Whether there is a table ``[season]`` at all."""
    path: Path | None = None
    """The file that states the address; files named in the table are looked for beside it."""
    url: str = ""
    """Where the folder that is published stands on the web, with a slash at its end."""
    link: str = ""
    """The podcast's web page, where that is not the folder's."""
    number: int | None = None
    title: str = ""
    """Of the season."""
    description: str = ""
    categories: tuple[tuple[str, ...], ...] = ()
    explicit: bool | None = None
    owner: str = ""
    email: str = ""
    copyright: str = ""
    medium: str = "podcast"
    type: str = "serial"
    complete: bool = False
    locked: bool = True
    synthetic: bool = True
    """Whether the voices are told to be synthetic."""
    people: tuple[tuple[str, str], ...] = ()
    """Who made it: a name, and a role of the Podcast Taxonomy."""
    cover: str = ""
    """A file, relative to :attr:`path`."""
    trailer: str = ""
    """The title of the trailer."""
    trailer_music: str = ""
    """The sound beneath it, ``none`` for silence; the episodes' own if empty."""
    trailer_says: str = ""
    """What the narrator says at its end: nothing, unless a person wants it."""
    published: datetime | None = None
    """When an episode goes out, with a time zone."""
    kind: str = "full"
    """What an episode is, of :data:`~drama.cast.castfile.season_keys.KINDS`."""


def season_over(base: SeasonTable, document: Document, path: Path | None, *, is_nearest: bool) -> SeasonTable:
    """Return what is said of a season with one document laid over it. Raises CastError."""
    if _SECTION not in document.data:
        return base
    values: dict[str, Any] = checked(document, (_SECTION,))
    is_shared = not is_nearest or (path is not None and path.name == SERIES_FILE)
    for key in _OF_EPISODE:
        if is_shared and key in values:
            document.fail(
                (_SECTION, key),
                f"{key} in [season] is that of one episode, and this file is shared by all; write it into the cast "
                "file of the episode, STORY.voices.toml",
            )
    if "url" in values or "cover" in values or base.path is None:
        values["path"] = path
    return replace(base, is_stated=True, **values)
