"""Folders of sounds for these tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile


def sweep(seconds: float, frame_rate: int = 44_100, *, hz: float = 440.0, level: float = 0.3) -> np.ndarray:
    """Return a tone of some length, mono."""
    time = np.arange(round(seconds * frame_rate)) / frame_rate
    return level * np.sin(2 * np.pi * hz * time)


def put(folder: Path, name: str, samples: np.ndarray | None = None, frame_rate: int = 44_100, **options: str) -> Path:
    """Write a sound file and return where it is."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, sweep(0.5) if samples is None else samples, frame_rate, **options)
    return path
