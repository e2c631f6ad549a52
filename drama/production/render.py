""":class:`Production` -> episode: recorded, laid out, mixed, written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from drama.encoders import Part, write_episode
from drama.errors import EngineError, MixError, TakeError, WriteError
from drama.files.atomic import Place, staged
from drama.files.store_folder import default_folder
from drama.files.written import WrittenFiles
from drama.mixing import Mixer, loudness_forecast
from drama.model import FRAME_RATE, Asset, Chunk, Episode, Script, Take, Timeline, Track
from drama.production import history, last_episode, last_recorded
from drama.production.belongings import remembered_as
from drama.production.manifest import manifest_of, write_manifest
from drama.production.manifest_text import manifest_text
from drama.production.metadata import episode_tags
from drama.production.output_paths import chapter_extras, chapter_files, check_outputs, inputs_of, is_in_chapters
from drama.production.outputs import EpisodeOutputs, Extras, WrittenOutputs, of_chapters, write_summaries
from drama.production.prepare import Production
from drama.production.silent_lines import recording_failed, silent_line_warnings
from drama.production.soundscape import Soundscape, find_sounds
from drama.recording import cores, record, request_key
from drama.recording.blob_store import CacheStore
from drama.recording.store import TakeDamaged, TakeStore
from drama.timeline import build_timeline
from drama.timeline.per_chapter import chapter_plays

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


Mixed: TypeAlias = "Callable[[], NDArray[int16]]"
"""What mixes a window of the episode."""

OnProgress = Callable[[Progress], None]
"""Called now and then, from the thread that renders."""

LayOut: TypeAlias = Callable[[Sequence[Take], Mapping[str, Asset]], Timeline]
"""Returns where everything stands, of the take of each line and the sounds by name."""


class Recording(Protocol):
    """What records lines with processes of its own, before a render takes them from the store."""

    def record(self, production: Production, on_progress: OnProgress) -> frozenset[int]:
        """Record what is missing, and return the numbers of the lines recorded; raises as a render does."""


def render(
    production: Production,
    output: Path,
    *,
    jobs: int | None = None,
    extras: Extras = Extras(),  # noqa: B008 (frozen)
    is_whole: bool = True,
    is_kept: bool = True,
    is_remembered: bool = True,
    replaces_any: bool = False,
    gain_db: float | None = None,
    recording: Recording | None = None,
    on_progress: OnProgress = lambda _: None,
    lay_out: LayOut | None = None,
) -> Episode:
    """Record what is missing, mix, and write the episode whole or not at all.

    The suffix of ``output`` names the format (:func:`drama.encoders.suffixes`); ``extras`` what else is written.
    ``jobs`` is the number of cores to use (all by default). A render of a part (``is_whole=False``) uses
    the gain of the last whole render and is not remembered as one; ``gain_db`` states the gain in place of either.
    Killed at any moment it can be run again and goes on where it stopped. Only files that drama wrote are replaced,
    unless ``replaces_any``, and never an input; what is written is known as drama's from then on, unless it is for the
    moment only (``is_kept=False``). A draft (``is_remembered=False``) owes nothing to the story's last render, and
    leaves it nothing. ``recording`` records in place of processes of the render's own; ``lay_out`` gives an
    episode in one file another timeline than that of its direction.

    Raises :class:`MixError` if a line to be spoken would be missing, :class:`WriteError` if a file cannot be written
    or is not drama's to replace.
    """
    if absent := "; ".join(production.absent_recordings):
        raise EngineError(absent)
    # A trailer is no episode: nobody could verify it by its story.
    has_manifest = extras.manifest and lay_out is None
    extras = replace(extras, manifest=has_manifest, in_chapters=is_in_chapters(production, output, extras))
    soundscape = find_sounds(production)
    written = None
    if is_kept:
        inputs = inputs_of(production, soundscape)
        written = WrittenFiles(default_folder(), output, inputs=inputs, replaces_any=replaces_any)
    check_outputs(production, output, extras, written)
    store = TakeStore(default_folder())
    encoded = CacheStore(default_folder(), "chunks")
    place = written.place if written else staged
    renderer = _Renderer(store, soundscape, jobs or cores(), on_progress, encoded, place)
    before = recording.record(production, on_progress) if recording else frozenset[int]()
    takes, new = renderer.record(production)
    new |= before
    if is_remembered:
        last_recorded.note(store.root, production)
    timeline = lay_out(takes, soundscape.assets) if lay_out else renderer.lay_out(production, takes)
    _check_nothing_is_missing(production.script, timeline)
    past = history.load(default_folder(), remembered_as(production.story_files)) if is_remembered else None
    changes = history.changes(past, production.script.lines, production.cast)
    if gain_db is None:
        gain_db = _gain_db(timeline, production, past.gain_db if past else None, is_whole=is_whole)
    made = manifest_of(production, soundscape, output, extras, gain_db=gain_db, is_whole=is_whole)
    renderer = replace(renderer, manifest=manifest_text(made.in_tags, indent=None) if extras.manifest else "")
    silent_lines = silent_line_warnings(production, takes, timeline, gain_db=gain_db)
    if extras.in_chapters:
        extras = of_chapters(extras)
        outputs = _write_chapters(renderer, production, takes, output, extras, gain_db=gain_db, new=new)
        folder = output.with_suffix("")
    else:
        outputs = [renderer.write(production, timeline, output, extras, gain_db=gain_db, recorded=len(new))]
        folder = None
    summaries = write_summaries(extras, outputs, production.script.story.title, place=renderer.place)
    episode = _episode(production, folder or output, timeline, recorded=len(new), gain_db=gain_db)
    manifest = write_manifest(output, made, outputs, extras, place=renderer.place)
    if folder is not None and written is not None and is_whole:
        written.remove_earlier(folder)
    is_remembered = is_whole and is_remembered
    memory_warnings = _remember(production, store, encoded, gain_db, is_remembered=is_remembered)
    file_warnings = written.warnings if written else ()
    episode = replace(
        episode,
        is_part=not is_whole,
        changes=changes,
        outputs=(*_beside(outputs, folder), *summaries.files),
        tracks=tuple(part.track for part in outputs if part.track is not None),
        manifest=manifest,
        report=summaries.in_short,
        quality=summaries.quality,
        warnings=(
            *episode.warnings,
            *soundscape.warnings,
            *silent_lines,
            *summaries.warnings,
            *file_warnings,
            *memory_warnings,
        ),
    )
    if is_remembered and is_kept:
        last_episode.note(store.root, production, episode)
    return episode


def _gain_db(timeline: Timeline, production: Production, stored_gain_db: float | None, *, is_whole: bool) -> float:
    """Return the gain over an episode: of a part that of the last whole render."""
    if not is_whole:
        return stored_gain_db or 0.0
    return loudness_forecast.episode_gain(timeline, production.cast.mix, stored_gain_db)


def _beside(outputs: Sequence[WrittenOutputs], folder: Path | None) -> Iterator[Path]:
    """Yield what was written beside an episode, or as an audiobook: its chapters, and what is beside each."""
    for part in outputs:
        yield from (part.audio, *part.beside) if folder is not None else part.beside


def _remember(
    production: Production, store: TakeStore, encoded: CacheStore, gain_db: float, *, is_remembered: bool
) -> tuple[str, ...]:
    """Remember a whole render and keep the store within its limit; the episode is there already, so failing warns."""
    try:
        if is_remembered:
            story, script = remembered_as(production.story_files), production.script
            history.save(default_folder(), story, script.lines, production.cast, gain_db=gain_db)
        store.trim()
    except TakeError as problem:
        return (f"this render will not be remembered: {problem}",)
    return (f"what was encoded is not kept for the next render: {encoded.complaint}",) if encoded.complaint else ()


@dataclass(frozen=True, slots=True)
class _Renderer:
    """What every file of a render is made with."""

    store: TakeStore
    soundscape: Soundscape
    jobs: int
    on_progress: OnProgress
    encoded: CacheStore
    place: Place
    manifest: str = ""
    """What goes into the tags."""

    def record(self, production: Production) -> tuple[tuple[Take, ...], frozenset[int]]:
        """Return the take of every line, and the numbers of the lines that were recorded just now."""
        total = len(production.requests)
        takes: list[Take] = []
        new: set[int] = set()
        recordings = record(production.requests, self.store, jobs=self.jobs)
        try:
            for line, done in zip(production.script.lines, recordings, strict=True):
                takes.append(done.take)
                if done.is_new:
                    new.add(line.number)
                self.on_progress(Progress("record", len(takes), total))
        except EngineError as problem:
            raise recording_failed(problem, production, production.script.lines[len(takes)]) from problem
        return tuple(takes), frozenset(new)

    def lay_out(self, production: Production, takes: Sequence[Take | None]) -> Timeline:
        """Return where everything stands."""
        script, cast, direction = production.script, production.cast, production.direction
        return build_timeline(script, cast, takes, direction, self.soundscape.assets)

    def write(
        self,
        production: Production,
        timeline: Timeline,
        output: Path,
        extras: Extras,
        *,
        gain_db: float,
        recorded: int,
        album: str = "",
        track: tuple[int, int] | None = None,
        start_frame: int = 0,
    ) -> WrittenOutputs:
        """Write an episode and what goes out with it; ``start_frame`` is where it begins in a whole audiobook."""
        settings, style = production.cast.mix, production.cast.sound.style
        mixer = Mixer(timeline, self.store, self.soundscape.library, settings, gain_db=gain_db,
                      compression=style.compression)  # fmt: skip
        outputs = EpisodeOutputs(
            production, mixer, self.store, output, extras, place=self.place, start_frame=start_frame
        )
        write_episode(
            output,
            [self._part(chunk, mixer, production) for chunk in timeline.chunks],
            replace(episode_tags(outputs.programme, album=album, track=track), manifest=self.manifest),
            settings=settings,
            cache=self.encoded,
            jobs=self.jobs,
            on_progress=lambda frames: self.on_progress(Progress("mix", frames, timeline.frames)),
            place=self.place,
        )
        written = outputs.write(recorded=recorded, missing=self.soundscape.library.missing, album=album)
        title = production.script.story.title
        return replace(written, track=Track(output, title, timeline.frames, timeline.chapters))

    def _part(self, chunk: Chunk, mixer: Mixer, production: Production) -> Part:
        def whole(mixed: Mixed) -> Mixed:
            return _with_whole_takes(mixed, production, self.store)

        lead_in, lead_out = mixer.lead_in(chunk), mixer.lead_out(chunk)
        return Part(
            key=mixer.key(chunk),
            frames=chunk.frames,
            render=whole(partial(mixer.sound, chunk)),
            lead_in=lead_in and whole(lead_in),
            lead_out=lead_out and whole(lead_out),
        )


def _write_chapters(
    renderer: _Renderer,
    production: Production,
    takes: Sequence[Take],
    output: Path,
    extras: Extras,
    *,
    gain_db: float,
    new: frozenset[int],
) -> list[WrittenOutputs]:
    """Write a file for each chapter into the folder that has the episode's name without its suffix."""
    plays = chapter_plays(production.script, production.cast, takes, production.direction)
    chapters = chapter_files(production, output)
    _make_folder(chapters[0].path.parent)
    written: list[WrittenOutputs] = []
    start_frame = 0
    for play, chapter in zip(plays, chapters, strict=True):
        file = chapter.path
        part = replace(production, script=play.script, cast=play.cast, direction=play.direction)
        own = chapter_extras(extras, file)
        titled = replace(part, script=replace(part.script, story=replace(part.script.story, title=play.title)))
        recorded = sum(line.number in new for line in play.script.lines)
        timeline = renderer.lay_out(part, play.takes)
        outputs = renderer.write(
            titled, timeline, file, own, gain_db=gain_db, recorded=recorded, start_frame=start_frame,
            album=production.script.story.title, track=(chapter.number, len(production.chapters)),
        )  # fmt: skip
        start_frame += timeline.frames
        written.append(outputs)
    return written


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as problem:
        raise WriteError(f"{folder}: cannot be made, and the chapters go there: {problem.strerror}") from problem


def _check_nothing_is_missing(script: Script, timeline: Timeline) -> None:
    """Hold promise 1: every line of the script is in the mix, once, in order."""
    heard = [cue.line.number for cue in timeline.cues]
    wanted = [line.number for line in script.lines]
    if heard != wanted:
        lost = sorted(set(wanted) - set(heard))
        raise MixError(
            f"line {lost[0]} of the script is missing from the mix" if lost else "the mix repeats or reorders lines"
        )


def _with_whole_takes(mixed: Mixed, production: Production, store: TakeStore) -> Mixed:
    """Return what mixes a window, and if a take turns out to be damaged has it recorded again first, once each."""

    def again() -> NDArray[int16]:
        rerecorded: set[str] = set()
        while True:
            try:
                return mixed()
            except TakeDamaged as damaged:
                if damaged.key in rerecorded:
                    raise
                rerecorded.add(damaged.key)
                lost = [request for request in production.requests if request_key(request) == damaged.key]
                for _ in record(lost[:1], store):
                    pass

    return again


def _episode(production: Production, output: Path, timeline: Timeline, *, recorded: int, gain_db: float) -> Episode:
    lines = production.script.lines
    return Episode(
        path=output,
        story=production.path,
        frames=timeline.frames,
        frame_rate=FRAME_RATE,
        scenes=len(production.script.scenes),
        characters=len({line.speaker for line in lines if line.speaker}),
        recorded=recorded,
        reused=len(lines) - recorded,
        doubtful=sum(line.is_doubtful for line in lines),
        gain_db=gain_db,
        cast_path=production.cast.path,
        warnings=production.warnings,
        style=production.cast.sound.style.name,
        chapters=timeline.chapters,
    )
