"""What a render costs, as ratios measured side by side in one call.

    python benchmarks/render.py STORY [--runs 3] [--character NAME] [--long] [--install] [--write]

(a) cold renders, with the natural voices and with eSpeak NG's, against the bare pipelines (benchmarks/bare.py), turn by
turn; (b) the same again with nothing changed; (c) after one recast; (d) a preview of one scene, cold, to a file and to
the first sound; (e) peak memory of all processes together, with --long also of one hour of speech against ten, with
scenes and as one scene; (f) with --long ``drama script`` on 100,000 words; with --install (g) the time and size of the
install. ``--write`` puts the table into docs/performance.md.

Needs Linux (memory is read from /proc). Same cores, format, bit rate, channels and encoder quality on both sides.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

import soundfile

from drama.encoders.mp3 import QUALITY

HERE = Path(__file__).parent
MARK, END = "<!-- written by benchmarks/render.py --write -->", "<!-- end -->"
WORDS_AN_HOUR = 10_700
"""At the narrator's pace with the pauses between lines, measured on the stories in seeds/."""


def run(command: list[str], *, cache: Path, measure_memory: bool = False) -> tuple[float, float]:
    """Run a command; return wall seconds and, if asked, the peak memory of its process tree in MB (PSS)."""
    began = time.monotonic()
    process = subprocess.Popen(
        command, env={**os.environ, "DRAMA_CACHE": str(cache)}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    peak = 0.0
    while process.poll() is None:
        if measure_memory:
            peak = max(peak, tree_memory(process.pid))
        time.sleep(0.1 if measure_memory else 0.005)
    if process.returncode:
        raise SystemExit(f"{command}: {process.stderr.read().decode() if process.stderr else ''}")
    return time.monotonic() - began, peak


def tree_memory(pid: int) -> float:
    """Return the proportional set size of a process and all below it, in MB."""
    total, todo = 0, [pid]
    while todo:
        current = todo.pop()
        try:
            for row in Path(f"/proc/{current}/smaps_rollup").read_text().splitlines():
                if row.startswith("Pss:"):
                    total += int(row.split()[1])
            for task in Path(f"/proc/{current}/task").iterdir():
                todo += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, ValueError):
            continue  # it ended while we looked
    return total / 1024


def quietly(command: list[str]) -> None:
    """Run a command that is not measured."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def drama(*words: object) -> list[str]:
    """Return the command line of a drama command run by this interpreter."""
    return [sys.executable, "-m", "drama", *map(str, words)]


ROWS: list[tuple[str, str, str]] = []


def report(name: str, figure: str, goal: str) -> None:
    ROWS.append((name, figure, goal))
    print(f"{name:<78} {figure:<24} {goal}", flush=True)


def story_costs(story: Path, character: str | None, runs: int, work: Path) -> None:
    """Measure (a) to (e) on one story."""
    seconds: dict[str, list[float]] = {}
    peaks: list[float] = []
    mp3, cast, cues, part = work / "e.mp3", work / "e.toml", work / "cues.json", work / "p.mp3"
    bare = [sys.executable, str(HERE / "bare.py"), str(story), str(work / "bare.mp3"), "--quality", str(QUALITY)]
    render = drama("render", story, "-o", mp3, "--voices", cast, "--force")
    espeak = drama("render", story, "-o", work / "espeak.mp3", "--engine", "pyttsx3", "--force")

    def measure(name: str, command: list[str], cache: Path) -> None:
        seconds.setdefault(name, []).append(run(command, cache=cache)[0])

    share, who = 0.0, ""
    for index in range(runs):
        cache = work / f"cache{index}"
        quietly(drama("cast", story, "-o", cast, "--force"))
        measure("bare espeak", bare, cache)
        measure("cold", [*render, "--cues", str(cues)], cache)
        measure("bare hibari", [*bare, "--engine", "hibari"], cache)
        measure("again", render, cache)
        sheet = json.loads(cues.read_text())
        who = character or minor_character(sheet)
        share = scene_share(sheet, who)
        quietly(drama("recast", story, who, other_voice(sheet), "--voices", cast))
        measure("recast", render, cache)
        measure("espeak", espeak, work / f"espeak{index}")
        scene = drama("preview", story, "--scene", 1, "-o", part, "--voices", cast, "--force")
        measure("preview", scene, work / f"preview{index}")
        seconds.setdefault("first", []).append(first_sound(story, work, work / f"first{index}"))
        peaks.append(run(render, cache=work / f"memory{index}", measure_memory=True)[1])
        for name in ("cache", "espeak", "preview", "first", "memory"):
            shutil.rmtree(work / f"{name}{index}")

    def ratio(one: str, other: str) -> str:
        return middle([a / b for a, b in zip(seconds[one], seconds[other], strict=True)])

    minutes, first = (soundfile.info(path).duration / 60 for path in (mp3, part))
    report('bare pipeline "eSpeak NG, whole text, one voice → one LAME call", s', middle(seconds["bare espeak"]), "")
    report('bare pipeline "hibari, whole text, one voice → one LAME call", s', middle(seconds["bare hibari"]), "")
    report(f"cold render, natural voices, {minutes:.1f} min of sound, s", middle(seconds["cold"]), "")
    report("… ÷ bare eSpeak NG, pair by pair", ratio("cold", "bare espeak"), "1.2, aim 1.0")
    report("… ÷ bare hibari", ratio("cold", "bare hibari"), "0.65, aim 0.55")
    report("cold render with eSpeak NG ÷ bare eSpeak NG", ratio("espeak", "bare espeak"), "0.75, aim 0.6")
    report("rendered again, nothing changed, as a share of cold", ratio("again", "cold"), "0.15")
    report("one character recast, as a share of cold", ratio("recast", "cold"), f"{share + 0.1:.2f}")
    name = f"a scene of {first:.1f} min previewed to a file, cold, s"
    report(name, middle(seconds["preview"]), f"{2 + 0.3 * first:.1f}")
    report("first sound of a preview, cold, s", middle(seconds["first"]), "2.5, aim 1.5")
    report("memory of all processes together, MB", middle(peaks), "500, aim 350")


def first_sound(story: Path, work: Path, cache: Path) -> float:
    """Return the seconds from the start of a preview to the moment a player is given the first piece."""
    programs, mark = work / "programs", work / "heard"
    programs.mkdir(exist_ok=True)
    player = programs / "aplay"
    player.write_text(f'#!/bin/sh\n[ -e "{mark}" ] || : >"{mark}"\n')
    player.chmod(0o755)
    mark.unlink(missing_ok=True)
    began = time.monotonic()
    process = subprocess.Popen(
        drama("preview", story, "--scene", 1),
        env={**os.environ, "DRAMA_CACHE": str(cache), "PATH": str(programs)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not mark.exists():
        if process.poll() is not None:
            raise SystemExit("the preview played nothing")
        time.sleep(0.005)
    heard = time.monotonic() - began
    process.terminate()
    process.wait()
    return heard


def minor_character(sheet: dict) -> str:
    """Return who speaks least of those who speak at least five lines: a typical recast."""
    lines: dict[str, set[int]] = {}
    for cue in sheet["cues"]:
        if cue["speaker"]:
            lines.setdefault(cue["speaker"], set()).add(cue["line"])
    often = {who: len(said) for who, said in lines.items() if len(said) >= 5} or {w: len(s) for w, s in lines.items()}
    return min(often, key=lambda who: (often[who], who))


def scene_share(sheet: dict, character: str) -> float:
    """Return the share of the episode that lies in scenes where a character speaks."""
    starts = [scene["start_frame"] for scene in sheet["scenes"]] + [sheet["frames"]]
    speaks = {cue["scene"] for cue in sheet["cues"] if cue["speaker"] == character}
    lengths = {
        scene["number"]: after - scene["start_frame"] for scene, after in zip(sheet["scenes"], starts[1:], strict=True)
    }
    return sum(lengths[number] for number in speaks) / sheet["frames"]


def other_voice(sheet: dict) -> str:
    """Return a voice of the pool that nobody in the story has."""
    used = {cue["voice"] for cue in sheet["cues"]}
    pool = tomllib.loads((HERE.parent / "voices.toml").read_text())["pool"]
    return next(name for name in pool if name not in used)


def long_text(words: int, *, one_scene: bool) -> str:
    """Return a text of so many words in which no paragraph stands twice.

    It is made of the stories in seeds/, a chapter each, every paragraph with a number of its own; or, as one scene, of
    one conversation that does not end.
    """
    if one_scene:
        turns = (
            "“I have counted to {n},” said Ada, “and I am no nearer to the end of it than I was before.”",
            "Bo looked at her. “Then count to {n} again, and this time do not leave out the ones you dislike.”",
        )
        return "\n\n".join(turns[n % 2].format(n=n) for n in range(words // 18)) + "\n"
    sources = [path.read_text(encoding="utf-8") for path in sorted((HERE.parent / "seeds").glob("*.txt"))]
    chapters: list[str] = []
    have = 0
    while have < words:
        number = len(chapters) + 1
        paragraphs = sources[number % len(sources)].split("\n\n")[2:]
        varied = [re.sub(r"([\w,]) ", rf"\1 {number}-{n} ", text, count=1) for n, text in enumerate(paragraphs)]
        chapters.append(f"Chapter {number}\n\n" + "\n\n".join(varied))
        have += len(chapters[-1].split())
    return "\n\n".join(chapters) + "\n"


def memory(work: Path) -> None:
    """Measure (e): the peak of all processes together while rendering one hour and ten."""
    peaks = {}
    for name, words, one_scene in (("1 h", WORDS_AN_HOUR, False), ("10 h", 10 * WORDS_AN_HOUR, False),
                                   ("10 h, one scene", 10 * WORDS_AN_HOUR, True)):  # fmt: skip
        story = work / "long.txt"
        story.write_text(long_text(words, one_scene=one_scene), encoding="utf-8")
        cache = work / "long-cache"
        seconds, peaks[name] = run(drama("render", story, "-o", work / "long.mp3"), cache=cache, measure_memory=True)
        hours = soundfile.info(work / "long.mp3").duration / 3600
        goal = f"500; {peaks[name] / peaks['1 h']:.2f} of 1 h, at most 1.2"
        report(f"… {name} ({hours:.1f} h of sound in {seconds:.0f} s), MB", f"{peaks[name]:.0f}", goal)
        shutil.rmtree(cache)


def script_speed(work: Path) -> None:
    """Measure (f): ``drama script`` on 100,000 words."""
    story = work / "words.txt"
    story.write_text(long_text(100_000, one_scene=False), encoding="utf-8")
    seconds, peak = run(drama("script", story, "--format", "jsonl"), cache=work / "c", measure_memory=True)
    report("`drama script` on 100,000 words", f"{seconds:.1f} s, {peak:.0f} MB", "15 s, 300 MB")


def install(work: Path) -> None:
    """Measure (g): the time and size of the install, from a warm or a cold package cache as it happens."""
    venv = work / "venv"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    empty = size(venv)
    began = time.monotonic()
    subprocess.run([venv / "bin" / "pip", "install", "--quiet", HERE.parent], check=True, stderr=subprocess.DEVNULL)
    report("install", f"{time.monotonic() - began:.0f} s, {size(venv) - empty:.0f} MB", "")
    starts = [run([str(venv / "bin" / "drama"), "--help"], cache=work / "c")[0] for _ in range(5)]
    report("`drama --help`, s", middle(starts), "0.3")


def size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


def middle(figures: list[float]) -> str:
    """Return the median and the range."""
    return f"{statistics.median(figures):.2f} ({min(figures):.2f}–{max(figures):.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("story", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--character", help="who is recast; by default the one with the fewest lines, five or more")
    parser.add_argument("--long", action="store_true", help="also (e) and (f); takes ten minutes or more")
    parser.add_argument("--install", action="store_true", help="also (g)")
    parser.add_argument("--write", action="store_true", help="write the table into docs/performance.md")
    args = parser.parse_args()
    before = os.getloadavg()[0]
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, LAME quality {QUALITY}")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        story_costs(args.story, args.character, args.runs, work)
        if args.long:
            script_speed(work)
            memory(work)
        if args.install:
            install(work)
    if args.write:
        write(args.story, args.runs, before)


def write(story: Path, runs: int, load_before: float) -> None:
    """Put the table into docs/performance.md, between its marks."""
    words = len(story.read_text(encoding="utf-8").split())
    about = (
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, LAME quality {QUALITY}; "
        f"a story of {words:,} words; medians of {runs} with the range; load average {load_before:.1f} before and "
        f"{os.getloadavg()[0]:.1f} after, the runs' own included."
    )
    rows = "\n".join(f"| {name} | {figure} | {goal} |" for name, figure, goal in ROWS)
    path = HERE.parent / "docs" / "performance.md"
    head, _, rest = path.read_text(encoding="utf-8").partition(MARK)
    _, end, tail = rest.partition(END)
    path.write_text(
        f"{head}{MARK}\n\n{about}\n\n| | measured | goal |\n|---|--:|--:|\n{rows}\n\n{end}{tail}", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
