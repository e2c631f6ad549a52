"""Kill every command that writes, at random moments; let many edit at once; count what was lost.

    python benchmarks/reliability.py --kills 200 --edits 200
    python benchmarks/reliability.py --kills 50 --edits 0 --only spoken.mp3     # one command: the natural voices

Each kill is a SIGKILL at a random moment of a command's run, in a folder of its own. Then the same command is run
again to its end: the user's files must be those of an undisturbed run, byte for byte, and nothing of drama's may be
left over, neither beside them, nor in the temporary folder, nor half-written in the store; no process may live on.
Edits are made by as many command lines at once as ``--at-once`` says; all must be in the file, and each must be undone.
Prints a row a command; exits with 1 if anything was lost.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

NAMES = ("Ada", "Bo", "Cyril", "Dora", "Emil", "Frida", "Gustav", "Hanna", "Ivar", "Jonna",
         "Karl", "Lena", "Magnus", "Nora", "Otto", "Petra", "Rune", "Signe", "Tor", "Ulla")  # fmt: skip
VOICES = ("coral", "flint", "juniper", "marble", "birch", "hazel")
STORY = "# Doors\n\n" + "\n\n".join(
    f"## Door {number}\n\n{one} opened door {number}. “Anybody in number {number}?” {one} asked.\n\n"
    f"“Nobody,” said {other}. “Only the wind.”"
    for number, (one, other) in enumerate(pairwise(NAMES), start=1)
)
EVERYTHING = ("--with", "page,vtt,srt,chapters,credits,cover,picture", "--report", "report.html", "--cues", "cues.json")
SPEAKING = ("--engine", "tone")


@dataclass
class Trial:
    """A command, and what has to be done before it."""

    words: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()
    killed: int = 0
    faults: list[str] = field(default_factory=list)


EDITED = (("recast", "doors.md", "Bo", "flint"), ("recast", "doors.md", "Ada", "coral"),
          ("pin", "doors.md", "4", "Bo"), ("pin", "doors.md", "6", "Ada"))  # fmt: skip
TRIALS = (
    Trial(("render", "doors.md", *SPEAKING, *EVERYTHING)),
    Trial(("render", "doors.md", *SPEAKING, "-o", "doors.flac", "--stems", "stems")),
    Trial(("render", "doors.md", *SPEAKING, "-o", "doors.opus", "--style", "drama")),
    Trial(("render", "doors.md", *SPEAKING, "--preset", "audiobook", "--with", "vtt", "--report", "report.json")),
    Trial(("render", "doors.md", "-o", "spoken.mp3")),
    Trial(("preview", "doors.md", "--scene", "2", *SPEAKING, "-o", "scene.wav")),
    Trial(("voices", *SPEAKING, "--audition", "Who goes there?", "marble", "flint", "-o", "voices.wav")),
    Trial(("sounds", "rain", "-o", "rain.wav")),
    Trial(("recast", "doors.md", "Ada", "coral")),
    Trial(("recast", "doors.md", "--undo"), EDITED),
    Trial(("cast", "doors.md", "--save", "--force"), EDITED),
    Trial(("pin", "doors.md", "4", "Bo")),
    Trial(("pin", "doors.md", "--undo"), EDITED),
    Trial(("pin", "doors.md", "--merge", "Ada", "Bo"), EDITED),
    Trial(("takes", "clean", "--yes"), (("render", "doors.md", *SPEAKING, "-o", "doors.mp3"),)),
)


class Place:
    """A folder with the story, a store and a temporary folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root, self.user = root, root / "user"
        for folder in (self.user, root / "tmp"):
            folder.mkdir(parents=True)
        (self.user / "doors.md").write_text(STORY, encoding="utf-8")

    def start(self, words: tuple[str, ...]) -> subprocess.Popen[bytes]:
        """Start the command line in the user's folder, in a session of its own."""
        environment = {**os.environ, "DRAMA_CACHE": str(self.root / "store"), "TMPDIR": str(self.root / "tmp")}
        return subprocess.Popen(
            [sys.executable, "-m", "drama", *words], cwd=self.user, env=environment, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, words: tuple[str, ...]) -> str:
        """Run a command to its end; return what it complained of, if it failed."""
        process = self.start(words)
        _, complaint = process.communicate(timeout=600)
        return "" if process.returncode == 0 else f"exit {process.returncode}: {complaint.decode(errors='replace')}"

    def files(self) -> dict[str, bytes]:
        """Return what is in the user's folder; counts of what was recorded just now are left out of cue sheets."""
        files = [path for path in sorted(self.user.rglob("*")) if path.is_file() and path.suffix != ".undo"]  # times
        found = {str(path.relative_to(self.user)): path.read_bytes() for path in files}
        if "cues.json" in found:
            sheet = json.loads(found["cues.json"])
            del sheet["recorded"], sheet["reused"]
            found["cues.json"] = json.dumps(sheet).encode()
        return found

    def left_over(self) -> list[str]:
        """Return what drama staged and did not remove."""
        staged = [str(path) for path in self.root.rglob("*") if path.name.endswith(".part")]
        return staged + [str(path) for path in (self.root / "tmp").iterdir()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--edits", type=int, default=200, help="half of them recasts, half pins")
    parser.add_argument("--at-once", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="of the commands only those in which this word stands")
    wanted = parser.parse_args()
    trials = [trial for trial in TRIALS if not wanted.only or wanted.only in trial.words]
    with tempfile.TemporaryDirectory(prefix="reliability-") as folder:
        lost = kill(Path(folder), trials, wanted.kills, random.Random(wanted.seed))
        lost += edit_at_once(Path(folder), wanted.edits, wanted.at_once)
    sys.exit(1 if lost else 0)


def kill(folder: Path, trials: Sequence[Trial], kills: int, rng: random.Random) -> int:
    """Kill each command in turn until ``kills`` have been killed; return how many came to something else."""
    took: dict[int, float] = {}
    right: dict[int, dict[str, bytes]] = {}
    for index, trial in enumerate(trials):
        place = Place(folder / f"right-{index}")
        for words in trial.before:
            place.run(words)
        began = time.monotonic()
        if complaint := place.run(trial.words):
            sys.exit(f"{' '.join(trial.words)} fails undisturbed: {complaint}")
        took[index], right[index] = time.monotonic() - began, place.files()
    done = attempts = 0
    while done < kills:
        index = attempts % len(trials)
        attempts += 1
        done += kill_once(folder / f"killed-{attempts}", trials[index], rng.uniform(0.02, took[index]), right[index])
    for trial in trials:
        print(f"{trial.killed:4} killed  {len(trial.faults):3} lost  {' '.join(trial.words)}", flush=True)
        for fault in trial.faults:
            print(f"      {fault}")
    lost = sum(len(trial.faults) for trial in trials)
    print(f"{done} kills in {attempts} runs, {lost} of them with a loss")
    return lost


def kill_once(folder: Path, trial: Trial, moment_s: float, right: dict[str, bytes]) -> int:
    """Kill a command after a time and run it again; note what is not as it should be; return 1 if it was killed."""
    place = Place(folder)
    for words in trial.before:
        place.run(words)
    process = place.start(trial.words)
    try:
        process.communicate(timeout=moment_s)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    else:
        shutil.rmtree(folder)
        return 0
    trial.killed += 1
    at = f"after {moment_s:.2f} s: "
    if {"--undo", "--merge"} & {*trial.words} and place.files() == right:
        shutil.rmtree(folder)  # killed when all was done: once more would undo one more, or find them merged
        return 1
    if complaint := place.run(trial.words):
        trial.faults.append(at + complaint)
    elif (came_to := place.files()) != right:
        unlike = [name for name in sorted({*came_to, *right}) if came_to.get(name) != right.get(name)]
        trial.faults.append(f"{at}not the same: {', '.join(unlike)}")
    if left := place.left_over():
        trial.faults.append(f"{at}left over: {', '.join(left)}")
    if is_alive(process.pid):
        trial.faults.append(f"{at}a process lives on")
    shutil.rmtree(folder)
    return 1


def is_alive(session: int) -> bool:
    """Return whether a process of a session still runs ten seconds later."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


def edit_at_once(folder: Path, edits: int, at_once: int) -> int:
    """Recast and pin, many at once, and take all of it back; return how many edits were lost."""
    lost = 0
    for kind in ("recast", "pin"):
        kept = undone = made = 0
        for turn in range(edits // 2 // at_once):
            place = Place(folder / f"{kind}-{turn}")
            words = [edit(kind, number, turn) for number in range(at_once)]
            with ThreadPoolExecutor(at_once) as pool:
                complaints = [complaint for complaint in pool.map(place.run, words) if complaint]
            made += at_once
            kept += kept_edits(place, kind, words)
            while not place.run((kind, "doors.md", "--undo")):
                undone += 1
            shutil.rmtree(place.root)
            for complaint in complaints:
                print(f"      {complaint}")
        print(f"{made} times {kind}, {at_once} at once: {kept} kept, {undone} undone", flush=True)
        lost += (made - kept) + abs(made - undone)
    return lost


def edit(kind: str, number: int, turn: int) -> tuple[str, ...]:
    """Return the words of one edit: somebody else's voice, or the speaker of another line."""
    if kind == "recast":
        return ("recast", "doors.md", NAMES[number % len(NAMES)], VOICES[(number + turn) % len(VOICES)])
    doors = len(NAMES) - 1
    line = (
        4 + 7 * number if number < doors else 6 + 7 * (number - doors)
    )  # a door is seven lines, its question the third
    return ("pin", "doors.md", str(line), NAMES[(number + turn + 5) % len(NAMES)])


def kept_edits(place: Place, kind: str, words: list[tuple[str, ...]]) -> int:
    """Return how many edits are in the file."""
    name, key = ("doors.voices.toml", "characters") if kind == "recast" else ("doors.script.toml", "line")
    held = tomllib.loads((place.user / name).read_text(encoding="utf-8"))[key]
    if kind == "recast":
        return sum(held.get(one[2], {}).get("voice") == one[3] for one in words)
    return len(held)


if __name__ == "__main__":
    main()
