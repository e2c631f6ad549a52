"""Building blocks of short sounds: impacts by modal synthesis, shaped noise, decays. Mono, float64."""

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
    """Return the time of each frame of a sound ``length`` seconds long."""
    return np.arange(round(length * FRAME_RATE)) / FRAME_RATE


def modal(
    time: NDArray[np.float64], modes: Sequence[tuple[float, float, float]], *, strike_s: float = 0.0005
) -> NDArray[np.float64]:
    """Return an impact by modal synthesis: a sum of decaying sines, each given as frequency in hertz, level, RT60.

    ``strike_s`` is the time constant of the attack: longer for a softer mallet.
    """
    sound = np.zeros(len(time))
    for hz, level, decay_s in modes:
        sound += level * np.sin(2 * np.pi * hz * time) * 10 ** (-3 * time / decay_s)
    return np.asarray(sound * (1 - np.exp(-time / strike_s)))


def shaped_noise(rng: Rng, time: NDArray[np.float64], curve: Curve) -> NDArray[np.float64]:
    """Return noise with a given magnitude response, normalized to power 1."""
    size = 1 << (len(time) + 2_048).bit_length()
    spectrum = np.fft.rfft(rng.uniform(size, -1, 1)) * curve(np.fft.rfftfreq(size, 1 / FRAME_RATE))
    sound = np.fft.irfft(spectrum, size)[: len(time)]
    return np.asarray(sound / np.sqrt(np.mean(sound**2)))


def decay(time: NDArray[np.float64], decay_s: float, *, rise_s: float = 0.001) -> NDArray[np.float64]:
    """Return an envelope with a fast attack that decays by 60 dB in ``decay_s``."""
    return np.asarray(10 ** (-3 * time / decay_s) * (1 - np.exp(-time / rise_s)))


def add(canvas: NDArray[np.float64], sound: NDArray[np.float64], at_s: float, *, pan: float = 0.0) -> None:
    """Add a mono sound to a canvas, shape (2, frames), at a time, panned from left (−1) to right (1).

    The part beyond the end of the canvas is cut off.
    """
    first = round(at_s * FRAME_RATE)
    frames = min(len(sound), canvas.shape[1] - first)
    angle = np.pi / 4 * (1 + pan)
    canvas[0, first : first + frames] += np.cos(angle) * sound[:frames]
    canvas[1, first : first + frames] += np.sin(angle) * sound[:frames]


def canvas(length: float) -> NDArray[np.float64]:
    """Return ``length`` seconds of silence, shape (2, frames), to add sounds to."""
    return np.zeros((2, round(length * FRAME_RATE)))
