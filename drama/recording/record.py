"""Requests -> takes, in order: what the store has is not recorded again, the rest goes to the worker pool."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Hashable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from itertools import islice

from drama.engines import EngineInfo
from drama.model import Mark, Take, Voice
from drama.recording.speeds import remember
from drama.recording.store import TakeStore
from drama.recording.worker_pool import WorkerPool

LINE_TIMEOUT_S = 60.0
"""How long an engine may take over one line before it counts as hanging."""

_AHEAD = 100
"""Lines queued ahead of the one that is waited for: few enough that memory does not grow with the book."""

_MEASURE = 1
"""Version of the figures stored with a take (trimming, loudness): part of the key, so that old takes are not reused."""


@dataclass(frozen=True, slots=True)
class Request:
    """One text to be spoken by one voice."""

    text: str
    """As the engine gets it; empty for a beat of silence."""
    voice: Voice
    marks: tuple[Mark, ...] = ()
    """Emphasis and phonemes, for engines that accept marks."""


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """The take of a request."""

    take: Take
    is_new: bool
    """Whether it was recorded just now."""


def cores() -> int:
    """Return the number of cores this process may use, which is the default number of workers."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def request_key(request: Request) -> str:
    """Return the hex digest of everything that shapes the sound of a request, and of nothing else."""
    return request_keys((request,))[0]


def request_keys(requests: Iterable[Request]) -> list[str]:
    """Return the keys of requests, as :func:`request_key` does; an engine is asked once about itself and a voice."""
    version = cache(lambda engine: EngineInfo(engine).version)
    known: dict[Hashable, str | None] = {}
    keys = []
    for request in requests:
        voice = request.voice
        options = sorted(voice.options.items())
        is_voice = (voice.engine, voice.id, voice.rate_wpm, voice.pitch, *options)
        if is_voice not in known:
            known[is_voice] = EngineInfo(voice.engine).identity(voice)
        identity = known[is_voice]
        voice_id, said = (voice.id, options) if identity is None else (identity, [])
        inputs = [
            _MEASURE, voice.engine, version(voice.engine), voice_id, voice.rate_wpm, voice.pitch, said, request.text,
        ]  # fmt: skip
        if request.marks:
            inputs.append([(mark.start, mark.end, mark.kind, mark.phonemes) for mark in request.marks])
        keys.append(hashlib.sha256(json.dumps(inputs).encode()).hexdigest())
    return keys


def record(
    requests: Sequence[Request], store: TakeStore, *, jobs: int = 1, timeout_s: float = LINE_TIMEOUT_S
) -> Iterator[RecordedLine]:
    """Return an iterator over the takes of the requests, recording those the store lacks with ``jobs`` workers.

    If an engine fails, crashes, or takes more than ``timeout_s`` for a line, the line is tried twice more in new
    processes; then :class:`~drama.errors.EngineError` is raised in place of that take. Takes recorded until then stay
    in the store. An engine that is not installed is an error at once.
    """
    return _recorded(requests, request_keys(requests), store, jobs=jobs, timeout_s=timeout_s)


def _recorded(
    requests: Sequence[Request], keys: Sequence[str], store: TakeStore, *, jobs: int, timeout_s: float
) -> Iterator[RecordedLine]:
    known = store.find(keys)
    missing = {key: request for key, request in zip(keys, requests, strict=True) if known[key] is None}
    waiting = iter(missing.items())
    queued: dict[str, Future[Take]] = {}
    with WorkerPool(store.root, size=min(jobs, len(missing)), timeout_s=timeout_s) as pool:
        for key in keys:
            for next_key, request in islice(waiting, _AHEAD - len(queued)):
                queued[next_key] = pool.record(next_key, request.text, request.voice, request.marks)
            take = known[key] = known[key] or queued.pop(key).result()
            yield RecordedLine(take, is_new=key in missing)
    for engine, speed in pool.speeds.items():
        remember(store.root, engine, speed)
