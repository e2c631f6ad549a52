"""Season -> pages. What stands in them is escaped by the templates; all else here is what they show, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from drama.errors import WriteError
from drama.files.content_security import source_digest
from drama.files.text import plain, shortened
from drama.publishing.season import EpisodeKind, Season, SeasonEpisode
from drama.publishing.site.links import absolute_link, relative_link, subscribe_link
from drama.publishing.site.people import all_synthetic, cast_of, crew_of
from drama.publishing.site.structured import episode_data, series_data
from drama.publishing.site.views import MOST_IN_LINK, episode_view, paragraphs_of, spoken_duration

if TYPE_CHECKING:
    from jinja2 import Environment, Template

INDEX = "index.html"
"""The page of the season."""
FEED = "feed.xml"

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_MOST_IN_HEAD = 200
"""Characters of a title or a description in the head of a page, which nobody reads whole."""


@dataclass(frozen=True, slots=True)
class ReadAlong:
    """The player of an episode and the script it follows, to be held by its page; made elsewhere, and escaped there."""

    style: str
    """CSS."""
    script: str
    """JavaScript; finds what follows by id."""
    sheet: str
    """HTML."""
    player: str
    """HTML."""
    data: Mapping[str, Any]
    """For ``<script type="application/json" id="data">``."""


def site_pages(
    season: Season,
    read_along: Callable[[SeasonEpisode], ReadAlong | None] = lambda _: None,
    *,
    feed: str = FEED,
) -> Mapping[str, str]:
    """Return the pages of a season by name, relative to its folder; each is made when it is looked up.

    :param read_along: returns the player and the script of an episode that has a page; without, that page has a plain
        player. Its player loads ``relative_link(episode.page.name, episode.audio.name)``.
    :param feed: the name of the feed.

    Raises WriteError for two pages of one name, and for one outside the folder.
    """
    return _Pages(season, read_along, feed)


class _Pages(Mapping[str, str]):
    def __init__(self, season: Season, read_along: Callable[[SeasonEpisode], ReadAlong | None], feed: str) -> None:
        self._season, self._read_along, self._feed = season, read_along, feed
        self._paged = [episode for episode in season.episodes if episode.page is not None]
        names = [episode.page.name for episode in self._paged if episode.page is not None]
        taken = {INDEX}
        for name in names:
            if name.casefold() in taken:
                raise WriteError(f"two pages of the season cannot be called {name}")
            if name.startswith("/") or not {"..", ".", ""}.isdisjoint(name.split("/")):
                raise WriteError(f"a page of the season cannot be {name!r}; valid is a name inside its folder")
            taken.add(name.casefold())
        self._names = dict(zip(names, self._paged, strict=True))

    def __getitem__(self, name: str) -> str:
        if name == INDEX:
            return season_page(self._season, feed=self._feed)
        episode = self._names[name]
        at = self._paged.index(episode)
        before = self._paged[at - 1] if at else None
        after = self._paged[at + 1] if at + 1 < len(self._paged) else None
        return episode_page(
            self._season, episode, self._read_along(episode), before=before, after=after, feed=self._feed
        )

    def __iter__(self) -> Iterator[str]:
        yield INDEX
        yield from self._names

    def __len__(self) -> int:
        return 1 + len(self._names)


def season_page(season: Season, *, feed: str = FEED) -> str:
    """Return the page of a season: what it is, its trailer, its episodes, who is in it, and how to subscribe."""
    trailer = next((one for one in season.episodes if one.kind is EpisodeKind.TRAILER), None)
    episodes = [one for one in season.episodes if one.kind is not EpisodeKind.TRAILER]
    feed_url = absolute_link(season.url, feed)
    style, script = _file("site.css"), _file("season.js")
    first = next((one for one in episodes if one.page is not None), None)
    cast, is_synthetic = all_synthetic(cast_of(season))
    return _template("season.html.j2").render(
        **_frame(season, INDEX, style, (script,), feed=feed),
        title=_in_head(season.title),
        summary=_in_head(season.description),
        about=series_data(season, feed=feed),
        cover=relative_link(INDEX, season.cover.name),
        name=plain(season.title) or "Untitled",
        author=plain(season.author),
        paragraphs=paragraphs_of(season.description),
        line=_season_line(season, episodes),
        first=episode_view(season, first, INDEX) if first else None,
        trailer=episode_view(season, trailer, INDEX) if trailer else None,
        episodes=[episode_view(season, one, INDEX) for one in episodes],
        cast=cast,
        is_synthetic=is_synthetic,
        crew=crew_of(season),
        feed_url=feed_url,
        app_url=subscribe_link(feed_url),
        copyright=plain(season.copyright),
        script=script,
    )


def episode_page(
    season: Season,
    episode: SeasonEpisode,
    parts: ReadAlong | None,
    *,
    before: SeasonEpisode | None = None,
    after: SeasonEpisode | None = None,
    feed: str = FEED,
) -> str:
    """Return the page of an episode: its player and script, its notes, its files, and the way to those around it."""
    assert episode.page is not None
    page = episode.page.name
    style = (parts.style if parts else "") + _file("site.css")
    scripts = (_file("episode.js"), *((parts.script,) if parts else ()))
    view = episode_view(season, episode, page)
    return _template("episode.html.j2").render(
        **_frame(season, page, style, scripts, feed=feed, cover=(episode.cover or season.cover).name),
        title=_in_head(f"{plain(episode.title)} – {plain(season.title)}"),
        summary=_in_head(episode.summary or season.description),
        about=episode_data(season, episode, feed=feed),
        season_name=shortened(plain(season.title) or "Untitled", MOST_IN_LINK),
        index=relative_link(page, INDEX),
        author=plain(season.author),
        line=_episode_line(season, episode),
        episode=view,
        before=episode_view(season, before, page) if before else None,
        after=episode_view(season, after, page) if after else None,
        parts=parts,
        scripts=scripts,
        copyright=plain(season.copyright),
    )


def _frame(
    season: Season, page: str, style: str, scripts: tuple[str, ...], *, feed: str, cover: str = ""
) -> dict[str, Any]:
    """Return what the head of every page says."""
    digests = " ".join(f"'{source_digest(script)}'" for script in scripts)
    here = "" if page == INDEX else page
    return {
        # A page on a disk has no origin that 'self' would mean in every browser; on the web nothing loads file:.
        "policy": f"default-src 'none'; script-src {digests}; style-src '{source_digest(style)}'; "
        "img-src 'self' file: data:; media-src 'self' file: data: blob:; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'",
        "language": season.language if _LANGUAGE_TAG.fullmatch(season.language) else "en",
        "site_name": _in_head(season.title),
        "style": style,
        "url": absolute_link(season.url, here),
        "image": absolute_link(season.url, cover or season.cover.name),
        "icon": relative_link(page, season.cover.name),
        "feed": relative_link(page, feed),
    }


def _season_line(season: Season, episodes: list[SeasonEpisode]) -> str:
    count = f"{len(episodes)} episode{'s' if len(episodes) != 1 else ''}"
    seconds = sum(one.duration_s for one in episodes)
    parts = [f"Season {season.number}", count, spoken_duration(seconds) if episodes else ""]
    return " · ".join(filter(None, (*parts, "complete" if season.is_complete else "")))


def _episode_line(season: Season, episode: SeasonEpisode) -> str:
    if episode.kind is EpisodeKind.TRAILER:
        return f"Season {season.number} · Trailer"
    kind = "Bonus" if episode.kind is EpisodeKind.BONUS else "Episode"
    return f"Season {season.number} · {kind}{f' {episode.number}' if episode.number is not None else ''}"


def _in_head(text: str) -> str:
    return shortened(plain(text), _MOST_IN_HEAD)


def _file(name: str) -> str:
    return (files("drama.publishing.site") / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415 (only where a site is made)

    loader = FunctionLoader(_file)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _template(name: str) -> Template:
    return _environment().get_template(name)
