"""Assign a voice to every speaker: pinned voices first, the rest from the pool by gender, age and voice distance.

Two passes, so that recasting one character leaves the others alone. The first plans the whole cast as if the file
pinned nobody. The second places the pinned voices; everybody else keeps the planned voice unless a pinned voice in the
same scene is closer to it than the margin.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType

from drama.cast.castfile.load import CastFile, Entry, load_cast_file
from drama.cast.castfile.voice_files import BEST_ENGINE
from drama.cast.casting.assignment import Assignment, as_heard, voice_key
from drama.cast.casting.available_voices import AvailableVoices
from drama.cast.casting.capabilities import CapabilitiesOf, ListVoices
from drama.cast.casting.roles import Choice, Role
from drama.cast.casting.voice_distance import MARGIN, FiguresOf, distance
from drama.errors import install_command
from drama.files.messages import listed, nearest, quoted
from drama.model import UNKNOWN, Cast, Character, Gender, Script, Voice

_MINOR_LINES = 3
"""A speaker with at most this many lines may share a voice with a speaker of other scenes."""

_WARNINGS_SHOWN = 12
"""Warnings shown of each kind; a crowd of hundreds need not be listed."""
_CROWDED_SCENE = 200
"""Scenes with more speakers than this are not compared pair by pair: that grows with the square."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two speakers who share scenes and whose voices are closer than the margin; ``one`` is None for the narrator."""

    one: str | None
    other: str
    distance: float
    scenes: tuple[int, ...]

    def __str__(self) -> str:
        pair = f"{self.one or 'the narrator'} and {self.other}"
        where = ("scene " if len(self.scenes) == 1 else "scenes ") + listed(map(str, self.scenes), limit=5)
        return f"{pair} share {where} and are hard to tell apart ({self.distance:.2f} of {MARGIN:g})"


@dataclass(frozen=True, slots=True)
class VoiceDistance:
    """How far apart the voices of two who share scenes are; ``one`` is None for the narrator."""

    one: str | None
    other: str
    distance: float
    """In margins: from 1 on they are easy to tell apart."""
    scenes: tuple[int, ...]


def cast_script(
    script: Script,
    file: CastFile,
    *,
    engine: str | None = None,
    list_voices: ListVoices | None = None,
    capabilities_of: CapabilitiesOf | None = None,
) -> Cast:
    """Return a voice for the narrator and every speaker of the script.

    The same script, file and engines give the same cast on every machine.

    :param engine: overrides the engine of every voice.
    :param list_voices: the voices an engine has. A pinned voice it lacks is a CastError, one in the pool is skipped;
        without this every id is accepted.
    :param capabilities_of: the settings an engine accepts. Only those are varied where voices run short, only those
        count towards the distance of two voices, and any other setting in the file is a CastError; without this every
        engine accepts all settings.
    """
    available = AvailableVoices(file, engine=engine, list_voices=list_voices, capabilities_of=capabilities_of)
    everybody, strangers = _roles(script, file)
    narrator = available.narrator(file.narrator)
    pinned = {role.name: voice for role in everybody if (voice := available.pinned(role.name, role.entry)) is not None}
    teller = script.teller if file.speaks_for_teller else None
    # Others are planned as if nobody told the story, so that they keep their voices whoever speaks for the teller.
    roles = [role for role in everybody if role.name != teller]
    free = [role for role in roles if role.name not in pinned]
    held = [role for role in everybody if role.name in pinned]
    elsewhere = _elsewhere(everybody, file, available)
    chosen = _chosen(roles, held, pinned, narrator, available, elsewhere=elsewhere)
    voices = pinned | {role.name: (role.entry or Entry()).tuned(chosen[role.name].voice) for role in free}
    voices |= {role.name: (role.entry or Entry()).tuned(narrator) for role in everybody if role.name not in voices}
    final = {role.name: available.final(role.name, role.entry, voices[role.name]) for role in everybody}
    cast = Cast(
        narrator=available.final("narrator", file.narrator, narrator),
        voices=MappingProxyType(final),
        ages=MappingProxyType(
            {role.name: role.age for role in free if role.age and role.age != as_heard(final[role.name].age)}
        ),
        pauses=file.pauses,
        mix=file.mix,
        sound=file.sounds.sound,
        path=file.path,
        narrating_actor=file.narrator.actor or "",
        actors=MappingProxyType({role.name: role.entry.actor for role in everybody if role.entry and role.entry.actor}),
    )
    if teller in final and (teller not in pinned or voice_key(final[teller]) == voice_key(cast.narrator)):
        cast = replace(cast, teller=teller)
    close_pairs = [
        str(clash)
        for clash in _clashes(_apart(everybody, cast), final, cast.narrator, available.figures)
        if clash.one in pinned or clash.other in pinned
    ]
    notes = [choice.note for role in free if (choice := chosen[role.name]).note]
    more = [f"there are more natural voices: {install_command(BEST_ENGINE)}"] if available.is_short_of_an_extra else []
    return replace(
        cast, warnings=(*strangers, *available.notes, *_first(notes), *(more if notes else ()), *_first(close_pairs))
    )


def _apart(roles: Iterable[Role], cast: Cast) -> list[Role]:
    """Return the roles but the teller's, where that is spoken by the narrator's voice."""
    return [role for role in roles if role.name != cast.teller]


def _elsewhere(roles: Sequence[Role], file: CastFile, available: AvailableVoices) -> dict[str, Voice]:
    """Return the voices a series' file holds for people who are not in the script: a guest should not get them."""
    here = {id(role.entry) for role in roles}
    absent = {name: entry for name, entry in file.characters.items() if id(entry) not in here}
    voices = {name: available.named(name, entry) for name, entry in absent.items()} if file.series.title else {}
    return {
        name: absent[name].tuned(voice)
        for name, voice in voices.items()
        if voice is not None and available.has(voice.engine, voice.id)
    }


def _chosen(
    roles: Sequence[Role],
    held: Sequence[Role],
    pinned: Mapping[str, Voice],
    narrator: Voice,
    available: AvailableVoices,
    *,
    elsewhere: Mapping[str, Voice],
) -> dict[str, Choice]:
    """Return the choice for each role that is not pinned: the planned one where no pinned voice is too close to it.

    ``held`` are those with a voice in ``pinned``. Voices that are heard ``elsewhere`` in a series are left to whom they
    belong, as long as there are others.
    """
    planned = Assignment(
        available.pool, narrator=available.narrator(load_cast_file(None).narrator), capabilities=available.capabilities
    )
    plan = {role.name: planned.choose(role) for role in roles}
    assignment = Assignment(available.pool, narrator=narrator, capabilities=available.capabilities)
    for role in held:
        assignment.place(role, pinned[role.name])
    for name, voice in elsewhere.items():
        assignment.keep_for(name, voice)
    free = [role for role in roles if role.name not in pinned]
    kept = {
        role.name: plan[role.name]
        for role in free
        if assignment.is_distinct(role, plan[role.name].voice) and not assignment.is_kept(plan[role.name].voice)
    }
    for role in free:
        if role.name in kept:
            assignment.place(role, kept[role.name].voice)
    return kept | {role.name: assignment.choose(role) for role in free if role.name not in kept}


def clashes(script: Script, cast: Cast, *, capabilities_of: CapabilitiesOf | None = None) -> tuple[Clash, ...]:
    """Return the pairs of speakers who share a scene and whose voices are closer than the margin, closest first."""
    known = AvailableVoices(load_cast_file(None), engine=None, list_voices=None, capabilities_of=capabilities_of)
    roles = [Role(name, scenes=scenes) for name, (_, scenes) in _appearances(script).items()]
    return tuple(_clashes(_apart(roles, cast), cast.voices, cast.narrator, known.figures))


def voice_distances(
    script: Script, cast: Cast, *, capabilities_of: CapabilitiesOf | None = None
) -> tuple[VoiceDistance, ...]:
    """Return how far apart the voices of all are who share scenes, and of each from the narrator's; closest first."""
    known = AvailableVoices(load_cast_file(None), engine=None, list_voices=None, capabilities_of=capabilities_of)
    roles = [Role(name, scenes=scenes) for name, (_, scenes) in _appearances(script).items()]
    pairs = _clashes(_apart(roles, cast), cast.voices, cast.narrator, known.figures, below=math.inf)
    return tuple(VoiceDistance(pair.one, pair.other, pair.distance, pair.scenes) for pair in pairs)


def _roles(script: Script, file: CastFile) -> tuple[list[Role], list[str]]:
    """Return the roles, most important first, and warnings about characters of the file who are not in the script."""
    people = {character.name: character for character in script.characters}
    appearances = _appearances(script)
    names = dict.fromkeys((*people, *appearances))
    entries = _entries([people.get(name, Character(name)) for name in names], file)
    roles = [
        _role(people.get(name, Character(name)), *appearances.get(name, (0, ())), entries.get(name)) for name in names
    ]
    matched = {id(entry) for entry in entries.values()}
    known = [name for person in people.values() for name in (person.name, *person.aliases)]
    strangers = [
        f"{entry.place}: {quoted(name)} is not in the story{nearest(name, known)}"
        for name, entry in file.characters.items()
        if not entry.is_inherited and id(entry) not in matched and name != UNKNOWN
    ]
    return sorted(roles, key=lambda role: role.rank), strangers


def _appearances(script: Script) -> dict[str, tuple[int, tuple[int, ...]]]:
    """Return each speaker's number of lines and scenes."""
    counts: dict[str, int] = {}
    scenes: dict[str, dict[int, None]] = {}
    for line in script.lines:
        if line.speaker is not None:
            counts[line.speaker] = counts.get(line.speaker, 0) + 1
            scenes.setdefault(line.speaker, {})[line.scene] = None
    return {name: (count, tuple(scenes[name])) for name, count in counts.items()}


def _entries(people: Iterable[Character], file: CastFile) -> dict[str, Entry]:
    """Return the file's entry of each character, matched by name or alias, whatever the letter case."""
    by_name: dict[str, Entry] = {}
    for name, entry in file.characters.items():
        for known in (name, *entry.aliases):
            by_name.setdefault(known.casefold(), entry)
    entries: dict[str, Entry] = {}
    for person in people:
        keys = (person.name.casefold(), *(alias.casefold() for alias in person.aliases))
        entry_of = next((by_name[key] for key in keys if key in by_name), None)
        if entry_of is not None:
            entries[person.name] = entry_of
    return entries


def _role(person: Character, lines: int, scenes: tuple[int, ...], entry: Entry | None) -> Role:
    gender = entry.gender if entry is not None and entry.gender is not None else person.gender
    lines = max(lines, person.lines)
    return Role(
        name=person.name,
        gender=Gender.NEUTRAL if person.name == UNKNOWN else gender,
        age=as_heard(entry.age if entry is not None and entry.age else person.age) or None,
        lines=lines,
        scenes=scenes,
        may_share=person.name != UNKNOWN and (person.is_crowd or lines <= _MINOR_LINES),
        is_crowd=person.is_crowd,
        entry=entry,
    )


def _first(warnings: Sequence[str]) -> list[str]:
    """Return the first few warnings, and a row with the number of the others."""
    rest = len(warnings) - _WARNINGS_SHOWN
    more = [f"… and {rest} more like this"] if rest > 0 else []
    return [*warnings[:_WARNINGS_SHOWN], *more]


def _clashes(
    roles: Sequence[Role],
    voices: Mapping[str, Voice],
    narrator: Voice,
    figures: FiguresOf,
    *,
    below: float = MARGIN,
) -> list[Clash]:
    """Return the pairs of a scene whose distance is ``below`` the margin, closest first."""
    scenes: dict[int, list[str]] = {}
    for role in roles:
        for scene in role.scenes:
            scenes.setdefault(scene, []).append(role.name)
    distance_of = lru_cache(maxsize=None)(lambda one, other: distance(voices[one], voices[other], figures))
    where: dict[tuple[str, str], list[int]] = {}
    for scene, names in sorted(scenes.items()):
        for one, other in combinations(names, 2) if len(names) <= _CROWDED_SCENE else ():
            if distance_of(one, other) < below:
                where.setdefault((one, other), []).append(scene)
    pairs = [Clash(one, other, distance_of(one, other), tuple(numbers)) for (one, other), numbers in where.items()]
    pairs += [
        Clash(None, role.name, from_narrator, role.scenes)
        for role in roles
        if role.scenes and (from_narrator := distance(voices[role.name], narrator, figures)) < below
    ]
    return sorted(pairs, key=lambda clash: (clash.distance, clash.one or "", clash.other))
