"""A worker process: asks of one JSON object a row on standard input, answers the same way on what was standard output.

It speaks a line, judges it, trims it, measures it and keeps it in the store; only the take's figures travel back.
It ends when its input does, so it never outlives the process that started it.
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
from drama.recording.plausibility import Recording, check_speech
from drama.recording.store import TakeStore

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SILENCE = 10 ** (-50 / 20)
"""Against the line's own peak: what is softer at the head and the tail is not speech."""

_MARGIN_S = 0.015
_BEAT_S, _BEAT_RATE = 0.3, 22_050
_FLOOR_DB = -120.0


def main() -> None:
    """Serve until the input ends, or an engine wants a fresh process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started us decides
    # Engines print: our own line to the parent is a copy, and standard output goes nowhere.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    asked: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    was_last = False
    for lines in count(1):
        ask = json.loads(asked.get())
        answer = _started(ask["start"]) if "start" in ask else _answer(ask)
        if "frames" in answer:
            was_last = lines >= EngineInfo(ask["voice"]["engine"]).schedule.lines_a_process
        print(json.dumps({**answer, "was_last": was_last}), file=answers, flush=True)
        if was_last:
            break
    os._exit(0)  # the listening thread holds standard input, which Python would wait for


def _listen(asked: SimpleQueue[str]) -> None:
    """Pass on what is asked; end the process with its input, even while an engine hangs."""
    for row in sys.stdin:
        asked.put(row)
    os._exit(0)


def _started(name: str) -> dict[str, Any]:
    """Let an engine load its model; a failure is an answer too."""
    try:
        engine = get_engine(name)
        if isinstance(engine, LoadingEngine):
            engine.load()
    except Exception as problem:  # an engine may raise anything
        return {"engine": str(problem) if isinstance(problem, DramaError) else f"{type(problem).__name__}: {problem}"}
    return {"started": True}


def _answer(ask: dict[str, Any]) -> dict[str, Any]:
    """Record one line; a failure is an answer too, a full disk one that is not worth trying again."""
    try:
        marks = tuple(Mark(start, end, MarkKind(kind), said) for start, end, kind, said in ask["marks"])
        speech = _spoken(ask["text"], ask["prepared"], Voice(**ask["voice"]), marks)
        take = _kept(ask["key"], speech, TakeStore(Path(ask["root"])))
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


def _kept(key: str, speech: Recording, store: TakeStore) -> Take:
    """Trim, measure and keep what was spoken."""
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
    store.put(take, samples, _moved(speech.words, start / speech.frame_rate, len(samples) / speech.frame_rate))
    return take


def _moved(words: Sequence[WordTiming], lost_s: float, length_s: float) -> tuple[WordTiming, ...]:
    """Return the times of words in a recording that has lost its head, to a millisecond, within its length."""

    def moved(time_s: float) -> float:
        return round(min(max(time_s - lost_s, 0.0), length_s), 3)

    return tuple(replace(word, start_s=moved(word.start_s), end_s=moved(word.end_s)) for word in words)


def _spoken(text: str, prepared: str | None, voice: Voice, marks: tuple[Mark, ...]) -> Recording:
    """Return what the engine makes of a text, checked; silence of nothing."""
    if not text:
        return Recording(np.zeros(0, np.int16), _BEAT_RATE)
    engine = get_engine(voice.engine)
    if prepared is not None and isinstance(engine, PreparingEngine):
        return check_speech(engine.speak_prepared(prepared, voice), text, voice)
    if not marks:
        return check_speech(engine.speak(text, voice), text, voice)
    if not isinstance(engine, MarkingEngine):
        raise RequestRefusedError(f"{voice.name}: the engine {voice.engine} takes no marks, only plain words")
    return check_speech(engine.speak_marked(text, voice, marks), text, voice)


def _beat(frame_rate: int) -> NDArray[np.int16]:
    """Return the silence that stands for a line of which nothing can be said, such as "…"."""
    return np.zeros(round(_BEAT_S * frame_rate), np.int16)


def speech_bounds(samples: NDArray[np.int16], frame_rate: int) -> tuple[int, int]:
    """Return where speech starts and ends: without its silent head and tail, but for 15 ms; nothing of silence."""
    level = np.abs(samples.astype(np.int32))
    loud = np.flatnonzero(level > level.max(initial=0) * _SILENCE)
    if not len(loud):
        return 0, 0
    margin = round(_MARGIN_S * frame_rate)
    return max(0, int(loud[0]) - margin), min(int(loud[-1]) + 1 + margin, len(samples))


if __name__ == "__main__":
    main()
