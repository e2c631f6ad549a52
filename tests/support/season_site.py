"""A season with its site: episodes rendered by the tone engine, their files, and the pages beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import drama
from drama.production.read_along import read_along_of
from drama.publishing.season import (
    EpisodeKind,
    Person,
    PublishedFile,
    Season,
    SeasonEpisode,
    Soundbite,
)
from drama.publishing.site import ReadAlong, relative_link, site_pages

FIRST_DAY = datetime(2026, 11, 7, 6, tzinfo=UTC)
TYPES = {".mp3": "audio/mpeg", ".html": "text/html", ".jpg": "image/jpeg", ".vtt": "text/vtt", ".txt": "text/plain"}


@dataclass(frozen=True, slots=True)
class Site:
    """A season, and the folder it has been written to."""

    folder: Path
    season: Season
    productions: Mapping[str, drama.Production]
    """By the GUID of the episode."""


def published(folder: Path, name: str) -> PublishedFile:
    """Return a file of the season as it is."""
    return PublishedFile(name, TYPES[Path(name).suffix], (folder / name).stat().st_size)


def write_site(
    stories: Sequence[Path],
    folder: Path,
    *,
    title: str,
    description: str,
    summaries: Sequence[str],
    trailer_lines: Sequence[Sequence[int]],
    music: str = "sea",
    url: str = "https://example.org/season/",
) -> Site:
    """Render stories in tones, and write all that the site of a season needs, and its pages."""
    (folder / "audio").mkdir(parents=True)
    productions = [drama.prepare(story, engine="tone") for story in stories]
    parts = zip(productions, stories, summaries, strict=True)
    episodes = [
        _episode(folder, number, production, story.stem, summary)
        for number, (production, story, summary) in enumerate(parts, start=1)
    ]
    cuts = list(zip(productions, trailer_lines, strict=True))
    trailer = drama.render_trailer(
        cuts, folder / "audio" / "trailer.mp3", title=title, music=music, documents=("vtt", "cover")
    )
    episodes.append(
        SeasonEpisode(
            guid="trailer",
            title="Trailer",
            kind=EpisodeKind.TRAILER,
            number=None,
            published=FIRST_DAY,
            duration_s=trailer.duration_s,
            audio=published(folder, "audio/trailer.mp3"),
            transcripts=(published(folder, "audio/trailer.vtt"),),
        )
    )
    season = Season(
        title=title,
        url=url,
        guid="season",
        number=1,
        description=description,
        author=productions[0].script.story.author,
        language="en-GB",
        categories=(("Fiction", "Drama"),),
        cover=published(folder, "audio/trailer.cover.jpg"),
        episodes=tuple(episodes),
    )
    (folder / "feed.xml").write_text("<rss version='2.0'/>", encoding="utf-8")
    site = Site(folder, season, {one.guid: made for one, made in zip(episodes, productions, strict=False)})
    for name, page in site_pages(season, lambda episode: read_along(site, episode)).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(page, encoding="utf-8")
    return site


def read_along(site: Site, episode: SeasonEpisode) -> ReadAlong:
    """Return the player and the script of an episode of a site."""
    assert episode.page is not None
    return read_along_of(
        site.productions[episode.guid],
        site.folder / episode.audio.name,
        source=relative_link(episode.page.name, episode.audio.name),
    )


def _episode(folder: Path, number: int, production: drama.Production, stem: str, summary: str) -> SeasonEpisode:
    audio = f"audio/{stem}.mp3"
    made = drama.render(production, folder / audio, documents=("vtt", "transcript", "cover"))
    return SeasonEpisode(
        guid=f"episode-{number}",
        title=production.script.story.title,
        kind=EpisodeKind.FULL,
        number=number,
        published=FIRST_DAY + timedelta(weeks=number - 1),
        duration_s=made.duration_s,
        audio=published(folder, audio),
        summary=summary,
        chapters=made.chapters,
        persons=tuple(_persons(production)),
        soundbites=tuple(_soundbites(production)),
        page=PublishedFile(f"episodes/{stem}.html", "text/html", 0),
        cover=published(folder, f"audio/{stem}.cover.jpg"),
        transcripts=(published(folder, f"audio/{stem}.transcript.txt"), published(folder, f"audio/{stem}.vtt")),
    )


def _persons(production: drama.Production) -> list[Person]:
    cast = production.cast
    people = [one for one in production.script.characters if not one.is_crowd and one.lines > 1]
    author = production.script.story.author
    return [
        Person(cast.narrator.name, "narrator", "cast", plays="Narrator"),
        *(Person(cast.voices[one.name].name, "voice actor", "cast", plays=one.name) for one in people),
        *([Person(author, "author", "writing")] if author else []),
    ]


def _soundbites(production: drama.Production) -> list[Soundbite]:
    lines = [line for line in production.script.lines if line.speaker and line.confidence > 0.9]
    return [Soundbite(1.0, 3.0, lines[len(lines) // 3].text)] if lines else []
