"""A series, read and cast: its episodes, its people, and what a listener would notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drama import cast as casting
from drama.model import Cast, Script, Voice


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
    def is_narrated(self) -> bool:
        """Whether they tell every episode they are in, with the narrator's voice, and so need none of their own."""
        return all(part.episode.cast.teller in self.names for part in self.appearances)

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
class Variation:
    """Something of the house style that is not the same in all episodes."""

    what: str
    """Such as ``the style`` or ``the pronunciation of Siobhan``."""
    values: tuple[tuple[str, str], ...]
    """What it is, and in which episodes, such as ``1-3``."""

    def __str__(self) -> str:
        """Return it as a sentence."""
        return f"{self.what} is {', then '.join(f'{value} in {episodes}' for value, episodes in self.values)}"


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
    variations: tuple[Variation, ...] = ()
    """What of the house style is not the same in all episodes."""
    notes: tuple[str, ...] = ()
    """What is wrong with its files: an episode that cannot be read, or that does not follow the series' file."""
    file: casting.CastFile | None = None
    """The cast file in force for an episode without one of its own."""
    lock_path: Path | None = None
    """The lock of the series; None if it is not locked."""
    lock_differences: tuple[casting.Difference, ...] = ()
    """What would not sound as the series was locked."""

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
