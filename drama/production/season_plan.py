"""What publishing a season would do: which episodes are rendered, and what each goes out as."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from drama.exports.cover import SIZES
from drama.exports.programme import CastMember
from drama.files.store_folder import default_folder
from drama.model import Gender
from drama.production.drawn_cover import drawn_cover
from drama.production.season_facts import EpisodeFacts, load_facts
from drama.production.season_files import in_the_way, memory_of
from drama.production.season_render import PAGE, file_names, trailer_inputs
from drama.production.season_source import (
    TRAILER_KEY,
    TRAILER_TITLE,
    EpisodeSource,
    SeasonSource,
    Settings,
    read_season,
)
from drama.production.uploads import Upload
from drama.publishing.artwork import LARGEST, look_at
from drama.publishing.identities import Identity
from drama.publishing.names import FEED
from drama.publishing.site import ReadAlong
from drama.recording.store import TakeStore


@dataclass(frozen=True, slots=True)
class PlannedEpisode:
    """What would become of one episode of a season."""

    path: Path | None
    """None for the trailer."""
    title: str
    number: str
    name: str
    """Of its files, without their suffixes."""
    guid: str
    published: datetime
    is_new: bool
    """Whether it goes out for the first time."""
    is_rendered: bool
    """Whether it would be rendered: anything it hangs on, or its files, are not as they were."""
    kind: str = "full"
    to_record: int = 0
    """How many of its lines have no recording yet."""
    problem: str = ""
    """Why it cannot be read."""


@dataclass(frozen=True, slots=True)
class SeasonPlan:
    """What publishing a season would do."""

    title: str
    out: Path
    feed_url: str
    guid: str
    episodes: tuple[PlannedEpisode, ...]
    notes: tuple[str, ...] = ()
    uploads: tuple[Upload, ...] = ()
    """To which servers words go to be spoken."""
    refused: tuple[str, ...] = ()
    """Files in the way that drama did not write, or that were edited since: it replaces none, unless it is told to."""


def plan_season(
    folder: Path,
    out: Path | None = None,
    *,
    url: str | None = None,
    settings: Settings = Settings(),  # noqa: B008 (frozen)
    now: datetime | None = None,
) -> SeasonPlan:
    """Return what :func:`~drama.production.publish_season.publish_season` would do; nothing is recorded or written."""
    return plan_of(read_season(folder, out, url=url, settings=settings, now=now or time_now()))


def plan_of(source: SeasonSource) -> SeasonPlan:
    """Return what publishing a season that has been read would do."""
    sending = (upload for episode in source.episodes for upload in episode.uploads)
    episodes = tuple(_planned(source))
    names = [*site_names(source), *(name for one in episodes if one.is_rendered for name in file_names(one.name))]
    return SeasonPlan(
        title=source.title,
        out=source.out,
        feed_url=source.url + FEED,
        guid=source.before.guid,
        episodes=episodes,
        notes=source.notes,
        uploads=tuple(dict.fromkeys(sending)),
        refused=tuple(in_the_way(memory_of(source.out), source.out, dict.fromkeys(names))),
    )


def _planned(source: SeasonSource) -> Iterator[PlannedEpisode]:
    for identity, episode in episode_pairs(source):
        facts = load_facts(source.out, identity.episode.name)
        cover = b"" if episode else cover_image(source)[0]
        yield PlannedEpisode(
            path=episode.path if episode else None,
            title=identity.episode.title,
            number=episode.number if episode else "",
            name=identity.episode.name,
            guid=identity.episode.guid,
            published=identity.episode.published,
            is_new=identity.is_new,
            is_rendered=not is_as_it_was(source, episode, facts, cover),
            kind=episode.season.kind if episode else "trailer",
            to_record=_missing(episode.requests) if episode else 0,
            problem=episode.problem if episode else "",
        )


def site_names(source: SeasonSource) -> list[str]:
    """Return what the files of the podcast are called that are written whatever is rendered."""
    pages = [f"{identity.episode.name}{PAGE}" for identity, episode in episode_pairs(source) if episode]
    return [FEED, "index.html", *pages]


def _missing(keys: Sequence[str]) -> int:
    """Return how many takes are not in the store."""
    there = TakeStore(default_folder()).find(tuple(keys))
    return sum(there[key] is None for key in keys)


def time_now() -> datetime:
    """Return the time; that of ``SOURCE_DATE_EPOCH`` where it is set (reproducible-builds.org)."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    if stated.isdecimal() and len(stated) <= 11:
        return datetime.fromtimestamp(int(stated), UTC)
    return datetime.now(UTC).replace(microsecond=0)


def episode_pairs(source: SeasonSource) -> list[tuple[Identity, EpisodeSource | None]]:
    """Return the episodes with what they go out as; the trailer has no episode."""
    identities = list(source.identities.of)
    trailer = [(identities.pop(0), None)] if identities and identities[0].key == TRAILER_KEY else []
    return [*trailer, *zip(identities, source.episodes, strict=True)]


def called(identity: Identity) -> str:
    """Return what an episode is called in a message."""
    return "the trailer" if identity.key == TRAILER_KEY else identity.key


def is_as_it_was(source: SeasonSource, episode: EpisodeSource | None, facts: EpisodeFacts | None, cover: bytes) -> bool:
    """Return whether an episode, or the trailer where there is none, needs no rendering."""
    if facts is None or not facts.is_as_written(source.out):
        return False
    if facts.page and facts.page.keys() != {field.name for field in fields(ReadAlong)}:
        return False
    if episode is not None:
        return facts.inputs == episode.inputs
    # An episode that cannot be read may hold lines of the trailer: that stays as it is then.
    return any(one.problem for one in source.episodes) or facts.inputs == inputs_of_trailer(source, cover)


def inputs_of_trailer(source: SeasonSource, cover: bytes) -> str:
    """Return a digest of everything the trailer of a season hangs on."""
    marked = [(one.inputs, one.trailed) for one in source.episodes if one.trailed]
    table = source.file.season
    asked = (table.trailer or TRAILER_TITLE, table.trailer_music, table.trailer_says)
    return trailer_inputs(marked, asked, cover)


def trailer_music(source: SeasonSource) -> str | None:
    """Return the music that is asked for; None leaves it to the episodes."""
    stated = source.file.season.trailer_music
    return "" if stated.casefold() == "none" else stated or None


def cover_image(source: SeasonSource) -> tuple[bytes, bool]:
    """Return the podcast's cover, and whether it is drawn: of the largest size, for the podcast's title and author."""
    if source.cover is not None:
        return source.cover, False
    # Nothing of the cast: its shares change with every episode, and directories want another name for another picture.
    waves = [CastMember(letter, "", Gender.UNKNOWN, lines) for letter, lines in (("a", 5), ("b", 3), ("c", 2))]
    return drawn_cover(source.title, source.author, waves, size=min(LARGEST, SIZES[-1])), True


def cover_name(image: bytes) -> str:
    """Return the name of a cover: another picture has another one, for apps keep what they have under one address."""
    return f"cover-{sha256(image).hexdigest()[:8]}{look_at(image).suffix}"
