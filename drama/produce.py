"""The conductor: the only module that knows the order of the stages.

::

    prepare   story file + cast file -> Production   (reads, scripts and casts; records nothing)
    plan      Production             -> Plan         (what a render would record anew)
    render    Production             -> Episode      (records, mixes, writes)
"""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drama import cast as casting
from drama import history, master, mix, timeline, writers
from drama.engines import get_engine
from drama.errors import DramaError, MixError, ScriptError, StoryError, WriteError
from drama.model import (
    FRAME_RATE,
    Cast,
    Change,
    Character,
    Cue,
    Episode,
    Gender,
    Kind,
    Line,
    Opening,
    Paragraph,
    Scene,
    Script,
    Span,
    Story,
    Stretch,
    Take,
    Timeline,
    Voice,
)
from drama.readers import read_story
from drama.record import Request, record, request_key, spoken_text
from drama.script import Hints, read_script
from drama.takes import BlobStore, TakeDamaged, TakeStore, default_folder
from drama.writers import Part, Tags, write_episode

if TYPE_CHECKING:
    from numpy import int16
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long job is."""

    stage: str
    """``"record"`` (counted in lines) or ``"mix"`` (counted in frames)."""
    done: int
    total: int


OnProgress = Callable[[Progress], None]
"""Called now and then, from the thread that renders."""


@dataclass(frozen=True, slots=True)
class Production:
    """A story read, scripted and cast: all that is known before the first word is recorded."""

    path: Path
    script: Script
    file: casting.CastFile
    cast: Cast
    requests: tuple[Request, ...]
    """What the engines are asked for, one a line, in the order of the lines."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a render would do."""

    lines: tuple[Line, ...]
    """All that would be heard."""
    to_record: tuple[Line, ...]
    """Those without a take in the store."""
    changes: tuple[Change, ...]
    """Lines that kept their words since the last render but changed speaker or voice."""
    seconds: float
    """Length of the recordings to make, estimated from their words."""

    @property
    def scenes(self) -> tuple[int, ...]:
        """Scenes in which something would be recorded anew."""
        return tuple(sorted({line.scene for line in self.to_record}))


# ------------------------------------------------------------------ before recording


def prepare(
    story: Path,
    *,
    voices: Path | None = None,
    engine: str | None = None,
    title: str | None = None,
    author: str | None = None,
    cover: Path | None = None,
) -> Production:
    """Read, script and cast a story. Records nothing.

    ``voices`` names the cast file; without it the nearest one is used (:func:`drama.cast.find_cast_file`).
    ``engine`` overrides the engine of every voice; ``title``, ``author`` and ``cover`` (a JPEG or PNG file) what the
    story says of itself. Raises a :class:`DramaError` for a story or a cast file in error.
    """
    file = casting.load_cast_file(casting.find_cast_file(story, voices))
    tale = read_story(story, title=title, author=author)
    if cover is not None:
        tale = replace(tale, cover=_read_cover(cover))
    script = read_script(tale, hints=Hints(aliases=file.aliases, genders=file.genders))
    cast = casting.cast_script(script, file, engine=engine, offers=_offers)
    requests = tuple(Request(text=spoken_text(line), voice=cast.voice_of(line)) for line in script.lines)
    return Production(path=story, script=script, file=file, cast=cast, requests=requests)


def read(story: Path, *, voices: Path | None = None) -> Script:
    """Read a story and work out who says what, with the aliases and genders of its cast file."""
    file = casting.load_cast_file(casting.find_cast_file(story, voices))
    return read_script(read_story(story), hints=Hints(aliases=file.aliases, genders=file.genders))


def select_scenes(production: Production, scenes: Collection[int] | None) -> Production:
    """Return the production narrowed to some scenes; lines and scenes keep their numbers.

    Raises :class:`ScriptError` for a scene the story has not got.
    """
    if scenes is None:
        return production
    script = production.script
    if absent := sorted(set(scenes) - {scene.number for scene in script.scenes}):
        raise ScriptError(f"no scene {absent[0]} in {production.path.name}: it has scenes 1 to {len(script.scenes)}")
    kept = [index for index, line in enumerate(script.lines) if line.scene in scenes]
    narrowed = replace(
        script,
        scenes=tuple(scene for scene in script.scenes if scene.number in scenes),
        lines=tuple(script.lines[index] for index in kept),
    )
    return replace(production, script=narrowed, requests=tuple(production.requests[index] for index in kept))


def plan(production: Production) -> Plan:
    """Say what a render would record anew, and why, without recording it."""
    store = TakeStore(default_folder())
    lines = production.script.lines
    missing = [
        (line, request)
        for line, request in zip(lines, production.requests, strict=True)
        if store.get(request_key(request)) is None
    ]
    seconds = sum(60 * len(request.text.split()) / request.voice.rate_wpm for _, request in missing)
    return Plan(
        lines=lines,
        to_record=tuple(line for line, _ in missing),
        changes=history.changes(_history_of(production), lines, production.cast),
        seconds=seconds,
    )


# ------------------------------------------------------------------ rendering


def render(
    production: Production,
    output: Path,
    *,
    jobs: int | None = None,
    cues: Path | None = None,
    is_whole: bool = True,
    on_progress: OnProgress = lambda _: None,
) -> Episode:
    """Record what is missing, mix, and write the episode whole or not at all.

    The suffix of ``output`` names the format: ``.mp3``, ``.wav`` or ``.flac``. ``cues`` names a JSON file for the
    cue sheet. ``jobs`` is the number of cores to use (all by default). A render of a part (``is_whole=False``) uses
    the gain of the last whole render and is not remembered as one. Killed at any moment it can be run again and
    goes on where it stopped. Raises :class:`MixError` if a line to be spoken would be missing.
    """
    _refuse_to_replace_inputs(production, output, cues)
    writers.check_output(output)
    jobs = jobs or _cores()
    store = TakeStore(default_folder())
    takes, recorded = _record(production, store, jobs=jobs, on_progress=on_progress)
    line_up = timeline.build_timeline(production.script, production.cast, takes)
    _check_nothing_is_missing(production.script, line_up)
    past = _history_of(production)
    changes = history.changes(past, production.script.lines, production.cast)
    stored_gain_db = past.gain_db if past else None
    gain_db = stored_gain_db or 0.0
    if is_whole:
        gain_db = master.episode_gain(line_up, production.cast.mix, stored_gain_db)
    _write(production, line_up, output, gain_db=gain_db, store=store, jobs=jobs, on_progress=on_progress)
    if is_whole:
        history.save(default_folder(), production.path, production.script.lines, production.cast, gain_db=gain_db)
    store.trim()
    if cues is not None:
        write_cues(cues, production, line_up, recorded=recorded)
    return replace(_summary(production, output, line_up, recorded=recorded, gain_db=gain_db), changes=changes)


def _record(
    production: Production, store: TakeStore, *, jobs: int, on_progress: OnProgress
) -> tuple[tuple[Take, ...], int]:
    total = len(production.requests)
    takes: list[Take] = []
    recorded = 0
    for done in record(production.requests, store, jobs=jobs):
        takes.append(done.take)
        recorded += done.is_new
        on_progress(Progress("record", len(takes), total))
    return tuple(takes), recorded


def _check_nothing_is_missing(script: Script, line_up: Timeline) -> None:
    """Hold promise 1: every line of the script is in the mix, once, in order."""
    heard = [cue.line.number for cue in line_up.cues]
    wanted = [line.number for line in script.lines]
    if heard != wanted:
        lost = sorted(set(wanted) - set(heard))
        raise MixError(
            f"line {lost[0]} of the script is missing from the mix" if lost else "the mix repeats or reorders lines"
        )


def _write(
    production: Production,
    line_up: Timeline,
    output: Path,
    *,
    gain_db: float,
    store: TakeStore,
    jobs: int,
    on_progress: OnProgress,
) -> None:
    settings = production.cast.mix

    def part(stretch: Stretch) -> Part:
        def mixed() -> NDArray[int16]:
            try:
                return mix.mix_stretch(stretch, store, settings, gain_db=gain_db)
            except TakeDamaged:
                _record_again(stretch.cues, store)
                return mix.mix_stretch(stretch, store, settings, gain_db=gain_db)

        return Part(
            key=mix.stretch_key(stretch, settings, gain_db=gain_db),
            frames=stretch.frames,
            render=mixed,
        )

    write_episode(
        output,
        [part(stretch) for stretch in line_up.stretches],
        _tags(production, line_up),
        settings=settings,
        cache=BlobStore(default_folder(), "stretches"),
        jobs=jobs,
        on_progress=lambda frames: on_progress(Progress("mix", frames, line_up.frames)),
    )


def _record_again(cues: Iterable[Cue], store: TakeStore) -> None:
    """Replace the damaged takes among some cues; the store has dropped them when it found them damaged."""
    for _ in record([Request(text=spoken_text(cue.line), voice=cue.voice) for cue in cues], store, jobs=1):
        pass


def _tags(production: Production, line_up: Timeline) -> Tags:
    story = production.script.story
    return Tags(title=story.title, artist=story.author, chapters=line_up.chapters, cover=story.cover)


def _summary(production: Production, output: Path, line_up: Timeline, *, recorded: int, gain_db: float) -> Episode:
    lines = production.script.lines
    return Episode(
        path=output,
        story=production.path,
        frames=line_up.frames,
        frame_rate=FRAME_RATE,
        scenes=len(production.script.scenes),
        characters=len({line.speaker for line in lines if line.speaker}),
        recorded=recorded,
        reused=len(lines) - recorded,
        doubtful=sum(line.is_doubtful for line in lines),
        gain_db=gain_db,
        cast_path=production.cast.path,
        warnings=production.cast.warnings,
    )


def write_cues(path: Path, production: Production, line_up: Timeline, *, recorded: int) -> None:
    """Write the cue sheet as JSON: where every spoken segment stands in the episode, in frames."""
    story = production.script.story
    sheet = {
        "frame_rate": FRAME_RATE,
        "frames": line_up.frames,
        "recorded": recorded,
        "reused": len(production.script.lines) - recorded,
        "scenes": [
            {"number": scene.number, "title": scene.title, "start_frame": scene.start_frame} for scene in line_up.scenes
        ],
        "cues": [
            {
                "line": cue.line.number,
                "scene": cue.line.scene,
                "speaker": cue.line.speaker,
                "kind": cue.line.kind.value,
                "voice": cue.voice.name,
                "text": story.text[span.start : span.end],
                "start": span.start,
                "end": span.end,
                "start_frame": start_frame,
                "frames": frames,
            }
            for cue in line_up.cues
            for span, start_frame, frames in timeline.cue_segments(cue)
        ],
    }
    history.write_text(path, json.dumps(sheet, ensure_ascii=False, indent=1) + "\n", error=WriteError)


# ------------------------------------------------------------------ the cast file


def save_cast(production: Production, path: Path | None = None, *, overwrite: bool = False) -> Path:
    """Write a cast file that pins everybody's present voice; ``STORY.voices.toml`` unless ``path`` says otherwise.

    Raises :class:`CastError` if it exists, unless ``overwrite``.
    """
    path = path or casting.story_cast_path(production.path)
    return casting.save_cast(production.script, production.cast, path, file=production.file, overwrite=overwrite)


def recast(story: Path, character: str, voice: str, *, voices: Path | None = None) -> casting.Recast:
    """Give a character another voice in ``voices``, else in ``STORY.voices.toml``; comments and order are kept.

    Raises :class:`CastError` for a character that is not in the story and for a voice there is not.
    """
    file = casting.load_cast_file(casting.find_cast_file(story, voices))
    script = read_script(read_story(story), hints=Hints(aliases=file.aliases, genders=file.genders))
    path = voices or casting.story_cast_path(story)
    return casting.recast(path, character, voice, file=file, script=script, offers=_offers)


def undo_recast(story: Path, *, voices: Path | None = None) -> Path:
    """Take the last recast back and return the file it was made in. Raises :class:`CastError` if there is none."""
    path = voices or casting.story_cast_path(story)
    casting.undo_recast(path)
    return path


def _offers(engine: str) -> Sequence[casting.Offer]:
    """Return the voices an engine has got, for the cast to choose from and to check against."""
    return get_engine(engine).voices()


# ------------------------------------------------------------------ takes and auditions


def forget(production: Production, *, lines: Collection[int] | None = None, character: str | None = None) -> int:
    """Drop the takes of some lines, or of a character's, so that the next render records them anew; return how many.

    Raises :class:`ScriptError` for a line or a character the story has not got.
    """
    if lines is not None and (absent := sorted(set(lines) - {line.number for line in production.script.lines})):
        raise ScriptError(
            f"no line {absent[0]} in {production.path.name}: it has lines 1 to {len(production.script.lines)}"
        )
    name = None if character is None else speaker_named(production.script, character)
    keys = {
        request_key(request)
        for line, request in zip(production.script.lines, production.requests, strict=True)
        if (lines is None or line.number in lines) and (name is None or line.speaker == name)
    }
    return TakeStore(default_folder()).forget(keys)


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


def audition(
    names: Sequence[str],
    text: str,
    *,
    story: Path | None = None,
    voices: Path | None = None,
    engine: str | None = None,
) -> Production:
    """Return a production in which each voice says its name and then ``text``, to be heard before deciding.

    With ``story``, ``text`` is a character of it, whose own first lines are spoken instead. ``names`` are voices of
    the pool or an engine's own ids; without any, all of the pool speak, for a character those of the same gender, the
    present voice first.
    """
    file = casting.load_cast_file(casting.find_cast_file(story, voices) if story else voices)
    present: tuple[Voice, ...] = ()
    wanted = Gender.UNKNOWN
    if story is not None:
        production = prepare(story, voices=voices, engine=engine)
        name = speaker_named(production.script, text)
        wanted = next(c.gender for c in production.script.characters if c.name == name)
        present = (production.cast.voices[name],)
        text = _own_words(production.script, name)
    pool = [voice for voice in file.pool.values() if wanted is Gender.UNKNOWN or voice.gender is wanted]
    named = [file.pool.get(name) or Voice(name, engine or casting.DEFAULT_ENGINE, name) for name in names]
    chosen = named or [*present, *pool][:_AUDITIONED]
    if engine is not None:
        chosen = [replace(voice, engine=engine) for voice in chosen]
    unique = {(voice.id, voice.rate_wpm, voice.pitch): voice for voice in chosen}
    return _audition_of(tuple(unique.values()), text, file=file)


_AUDITIONED = 40
"""No more voices than this speak in one audition."""

_OWN_WORDS = 160
"""Characters of a character's lines that an audition speaks."""


def _own_words(script: Script, speaker: str) -> str:
    words = ""
    for line in script.lines:
        if line.speaker == speaker and len(words) < _OWN_WORDS:
            words += " " + spoken_text(line)
    return words.strip()


def _audition_of(chosen: Sequence[Voice], text: str, *, file: casting.CastFile) -> Production:
    """Return a little production: a scene a voice, its name and then the text."""
    paragraphs, lines, scenes, source = [], [], [], ""
    for number, voice in enumerate(chosen, start=1):
        for words in (f"{voice.name}.", text):
            start = len(source)
            source += words + "\n\n"
            span = Span(start, start + len(words))
            lines.append(
                Line(
                    len(lines) + 1, number, Kind.DIALOGUE, voice.name, words, (span,), len(paragraphs), "audition", 1.0
                )
            )
            paragraphs.append(Paragraph(span.start, span.end))
        scenes.append(Scene(number, voice.name, Opening.BREAK, 2 * number - 1, 2 * number))
    story = Story(source, tuple(paragraphs), title="Audition")
    script = Script(story, tuple(scenes), tuple(lines), tuple(Character(voice.name, lines=2) for voice in chosen))
    cast = Cast(
        narrator=chosen[0],  # who has nothing to say
        voices={voice.name: voice for voice in chosen},
        pauses=file.pauses,
        mix=file.mix,
        path=file.path,
    )
    requests = tuple(Request(text=spoken_text(line), voice=cast.voice_of(line)) for line in lines)
    return Production(path=Path("audition"), script=script, file=file, cast=cast, requests=requests)


# ------------------------------------------------------------------ small matters


def _read_cover(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise StoryError(f"cannot read the cover {path}: {problem.strerror}") from problem


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _history_of(production: Production) -> history.History | None:
    return history.load(default_folder(), production.path)


def _refuse_to_replace_inputs(production: Production, *outputs: Path | None) -> None:
    """Raise :class:`WriteError` if an output is the story or its cast file, by whatever name."""
    inputs = (production.path, *production.file.sources)
    for output in outputs:
        for source in inputs:
            if output is not None and output.exists() and source.exists() and output.samefile(source):
                raise WriteError(f"{output} is an input of this render; choose another name for the output")


__all__: Sequence[str] = (
    "DramaError",
    "OnProgress",
    "Plan",
    "Production",
    "Progress",
    "plan",
    "prepare",
    "render",
    "select_scenes",
    "write_cues",
)
