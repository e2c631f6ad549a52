"""The season for search engines: JSON-LD in schema.org's words (PodcastSeries, PodcastSeason, PodcastEpisode)."""

from __future__ import annotations

from typing import Any

from drama.publishing.season import EpisodeKind, Person, Season, SeasonEpisode
from drama.publishing.site.links import absolute_link

Described = dict[str, Any]

_MOST_CHARACTERS = 5_000


def series_data(season: Season, *, feed: str) -> Described:
    """Return what the page of a season says of it; ``feed`` is the feed's name. Without addresses where it has none."""
    episodes = [_in_short(season, episode) for episode in season.episodes if episode.kind is not EpisodeKind.TRAILER]
    return _stated(
        {
            "@context": "https://schema.org",
            **_series(season, feed=feed),
            "description": season.description[:_MOST_CHARACTERS],
            "author": _person(season.author),
            "inLanguage": season.language,
            "image": absolute_link(season.url, season.cover.name),
            "copyrightNotice": season.copyright,
            "containsSeason": _stated(
                {
                    "@type": "PodcastSeason",
                    "seasonNumber": season.number,
                    "numberOfEpisodes": len(episodes),
                    "episode": episodes,
                }
            ),
        }
    )


def episode_data(season: Season, episode: SeasonEpisode, *, feed: str) -> Described:
    """Return what the page of an episode says of it."""
    cover = episode.cover or season.cover
    return _stated(
        {
            "@context": "https://schema.org",
            **_in_short(season, episode),
            "description": episode.summary[:_MOST_CHARACTERS],
            "image": absolute_link(season.url, cover.name),
            "inLanguage": season.language,
            "author": _person(season.author),
            "actor": [_person(one.name) for one in episode.persons if is_cast(one)],
            "associatedMedia": _stated(
                {
                    "@type": "AudioObject",
                    "contentUrl": absolute_link(season.url, episode.audio.name),
                    "encodingFormat": episode.audio.media_type,
                    "contentSize": str(episode.audio.size_bytes),
                    "duration": iso_duration(episode.duration_s),
                }
            ),
            "partOfSeason": {"@type": "PodcastSeason", "seasonNumber": season.number},
            "partOfSeries": _series(season, feed=feed),
        }
    )


def iso_duration(seconds: float) -> str:
    """Return a duration by ISO 8601, as schema.org wants it: ``PT1H2M3S``."""
    hours, rest = divmod(round(seconds), 3600)
    minutes, left = divmod(rest, 60)
    parts = ((hours, "H"), (minutes, "M"), (left, "S"))
    return "PT" + ("".join(f"{number}{unit}" for number, unit in parts if number) or "0S")


def is_cast(person: Person) -> bool:
    """Return whether somebody plays in it, rather than made it."""
    return bool(person.plays) or person.group.casefold() == "cast"


def _series(season: Season, *, feed: str) -> Described:
    return _stated(
        {
            "@type": "PodcastSeries",
            "name": season.title,
            "url": absolute_link(season.url, ""),
            "webFeed": absolute_link(season.url, feed),
        }
    )


def _in_short(season: Season, episode: SeasonEpisode) -> Described:
    return _stated(
        {
            "@type": "PodcastEpisode",
            "name": episode.title,
            "url": absolute_link(season.url, episode.page.name) if episode.page else "",
            "identifier": episode.guid,
            "datePublished": episode.published.isoformat(),
            "duration": iso_duration(episode.duration_s),
            "episodeNumber": episode.number,
        }
    )


def _person(name: str) -> Described | None:
    return {"@type": "Person", "name": name} if name else None


def _stated(about: Described) -> Described:
    """Return what is said of something, without what is empty."""
    return {key: value for key, value in about.items() if value not in ("", None, [])}
