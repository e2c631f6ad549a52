"""The nouns of a podcast: a season, its episodes, and the files that go out with each.

All that the feed, the site and the rules of the directories are made of; nothing here knows how an episode is rendered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from drama.model import Chapter


class EpisodeKind(StrEnum):
    """What an item of a feed is, by the names of Apple's directory."""

    FULL = "full"
    TRAILER = "trailer"
    BONUS = "bonus"


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file that goes out, beside the feed."""

    name: str
    """Relative to the folder of the feed, with ``/`` between its parts; not percent-encoded."""
    media_type: str
    size_bytes: int


SYNTHETIC = "synthetic voice"
"""What a voice is called that is nobody's: ``lark (synthetic voice)``."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who made or plays in something, by the roles of the Podcast Taxonomy."""

    name: str
    role: str = ""
    """Such as ``author``, ``voice actor``, ``narrator``; in lower case."""
    group: str = ""
    """Such as ``cast``, ``writing``, ``creative direction``."""
    plays: str = ""
    """The character, of an actor."""


@dataclass(frozen=True, slots=True)
class Soundbite:
    """A line that shows what the episode is like."""

    start_s: float
    duration_s: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class SeasonEpisode:
    """An episode as it goes out."""

    guid: str
    """Stays the same for ever, whatever is rendered anew."""
    title: str
    kind: EpisodeKind
    number: int | None
    """Which of the season, from 1; none of a trailer."""
    published: datetime
    """With a time zone; stays the same."""
    duration_s: float
    audio: PublishedFile
    summary: str = ""
    """Plain text."""
    notes_html: str = ""
    """The show notes: chapters and credits, of the few elements that directories allow."""
    chapters: tuple[Chapter, ...] = ()
    persons: tuple[Person, ...] = ()
    soundbites: tuple[Soundbite, ...] = ()
    is_explicit: bool = False
    page: PublishedFile | None = None
    """The page to read along."""
    cover: PublishedFile | None = None
    chapters_file: PublishedFile | None = None
    """JSON chapters of Podcasting 2.0."""
    transcripts: tuple[PublishedFile, ...] = ()
    """WebVTT and JSON."""
    shown_number: str = ""
    """The number where it is no whole one, such as ``2.5``."""
    is_synthetic: bool = False
    """Whether voices in it are synthetic."""


@dataclass(frozen=True, slots=True)
class Season:
    """A season of a podcast."""

    title: str
    url: str
    """Where its folder stands on the web, with a slash at its end."""
    guid: str
    """``podcast:guid``, stays the same for ever."""
    number: int
    description: str
    author: str
    language: str
    """BCP 47, such as ``en-GB``."""
    categories: tuple[tuple[str, ...], ...]
    """Of Apple's list, each a category and perhaps one below it."""
    cover: PublishedFile
    episodes: tuple[SeasonEpisode, ...]
    """The newest last."""
    owner: str = ""
    email: str = ""
    copyright: str = ""
    is_explicit: bool = False
    medium: str = "podcast"
    """``podcast:medium``."""
    is_complete: bool = False
    persons: tuple[Person, ...] = ()
    season_title: str = ""
    """Of this season, where it has one besides the podcast's."""
    link: str = ""
    """The podcast's web page; :attr:`url` where there is no other."""
    is_serial: bool = True
    """Whether its episodes are heard in order."""
    is_locked: bool = True
    """Whether other hosts are asked not to import it (``podcast:locked``)."""
    is_synthetic: bool = True
    """Whether voices in it are synthetic."""
