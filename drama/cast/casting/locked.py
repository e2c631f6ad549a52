"""The voices of a series against its lock: what would sound otherwise than in the episodes before."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from drama.cast.castfile.load import PACKAGED, CastFile
from drama.cast.castfile.lock import Lock, LockedVoice
from drama.cast.castfile.voice_files import BEST_ENGINE
from drama.cast.casting.available_voices import AvailableVoices
from drama.cast.casting.capabilities import CapabilitiesOf, ListVoices
from drama.cast.casting.voice_distance import speaker_similarity
from drama.errors import CastError, install_command
from drama.files.messages import listed, quoted
from drama.model import Figures, Voice

SAME_RECORDING = 0.97
"""Cosine of two speaker embeddings of one voice below which it has changed: the same sentences of the same voice score
1, the figures drama ships and those measured here, of other sentences, 0.982 to 0.988."""

_SHOWN = 5
"""People named in one difference."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that would sound otherwise than in the episodes a series was locked with."""

    what: str
    remedy: str = ""
    """What brings the locked sound back; empty where only the cast file can."""
    is_chosen: bool = False
    """Whether the cast file asks for it, as after a recast; else it came with another engine, voice or machine."""

    def __str__(self) -> str:
        """Return it as a sentence without its full stop."""
        return f"{self.what} ({self.remedy})" if self.remedy else self.what


def held_voices(
    file: CastFile, *, list_voices: ListVoices, capabilities_of: CapabilitiesOf
) -> dict[str | None, tuple[str, Voice]]:
    """Return the voices a cast file holds, each with the name it has there; None for the narrator.

    Raises CastError for one that is not available here: it cannot be locked.
    """
    available = AvailableVoices(file, engine=None, list_voices=list_voices, capabilities_of=capabilities_of)
    held: dict[str | None, tuple[str, Voice]] = {}
    narrator = available.narrator(file.narrator)
    held[None] = (file.narrator.voice or narrator.name, available.final("narrator", file.narrator, narrator))
    for name, entry in file.characters.items():
        voice = available.pinned(name, entry)
        if entry.voice is None:
            continue
        if voice is None:
            reasons = "; ".join(available.notes) or f"the voice {quoted(entry.voice)} is not there"
            raise CastError(f"{entry.place}: the voices cannot be locked: {reasons}")
        held[name] = (entry.voice, available.final(name, entry, voice))
    return held


def as_locked(file: CastFile, lock: Lock) -> CastFile:
    """Return a cast file in which the packaged names of voices mean what they meant when the series was locked."""
    pool, defaults = dict(file.pool), dict(file.defaults)
    # The packaged narrator is a name only: another voice narrates where the cast is of another engine.
    narrator = None if file.narrator.place.file == PACKAGED else file.narrator
    for name, locked in lock.people.items():
        entry = narrator if name is None else file.characters.get(name)
        if entry is None or entry.voice != locked.voice or entry.engine is not None or locked.sound:
            continue
        if locked.voice in file.defaults and file.is_packaged(locked.voice):
            voice = pool[locked.voice]
            pool[locked.voice] = defaults[locked.voice] = replace(
                voice,
                engine=locked.engine,
                id=locked.id,
                rate_wpm=locked.rate_wpm if entry.rate_wpm is None else voice.rate_wpm,
                pitch=locked.pitch if entry.pitch is None else voice.pitch,
            )
    if pool == dict(file.pool):
        return file
    return replace(file, pool=MappingProxyType(pool), defaults=MappingProxyType(defaults))


def differences(
    lock: Lock, now: Lock, *, own_voices: Collection[str] = (), measured: Collection[str | None] = ()
) -> tuple[Difference, ...]:
    """Return what differs of the people in both locks, engines first.

    ``own_voices`` are the names that the user's cast files define themselves: another sound behind one is their choice.
    ``measured`` are the people whose figures were measured with the engines as they are now: where those are the locked
    ones, another version of an engine is no cause to stop.
    """
    both = [name for name in lock.people if name in now.people]
    found = list(_engines(lock, now, both, measured))
    for name in both:
        found += _voice(name or "the narrator", lock.people[name], now.people[name], own_voices)
    if both and lock.drama and now.drama and lock.drama != now.drama:
        what = "the words an engine gets for numbers, names and deliveries may have changed"
        found.append(Difference(f"drama is {now.drama} here, and {lock.drama} is locked: {what}", is_chosen=True))
    return tuple(found)


def _engines(
    lock: Lock, now: Lock, both: Sequence[str | None], measured: Collection[str | None]
) -> Iterator[Difference]:
    for engine, version in now.engines.items():
        locked = lock.engines.get(engine)
        people = [name for name in both if engine == now.people[name].engine == lock.people[name].engine]
        if locked is None or locked == version or not people:
            continue
        here, there, packages = _parts(version, locked)
        what = f"the engine {engine} is of another version: {here} here, {there} locked"
        likeness = min((_likeness(lock.people[name], now.people[name]) or 0.0 for name in people), default=0.0)
        if likeness >= SAME_RECORDING and all(name in measured for name in people):
            heard = f"but {_listed(people)} measure as locked ({likeness:.2f} of 1 alike)"
            yield Difference(f"{what}; {heard}", is_chosen=True)
            continue
        back = [f"pip install {' '.join(packages)}"] if packages else []
        if all(lock.people[name].figures for name in people):
            words = " ".join(dict.fromkeys(shlex.quote(lock.people[name].voice) for name in people))
            back.append(f"drama voices measure {words}  tells whether they do")
        yield Difference(f"{what}; {_listed(people)} may sound otherwise", ", or  ".join(back))


def _parts(here: str, locked: str) -> tuple[str, str, list[str]]:
    """Return what differs of two versions, and the packages that would bring the locked one back.

    A version is such as ``hibari-tts 0.2.1+numpy 2.4.6+5f410227``: packages, and digests of what else shapes the sound.
    """
    parts, others = here.split("+"), locked.split("+")
    if len(parts) != len(others):
        return here, locked, []
    pairs = [(one, other) for one, other in zip(parts, others, strict=True) if one != other]
    packages = [other.replace(" ", "==") for _, other in pairs if other.count(" ") == 1]
    is_all = len(packages) == len(pairs)
    return ", ".join(one for one, _ in pairs), ", ".join(other for _, other in pairs), packages if is_all else []


def _voice(who: str, locked: LockedVoice, now: LockedVoice, own_voices: Collection[str]) -> Iterator[Difference]:
    """Yield what differs of one person's voice: one difference at most, the greatest."""
    word, is_own = quoted(locked.voice), locked.voice in own_voices
    if locked.voice != now.voice:
        yield Difference(f"{who} has the voice {quoted(now.voice)}, and {word} is locked", is_chosen=True)
    elif locked.engine != now.engine or (not locked.sound and locked.id != now.id):
        what = f"the voice {word} of {who} is {now.id} ({now.engine}) here, and {locked.id} ({locked.engine}) is locked"
        is_lacking = locked.engine == BEST_ENGINE != now.engine
        yield Difference(what, install_command(BEST_ENGINE) if is_lacking else "", is_chosen=is_own)
    elif locked.sound != now.sound:
        what = f"the voice {word} of {who} is the locked one in name only: its file or its server has changed"
        yield Difference(what, "put the file back that the first episodes were recorded with" if locked.sound else "")
    elif (locked.rate_wpm, locked.pitch) != (now.rate_wpm, now.pitch):
        yield Difference(f"{who} speaks at {_setting(now)}, and {_setting(locked)} is locked", is_chosen=True)
    else:
        likeness = _likeness(locked, now)
        if likeness is not None and likeness < SAME_RECORDING:
            what = f"the voice {word} of {who} was measured as another than the locked one: {likeness:.2f} of 1 alike"
            yield Difference(what)


def _likeness(one: LockedVoice, other: LockedVoice) -> float | None:
    return speaker_similarity(Figures(one.figures), Figures(other.figures))


def _setting(voice: LockedVoice) -> str:
    return f"{voice.rate_wpm} words a minute{'' if voice.pitch is None else f' and pitch {voice.pitch}'}"


def _listed(people: Sequence[str | None]) -> str:
    return listed([name or "the narrator" for name in people], limit=_SHOWN)
