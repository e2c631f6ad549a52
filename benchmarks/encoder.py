"""What writing an MP3 costs, as ratios measured side by side in one call.

    python benchmarks/encoder.py [--minutes 8] [--runs 3] [--jobs N] [SOUND.wav]

Our writer on all cores against one single-threaded lameenc encoding of the same PCM in one piece, same bit rate,
channels and quality, turn by turn, the median of the runs; then our writer again with every part in the cache, and with
one part of them changed. With --qualities, the single-threaded time of LAME's qualities 3, 5 and 7 against each other.

Without a file the sound is a made-up voice with pauses. Files are written to a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import lameenc
import numpy as np
import soundfile
from numpy.typing import NDArray

from drama.encoders import Part, Tags, write_episode
from drama.encoders.mp3 import QUALITY
from drama.model import FRAME_RATE, MixSettings
from drama.model.grid import GRID_FRAMES

Pcm = NDArray[np.int16]
PART_FRAMES = 1150 * GRID_FRAMES
"""30 s, and a little: about what a scene's chunks are."""
PAUSE_FRAMES = 4410


class Shelf(dict[str, bytes]):
    """A cache in memory, so that the disk is not what is measured."""

    def put(self, key: str, data: bytes) -> None:
        """Keep a blob."""
        self[key] = data


def voice(minutes: float) -> Pcm:
    """Return a made-up voice: harmonics that glide, syllables, breath, and a pause of 0.1 s at the end of each part."""
    frames = int(minutes * 60 * FRAME_RATE)
    rng = np.random.default_rng(5)
    sound = np.empty((frames, 2), np.int16)
    for start in range(0, frames, PART_FRAMES):
        t = np.arange(start, min(start + PART_FRAMES, frames)) / FRAME_RATE
        pitch = 2 * np.pi * (130 * t + 12 * np.sin(2 * np.pi * 0.6 * t))
        buzz = sum(np.sin(k * pitch) / k for k in range(1, 30))
        syllables = 0.2 + 0.8 * np.abs(np.sin(2 * np.pi * 1.9 * t))
        mono = 3000 * syllables * buzz + rng.normal(0, 60, len(t))
        mono[-PAUSE_FRAMES:] = 0
        sound[start : start + len(t)] = np.stack([mono, 0.8 * mono], axis=1)
    return sound


def read(path: Path) -> Pcm:
    """Return a 44.1 kHz file as stereo, silenced for 0.1 s at the end of each part."""
    sound, frame_rate = soundfile.read(path, dtype="int16", always_2d=True)
    if frame_rate != FRAME_RATE:
        raise SystemExit(f"{path}: {frame_rate} Hz; this benchmark takes {FRAME_RATE}")
    sound = np.repeat(sound, 2, axis=1) if sound.shape[1] == 1 else sound[:, :2].copy()
    for end in range(PART_FRAMES, len(sound), PART_FRAMES):
        sound[end - PAUSE_FRAMES : end] = 0
    return sound


def encode_in_one(sound: Pcm, path: Path, *, quality: int = QUALITY) -> None:
    """Encode in one piece on one core: nothing but lameenc."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(FRAME_RATE)
    encoder.set_channels(2)
    encoder.set_bit_rate(MixSettings().bit_rate_kbps)
    encoder.set_quality(quality)
    with path.open("wb") as file:
        for start in range(0, len(sound), 10 * FRAME_RATE):
            file.write(encoder.encode(sound[start : start + 10 * FRAME_RATE].tobytes()))
        file.write(encoder.flush())


def parts_of(sound: Pcm) -> list[Part]:
    """Cut a sound into parts."""
    starts = range(0, len(sound), PART_FRAMES)
    pieces = [sound[start : start + PART_FRAMES] for start in starts]
    return [Part(str(n), len(piece), lambda piece=piece: piece) for n, piece in enumerate(pieces)]


def seconds(work: Callable[[], None]) -> tuple[float, float]:
    """Return how long something takes: on the wall, and of all cores together."""
    wall, cores = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cores


def median(times: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the middle of the runs, wall and cores each."""
    wall, cores = zip(*times, strict=True)
    return statistics.median(wall), statistics.median(cores)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sound", nargs="?", type=Path)
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--qualities", action="store_true")
    given = parser.parse_args()
    sound = read(given.sound) if given.sound else voice(given.minutes)
    parts = parts_of(sound)
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{len(sound) / FRAME_RATE / 60:.1f} min, {len(parts)} parts, 128 kbit/s stereo, quality {QUALITY}")
    with tempfile.TemporaryDirectory() as folder:
        if given.qualities:
            compare_qualities(sound, Path(folder) / "a.mp3", runs=given.runs)
        else:
            compare_writers(sound, parts, Path(folder) / "a.mp3", jobs=given.jobs, runs=given.runs)


def compare_writers(sound: Pcm, parts: list[Part], path: Path, *, jobs: int, runs: int) -> None:
    def write(parts: list[Part], cache: Shelf) -> None:
        write_episode(path, parts, Tags(), settings=MixSettings(), cache=cache, jobs=jobs)

    cold, cached, changed, plain = [], [], [], []
    for _ in range(runs):
        shelf = Shelf()
        plain.append(seconds(lambda: encode_in_one(sound, path)))
        cold.append(seconds(lambda shelf=shelf: write(parts, shelf)))
        cached.append(seconds(lambda shelf=shelf: write(parts, shelf)))
        middle = len(parts) // 2
        new = Part("new", parts[middle].frames, parts[middle].render)
        edited = [*parts[:middle], new, *parts[middle + 1 :]]
        changed.append(seconds(lambda shelf=shelf, edited=edited: write(edited, shelf)))
    print_table(
        {
            "one piece, one thread": plain,
            f"in parts, {jobs} threads": cold,
            "nothing changed": cached,
            f"1 of {len(parts)} parts changed": changed,
        }
    )


def compare_qualities(sound: Pcm, path: Path, *, runs: int) -> None:
    times: dict[int, list[tuple[float, float]]] = {5: [], 3: [], 7: []}
    for _ in range(runs):
        for quality, measured in times.items():
            measured.append(seconds(lambda quality=quality: encode_in_one(sound, path, quality=quality)))
    print_table({f"quality {quality}": measured for quality, measured in times.items()})


def print_table(times: dict[str, list[tuple[float, float]]]) -> None:
    """Print seconds and ratios to the first row; the cores' time is steadier on a busy machine."""
    base = median(next(iter(times.values())))
    print(f"{'':<28} {'wall':>8} {'ratio':>6} {'cores':>8} {'ratio':>6}")
    for name, measured in times.items():
        wall, cores = median(measured)
        print(f"{name:<28} {wall:6.2f} s {wall / base[0]:6.2f} {cores:6.2f} s {cores / base[1]:6.2f}")


if __name__ == "__main__":
    main()
