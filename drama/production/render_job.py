"""A render that goes on in the background: watched, cancelled and gone on with from other threads."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from drama.model import Episode
from drama.production.prepare import Production
from drama.production.recorder import Recorder
from drama.production.recording_job import RecordingJob, RecordingProgress, SceneRecorded
from drama.production.render import OnProgress, Progress, Recording

_LOG = logging.getLogger(__name__)


class RenderCancelled(Exception):  # noqa: N818 (what happened to it, on request)
    """A render was cancelled before it was done; nothing was written, what was recorded stays."""


@dataclass(frozen=True, slots=True)
class RenderProgress:
    """How far a render in the background is."""

    stage: str
    """``"record"`` (counted in lines), ``"mix"`` (counted in frames), ``"done"``, ``"cancelled"`` or ``"failed"``."""
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    """How long the stage will still take, by how fast it went so far; None as long as that is not known."""
    scenes: tuple[SceneRecorded, ...] = ()
    """How much of each scene is recorded."""
    line: int | None = None
    """The line that was just recorded."""
    failures: Mapping[int, str] = field(default_factory=dict)
    """Lines that could not be recorded, by number, and why."""


Render: TypeAlias = Callable[[Recording, OnProgress], Episode]
"""What renders, with the lines recorded by what it is given, and tells how far it is."""


class RenderJob:
    """A render in a thread of its own. Thread-safe.

    First the recorder records what is missing, so that lines somebody wants to hear meanwhile go before; then all is
    mixed and written, whole or not at all. :meth:`cancel` stops either; another job goes on where this one stopped.
    """

    def __init__(
        self,
        recorder: Recorder,
        production: Production,
        render: Render,
        *,
        progress: Callable[[RenderProgress], None] = lambda _: None,
    ) -> None:
        self.production = production
        self._recorder, self._render, self._report = recorder, render, progress
        self._lock = threading.Lock()
        self._is_cancelled = False
        self._recording: RecordingJob | None = None
        self._progress = RenderProgress("record")
        self._mix_began = 0.0
        self._outcome: Future[Episode] = Future()
        threading.Thread(target=self._run, name="render", daemon=True).start()

    @property
    def progress(self) -> RenderProgress:
        """How far it is."""
        return self._progress

    @property
    def is_running(self) -> bool:
        """Whether it is still recording, mixing or writing."""
        return not self._outcome.done()

    def cancel(self) -> None:
        """Stop as soon as may be; what was recorded and encoded stays for the next render."""
        with self._lock:
            self._is_cancelled = True
            recording = self._recording
        if recording is not None:
            recording.cancel()

    def wait(self, timeout_s: float | None = None) -> Episode:
        """Return the episode once it is there. Raises what went wrong, and :class:`RenderCancelled` where it was.

        TimeoutError if it is not done in time.
        """
        return self._outcome.result(timeout_s)

    # ------------------------------------------------------------------ its own thread

    def record(self, production: Production, _: OnProgress) -> frozenset[int]:
        """Record what is missing, for the render; what is heard meanwhile goes before."""
        with self._lock:
            self._go_on()
            job = self._recording = self._recorder.record_all(production, progress=self._recorded)
        is_complete = job.wait()
        self._go_on()
        if not is_complete:
            job.raise_failure()
        return job.recorded

    def _run(self) -> None:
        try:
            episode = self._render(self, self._mixed)
        except BaseException as problem:
            self._end("cancelled" if isinstance(problem, RenderCancelled) else "failed", None)
            self._outcome.set_exception(problem)
        else:
            self._end("done", 0.0)
            self._outcome.set_result(episode)

    def _end(self, stage: str, seconds_left: float | None) -> None:
        self._progress = replace(self._progress, stage=stage, seconds_left=seconds_left, line=None)
        try:
            self._report(self._progress)
        except Exception:  # too late to cancel anything by it
            _LOG.exception("telling that a render has ended failed")

    def _recorded(self, recording: RecordingProgress) -> None:
        progress = RenderProgress(
            "record",
            recording.done,
            recording.total,
            recording.seconds_left,
            recording.scenes,
            recording.line,
            recording.failures,
        )
        self._progress = progress
        self._report(progress)

    def _mixed(self, step: Progress) -> None:
        self._go_on()
        if step.stage != "mix":
            return  # every line has been recorded: the recorder told
        now = time.monotonic()
        self._mix_began = self._mix_began or now
        took = now - self._mix_began
        left = took * (step.total - step.done) / step.done if step.done and took else None
        self._progress = replace(
            self._progress, stage="mix", done=step.done, total=step.total, seconds_left=left, line=None
        )
        self._report(self._progress)

    def _go_on(self) -> None:
        if self._is_cancelled:
            raise RenderCancelled
