"""What can be measured of speech: how periodic it is, its pitch and melody, how bright it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]

_WINDOW_S = 0.046
_VOICED = 0.6
_OCTAVE_COST = 0.06
"""Of two periods that fit alike, the shorter is meant."""


def windows(samples: Samples, rate: int, *, loud_in: Samples | None = None) -> list[Samples]:
    """Return the loud half of a clip in windows of 46 ms; ``loud_in``, as long as it, says what is loud."""
    size = round(_WINDOW_S * rate)
    told = samples if loud_in is None else loud_in
    level = np.sqrt((told**2).mean())
    starts = range(0, len(samples) - size, size // 2)
    return [samples[at : at + size] for at in starts if np.sqrt((told[at : at + size] ** 2).mean()) > 0.7 * level]


def periodicity(
    samples: Samples, rate: int, *, loud_in: Samples | None = None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how periodic each loud window is, 0 to 1, and its pitch in Hz.

    Autocorrelation over that of the window itself: P. Boersma, Proc. Inst. Phonetic Sciences 17, 1993.
    """
    strengths, pitches = [], []
    for part in windows(samples, rate, loud_in=loud_in):
        shape = np.hanning(len(part))
        own = np.fft.irfft(np.abs(np.fft.rfft(shape, 4 * len(part))) ** 2)
        found = np.fft.irfft(np.abs(np.fft.rfft((part - part.mean()) * shape, 4 * len(part))) ** 2)
        lags = np.arange(rate // 400, rate // 70)
        likeness = found[lags] / found[0] * own[0] / own[lags]
        best = min(max(int(np.argmax(likeness - _OCTAVE_COST * np.log2(lags))), 1), len(lags) - 2)
        below, peak, above = likeness[best - 1 : best + 2]
        strengths.append(peak)
        pitches.append(rate / (lags[best] + 0.5 * (below - above) / min(below - 2 * peak + above, -1e-9)))
    return np.array(strengths), np.array(pitches)


def pitch_hz(samples: Samples, rate: int) -> float:
    """Return the median pitch of what is voiced."""
    strengths, pitches = periodicity(samples, rate)
    return float(np.median(pitches[strengths > _VOICED]))


def melody_semitones(samples: Samples, rate: int) -> float:
    """Return how far the pitch goes: from its tenth to its ninetieth percentile."""
    strengths, pitches = periodicity(samples, rate)
    low, high = np.quantile(pitches[strengths > _VOICED], (0.1, 0.9))
    return float(12 * np.log2(high / low))


def brightness_db(samples: Samples, rate: int) -> float:
    """Return the level of 2 to 5 kHz against that of 100 Hz to 1 kHz."""
    power = np.abs(np.fft.rfft(samples)) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / rate)
    high, low = (power[(hertz > a) & (hertz < b)].sum() for a, b in ((2_000, 5_000), (100, 1_000)))
    return float(10 * np.log10(high / low))


def above(hertz: float, samples: Samples, rate: int) -> Samples:
    """Return what is higher than a frequency."""
    spectrum = np.fft.rfft(samples)
    spectrum[np.fft.rfftfreq(len(samples), 1 / rate) < hertz] = 0
    return np.fft.irfft(spectrum, len(samples))


def level_db(samples: Samples) -> float:
    """Return the level of a clip in dBFS."""
    return float(10 * np.log10((samples**2).mean() + 1e-12))
