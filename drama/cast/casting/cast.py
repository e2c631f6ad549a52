"""Give every speaker of a script a voice: the pinned ones theirs, the rest from the pool by gender and contrast.

It goes in two passes, so that recasting one character leaves the others alone. The first plans the whole cast as if the
file pinned nobody. The second puts the pinned voices in place; everybody else keeps the planned voice unless a pinned
one in the same scene comes too close to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType

from drama.cast.castfile.load import CastFile, Entry, load_cast_file
from drama.cast.castfile.voice_files import BEST_ENGINE
from drama.cast.casting.abilities import Reaches
from drama.cast.casting.assignment import Board, Part, as_heard
from drama.cast.casting.available_voices import Offers, Stock
from drama.cast.casting.voice_distance import MARGIN, FiguresOf, distance
from drama.errors import install_command
from drama.files.messages import listed, nearest, quoted
from drama.model import UNKNOWN, Cast, Character, Gender, Script, Voice

_MINOR_LINES = 3
"""Who says no more than this may share a voice with somebody of other scenes."""

_WARNINGS_SHOWN = 12
"""Of one sort; a crowd of hundreds need not be listed."""
_CROWDED_SCENE = 200
"""Scenes with more speakers than this are not searched pair by pair."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two who share scenes and are hard to tell apart; ``one`` is None for the narrator."""

    one: str | None
    other: str
    distance: float
    scenes: tuple[int, ...]

    def __str__(self) -> str:
        pair = f"{self.one or 'the narrator'} and {self.other}"
        where = ("scene " if len(self.scenes) == 1 else "scenes ") + listed(map(str, self.scenes), limit=5)
        return f"{pair} share {where} and are hard to tell apart ({self.distance:.2f} of {MARGIN:g})"


def cast_script(
    script: Script,
    file: CastFile,
    *,
    engine: str | None = None,
    offers: Offers | None = None,
    reaches: Reaches | None = None,
) -> Cast:
    """Return a voice for the narrator and every speaker of the script.

    ``engine`` overrides the engine of every voice. ``offers`` tells what an engine has got, so that a voice it has not
    is refused (CastError) if the file pins it, and passed over if it stands in the pool; without it every id is
    believed. ``reaches`` tells which settings an engine takes: only those are moved where voices run short, two voices
    are told apart by those alone, and one that the file asks for beside them is a CastError; without it every engine
    takes all. The same script, file and engines give the same cast everywhere.
    """
    stock = Stock(file, engine=engine, offers=offers, reaches=reaches)
    parts, strangers = _parts(script, file)
    plan_board = Board(stock.pool, narrator=stock.narrator(load_cast_file(None).narrator), reach=stock.reach)
    plan = {part.name: plan_board.choose(part) for part in parts}

    narrator = stock.narrator(file.narrator)
    board = Board(stock.pool, narrator=narrator, reach=stock.reach)
    pinned = {part.name: voice for part in parts if (voice := stock.pinned(part.name, part.entry)) is not None}
    for part in parts:
        if part.name in pinned:
            board.place(part, pinned[part.name])
    free = [part for part in parts if part.name not in pinned]
    kept = {part.name: plan[part.name] for part in free if board.has_room(part, plan[part.name].voice)}
    for part in free:
        if part.name in kept:
            board.place(part, kept[part.name].voice)
    chosen = kept | {part.name: board.choose(part) for part in free if part.name not in kept}

    voices = pinned | {part.name: (part.entry or Entry()).tuned(chosen[part.name].voice) for part in free}
    final = {part.name: stock.final(part.name, part.entry, voices[part.name]) for part in parts}
    cast = Cast(
        narrator=stock.final("narrator", file.narrator, narrator),
        voices=MappingProxyType(final),
        ages=MappingProxyType(
            {part.name: part.age for part in free if part.age and part.age != as_heard(final[part.name].age)}
        ),
        pauses=file.pauses,
        mix=file.mix,
        sound=file.sounds.sound,
        path=file.path,
    )
    told = [
        str(clash)
        for clash in _clashes(parts, final, cast.narrator, stock.figures)
        if clash.one in pinned or clash.other in pinned
    ]
    notes = [choice.note for part in free if (choice := chosen[part.name]).note]
    more = [f"there are more natural voices: {install_command(BEST_ENGINE)}"] if stock.is_short_of_an_extra else []
    return replace(cast, warnings=(*strangers, *stock.notes, *_first(notes), *(more if notes else ()), *_first(told)))


def clashes(script: Script, cast: Cast, *, reaches: Reaches | None = None) -> tuple[Clash, ...]:
    """Return every two speakers who share a scene and differ by less than the margin, closest first."""
    known = Stock(load_cast_file(None), engine=None, offers=None, reaches=reaches)
    parts = [Part(name, scenes=scenes) for name, (_, scenes) in _appearances(script).items()]
    return tuple(_clashes(parts, cast.voices, cast.narrator, known.figures))


def _parts(script: Script, file: CastFile) -> tuple[list[Part], list[str]]:
    """Return who is to be cast, most important first, and warnings about those of the file who are not there."""
    people = {character.name: character for character in script.characters}
    appearances = _appearances(script)
    names = dict.fromkeys((*people, *appearances))
    entries = _entries([people.get(name, Character(name)) for name in names], file)
    parts = [
        _part(people.get(name, Character(name)), *appearances.get(name, (0, ())), entries.get(name)) for name in names
    ]
    found = {id(entry) for entry in entries.values()}
    known = [name for person in people.values() for name in (person.name, *person.aliases)]
    strangers = [
        f"{entry.place}: {quoted(name)} is not in the story{nearest(name, known)}"
        for name, entry in file.characters.items()
        if not entry.is_inherited and id(entry) not in found and name != UNKNOWN
    ]
    return sorted(parts, key=lambda part: part.rank), strangers


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
    """Return what the file says of each character, found by name or by alias, whatever the letter case."""
    by_name: dict[str, Entry] = {}
    for name, entry in file.characters.items():
        for known in (name, *entry.aliases):
            by_name.setdefault(known.casefold(), entry)
    found: dict[str, Entry] = {}
    for person in people:
        keys = (person.name.casefold(), *(alias.casefold() for alias in person.aliases))
        entry_of = next((by_name[key] for key in keys if key in by_name), None)
        if entry_of is not None:
            found[person.name] = entry_of
    return found


def _part(person: Character, lines: int, scenes: tuple[int, ...], entry: Entry | None) -> Part:
    gender = entry.gender if entry is not None and entry.gender is not None else person.gender
    lines = max(lines, person.lines)
    return Part(
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
    """Return the first few warnings, and how many more there are."""
    rest = len(warnings) - _WARNINGS_SHOWN
    more = [f"… and {rest} more like this"] if rest > 0 else []
    return [*warnings[:_WARNINGS_SHOWN], *more]


def _clashes(parts: Sequence[Part], voices: Mapping[str, Voice], narrator: Voice, figures: FiguresOf) -> list[Clash]:
    """Return pairs under the margin in one scene, closest first."""
    scenes: dict[int, list[str]] = {}
    for part in parts:
        for scene in part.scenes:
            scenes.setdefault(scene, []).append(part.name)
    apart = lru_cache(maxsize=None)(lambda one, other: distance(voices[one], voices[other], figures))
    where: dict[tuple[str, str], list[int]] = {}
    for scene, names in sorted(scenes.items()):
        for one, other in combinations(names, 2) if len(names) <= _CROWDED_SCENE else ():
            if apart(one, other) < MARGIN:
                where.setdefault((one, other), []).append(scene)
    found = [Clash(one, other, apart(one, other), tuple(numbers)) for (one, other), numbers in where.items()]
    found += [
        Clash(None, part.name, from_narrator, part.scenes)
        for part in parts
        if part.scenes and (from_narrator := distance(voices[part.name], narrator, figures)) < MARGIN
    ]
    return sorted(found, key=lambda clash: (clash.distance, clash.one or "", clash.other))
