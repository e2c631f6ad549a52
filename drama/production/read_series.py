"""A folder of episodes -> :class:`Series`: who returns, who is new, and whose voices a listener would confuse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import combinations
from pathlib import Path

from drama import cast as casting
from drama.errors import DramaError
from drama.files.paths import exists
from drama.production.engine_facts import capabilities_of, figures_lookup, list_voices
from drama.production.episodes import episode_files, number_of
from drama.production.house_style import variations
from drama.production.reading import read_with_cast
from drama.production.series import Appearance, Series, SeriesClash, SeriesEpisode, SeriesPerson
from drama.production.series_lock import lock_differences, lock_of
from drama.production.series_people import Found, people_of


def read_series(folder: Path) -> Series:
    """Read and cast the episodes in a folder, and say who is in them. Records nothing.

    An episode that cannot be read is left out with a note. Raises a :class:`DramaError` for a folder without episodes,
    for a cast file of the series in error, and where no episode can be read.
    """
    shared = casting.load_cast_file(casting.shared_cast_path(folder))
    files = episode_files(folder, shared.series)
    episodes: list[SeriesEpisode] = []
    notes: list[str] = []
    for path in files:
        try:
            episode = _read(path)
        except DramaError as problem:
            if len(files) == 1 or (path == files[-1] and not episodes):
                raise
            notes.append(f"{path.name} is left out: {problem}")
            continue
        episodes.append(episode)
        if shared.series.path is not None and shared.path not in episode.file.sources:
            notes.append(_does_not_follow(episode.file, shared))
    notes += _numbered_alike(episodes)
    people = _people(episodes, shared)
    differences = None
    try:
        differences = lock_differences(shared)
    except DramaError as problem:
        notes.append(f"the lock cannot be compared with: {problem}")
    is_locked = shared.series.path is not None and exists(casting.lock_path(shared.series.path))
    return Series(
        folder=folder,
        title=shared.series.title or _stated_title(episodes),
        path=shared.series.path,
        episodes=tuple(episodes),
        people=people,
        clashes=tuple(_clashes(people)),
        variations=tuple(variations(episodes)),
        notes=tuple(dict.fromkeys(notes)),
        file=shared,
        lock_path=casting.lock_path(shared.series.path) if is_locked and shared.series.path else None,
        lock_differences=differences or (),
    )


def _read(path: Path) -> SeriesEpisode:
    script, file = read_with_cast(path, None)
    with suppress(DramaError):  # a damaged lock is told of once, for the whole series
        if (lock := lock_of(file)) is not None:
            file = casting.as_locked(file, lock)
    cast = casting.cast_script(script, file, list_voices=list_voices, capabilities_of=capabilities_of)
    number = script.story.metadata.part or number_of(path, file.series)
    return SeriesEpisode(path, number, script.story.title, script, cast, file)


def _does_not_follow(file: casting.CastFile, shared: casting.CastFile) -> str:
    assert file.path is not None
    assert shared.path is not None
    there = casting.relative_path(shared.path, file.path)
    return f'{file.path} does not follow {shared.path.name}: write at its head  extends = "{there}"'


def _numbered_alike(episodes: Sequence[SeriesEpisode]) -> Iterator[str]:
    by_number: defaultdict[str, list[str]] = defaultdict(list)
    for episode in episodes:
        by_number[episode.number].append(episode.path.name)
    for number, names in by_number.items():
        if number and len(names) > 1:
            yield (
                f"{' and '.join(names)} are both number {number}: say which is which in the cast file of each, "
                "number = … in [series]"
            )


def _stated_title(episodes: Sequence[SeriesEpisode]) -> str:
    """Return the title of the series that the episodes state, if all that do agree."""
    titles = {episode.script.story.metadata.series for episode in episodes} - {None, ""}
    return str(titles.pop()) if len(titles) == 1 else ""


# ------------------------------------------------------------------ people


def _people(episodes: Sequence[SeriesEpisode], file: casting.CastFile) -> tuple[SeriesPerson, ...]:
    """Return the narrator, and everybody of the episodes by first appearance, most lines first."""
    found = people_of([episode.script for episode in episodes], file)
    series_files = _series_files(file)
    everybody = [
        _narrator(episodes, file, series_files),
        *(_person(one, episodes, file, series_files) for one in found),
    ]
    return tuple(person for person in everybody if person.appearances)


def _series_files(file: casting.CastFile) -> frozenset[str]:
    """Return the names of the files that hold voices for all episodes: that in force, and those it extends."""
    return frozenset(map(str, file.sources))


def _narrator(episodes: Sequence[SeriesEpisode], file: casting.CastFile, series_files: frozenset[str]) -> SeriesPerson:
    counts = [sum(line.speaker is None for line in episode.script.lines) for episode in episodes]
    parts = [Appearance(one, lines, one.cast.narrator) for one, lines in zip(episodes, counts, strict=True) if lines]
    is_held = file.narrator.voice is not None and file.narrator.place.file in series_files
    return SeriesPerson(None, tuple(parts), is_held=is_held)


def _person(
    found: Found, episodes: Sequence[SeriesEpisode], file: casting.CastFile, series_files: frozenset[str]
) -> SeriesPerson:
    entry = file.characters.get(found.name)
    parts = [
        Appearance(episodes[index], lines, episodes[index].cast.voices[name])
        for index, (name, lines) in found.parts.items()
    ]
    is_held = entry is not None and entry.voice is not None and entry.place.file in series_files
    names = dict.fromkeys(name for name, _ in found.parts.values())
    return SeriesPerson(found.name, tuple(parts), tuple(names), is_held)


# ------------------------------------------------------------------ voices that are alike


def _clashes(everybody: Sequence[SeriesPerson]) -> list[SeriesClash]:
    """Return the pairs with a regular or the narrator whose voices are closer than the margin, closest first."""
    figures = figures_lookup()
    pairs = []
    people = [person for person in everybody if not person.is_narrated]
    for one, other in combinations(people, 2):
        if not any(person.name is None or person.returns or person.is_held for person in (one, other)):
            continue
        voices = [(a, b) for a, _ in one.voices for b, _ in other.voices]
        distance, a, b = min(((casting.distance(a, b, figures), a, b) for a, b in voices), key=lambda row: row[0])
        if distance < casting.MARGIN:
            shared = "" if (a.engine, a.id) != (b.engine, b.id) else a.name if a.name == b.name else a.id
            pairs.append(SeriesClash(one, other, distance, shared))
    return sorted(pairs, key=lambda clash: (clash.distance, clash.one.shown, clash.other.shown))
