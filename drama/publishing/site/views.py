"""What the pages of a site show of an episode, in words and addresses: plain values for the templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from drama.files.text import clock, milliseconds, plain, shortened
from drama.publishing.season import EpisodeKind, Season, SeasonEpisode
from drama.publishing.site.links import relative_link
from drama.publishing.site.people import all_synthetic, cast_of, crew_of
from drama.publishing.site.structured import iso_duration

MOST_IN_LINK = 90
"""Characters of a title where it leads to another page."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def episode_view(season: Season, episode: SeasonEpisode, page: str) -> dict[str, Any]:
    """Return what a page shows of an episode."""

    def link(name: str) -> str:
        return relative_link(page, name)

    title = plain(episode.title) or "Untitled"
    cast, is_synthetic = all_synthetic(cast_of(season, episode))
    return {
        "guid": plain(episode.guid),
        "title": title,
        "short_title": shortened(title, MOST_IN_LINK),
        "number": episode.number,
        "is_bonus": episode.kind is EpisodeKind.BONUS,
        "is_explicit": episode.is_explicit or season.is_explicit,
        "date": in_words(episode.published),
        "datetime": episode.published.isoformat(),
        "duration": spoken_duration(episode.duration_s),
        "iso_duration": iso_duration(episode.duration_s),
        "seconds": round(episode.duration_s, 3),
        "paragraphs": paragraphs_of(episode.summary),
        "page": link(episode.page.name) if episode.page else "",
        "audio": link(episode.audio.name),
        "media_type": episode.audio.media_type,
        "size": f"{episode.audio.size_bytes / 1_000_000:.1f} MB",
        "format": episode.audio.name.rpartition(".")[2].upper(),
        "cover": link((episode.cover or season.cover).name),
        "has_cover": episode.cover is not None,
        "transcripts": [
            {"link": link(one.name), "label": _transcript_label(one.media_type)} for one in episode.transcripts
        ],
        "chapters": list(_chapters(episode)),
        "soundbites": list(_soundbites(episode)),
        "cast": cast,
        "is_synthetic": is_synthetic,
        "crew": crew_of(season, episode),
    }


def _chapters(episode: SeasonEpisode) -> Iterator[dict[str, Any]]:
    for number, one in enumerate(episode.chapters, start=1):
        ms = milliseconds(one.start_frame)
        yield {
            "title": plain(one.title) or f"Chapter {number}",
            "seconds": ms / 1000,
            "clock": clock(ms).split(".")[0].removeprefix("00:").removeprefix("0"),
        }


def _soundbites(episode: SeasonEpisode) -> Iterator[dict[str, str]]:
    for one in episode.soundbites:
        if one.title:
            yield {"title": plain(one.title), "seconds": f"{one.start_s:.3f}".rstrip("0").rstrip(".")}


def _transcript_label(media_type: str) -> str:
    names = {"text/vtt": "Captions (VTT)", "application/json": "Transcript (JSON)", "text/plain": "Transcript (text)"}
    return names.get(media_type, "Captions (SRT)" if "subrip" in media_type or "srt" in media_type else "Transcript")


def in_words(when: datetime) -> str:
    """Return a day as people write it: ``28 November 2026``."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def spoken_duration(seconds: float) -> str:
    """Return about how long something is: ``48 s``, ``12 min``, ``1 h 4 min``."""
    if seconds < 59.5:
        return f"{round(seconds)} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "") if part)


def paragraphs_of(text: str) -> list[str]:
    """Return a plain text by its paragraphs, without control characters."""
    return [part for part in map(plain, re.split(r"\n\s*\n", text.replace("\r\n", "\n"))) if part]
