"""What was rendered -> :class:`Season`: the nouns that feed, notes and site are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from drama.cast import SeasonTable
from drama.errors import WriteError
from drama.exports.programme import NARRATOR
from drama.model import FRAME_RATE, Line, LineMark
from drama.model.podcast import group_of
from drama.production.season_facts import EpisodeFacts
from drama.production.season_source import TRAILER_KEY, TRAILER_TITLE, EpisodeSource, SeasonSource
from drama.production.season_told import EpisodeTold, told_from
from drama.publishing.identities import Identity
from drama.publishing.notes import ShowNotes
from drama.publishing.season import SYNTHETIC, EpisodeKind, Person, PublishedFile, Season, SeasonEpisode, Soundbite

_MEDIA_TYPES = {
    ".mp3": "audio/mpeg",
    ".vtt": "text/vtt",
    ".transcript.json": "application/json",
    ".chapters.json": "application/json+chapters",
    ".html": "text/html",
    ".jpg": "image/jpeg",
    ".png": "image/png",
}
_CATEGORIES = (("Fiction", "Drama"),)
LEAST_BITE_S, MOST_BITE_S = 15.0, 120.0
"""How long a soundbite is recommended to be (podcast namespace 1.0, ``podcast:soundbite``)."""
_LONGEST_TITLE = 128


def season_of(
    source: SeasonSource,
    facts: Mapping[str, EpisodeFacts],
    *,
    cover: str,
    page_suffix: str,
    failed: Collection[str] = (),
) -> Season:
    """Return the season of the episodes that were rendered, whose facts are given by key.

    Of those that ``failed`` it says what it said when they last went out.
    """
    table, file = source.file.season, source.file
    episodes = tuple(_episodes(source, facts, page_suffix, failed))
    author = source.author
    return Season(
        title=source.title,
        url=source.url,
        guid=source.before.guid,
        number=table.number or 1,
        description=table.description or file.metadata.get("description", "") or _description(source),
        author=author,
        language=source.language,
        categories=table.categories or _CATEGORIES,
        cover=published_file(source.out, cover),
        episodes=episodes,
        owner=table.owner or file.metadata.get("publisher", "") or author,
        email=table.email,
        copyright=table.copyright or file.metadata.get("publisher", "") or author,
        is_explicit=bool(table.explicit) or any(episode.is_explicit for episode in episodes),
        medium=table.medium,
        is_complete=table.complete,
        persons=_crew(author, table.people),
        season_title=table.title,
        link=table.link,
        is_serial=table.type == "serial" and all(
            episode.number is not None for episode in episodes if episode.kind is EpisodeKind.FULL
        ),
        is_locked=table.locked,
        is_synthetic=any(episode.is_synthetic for episode in episodes),
    )  # fmt: skip


def published_file(folder: Path, name: str, size_bytes: int | None = None) -> PublishedFile:
    """Return a file of the folder that is published, as it is now; its size where that is not known yet."""
    media_type = next(kind for suffix, kind in _MEDIA_TYPES.items() if name.endswith(suffix))
    try:
        return PublishedFile(name, media_type, (folder / name).stat().st_size if size_bytes is None else size_bytes)
    except OSError as problem:
        raise WriteError(f"{folder / name} cannot be read: {problem.strerror}") from problem


def _description(source: SeasonSource) -> str:
    by = f" by {source.author}" if source.author else ""
    count = len(source.episodes)
    return f"{source.title}: an audio drama{by} in {count} episode{'s' if count != 1 else ''}."


def _episodes(
    source: SeasonSource, facts: Mapping[str, EpisodeFacts], page_suffix: str, failed: Collection[str]
) -> Iterator[SeasonEpisode]:
    identities = list(source.identities.of)
    episodes: list[EpisodeSource | None] = [*source.episodes]
    if identities and identities[0].key == TRAILER_KEY:
        episodes.insert(0, None)
    for episode, identity in zip(episodes, identities, strict=True):
        if identity.key not in facts:
            continue
        known = facts[identity.key]
        told = told_from(known.told) if identity.key in failed else None
        yield told.episode if told else season_episode(source, episode, identity, known, page_suffix)


def season_episode(
    source: SeasonSource, episode: EpisodeSource | None, identity: Identity, facts: EpisodeFacts, page_suffix: str
) -> SeasonEpisode:
    """Return an episode as it goes out; the trailer where there is none."""
    if episode is None:
        return _trailer(source, identity, facts)
    return _episode(source, episode, identity, facts, page_suffix)


def told_of(
    source: SeasonSource, episode: EpisodeSource | None, identity: Identity, facts: EpisodeFacts, page_suffix: str
) -> EpisodeTold:
    """Return what is said of an episode that goes out."""
    said = season_episode(source, episode, identity, facts, page_suffix)
    if episode is None:
        return EpisodeTold(said, key=identity.key)
    return EpisodeTold(
        said,
        number=episode.number,
        author=episode.author,
        key=identity.key,
        story=episode.story,
        series=episode.metadata.series,
        language=episode.metadata.language,
    )


def _trailer(source: SeasonSource, identity: Identity, facts: EpisodeFacts) -> SeasonEpisode:
    table, published = source.file.season, identity.episode
    persons = (*_crew(source.author, table.people), *_cast(facts.cast, is_told=table.synthetic))
    title = table.trailer or TRAILER_TITLE
    summary = f"What {source.title} is like."
    return SeasonEpisode(
        guid=published.guid,
        title=title,
        kind=EpisodeKind.TRAILER,
        number=None,
        published=published.published,
        duration_s=facts.frames / FRAME_RATE,
        audio=published_file(source.out, facts.audio),
        summary=summary,
        notes_html=ShowNotes(summary, (), persons, facts.sounds, is_synthetic=_is_synthetic(facts, table)).html(),
        persons=persons,
        is_explicit=bool(table.explicit),
        is_synthetic=_is_synthetic(facts, table),
        transcripts=tuple(published_file(source.out, name) for name in facts.transcripts),
    )


def _episode(
    source: SeasonSource, episode: EpisodeSource, identity: Identity, facts: EpisodeFacts, page_suffix: str
) -> SeasonEpisode:
    out, table = source.out, episode.season
    is_trailer = table.kind == EpisodeKind.TRAILER  # one with a number would stand for the episode of that number
    number = int(episode.number) if episode.number.isdecimal() and int(episode.number) and not is_trailer else None
    author = episode.author or source.author
    persons = (*_crew(author, table.people), *_cast(facts.cast, is_told=table.synthetic))
    summary = _own_description(source, episode)
    sounds = facts.sounds
    return SeasonEpisode(
        guid=identity.episode.guid,
        title=episode.title,
        kind=EpisodeKind(table.kind),
        number=number,
        shown_number=episode.number if number is None and not is_trailer else "",
        published=identity.episode.published,
        duration_s=facts.frames / FRAME_RATE,
        audio=published_file(out, facts.audio),
        summary=summary,
        notes_html=ShowNotes(summary, facts.chapters, persons, sounds, is_synthetic=_is_synthetic(facts, table)).html(),
        chapters=facts.chapters,
        persons=persons,
        soundbites=tuple(soundbites(episode.marked, facts.lines)),
        is_explicit=bool(table.explicit),
        is_synthetic=_is_synthetic(facts, table),
        page=PublishedFile(f"{identity.episode.name}{page_suffix}", "text/html", 0) if facts.page else None,
        cover=published_file(out, facts.cover) if facts.cover else None,
        chapters_file=published_file(out, facts.chapters_file) if facts.chapters else None,
        transcripts=tuple(published_file(out, name) for name in facts.transcripts),
    )


def _own_description(source: SeasonSource, episode: EpisodeSource) -> str:
    """Return what an episode is about: what it says itself, not what the series' file says of all; else its opening."""
    shared = source.file.metadata.get("description", "")
    own = episode.metadata.description or ""
    return (own if own != shared else "") or episode.metadata.subtitle or episode.opening


# ------------------------------------------------------------------ people


def _crew(author: str, people: Sequence[tuple[str, str]]) -> tuple[Person, ...]:
    """Return who made it; the author first, unless somebody is stated to have written it."""
    writes = any(group_of(role) == "writing" and name == author for name, role in people)
    written = [Person(author, "author", "writing")] if author and not writes else []
    return (*written, *(Person(name, role, group_of(role) or "") for name, role in people))


def _cast(cast: Sequence[tuple[str, str, str]], *, is_told: bool) -> tuple[Person, ...]:
    """Return who plays in it; a synthetic voice is called one, for nobody should be taken for a person who is none."""
    found = []
    for who, voice, actor in cast:
        role = "narrator" if who == NARRATOR else "voice actor"
        plays = "" if who == NARRATOR else who
        named = voice if voice.casefold() not in {who.casefold(), NARRATOR.casefold()} else ""
        if voice and is_told:
            found.append(Person(f"{named} ({SYNTHETIC})" if named else SYNTHETIC.capitalize(), role, "cast", plays))
        elif named:
            found.append(Person(named, role, "cast", plays))
        if actor:
            found.append(Person(actor, role, "cast", plays))
    return tuple(found)


def _is_synthetic(facts: EpisodeFacts, table: SeasonTable) -> bool:
    """Return whether it is to be told that voices of an episode are synthetic: some are, and nobody said not to."""
    return table.synthetic and any(voice for _, voice, _ in facts.cast)


# ------------------------------------------------------------------ soundbites


def soundbites(marked: Sequence[Line], windows: Sequence[tuple[int, int, int]]) -> Iterator[Soundbite]:
    """Yield a soundbite for each line that is marked as one, or row of such lines.

    One that is shorter than recommended goes on over the lines behind it, whole ones, and then begins earlier, as long
    as it does not get longer than recommended; what is longer is cut. A line that another's soundbite holds is none of
    its own.
    """
    numbers = [number for number, _, _ in windows]
    wanted = [line for line in marked if LineMark.SOUNDBITE in line.marks and line.number in numbers]
    until = -1
    for row in _rows(wanted):
        first, last = numbers.index(row[0].number), numbers.index(row[-1].number)
        if last <= until:
            continue
        first, last = _grown(first, last, windows)
        until = last
        start, end = windows[first][1] / FRAME_RATE, max(window[2] for window in windows[first : last + 1]) / FRAME_RATE
        title = " ".join(line.text for line in row)
        yield Soundbite(round(start, 3), round(min(end - start, MOST_BITE_S), 3), title[: _LONGEST_TITLE * 2])


def _rows(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield lines that follow one another as one."""
    row: list[Line] = []
    for line in lines:
        if row and line.number != row[-1].number + 1:
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _grown(first: int, last: int, windows: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """Return the first and the last of the lines a soundbite holds, by their places."""

    def lasts_s(first: int, last: int) -> float:
        return (windows[last][2] - windows[first][1]) / FRAME_RATE

    while lasts_s(first, last) < LEAST_BITE_S:
        if last + 1 < len(windows) and lasts_s(first, last + 1) <= MOST_BITE_S:
            last += 1
        elif first and lasts_s(first - 1, last) <= MOST_BITE_S:
            first -= 1
        else:
            break
    return first, last
