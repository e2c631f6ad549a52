"""What short sounds are made of: things struck, scraped and blown at. Mono, float32 in the end, float64 on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from drama.model import FRAME_RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from drama.dsp.filters import Curve
    from drama.dsp.rng import Rng


def seconds(length: float) -> NDArray[np.float64]:
    """Return the time of each frame of a sound of some seconds."""
    return np.arange(round(length * FRAME_RATE)) / FRAME_RATE


def rung(
    time: NDArray[np.float64], modes: Sequence[tuple[float, float, float]], *, strike_s: float = 0.0005
) -> NDArray[np.float64]:
    """Return what is struck and rings: modes of frequency in hertz, level, and time in which each falls by 60 dB.

    The softer the stroke, the longer ``strike_s`` until it has been struck.
    """
    sound = np.zeros(len(time))
    for hz, level, decay_s in modes:
        sound += level * np.sin(2 * np.pi * hz * time) * 10 ** (-3 * time / decay_s)
    return np.asarray(sound * (1 - np.exp(-time / strike_s)))


def hissed(rng: Rng, time: NDArray[np.float64], curve: Curve) -> NDArray[np.float64]:
    """Return noise of a spectrum, of power 1."""
    size = 1 << (len(time) + 2_048).bit_length()
    spectrum = np.fft.rfft(rng.uniform(size, -1, 1)) * curve(np.fft.rfftfreq(size, 1 / FRAME_RATE))
    sound = np.fft.irfft(spectrum, size)[: len(time)]
    return np.asarray(sound / np.sqrt(np.mean(sound**2)))


def fallen(time: NDArray[np.float64], decay_s: float, *, rise_s: float = 0.001) -> NDArray[np.float64]:
    """Return a loudness that rises at once and falls by 60 dB in a time."""
    return np.asarray(10 ** (-3 * time / decay_s) * (1 - np.exp(-time / rise_s)))


def add(canvas: NDArray[np.float64], sound: NDArray[np.float64], at_s: float, *, pan: float = 0.0) -> None:
    """Add a mono sound to a canvas, shape (2, frames), at a time and a place between left (−1) and right (1).

    What goes beyond the canvas is not heard.
    """
    first = round(at_s * FRAME_RATE)
    some = min(len(sound), canvas.shape[1] - first)
    angle = np.pi / 4 * (1 + pan)
    canvas[0, first : first + some] += np.cos(angle) * sound[:some]
    canvas[1, first : first + some] += np.sin(angle) * sound[:some]


def canvas(length: float) -> NDArray[np.float64]:
    """Return silence of some seconds, shape (2, frames)."""
    return np.zeros((2, round(length * FRAME_RATE)))
