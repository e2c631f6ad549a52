"""Renders of the stories: begun, watched, stopped and gone on with; one of a story at a time."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import drama
from drama.errors import DramaError, OccupiedError
from drama.files.naming import named_after
from drama.model import FRAME_RATE
from drama.studio.desk import Desk, Tell
from drama.studio.episodes import last_shown
from drama.studio.render_options import Options, read_options
from drama.studio.render_pace import Pace, Speeds
from drama.studio.shelf import MissingError, plain_name
from drama.studio.shown import Row
from drama.studio.sounds import Sounds

_TELL_EVERY_S = 0.25
"""How often pages are told how far a render is."""
_WORDS_A_SECOND = 2.5
"""Spoken, pauses included: for how long an episode will be."""
_PATIENCE_S = 10.0
"""How long a render that was cancelled is waited for."""


class BusyError(DramaError):
    """The story is being rendered already."""


class Renders:
    """The renders of all stories; its methods may be called from any thread."""

    def __init__(self, sounds: Sounds, tell: Tell) -> None:
        self._sounds, self._tell = sounds, tell
        self._lock = threading.Lock()
        self._renders: dict[str, _Render] = {}
        self.speeds = Speeds()
        self._folder: TemporaryDirectory[str] | None = None
        self._previews = 0
        self._counted = count(1)

    def start(self, desk: Desk, body: Mapping[str, Any]) -> Row:
        """Begin a render, or go on with one that was stopped, and return how far it is."""
        options = read_options(body)
        production = desk.story.production
        if options.scene is not None and options.scene not in {one.number for one in production.script.scenes}:
            raise MissingError(f"there is no scene {options.scene}; there are {len(production.script.scenes)}")
        with self._lock:
            running = self._renders.get(desk.identity)
            if running is not None and running.is_running:
                if running.options.scene is None:
                    raise BusyError(f"{desk.identity} is being rendered already; stop that first")
                running.stop()
            render = _Render(self, desk, production, options, self._output(production, options))
            self._renders[desk.identity] = render
        render.begin(self._sounds.recorder)
        return self.state(desk)

    def state(self, desk: Desk) -> Row:
        """Return how far the newest render of a story is, and what the last whole one made."""
        with self._lock:
            render = self._renders.get(desk.identity)
        now: Row = {"state": "idle", "told": self.count()} if render is None else render.shown()
        return now | {"last": last_shown(desk.files)}

    def stop(self, desk: Desk) -> Row:
        """Stop a render; what is recorded stays."""
        with self._lock:
            render = self._renders.get(desk.identity)
        if render is not None:
            render.stop()
        return self.state(desk)

    def preview(self, desk: Desk) -> Path:
        """Return the file of the scene that was rendered last to be heard. Raises :class:`MissingError`."""
        with self._lock:
            render = self._renders.get(desk.identity)
        if render is None or render.options.scene is None or not render.output.is_file():
            raise MissingError("no scene was rendered to be heard; begin with POST …/render and its number as scene")
        return render.output

    def close(self) -> None:
        """Stop all renders; what is recorded stays."""
        with self._lock:
            renders, folder = list(self._renders.values()), self._folder
        for render in renders:
            render.stop()
        if folder is not None:
            folder.cleanup()

    def count(self) -> int:
        """Return a number for what is told of a render: the higher, the newer."""
        return next(self._counted)

    def tell(self, desk: Desk, row: Row) -> None:
        """Tell the pages how far a render is."""
        self._tell(kind="render", story=desk.identity, **row)

    def tell_recorded(self, desk: Desk, lines: list[int]) -> None:
        """Tell the pages that lines were recorded."""
        self._tell(kind="recorded", story=desk.identity, lines=lines)

    def _output(self, production: drama.Production, options: Options) -> Path:
        if options.scene is not None:
            self._folder = self._folder or TemporaryDirectory(prefix="drama-", ignore_cleanup_errors=True)
            self._previews += 1
            return Path(self._folder.name) / f"scene {options.scene}-{self._previews}.mp3"
        path = named_after(production.story_files.episode_path, f".{options.format}")
        return path if options.name is None else path.with_name(plain_name(f"{options.name.strip()}.{options.format}"))


class _Render:
    """One render of a story."""

    def __init__(
        self, renders: Renders, desk: Desk, production: drama.Production, options: Options, output: Path
    ) -> None:
        self.options, self.output = options, output
        self._renders, self._desk, self._production = renders, desk, production
        self._job: drama.RenderJob | None = None
        self._lock = threading.Lock()
        self._outcome: Row | None = None
        self._ended = threading.Event()
        self._pace = Pace()
        self._revision = desk.story.revision
        self._waiting: list[int] = []
        self._told_at = -1.0
        self._told_stage = ""

    @property
    def is_running(self) -> bool:
        """Whether its end was not told yet."""
        return self._outcome is None

    def begin(self, recorder: drama.Recorder) -> None:
        """Begin."""
        options, path = self.options, self.output
        is_scene = options.scene is not None
        given: dict[str, Any] = {
            "documents": options.documents,
            "stems": path.with_name(f"{path.stem} stems") if options.stems else None,
            "overwrite": options.overwrite,
            "measures": True,
        }
        if is_scene:
            given = {"scenes": {options.scene}, "is_kept": False, "is_remembered": False, "draws_cover": False}
        self._job = drama.begin_render(self._production, path, recorder=recorder, progress=self._progress, **given)
        threading.Thread(target=self._end, args=(self._job,), name="render ended", daemon=True).start()

    def stop(self) -> None:
        """Stop, and wait until it has."""
        if self._job is not None and self.is_running:
            self._job.cancel()
            self._ended.wait(_PATIENCE_S)

    def shown(self) -> Row:
        """Return how far it is, as the page shows it."""
        progress = self._job.progress if self._job else drama.RenderProgress("record")
        row: Row = {
            "told": self._renders.count(),
            "state": self._stage(progress),
            "scene": self.options.scene,
            "revision": self._revision,
            "done": progress.done,
            "total": progress.total,
            "seconds_left": self._seconds_left(progress),
            "lines_per_minute": self._pace.lines_per_minute,
            "scenes": [{"number": one.number, "done": one.done, "total": one.total} for one in progress.scenes],
            "failures": [{"line": line, "words": words} for line, words in sorted(progress.failures.items())],
            "error": None,
            "occupied": None,
        }
        return row | (self._outcome or {})

    def _stage(self, progress: drama.RenderProgress) -> str:
        if progress.stage == "record":
            return "recording"
        return "mixing" if progress.stage == "mix" and progress.done < progress.total else "writing"

    def _seconds_left(self, progress: drama.RenderProgress) -> float | None:
        """Return how long all of it will take still: what is to be recorded, and to be mixed after that."""
        left, speeds = progress.seconds_left, self._renders.speeds
        if progress.stage == "record":
            script = self._production.script
            words = sum(len(line.text.split()) for line in script.lines if self.options.scene in {None, line.scene})
            duration_s = words / _WORDS_A_SECOND
            after = duration_s / speeds.mixed + duration_s / speeds.finished
        else:
            after = progress.total / FRAME_RATE / speeds.finished
            if progress.done == progress.total:
                left, after = 0.0, max(1.0, after - self._pace.finishing_s)
        return None if left is None else round(left + after, 1)

    # ------------------------------------------------------------------ from threads of the job's own

    def _progress(self, progress: drama.RenderProgress) -> None:
        if progress.stage not in {"record", "mix"}:
            return
        with self._lock:
            self._pace.note(progress)
            if progress.line is not None:
                self._waiting.append(progress.line)
            now = time.monotonic()
            if now - self._told_at < _TELL_EVERY_S and progress.stage == self._told_stage:
                return
            self._told_at, self._told_stage = now, progress.stage
            recorded, self._waiting = self._waiting, []
        if recorded:
            self._renders.tell_recorded(self._desk, recorded)
        self._renders.tell(self._desk, self.shown())

    def _end(self, job: drama.RenderJob) -> None:
        """Wait for the end, and tell what came of it."""
        outcome: Row = {"seconds_left": None}
        try:
            episode = job.wait()
            self._renders.speeds = self._pace.speeds(episode.duration_s) or self._renders.speeds
            outcome |= {"state": "done", "seconds": round(episode.duration_s, 2), "warnings": list(episode.warnings)}
        except drama.RenderCancelled:
            outcome |= {"state": "cancelled"}
        except OccupiedError as problem:
            words = f"{problem.path.name} is there already, and drama did not write it as it stands: it is another's, "
            outcome |= {"state": "failed", "error": f"{words}or was edited since.", "occupied": problem.path.name}
        except DramaError as problem:
            outcome |= {"state": "failed", "error": re.sub(r"; --force [^;.]*", "", str(problem))}
        except BaseException as problem:
            words = f"a mistake in drama itself ({type(problem).__name__}: {problem})"
            outcome |= {"state": "failed", "error": words}
            raise
        finally:
            self._outcome = outcome
            self._ended.set()
            if self._waiting:
                self._renders.tell_recorded(self._desk, self._waiting)
            last = {"last": last_shown(self._desk.files)} if outcome["state"] == "done" else {}
            self._renders.tell(self._desk, self.shown() | last)
