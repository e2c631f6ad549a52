"""How fast drama script is against another checkout, and how fast a pin: ``python benchmarks/script_against.py``.

    python benchmarks/script_against.py --against ../drama-0.9 --runs 5 novel.txt ...

The two builds take turns, each run in a process of its own, from the command to the end of its JSON lines; of each the
fastest run counts, in processor time, as other work on the machine only ever adds to it. Without stories, one is made
up (benchmarks/script_speed.py). Scripts need not be the same: the readings may differ.

A pin is measured in this checkout: of a story that was read, random lines are pinned one after the other, and each new
script is compared with that of a cold reading.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run_once(checkout: Path, story: Path, cache: Path) -> tuple[float, float]:
    """Return processor seconds and peak megabytes of ``drama script STORY --format jsonl`` in a checkout."""
    command = [sys.executable, "-m", "drama", "script", str(story), "--format", "jsonl"]
    environment = {**os.environ, "PYTHONPATH": str(checkout), "DRAMA_CACHE": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with (cache / "script.jsonl").open("wb") as output:
        process = subprocess.Popen(command, stdout=output, cwd=cache, env=environment)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{checkout}: exit code {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def against(other: Path, stories: list[Path], runs: int) -> None:
    """Print what this checkout takes of the other's time, story by story."""
    print(f"{'story':32} {'other':>7} {'this':>7} {'ratio':>6} {'other':>7} {'this':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for story in stories:
            taken: dict[Path, list[tuple[float, float]]] = {other: [], ROOT: []}
            for _ in range(runs):
                for checkout, found in taken.items():
                    found.append(run_once(checkout, story.resolve(), Path(folder)))
            before, now = (min(seconds for seconds, _ in taken[one]) for one in (other, ROOT))
            peaks = [max(megabytes for _, megabytes in taken[one]) for one in (other, ROOT)]
            print(
                f"{story.name[:32]:32} {before:5.2f} s {now:5.2f} s {now / before:6.2f} "
                f"{peaks[0]:4.0f} MB {peaks[1]:4.0f} MB",
                flush=True,
            )


def pins(story_file: Path, count: int) -> None:
    """Print what pins cost of a cold reading, the last of them checked against one."""
    sys.path.insert(0, str(ROOT))
    from drama.errors import ScriptError
    from drama.model import Kind
    from drama.readers import read_story
    from drama.script import Anchors, Corrections, read, read_script

    story = read_story(story_file)
    cold = min(_seconds(lambda: read_script(story))[0] for _ in range(3))
    reading, anchors, rng = read(story), Anchors(story), random.Random(5)
    names = [person.name for person in reading.script.characters][:20]
    made, shares, works = [], [], []
    while len(made) < count:
        lines = [line for line in reading.script.lines if line.kind is Kind.DIALOGUE and line.rule != "pinned"]
        try:
            made.append(anchors.pin(rng.choice(lines), speaker=rng.choice(names), kind=None, whole=True))
        except ScriptError:  # the same words stand elsewhere too
            continue
        seconds, reading = _seconds(partial(reading.corrected, Corrections(tuple(made))))
        shares.append(seconds / cold)
        works.append(reading.work)
    is_same = reading.script == read_script(story, corrections=Corrections(tuple(made)))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{story_file.name[:32]:32} cold {cold:.2f} s; {count} pins: median {statistics.median(shares):.1%}, worst "
        f"{max(shares):.1%} of it; {statistics.median(works):.0f} results made anew; as cold: {is_same}; "
        f"{megabytes:.0f} MB"
    )


def _seconds(call):  # noqa: ANN001, ANN202
    start = time.process_time()
    result = call()
    return time.process_time() - start, result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stories", type=Path, nargs="*")
    parser.add_argument("--against", type=Path, help="another checkout")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pins", type=int, default=20)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        stories = chosen.stories
        if not stories:
            from script_speed import WORDS, ordinary

            stories = [Path(folder, "made-up.txt")]
            stories[0].write_text(ordinary(WORDS), encoding="utf-8")
        print(
            "load", *(f"{load:.1f}" for load in os.getloadavg()), "on", os.cpu_count(), "cores; Python", sys.version[:6]
        )
        if chosen.against:
            against(chosen.against.resolve(), stories, chosen.runs)
        for story in stories if chosen.pins else []:
            pins(story, chosen.pins)


if __name__ == "__main__":
    main()
