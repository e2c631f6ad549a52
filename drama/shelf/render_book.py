"""Render one book of a shelf: on this machine, by whoever calls, alone or beside others."""

from __future__ import annotations

import logging
import os
import platform
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import drama
from drama.errors import DramaError, WriteError
from drama.files.atomic import temporary_folder, write_file
from drama.model import Preset
from drama.shelf.books import LIBRARY_FOLDER, Book
from drama.shelf.layout import place_of, safe_name
from drama.shelf.library_files import library_files
from drama.shelf.placing import check_place, put_in_place
from drama.shelf.record import BookRecord, RecordedVoice, keep_record, last_record
from drama.shelf.snapshots import RecordedFile, snapshot, snapshots
from drama.shelf.standing import check_files

if TYPE_CHECKING:
    from drama import Episode, Production, Progress, Recording

_LOG = logging.getLogger(__name__)
_MADE = "book"


def render_book(
    book: Book,
    *,
    jobs: int | None = None,
    recorder: Recording | None = None,
    recorded_by: Sequence[tuple[str, int]] = (),
    progress: Callable[[Progress], None] = lambda _: None,
) -> BookRecord:
    """Render a book into its place in the library, and return its record, which is written before.

    What it needs is worked out here, its place too where it has none yet; nothing is asked of who calls but to call it
    on a machine that sees folder and library. A book that fails is a record that says why, and no error. Killed at any
    moment it leaves no half-made file, and can be called again anywhere, also twice at once.

    :param jobs: processes to record and mix with; one a core without it.
    :param recorder: records in place of processes of its own.
    :param recorded_by: who else recorded lines for it before, and how many: the record tells.
    """
    clock = _Clock()
    try:
        record = _rendered(book, jobs=jobs, recorder=recorder, progress=progress)
        elsewhere = sum(lines for _, lines in recorded_by)
        record = replace(
            record,
            recorded_by=tuple(recorded_by),
            recorded=record.recorded + elsewhere,
            reused=max(0, record.reused - elsewhere),
        )
    except (DramaError, OSError) as problem:
        record = BookRecord(book, is_ok=False, problem=_told(problem, book))
    except Exception as problem:  # one book's, be it a bug: the others finish
        _LOG.exception("%s failed", book.name)
        record = BookRecord(book, is_ok=False, problem=f"{type(problem).__name__}: {problem}")
    return _kept(clock.signed(record))


def failed_before_work(book: Book, problem: str) -> BookRecord:
    """Return the record of a book that was not tried, which is written before."""
    return _kept(_Clock().signed(BookRecord(book, is_ok=False, problem=problem)))


def _kept(record: BookRecord) -> BookRecord:
    try:
        keep_record(record)
    except WriteError as problem:
        return replace(record, is_ok=False, problem=record.problem or f"its record: {problem}")
    return record


def _told(problem: DramaError | OSError, book: Book) -> str:
    """Return what a problem is in words, of the place a book goes to and not of that in which it was being made."""
    told = str(problem)
    if isinstance(problem, OSError) and problem.strerror:
        told = f"{problem.filename}: {problem.strerror}" if problem.filename is not None else problem.strerror
    work = re.escape(f"{book.library / LIBRARY_FOLDER / 'work'}{os.sep}")
    place = f"{book.folder if book.place else book.library}{os.sep}"
    return re.sub(
        rf"{work}drama-[^{re.escape(os.sep)}]*(?:{re.escape(os.sep)}{_MADE}(?:\.\w+)?)?{re.escape(os.sep)}?",
        lambda _: place,
        told,
    )


class _Clock:
    """Time of the clock and of the processor since it was made, and where that is."""

    def __init__(self) -> None:
        self._wall_s, self._cpu_s = time.monotonic(), _cpu_s()

    def signed(self, record: BookRecord) -> BookRecord:
        """Return a record with where it was made, by which process, and how long that took."""
        versions = {"drama": drama.__version__, "python": platform.python_version(), **dict(record.versions)}
        return replace(
            record,
            host=platform.node(),
            process=os.getpid(),
            wall_s=round(time.monotonic() - self._wall_s, 3),
            cpu_s=round(_cpu_s() - self._cpu_s, 3),
            versions=tuple(sorted(versions.items())),
        )


def _cpu_s() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _rendered(
    book: Book, *, jobs: int | None, recorder: Recording | None, progress: Callable[[Progress], None]
) -> BookRecord:
    """Render a book and put it into its place; return what became of it."""
    settings = book.settings
    settings.check()
    check_files(book)
    story = drama.story_files(book.source)
    read = snapshots(drama.inputs(story, voices=settings.voices))
    production = settings.prepare(story)
    told = production.script.story
    book = book if book.place else replace(book, place=place_of(told.title, told.author, told.metadata))
    record = _with_voices(BookRecord(book, is_ok=True), production)
    with temporary_folder(_work_folder(book.library)) as work:
        made = work / _MADE
        episode = _made(book, production, made, jobs=jobs, recorder=recorder, progress=progress)
        files = tuple(_files_in(made))
        warnings = put_in_place(book, made, files, last_record(book))
    return replace(
        record,
        files=files,
        inputs=_as_first_seen(read, snapshots(drama.inputs(production))),
        duration_s=round(sum(track.frames for track in episode.tracks) / episode.frame_rate, 3),
        recorded=episode.recorded,
        reused=episode.reused,
        warnings=(*episode.warnings, *warnings),
    )


def _made(
    book: Book,
    production: Production,
    made: Path,
    *,
    jobs: int | None,
    recorder: Recording | None,
    progress: Callable[[Progress], None],
) -> Episode:
    """Make all files of a book in a folder that is not there yet; return the episode."""
    settings = book.settings
    is_in_chapters = _is_in_chapters(book, production)
    audio = f"{safe_name(production.script.story.title)}.{settings.format}"
    check_place(book, () if is_in_chapters else (audio,))
    made.mkdir()
    # What an earlier render of the story remembers would shape this one: two machines remember different things.
    episode = drama.render(
        production,
        made.with_name(f"{made.name}.{settings.format}") if is_in_chapters else made / audio,
        jobs=jobs,
        documents=settings.documents,
        draws_cover=settings.draws_cover,
        in_chapters=is_in_chapters,
        is_remembered=False,
        is_kept=False,
        manifest=True,
        recorder=recorder,
        progress=progress,
    )
    label = drama.label(production, draws_cover=settings.draws_cover)
    for name, content in library_files(label, episode).items():
        write_file(made / name, content)
    return episode


def _with_voices(record: BookRecord, production: Production) -> BookRecord:
    """Return a record with the versions of the engines that speak, and what tells those voices that may change."""
    voices = {
        (voice.engine, voice.id, tuple(sorted(voice.options.items()))): voice
        for voice in (request.voice for request in production.requests)
    }
    engines = {engine: drama.EngineInfo(engine).version for engine, _, _ in voices}
    told = [(key, drama.EngineInfo(key[0]).identity(voice)) for key, voice in sorted(voices.items(), key=str)]
    return replace(
        record,
        voices=tuple(RecordedVoice(*key, identity) for key, identity in told if identity is not None),
        versions=tuple((f"engine:{name}", version) for name, version in sorted(engines.items())),
    )


def _is_in_chapters(book: Book, production: Production) -> bool:
    """Tell whether a book becomes a file for each chapter: as is asked for, else as ``drama render`` would."""
    if book.settings.in_chapters is not None:
        return book.settings.in_chapters
    return production.cast.mix.preset is Preset.AUDIOBOOK and book.settings.format != "m4b"


def _work_folder(library: Path) -> Path:
    """Return the folder in a library in which books are made, on the same disk as they will stand on."""
    folder = library / LIBRARY_FOLDER / "work"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise WriteError(f"{folder} cannot be made: {problem.strerror}") from problem
    return folder


def _files_in(made: Path) -> Iterator[RecordedFile]:
    for path in sorted(made.rglob("*")):
        if path.is_file():
            yield snapshot(path, called=path.relative_to(made).as_posix(), is_ours=True)


def _as_first_seen(before: tuple[RecordedFile, ...], after: tuple[RecordedFile, ...]) -> tuple[RecordedFile, ...]:
    """Return what was read, as it was before it was read: what changed meanwhile makes the book another one."""
    known = {file.path: file for file in (*after, *before)}
    return tuple(known[path] for path in sorted(known))
