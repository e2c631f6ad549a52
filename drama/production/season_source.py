"""A folder of episodes that is to be published: its settings, what each episode goes out as, and what it hangs on."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from drama import cast as casting
from drama.errors import CastError, DramaError, WriteError
from drama.files.inputs import read_file
from drama.files.messages import listed, quoted
from drama.files.text import plain, shortened
from drama.languages.codes import language_tag
from drama.model import Line, LineMark, Metadata, Preset
from drama.model.codec import to_json
from drama.production.belongings import story_files
from drama.production.episodes import episode_files, number_of, passed_over
from drama.production.prepare import Production, prepare
from drama.production.season_facts import load_facts
from drama.production.season_files import memory_of, record_in
from drama.production.season_told import told_from
from drama.production.soundscape import find_sounds
from drama.production.uploads import Upload, uploads
from drama.publishing.artwork import VALID, look_at
from drama.publishing.identities import Found, Identities, identify
from drama.publishing.names import FEED, address_of, podcast_guid
from drama.publishing.published import PUBLISHED_FILE, SIZE_LIMIT, Published, PublishedEpisode, read_published
from drama.readers.structure.front_matter import byline, title_from_name
from drama.recording import request_keys
from drama.version import __version__

TRAILER_KEY = ":trailer"
"""What the trailer goes by among the episodes; no file is called so."""
TRAILER_TITLE = "Trailer"
PUBLISHED_FOLDER = "published"
"""The folder in that of the episodes that a podcast is written to, if no other is named."""
_LEAST_OPENING, _MOST_OPENING = 100, 240
"""Characters of the first words of an episode, which stand in for a description."""
_NO_ADDRESS = (
    'says nothing of where the podcast stands on the web; write url = "https://example.org/harbour/" under [season], '
    "the folder that is uploaded there, or give it with --url"
)


@dataclass(frozen=True, slots=True)
class EpisodeSource:
    """One episode, as far as it is known before it is rendered."""

    path: Path
    title: str
    number: str
    story: str
    """Digest of its text."""
    season: casting.SeasonTable
    author: str
    metadata: Metadata
    opening: str
    """How it begins."""
    marked: tuple[Line, ...]
    """The lines that are marked."""
    inputs: str
    """Digest of everything its sound and its documents hang on."""
    requests: tuple[str, ...]
    """The keys of its takes."""
    warnings: tuple[str, ...] = ()
    uploads: tuple[Upload, ...] = ()
    """To which servers words go to be spoken."""
    problem: str = ""
    """Why it cannot be read; all else is as it last went out then."""

    @property
    def trailed(self) -> tuple[int, ...]:
        """The numbers of the lines that are heard in the trailer."""
        return tuple(line.number for line in self.marked if LineMark.TRAILER in line.marks)


@dataclass(frozen=True, slots=True)
class Settings:
    """How episodes are rendered for a season."""

    engine: str | None = None
    jobs: int | None = None
    replaces_any: bool = False
    language_anyway: bool = False
    lock_anyway: bool = False


@dataclass(frozen=True, slots=True)
class SeasonSource:
    """A folder of episodes, as it is to be published."""

    folder: Path
    out: Path
    record_path: Path
    """Of what went out before."""
    before: Published
    file: casting.CastFile
    """The cast file that all share."""
    url: str
    episodes: tuple[EpisodeSource, ...]
    identities: Identities
    """Of the episodes in their order; that of the trailer is the first, if there is one."""
    cover: bytes | None = None
    """Given, and right."""
    notes: tuple[str, ...] = ()

    @property
    def has_trailer(self) -> bool:
        """Whether lines are marked for the trailer."""
        return any(episode.trailed for episode in self.episodes)

    @property
    def title(self) -> str:
        """Of the podcast."""
        stated = {episode.metadata.series for episode in self.episodes} - {None, ""}
        of_episodes = str(next(iter(stated))) if len(stated) == 1 else ""
        named = plain(title_from_name(Path(f"{self.folder.resolve().name}.txt")))
        return self.file.series.title or of_episodes or named or "Untitled"

    @property
    def author(self) -> str:
        """Who wrote it."""
        authors = dict.fromkeys(episode.author for episode in self.episodes if episode.author)
        return self.file.metadata.get("author", "") or ", ".join(authors)

    @property
    def language(self) -> str:
        """As a tag (BCP 47)."""
        stated = dict.fromkeys(episode.metadata.language for episode in self.episodes if episode.metadata.language)
        spoken = self.file.metadata.get("language", "") or next(iter(stated), "")
        return language_tag(str(spoken)) or "en"


def read_season(folder: Path, out: Path | None, *, url: str | None, settings: Settings, now: datetime) -> SeasonSource:
    """Read a folder of episodes that is to be published; records nothing and writes nothing.

    An episode that cannot be read is kept with its problem. Raises a :class:`DramaError` where there is no address, no
    episode, and for a cast file, a cover or a record of what went out that is in error.
    """
    shared = casting.load_cast_file(casting.shared_cast_path(folder))
    out = folder / PUBLISHED_FOLDER if out is None else out
    files = tuple(path for path in episode_files(folder, shared.series) if path.resolve() != out.resolve())
    address = _address(shared, folder, url)
    beside = folder if shared.series.path is None else shared.series.path.parent
    record_path = beside / PUBLISHED_FILE
    before = read_record(record_path)
    restored = None if before.guid or before.episodes else record_in(memory_of(out))
    before = restored or before
    if not before.guid:
        before = replace(before, guid=podcast_guid(address_of(address, FEED)))
    episodes = tuple(_read(path, before.episodes.get(_key(path, beside)), out, settings) for path in files)
    found = [
        Found(_key(one.path, beside), one.title, one.story, one.number, one.season.published) for one in episodes
    ]  # fmt: skip
    # One that cannot be read may hold lines of the trailer: that stays as it went out then.
    was_trailed = TRAILER_KEY in before.episodes and any(one.problem for one in episodes)
    if was_trailed or any(one.trailed for one in episodes):
        title = shared.season.trailer or TRAILER_TITLE
        found.insert(0, Found(TRAILER_KEY, title, "", published=None))
    source = SeasonSource(
        folder=folder,
        out=out,
        record_path=record_path,
        before=before,
        file=shared,
        url=address,
        episodes=episodes,
        identities=identify(found, before, now=now),
        cover=_cover(shared.season),
    )
    told = f"{record_path} is not there: guids and dates are those of what is in {out}, and are written down again"
    return replace(source, notes=((told,) if restored else ()) + tuple(_notes(source)))


def read_record(path: Path) -> Published:
    """Return what went out before. Raises :class:`WriteError` for a file that is damaged."""
    try:
        text = read_file(path, limit=SIZE_LIMIT).decode("utf-8-sig")
    except FileNotFoundError:
        return Published()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise WriteError(f"{path}, line {line}: not UTF-8; save the file as UTF-8") from None
    except OSError as problem:
        raise WriteError(f"{path} cannot be read: {problem.strerror}; the guids of what went out stand there") from None
    return read_published(text, str(path))


def prepared(path: Path, settings: Settings) -> Production:
    """Return the production of an episode, as a podcast has it: in one file."""
    production = prepare(
        story_files(path),
        engine=settings.engine,
        language_anyway=settings.language_anyway,
        lock_anyway=settings.lock_anyway,
    )
    if production.cast.mix.preset is not Preset.AUDIOBOOK:
        return production
    return prepare(
        story_files(path),
        engine=settings.engine,
        preset=Preset.PODCAST,
        language_anyway=settings.language_anyway,
        lock_anyway=settings.lock_anyway,
    )


def _read(path: Path, known: PublishedEpisode | None, out: Path, settings: Settings) -> EpisodeSource:
    try:
        production = prepared(path, settings)
    except DramaError as problem:
        return _as_it_went_out(path, known, out, str(problem))
    story = production.script.story
    return EpisodeSource(
        path=path,
        title=plain(story.title) or path.stem,
        number=story.metadata.part or number_of(path, production.file.series),
        story=hashlib.sha256(story.text.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        season=production.file.season,
        author=plain(story.author),
        metadata=story.metadata,
        opening=_opening(production.script.lines, story.author),
        marked=tuple(line for line in production.script.lines if line.marks),
        inputs=inputs_digest(production),
        requests=tuple(request_keys(production.requests)),
        warnings=production.warnings,
        uploads=uploads(production),
    )


def _as_it_went_out(path: Path, known: PublishedEpisode | None, out: Path, problem: str) -> EpisodeSource:
    """Return an episode that cannot be read, with what the podcast said of it."""
    title, digest = (known.title, known.story) if known else (path.stem, "")
    table = casting.SeasonTable(published=known.published if known else None)
    source = EpisodeSource(path, title, "", digest, table, "", Metadata(), "", (), "", (), problem=problem)
    facts = load_facts(out, known.name) if known else None
    told = told_from(facts.told) if facts else None
    if told is None:
        return source
    return replace(
        source,
        number=told.number,
        season=replace(table, kind=told.episode.kind.value),
        author=told.author,
        metadata=Metadata(series=told.series, language=told.language),
    )


def _opening(lines: Sequence[Line], author: str) -> str:
    """Return how an episode begins, in a sentence or two, without its headings and who wrote it."""
    text = ""
    for line in lines:
        is_byline = line.text.strip(" .").casefold() == f"by {author}".casefold()
        if line.is_heading or is_byline or (not text and not line.speaker and byline(line.text.strip())):
            continue
        text = f"{text} {line.text}".strip()
        if len(text) > _LEAST_OPENING:
            break
    return shortened(plain(text), _MOST_OPENING)


def inputs_digest(production: Production) -> str:
    """Return a digest of everything the sound and the documents of an episode hang on: marks and paths do not count."""
    lines = tuple(
        replace(line, direction=replace(line.direction, marks=())) if line.marks else line
        for line in production.script.lines
    )
    story = replace(production.script.story, path=None)
    script = replace(production.script, lines=lines, story=story)
    sounds = find_sounds(production)
    parts = (
        __version__,
        to_json(script),
        to_json(replace(production.cast, path=None)),
        to_json(production.direction),
        *request_keys(production.requests),
        repr([(name, asset.key, asset.frames, asset.credit) for name, asset in sorted(sounds.assets.items())]),
    )
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def _key(path: Path, beside: Path) -> str:
    """Return what an episode goes by in the record: its path from there."""
    return casting.relative_path(path, beside / PUBLISHED_FILE)


def _address(file: casting.CastFile, folder: Path, url: str | None) -> str:
    if url is not None:
        try:
            return casting.web_folder(url)
        except ValueError as problem:
            raise WriteError(f"the address {quoted(url)} is not valid; valid is {problem}") from None
    if not file.season.url:
        path = file.series.path or file.path or folder / casting.SERIES_FILE
        raise CastError(f"{path} {_NO_ADDRESS}")
    return file.season.url


def _cover(table: casting.SeasonTable) -> bytes | None:
    """Return the cover that is given for the podcast. Raises CastError for one that directories would not take."""
    if not table.cover:
        return None
    path = (table.path.parent if table.path else Path()) / Path(table.cover).expanduser()
    try:
        image = read_file(path, limit=100_000_000)
    except OSError as problem:
        raise CastError(f"the cover {path} of [season] cannot be read: {problem.strerror}; {VALID}") from None
    if wrong := look_at(image).problem:
        raise CastError(f"the cover {path} of [season] {wrong}")
    return image


def _notes(source: SeasonSource) -> Sequence[str]:
    """Return what a person should know before anything is published."""
    record, table = source.record_path.name, source.file.season
    notes = [
        f"{identity.key} is {identity.was}, which went out under that name: it keeps its guid, {identity.episode.guid}"
        for identity in source.identities.of
        if identity.was
    ]
    for key in source.identities.missing:
        what = "no line is marked for it any more" if key == TRAILER_KEY else "its story is not there any more"
        notes.append(
            f"{'the trailer' if key == TRAILER_KEY else key} went out and {what}: the feed goes without it, and its "
            f"guid stays in {record}"
        )
    if over := [path.name for path in passed_over(source.folder, source.file.series)]:
        what = "not an episode, by its name" if len(over) == 1 else "not episodes, by their names"
        other = "what is one has another name, or stands in episodes = […] of [series]"
        notes.append(f"{what}: {listed(over, limit=5)}; {other}")
    new = [identity.key for identity in source.identities.of if identity.is_new and identity.key != TRAILER_KEY]
    if source.before.episodes and new and set(source.identities.missing) - {TRAILER_KEY}:
        notes.append(
            f"{listed(new, limit=5)} will go out as new; if one of them is an episode that is missing, give its table "
            f"in {record} the name of that file first, and listeners will not get it twice"
        )
    numbers = Counter(one.number for one in source.episodes if one.number)
    notes += [
        f"{listed(one.path.name for one in source.episodes if one.number == number)} are all number {number}: say "
        "which is which in the cast file of each, number = … in [series]"
        for number, count in numbers.items()
        if count > 1
    ]
    if not table.description and not source.file.metadata.get("description"):
        notes.append("the podcast has no description: say in [season] what it is about")
    if not table.email:
        asked = "two required rules of --check ask for it, spotify-email and amazon-email"
        notes.append(f"there is no email in [season]: directories write to it to see whose podcast it is, and {asked}")
    if source.url.startswith("http:"):
        notes.append(f"the podcast's address, {source.url}, is not https: directories want that (google-https)")
    if table.explicit is None:
        notes.append("explicit is not stated in [season]: taken for false")
    return notes
