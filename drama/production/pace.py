"""How long recording will still take, by how fast it went so far."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

from drama.engines import EngineInfo
from drama.model import Voice
from drama.recording import Request, Speed, expected_s, remembered

_PRIOR_S = 5.0
"""Seconds of recording that the foreknown speed weighs against what this run took."""
_LEAST_S = 0.1
"""What a line counts at least, in seconds of speech: one of no words takes time too."""


class Pace:
    """Measures how long the lines of one run take, and tells how long the rest will.

    Lines are weighed by the length that their words and the rate of the voice make expect, and by the speed of their
    engine: as it is in this run, else as it was on this machine before, else as its makers say. What the run took so
    far against that tells what else slows it down: preparing, other programs, lines somebody waited for.
    """

    def __init__(
        self,
        root: Path,
        *,
        jobs: int,
        measured: Callable[[], Mapping[str, Speed]] = dict,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``measured`` returns the speeds of this run so far, ``root`` is the store's folder."""
        self._root, self._jobs = root, jobs
        self._measured, self._clock = measured, clock
        self._began = clock()
        self._done: defaultdict[str, float] = defaultdict(float)
        self._left: defaultdict[str, float] = defaultdict(float)
        self._workers: dict[str, int | None] = {}
        self._known: dict[str, float] = {}
        """Seconds of work a second of expected speech."""

    def expect(self, request: Request) -> None:
        """Count a line that is to be recorded."""
        if request.voice.engine not in self._workers:
            self._begin(request.voice)
        self._left[request.voice.engine] += _weight(request)

    def took(self, request: Request) -> None:
        """Count a line that was recorded."""
        self._done[request.voice.engine] += _weight(request)
        self.spare(request)

    def spare(self, request: Request) -> None:
        """Count a line that is not to be recorded any more, as it cannot be."""
        engine = request.voice.engine
        left = self._left[engine] - _weight(request)
        self._left[engine] = left if left > _LEAST_S / 2 else 0.0  # nothing is left but what rounding leaves

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take; None as long as nothing is known of the speed of an engine."""
        costs = {**self._known, **{name: speed.busy_s / speed.expected_s for name, speed in self._sure().items()}}
        if any(left > 0 and engine not in costs for engine, left in self._left.items()):
            return None
        done, left = self._work(self._done, costs), self._work(self._left, costs)
        took = self._clock() - self._began
        return left * (took + _PRIOR_S) / (done + _PRIOR_S)

    def _sure(self) -> dict[str, Speed]:
        return {name: speed for name, speed in self._measured().items() if speed.expected_s > 0 and speed.busy_s > 0}

    def _work(self, spoken: Mapping[str, float], costs: Mapping[str, float]) -> float:
        """Return how long all workers together take over so much speech: as long as those of the slowest lane."""
        lanes: defaultdict[str, float] = defaultdict(float)
        for engine, seconds in spoken.items():
            own = self._workers[engine]
            lanes["" if own is None else engine] += seconds * costs.get(engine, 0.0) / (own or self._jobs)
        return max(lanes.values(), default=0.0)

    def _begin(self, voice: Voice) -> None:
        schedule, known = EngineInfo(voice.engine).schedule_for(voice), remembered(self._root, voice.engine)
        self._workers[voice.engine] = schedule.processes
        speed = schedule.speed if known is None else known.ratio / known.stretch
        if speed:
            self._known[voice.engine] = 1 / speed


def _weight(request: Request) -> float:
    return max(_LEAST_S, expected_s(request.text, request.voice))
