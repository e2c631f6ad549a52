"""What :mod:`drama` offers to Python: what the command line can do, with paths as text or path objects.

The command line is written over this module: of the packages below it, it imports none but ``drama.files``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from drama.errors import DramaError, StoryError
from drama.files.edit_labels import labelled
from drama.files.naming import named_after
from drama.files.store_folder import default_folder, kept_in
from drama.model import (
    Asset,
    Cast,
    Cost,
    Diagnosis,
    Direction,
    Envelope,
    Episode,
    Forecast,
    Form,
    Gender,
    Heard,
    Kind,
    Line,
    LineDirection,
    LineMark,
    Manifest,
    Manner,
    Metadata,
    Plan,
    Preset,
    Reason,
    ReasonKind,
    Script,
    Soundtrack,
    SpotEffect,
    Story,
    StoryFiles,
    Timeline,
    TroubleKind,
    TroubleSpot,
    Verification,
    Voice,
)

if TYPE_CHECKING:
    from drama.cast import Clash, Described, Recast, VoiceChoice, VoiceDistance
    from drama.engines import EngineInfo, EngineVoice, engine_names, is_installed
    from drama.engines.downloads import VoiceDownload, fetch_voices, voice_downloads
    from drama.files.text_merge import Conflict, ConflictError
    from drama.model.codec import from_json, to_json
    from drama.production.asking import Asked
    from drama.production.batches import Batch, BatchRecord, BatchRecorder
    from drama.production.books_in import FoundBooks
    from drama.production.corrections import CorrectionsEditor
    from drama.production.directed_lines import Directed, Sound
    from drama.production.edited_corrections import Correction, Pinned, Reassigned
    from drama.production.import_recordings import ImportedRecordings, RefusedRecording, TakenRecording
    from drama.production.journal import Edit, Undone
    from drama.production.label import BookLabel
    from drama.production.last_episode import Rendered
    from drama.production.open_edits import Edited, Revoiced
    from drama.production.open_story import OpenStory
    from drama.production.outputs import documents
    from drama.production.prepare import Production
    from drama.production.price import Price
    from drama.production.pronunciations import Pronounced
    from drama.production.publish_season import PublishedSeason, SeasonProgress
    from drama.production.questions import Questions
    from drama.production.recorder import Recorder
    from drama.production.recording_job import RecordingJob, RecordingProgress, SceneRecorded
    from drama.production.render import OnProgress, Progress, Recording
    from drama.production.render_job import RenderCancelled, RenderJob, RenderProgress
    from drama.production.review import NotTaken, Taken
    from drama.production.save_series import SavedSeries
    from drama.production.season_plan import PlannedEpisode, SeasonPlan
    from drama.production.series import Series, SeriesClash, SeriesEpisode, SeriesPerson, Variation
    from drama.production.series_lock import LockedSeries
    from drama.production.sound_edits import SoundEdit
    from drama.production.text_editing import StoryText, TextEdited
    from drama.production.uploads import Upload
    from drama.production.voice_figures import MeasuredVoice
    from drama.publishing.rules import Breach
    from drama.readers.piped import piped_story
    from drama.recording.store import TakeStore
    from drama.script import Explanation
    from drama.script.assembly.lines import DROPPED_TAG, LEFT_OUT
    from drama.script.attribution.features import in_words
    from drama.sounds import Library

_HOMES = {
    "drama.cast": ("Clash", "Described", "Recast", "VoiceChoice", "VoiceDistance"),
    "drama.engines": ("EngineInfo", "EngineVoice", "engine_names", "is_installed"),
    "drama.engines.downloads": ("VoiceDownload", "fetch_voices", "voice_downloads"),
    "drama.files.text_merge": ("Conflict", "ConflictError"),
    "drama.model.codec": ("from_json", "to_json"),
    "drama.production.asking": ("Asked",),
    "drama.production.import_recordings": ("ImportedRecordings", "RefusedRecording", "TakenRecording"),
    "drama.production.open_edits": ("Edited", "Revoiced"),
    "drama.production.open_story": ("OpenStory",),
    "drama.production.price": ("Price",),
    "drama.production.publish_season": ("PublishedSeason", "SeasonProgress"),
    "drama.production.questions": ("Questions",),
    "drama.production.review": ("NotTaken", "Taken"),
    "drama.production.render_job": ("RenderCancelled", "RenderJob", "RenderProgress"),
    "drama.production.season_plan": ("PlannedEpisode", "SeasonPlan"),
    "drama.production.stages": (
        "BookLabel",
        "Batch",
        "BatchRecord",
        "BatchRecorder",
        "Correction",
        "CorrectionsEditor",
        "Directed",
        "Edit",
        "FoundBooks",
        "LockedSeries",
        "MeasuredVoice",
        "Production",
        "Progress",
        "Reassigned",
        "Pronounced",
        "Pinned",
        "Recorder",
        "Recording",
        "RecordingJob",
        "RecordingProgress",
        "Rendered",
        "SavedSeries",
        "SceneRecorded",
        "Series",
        "SeriesClash",
        "SeriesEpisode",
        "SeriesPerson",
        "StoryText",
        "TextEdited",
        "Undone",
        "SoundEdit",
        "Upload",
        "Variation",
        "documents",
    ),
    "drama.publishing.rules": ("Breach",),
    "drama.readers.piped": ("piped_story",),
    "drama.recording.store": ("TakeStore",),
    "drama.script": ("Explanation",),
    "drama.script.assembly.lines": ("DROPPED_TAG", "LEFT_OUT"),
    "drama.script.attribution.features": ("in_words",),
    "drama.sounds": ("Library",),
}
"""Module -> what of it is offered here as it is; imported when it is first asked for."""

__all__ = [
    "DROPPED_TAG",
    "LEFT_OUT",
    "Asked",
    "Batch",
    "BatchRecord",
    "BatchRecorder",
    "BookLabel",
    "Breach",
    "Cast",
    "Clash",
    "Conflict",
    "ConflictError",
    "Correction",
    "CorrectionsEditor",
    "Cost",
    "Described",
    "Diagnosis",
    "Directed",
    "Direction",
    "DramaError",
    "Edit",
    "Edited",
    "EngineInfo",
    "EngineVoice",
    "Envelope",
    "Episode",
    "Explanation",
    "Forecast",
    "Form",
    "FoundBooks",
    "Heard",
    "ImportedRecordings",
    "Kind",
    "Library",
    "Line",
    "LineDirection",
    "LineMark",
    "LockedSeries",
    "Manifest",
    "Manner",
    "MeasuredVoice",
    "NotTaken",
    "OpenStory",
    "Pinned",
    "Plan",
    "PlannedEpisode",
    "Preset",
    "Price",
    "Production",
    "Progress",
    "Pronounced",
    "PublishedSeason",
    "Questions",
    "Reason",
    "ReasonKind",
    "Reassigned",
    "Recast",
    "Recorder",
    "Recording",
    "RecordingJob",
    "RecordingProgress",
    "RefusedRecording",
    "RenderCancelled",
    "RenderJob",
    "RenderProgress",
    "Rendered",
    "Revoiced",
    "SavedSeries",
    "SceneRecorded",
    "Script",
    "SeasonPlan",
    "SeasonProgress",
    "Series",
    "SeriesClash",
    "SeriesEpisode",
    "SeriesPerson",
    "SoundEdit",
    "Soundtrack",
    "SpotEffect",
    "Story",
    "StoryFiles",
    "StoryText",
    "TakeStore",
    "Taken",
    "TakenRecording",
    "TextEdited",
    "Timeline",
    "TroubleKind",
    "TroubleSpot",
    "Undone",
    "Upload",
    "Variation",
    "Verification",
    "Voice",
    "VoiceChoice",
    "VoiceDistance",
    "VoiceDownload",
    "answer",
    "ask",
    "audition",
    "begin_render",
    "books_in",
    "check_given",
    "check_season",
    "clashes",
    "correct",
    "describe",
    "direct_line",
    "doctor",
    "documents",
    "edit_text",
    "edits",
    "engine_names",
    "envelope",
    "exchange",
    "explain",
    "export_script",
    "fetch_voices",
    "figures_path",
    "find_voices",
    "forecast",
    "forget",
    "from_json",
    "hear",
    "hear_text",
    "import_recordings",
    "in_words",
    "inputs",
    "is_installed",
    "keep_processes",
    "keep_story",
    "label",
    "labelled",
    "last_render",
    "lock_series",
    "manifest",
    "mark_line",
    "measure_voices",
    "missing_batches",
    "move_effect",
    "mute_effect",
    "open_story",
    "piped_story",
    "place_effect",
    "plan",
    "plan_season",
    "prepare",
    "preview",
    "preview_parts",
    "price",
    "pronounce",
    "publish_season",
    "questions",
    "read",
    "read_series",
    "recast",
    "record_batch",
    "recording_problems",
    "recording_sheet",
    "redo",
    "remove_effect",
    "remove_recordings",
    "render",
    "render_trailer",
    "review",
    "sample_story",
    "save_cast",
    "save_series",
    "script_records",
    "select_scenes",
    "set_music",
    "set_scene_sound",
    "set_style",
    "sound_library",
    "soundtrack",
    "stories_in",
    "story_files",
    "take_review",
    "takes",
    "text_of",
    "to_json",
    "together",
    "trouble_spots",
    "undirect_line",
    "undo",
    "undo_lock",
    "undo_recast",
    "undo_series",
    "uploads",
    "verify",
    "voice_choices",
    "voice_distances",
    "voice_downloads",
    "voice_pool",
    "voices",
    "warm_up",
    "write_heard",
    "write_script",
    "write_sound",
]

_Choice = TypeVar("_Choice", bound=StrEnum)

AnyPath: TypeAlias = "str | os.PathLike[str]"

AnyStory: TypeAlias = "AnyPath | Sequence[AnyPath] | StoryFiles"
"""A file, several files in order, a folder of chapters; or what :func:`story_files` or :func:`piped_story` returned."""

# ------------------------------------------------------------------ a story


def story_files(*paths: AnyPath) -> StoryFiles:
    """Return what a story is read from: a file, several files in the order given, or the chapters of a folder.

    The chapters of a folder stand in natural order, 2 before 10; what else stands there is
    :attr:`StoryFiles.passed_over`. Raises :class:`~drama.DramaError` for a folder without chapters.
    """
    from drama.production import belongings as producing

    if not all(map(os.fspath, paths)):
        raise StoryError("the name of the story is empty; . is the current folder")
    return producing.story_files(*map(Path, paths))


def stories_in(folder: AnyPath) -> tuple[StoryFiles, ...]:
    """Return the stories in a folder: files of a format that is read, folders of chapters; nothing drama wrote.

    Raises :class:`~drama.DramaError` for a folder that is not there.
    """
    from drama.production import stages as producing

    return producing.stories_in(Path(folder))


def books_in(folder: AnyPath, *, without: Collection[AnyPath] = ()) -> FoundBooks:
    """Return every book in a folder and below it, but ``without`` some folders; and what stands there and is none.

    A file in the folder is a story. A folder below it is a book in chapters if the names of its files count them, the
    stories in a folder with the cast file of a series are its episodes, and those in any other each stand for
    themselves. Raises :class:`~drama.DramaError` for a folder that is not there.
    """
    from drama.production import books_in as producing

    return producing.books_in(Path(folder), without=tuple(map(Path, without)))


def check_given(
    stories: Sequence[AnyStory],
    *,
    voices: AnyPath | None = None,
    style: str | None = None,
    metadata: Mapping[str, str] | None = None,
) -> None:
    """Check once what is to be given with each of many stories, as to :func:`prepare`; no story is opened.

    Raises :class:`~drama.DramaError` for what none of them could be made with.
    """
    from drama.production import given as producing

    producing.check_given(list(map(_files, stories)), voices=_path(voices), style=style, metadata=metadata)


def label(
    story: AnyStory | Production,
    *,
    voices: AnyPath | None = None,
    metadata: Mapping[str, str] | None = None,
    draws_cover: bool = True,
) -> BookLabel:
    """Return what a story is called, by whom, and what else is said of it.

    Of a story what is stated, by ``metadata``, its cast file and itself: it is read, and not worked out. Of a
    production also what follows from it, as its tags will say it, and a cover that is drawn where there is none.
    """
    from drama.production import label as producing
    from drama.production.prepare import Production

    if isinstance(story, Production):
        return producing.label_of(story, draws_cover=draws_cover)
    return producing.stated_label(_files(story), voices=_path(voices), metadata=metadata)


def inputs(story: AnyStory | Production, *, voices: AnyPath | None = None) -> tuple[Path, ...]:
    """Return the files an episode is made from, those included that are not there and would be read if they were.

    Of a production all of them, and the folder of the user's sounds; of a story those that are known without opening
    one: its own, and the cast file in force.
    """
    if isinstance(story, StoryFiles | str | os.PathLike | Sequence):
        from drama.production.belongings import story_inputs

        return story_inputs(_files(story), voices=_path(voices))
    from drama.production.inputs import production_inputs

    return production_inputs(story)


def keep_story(folder: AnyPath, name: str, content: bytes) -> StoryFiles:
    """Write a story into a folder, never over another: under its name, or that with a number where it is taken.

    Raises :class:`~drama.DramaError` for a file that cannot be read as a story, which is not kept.
    """
    from drama.production import stages as producing

    return producing.keep_story(Path(folder), name, content)


def sample_story() -> tuple[str, bytes]:
    """Return the name and the content of a short story that drama brings, such as for :func:`keep_story`."""
    from drama.production import stages as producing

    return producing.sample_story()


def read(
    story: AnyStory, *, voices: AnyPath | None = None, as_: Form | str | None = None, action: bool = True
) -> Script:
    """Read a story and work out who says what; without ``action`` that of a script is left out."""
    from drama.production import reading as producing

    return producing.read(_files(story), voices=_path(voices), as_=_chosen(Form, as_), action=action)


def explain(
    story: AnyStory,
    choose: Callable[[Line], bool] = lambda line: line.is_doubtful,
    *,
    voices: AnyPath | None = None,
    as_: Form | str | None = None,
    action: bool = True,
) -> tuple[Script, Mapping[int, Explanation]]:
    """Read a story, and say why the lines that ``choose`` picks are whose they are, by number; those in doubt."""
    from drama.production import reading as producing

    return producing.explain(_files(story), choose, voices=_path(voices), as_=_chosen(Form, as_), action=action)


def script_records(script: Script, *, is_ascii: bool = False) -> Iterator[str]:
    """Yield a script as rows of JSON: the cast, then every segment of the source, as ``--format jsonl`` prints them."""
    from drama.exports.script_jsonl import script_records as records
    from drama.script.assembly.lines import segments

    return records(script, segments(script), is_ascii=is_ascii)


def export_script(script: Script, form: str = "fountain", *, parts: Collection[str] = ()) -> str:
    """Return a script as a text: as a screenplay, as pages for actors, as records.

    ``form`` is ``"fountain"``, a screenplay to edit and to render; ``"table-read"``, HTML for a table read, with the
    ``parts`` of some characters marked; or ``"jsonl"``, what :func:`script_records` yields.
    """
    from drama.production import script_files as producing

    return producing.script_text(script, _required(producing.ScriptForm, form), _names(parts))


def write_script(
    script: Script,
    output: AnyPath,
    text: str,
    *,
    story: AnyStory | None = None,
    voices: AnyPath | None = None,
    is_kept: bool = True,
    overwrite: bool = False,
) -> Path:
    """Write what was made of a script, such as by :func:`export_script`; ``is_kept``, ``overwrite`` as in a render.

    The story (``story``, where it is more than the script's own file), its corrections and its cast file (``voices``,
    else the nearest) are never replaced.
    """
    from drama.production import script_files as producing

    return producing.write_script(
        script,
        Path(output),
        text,
        story=None if story is None else _files(story),
        voices=_path(voices),
        is_kept=is_kept,
        replaces_any=overwrite,
    )


def prepare(
    story: AnyStory,
    *,
    voices: AnyPath | None = None,
    engine: str | None = None,
    title: str | None = None,
    author: str | None = None,
    cover: AnyPath | None = None,
    style: str | None = None,
    preset: Preset | str | None = None,
    language_anyway: bool = False,
    metadata: Mapping[str, str] | None = None,
    as_: Form | str | None = None,
    lock_anyway: bool = False,
    action: bool = True,
    recordings: bool = True,
) -> Production:
    """Read, script, cast and direct a story; record nothing.

    ``voices`` names the cast file (without it the nearest one is used); ``engine`` goes over the engine of every voice,
    ``style`` and ``preset`` over what the cast file says of the sound; ``title``, ``author``, ``cover``, ``metadata``
    go over what cast file and story say for the tags; without ``action`` that of a script is left out; without
    ``recordings`` voices speak also the lines that actors have recorded (:func:`import_recordings`), which an
    ``engine`` leaves as they are. Raises :class:`~drama.DramaError` for a story or a cast file in error, for a story
    that is not in English unless ``language_anyway``, and for an episode that would not sound as its series was locked
    unless ``lock_anyway``.
    """
    from drama.production import prepare as producing

    return producing.prepare(
        _files(story),
        voices=_path(voices),
        engine=engine,
        title=title,
        author=author,
        cover=_path(cover),
        style=style,
        preset=_chosen(Preset, preset),
        language_anyway=language_anyway,
        metadata=metadata,
        as_=_chosen(Form, as_),
        lock_anyway=lock_anyway,
        action=action,
        recordings=recordings,
    )


def open_story(
    story: AnyStory,
    *,
    voices: AnyPath | None = None,
    as_: Form | str | None = None,
    style: str | None = None,
    engine: str | None = None,
) -> OpenStory:
    """Open a story to be edited by many small gestures: it is read once, and each edit reads only what it can reach.

    Its files on disk are what counts: every edit is written at once, and what others write is taken in by
    :meth:`OpenStory.refresh`. One that is not in English, or not as its series was locked, is opened with a warning.
    """
    from drama.production import open_story as producing

    return producing.OpenStory(_files(story), voices=_path(voices), as_=_chosen(Form, as_), style=style, engine=engine)


def select_scenes(production: Production, scenes: Collection[int] | None) -> Production:
    """Return a production of some scenes, by number; lines and scenes keep their numbers. All of them for None."""
    from drama.production import prepare as producing

    return producing.select_scenes(production, _numbers(scenes))


def plan(production: Production, *, jobs: int | None = None, store: AnyPath | None = None) -> Plan:
    """Say what a render would record anew, why, and how long that takes."""
    from drama.production import stages as producing

    with _store(store):
        return producing.plan(production, jobs=_checked_jobs(jobs))


def render(
    story: AnyStory | Production,
    output: AnyPath | None = None,
    *,
    scenes: Collection[int] | None = None,
    jobs: int | None = None,
    documents: str | Collection[str] | Mapping[str, AnyPath] = (),
    cues: AnyPath | None = None,
    report: AnyPath | None = None,
    stems: AnyPath | None = None,
    draws_cover: bool = True,
    in_chapters: bool | None = None,
    measures: bool = False,
    manifest: bool | None = None,
    is_whole: bool | None = None,
    is_remembered: bool = True,
    is_kept: bool = True,
    overwrite: bool = False,
    store: AnyPath | None = None,
    recorder: Recording | None = None,
    progress: OnProgress = lambda _: None,
    **settings: object,
) -> Episode:
    """Record what is missing, mix, and write the episode whole or not at all.

    :param story: a file, several in order, or a folder of chapters, prepared with ``settings`` as :func:`prepare`
        takes them; or a production.
    :param output: ``.mp3``, ``.wav``, ``.flac``, ``.opus``, ``.m4b`` or ``.m4a``; the story's name ``.mp3`` beside it.
    :param scenes: the numbers of some, such as ``[2, 3]``; :attr:`Episode.is_part` then tells that the rest is missing.
    :param documents: what goes out beside it, by name (``["vtt", "page"]``, or ``"all"`` that can be made;
        :func:`documents` lists them), or by name with the file of each. ``"reaper"`` is made of the ``stems``.
    :param cues: the cue sheet's file, ``.json``; ``report`` that of the report, ``stems`` the folder of the stems.
    :param draws_cover: whether one is drawn where neither story nor caller has a cover.
    :param in_chapters: whether the episode is a file for each chapter, in the folder that ``output`` names without its
        suffix; without it an audiobook is, but for ``.m4b``.
    :param measures: whether the finished file is measured also without a report: :attr:`Episode.quality` then tells.
    :param manifest: whether tags and ``STORY.manifest.json`` say what it was made of; by default where ``is_kept``.
    :param is_remembered: whether the next :func:`plan` compares with this render.
    :param is_kept: whether the file is noted as drama's own, which a later render may replace.
    :param store: the folder recordings are kept in, instead of the user's.
    :param recorder: a :class:`Recorder` whose processes record, so that lines heard meanwhile go before, or a
        :class:`BatchRecorder`, which has other machines record; with the store of that.
    :param progress: called from this thread now and then. An exception it raises cancels the render: nothing is
        written, what was recorded stays, and the next render goes on from there.

    Raises :class:`~drama.DramaError`; a file that drama did not write is replaced only with ``overwrite``.
    """
    from drama.production import stages as producing
    from drama.production.outputs import Extras
    from drama.production.prepare import Production

    with _store(store):
        production = story if isinstance(story, Production) else prepare(story, **settings)  # type: ignore[arg-type]
        if isinstance(story, Production) and settings:
            raise TypeError(f"{next(iter(settings))} is a setting of prepare(): the production has been prepared")
        production = producing.select_scenes(production, _numbers(scenes))
        path = named_after(production.story_files.episode_path, ".mp3") if output is None else Path(output)
        named = {name: Path(file) for name, file in documents.items()} if isinstance(documents, Mapping) else {}
        extras = Extras(
            cues=_path(cues),
            documents={
                **producing.beside(path, _document_names(documents, path, has_stems=stems is not None)),
                **named,
            },
            report=_path(report),
            stems=_path(stems),
            draws_cover=draws_cover,
            manifest=is_kept if manifest is None else manifest,
            in_chapters=in_chapters,
            measures=measures,
        )
        return producing.render(
            production,
            path,
            jobs=_checked_jobs(jobs),
            extras=extras,
            is_whole=scenes is None if is_whole is None else is_whole,
            is_remembered=is_remembered,
            is_kept=is_kept,
            replaces_any=overwrite,
            recording=recorder,
            on_progress=progress,
        )


def render_trailer(
    cuts: Sequence[tuple[AnyStory | Production, Collection[int] | None]],
    output: AnyPath,
    *,
    title: str,
    author: str = "",
    music: str | None = None,
    says_title: str = "",
    cover: AnyPath | None = None,
    metadata: Metadata | None = None,
    documents: str | Collection[str] | Mapping[str, AnyPath] = ("vtt",),
    measures: bool = False,
    jobs: int | None = None,
    overwrite: bool = False,
    store: AnyPath | None = None,
    progress: OnProgress = lambda _: None,
    **settings: object,
) -> Episode:
    """Render a trailer of lines of several episodes, each as it sounds in its episode, over music that gives way.

    :param cuts: what it takes from each episode, in order: the episode (a story, prepared with ``settings`` as
        :func:`prepare` takes them, or a production) and the numbers of its lines, None for those that are marked
        ``trailer``.
    :param title: of the tags, as ``author`` and ``metadata`` are.
    :param music: a sound of the episodes' library, ``""`` for none; what the first episode begins or ends with if None.
        Music shorter than 12 s is heard at both ends only.
    :param says_title: words for the narrator at the end; none are said otherwise but those of the lines.
    :param cover: a JPEG or PNG file; else the first episode's, else one is drawn.
    :param documents: what goes out beside it, captions if nothing else is asked for; see :func:`render`.

    Raises :class:`~drama.DramaError`, also where no line is marked: which lines these are is for a person to decide.
    """
    from drama.production import trailer as producing
    from drama.production.outputs import Extras, beside
    from drama.production.prepare import Production, read_cover

    with _store(store):
        path = Path(output)
        taken = [
            producing.cut_of(story if isinstance(story, Production) else prepare(story, **settings), lines)  # type: ignore[arg-type]
            for story, lines in cuts
        ]
        named = {name: Path(file) for name, file in documents.items()} if isinstance(documents, Mapping) else {}
        return producing.render_trailer(
            taken,
            path,
            title=title,
            author=author,
            music=music,
            says_title=says_title,
            cover=None if cover is None else read_cover(Path(cover)),
            metadata=metadata or Metadata(),
            extras=Extras(
                documents={**beside(path, _document_names(documents, path, has_stems=False)), **named},
                draws_cover=True,
                measures=measures,
            ),
            jobs=_checked_jobs(jobs),
            replaces_any=overwrite,
            on_progress=progress,
        )


def begin_render(
    production: Production,
    output: AnyPath | None = None,
    *,
    recorder: Recorder,
    progress: Callable[[RenderProgress], None] = lambda _: None,
    **options: object,
) -> RenderJob:
    """Begin a render in a thread of its own and return it at once, to be watched, waited for and cancelled.

    What is missing is recorded by ``recorder``, into its store, so that lines heard meanwhile go before. ``progress``
    is called from threads of the job's own, by scene and with the time left; ``options`` are those of :func:`render`.
    A job that was cancelled leaves nothing half-made, and another goes on where it stopped.
    """
    from drama.production.render_job import RenderJob

    def rendered(recording: Recording, tell: OnProgress) -> Episode:
        given: dict[str, Any] = {**options, "recorder": recording, "progress": tell, "store": recorder.folder}
        return render(production, output, **given)

    return RenderJob(recorder, production, rendered, progress=progress)


def missing_batches(production: Production, *, store: AnyPath | None = None) -> tuple[Batch, ...]:
    """Return the lines that have no recording yet, in order, as batches of a scene's size to be recorded anywhere."""
    from drama.production import stages as producing

    return producing.missing_batches(production, takes(store))


def record_batch(
    batch: Batch, *, jobs: int = 1, store: AnyPath | None = None, progress: Callable[[], None] = lambda: None
) -> BatchRecord:
    """Record what of a batch the store lacks, here, with ``jobs`` processes, and return what became of it.

    ``progress`` is called after each line; an exception it raises ends the batch. A line that cannot be recorded, or
    whose recording would be another here, is told in the record: nothing is raised for it.
    """
    from drama.production import stages as producing

    return producing.record_batch(batch, takes(store), jobs=_checked_jobs(jobs) or 1, on_line=progress)


def keep_processes() -> AbstractContextManager[None]:
    """Keep the processes of recordings within for the next ones, so that an engine loads its model once."""
    from drama.recording import warm_workers

    return warm_workers("", 0, are_kept=True)


def last_render(story: AnyStory) -> Rendered | None:
    """Return the last whole render of a story, its episode and when it was made; None where there was none.

    Its files may have been moved or edited since.
    """
    from drama.production import stages as producing

    return producing.last_render(_files(story))


def doctor(*, output: AnyPath | None = None, speak: bool = False, timeout_s: float = 10.0) -> Diagnosis:
    """Return what of this installation works, what is not there and how to get it, and what is broken.

    :param output: the folder that episodes go to; the current one by default.
    :param speak: whether every engine also loads and speaks, which takes some seconds each.
    :param timeout_s: how long all checks together may take, speaking aside; one that takes longer is told as broken.

    Nothing is changed and nothing is fetched.
    """
    from drama.production.doctor import doctor as examined

    return examined(output=_path(output), speak=speak, timeout_s=timeout_s)


def manifest(episode: AnyPath) -> Manifest:
    """Return what an episode was made of and with: from ``STORY.manifest.json`` beside it, else from its tags.

    The tags are also read where that file is damaged; :func:`verify` says so.

    ``episode`` is an audio file, the folder of an audiobook, or the manifest's own file. Raises
    :class:`~drama.DramaError` where there is none, or one that is damaged or of another version.
    """
    from drama.production import stages as producing

    return producing.read_manifest_of(Path(episode))


def verify(
    episode: AnyPath,
    *,
    story: AnyStory | None = None,
    voices: AnyPath | None = None,
    again: bool = False,
    fresh: bool = False,
    jobs: int | None = None,
    store: AnyPath | None = None,
    progress: OnProgress = lambda _: None,
) -> Verification:
    """Compare an episode with its manifest: its files, what it was made of, and what it was made with.

    :param story: its story, where that is not found beside the episode or by what drama remembers; ``voices`` its cast
        file, where the nearest one is not it.
    :param again: whether it is rendered once more, into a temporary folder, and compared byte by byte.
    :param fresh: the same with every line recorded anew.

    Raises :class:`~drama.DramaError` where there is no manifest that can be read.
    """
    from drama.production import stages as producing

    with _store(store):
        return producing.verify(
            Path(episode),
            story=None if story is None else _files(story),
            voices=_path(voices),
            again=again,
            fresh=fresh,
            jobs=_checked_jobs(jobs),
            on_progress=progress,
        )


def preview(story: AnyStory | Production, scene: int, output: AnyPath, **options: object) -> Episode:
    """Render one scene as :func:`render` does, without drawing a cover for it, and without a manifest."""
    given = {"draws_cover": False, "manifest": False, **options}
    return render(story, output, scenes={scene}, **given)  # type: ignore[arg-type]


def preview_parts(production: Production) -> Iterator[Production]:
    """Yield a production as shorter ones, to hear the first while the next is made; together they are the whole."""
    from drama.production import stages as producing

    return producing.pieces(production)


def hear(production: Production, number: int, *, voice: str | None = None, store: AnyPath | None = None) -> Heard:
    """Return one line as it sounds in the episode, recorded first if it has no recording yet.

    With its voice effect, level, place and room; without bed and effects around it. Lines are as loud against each
    other as in the episode, and as the last render made them.

    :param voice: hears it in another voice, a name of the pool or an engine's own id, as after a :func:`recast` of
        whoever speaks it: nothing is edited, and such a recast finds the recording there.

    For many lines :class:`Recorder`, whose processes stay warm.
    """
    from drama.production import stages as producing

    with _store(store):
        return producing.hear(production, number, voice=voice)


def hear_text(
    voice: str,
    text: str,
    *,
    voices: AnyPath | None = None,
    engine: str | None = None,
    store: AnyPath | None = None,
) -> Heard:
    """Return a text spoken by a voice, a name of the pool of a cast file or an engine's own id, to judge it by ear."""
    from drama.production import stages as producing

    with _store(store):
        return producing.hear_text(voice, text, voices=_path(voices), engine=engine)


def exchange(production: Production, number: int, *, before: int = 2, after: int = 2) -> tuple[int, ...]:
    """Return the lines of the exchange a line stands in, by number and in order: so many spoken ones around it.

    What is told between them belongs to it; it ends with the scene, and where more is told than a few sentences.
    """
    from drama.production import stages as producing

    return producing.exchange(production, number, before=before, after=after)


def together(lines: Sequence[Heard]) -> Heard:
    """Return lines of one production one after the other as one sound, as far apart as in the episode."""
    from drama.production import stages as producing

    return producing.together(lines)


def write_heard(production: Production, heard: Heard, output: AnyPath, *, overwrite: bool = False) -> Path:
    """Write what was heard of a production as a WAV file, and return it; ``overwrite`` as in a render."""
    from drama.production import stages as producing

    return producing.write_heard(production, heard, Path(output), replaces_any=overwrite)


def uploads(what: Production | Sequence[Voice], *, lines: Mapping[int, str | None] | None = None) -> tuple[Upload, ...]:
    """Return to which servers words would go to be spoken, by a render or to measure voices. Sends nothing.

    With ``lines`` of a production, only to hear those, by number, each in a voice that is tried or None for its own.
    """
    from drama.production import stages as producing
    from drama.production.prepare import Production

    if not isinstance(what, Production):
        return producing.uploads_to_measure(what)
    return producing.uploads(what) if lines is None else producing.uploads_to_hear(what, lines)


def warm_up(
    story: AnyStory,
    *,
    voices: AnyPath | None = None,
    engine: str | None = None,
    jobs: int | None = None,
    are_kept: bool = False,
) -> AbstractContextManager[None]:
    """Start worker processes for the renders within, which load their engine while the story is read."""
    from drama.production import stages as producing

    return producing.warm_engine(_files(story), voices=_path(voices), engine=engine, jobs=jobs, are_kept=are_kept)


# ------------------------------------------------------------------ corrections and casting


def correct(story: AnyStory, *, voices: AnyPath | None = None, as_: Form | str | None = None) -> CorrectionsEditor:
    """Return the corrections of a story's script, to pin speakers, merge and rename; each edit is written at once."""
    from drama.production.corrections import CorrectionsEditor

    return CorrectionsEditor(_files(story), voices=_path(voices), as_=_chosen(Form, as_))


def direct_line(
    story: AnyStory,
    number: int,
    *,
    delivery: Manner | str | None = None,
    rate: float | None = None,
    gain_db: float | None = None,
    stress: Sequence[str] | None = None,
    pronounce: Mapping[str, Sound] | None = None,
    say: str | None = None,
    pause_after: int | None = None,
    locked: bool | None = None,
    faster: int = 0,
    louder: int = 0,
    unset: Collection[str] = (),
    voices: AnyPath | None = None,
    as_: Form | str | None = None,
    style: str | None = None,
) -> Directed:
    """Decide how a line is spoken, and return it with what a render in ``style`` records anew for that.

    What is None stays as it is; it is all kept in ``STORY.script.toml``, under these names.

    :param delivery: ``"whispered"``, ``"shouted"`` … (:class:`drama.model.Manner`), or ``"plain"``.
    :param rate: factor on the rate the line would have, 0.5 to 2.
    :param gain_db: added to the level it would have, −24 to 12 dB; records nothing.
    :param stress: the words that are stressed, and no others; ``"no#2"`` is the second "no".
    :param pronounce: how words are pronounced here: respellings, or ``{"phonemes": "niːv"}``. They are added to those
        of before; one with an empty text is taken out.
    :param say: the words that are spoken instead of the printed ones, which everything that is read goes on to show.
    :param pause_after: ms of silence between this line and the next; records nothing.
    :param locked: whether speaker, kind and delivery stay as they are now, whatever else is corrected or answered.
    :param faster: steps of a tenth from the rate of before; negative ones are slower.
    :param louder: steps of 2 dB from the level of before; negative ones are softer.
    :param unset: what is taken back in the same edit, by these names, such as ``["say"]``.

    Raises :class:`~drama.DramaError` for what is no such value, and for words that the line does not hold.
    """
    from drama.production import line_directions as producing

    return producing.direct_line(
        _files(story),
        number,
        delivery=delivery,
        rate=rate,
        gain_db=gain_db,
        stress=stress,
        pronounce=pronounce,
        say=say,
        pause_after=pause_after,
        locked=locked,
        faster=faster,
        louder=louder,
        unset=_names(unset),
        voices=_path(voices),
        as_=_chosen(Form, as_),
        style=style,
    )


def undirect_line(
    story: AnyStory,
    number: int,
    keys: Collection[str] = (),
    *,
    voices: AnyPath | None = None,
    as_: Form | str | None = None,
    style: str | None = None,
) -> Directed:
    """Have a line spoken as the story tells it; with ``keys`` (``["rate", "say"]``) in these respects only."""
    from drama.production import line_directions as producing

    return producing.undirect_line(
        _files(story), number, _names(keys), voices=_path(voices), as_=_chosen(Form, as_), style=style
    )


def mark_line(
    story: AnyStory,
    number: int,
    marks: str | Collection[str] = (),
    *,
    is_marked: bool = True,
    voices: AnyPath | None = None,
    as_: Form | str | None = None,
) -> Directed:
    """Mark a line as ``"soundbite"`` of its podcast or for its ``"trailer"``, besides how it is marked already.

    Kept in ``STORY.script.toml``; nothing is recorded or mixed anew for it. ``is_marked=False`` takes marks away, all
    that the line has where none is named. :attr:`Line.marks <drama.model.Line.marks>` tells them. Raises
    :class:`~drama.DramaError` for a mark there is not.
    """
    from drama.production import line_directions as producing

    return producing.mark_line(
        _files(story), number, _names(marks), is_marked=is_marked, voices=_path(voices), as_=_chosen(Form, as_)
    )


def import_recordings(
    story: AnyStory,
    folder: AnyPath,
    *,
    parts: Collection[str] = (),
    copies: bool = False,
    strict: bool = False,
    dry_run: bool = False,
    voices: AnyPath | None = None,
    as_: Form | str | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> ImportedRecordings:
    """Have actors' recordings in a folder take the place of takes, by the lines that their names tell.

    ``12.wav``, ``012 Anna.wav``, ``Anna_012_take2.wav``, ``12b.wav``: the number is the line's, of several takes the
    last counts, or the one marked ``x``. With a :func:`recording_sheet` as CSV in the folder, numbers are those of the
    sheet, and lines are found by its words. It is written into ``STORY.script.toml`` in one step, which :func:`undo`
    takes back; files are read where they are and never changed.

    :param parts: the only characters, or ``"narrator"``, whose lines are looked for.
    :param copies: whether files are copied into ``STORY.recordings/``.
    :param strict: whether nothing is taken where anything is wrong or odd.
    :param dry_run: whether it is only told what would be taken.
    :param progress: called with the number of files read and of all.

    What is wrong with a file is told in :attr:`ImportedRecordings.refused`, and the others are taken. Raises
    :class:`~drama.DramaError` for a folder there is not, or a character.
    """
    from drama.production import import_recordings as producing

    return producing.import_recordings(
        _files(story),
        Path(folder),
        parts=_names(parts),
        copies=copies,
        strict=strict,
        is_trial=dry_run,
        voices=_path(voices),
        as_=_chosen(Form, as_),
        on_progress=progress,
    )


def remove_recordings(
    story: AnyStory,
    lines: Collection[int] | None = None,
    *,
    parts: Collection[str] = (),
    voices: AnyPath | None = None,
    as_: Form | str | None = None,
) -> tuple[Line, ...]:
    """Have voices speak again what actors' recordings stood for, and return these lines; the files stay.

    All of them, or those of ``lines``, by number, and of ``parts``, by character. Raises :class:`~drama.DramaError`
    where no recording stands for any.
    """
    from drama.production import import_recordings as producing

    return producing.remove_recordings(
        _files(story), _numbers(lines), parts=_names(parts), voices=_path(voices), as_=_chosen(Form, as_)
    )


def recording_problems(script: Script, story: AnyStory) -> Mapping[int, str]:
    """Return what is wrong with actors' recordings that stand for lines of a script, by the line's number.

    ``"missing"``, or why the file cannot be used, as its header tells: it is no sound, or is cut off. A render refuses
    to begin without a recording that is missing.
    """
    from drama.production import recording_problems as producing

    return producing.recording_problems(script, _files(story))


def recording_sheet(script: Script, form: str = "txt", *, parts: Collection[str] = ()) -> str:
    """Return what actors read from: the lines of ``parts``, or all, each with the name its file is wanted in.

    ``form`` is ``"csv"``, which an import finds lines by, ``"html"`` to print, or ``"txt"``. :func:`write_script`
    writes it.
    """
    from drama.actors import SheetForm
    from drama.production import import_recordings as producing

    return producing.recording_sheet(script, _required(SheetForm, form), _names(parts))


def questions(
    story: AnyStory,
    *,
    by: str | None = None,
    voices: AnyPath | None = None,
    as_: Form | str | None = None,
    action: bool = True,
) -> Questions:
    """Return what may be asked about a story: doubtful lines and people who may be one, each with its closed list.

    With ``by``, a model, what it has not answered yet; without, what is in doubt as the script stands.
    """
    from drama.production import questions as producing

    return producing.find_questions(_files(story), voices=_path(voices), as_=_chosen(Form, as_), action=action, by=by)


def ask(
    story: AnyStory,
    url: str | None = None,
    model: str | None = None,
    *,
    voices: AnyPath | None = None,
    as_: Form | str | None = None,
    action: bool = True,
    announce: Callable[[Questions, str], None] = lambda _questions, _destination: None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Asked:
    """Ask a chat model about the doubtful lines of a story, and keep its answers in ``STORY.answers.json``.

    Every later reading weighs them. ``url`` (``http://127.0.0.1:11434/v1``) and ``model`` go over ``[assistant]`` of
    the cast file. Lines that the answers bring into doubt are asked about too, in another round. ``announce`` is called
    before each round is sent, with the questions and where they go, ``progress`` with the number done and of all.
    Raises :class:`~drama.DramaError` where no server or model is named; a server that fails is told in
    ``Asked.interview.failure``.
    """
    from drama.production import asking as producing

    return producing.ask_in_rounds(
        _files(story),
        url=url,
        model=model,
        voices=_path(voices),
        as_=_chosen(Form, as_),
        action=action,
        announce=announce,
        progress=progress,
    )


def review(asking: Questions) -> str:
    """Return questions as a text to fill in, by a person or by any assistant it is pasted into."""
    from drama.assistant.review import review_text

    return review_text(asking.questions, asking.script.story.title or asking.story.called)


def take_review(story: AnyStory, text: str, *, voices: AnyPath | None = None, as_: Form | str | None = None) -> Taken:
    """Take the answers of a filled :func:`review`: a person's as corrections, an assistant's as evidence.

    What is not valid is told in :attr:`Taken.not_taken` and changes nothing.
    """
    from drama.production import review as producing

    return producing.take_review(_files(story), text, voices=_path(voices), as_=_chosen(Form, as_))


def answer(
    story: AnyStory,
    answers: Mapping[int, str],
    *,
    by: str = "",
    voices: AnyPath | None = None,
    as_: Form | str | None = None,
) -> Taken:
    """Say who speaks some lines, by number; with ``by``, whoever says so, as evidence and not as corrections."""
    from drama.production import review as producing

    return producing.take_answers(_files(story), answers, by=by, voices=_path(voices), as_=_chosen(Form, as_))


def recast(
    story: AnyStory, character: str, voice: str, *, voices: AnyPath | None = None, as_: Form | str | None = None
) -> Recast:
    """Give a character another voice, in ``voices`` or else in ``STORY.voices.toml``; comments and order are kept."""
    from drama.production import stages as producing

    return producing.recast(_files(story), character, voice, voices=_path(voices), as_=_chosen(Form, as_))


def describe(
    story: AnyStory,
    character: str,
    *,
    gender: Gender | str | None = None,
    age: str | None = None,
    aliases: Sequence[str] | None = None,
    voices: AnyPath | None = None,
    as_: Form | str | None = None,
) -> Described:
    """Say in the cast file what a character is, in ``voices`` or else in ``STORY.voices.toml``.

    ``age`` is ``"child"``, ``"young"``, ``"adult"`` or ``"old"``; ``aliases`` are all the other names that mean the
    character. What is None stays as it is.
    """
    from drama.production import stages as producing

    return producing.describe(
        _files(story),
        character,
        gender=gender,
        age=age,
        aliases=None if aliases is None else _listed(aliases),
        voices=_path(voices),
        as_=_chosen(Form, as_),
    )


def pronounce(
    story: AnyStory, word: str, sound: Sound, *, voices: AnyPath | None = None, as_: Form | str | None = None
) -> Pronounced:
    """Have a word pronounced so wherever it stands, and return the lines in which it is said.

    An edit of ``[pronounce]`` in ``voices`` or else in ``STORY.voices.toml``, which :func:`undo_recast` takes back.
    ``sound`` is a respelling, ``{"phonemes": "niːv"}``, or both; an empty text takes the word out again.
    :func:`lines_with_word` tells beforehand how many lines that is.
    """
    from drama.production import pronunciations as producing

    return producing.pronounce(_files(story), word, sound, voices=_path(voices), as_=_chosen(Form, as_))


def lines_with_word(
    story: AnyStory, word: str, *, voices: AnyPath | None = None, as_: Form | str | None = None
) -> tuple[Line, ...]:
    """Return the lines in which a word is said, as :func:`pronounce` counts them; changes nothing."""
    from drama.production import pronunciations as producing

    return producing.lines_with_word(_files(story), word, voices=_path(voices), as_=_chosen(Form, as_))


def undo_recast(story: AnyStory, *, voices: AnyPath | None = None) -> Path:
    """Take the last recast back, and return the file it was made in."""
    from drama.production import stages as producing

    return producing.undo_recast(_files(story), voices=_path(voices))


def save_cast(production: Production, output: AnyPath | None = None, *, overwrite: bool = False) -> Path:
    """Write a cast file that pins everybody's present voice, ``STORY.voices.toml`` without ``output``; return it."""
    from drama.production import stages as producing

    return producing.save_cast(production, _path(output), overwrite=overwrite)


def clashes(production: Production) -> tuple[Clash, ...]:
    """Return the pairs of characters who share a scene and sound alike."""
    from drama import cast as casting
    from drama.production import stages as producing

    return tuple(casting.clashes(production.script, production.cast, capabilities_of=producing.capabilities_of))


def voice_distances(production: Production) -> tuple[VoiceDistance, ...]:
    """Return how far apart the voices of all are who share scenes, in margins, and from the narrator's; closest first.

    From 1 on two voices are easy to tell apart.
    """
    from drama import cast as casting
    from drama.production import stages as producing

    return casting.voice_distances(production.script, production.cast, capabilities_of=producing.capabilities_of)


def voice_choices(production: Production, *, engine: str | None = None) -> tuple[VoiceChoice, ...]:
    """Return the voices there are for a story, who has them, and how far each is from everybody's present voice.

    ``engine`` is the one that goes over that of every voice, where :func:`prepare` was given one.
    """
    from drama import cast as casting
    from drama.production import stages as producing

    return casting.voice_choices(
        production.cast,
        production.file,
        engine=engine,
        list_voices=producing.list_voices,
        capabilities_of=producing.capabilities_of,
    )


def price(
    production: Production, character: str, voice: str, *, jobs: int | None = None, store: AnyPath | None = None
) -> Price:
    """Say what it would cost to give a character, or ``"narrator"``, another voice; nothing is written."""
    from drama.production import stages as producing

    with _store(store):
        return producing.price(production, character, voice, jobs=_checked_jobs(jobs))


# ------------------------------------------------------------------ undo and redo


def edits(story: AnyStory, *, voices: AnyPath | None = None, last: int | None = None) -> tuple[Edit, ...]:
    """Return the edits of a story's text files, the newest last: cast file, corrections, answers, and the story's own.

    Those that stand come first, or the ``last`` of them, then those that may be redone, the next first
    (:attr:`Edit.is_undone`). What was changed by hand since drama's first edit of a file is an edit, too.
    """
    from drama.production import journal as producing

    return producing.edits(_files(story), voices=_path(voices), last=last)


def undo(story: AnyStory, *, voices: AnyPath | None = None, steps: int = 1) -> Undone:
    """Take the newest edits of a story back, each in all the files it touched; changes by hand are edits, too.

    Nothing is lost: :func:`redo` brings them back. Raises :class:`~drama.DramaError` where there is none.
    """
    from drama.production import journal as producing

    return producing.undo(_files(story), voices=_path(voices), steps=steps)


def redo(story: AnyStory, *, voices: AnyPath | None = None, steps: int = 1) -> Undone:
    """Bring back the edits of a story that were undone last; a new edit ends what may be brought back.

    Raises :class:`~drama.DramaError` where there is none.
    """
    from drama.production import journal as producing

    return producing.redo(_files(story), voices=_path(voices), steps=steps)


def text_of(story: AnyStory, which: AnyPath, *, voices: AnyPath | None = None) -> StoryText:
    """Return a text of a story, to be edited: ``"cast"``, ``"corrections"``, ``"story"``, or the path of a chapter.

    ``"cast"`` is ``voices`` or else ``STORY.voices.toml``, whose text is None where there is no such file yet.
    """
    from drama.production import text_editing as producing

    return producing.text_of(_files(story), _text_name(which), voices=_path(voices))


def edit_text(
    story: AnyStory, which: AnyPath, text: str, *, base: str | None, voices: AnyPath | None = None
) -> TextEdited:
    """Write a text of a story that was made from ``base``, the text :func:`text_of` returned; undo takes it back.

    What others wrote into the file meanwhile is kept: both are merged by words. Raises :class:`ConflictError`, with
    both sides of each place, where they cannot be, and :class:`~drama.DramaError` for a cast file or corrections that
    do not load, with the line; then nothing is written.
    """
    from drama.production import text_editing as producing

    return producing.edit_text(_files(story), _text_name(which), text, base=base, voices=_path(voices))


# ------------------------------------------------------------------ a series


def read_series(folder: AnyPath) -> Series:
    """Read and cast the episodes in a folder: who returns, who is new, and whose voices clash or would change.

    Raises :class:`~drama.DramaError` where there are no episodes, or the cast file they share is in error.
    """
    from drama.production import stages as producing

    return producing.read_series(Path(folder))


def save_series(folder: AnyPath) -> SavedSeries:
    """Write the voices of those who return into the cast file that the episodes in a folder share.

    ``series.voices.toml``, unless the folder has a ``voices.toml``. What it says already is kept.
    """
    from drama.production import stages as producing

    return producing.save_series(Path(folder))


def publish_season(
    folder: AnyPath,
    out: AnyPath | None = None,
    *,
    url: str | None = None,
    engine: str | None = None,
    jobs: int | None = None,
    language_anyway: bool = False,
    lock_anyway: bool = False,
    overwrite: bool = False,
    now: datetime | None = None,
    store: AnyPath | None = None,
    announce: Callable[[SeasonPlan], None] = lambda _: None,
    progress: Callable[[SeasonProgress], None] = lambda _: None,
) -> PublishedSeason:
    """Make a podcast of a folder of episodes: render what changed, and write sound, transcripts, site and feed.

    :param out: the folder to upload, ``FOLDER/published`` if None.
    :param url: where that stands on the web, if ``[season]`` of the series' cast file does not say.
    :param now: when new episodes go out whose cast files do not say; the time it is if None.
    :param announce: called with what will be done, before anything is recorded; what it raises ends it there.
    :param progress: called now and then; what it raises ends it, and what was rendered stays.

    An episode that fails is told in :attr:`PublishedSeason.failed`, and stays in the feed as it last went out. GUIDs
    and dates are kept in ``series.published.toml`` beside the series' cast file and never change. ``language_anyway``,
    ``lock_anyway`` and ``overwrite`` as in :func:`prepare` and :func:`render`. Raises :class:`~drama.DramaError` where
    nothing can be published.
    """
    from drama.production import publish_season as producing
    from drama.production.season_source import Settings

    settings = Settings(engine, _checked_jobs(jobs), overwrite, language_anyway, lock_anyway)
    with _store(store):
        return producing.publish_season(
            Path(folder), _path(out), url=url, settings=settings, now=now, announce=announce, on_progress=progress
        )


def plan_season(
    folder: AnyPath,
    out: AnyPath | None = None,
    *,
    url: str | None = None,
    engine: str | None = None,
    now: datetime | None = None,
    store: AnyPath | None = None,
) -> SeasonPlan:
    """Say what :func:`publish_season` would do: what it renders, and what each episode goes out as; write nothing."""
    from drama.production import season_plan as producing
    from drama.production.season_source import Settings

    settings = Settings(engine, language_anyway=True, lock_anyway=True)
    with _store(store):
        return producing.plan_season(Path(folder), _path(out), url=url, settings=settings, now=now)


def check_season(folder: AnyPath, out: AnyPath | None = None) -> tuple[Breach, ...]:
    """Hold what :func:`publish_season` wrote to the published rules of Apple, Spotify, Amazon and the like.

    Return what breaks them, required rules first; nothing is loaded from the web. Raises :class:`~drama.DramaError`
    where there is no feed.
    """
    from drama.production import publish_season as producing

    return producing.check_season(Path(folder), _path(out))


def undo_series(folder: AnyPath) -> Path:
    """Take the last edit of the cast file that the episodes in a folder share back, and return the file."""
    from drama.production import stages as producing

    return producing.undo_series(Path(folder))


def lock_series(folder: AnyPath, *, renew: bool = False) -> LockedSeries:
    """Write down with which engines and voices the series in a folder is recorded, and return what was written.

    In ``series.voices.lock`` beside ``series.voices.toml``; :func:`prepare` compares with it. Without ``renew`` people
    are added, and what is locked already stays as it is.
    """
    from drama.production import stages as producing

    return producing.lock_series(Path(folder), renew=renew)


def undo_lock(folder: AnyPath) -> Path:
    """Take the last edit of the lock of a series back, and return the file."""
    from drama.production import stages as producing

    return producing.undo_lock(Path(folder))


# ------------------------------------------------------------------ voices


def voices(engine: str | None = None) -> tuple[EngineVoice, ...]:
    """Return the voices of an engine, or of all engines there are that list theirs."""
    from drama.engines import EngineInfo, engine_names

    names = engine_names() if engine is None else (engine,)
    return tuple(voice for name in names for voice in EngineInfo(name).voices)


def voice_pool(voices: AnyPath | None = None) -> Mapping[str, Voice]:
    """Return the voices automatic casting picks from, by name: those of a cast file, or those drama brings."""
    from drama import cast as casting

    return casting.load_cast_file(_path(voices)).pool


def audition(
    names: str | Sequence[str],
    text: str,
    *,
    story: AnyStory | None = None,
    voices: AnyPath | None = None,
    engine: str | None = None,
    as_: Form | str | None = None,
) -> Production:
    """Return a production in which each voice speaks the same text, or with ``story`` a character's own first lines."""
    from drama.production import stages as producing

    wanted = (names,) if isinstance(names, str) else names
    return producing.audition(
        wanted,
        text,
        story=None if story is None else _files(story),
        voices=_path(voices),
        engine=engine,
        as_=_chosen(Form, as_),
    )


def find_voices(
    names: Sequence[str] = (), *, voices: AnyPath | None = None, engine: str | None = None
) -> tuple[Voice, ...]:
    """Return voices by their names in the pool, their engine's ids or their files; all of an engine without names."""
    from drama import cast as casting
    from drama.production import stages as producing

    return producing.voices_named(names, casting.load_cast_file(_path(voices)), engine=engine)


def measure_voices(
    measured: Sequence[Voice],
    *,
    voices: AnyPath | None = None,
    jobs: int | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[MeasuredVoice, ...]:
    """Have voices speak fixed sentences, keep who each sounds like for casting, and return that with the most alike.

    ``progress`` is called with the number done. The figures are kept in :func:`figures_path`.
    """
    from drama import cast as casting
    from drama.production import stages as producing
    from drama.recording import cores

    file = casting.load_cast_file(_path(voices))
    producing.measure_voices(measured, jobs=_checked_jobs(jobs) or cores(), done=progress)
    return producing.nearest(measured, file)


def figures_path() -> Path:
    """Return the file the figures of measured voices are kept in."""
    from drama.production import stages as producing

    return producing.figures_path()


# ------------------------------------------------------------------ what is heard beside the voices


def soundtrack(production: Production) -> Soundtrack:
    """Return everything beside the voices of a story: rooms, beds, effects and music, heard in its style or not."""
    from drama.production import stages as producing

    return producing.soundtrack(production)


def set_scene_sound(
    story: AnyStory | Production,
    scene: int | str,
    *,
    room: str | None = None,
    bed: str | None = None,
    bed_db: float | None = None,
    voices: AnyPath | None = None,
) -> SoundEdit:
    """Choose room and bed of a scene, by its number or its title; what is None stays.

    ``"none"`` is no room or no bed, ``"auto"`` what the scene's words tell; ``bed_db`` is against the style's level.
    Written in ``voices`` or else in ``STORY.voices.toml``, comments and order kept, as all edits of sound are. With a
    production the story is not read again. :attr:`SoundEdit.unheard` tells where the style has no such sound. Raises
    :class:`~drama.DramaError` for a scene, a room or a sound there is not.
    """
    from drama.production import stages as producing

    return producing.set_scene_sound(_story(story), scene, room=room, bed=bed, bed_db=bed_db, voices=_path(voices))


def place_effect(
    story: AnyStory | Production, line: int, sound: str, *, gain_db: float = 0.0, voices: AnyPath | None = None
) -> SoundEdit:
    """Place a spot effect before a line; it stays with the line's words. :attr:`SoundEdit.effect` tells its id."""
    from drama.production import stages as producing

    return producing.place_effect(_story(story), line, sound, gain_db=gain_db, voices=_path(voices))


def move_effect(
    story: AnyStory | Production,
    effect: str,
    line: int | None = None,
    *,
    gain_db: float | None = None,
    voices: AnyPath | None = None,
) -> SoundEdit:
    """Move a spot effect, named by its id, before another line, or give it another level.

    One that the story's text asks for is muted there, and placed by the cast file from then on.
    """
    from drama.production import stages as producing

    return producing.move_effect(_story(story), effect, line, gain_db=gain_db, voices=_path(voices))


def mute_effect(
    story: AnyStory | Production, effect: str, *, is_muted: bool = True, voices: AnyPath | None = None
) -> SoundEdit:
    """Mute a spot effect, named by its id, be it of the story's text or of the cast file; or let it be heard again."""
    from drama.production import stages as producing

    return producing.mute_effect(_story(story), effect, is_muted=is_muted, voices=_path(voices))


def remove_effect(story: AnyStory | Production, effect: str, *, voices: AnyPath | None = None) -> SoundEdit:
    """Remove a spot effect that the cast file places, named by its id."""
    from drama.production import stages as producing

    return producing.remove_effect(_story(story), effect, voices=_path(voices))


def set_music(
    story: AnyStory | Production,
    *,
    intro: str | None = None,
    outro: str | None = None,
    sting: str | None = None,
    voices: AnyPath | None = None,
) -> SoundEdit:
    """Choose the music at both ends and between scenes; what is None stays, ``"none"`` is nothing, ``"auto"`` default.

    A file of the library, or ``"chime"`` for drama's own.
    """
    from drama.production import stages as producing

    return producing.set_music(_story(story), intro=intro, outro=outro, sting=sting, voices=_path(voices))


def set_style(story: AnyStory | Production, style: str, *, voices: AnyPath | None = None) -> SoundEdit:
    """Choose how much of an audio drama a story is: ``"reading"``, ``"drama"``, ``"radio"``, or one of your own.

    ``"auto"`` is what an extended file has, else a reading. Written under ``[sound]`` of the cast file.
    """
    from drama.production import stages as producing

    return producing.set_style(_story(story), style, voices=_path(voices))


def forecast(production: Production, *, before: Forecast | None = None, store: AnyPath | None = None) -> Forecast:
    """Return the timeline of an episode without recording anything: some lines have been, the others are estimated.

    An earlier forecast of the story, ``before``, spares reading again what it read of the store.
    """
    from drama.production import stages as producing

    return producing.forecast(production, takes(store), before=before)


def envelope(
    production: Production, line: int, *, window_ms: int = 20, store: AnyPath | None = None
) -> Envelope | None:
    """Return how loud a recorded line is every ``window_ms``, and when its words are said; None if not recorded."""
    from drama.production import stages as producing

    return producing.envelope(production, line, takes(store), window_ms=window_ms)


def trouble_spots(
    production: Production, *, foreseen: Forecast | None = None, store: AnyPath | None = None
) -> tuple[TroubleSpot, ...]:
    """Return what of an episode wants to be heard again, worst first, as far as its lines are recorded.

    Takes of odd duration, silent, over-loud and very soft lines, doubtful speakers, voices that clash where they answer
    each other, long gaps, sounds that are missing. ``foreseen`` is the :func:`forecast`, where it has been made.
    """
    from drama.production import stages as producing

    return producing.trouble_spots(production, takes(store), foreseen=foreseen)


# ------------------------------------------------------------------ sounds, recordings


def sound_library(voices: AnyPath | None = None) -> Library:
    """Return the sounds there are beside the voices: drama's own, and those of the library a cast file names."""
    from drama.production import stages as producing

    return producing.open_library(_path(voices))


def write_sound(
    library: Library, name: str, output: AnyPath, *, is_kept: bool = True, overwrite: bool = False
) -> Asset:
    """Write a sound of a library as a file, 20 s of it at most; ``is_kept`` and ``overwrite`` as in a render."""
    from drama.production import stages as producing

    return producing.write_sound(library, name, Path(output), is_kept=is_kept, replaces_any=overwrite)


def takes(store: AnyPath | None = None) -> TakeStore:
    """Return the store of recordings, to look at and to clean: the user's, or that of a folder."""
    from drama.recording.store import TakeStore

    return TakeStore(default_folder() if store is None else Path(store))


def forget(
    production: Production,
    *,
    lines: Collection[int] | None = None,
    character: str | None = None,
    store: AnyPath | None = None,
) -> int:
    """Drop recordings of some lines, or of a character, so that the next render makes them anew; return how many."""
    from drama.production import stages as producing

    with _store(store):
        return producing.forget(production, lines=lines, character=character)


def _chosen(kind: type[_Choice], value: str | None) -> _Choice | None:
    """Return a member of an enumeration by its value. Raises :class:`~drama.DramaError` for what is none."""
    if value is None or value in set(kind):
        return None if value is None else kind(value)
    raise DramaError(f"there is no {kind.__name__.lower()} {value!r} (there are: {', '.join(kind)})")


def _required(kind: type[_Choice], value: str) -> _Choice:
    """Return a member of an enumeration by its value, which must be given."""
    return _chosen(kind, value) or kind(value)


def _names(names: str | Collection[str]) -> Collection[str]:
    """Return names, also where one is given by itself."""
    return (names,) if isinstance(names, str) else names


def _listed(names: str | Sequence[str]) -> Sequence[str]:
    """Return names in their order, also where one is given by itself."""
    return (names,) if isinstance(names, str) else names


def _numbers(scenes: Collection[int] | None) -> frozenset[int] | None:
    """Return the numbers of scenes. Raises :class:`~drama.DramaError` for none at all, and for what is no number."""
    if scenes is None:
        return None
    if isinstance(scenes, str) or not scenes or not all(isinstance(number, int) for number in scenes):
        raise DramaError(f"scenes is {scenes!r}; it should be numbers of scenes such as [2, 3], or None for all")
    return frozenset(scenes)


def _document_names(names: str | Collection[str], audio: Path, *, has_stems: bool) -> Collection[str]:
    """Return the names of documents: ``"all"`` stands for each that can be made here, for the audio file, of stems."""
    from drama.production.outputs import documents

    wanted = (names,) if isinstance(names, str) else names
    if "all" not in wanted:
        return wanted
    offered = (one for one in documents().values() if not one.needs and one.can_carry(audio))
    return tuple(one.name for one in offered if has_stems or not one.needs_stems)


def _checked_jobs(jobs: int | None) -> int | None:
    """Return the number of processes. Raises :class:`~drama.DramaError` for fewer than one."""
    if jobs is not None and jobs < 1:
        raise DramaError(f"jobs is {jobs}; it should be 1 or more, or None for one a core")
    return jobs


def _files(story: AnyStory) -> StoryFiles:
    if isinstance(story, StoryFiles):
        return story
    return story_files(story) if isinstance(story, str | os.PathLike) else story_files(*story)


def _text_name(which: AnyPath) -> str | Path:
    return which if isinstance(which, str) else Path(which)


def _story(story: AnyStory | Production) -> StoryFiles | Production:
    """Return a production as it is, and the files of anything else that is a story."""
    from drama.production.prepare import Production

    return story if isinstance(story, Production) else _files(story)


def _path(path: AnyPath | None) -> Path | None:
    return None if path is None else Path(path)


def _store(folder: AnyPath | None) -> AbstractContextManager[None]:
    return nullcontext() if folder is None else kept_in(Path(folder))


def __getattr__(name: str) -> object:
    """Import what is offered as it is when it is first asked for (PEP 562)."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'drama.api' has no attribute {name!r}")
