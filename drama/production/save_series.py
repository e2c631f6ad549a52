"""The cast file of a series, written from its first episodes: who returns keeps the voice they had first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drama import cast as casting
from drama.files.text import printable
from drama.model import Character, Script, Voice
from drama.production.engine_facts import capabilities_of, figures_lookup, list_voices
from drama.production.read_series import read_series
from drama.production.series import Series, SeriesEpisode, SeriesPerson
from drama.readers.structure.front_matter import title_from_name


@dataclass(frozen=True, slots=True)
class SavedSeries:
    """What was written into the cast file of a series."""

    path: Path
    is_new_file: bool
    held: tuple[SeriesPerson, ...]
    """Those whose voices it holds from now on."""
    moved: tuple[SeriesPerson, ...]
    """Those of them who get another voice than in their first episode, which somebody else of the series has."""
    before: Series
    after: Series
    """The series as it was, and as it is."""

    @property
    def changed_hands(self) -> tuple[tuple[SeriesEpisode, int], ...]:
        """The episodes in which lines have another speaker than before, and how many: people are known by more names.

        Another name for the same person is no other speaker.
        """
        people = (*self.before.people, *self.after.people)
        names = {name: person.name for person in people for name in (*person.names, person.name)}
        found = []
        for before, after in zip(self.before.episodes, self.after.episodes, strict=True):
            pairs = zip(before.script.lines, after.script.lines, strict=False)
            changed = sum(names.get(a.speaker, a.speaker) != names.get(b.speaker, b.speaker) for a, b in pairs)
            if changed:
                found.append((after, changed))
        return tuple(found)


def save_series(folder: Path) -> SavedSeries:
    """Write the voices of those who return into the cast file of the series in a folder.

    Of a series of one episode everybody with a name is taken. Everybody keeps the voice of their first episode, unless
    it is too near to that of somebody who came before. The file in force in the folder is added to, nothing in it is
    changed; where there is none a new ``series.voices.toml`` is written. :func:`undo_series` takes it back.
    """
    series = read_series(folder)
    file = series.file
    assert file is not None
    path = _path(folder, file)
    wanted = [person for person in series.people if _is_wanted(person, series)]
    title = series.title or printable(title_from_name(Path(f"{folder.resolve().name}.txt"))) or "Series"
    kept, moved = _apart(wanted, series)
    holdings = [_holding(person, voice, series) for person, voice in kept]
    if moved:
        text = casting.series_text(casting.series_text_at(path), path, holdings, file=file, title=title)
        chosen = _cast_together([person for person in series.people if person.name], text, path)
        holdings += [_holding(person, chosen[str(person.name)], series) for person in moved]
    place = {person.name: index for index, person in enumerate(wanted)}
    holdings.sort(key=lambda one: place[one.name])
    is_new, after = False, series
    if holdings or not file.series.title:
        is_new = casting.save_series_file(path, holdings, file=file, title=title)
        after = read_series(folder)
    return SavedSeries(path, is_new, tuple(wanted), tuple(moved), before=series, after=after)


def undo_series(folder: Path) -> Path:
    """Take the last edit of the cast file of the series in a folder back, and return its path.

    Raises :class:`CastError` if there is none, or the file was edited otherwise since.
    """
    path = _path(folder, casting.load_cast_file(casting.shared_cast_path(folder)))
    casting.undo_recast(path)
    return path


def _path(folder: Path, file: casting.CastFile) -> Path:
    """Return the file to write: that of the folder, if it has one; one in a folder above is extended, not edited."""
    is_here = file.path is not None and file.path.resolve().parent == folder.resolve()
    return folder / (file.path.name if is_here and file.path is not None else casting.SERIES_FILE)


def _is_wanted(person: SeriesPerson, series: Series) -> bool:
    """Return whether a person's voice is to be held from now on; of everybody in a series of one episode."""
    if person.is_narrated:
        return False
    return not person.is_held and (person.name is None or person.returns or len(series.episodes) == 1)


def _apart(
    wanted: Sequence[SeriesPerson], series: Series
) -> tuple[list[tuple[SeriesPerson, Voice]], list[SeriesPerson]]:
    """Return those who keep the voice of their first episode, and those who cannot: it is too near to another's.

    A voice that somebody chose, in the cast file of that episode, is kept in any case.
    """
    figures = figures_lookup()
    taken = [person.voice for person in series.people if person.is_held]
    kept: list[tuple[SeriesPerson, Voice]] = []
    moved = []
    for person in sorted(wanted, key=lambda person: not _is_chosen(person)):
        voice = person.appearances[0].voice
        is_near = any(casting.distance(voice, other, figures) < casting.MARGIN for other in taken)
        if is_near and not _is_chosen(person) and person.name is not None:
            moved.append(person)
        else:
            taken.append(voice)
            kept.append((person, voice))
    return kept, moved


def _is_chosen(person: SeriesPerson) -> bool:
    """Return whether the cast file of a person's first episode names their voice."""
    file = person.appearances[0].episode.file
    if person.name is None:
        return file.narrator.voice is not None and file.narrator.place.file in map(str, file.sources)
    entries = (file.characters[main] for name in person.names if (main := file.main_name(name)) is not None)
    return any(entry.voice is not None for entry in entries)


def _holding(person: SeriesPerson, voice: Voice, series: Series) -> casting.Holding:
    """Return what the file is to say of a person; no alias that means somebody else too."""
    others = {
        name.casefold() for other in series.people if other != person for name in (other.name or "", *other.names)
    }
    aliases = tuple(name for name in person.names if name != person.name and name.casefold() not in others)
    comment = f"{person.lines:,} line{'s'[: person.lines != 1]} in episode{'s'[: person.returns]} {person.episodes}"
    return casting.Holding(person.name, voice, aliases, printable(comment))


def _cast_together(people: Sequence[SeriesPerson], text: str, path: Path) -> dict[str, Voice]:
    """Return a voice for each of some people, as if they shared a scene, so that all can be told apart."""
    file = casting.read_cast_text(text, path)
    first = people[0].appearances[0].episode.script
    lines = [
        replace(line, speaker=person.name, scene=1)
        for person in people
        for line in person.appearances[0].episode.script.lines
        if line.speaker in person.names
    ]
    script = Script(first.story, first.scenes[:1], tuple(lines), tuple(map(_character, people)))
    cast = casting.cast_script(script, file, list_voices=list_voices, capabilities_of=capabilities_of)
    return dict(cast.voices)


def _character(person: SeriesPerson) -> Character:
    known = person.appearances[0].episode.script.characters
    found = next((one for one in known if one.name in person.names), Character(str(person.name)))
    return replace(found, name=str(person.name), aliases=(), lines=person.lines)
