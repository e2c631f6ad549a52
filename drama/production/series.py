"""A folder of episodes -> :class:`Series`: who returns, who is new, and whose voices a listener would confuse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from drama import cast as casting
from drama.errors import DramaError
from drama.model import Cast, Figures, Script, Voice
from drama.production.episodes import episode_files, number_of
from drama.production.prepare import capabilities_of, list_voices, read_with_cast
from drama.production.series_people import Found, people_of


@dataclass(frozen=True, slots=True)
class SeriesEpisode:
    """One episode of a series, read and cast."""

    path: Path
    number: str
    """Such as ``3`` or ``2.5``; empty where nothing states it."""
    title: str
    script: Script
    cast: Cast
    file: casting.CastFile
    """The cast file it is cast by."""

    @property
    def label(self) -> str:
        """What it is called in a table: its number, or else its file."""
        return self.number or self.path.stem


@dataclass(frozen=True, slots=True)
class Appearance:
    """Somebody's part in one episode."""

    episode: SeriesEpisode
    lines: int
    voice: Voice


@dataclass(frozen=True, slots=True)
class SeriesPerson:
    """Somebody who speaks in a series: one person, by whatever names the episodes have for them."""

    name: str | None
    """The name in the series' file, else the one of the first episode; None for the narrator."""
    appearances: tuple[Appearance, ...]
    """In the order of the episodes."""
    names: tuple[str, ...] = ()
    """All main names that the episodes have for them."""
    is_held: bool = False
    """Whether the series' file holds their voice."""

    @property
    def shown(self) -> str:
        """The name, ``the narrator`` for the narrator."""
        return self.name or "the narrator"

    @property
    def lines(self) -> int:
        """How many lines they speak in all."""
        return sum(part.lines for part in self.appearances)

    @property
    def returns(self) -> bool:
        """Whether they speak in more than one episode."""
        return len(self.appearances) > 1

    @property
    def voice(self) -> Voice:
        """The voice of their last appearance."""
        return self.appearances[-1].voice

    @property
    def episodes(self) -> str:
        """What the episodes they speak in are called, such as ``1-3, 5``."""
        return labels([part.episode for part in self.appearances])

    @property
    def voices(self) -> tuple[tuple[Voice, str], ...]:
        """The voices they would speak with, by what shapes a take, and the episodes of each, such as ``1-3``."""
        found: dict[tuple[object, ...], tuple[Voice, list[SeriesEpisode]]] = {}
        for part in self.appearances:
            found.setdefault(spoken(part.voice), (part.voice, []))[1].append(part.episode)
        return tuple((voice, labels(episodes)) for voice, episodes in found.values())


@dataclass(frozen=True, slots=True)
class SeriesClash:
    """Two people of a series, at least one of whom returns or is held, who sound alike to a listener."""

    one: SeriesPerson
    other: SeriesPerson
    distance: float
    shared_voice: str = ""
    """The voice both have, by its name in the pool or its id; empty where two voices sound alike."""

    def __str__(self) -> str:
        """Return it as a sentence."""
        one, other = (f"{person.shown} ({person.episodes})" for person in (self.one, self.other))
        if self.shared_voice:
            return f"{one} and {other} share the voice {self.shared_voice}"
        return f"{one} and {other} are hard to tell apart ({self.distance:.2f} of {casting.MARGIN:g})"


@dataclass(frozen=True, slots=True)
class Series:
    """A folder of episodes, read and cast; nothing is recorded."""

    folder: Path
    title: str
    """As its file says, else as its episodes do; empty where nobody says it."""
    path: Path | None
    """The cast file of the series; None if there is none yet."""
    episodes: tuple[SeriesEpisode, ...]
    people: tuple[SeriesPerson, ...]
    """The narrator first, then by first appearance and lines; crowds are left out."""
    clashes: tuple[SeriesClash, ...] = ()
    notes: tuple[str, ...] = ()
    """What is wrong with its files: an episode that cannot be read, or that does not follow the series' file."""
    file: casting.CastFile | None = None
    """The cast file in force for an episode without one of its own."""

    @property
    def changing(self) -> tuple[SeriesPerson, ...]:
        """Those whose voice would change from one episode to another."""
        return tuple(person for person in self.people if len(person.voices) > 1)

    @property
    def newcomers(self) -> tuple[SeriesPerson, ...]:
        """Those who speak in the last of several episodes only."""
        return tuple(person for person in self.people if self._is_new(person))

    @property
    def guests(self) -> tuple[SeriesPerson, ...]:
        """Those who speak in one episode, which is not the last of several, and are not in the series' file."""
        return tuple(p for p in self.people if p.name and not p.returns and not p.is_held and not self._is_new(p))

    @property
    def regulars(self) -> tuple[SeriesPerson, ...]:
        """Those who return, or whose voice the series' file holds; the narrator aside."""
        return tuple(p for p in self.people if p.name and (p.returns or p.is_held) and not self._is_new(p))

    def _is_new(self, person: SeriesPerson) -> bool:
        is_last = person.appearances[0].episode == self.episodes[-1]
        return person.name is not None and is_last and len(self.episodes) > 1


def spoken(voice: Voice) -> tuple[object, ...]:
    """Return what of a voice shapes its takes."""
    return voice.engine, voice.id, voice.rate_wpm, voice.pitch, tuple(sorted(voice.options.items()))


def labels(episodes: Sequence[SeriesEpisode]) -> str:
    """Return what episodes are called, those with whole numbers that follow one another as ``1-3``."""
    runs: list[list[str]] = []
    for label in (episode.label for episode in episodes):
        last = runs[-1][-1] if runs else ""
        if last.isdecimal() and label.isdecimal() and int(label) == int(last) + 1:
            runs[-1].append(label)
        else:
            runs.append([label])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


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
    return Series(
        folder=folder,
        title=shared.series.title or _stated_title(episodes),
        path=shared.series.path,
        episodes=tuple(episodes),
        people=people,
        clashes=tuple(_clashes(people)),
        notes=tuple(dict.fromkeys(notes)),
        file=shared,
    )


def _read(path: Path) -> SeriesEpisode:
    script, file = read_with_cast(path, None)
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


def _clashes(people: Sequence[SeriesPerson]) -> list[SeriesClash]:
    """Return the pairs with a regular or the narrator whose voices are closer than the margin, closest first."""
    figures = figures_lookup()
    pairs = []
    for one, other in combinations(people, 2):
        if not any(person.name is None or person.returns or person.is_held for person in (one, other)):
            continue
        voices = [(a, b) for a, _ in one.voices for b, _ in other.voices]
        distance, a, b = min(((casting.distance(a, b, figures), a, b) for a, b in voices), key=lambda row: row[0])
        if distance < casting.MARGIN:
            shared = "" if (a.engine, a.id) != (b.engine, b.id) else a.name if a.name == b.name else a.id
            pairs.append(SeriesClash(one, other, distance, shared))
    return sorted(pairs, key=lambda clash: (clash.distance, clash.one.shown, clash.other.shown))


def figures_lookup() -> Callable[[Voice], Figures | None]:
    """Return what looks up the figures of any voice: measured here, by its engine's makers, or shipped."""
    of_engine = cache(capabilities_of)

    def figures(voice: Voice) -> Figures | None:
        return of_engine(voice.engine).figures(voice) or casting.shipped(voice)

    return figures
