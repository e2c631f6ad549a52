"""What a story costs that is held open: ``python benchmarks/open_story.py [STORY...]``; else the seeds and a long one.

Each story is opened in a process of its own that starts from nothing: read anew, then from what was kept; imports
count. In another, edits are tried and made, and prices asked. Times are wall and processor time, medians of several;
ratios are of two figures of the same run. Works on copies: nothing is written beside a story.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from script_speed import WORDS, ordinary

_SEEDS = Path(__file__).parents[1] / "seeds"
_TRIES = 5
"""Lines whose pin is tried, spread over the story."""
_OPENINGS = 3

_Times = tuple[float, float]
"""Wall and processor time, in seconds."""


def main(named: list[str]) -> None:
    """Measure the stories named, else the seeds and a long one."""
    with tempfile.TemporaryDirectory() as folder:
        stories = [Path(name) for name in named] or _own(Path(folder))
        for at, story in enumerate(stories):
            home = Path(folder) / str(at)
            home.mkdir()
            copy = Path(shutil.copy(story, home))
            _show(copy, _opened(copy, home, is_cold=True), _opened(copy, home, is_cold=False), _worked(copy, home))


def _own(folder: Path) -> list[Path]:
    long = folder / "long.txt"
    long.write_text(ordinary(WORDS), encoding="utf-8")
    return [*sorted(path for path in _SEEDS.iterdir() if path.suffix in {".txt", ".md"}), long]


def _opened(story: Path, home: Path, *, is_cold: bool) -> dict[str, Any]:
    """Return how long opening takes, the process included."""
    runs = []
    for _ in range(_OPENINGS):
        if is_cold:
            shutil.rmtree(home / "cache" / "scripts", ignore_errors=True)
        start = time.perf_counter()
        row = _in_process(story, home, "open")
        runs.append({**row, "wall_s": time.perf_counter() - start})
    return sorted(runs, key=lambda row: row["cpu_s"])[len(runs) // 2]


def _worked(story: Path, home: Path) -> dict[str, Any]:
    return _in_process(story, home, "work")


def _in_process(story: Path, home: Path, what: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, f"--{what}", str(story)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "DRAMA_CACHE": str(home / "cache")},
        timeout=1800,
    )
    row: dict[str, Any] = json.loads(done.stdout)
    return row


# ------------------------------------------------------------------ in a process of its own


def _open(story: str) -> dict[str, Any]:
    import drama

    held = drama.open_story(story)
    cpu_s = time.process_time()
    row = {"cpu_s": cpu_s, "memory_mb": _memory_mb(), "lines": len(held.script.lines)}
    held.close()
    return row


def _work(story: str) -> dict[str, Any]:
    import drama

    held = drama.open_story(story)
    _, read_s = _timed(lambda: held.reading)
    spoken = [line for line in held.script.lines if line.speaker is not None]
    people = [person.name for person in held.script.characters]
    chosen = [spoken[at * len(spoken) // _TRIES] for at in range(_TRIES)]
    others = [next(name for name in people if name != line.speaker) for line in chosen]
    pairs = list(zip(chosen, others, strict=True))
    held.try_pin(pairs[0][0].number, pairs[0][1])  # imports what edits need
    tried = [_timed(lambda one=one: held.try_pin(one[0].number, one[1]))[1] for one in pairs]  # type: ignore[misc]
    made = [_timed(lambda one=one: held.pin(one[0].number, one[1]))[1] for one in pairs]  # type: ignore[misc]
    why = [_timed(lambda line=line: held.why(line.number))[1] for line in chosen]  # type: ignore[misc]
    held.price("narrator", "crane")
    prices = [_timed(lambda: held.price("narrator", "wren"))[1], _timed(lambda: held.price(people[0], "robin"))[1]]
    recast = _timed(lambda: held.recast(people[0], "robin"))[1]
    row = {
        "read": read_s, "ripple": _median(tried), "pin": _median(made), "why": _median(why),
        "price": max(prices, key=lambda times: times[1]), "recast": recast, "memory_mb": _memory_mb(),
    }  # fmt: skip
    held.close()
    return row


def _timed(do: Callable[[], object]) -> tuple[object, _Times]:
    wall, cpu = time.perf_counter(), time.process_time()
    done = do()
    return done, (time.perf_counter() - wall, time.process_time() - cpu)


def _median(times: list[_Times]) -> _Times:
    return statistics.median(wall for wall, _ in times), statistics.median(cpu for _, cpu in times)


def _memory_mb() -> float:
    """Return the most memory that the process has had; Linux counts it in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _show(story: Path, cold: dict[str, Any], kept: dict[str, Any], worked: dict[str, Any]) -> None:
    words = len(story.read_text(encoding="utf-8", errors="replace").split())
    print(f"{story.name}: {words:,} words, {kept['lines']:,} lines")
    print(f"  {'':28}{'wall':>9}{'processor':>11}")
    for what, row in (("opened, read anew", cold), ("opened, script kept", kept)):
        print(f"  {what:28}{row['wall_s']:8.2f}s{row['cpu_s']:10.2f}s  {row['memory_mb']:.0f} MB")
    print(f"  {'':28}{cold['cpu_s'] / kept['cpu_s']:>19.1f} times quicker")
    for what in ("read", "ripple", "pin", "why", "price", "recast"):
        wall, cpu = worked[what]
        share = "" if what == "read" else f"  {100 * cpu / worked['read'][1]:.0f} % of reading"
        print(f"  {what:28}{1000 * wall:7.0f}ms{1000 * cpu:9.0f}ms{share}")
    print(f"  all of that in {worked['memory_mb']:.0f} MB\n")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in {"--open", "--work"}:
        print(json.dumps({"--open": _open, "--work": _work}[sys.argv[1]](sys.argv[2])))
    else:
        main(sys.argv[1:])
