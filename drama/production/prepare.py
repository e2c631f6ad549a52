"""A story and its cast file -> :class:`Production`: read, scripted, cast and directed; nothing recorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from drama import cast as casting
from drama.direction import Wordings, direct
from drama.errors import ScriptError, StoryError, WriteError
from drama.exports.base import Source
from drama.files.images import image_type
from drama.files.inputs import read_file
from drama.files.messages import nearest
from drama.model import MIX_PRESETS, Cast, Direction, Form, Preset, Script, StoryFiles
from drama.production.belongings import as_files, recordings_folder
from drama.production.engine_facts import abilities_of, capabilities_of, list_voices, rates_of
from drama.production.languages import Detected, language_warnings
from drama.production.read_from import Digests, given_beside_files, read_unchanged
from drama.production.reading import read_with_cast
from drama.production.recording_files import absent_warnings
from drama.production.series_lock import lock_of, lock_warnings
from drama.recording import Request
from drama.timeline.chapter_marks import chapter_scenes

_MOST_COVER_BYTES = 10_000_000
"""A picture in a FLAC file takes 16 MiB at most (RFC 9639, section 8.8); shops want far less."""


@dataclass(frozen=True, slots=True)
class Production:
    """A story read, scripted, cast and directed: all that is known before the first word is recorded."""

    story_files: StoryFiles
    script: Script
    file: casting.CastFile
    cast: Cast
    direction: Direction
    language_warnings: tuple[str, ...] = ()
    """What of the story is not in English."""
    lock_warnings: tuple[str, ...] = ()
    """What does not sound as the series was locked."""
    cover_path: Path | None = None
    """A cover that replaces the story's own."""

    chapters: tuple[tuple[str, frozenset[int]], ...] = ()
    """Title and scenes of each chapter of the whole story, also where only a part of it is left here."""
    engine: str | None = None
    """The engine that goes over that of every voice."""
    recordings: Path | None = None
    """The folder that the paths of actors' recordings start from; None where voices speak every line."""
    given: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), compare=False)
    """What was said beside the files, over what they say (:attr:`drama.model.RenderSettings.given`)."""
    read_from: Digests = field(default=(), compare=False)
    """Of each file it hangs on: its path, and the SHA-256 of what was read."""

    @property
    def path(self) -> Path:
        """What the story goes by: its file, or the folder of its files."""
        return self.story_files.path

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files the story was read from, with digests where they were taken."""
        digests = dict(self.read_from)
        return tuple(Source(path, digests.get(str(path), "")) for path in self.story_files.files)

    @property
    def requests(self) -> tuple[Request, ...]:
        """The requests to the engines, one a line, in the order of the lines."""
        return tuple(Request(text=how.text, voice=how.voice, marks=how.marks) for how in self.direction.performances)

    @property
    def early_warnings(self) -> tuple[str, ...]:
        """What should be known before anything is recorded."""
        return (*self.language_warnings, *self.lock_warnings, *self.absent_recordings)

    @property
    def absent_recordings(self) -> tuple[str, ...]:
        """What is said of actors' recordings that are not there; a render refuses to begin, and says so."""
        return tuple(absent_warnings(self.script.lines, self.recordings))

    @property
    def warnings(self) -> tuple[str, ...]:
        """Warnings of language, lock, script, cast and direction."""
        return (*self.early_warnings, *self.script.warnings, *self.cast.warnings, *self.direction.warnings)


def prepare(
    story: StoryFiles | Path,
    *,
    voices: Path | None = None,
    engine: str | None = None,
    title: str | None = None,
    author: str | None = None,
    cover: Path | None = None,
    style: str | None = None,
    preset: Preset | None = None,
    language_anyway: bool = False,
    metadata: Mapping[str, str] | None = None,
    as_: Form | None = None,
    lock_anyway: bool = False,
    action: bool = True,
    recordings: bool = True,
) -> Production:
    """Read, script, cast and direct a story. Records nothing.

    ``voices`` names the cast file; without it the nearest one is used (:func:`drama.cast.find_cast_file`).
    ``engine`` overrides the engine of every voice; ``style`` and ``preset`` what the cast file says of the sound;
    ``title``, ``author``, ``cover`` (a JPEG or PNG file) and ``metadata`` what cast file and story say for the tags
    (:data:`drama.cast.castfile.metadata.METADATA` names them); ``as_`` what the story's file looks like;
    without ``action`` that of a script is left out, and without ``recordings`` voices speak also the lines that actors
    have recorded. Raises a :class:`DramaError` for a story or a cast file in error,
    for a story that is not in English unless ``language_anyway``, and for an episode that would not sound as its series
    was locked unless ``lock_anyway``: then warnings say so. With an ``engine`` for every voice the lock is not asked.
    """
    story = as_files(story)
    given = casting.checked_metadata(metadata or {})
    given |= {name: text for name, text in (("title", title), ("author", author)) if text}
    (script, file), read_from = read_unchanged(
        story, voices, lambda: read_with_cast(story, voices, style=style, metadata=given, as_=as_, action=action)
    )
    if preset is not None:
        file = replace(file, mix=replace(MIX_PRESETS[preset], channels=file.mix.channels))
    if cover is not None:
        script = replace(script, story=replace(script.story, cover=read_cover(cover)))
    production = produced(story, script, file, engine=engine, lock_anyway=lock_anyway, language_anyway=language_anyway,
                          recordings=recordings)  # fmt: skip
    said = given_beside_files(given, engine=engine, style=style, preset=preset, as_=as_, voices=voices, cover=cover)
    said |= ({} if action else {"action": "no"}) | ({} if recordings else {"recordings": "no"})
    return replace(production, cover_path=cover, given=MappingProxyType(said), read_from=read_from)


@dataclass(slots=True)
class Known:
    """What was worked out for productions of a story before, for whoever makes one again and again."""

    wordings: Wordings = field(default_factory=Wordings)
    languages: Detected = field(default_factory=Detected)


def produced(
    story: StoryFiles,
    script: Script,
    file: casting.CastFile,
    *,
    engine: str | None = None,
    lock_anyway: bool = False,
    language_anyway: bool = False,
    known: Known | None = None,
    recordings: bool = True,
) -> Production:
    """Return the production of a script with a cast file; what it takes and raises is told at :func:`prepare`."""
    known = known or Known()
    lock = None if engine is not None else lock_of(file)
    if lock is not None:
        file = casting.as_locked(file, lock)
    cast = casting.cast_script(script, file, engine=engine, list_voices=list_voices, capabilities_of=capabilities_of)
    of_lock = lock_warnings(story.called, script, file, cast, lock, anyway=lock_anyway) if lock is not None else ()
    folder = recordings_folder(story) if recordings else None
    production = directed(story, script, file, cast, wordings=known.wordings, recordings=folder)
    production = replace(production, engine=engine)
    if not any(performance.text for performance in production.direction.performances):
        raise StoryError(f"{story.called} holds no words to read aloud")
    warnings = language_warnings(
        story.called,
        script,
        production.direction,
        list_voices=list_voices,
        anyway=language_anyway,
        known=known.languages,
    )
    return replace(production, language_warnings=warnings, lock_warnings=of_lock)


def directed(
    story: StoryFiles,
    script: Script,
    file: casting.CastFile,
    cast: Cast,
    *,
    wordings: Wordings | None = None,
    recordings: Path | None = None,
) -> Production:
    """Return the production of a script that has been cast."""
    direction = direct(script, cast, abilities=abilities_of, rates=rates_of, wordings=wordings, recordings=recordings)
    chapters = chapter_scenes(script.scenes, script.story.title)
    return Production(story, script, file, cast, direction, chapters=chapters, recordings=recordings)


def select_scenes(production: Production, scenes: Collection[int] | None) -> Production:
    """Return the production narrowed to some scenes; lines and scenes keep their numbers.

    Raises :class:`ScriptError` for a scene the story does not have.
    """
    if scenes is None:
        return production
    script = production.script
    if absent := sorted(set(scenes) - {scene.number for scene in script.scenes}):
        raise ScriptError(
            f"no scene {absent[0]} in {production.story_files.called}: it has scenes 1 to {len(script.scenes)}"
        )
    narrowed = part_of(production, [index for index, line in enumerate(script.lines) if line.scene in scenes])
    heard = tuple(scene for scene in script.scenes if scene.number in scenes)
    # Music at both ends belongs to the whole.
    direction = narrowed.direction
    direction = replace(direction, sound_plan=replace(direction.sound_plan, intro="", outro=""))
    return replace(narrowed, script=replace(narrowed.script, scenes=heard), direction=direction)


def part_of(production: Production, indexes: Sequence[int]) -> Production:
    """Return a production of some of its lines, by their places among them; lines keep their numbers."""
    script, direction = production.script, production.direction
    return replace(
        production,
        script=replace(script, lines=tuple(script.lines[index] for index in indexes)),
        direction=replace(direction, performances=tuple(direction.performances[index] for index in indexes)),
    )


def speaker_named(script: Script, name: str, *, others: Sequence[str] = ()) -> str:
    """Return the speaker a name or an alias means, whatever its letter case.

    Raises :class:`ScriptError` naming the nearest speaker if there is none; ``others`` may be named there too.
    """
    known = {alias.casefold(): character.name for character in script.characters for alias in character.aliases}
    known |= {character.name.casefold(): character.name for character in script.characters}
    if found := known.get(name.casefold()):
        return found
    everybody = ", ".join((*(character.name for character in script.characters[:20]), *others)) or "nobody"
    hint = nearest(name, (*others, *(other for one in script.characters for other in (one.name, *one.aliases))))
    raise ScriptError(f"nobody called {name} speaks in this story{hint} There speak: {everybody}")


def read_cover(path: Path) -> bytes:
    """Return a picture file. Raises :class:`StoryError` for one that is no JPEG or PNG, or cannot be read."""
    try:
        cover = read_file(path, limit=_MOST_COVER_BYTES)
    except OSError as problem:
        raise StoryError(f"cannot read the cover {path}: {problem.strerror}") from problem
    try:
        image_type(cover)
    except WriteError as problem:
        raise StoryError(f"cannot use the cover {path}: {problem}") from problem
    return cover
