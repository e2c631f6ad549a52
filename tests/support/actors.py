"""What people might hand in for a table read: recordings with the faults of microphones, rooms and habits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

Samples = NDArray[np.float64]

RATE = 48_000


def talk(seed: int, seconds: float = 2.0, *, rate: int = RATE, peak: float = 0.5) -> Samples:
    """Return something like speech on one channel: a buzz in syllables, every seed another voice and melody."""
    rng = np.random.default_rng(seed)
    count = round(seconds * rate)
    time = np.arange(count) / rate
    pitch = rng.uniform(95, 210)
    glide = np.cumsum(pitch * (1 + 0.1 * np.sin(2 * np.pi * rng.uniform(0.5, 2) * time))) / rate
    buzz = sum(np.sin(2 * np.pi * k * glide) / k**0.7 for k in range(1, 20))
    syllables = np.repeat(rng.uniform(0.25, 1.0, count // (rate // 6) + 1), rate // 6)[:count]
    shape = np.convolve(syllables, np.hanning(rate // 40), mode="same")
    sound = np.asarray(buzz * shape)
    return sound * (peak / np.abs(sound).max())


def in_a_room(
    sound: Samples,
    *,
    before_s: float = 0.7,
    after_s: float = 1.1,
    noise_dbfs: float = -80.0,
    offset: float = 0.0,
    rate: int = RATE,
    seed: int = 1,
) -> Samples:
    """Return a recording of a sound: with the quiet of a room around it, and a constant offset."""
    whole = np.concatenate((np.zeros(round(before_s * rate)), sound, np.zeros(round(after_s * rate))))
    noise = np.random.default_rng(seed).normal(0, 10 ** (noise_dbfs / 20), len(whole))
    return whole + noise + offset


def save(path: Path, *channels: Samples, rate: int = RATE, subtype: str | None = "PCM_24") -> Path:
    """Write channels as a sound file of the kind its suffix names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = "OGG" if path.suffix == ".opus" else None
    soundfile.write(path, np.stack(channels, axis=1), rate, subtype=subtype, format=kind)
    return path


def likeness(one: Samples, other: Samples) -> float:
    """Return the highest correlation of two sounds over all delays, 0 to 1; whatever their levels."""
    size = 1 << (len(one) + len(other) - 1).bit_length()
    product = np.fft.irfft(np.fft.rfft(one, size) * np.conj(np.fft.rfft(other, size)), size)
    return float(np.abs(product).max() / np.sqrt((one**2).sum() * (other**2).sum()))


def resampled(sound: Samples, rate: int, to: int) -> Samples:
    """Return a sound at another rate."""
    return np.asarray(soxr.resample(sound, rate, to))
