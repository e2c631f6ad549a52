"""What was said of an episode when it went out, kept beside what is known of its sound.

The story or the cast file of one that fails cannot be read, and with them its number, its description and its people
are gone: the feed goes on to say what it said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from drama.production.season_facts import are_names
from drama.publishing.season import SeasonEpisode

if TYPE_CHECKING:
    from cattrs import Converter


@dataclass(frozen=True, slots=True)
class EpisodeTold:
    """An episode as it went out."""

    episode: SeasonEpisode
    number: str = ""
    """As its file or its cast file states it."""
    author: str = ""
    key: str = ""
    """What it goes by in the record of what went out."""
    story: str = ""
    """Digest of its text."""
    series: str | None = None
    language: str | None = None


def rows_of(told: EpisodeTold) -> Mapping[str, Any]:
    """Return it as plain values."""
    rows: dict[str, Any] = _converter().unstructure(told)
    return MappingProxyType(rows)


def told_from(rows: Mapping[str, Any]) -> EpisodeTold | None:
    """Return what plain values tell; None where they tell nothing, are of another version, or name files elsewhere."""
    from cattrs.errors import BaseValidationError  # noqa: PLC0415 (slow to import)

    if rows.keys() != {field.name for field in fields(EpisodeTold)}:
        return None
    try:
        told = _converter().structure(dict(rows), EpisodeTold)
    except (BaseValidationError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    said = told.episode
    files = filter(None, (said.audio, said.page, said.cover, said.chapters_file, *said.transcripts))
    return told if said.published.tzinfo is not None and are_names(file.name for file in files) else None


@cache
def _converter() -> Converter:
    from cattrs.preconf.json import make_converter  # noqa: PLC0415 (slow to import)

    return make_converter(forbid_extra_keys=True)
