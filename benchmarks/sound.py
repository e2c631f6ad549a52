"""How a story sounds in each style, measured on the finished files by meters that are not the mix's own.

    python benchmarks/sound.py STORY... [--styles reading drama radio] [--json FILE]

For each story and style: integrated loudness (pyloudnorm) and true peak (four times oversampled by soxr) of the
episode, the spread of characters in plain speech, speech above its bed while somebody speaks (stems), intelligibility
(STOI of the mix against the dry speech, pystoi), the mono fold-down, the sum of the stems against the episode, captions
against the cue sheet, and the cost of a cold render and of mixing alone against the ``reading`` style, turn by turn.

Needs pyloudnorm and pystoi.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyloudnorm
import soundfile
import soxr
from pystoi import stoi

RATE = 44_100


def main() -> None:
    """Measure and print a table a story."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("stories", type=Path, nargs="+")
    parser.add_argument("--styles", nargs="+", default=["reading", "drama", "radio"])
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    found = {}
    for story in options.stories:
        found[story.stem] = figures = {style: measured(story, style) for style in options.styles}
        print(f"\n{story.stem}")
        for name in figures[options.styles[0]]:
            print(f"  {name:32}" + "".join(f"{_shown(figures[style][name]):>12}" for style in options.styles))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1))


def measured(story: Path, style: str) -> dict[str, float]:
    """Return the figures of one story in one style."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        story = with_dry_style(story, style, folder)
        episode, cache = folder / "episode.wav", folder / "cache"
        cold, _ = timed(story, style, episode, cache)
        shutil.rmtree(cache / "chunks", ignore_errors=True)
        mixing, memory = timed(story, style, episode, cache)
        timed(story, style, episode, cache, "--cues", str(folder / "cues.json"), "--stems", str(folder / "stems"),
              "--with", "vtt")  # fmt: skip
        timed(story, "dry", folder / "dry.wav", cache, "--stems", str(folder / "dry"),
              "--cues", str(folder / "dry.json"))  # fmt: skip
        sheet = json.loads((folder / "cues.json").read_text())
        sound, _ = soundfile.read(episode, dtype="float32")
        stems = {path.stem: path for path in (folder / "stems").glob("*.wav")}
        return {
            "length, s": len(sound) / RATE,
            "loudness, LUFS": loudness(sound),
            "true peak, dBTP": true_peak(sound),
            "characters apart, LU": spread(sound, sheet),
            "speech above bed, LU (worst 5 %)": above_bed(stems, sheet),
            "STOI against dry speech": intelligibility(sound, sheet, folder),
            "mono fold-down, dB": mono_loss(sound),
            "left-right correlation": float(np.corrcoef(sound[:, 0], sound[:, 1])[0, 1]),
            "stems against episode, dB": stems_off(sound, stems),
            "captions off by at most, ms": captions_off(folder / "episode.vtt", sheet),
            "cold render, s": cold,
            "mixing alone, s": mixing,
            "memory of the main process, MB": memory,
        }


def with_dry_style(story: Path, style: str, folder: Path) -> Path:
    """Return a copy of a story whose cast file also knows the same style without rooms, voice_effects and beds."""
    own = story.with_name(f"{story.stem}.voices.toml")
    said = own.read_text(encoding="utf-8") if own.exists() else ""
    dry = f'\n[styles.dry]\nbase = "{style}"\nrooms = 0\ntreatments = false\nwidth = 0\nbeds = false\n'
    (folder / f"story{story.suffix}").write_bytes(story.read_bytes())
    (folder / "story.voices.toml").write_text(said + dry, encoding="utf-8")
    return folder / f"story{story.suffix}"


def timed(story: Path, style: str, episode: Path, cache: Path, *more: str) -> tuple[float, float]:
    """Render; return wall seconds and the peak memory of the process in MB."""
    began = time.monotonic()
    command = [
        sys.executable,
        "-m",
        "drama",
        "render",
        str(story),
        "-o",
        str(episode),
        "--style",
        style,
        "--cover",
        "none",
        *more,
    ]
    watched = [sys.executable, "-c", _WATCH, *command]
    done = subprocess.run(watched, env={**os.environ, "DRAMA_CACHE": str(cache)}, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise SystemExit(f"{command} failed")
    return time.monotonic() - began, int(done.stdout) / 1024


_WATCH = """
import os, subprocess, sys
_, status, usage = os.wait4(subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL).pid, 0)
print(usage.ru_maxrss)
sys.exit(status != 0)
"""
"""Runs a command from a process of its own: a child counts the memory of the one it was forked from as its own."""


def loudness(sound: np.ndarray) -> float:
    """Return the integrated loudness in LUFS."""
    return float(pyloudnorm.Meter(RATE).integrated_loudness(sound))


def true_peak(sound: np.ndarray) -> float:
    """Return the true peak in dBTP, looked for at four times the rate, in blocks that overlap."""
    peak = max(float(np.max(np.abs(soxr.resample(sound[at : at + 11 * RATE], RATE, 4 * RATE))))
               for at in range(0, len(sound), 10 * RATE))  # fmt: skip
    return 20 * np.log10(peak)


def spread(sound: np.ndarray, sheet: dict[str, Any]) -> float:
    """Return how far apart the loudest and the softest speaker are, of those with 8 s of plain speech at least."""
    levels = {}
    for speaker in {cue["speaker"] for cue in sheet["cues"]}:
        own = [cue for cue in sheet["cues"] if cue["speaker"] == speaker and is_plain(cue)]
        frames = [sound[cue["start_frame"] : cue["start_frame"] + cue["frames"]] for cue in own]
        if sum(map(len, frames)) > 8 * RATE:
            levels[speaker] = loudness(np.concatenate(frames))
    return max(levels.values()) - min(levels.values()) if levels else 0.0


def is_plain(cue: dict[str, Any]) -> bool:
    """Return whether a cue is just said, by somebody who is there."""
    return cue["manner"] == "plain" and cue["channel"] == "direct" and cue["kind"] != "thought"


def above_bed(stems: dict[str, Path], sheet: dict[str, Any]) -> float:
    """Return how far speech is above music and effects while somebody speaks; of all cues the 5th percentile."""
    speech, _ = soundfile.read(stems["dialogue"], dtype="float32")
    others, _ = soundfile.read(stems["music-and-effects"], dtype="float32")
    meter = pyloudnorm.Meter(RATE)
    distances = []
    for cue in sheet["cues"]:
        at = slice(cue["start_frame"], cue["start_frame"] + cue["frames"])
        if cue["frames"] > 0.5 * RATE and np.any(others[at]):
            distances.append(meter.integrated_loudness(speech[at]) - meter.integrated_loudness(others[at]))
    return float(np.percentile(distances, 5)) if distances else float("inf")


def intelligibility(sound: np.ndarray, sheet: dict[str, Any], folder: Path) -> float:
    """Return the STOI of the mix against the dry speech, both in mono, while somebody speaks; the mean over minutes."""
    sheets = sheet, json.loads((folder / "dry.json").read_text())
    sounds = sound, soundfile.read(folder / "dry" / "dialogue.wav", dtype="float32")[0]
    heard, clean = (
        np.concatenate([one[cue["start_frame"] : cue["start_frame"] + cue["frames"]].mean(axis=1) for cue in cues])
        for one, cues in zip(sounds, (own["cues"] for own in sheets), strict=True)
    )
    found = [stoi(clean[at : at + 60 * RATE], heard[at : at + 60 * RATE], RATE)
             for at in range(0, max(1, len(clean) - 30 * RATE), 60 * RATE)]  # fmt: skip
    return float(statistics.mean(found))


def mono_loss(sound: np.ndarray) -> float:
    """Return the level of the mono fold-down against that of a mix whose channels are alike, in dB."""
    return float(10 * np.log10(np.mean(sound.mean(axis=1) ** 2) / np.mean(sound**2)))


def stems_off(sound: np.ndarray, stems: dict[str, Path]) -> float:
    """Return what the stems' sum leaves of the episode, in dB against it, where the limiter did nothing."""
    total = sum(soundfile.read(path, dtype="float32")[0] for name, path in stems.items() if name != "dialogue")
    rest = np.abs(total - sound).max(axis=1)
    calm = np.convolve(np.abs(sound).max(axis=1) > 0.5, np.ones(4096), "same") < 0.5  # far from any limiting
    return float(10 * np.log10(np.mean(rest[calm] ** 2) / np.mean(sound[calm] ** 2) + 1e-12))


def captions_off(path: Path, sheet: dict[str, Any]) -> float:
    """Return how far any caption's first or last moment is from the nearest cue's, in ms; inner cuts do not count."""
    edges = sorted({edge for cue in sheet["cues"] for edge in (cue["start_frame"], cue["start_frame"] + cue["frames"])})
    ms = np.array(edges) * 1000 / RATE
    worst = 0.0
    text = path.read_text(encoding="utf-8")
    for block in re.split(r"\n\n+", text):
        if match := re.search(r"(\d+):(\d+):(\d+)\.(\d+) --> ", block):
            at = ((int(match[1]) * 60 + int(match[2])) * 60 + int(match[3])) * 1000 + int(match[4])
            off = float(np.min(np.abs(ms - at)))
            worst = max(worst, off) if off < 2 else worst
    return worst


def _shown(value: float) -> str:
    return f"{value:.2f}"


if __name__ == "__main__":
    main()
