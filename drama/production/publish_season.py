"""A folder of episodes -> a podcast: what has changed is rendered, then site, record and feed are written.

The feed comes last and whole, so that it never points to what is not there. An episode that fails stays in it as it
last went out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import MappingProxyType

from drama.errors import DramaError, WriteError
from drama.files.atomic import alone_in, write_file
from drama.files.inputs import read_file
from drama.files.messages import listed
from drama.files.store_folder import default_folder
from drama.files.written import WrittenFiles, is_written
from drama.production.render import OnProgress, Progress
from drama.production.season_facts import EpisodeFacts, keep_facts, load_facts
from drama.production.season_files import adopt, keep_memory, memory_of
from drama.production.season_parts import season_of, told_of
from drama.production.season_plan import (
    SeasonPlan,
    called,
    cover_image,
    cover_name,
    episode_pairs,
    inputs_of_trailer,
    is_as_it_was,
    plan_of,
    site_names,
    time_now,
    trailer_music,
)
from drama.production.season_render import PAGE, render_episode, render_season_trailer
from drama.production.season_source import (
    PUBLISHED_FOLDER,
    EpisodeSource,
    SeasonSource,
    Settings,
    prepared,
    read_record,
    read_season,
)
from drama.production.season_told import rows_of
from drama.publishing.feed import feed, rfc_2822, with_lengths
from drama.publishing.identities import Identity
from drama.publishing.names import FEED
from drama.publishing.published import published_text
from drama.publishing.rules import Breach, check_folder
from drama.publishing.season import Season, SeasonEpisode
from drama.publishing.site import ReadAlong, site_pages

_LARGEST_FEED = 100_000_000
_BUILT = re.compile(r"<lastBuildDate>([^<]{1,60})</lastBuildDate>")


@dataclass(frozen=True, slots=True)
class SeasonProgress:
    """How far the episodes of a season are."""

    episode: str
    """Title of the one that is rendered."""
    number: int
    """Which one it is of those that are rendered, from 1."""
    of: int
    progress: Progress


OnSeasonProgress = Callable[[SeasonProgress], None]
"""Called now and then, from the thread that renders."""


@dataclass(frozen=True, slots=True)
class PublishedSeason:
    """A season that was published."""

    season: Season
    out: Path
    feed: Path
    record: Path
    """``series.published.toml``."""
    rendered: tuple[str, ...]
    """Titles of the episodes that were rendered now."""
    kept: tuple[str, ...]
    """Titles of those that are as they were."""
    is_feed_new: bool
    """Whether the feed says anything it did not say before."""
    failed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Name of an episode -> why it could not be rendered."""
    notes: tuple[str, ...] = ()
    """What a person should know."""
    breaches: tuple[Breach, ...] = ()
    """Published rules of directories that it does not keep."""


def check_season(folder: Path, out: Path | None = None) -> tuple[Breach, ...]:
    """Return the published rules of directories that a season which was published does not keep."""
    return check_folder(folder / PUBLISHED_FOLDER if out is None else out)


def publish_season(
    folder: Path,
    out: Path | None = None,
    *,
    url: str | None = None,
    settings: Settings = Settings(),  # noqa: B008 (frozen)
    now: datetime | None = None,
    announce: Callable[[SeasonPlan], None] = lambda _: None,
    on_progress: OnSeasonProgress = lambda _: None,
) -> PublishedSeason:
    """Render what changed of a folder of episodes, and write a podcast of it: sound, documents, site and feed.

    An episode that fails is told in :attr:`PublishedSeason.failed`; it stays in the feed as it last went out. ``now``
    is when an episode goes out that is new and whose cast file says no date; ``announce`` is called with what will be
    done, before anything is recorded. Raises a :class:`DramaError` where nothing can be published.
    """
    now = now or time_now()
    source = read_season(folder, out, url=url, settings=settings, now=now)
    _make_folder(source.out)
    adopt(memory_of(source.out), source.out, _written(source, settings))
    _check_names(source, settings)
    announce(plan_of(source))
    return _Publishing(source, settings, now, on_progress).publish()


class _Publishing:
    """A season being published."""

    def __init__(self, source: SeasonSource, settings: Settings, now: datetime, on_progress: OnSeasonProgress) -> None:
        self._source, self._settings, self._now, self._on_progress = source, settings, now, on_progress
        self._written = _written(source, settings)
        self._facts: dict[str, EpisodeFacts] = {}
        self._failed: dict[str, str] = {}
        self._held: set[str] = set()
        """Keys of those that failed and go on as they went out."""
        self._lost: list[str] = []
        """What those are called that failed, went out, and are not as they were written."""
        self._rendered: list[str] = []
        self._kept: list[str] = []
        self._notes: list[str] = [*source.notes]
        self._pages: tuple[str, ...] = ()
        """Names of the pages of the site."""

    def publish(self) -> PublishedSeason:
        cover = self._cover()
        before = {
            identity.key: load_facts(self._source.out, identity.episode.name)
            for identity, _ in episode_pairs(self._source)
        }
        jobs = self._jobs(before, cover)
        try:
            for at, (identity, render) in enumerate(jobs.items(), start=1):
                self._render(identity, render, at, len(jobs))
        except BaseException:
            self._keep_lengths()
            raise
        if self._lost:
            self._keep_lengths()
            raise WriteError(self._told_of_lost())
        season, is_new = self._write(cover)
        self._sweep(before, cover)
        self._notes += self._left_over(cover)
        return PublishedSeason(
            season=season,
            out=self._source.out,
            feed=self._source.out / FEED,
            record=self._source.record_path,
            rendered=tuple(self._rendered),
            kept=tuple(self._kept),
            is_feed_new=is_new,
            failed=MappingProxyType(self._failed),
            notes=tuple(dict.fromkeys((*self._notes, *self._written.warnings))),
            breaches=check_folder(self._source.out),
        )

    def _jobs(
        self, before: Mapping[str, EpisodeFacts | None], cover: bytes
    ) -> dict[Identity, Callable[[OnProgress], EpisodeFacts]]:
        """Return what renders each episode that has changed, the trailer last; take the others as they are."""
        jobs: dict[Identity, Callable[[OnProgress], EpisodeFacts]] = {}
        source = self._source
        for identity, episode in sorted(episode_pairs(source), key=lambda pair: pair[1] is None):
            facts = before[identity.key]
            if episode is not None and episode.problem:
                self._fail(identity, episode.problem, facts)
                continue
            inputs = episode.inputs if episode else inputs_of_trailer(source, cover)
            if facts is not None and is_as_it_was(source, episode, facts, cover):
                self._facts[identity.key] = facts
                self._kept.append(identity.episode.title)
            else:
                jobs[identity] = self._job(identity, episode, inputs, cover)
        return jobs

    def _job(
        self, identity: Identity, episode: EpisodeSource | None, inputs: str, cover: bytes
    ) -> Callable[[OnProgress], EpisodeFacts]:
        source, settings, name = self._source, self._settings, identity.episode.name

        def render(on_progress: OnProgress) -> EpisodeFacts:
            if episode is not None:
                production = prepared(episode.path, settings)
                return render_episode(
                    production, source.out, name, inputs=inputs, settings=settings, on_progress=on_progress
                )
            return render_season_trailer(
                [prepared(one.path, settings) for one in source.episodes if one.trailed and not one.problem],
                source.out,
                name,
                title=identity.episode.title,
                author=source.author,
                music=trailer_music(source),
                says_title=source.file.season.trailer_says,
                cover=cover,
                inputs=inputs,
                settings=settings,
                on_progress=on_progress,
            )

        return render

    def _render(
        self, identity: Identity, render: Callable[[OnProgress], EpisodeFacts], at: int, of: int
    ) -> None:  # fmt: skip
        title = identity.episode.title
        try:
            facts = render(lambda progress: self._on_progress(SeasonProgress(title, at, of, progress)))
        except DramaError as problem:
            self._fail(identity, str(problem), load_facts(self._source.out, identity.episode.name))
            return
        self._facts[identity.key] = facts
        self._keep_told(identity)
        self._rendered.append(title)
        self._notes += _told_of(identity, facts)

    def _fail(self, identity: Identity, problem: str, facts: EpisodeFacts | None) -> None:
        """Note that an episode cannot be rendered; as it last went out it stays in the feed."""
        self._failed[called(identity)] = problem
        if identity.is_new:
            return
        if facts is None or not facts.is_as_written(self._source.out):
            self._lost.append(called(identity))
            return
        self._facts[identity.key] = facts
        self._held.add(identity.key)

    def _told_of_lost(self) -> str:
        """Return why the feed stays as it is."""
        lost = [
            f"{name} went out, and cannot be rendered again ({self._failed[name]}), and its files in "
            f"{self._source.out} are not as they were written"
            for name in self._lost
        ]
        others = [_with_name(name, problem) for name, problem in self._failed.items() if name not in self._lost]
        done = f" Rendered: {', '.join(self._rendered)}." if self._rendered else ""
        return f"{'; '.join((*lost, *others))}: the feed stays as it is.{done}"

    def _keep_told(self, identity: Identity) -> None:
        """Keep what is known of an episode, with what is said of it now."""
        episode = next(one for of, one in episode_pairs(self._source) if of.key == identity.key)
        facts = self._facts[identity.key]
        told = rows_of(told_of(self._source, episode, identity, facts, PAGE))
        if facts.told != told:
            self._facts[identity.key] = replace(facts, told=told)
            keep_facts(self._source.out, identity.episode.name, self._facts[identity.key])

    # -------------------------------------------------------------- writing

    def _write(self, cover: bytes) -> tuple[Season, bool]:
        """Write the record, the site and the feed; return the season, and whether the feed is another."""
        source = self._source
        if not self._facts:
            told = "; ".join(_with_name(name, problem) for name, problem in self._failed.items())
            raise WriteError(f"no episode could be rendered: {told}")
        season = season_of(source, self._facts, cover=cover_name(cover), page_suffix=PAGE, failed=self._held)
        self._write_record()
        pages = site_pages(season, self._read_along)
        self._pages = tuple(pages)
        for name in pages:
            self._put(name, pages[name].encode("utf-8", "replace"))
        is_new = self._write_feed(season)
        for identity in source.identities.of:
            if identity.key in self._facts and identity.key not in self._held:
                self._keep_told(identity)
        self._keep_memory({*pages, cover_name(cover)})
        return season, is_new

    def _keep_memory(self, names: Collection[str] = ()) -> None:
        """Keep digests of the files of the podcast in its folder, by which it knows them wherever it is moved."""
        keep_memory(self._source.out, self._source.before.guid, {*names, FEED})

    def _keep_lengths(self) -> None:
        """Have a feed that is out tell the lengths of the files that are there: some may have been replaced."""
        path = self._source.out / FEED
        with suppress(OSError, DramaError):
            old = read_file(path, limit=_LARGEST_FEED).decode("utf-8")
            mended = with_lengths(old, self._source.out)
            if mended != old and is_written(default_folder(), path):
                write_file(path, mended, place=self._written.place)
            self._keep_memory()

    def _read_along(self, episode: SeasonEpisode) -> ReadAlong | None:
        facts = next((one for one in self._facts.values() if one.audio == episode.audio.name), None)
        return ReadAlong(**facts.page) if facts is not None and facts.page else None

    def _write_record(self) -> None:
        """Add to the record what goes out now, whatever others added to it meanwhile."""
        source, path = self._source, self._source.record_path
        with alone_in(path.parent.resolve()):
            before = read_record(path)
            known = before if before.guid else source.before
            text = published_text(source.identities.published(known, self._facts.keys() - self._held))
            if not path.exists() or read_file(path, limit=_LARGEST_FEED).decode("utf-8-sig") != text:
                write_file(path, text)

    def _write_feed(self, season: Season) -> bool:
        """Write the feed if it says anything new, and return whether it does; else its date of building stays."""
        path = self._source.out / FEED
        try:
            old = read_file(path, limit=_LARGEST_FEED).decode("utf-8", "replace")
        except OSError:
            old = ""
        match = _BUILT.search(old)
        if match is not None:
            with suppress(ValueError, TypeError):
                built = parsedate_to_datetime(match[1])
                if rfc_2822(built) == match[1] and feed(season, built=built) == old:
                    return False
        self._put(FEED, feed(season, built=self._now).encode())
        return True

    def _cover(self) -> bytes:
        """Write the podcast's cover and return it."""
        image, _ = cover_image(self._source)
        self._put(cover_name(image), image)
        return image

    def _put(self, name: str, data: bytes) -> None:
        """Write a file of the season, unless it is there as it is to be."""
        path = self._source.out / name
        with suppress(OSError):
            if read_file(path, limit=_LARGEST_FEED) == data and is_written(default_folder(), path):
                return
        write_file(path, data, place=self._written.place)

    def _sweep(self, before: Mapping[str, EpisodeFacts | None], cover: bytes) -> None:
        """Delete files of earlier renders that nothing points to any more, if they are as drama wrote them."""
        now = {name for facts in self._facts.values() for name in facts.digests} | {cover_name(cover)}
        gone = {name for facts in before.values() if facts for name in facts.digests} - now
        for name in gone:
            with suppress(OSError):
                if is_written(default_folder(), self._source.out / name):
                    (self._source.out / name).unlink()

    def _left_over(self, cover: bytes) -> list[str]:
        """Return a note of files that drama wrote for what has left the feed: they may be linked to, so they stay."""
        out = self._source.out
        used = {name for facts in self._facts.values() for name in facts.digests}
        known = {name for name in memory_of(out).digests if (out / name).is_file()}
        unused = known - used - {cover_name(cover), *self._pages, FEED}
        # What has failed goes out again one day.
        mine = tuple(f"{identity.episode.name}." for identity in self._source.identities.of)
        names = sorted(name for name in unused if not name.startswith(mine))
        told = f"nothing in the feed points to {listed(names, limit=8)} in {out} any more: delete them if you like"
        return [told] if names else []


# ------------------------------------------------------------------ before anything is recorded


def _with_name(name: str, problem: str) -> str:
    """Return what failed and why; the name once, where the problem tells it."""
    return problem if name in problem else f"{name}: {problem}"


def _told_of(identity: Identity, facts: EpisodeFacts) -> list[str]:
    """Return what a person should know of an episode, with its name."""
    return [f"{called(identity)}: {note}" for note in facts.notes]


def _written(source: SeasonSource, settings: Settings) -> WrittenFiles:
    inputs = [*source.file.sources, *(episode.path for episode in source.episodes), source.record_path]
    return WrittenFiles(
        default_folder(), source.out / FEED, inputs=inputs, replaces_any=settings.replaces_any
    )  # fmt: skip


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise WriteError(f"{out} cannot be made, and the podcast goes there: {problem.strerror}") from problem


def _check_names(source: SeasonSource, settings: Settings) -> None:
    """Raise WriteError for files in the way that drama did not write."""
    written = _written(source, settings)
    for name in site_names(source):
        written.check(source.out / name)
