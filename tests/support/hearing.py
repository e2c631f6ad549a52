"""What the tests use for ears: decoded sound, pitch, silence and loudness, measured by code that is not drama's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyloudnorm
import soundfile
from numpy.typing import NDArray

Sound = NDArray[np.float64]


def decode(path: Path) -> tuple[Sound, int]:
    """Return the samples of a sound file, shape (frames, channels), full scale 1.0, and its frame rate."""
    samples, frame_rate = soundfile.read(path, always_2d=True)
    return samples, frame_rate


def pitch_hz(samples: Sound, frame_rate: int) -> float:
    """Return the strongest frequency of a clip, interpolated between the bins of a long window."""
    mono = samples.mean(axis=1) if samples.ndim == 2 else samples
    size = 1 << (max(len(mono), 1 << 16) - 1).bit_length()
    spectrum = np.abs(np.fft.rfft(mono * np.hanning(len(mono)), size))
    return float(np.argmax(spectrum) * frame_rate / size)


def is_silent(samples: Sound, *, below_dbfs: float = -66.0) -> bool:
    """Tell whether nothing in a clip is louder than a level."""
    return len(samples) == 0 or float(np.max(np.abs(samples))) < 10 ** (below_dbfs / 20)


def integrated_lufs(samples: Sound, frame_rate: int) -> float:
    """Return the loudness by pyloudnorm, an implementation of ITU-R BS.1770-4 that is not ours."""
    return float(pyloudnorm.Meter(frame_rate).integrated_loudness(samples))
