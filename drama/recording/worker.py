"""A worker process: reads requests as JSON, one a line, on standard input and writes responses the same way.

It speaks a line, checks, trims and measures it and puts it into the store; only the take's figures travel back. It ends
at the end of its input, so it never outlives the process that started it.
"""

from __future__ import annotations

import json
import math
import os
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import numpy as np

from drama.dsp.loudness import energies, integrated_lufs, true_peak_dbtp
from drama.engines import EngineInfo, get_engine
from drama.engines.base import LoadingEngine, MarkingEngine, PreparingEngine
from drama.errors import DramaError, RequestRefusedError, TakeError
from drama.model import Mark, MarkKind, Take, Voice, WordTiming
from drama.recording.plausibility import CheckedSpeech, check_speech
from drama.recording.store import TakeStore

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SILENCE = 10 ** (-50 / 20)
"""Amplitude, relative to the line's peak, below which its head and tail are trimmed as silence."""

_MARGIN_S = 0.015
"""Silence kept at both ends."""
_BEAT_S, _BEAT_RATE = 0.3, 22_050
"""Length in seconds and frame rate of the silence for a line with nothing to say."""
_FLOOR_DB = -120.0
"""Loudness and peak written for silence, as JSON has no infinity."""


def main() -> None:
    """Serve requests until the input ends, or an engine wants a fresh process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process decides
    # Engines print: responses go to a copy of standard output, and standard output itself to the null device.
    responses = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    requests: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=_read_requests, args=(requests,), daemon=True).start()
    was_last = False
    for lines in count(1):
        request = json.loads(requests.get())
        response = _loaded(request["start"]) if "start" in request else _recorded(request)
        if "frames" in response:
            was_last = lines >= EngineInfo(request["voice"]["engine"]).schedule.lines_a_process
        print(json.dumps({**response, "was_last": was_last}), file=responses, flush=True)
        if was_last:
            break
    os._exit(0)  # the reading thread holds standard input, which Python would wait for


def _read_requests(requests: SimpleQueue[str]) -> None:
    """Queue the requests; exit the process at the end of its input, even while an engine hangs."""
    for row in sys.stdin:
        requests.put(row)
    os._exit(0)


def _loaded(name: str) -> dict[str, Any]:
    """Load an engine's model and return the response; a failure is a response too."""
    try:
        engine = get_engine(name)
        if isinstance(engine, LoadingEngine):
            engine.load()
    except Exception as problem:  # an engine may raise anything
        return {"engine": str(problem) if isinstance(problem, DramaError) else f"{type(problem).__name__}: {problem}"}
    return {"started": True}


def _recorded(request: dict[str, Any]) -> dict[str, Any]:
    """Record one line and return the response; a failure is a response too, with "store" or "refused" not retried."""
    try:
        marks = tuple(Mark(start, end, MarkKind(kind), phonemes) for start, end, kind, phonemes in request["marks"])
        speech = _spoken(request["text"], request["prepared"], Voice(**request["voice"]), marks)
        take = _stored(request["key"], speech, TakeStore(Path(request["root"])))
    except TakeError as problem:
        return {"store": str(problem)}
    except RequestRefusedError as problem:
        return {"refused": str(problem)}
    except DramaError as problem:
        return {"engine": str(problem)}
    except Exception as problem:  # an engine may raise anything
        return {"engine": f"{type(problem).__name__}: {problem}"}
    return {"frames": take.frames, "frame_rate": take.frame_rate, "loudness_lufs": take.loudness_lufs,
            "true_peak_dbtp": take.true_peak_dbtp, "energies": take.energies}  # fmt: skip


def _stored(key: str, speech: CheckedSpeech, store: TakeStore) -> Take:
    """Trim, measure and store speech."""
    start, end = speech_bounds(speech.samples, speech.frame_rate)
    samples = speech.samples[start:end]
    if not len(samples):
        samples = _beat(speech.frame_rate)
    steps = energies(samples, speech.frame_rate)
    loudness = integrated_lufs(steps)
    take = Take(
        key=key,
        frames=len(samples),
        frame_rate=speech.frame_rate,
        loudness_lufs=round(loudness, 3) if math.isfinite(loudness) else _FLOOR_DB,
        true_peak_dbtp=round(max(true_peak_dbtp(samples), _FLOOR_DB), 3),
        energies=tuple(float(f"{energy:.3g}") for energy in steps),  # within 0.02 dB
    )
    store.put(take, samples, _shifted(speech.words, start / speech.frame_rate, len(samples) / speech.frame_rate))
    return take


def _shifted(words: Sequence[WordTiming], trimmed_s: float, length_s: float) -> tuple[WordTiming, ...]:
    """Return word timings of a recording trimmed at its head, rounded to a millisecond, clamped to its length."""

    def shifted(time_s: float) -> float:
        return round(min(max(time_s - trimmed_s, 0.0), length_s), 3)

    return tuple(replace(word, start_s=shifted(word.start_s), end_s=shifted(word.end_s)) for word in words)


def _spoken(text: str, prepared: str | None, voice: Voice, marks: tuple[Mark, ...]) -> CheckedSpeech:
    """Return the engine's speech for a text, checked; empty for an empty text."""
    if not text:
        return CheckedSpeech(np.zeros(0, np.int16), _BEAT_RATE)
    engine = get_engine(voice.engine)
    if prepared is not None and isinstance(engine, PreparingEngine):
        return check_speech(engine.speak_prepared(prepared, voice), text, voice)
    if not marks:
        return check_speech(engine.speak(text, voice), text, voice)
    if not isinstance(engine, MarkingEngine):
        raise RequestRefusedError(f"{voice.name}: the engine {voice.engine} takes no marks, only plain words")
    return check_speech(engine.speak_marked(text, voice, marks), text, voice)


def _beat(frame_rate: int) -> NDArray[np.int16]:
    """Return the silence for a line with nothing to say, such as "…"."""
    return np.zeros(round(_BEAT_S * frame_rate), np.int16)


def speech_bounds(samples: NDArray[np.int16], frame_rate: int) -> tuple[int, int]:
    """Return the first frame of speech and the end, with 15 ms of the silence around it kept; (0, 0) for silence."""
    level = np.abs(samples.astype(np.int32))
    loud = np.flatnonzero(level > level.max(initial=0) * _SILENCE)
    if not len(loud):
        return 0, 0
    margin = round(_MARGIN_S * frame_rate)
    return max(0, int(loud[0]) - margin), min(int(loud[-1]) + 1 + margin, len(samples))


if __name__ == "__main__":
    main()
