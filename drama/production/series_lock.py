"""The lock of a series: made from its cast file, compared with before an episode is recorded, renewed on purpose."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from drama import cast as casting
from drama.cast import Difference, Lock, LockedVoice
from drama.engines import EngineInfo
from drama.errors import CastError
from drama.files.messages import listed
from drama.files.text_edits import TextFile, labelled
from drama.model import Cast, Script, Voice
from drama.production.engine_facts import capabilities_of, figures_lookup, list_voices
from drama.production.voice_figures import is_measured
from drama.version import __version__

Held = Mapping[str | None, tuple[str, Voice]]
"""Person -> the name of their voice in the cast file, and the voice; None for the narrator."""

_SHOWN = 3
"""Differences named in an error."""


@dataclass(frozen=True, slots=True)
class LockedSeries:
    """What was written into the lock of a series."""

    path: Path
    is_new_file: bool
    added: tuple[str, ...]
    """Those who were not in it before."""
    renewed: tuple[str, ...] = ()
    """What was otherwise in it before, as sentences."""


# ------------------------------------------------------------------ before an episode is recorded


def lock_of(file: casting.CastFile) -> Lock | None:
    """Return the lock of the series a cast file belongs to; None if there is none. Raises CastError if damaged."""
    return None if file.series.path is None else casting.read_lock(casting.lock_path(file.series.path))


def lock_warnings(
    called: str, script: Script, file: casting.CastFile, cast: Cast, lock: Lock, *, anyway: bool
) -> tuple[str, ...]:
    """Return what of an episode, ``called`` so in a message, would not sound as its series was locked, as sentences.

    Raises CastError where that is not what the cast file asks for, unless it is to be recorded ``anyway``.
    """
    held = _held_here(script, file, cast)
    found = _differences(lock, _lock_now(held), held, file)
    strange = [difference for difference in found if not difference.is_chosen]
    assert file.series.path is not None
    folder = shlex.quote(str(file.series.path.parent))
    if strange and not anyway:
        more = f"; and {len(strange) - _SHOWN} more" if len(strange) > _SHOWN else ""
        raise CastError(
            f"{called} would not sound like the episodes before it: {'; '.join(map(str, strange[:_SHOWN]))}{more}. "
            f"--lock-anyway records it all the same; drama cast --series {folder} --lock --force renews the lock"
        )
    name = casting.lock_path(file.series.path).name
    new = [name for name in held if name is not None and name not in lock.people and name in _of_series(file)]
    told = [f"not as in {name}: {difference}" for difference in found]
    if new:
        told.append(f"not in {name} yet: {listed(new, limit=5)}; drama cast --series {folder} --lock adds them")
    return tuple(told)


def _held_here(script: Script, file: casting.CastFile, cast: Cast) -> dict[str | None, tuple[str, Voice]]:
    """Return the voices of those who speak in a script and whose voice a cast file names, the narrator's too."""
    described = {person.name: person.aliases for person in script.characters}
    speaking = {line.speaker for line in script.lines}
    held: dict[str | None, tuple[str, Voice]] = {}
    if None in speaking:
        held[None] = (file.narrator.voice or cast.narrator.name, cast.narrator)
    for name, voice in cast.voices.items():
        mains = (file.main_name(known) for known in (name, *described.get(name, ())))
        main = next((found for found in mains if found is not None), None)
        if name in speaking and main is not None and (word := file.characters[main].voice) is not None:
            held[main] = (word, voice)
    return held


def _of_series(file: casting.CastFile) -> frozenset[str]:
    """Return the people whose voices the series' file, or one it extends, holds."""
    shared = file.sources[file.sources.index(file.series.path) :] if file.series.path in file.sources else ()
    places = set(map(str, shared))
    return frozenset(name for name, entry in file.characters.items() if entry.voice and entry.place.file in places)


def _differences(lock: Lock, now: Lock, held: Held, file: casting.CastFile) -> tuple[Difference, ...]:
    """Return what of some voices is not as locked, by what is known of them on this machine."""
    own = [name for name in file.pool if not file.is_packaged(name)]
    is_other = any(lock.engines.get(engine, version) != version for engine, version in now.engines.items())
    measured = [name for name, (_, voice) in held.items() if is_measured(voice)] if is_other else []
    return casting.differences(lock, now, own_voices=own, measured=measured)


def _lock_now(held: Held) -> Lock:
    """Return the lock of some voices as they are here and now."""
    figures = figures_lookup()
    engines = {voice.engine: EngineInfo(voice.engine).version for _, voice in held.values()}
    people: dict[str | None, LockedVoice] = {}
    for name, (word, voice) in held.items():
        measured = figures(voice)
        sound = EngineInfo(voice.engine).identity(voice) or ""
        people[name] = LockedVoice(
            voice=casting.bare_name(word),
            engine=voice.engine,
            id=casting.bare_name(voice.id),
            rate_wpm=voice.rate_wpm,
            pitch=voice.pitch,
            sound=sound,
            figures=b"" if measured is None else measured.embedding,
        )
    return Lock(__version__, MappingProxyType(engines), MappingProxyType(people))


# ------------------------------------------------------------------ making and renewing


def lock_differences(file: casting.CastFile) -> tuple[Difference, ...] | None:
    """Return how the voices that a series' file holds differ from its lock; None if there is none."""
    lock = lock_of(file)
    if lock is None:
        return None
    held = casting.held_voices(casting.as_locked(file, lock), list_voices=list_voices, capabilities_of=capabilities_of)
    return _differences(lock, _lock_now(held), held, file)


def lock_series(folder: Path, *, renew: bool = False) -> LockedSeries:
    """Write the lock of the series in a folder; people who are not in it yet are added.

    Where something else is in it than would be written, that takes ``renew``. :func:`undo_lock` takes it back. Raises
    CastError for a folder without a series' file, a voice that is not available here, and for such a difference.
    """
    file, series_file = _series_file(folder)
    path = casting.lock_path(series_file)
    try:
        old = casting.read_lock(path)
    except CastError:  # a damaged one can be renewed, too
        if not renew:
            raise
        old = None
    if old is not None and not renew:
        file = casting.as_locked(file, old)
    held = casting.held_voices(file, list_voices=list_voices, capabilities_of=capabilities_of)
    now = _lock_now(held)
    found = () if old is None else _differences(old, now, held, file)
    if found and not renew:
        raise CastError(
            f"{path} is not as it would be written now: {'; '.join(map(str, found[:_SHOWN]))}. --force renews it, and "
            "episodes recorded from then on may sound otherwise than those before"
        )
    lock = now if old is None or renew else _added(old, now)
    text = casting.lock_text(lock, title=file.series.title, series_file=series_file.name)
    with labelled("the series is locked"):
        TextFile(path, CastError).edit(lambda _: text)
    added = [name or "the narrator" for name in now.people if old is None or name not in old.people]
    return LockedSeries(path, old is None, tuple(added), tuple(map(str, found)))


def undo_lock(folder: Path) -> Path:
    """Take the last edit of the lock of the series in a folder back, and return its path. Raises CastError."""
    path = casting.lock_path(_series_file(folder)[1])
    casting.undo_recast(path)
    return path


def _added(old: Lock, now: Lock) -> Lock:
    """Return a lock with the people who are not in it yet."""
    used = {voice.engine for voice in old.people.values()}
    engines = {**now.engines, **{name: version for name, version in old.engines.items() if name in used}}
    return replace(old, engines=MappingProxyType(engines), people=MappingProxyType({**now.people, **old.people}))


def _series_file(folder: Path) -> tuple[casting.CastFile, Path]:
    """Return the cast file of the series in a folder, and its path as the folder was named."""
    file = casting.load_cast_file(casting.shared_cast_path(folder))
    path = file.series.path
    if path is None:
        raise CastError(
            f'{folder} has no cast file of a series, which says [series] title = "…"; '
            f"drama cast --series {shlex.quote(str(folder))} --save writes one"
        )
    return file, folder / path.name if path.resolve().parent == folder.resolve() else path
