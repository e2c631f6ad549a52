"""Time the studio as a person meets it, in an installed Chromium: bars of issue 13 in one run.

    python benchmarks/studio.py [NOVEL.txt] [--engine NAME]

A story of some 4,000 words is made of those of seeds/, a novel of 100,000 words of it again and again (or NOVEL is
one), and a script of 20,000 lines. Each is opened once, so that its script is kept; then whole processes are started
and timed until the first line is on the page. Needs Chromium; prints what was measured, bar and aim beside it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support import chromium  # noqa: E402
from support.studio import Client  # noqa: E402

PAGE = ROOT / "drama" / "studio" / "page"
WORDS = 4_000
NOVEL_WORDS = 100_000
LINES = 20_000


def text_of(words: int) -> str:
    """Return the seeds' texts, again and again as chapters, until there are so many words.

    Each paragraph ends in a number of its own, for a correction finds its line by the words around it.
    """
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    parts: list[str] = []
    while sum(len(part.split()) for part in parts) < words:
        parts.append(f"Chapter {len(parts) + 1}\n\n{seeds[len(parts) % len(seeds)]}")
    paragraphs = "\n\n".join(parts).split("\n\n")
    return "\n\n".join(f"{text} The clock said {at}." if " " in text else text for at, text in enumerate(paragraphs))


def dialogue(lines: int) -> str:
    """Return talk of two people, some lines a paragraph each."""
    return "\n\n".join(
        f"“This is line {at}, and it says a few more words than most,” said {('Nora', 'Ivo')[at % 2]}."
        for at in range(lines // 2)
    )


@contextmanager
def studio(story: Path, engine: str | None) -> Iterator[tuple[Client, subprocess.Popen[str], float]]:
    """Start a studio as a process; yield who talks to it, the process, and when it was started."""
    began = time.perf_counter()
    command = [sys.executable, "-P", "-m", "drama", "studio", str(story), "--no-browser"]
    process = subprocess.Popen(
        [*command, *(["--engine", engine] if engine else [])],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=story.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    try:
        link = re.search(r"http://\S+", process.stdout.readline())
        assert link is not None
        parts = urlsplit(link[0])
        yield Client(parts.port or 0, link[0], parts.query.partition("=")[2]), process, began
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


def opened(browser: chromium.Chromium, client: Client, story: Path) -> None:
    """Open the page, and wait for the first lines."""
    browser.open(f"{client.link}#{story.name}/lines")
    browser.wait("document.querySelector('[role=option]')")


def resident_mb(process: subprocess.Popen[str]) -> float:
    """Return the resident memory of a process, in megabytes, without that of its workers."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1000 if found else float("nan")


def timed(client: Client, method: str, path: str, body: object = None) -> tuple[float, Any]:
    """Return how long a request takes, in seconds, and its answer."""
    began = time.perf_counter()
    answer = client(method, path, body)
    took = time.perf_counter() - began
    assert answer.status == 200, answer.content[:300]
    return took, answer


SCROLL = """new Promise((done) => {
  const list = document.querySelector('[role=listbox]');
  const box = [list, ...document.querySelectorAll('*')].find((one) => one.scrollHeight > one.clientHeight + 1000);
  const frames = []; let before = performance.now(); let at = 0;
  const next = (now) => {
    frames.push(now - before); before = now; box.scrollTop = at += 700;
    if (frames.length < 240) requestAnimationFrame(next); else done(JSON.stringify(frames.slice(5)));
  };
  requestAnimationFrame(next);
})"""

SOUND = """new Promise((done) => {
  const played = HTMLMediaElement.prototype.play; let began = 0;
  HTMLMediaElement.prototype.play = function () {
    this.addEventListener('playing', () => done(performance.now() - began), { once: true });
    return played.call(this);
  };
  const key = (name) => new KeyboardEvent('keydown', { key: name, bubbles: true });
  const list = document.querySelector('[role=listbox]');
  list.focus(); list.dispatchEvent(key('Escape')); list.dispatchEvent(key('ArrowDown'));
  setTimeout(() => done(NaN), 5000);
  began = performance.now(); list.dispatchEvent(key('p'));
})"""


class Table:
    """Figures, printed as they come."""

    def __init__(self) -> None:
        print(f"{'':58}{'measured':>12}{'bar':>10}{'aim':>10}")

    def row(self, name: str, measured: str, bar: str = "", aim: str = "") -> None:
        """Print a row."""
        print(f"{name:58}{measured:>12}{bar:>10}{aim:>10}", flush=True)


def measure(story: Path, engine: str | None, browser: chromium.Chromium, table: Table, *, is_novel: bool) -> None:
    """Measure one story."""
    called = "novel" if is_novel else "story"
    with studio(story, engine) as (client, _, began):
        opened(browser, client, story)
        table.row(f"{called}: opened for the first time", f"{time.perf_counter() - began:.2f} s")
        time.sleep(3)  # its script is being kept
    times = []
    for _ in range(3):
        with studio(story, engine) as (client, process, began):
            opened(browser, client, story)
            times.append(time.perf_counter() - began)
    bar, aim = ("4 s", "2 s") if is_novel else ("1.5 s", "1 s")
    table.row(f"{called}: opened, its script kept (median of 3)", f"{statistics.median(times):.2f} s", bar, aim)
    with studio(story, engine) as (client, process, began):
        opened(browser, client, story)
        path = f"/api/stories/{story.name}"
        script = client("GET", f"{path}/script").json
        doubtful = [line for line in script["lines"] if line["is_doubtful"]] or script["lines"][5:]
        people = [person["name"] for person in script["characters"]]
        tries = [
            timed(client, "POST", f"{path}/try", {"edit": {"do": "pin", "line": line["number"], "speaker": people[0]}})[
                0
            ]
            for line in doubtful[:8]
            if line["speaker"]
        ]
        bar, aim = ("1 s", "500 ms") if is_novel else ("300 ms", "150 ms")
        first, rest = tries[0], statistics.median(tries[1:] or tries)
        table.row(f"{called}: pin -> what it would change, the first", f"{first * 1000:.0f} ms", bar, aim)
        table.row(f"{called}: pin -> what it would change, the others", f"{rest * 1000:.0f} ms", bar, aim)
        if is_novel:
            table.row("memory of the server, novel", f"{resident_mb(process):.0f} MB", "300 MB", "200 MB")
            return
        sound_of(client, path, script, browser, table)


def sound_of(client: Client, path: str, script: Any, browser: chromium.Chromium, table: Table) -> None:  # noqa: ANN401
    """Measure how soon something is heard."""
    for line in script["lines"][:8]:
        timed(client, "GET", f"{path}/lines/{line['number']}/sound.wav")
    heard = [browser.ask(SOUND) for _ in range(5)]
    table.row("key -> sound of a recorded line", f"{statistics.median(heard):.0f} ms", "150 ms", "80 ms")
    times = []
    for person in script["characters"][:3]:
        voice = next(one for one in ("hazel", "wren", "rook", "marble") if one != person["voice"])
        began = time.perf_counter()
        timed(client, "POST", f"{path}/edits", {"edit": {"do": "recast", "character": person["name"], "voice": voice}})
        timed(client, "GET", f"{path}/lines/{person['sample']}/sound.wav")
        times.append(time.perf_counter() - began)
    table.row("recast -> its first line has come", f"{statistics.median(times):.2f} s", "1.5 s", "0.8 s")


def main() -> None:
    """Measure all of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("novel", nargs="?", type=Path)
    parser.add_argument("--engine")
    given = parser.parse_args()
    program = chromium.find()
    if program is None:
        sys.exit("needs an installed Chromium")
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.1f}{' (busy)' if load > 1 else ''}")
    table = Table()
    files = [path for path in PAGE.rglob("*") if path.suffix in {".js", ".mjs", ".css", ".html", ".svg"}]
    size = sum(len(gzip.compress(path.read_bytes(), 9)) for path in files)
    table.row("client, compressed", f"{size / 1000:.1f} kB", "60 kB", "40 kB")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as profile:
        browser = chromium.Chromium(program, Path(profile))
        story, novel, long = (Path(folder) / name for name in ("story.txt", "novel.txt", "long.txt"))
        story.write_text(text_of(WORDS), encoding="utf-8")
        novel.write_text(given.novel.read_text("utf-8") if given.novel else text_of(NOVEL_WORDS), encoding="utf-8")
        long.write_text(dialogue(LINES), encoding="utf-8")
        measure(story, given.engine, browser, table, is_novel=False)
        measure(novel, given.engine, browser, table, is_novel=True)
        with studio(long, given.engine) as (client, _, _):
            opened(browser, client, long)
            frames = json.loads(browser.ask(SCROLL))
        lines = len(dialogue(LINES).split("\n\n")) * 2
        table.row(f"scrolling {lines:,} lines, median frame", f"{statistics.median(frames):.0f} ms", "", "16 ms")
        table.row(f"scrolling {lines:,} lines, longest frame", f"{max(frames):.0f} ms", "50 ms", "16 ms")
        browser.close()


if __name__ == "__main__":
    main()
