"""Sounds the writers' tests put in, and the decoders they get them back with."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import soundfile
from numpy.typing import NDArray

from drama.encoders import Part, Tags, write_episode
from drama.model import MixSettings
from drama.model.grid import GRID_FRAMES, LEAD_IN_FRAMES, LEAD_OUT_FRAMES, QUIET_FRAMES

Pcm = NDArray[np.int16]

RATE = 44_100
PAUSE = QUIET_FRAMES


def sweep(frames: int, *, channels: int = 2, first_hz: float = 80, last_hz: float = 12_000) -> Pcm:
    t = np.arange(frames) / RATE
    phase = 2 * np.pi * (first_hz * t + (last_hz - first_hz) * t * t / (2 * frames / RATE))
    sides = [12_000 * np.sin(phase), 9_000 * np.sin(phase + 1)][:channels]
    return np.stack(sides, axis=1).astype(np.int16)


def pausing(sound: Pcm, cuts: Sequence[int]) -> Pcm:
    """The sound with 60 ms of silence before every cut, faded out and in."""
    gain = np.ones(len(sound))
    fade = np.linspace(1, 0, 441)
    for cut in cuts:
        gain[cut - PAUSE - 441 : cut - PAUSE] = fade
        gain[cut - PAUSE : cut] = 0
        gain[cut : cut + 441] = fade[::-1]
    return (sound * gain[:, None]).astype(np.int16)


def in_parts(sound: Pcm, cuts: Sequence[int] = (), *, goes_on: bool = False) -> list[Part]:
    """The sound cut into parts; with leads where it goes on across the cuts."""

    def part(start: int, end: int) -> Part:
        lead_in = (lambda: sound[max(0, start - LEAD_IN_FRAMES) : start]) if goes_on and start else None
        lead_out = (lambda: sound[end : end + LEAD_OUT_FRAMES]) if goes_on and end < len(sound) else None
        return Part(f"{start}-{end}", end - start, lambda: sound[start:end], lead_in, lead_out)

    return [part(start, end) for start, end in pairwise((0, *cuts, len(sound)))]


def blocks(*counts: int) -> list[int]:
    """Cuts at some numbers of MP3 blocks."""
    return [count * GRID_FRAMES for count in counts]


def write(path: Path, parts: Sequence[Part], tags: Tags = Tags(), **given: Any) -> Path:  # noqa: B008
    settings = given.pop("settings", MixSettings())
    write_episode(path, parts, tags, settings=settings, **({"cache": None, "jobs": 2} | given))
    return path


def by_libsndfile(path: Path) -> Pcm:
    """Decoded by libsndfile, which has mpg123 in it."""
    samples: Pcm = soundfile.read(path, dtype="int16", always_2d=True)[0]
    return samples


def by_ffmpeg(path: Path) -> Pcm:
    """Decoded by FFmpeg."""
    with av.open(str(path)) as container:
        pieces = [frame.to_ndarray() for frame in container.decode(container.streams.audio[0])]
    return np.clip(np.rint(np.concatenate(pieces, axis=1).T * 32768), -32768, 32767).astype(np.int16)


class Shelf:
    """A cache in memory."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        return self.blobs.get(key)

    def put(self, key: str, data: bytes) -> None:
        self.blobs[key] = data
