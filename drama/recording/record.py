"""Lines and voices -> takes: recorded in worker processes, verified, kept; what the store has is not recorded again.

``pool`` gives lines to ``workers``, ``worker`` is what those run, ``speech`` judges what comes back, ``speeds``
remembers how fast that was.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import islice

from drama.engines import EngineInfo
from drama.model import Mark, Take, Voice
from drama.recording.speeds import Speed, expected_s, remember, remembered
from drama.recording.store import TakeStore
from drama.recording.worker_pool import WorkerPool
from drama.recording.worker_processes import warm_workers

__all__ = [
    "LINE_TIMEOUT_S",
    "RecordedLine",
    "Request",
    "Speed",
    "cores",
    "expected_s",
    "record",
    "remembered",
    "request_key",
    "warm_workers",
]

LINE_TIMEOUT_S = 60.0
"""How long an engine may take over one line before it counts as hanging."""

_AHEAD = 100
"""Lines given to the workers ahead of the one that is waited for: few enough to weigh nothing, for books too."""

_MEASURE = 1
"""Counts changes in what a take says of itself (trimming, loudness), so that old ones are not taken for new."""


@dataclass(frozen=True, slots=True)
class Request:
    """Words and the voice to speak them."""

    text: str
    """As the engine gets them; nothing for a beat of silence."""
    voice: Voice
    marks: tuple[Mark, ...] = ()
    """For engines that take them."""


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """The take of a request."""

    take: Take
    is_new: bool
    """Whether it was recorded just now."""


def cores() -> int:
    """Return how many cores this process may use: the workers there are unless fewer are asked for."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def request_key(request: Request) -> str:
    """Return the hex digest of everything that shapes the sound of a request, and of nothing else."""
    voice, engine = request.voice, EngineInfo(request.voice.engine)
    identity = engine.identity(voice)
    voice_id, options = (voice.id, sorted(voice.options.items())) if identity is None else (identity, [])
    shaping = [_MEASURE, voice.engine, engine.version, voice_id, voice.rate_wpm, voice.pitch, options, request.text]
    if request.marks:
        shaping.append([(mark.start, mark.end, mark.kind, mark.phonemes) for mark in request.marks])
    return hashlib.sha256(json.dumps(shaping).encode()).hexdigest()


def record(
    requests: Sequence[Request], store: TakeStore, *, jobs: int = 1, timeout_s: float = LINE_TIMEOUT_S
) -> Iterator[RecordedLine]:
    """Return the takes of the requests one by one, in order, recording what the store has not got on ``jobs`` cores.

    A line an engine fails at, hangs over for ``timeout_s`` or crashes on is tried again in a new process, twice;
    then :class:`~drama.errors.EngineError` is raised, in the place of that line's take. Whatever was recorded until
    then stays in the store. An engine that is not there is an error at once.
    """
    return _recorded(requests, [request_key(request) for request in requests], store, jobs=jobs, timeout_s=timeout_s)


def _recorded(
    requests: Sequence[Request], keys: Sequence[str], store: TakeStore, *, jobs: int, timeout_s: float
) -> Iterator[RecordedLine]:
    known = {key: store.get(key) for key in keys}
    missing = {key: request for key, request in zip(keys, requests, strict=True) if known[key] is None}
    waiting = iter(missing.items())
    coming: dict[str, Future[Take]] = {}
    with WorkerPool(store.root, size=min(jobs, len(missing)), timeout_s=timeout_s) as pool:
        for key in keys:
            for next_key, request in islice(waiting, _AHEAD - len(coming)):
                coming[next_key] = pool.record(next_key, request.text, request.voice, request.marks)
            take = known[key] = known[key] or coming.pop(key).result()
            yield RecordedLine(take, is_new=key in missing)
    for engine, speed in pool.speeds.items():
        remember(store.root, engine, speed)
