"""How soon a line is heard: ``python benchmarks/hear.py STORY``; with ``--jobs 2`` as on a small machine.

Three ways side by side: a line that is recorded already, a new one with processes that are warm – nothing else going
on, and while the rest of the story is recorded in the background – and a new one by a command of its own. What is
heard is ready to play: mixed, with its effect, level and room. Every run has a store of its own.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import drama
from drama.model import Line

COUNT = 40
"""Lines heard for a figure."""


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("story", type=Path)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--style", default="drama", help="the more a line is worked on, the longer it takes")
    parser.add_argument("--voices", default="wren,rook,crane,kestrel", help="voices that lines are recast to")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DRAMA_CACHE"] = folder
        began = time.perf_counter()
        production = drama.prepare(given.story, style=given.style)
        print(f"{given.story.name}: {len(production.script.lines)} lines, read in {time.perf_counter() - began:.2f} s")
        print(f"load average {os.getloadavg()[0]:.1f}\n")
        rows = [("a command of its own, new line", [command(given)])]
        rows += in_a_recorder(production, given.voices.split(","), jobs=given.jobs)
    stored = next(seconds for name, seconds in rows if name.startswith("recorded"))
    print(f"| {'':<58} | median, ms | 9 of 10 | longest | ÷ recorded |\n|---|--:|--:|--:|--:|")
    for name, seconds in rows:
        middle, high = statistics.median(seconds), sorted(seconds)[int(0.9 * (len(seconds) - 1))]
        ratio = middle / statistics.median(stored)
        print(f"| {name:<58} | {1e3 * middle:,.1f} | {1e3 * high:,.1f} | {1e3 * max(seconds):,.1f} | {ratio:,.1f} |")


def timed(call: Callable[[], object]) -> float:
    """Return how long a call takes, in seconds."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def in_a_recorder(
    production: drama.Production, voices: Sequence[str], *, jobs: int | None
) -> list[tuple[str, list[float]]]:
    """Return the rows of lines heard by one recorder."""
    lines = production.script.lines
    spoken = [line for line in lines if line.speaker is not None and 4 <= len(line.text.split()) <= 25]
    long = sorted(lines, key=lambda line: len(line.text))[-5:]
    told: list[tuple[float, float | None]] = []
    with drama.Recorder(jobs) as recorder:

        def hear(line: Line, voice: str | None = None) -> float:
            return timed(partial(recorder.hear, production, line.number, voice=voice))

        first = hear(spoken[0])
        time.sleep(2)  # the other processes load too
        alone = [hear(line) for line in _spread(spoken[1:])]
        job = recorder.record_all(
            production, progress=lambda step: told.append((time.perf_counter(), step.seconds_left))
        )
        while job.progress.recorded < 10:
            time.sleep(0.01)
        busy = [hear(line, voices[at % len(voices)]) for at, line in enumerate(_spread(spoken)) if job.is_running]
        job.cancel()
        stopped = timed(job.wait)
        job.go_on()
        job.wait()
        stored, longest = [hear(line) for line in _spread(lines)], [hear(line) for line in long]
    at, left = told[-len(told) // 3]
    print(f"{len(busy)} lines recast meanwhile; {told[-1][0] - at:.1f} s before the end it said {left:.1f} s")
    return [
        ("the first line of a new recorder", [first]),
        ("new line, warm", alone),
        ("line recast, warm, while the story is recorded", busy),
        ("recorded line", stored),
        ("recorded line, the five longest", longest),
        ("the recording stopped", [stopped]),
    ]


def command(given: argparse.Namespace) -> float:
    """Return how long ``drama hear`` takes in a process of its own, with nothing recorded."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["hear", str(given.story), "7", "--style", given.style, "-o", str(Path(folder) / "line.wav")]
        environment = {**os.environ, "DRAMA_CACHE": folder}
        return timed(
            lambda: subprocess.run(
                [sys.executable, "-m", "drama", *words], check=True, env=environment, capture_output=True
            )
        )


def _spread(lines: Sequence[Line]) -> Sequence[Line]:
    """Return some of the lines, from everywhere in the story."""
    return lines[:: max(1, len(lines) // COUNT)][:COUNT]


if __name__ == "__main__":
    main()
