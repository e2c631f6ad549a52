"""Season -> feed: RSS 2.0 with the elements of Apple's directory and of Podcasting 2.0.

Sources: RSS 2.0 (rssboard.org/rss-specification), A Podcaster's Guide to RSS (Apple), the podcast namespace 1.0
(github.com/Podcastindex-org/podcast-namespace), PSP-1 (The Podcast Standards Project), RSS 1.0's module content. The
libraries there are, feedgen 1.0.0 (2023) and podgen 1.1.0 (2020), know nothing of the podcast namespace; it is written
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import unquote

from drama.files.text import plain, shortened
from drama.model.podcast import group_of
from drama.publishing.elements import Element, document
from drama.publishing.names import FEED, address_of
from drama.publishing.season import EpisodeKind, Person, PublishedFile, Season, SeasonEpisode

NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
"""Prefix -> namespace; their spelling counts."""

LONGEST_DESCRIPTION = 4_000
"""Bytes of a description (Apple, PSP-1)."""
LONGEST = 255
"""Characters of any other value (Apple, PSP-1)."""
LONGEST_NAME = 128
"""Characters of a name in the podcast namespace."""
_GENERATOR = "drama"
_SYNTHETIC = Element("podcast:txt", "true", {"purpose": "ai-content"})
_LENGTH = re.compile(r'(<(?:enclosure|podcast:trailer) [^<>]*?url="([^"<>]*)" length=")\d+(")')
"""What tells the length of a file, as :func:`feed` writes it."""


def feed(season: Season, *, built: datetime) -> str:
    """Return the feed of a season; ``built`` is when its content last changed, with a time zone."""
    rss = {"version": "2.0", **{f"xmlns:{prefix}": name for prefix, name in NAMESPACES.items()}}
    newest_first = sorted(season.episodes, key=lambda one: one.published, reverse=True)
    items = (Element("item", children=tuple(_item(season, episode))) for episode in newest_first)
    channel = Element("channel", children=(*_channel(season, built), *items))
    return document(Element("rss", attributes=rss, children=(channel,)))


def with_lengths(text: str, folder: Path) -> str:
    """Return a feed that tells of the files in its folder how long they are now; nothing else is changed."""

    def mended(match: re.Match[str]) -> str:
        with suppress(OSError, ValueError):
            size = (folder / unquote(match[2].rpartition("/")[2])).stat().st_size
            return f"{match[1]}{size}{match[3]}"
        return match[0]

    return _LENGTH.sub(mended, text)


def rfc_2822(when: datetime) -> str:
    """Return a time as RSS wants it, in GMT."""
    return format_datetime(when.astimezone(UTC), usegmt=True)


# ------------------------------------------------------------------ the podcast


def _channel(season: Season, built: datetime) -> Iterator[Element]:
    feed_url = address_of(season.url, FEED)
    yield Element(
        "atom:link", attributes={"href": feed_url, "rel": "self", "type": "application/rss+xml"}
    )  # fmt: skip
    yield Element("title", _short(season.title))
    yield Element("link", season.link or season.url)
    yield Element("description", _in_bytes(plain(season.description), LONGEST_DESCRIPTION))
    yield Element("language", season.language)
    if season.copyright:
        yield Element("copyright", _short(season.copyright))
    yield Element("lastBuildDate", rfc_2822(built))
    yield Element("generator", _GENERATOR)
    if season.author:
        yield Element("itunes:author", _short(season.author))
    if season.email:
        owner = (
            (Element("itunes:name", _short(season.owner or season.author)),) if season.owner or season.author else ()
        )
        yield Element("itunes:owner", children=(*owner, Element("itunes:email", season.email)))
    yield Element("itunes:image", attributes={"href": address_of(season.url, season.cover.name)})
    for category in season.categories:
        yield _category(category)
    yield _explicit(is_explicit=season.is_explicit)
    yield Element("itunes:type", "serial" if season.is_serial else "episodic")
    if season.is_complete:
        yield Element("itunes:complete", "Yes")
    yield Element("podcast:guid", season.guid)
    yield Element("podcast:medium", season.medium)
    yield Element(
        "podcast:locked",
        "yes" if season.is_locked else "no",
        {"owner": season.email} if season.email else {},
    )
    if season.is_synthetic:
        yield _SYNTHETIC
    yield from map(_person, season.persons)
    yield from (_trailer(season, one) for one in season.episodes if one.kind is EpisodeKind.TRAILER)


def _category(category: tuple[str, ...]) -> Element:
    below = tuple(Element("itunes:category", attributes={"text": name}) for name in category[1:])
    return Element("itunes:category", attributes={"text": category[0]}, children=below)


def _trailer(season: Season, trailer: SeasonEpisode) -> Element:
    about = {
        "pubdate": rfc_2822(trailer.published),
        "url": address_of(season.url, trailer.audio.name),
        "length": str(trailer.audio.size_bytes),
        "type": trailer.audio.media_type,
        "season": str(season.number),
    }
    return Element("podcast:trailer", _short(trailer.title, LONGEST_NAME), about)


# ------------------------------------------------------------------ an episode


def _item(season: Season, episode: SeasonEpisode) -> Iterator[Element]:
    audio = episode.audio
    yield Element("title", _short(episode.title))
    enclosure = {
        "url": address_of(season.url, audio.name), "length": str(audio.size_bytes), "type": audio.media_type,
    }  # fmt: skip
    yield Element("enclosure", attributes=enclosure)
    yield Element("guid", episode.guid, {"isPermaLink": "false"})
    if episode.page is not None:
        yield Element("link", address_of(season.url, episode.page.name))
    yield Element("pubDate", rfc_2822(episode.published))
    yield from _notes(episode)
    yield Element("itunes:duration", str(max(1, round(episode.duration_s))))
    if episode.cover is not None:
        yield Element("itunes:image", attributes={"href": address_of(season.url, episode.cover.name)})
    yield _explicit(is_explicit=episode.is_explicit)
    yield Element("itunes:episodeType", episode.kind.value)
    yield Element("itunes:season", str(season.number))
    yield Element(
        "podcast:season",
        str(season.number),
        {"name": _short(season.season_title, LONGEST_NAME)} if season.season_title else {},
    )
    if episode.number is not None:
        yield Element("itunes:episode", str(episode.number))
    if episode.shown_number or episode.number is not None:
        yield Element("podcast:episode", episode.shown_number or str(episode.number))
    if episode.is_synthetic:
        yield _SYNTHETIC
    yield from _beside(season, episode)
    yield from map(_person, episode.persons)


def _notes(episode: SeasonEpisode) -> Iterator[Element]:
    """Yield the description, which has a limit, and the whole notes."""
    summary = plain(episode.summary) or plain(episode.title)
    fits = episode.notes_html and len(episode.notes_html.encode("utf-8", "replace")) <= LONGEST_DESCRIPTION
    if fits:
        yield Element("description", episode.notes_html, is_html=True)
    else:
        yield Element("description", _in_bytes(summary, LONGEST_DESCRIPTION))
    if episode.notes_html:
        yield Element("content:encoded", episode.notes_html, is_html=True)


def _beside(season: Season, episode: SeasonEpisode) -> Iterator[Element]:
    """Yield what points to other files, and into the sound."""
    if episode.chapters_file is not None:
        yield Element("podcast:chapters", attributes=_pointing(season, episode.chapters_file))
    for transcript in episode.transcripts:
        about = {**_pointing(season, transcript), "language": season.language}
        is_timed_text = transcript.media_type in {"text/vtt", "application/x-subrip"}
        yield Element("podcast:transcript", attributes={**about, "rel": "captions"} if is_timed_text else about)
    for bite in episode.soundbites:
        times = {"startTime": _seconds(bite.start_s), "duration": _seconds(bite.duration_s)}
        yield Element("podcast:soundbite", _short(bite.title, LONGEST_NAME), times)


def _pointing(season: Season, file: PublishedFile) -> dict[str, str]:
    return {"url": address_of(season.url, file.name), "type": file.media_type}


def _person(person: Person) -> Element:
    group = person.group or group_of(person.role) or ""
    about = {"group": group, "role": person.role}
    said = f"{person.name} as {person.plays}" if person.plays else person.name
    return Element("podcast:person", _short(said, LONGEST_NAME), {key: text for key, text in about.items() if text})


# ------------------------------------------------------------------ values


def _explicit(*, is_explicit: bool) -> Element:
    return Element("itunes:explicit", "true" if is_explicit else "false")


def _short(text: str, limit: int = LONGEST) -> str:
    """Return a text on one line, of at most so many bytes."""
    return _in_bytes(shortened(plain(text), limit), limit)


def _in_bytes(text: str, limit: int) -> str:
    """Return a text of at most so many bytes, cut at a word."""
    while len(text.encode("utf-8", "replace")) > limit:
        text = shortened(text, max(1, min(len(text) - 1, limit * len(text) // len(text.encode("utf-8", "replace")))))
    return text


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}".rstrip("0").rstrip(".")
