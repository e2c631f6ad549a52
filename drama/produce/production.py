"""A story and its cast file -> :class:`Production`: read, scripted, cast and directed; nothing recorded."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drama import cast as casting
from drama.direction import direct
from drama.engines import get_engine, is_installed
from drama.errors import ScriptError, StoryError
from drama.model import MIX_PRESETS, Ability, Cast, Direction, Line, Preset, Script
from drama.produce.corrections import load_corrections
from drama.readers import read_story
from drama.record import Request
from drama.script import Explanation, Hints, explain_lines, read_script


@dataclass(frozen=True, slots=True)
class Production:
    """A story read, scripted, cast and directed: all that is known before the first word is recorded."""

    path: Path
    script: Script
    file: casting.CastFile
    cast: Cast
    direction: Direction

    @property
    def requests(self) -> tuple[Request, ...]:
        """What the engines are asked for, one a line, in the order of the lines."""
        return tuple(Request(text=how.text, voice=how.voice, marks=how.marks) for how in self.direction.readings)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know of script, cast and direction."""
        return (*self.script.warnings, *self.cast.warnings, *self.direction.warnings)


def prepare(
    story: Path,
    *,
    voices: Path | None = None,
    engine: str | None = None,
    title: str | None = None,
    author: str | None = None,
    cover: Path | None = None,
    style: str | None = None,
    preset: Preset | None = None,
) -> Production:
    """Read, script, cast and direct a story. Records nothing.

    ``voices`` names the cast file; without it the nearest one is used (:func:`drama.cast.find_cast_file`).
    ``engine`` overrides the engine of every voice; ``style`` and ``preset`` what the cast file says of the sound;
    ``title``, ``author`` and ``cover`` (a JPEG or PNG file) what the story says of itself. Raises a
    :class:`DramaError` for a story or a cast file in error.
    """
    script, file = read_with_cast(story, voices, title=title, author=author, style=style)
    if preset is not None:
        file = replace(file, mix=replace(MIX_PRESETS[preset], channels=file.mix.channels))
    if cover is not None:
        script = replace(script, story=replace(script.story, cover=_read_cover(cover)))
    production = directed(story, script, file, casting.cast_script(script, file, engine=engine, offers=offers))
    if not any(reading.text for reading in production.direction.readings):
        raise StoryError(f"{story} holds no words to read aloud")
    return production


def directed(path: Path, script: Script, file: casting.CastFile, cast: Cast) -> Production:
    """Return the production of a script that has been cast."""
    return Production(path, script, file, cast, direct(script, cast, abilities=_abilities))


def read(story: Path, *, voices: Path | None = None) -> Script:
    """Read a story and work out who says what, with the aliases and genders of its cast file and its corrections."""
    return read_with_cast(story, voices)[0]


def explain(
    story: Path, choose: Callable[[Line], bool], *, voices: Path | None = None
) -> tuple[Script, Mapping[int, Explanation]]:
    """Read a story as :func:`read` does, and say why lines that ``choose`` picks are who's they are.

    The explanations are by line number, and for lines of dialogue only.
    """
    file = casting.load_cast_file(casting.find_cast_file(story, voices))
    hints = Hints(aliases=file.aliases, genders=file.genders)
    tags = file.sounds.sound.style.tags
    return explain_lines(read_story(story), choose, hints=hints, corrections=load_corrections(story), tags=tags)


def select_scenes(production: Production, scenes: Collection[int] | None) -> Production:
    """Return the production narrowed to some scenes; lines and scenes keep their numbers.

    Raises :class:`ScriptError` for a scene the story has not got.
    """
    if scenes is None:
        return production
    script = production.script
    if absent := sorted(set(scenes) - {scene.number for scene in script.scenes}):
        raise ScriptError(f"no scene {absent[0]} in {production.path.name}: it has scenes 1 to {len(script.scenes)}")
    narrowed = part_of(production, [index for index, line in enumerate(script.lines) if line.scene in scenes])
    heard = tuple(scene for scene in script.scenes if scene.number in scenes)
    # Music at both ends belongs to the whole.
    direction = narrowed.direction
    direction = replace(direction, scenery=replace(direction.scenery, intro="", outro=""))
    return replace(narrowed, script=replace(narrowed.script, scenes=heard), direction=direction)


def part_of(production: Production, indexes: Sequence[int]) -> Production:
    """Return a production of some of its lines, by their places among them; lines keep their numbers."""
    script, direction = production.script, production.direction
    return replace(
        production,
        script=replace(script, lines=tuple(script.lines[index] for index in indexes)),
        direction=replace(direction, readings=tuple(direction.readings[index] for index in indexes)),
    )


def speaker_named(script: Script, name: str) -> str:
    """Return the speaker a name or an alias means, whatever its letter case.

    Raises :class:`ScriptError` naming the nearest speaker if there is none.
    """
    known = {alias.casefold(): character.name for character in script.characters for alias in character.aliases}
    known |= {character.name.casefold(): character.name for character in script.characters}
    if found := known.get(name.casefold()):
        return found
    near = difflib.get_close_matches(name.casefold(), known, n=1)
    hint = f"; did you mean {known[near[0]]}?" if near else ""
    everybody = ", ".join(character.name for character in script.characters[:20]) or "nobody"
    raise ScriptError(f"nobody called {name} speaks in this story{hint} (there speak: {everybody})")


def read_with_cast(
    path: Path,
    voices: Path | None,
    *,
    title: str | None = None,
    author: str | None = None,
    style: str | None = None,
) -> tuple[Script, casting.CastFile]:
    """Read a story, its cast file and its corrections, and work out who says what."""
    story = read_story(path, title=title, author=author)
    file = casting.load_cast_file(casting.find_cast_file(path, voices))
    if style is not None:
        file = replace(file, sounds=replace(file.sounds, sound=file.sounds.styled(style)))
    hints = Hints(aliases=file.aliases, genders=file.genders)
    tags = file.sounds.sound.style.tags
    return read_script(story, hints=hints, corrections=load_corrections(path), tags=tags), file


def _abilities(engine: str) -> frozenset[Ability]:
    return getattr(get_engine(engine), "abilities", frozenset())


def offers(engine: str) -> Sequence[casting.Offer] | None:
    """Return the voices an engine has got, for the cast to choose from and to check against; None if it is not there.

    Raises :class:`DramaError` for an engine that is none of ours and is not installed.
    """
    return None if engine == casting.NATURAL_ENGINE and not is_installed(engine) else get_engine(engine).voices()


def _read_cover(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise StoryError(f"cannot read the cover {path}: {problem.strerror}") from problem
