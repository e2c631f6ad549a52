"""A recorder that is kept: lines somebody wants to hear at once, and all others in the background meanwhile."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Collection
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from drama.errors import DramaError, EngineError
from drama.files.store_folder import default_folder
from drama.model import Heard
from drama.production import last_recorded
from drama.production.hear import Hearing, heard, hearing_of, hearing_of_text
from drama.production.prepare import Production
from drama.production.recording_job import OnRecorded, RecordingJob, RecordingProgress
from drama.production.render import OnProgress, Progress
from drama.production.silent_lines import recording_failed
from drama.production.warm_sound import warm_sound
from drama.recording import RecordedLine, Request, Session, Urgency, cores
from drama.recording.store import TakeStore

_NOTED_AT_ONCE = 20
"""Lines heard anew before they are noted: each time the whole note of the story is written."""


class Recorder:
    """Records lines in worker processes that are started once and stay warm. Thread-safe.

    :meth:`hear` goes before everything else: a worker of its own waits for it. Close it, or use it in a ``with``, to
    end the processes.
    """

    def __init__(self, jobs: int | None = None, *, store: str | os.PathLike[str] | None = None) -> None:
        """``jobs`` is the number of processes, one a core without it; ``store`` the folder, else the user's.

        Raises :class:`~drama.errors.DramaError` for fewer than one. Nothing is started until there is something to do.
        """
        if jobs is not None and jobs < 1:
            raise DramaError(f"jobs is {jobs}; it should be 1 or more, or None for one a core")
        self._store = TakeStore(default_folder() if store is None else Path(store))
        self._session = Session(self._store, jobs=jobs or cores())
        self._lock = threading.Lock()
        self._noting = threading.Lock()
        self._jobs: list[RecordingJob] = []
        self._heard: dict[Path, tuple[Production, frozenset[int]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def warm_up(self, production: Production) -> None:
        """Start the processes and load what a production's voices, rooms and effects need, without waiting for it."""
        voices = {performance.voice.engine: performance.voice for performance in production.direction.performances}
        for voice in voices.values():
            self._session.warm(voice)
        threading.Thread(target=warm_sound, args=(production,), name="warm", daemon=True).start()

    def hear(self, production: Production, number: int, *, voice: str | None = None) -> Heard:
        """Return a line as it sounds in the episode, recorded before everything else if it has no recording."""
        hearing = hearing_of(production, number, voice=voice, root=self._store.root)
        try:
            sound = heard(hearing, self._store, take=self._take)
        except EngineError as problem:
            raise recording_failed(problem, production, hearing.line) from problem
        if sound.is_new and voice is None:
            self._remember(production, number)
        return sound

    def hear_text(self, voice: str, text: str, *, voices: Path | None = None, engine: str | None = None) -> Heard:
        """Return a text spoken by a voice: a name of the pool of a cast file, or an engine's own id."""
        return heard(hearing_of_text(voice, text, voices=voices, engine=engine), self._store, take=self._take)

    def expect(self, production: Production, numbers: Collection[int]) -> None:
        """Record lines that will be heard next, before the queue in the background, without waiting for them."""
        for number in numbers:
            self._session.ask(self._hearing(production, number).request, Urgency.SOON)

    def record_all(
        self,
        production: Production,
        scenes: Collection[int] | None = None,
        *,
        progress: OnRecorded = lambda _: None,
        ended: Callable[[], None] = lambda: None,
    ) -> RecordingJob:
        """Begin to record what is missing, in the order of the story, and return the job at once.

        ``progress`` is called after each line, from a thread of the job's own, and an exception it raises ends the job;
        ``ended`` whenever the job has ended or was stopped.
        """
        job = RecordingJob(self._session, production, scenes=scenes, progress=progress, ended=ended, note=self._note)
        with self._lock:
            self._jobs = [*(other for other in self._jobs if other.is_running), job]
        return job

    def record(self, production: Production, on_progress: OnProgress = lambda _: None) -> frozenset[int]:
        """Record what is missing and return the numbers of the lines recorded, for a render that waits for them.

        ``on_progress`` is called from this thread; an exception it raises cancels. Raises :class:`EngineError` for the
        first line that cannot be recorded.
        """
        steps: SimpleQueue[RecordingProgress | None] = SimpleQueue()
        job = self.record_all(production, progress=steps.put, ended=lambda: steps.put(None))
        try:
            while (step := steps.get()) is not None:
                on_progress(Progress("record", step.done, step.total))
        except BaseException:
            job.cancel()
            raise
        job.wait()
        job.raise_failure()
        return job.recorded

    @property
    def folder(self) -> Path:
        """The folder of the store it records into."""
        return self._store.root

    def close(self) -> None:
        """Cancel what is being recorded and end the processes; what was recorded stays. Idempotent."""
        with self._lock:
            jobs, self._jobs = self._jobs, []
        for job in jobs:
            job.cancel()
        self._session.end()
        with self._lock:
            heard, self._heard = self._heard, {}
        for production, numbers in heard.values():
            self._note(production, numbers)

    def _remember(self, production: Production, number: int) -> None:
        """Remember a line that was recorded, to be noted once there are several."""
        story = production.path
        with self._lock:
            numbers = {number} | self._heard.get(story, (production, frozenset()))[1]
            is_due = len(numbers) >= _NOTED_AT_ONCE
            self._heard[story] = (production, frozenset() if is_due else frozenset(numbers))
        if is_due:
            self._note(production, numbers)

    def _note(self, production: Production, numbers: Collection[int]) -> None:
        with self._noting:
            last_recorded.note(self._store.root, production, numbers)

    def _hearing(self, production: Production, number: int) -> Hearing:
        return hearing_of(production, number, root=self._store.root)

    def _take(self, request: Request) -> RecordedLine:
        return self._session.ask(request, Urgency.NOW).result()
