"""Lines recorded in the background, in the order of the story: stopped at any moment, and gone on with later."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import TypeAlias

from drama.errors import DramaError, EngineError, TakeError
from drama.model import Line
from drama.production.pace import Pace
from drama.production.prepare import Production
from drama.production.silent_lines import recording_failed
from drama.recording import RecordedLine, Request, Session, Urgency, request_keys

_AHEAD = 50
"""Lines asked for ahead of those that are recorded, so that no worker waits for the next."""
_MOST_IN_A_ROW = 5
"""Lines that fail one after the other before the rest is given up."""


@dataclass(frozen=True, slots=True)
class SceneRecorded:
    """How much of a scene is recorded."""

    number: int
    done: int
    """Lines with a recording."""
    total: int


@dataclass(frozen=True, slots=True)
class RecordingProgress:
    """How far a recording in the background is."""

    scenes: tuple[SceneRecorded, ...]
    done: int
    """Lines with a recording, those included that had one before."""
    total: int
    recorded: int
    """Lines recorded by this job."""
    seconds_left: float | None
    """How long the rest will take, by how fast it went so far; None as long as that is not known."""
    line: int | None = None
    """The line that was just recorded."""
    failures: Mapping[int, str] = field(default_factory=dict)
    """Lines that could not be recorded, by number, and why."""


OnRecorded: TypeAlias = Callable[[RecordingProgress], None]
"""Called after each line, from a thread of the job's own, never twice at once."""


class RecordingJob:
    """The recording of many lines in the background. Thread-safe.

    :meth:`cancel` returns at once, what was recorded stays, and :meth:`go_on` records the rest.
    """

    def __init__(
        self,
        session: Session,
        production: Production,
        *,
        scenes: Collection[int] | None = None,
        progress: OnRecorded = lambda _: None,
        ended: Callable[[], None] = lambda: None,
        note: Callable[[Production, frozenset[int]], None] = lambda _production, _numbers: None,
    ) -> None:
        self.production = production
        self._session = session
        self._report = progress
        self._note, self._ended = note, ended
        lines = production.script.lines
        self._chosen = [at for at, line in enumerate(lines) if scenes is None or line.scene in scenes]
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._events: SimpleQueue[_Event | None] = SimpleQueue()
        self._is_cancelled = False
        self.problem: BaseException | None = None
        """What ended it early: the store cannot be written, an engine does not load, ``progress`` raised."""
        self._ledger = _Ledger([lines[at] for at in self._chosen])
        self.go_on()

    @property
    def progress(self) -> RecordingProgress:
        """How far it is."""
        return self._ledger.progress()

    @property
    def recorded(self) -> frozenset[int]:
        """The numbers of the lines that this job has recorded."""
        return self._ledger.recorded

    @property
    def is_running(self) -> bool:
        """Whether it is still recording."""
        thread = self._thread
        return thread is not None and thread.is_alive() and not self._is_cancelled

    def cancel(self) -> None:
        """Record nothing more; the lines that are being spoken are kept all the same."""
        self._is_cancelled = True
        self._events.put(None)

    def go_on(self) -> None:
        """Record what is missing still, after :meth:`cancel`; does nothing while it is running."""
        with self._lock:
            if self.is_running:
                return
            if self._thread is not None:
                self._thread.join()
            self._is_cancelled, self.problem, self._events = False, None, SimpleQueue()
            self._thread = threading.Thread(target=self._run, name="recording", daemon=True)
            self._thread.start()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until it has ended, or was cancelled; return whether every line has a recording.

        Raises what ended it early.
        """
        thread = self._thread
        if thread is not None:
            thread.join(timeout_s)
        if self.problem is not None:
            raise self.problem
        return not self.is_running and self._ledger.is_complete

    def raise_failure(self) -> None:
        """Raise :class:`EngineError` for the first line that could not be recorded, if there is one."""
        for _, told in sorted(self.progress.failures.items()):
            raise EngineError(told)

    # ------------------------------------------------------------------ its own thread

    def _run(self) -> None:
        try:
            try:
                self._record()
            finally:
                self._session.remember_speeds()
                with suppress(TakeError):  # as at the end of a render: what is recorded is there
                    self._session.store.trim()
                self._note(self.production, self._ledger.numbers)
        except BaseException as problem:
            self.problem = None if self._is_cancelled and isinstance(problem, EngineError) else problem
        self._ended()

    def _record(self) -> None:
        waiting = self._missing()
        self._report(self._ledger.progress())
        asked: dict[str, Request] = {}
        try:
            while (waiting or asked) and not self._is_cancelled:
                while waiting and len(asked) < _AHEAD:
                    key = next(iter(waiting))
                    asked[key] = waiting.pop(key)
                    self._ask(key, asked[key])
                event = self._events.get()
                if event is not None:
                    del asked[event.key]
                    self._take(event)
        finally:
            for request in asked.values():
                self._session.drop(request)

    def _missing(self) -> dict[str, Request]:
        """Return the requests without a take by key, in the order of the story, and begin the ledger anew."""
        requests = self.production.requests
        keys = request_keys(requests[at] for at in self._chosen)
        takes = self._session.store.find(keys)
        self._ledger.begin(Pace(self._session.store.root, jobs=self._session.jobs, measured=self._session.speeds))
        missing: dict[str, Request] = {}
        for at, key in zip(self._chosen, keys, strict=True):
            line, request = self.production.script.lines[at], requests[at]
            if takes[key] is not None:
                self._ledger.there(line)
            else:
                self._ledger.expect(key, line, request)
                missing[key] = request
        return missing

    def _ask(self, key: str, request: Request) -> None:
        events = self._events
        answer = self._session.ask(request, Urgency.LATER)
        answer.add_done_callback(lambda answer: events.put(_Event(key, request, answer)))

    def _take(self, event: _Event) -> None:
        """Count a line that was recorded, or failed. Raises what no other line would fare better with."""
        if event.answer.cancelled():
            return
        problem = event.answer.exception()
        if problem is None:
            self._ledger.took(event.key, event.request)
        elif isinstance(problem, EngineError):
            line = self._ledger.lines_of(event.key)[0]
            told = recording_failed(problem, self.production, line)
            if self._ledger.failed(event.key, event.request, told) >= _MOST_IN_A_ROW:
                raise told from problem
        else:
            raise problem
        self._report(self._ledger.progress(self._ledger.lines_of(event.key)[0].number))


@dataclass(frozen=True, slots=True)
class _Event:
    """A line that was asked for has been recorded, has failed or was taken back."""

    key: str
    request: Request
    answer: Future[RecordedLine]


class _Ledger:
    """Which lines have a recording. Thread-safe."""

    def __init__(self, lines: list[Line]) -> None:
        self._lock = threading.Lock()
        self._total = Counter(line.scene for line in lines)
        self._done: Counter[int] = Counter()
        self._numbers: set[int] = set()
        self._recorded: set[int] = set()
        self._missing: dict[str, list[Line]] = {}
        self._failures: dict[int, str] = {}
        self._failed_in_a_row = 0
        self._pace: Pace | None = None

    def begin(self, pace: Pace) -> None:
        """Count anew, but for the lines recorded already."""
        with self._lock:
            self._done, self._missing, self._failures, self._pace = Counter(), {}, {}, pace
            self._numbers.clear()

    def there(self, line: Line) -> None:
        """Count a line that has a recording."""
        with self._lock:
            self._done[line.scene] += 1
            self._numbers.add(line.number)

    def expect(self, key: str, line: Line, request: Request) -> None:
        """Count a line that is to be recorded; several may be one recording."""
        with self._lock:
            lines = self._missing.setdefault(key, [])
            lines.append(line)
            if len(lines) == 1 and self._pace is not None:
                self._pace.expect(request)

    def lines_of(self, key: str) -> list[Line]:
        """Return the lines that have, or will have, the same recording."""
        return self._missing[key]

    def took(self, key: str, request: Request) -> None:
        """Count the lines of a recording that was made."""
        with self._lock:
            for line in self._missing[key]:
                self._done[line.scene] += 1
                self._numbers.add(line.number)
                self._recorded.add(line.number)
            self._failed_in_a_row = 0
            if self._pace is not None:
                self._pace.took(request)

    def failed(self, key: str, request: Request, problem: DramaError) -> int:
        """Count the lines of a recording that cannot be made; return how many failed one after the other."""
        with self._lock:
            for line in self._missing[key]:
                self._failures[line.number] = str(problem)
            self._failed_in_a_row += 1
            if self._pace is not None:
                self._pace.spare(request)
            return self._failed_in_a_row

    @property
    def recorded(self) -> frozenset[int]:
        """The numbers of the lines that were recorded, and not there before."""
        with self._lock:
            return frozenset(self._recorded)

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the lines with a recording."""
        with self._lock:
            return frozenset(self._numbers)

    @property
    def is_complete(self) -> bool:
        """Whether every line has a recording."""
        with self._lock:
            return self._done.total() == self._total.total()

    def progress(self, line: int | None = None) -> RecordingProgress:
        """Return how far it is; ``line`` was just recorded."""
        with self._lock:
            scenes = tuple(SceneRecorded(scene, self._done[scene], total) for scene, total in self._total.items())
            return RecordingProgress(
                scenes=scenes,
                done=self._done.total(),
                total=self._total.total(),
                recorded=len(self._recorded),
                seconds_left=None if self._pace is None else self._pace.seconds_left,
                line=line,
                failures=dict(self._failures),
            )
