"""What a voice sounds like, in figures: pitch, timbre, level, clearness. numpy only.

Used by ``measure_voices.py``. ``docs/voices.md`` says in words what is measured and why.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WINDOW_S = 0.0464
"""Long enough for two periods of the lowest pitch looked for."""
HOP_S = 0.010
LOWEST_HZ, HIGHEST_HZ = 55.0, 500.0
VOICED = 0.60
"""Normalised autocorrelation above which a frame counts as voiced."""
MEL_BANDS = 26
CEPSTRA = 12
MEL_LOW_HZ, MEL_HIGH_HZ = 80.0, 8_000.0
SPEECH_RANGE_DB = 30.0
"""Frames this much below the loudest are pauses."""

AUDIBLE_RANGE_DB = 50.0
"""Bands this much below the loudest of the utterance count as silent: what nobody hears makes no difference."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The figures of one utterance."""

    duration_s: float
    level_dbfs: float
    """RMS over the frames with speech."""
    peak: float
    clipped: float
    """Share of the samples at full scale."""
    pitch_hz: Floats
    """One value for each voiced frame."""
    voiced: float
    """Share of the speech frames that are voiced."""
    harmonicity_db: float
    """Median over the voiced frames of harmonic over noise energy (Boersma 1993, from the autocorrelation peak)."""
    centroid_hz: float
    tilt_db_per_octave: float
    cepstra: Floats
    """Mel cepstra of every frame with speech, shape (frames, CEPSTRA); the level (c0) is left out."""


def measure(samples: NDArray[np.int16], frame_rate: int) -> Spoken:
    """Return the figures of one utterance, PCM int16 mono."""
    sound = samples.astype(np.float64) / 32768.0
    frames = _frames(sound, frame_rate)
    power = (frames**2).mean(axis=1)
    is_speech = 10 * np.log10(power + 1e-12) > 10 * np.log10(power.max() + 1e-12) - SPEECH_RANGE_DB
    frames, power = frames[is_speech], power[is_speech]
    heard = np.flatnonzero(np.abs(sound) > 0.01)
    periods, strength = _pitch(frames, frame_rate)
    is_voiced = strength > VOICED
    spectrum = np.abs(np.fft.rfft(frames * np.hanning(frames.shape[1]), n=2048)) ** 2
    hertz = np.fft.rfftfreq(2048, 1 / frame_rate)
    mean = spectrum.mean(axis=0)
    in_band = (hertz >= MEL_LOW_HZ) & (hertz <= MEL_HIGH_HZ)
    bands = 10 * np.log10(spectrum @ _mel(frame_rate).T + 1e-9)
    bands = np.maximum(bands, bands.max() - AUDIBLE_RANGE_DB)
    clear = np.clip(strength[is_voiced], 1e-3, 1 - 1e-3)
    return Spoken(
        duration_s=float(heard[-1] - heard[0]) / frame_rate if len(heard) else 0.0,
        level_dbfs=float(10 * np.log10(power.mean() + 1e-12)),
        peak=float(np.abs(sound).max()),
        clipped=float((np.abs(samples.astype(np.int32)) >= 32_700).mean()),
        pitch_hz=frame_rate / periods[is_voiced],
        voiced=float(is_voiced.mean()),
        harmonicity_db=float(np.median(10 * np.log10(clear / (1 - clear)))) if len(clear) else 0.0,
        centroid_hz=float((hertz * mean)[in_band].sum() / mean[in_band].sum()),
        tilt_db_per_octave=_tilt(hertz, mean),
        cepstra=bands @ _cosines().T,
    )


def aligned_correlation(one: Floats, other: Floats) -> float:
    """Return how alike two utterances of the same words move through the cepstra, −1 to 1.

    Both are freed of their own mean and spread (so timbre does not count), aligned in time by dynamic warping, and
    correlated coefficient by coefficient. A proxy of intelligibility: the sequence of sounds is the same as in a voice
    known to be understood.
    """
    a, b = (_standard(x[::2, :8]) for x in (one, other))
    path = _warp(a, b)
    left, right = a[[i for i, _ in path]], b[[j for _, j in path]]
    return float(np.mean([np.corrcoef(left[:, k], right[:, k])[0, 1] for k in range(a.shape[1])]))


def _frames(sound: Floats, frame_rate: int) -> Floats:
    width, hop = int(WINDOW_S * frame_rate), int(HOP_S * frame_rate)
    sound = np.concatenate([sound, np.zeros(width)])
    return np.lib.stride_tricks.sliding_window_view(sound, width)[::hop]


def _pitch(frames: Floats, frame_rate: int) -> tuple[Floats, Floats]:
    """Return each frame's period in samples and how periodic it is (0 to 1)."""
    window = np.hanning(frames.shape[1])
    size = 4096
    centred = (frames - frames.mean(axis=1, keepdims=True)) * window
    raw = np.fft.irfft(np.abs(np.fft.rfft(centred, n=size)) ** 2)
    own = np.fft.irfft(np.abs(np.fft.rfft(window, n=size)) ** 2)
    # Dividing by the window's own autocorrelation takes its taper out (Boersma 1993).
    shortest, longest = int(frame_rate / HIGHEST_HZ), int(frame_rate / LOWEST_HZ)
    lags = np.arange(shortest, longest + 1)
    strength = (raw[:, lags] / (raw[:, :1] + 1e-12)) / (own[lags] / own[0])
    # Longer lags are as good in a periodic sound: a small price on length keeps to the true period.
    cost = strength - 0.01 * np.log2(lags / shortest)
    best = cost.argmax(axis=1)
    rows = np.arange(len(best))
    return _refined(cost, best, shortest), np.clip(strength[rows, best], 0, 1)


def _refined(values: Floats, best: NDArray[np.intp], first: int) -> Floats:
    """Return lags refined by a parabola through the peak and its neighbours."""
    rows = np.arange(len(best))
    inner = np.clip(best, 1, values.shape[1] - 2)
    left, middle, right = (values[rows, inner + step] for step in (-1, 0, 1))
    bend = left - 2 * middle + right
    shift = np.where(np.abs(bend) > 1e-9, 0.5 * (left - right) / np.where(bend == 0, 1, bend), 0.0)
    return first + inner + np.clip(shift, -1, 1)


def _mel(frame_rate: int) -> Floats:
    """Return triangular mel bands (O'Shaughnessy's mel), shape (MEL_BANDS, 1025)."""
    top, bottom = (2595 * np.log10(1 + hz / 700) for hz in (MEL_HIGH_HZ, MEL_LOW_HZ))
    edges = 700 * (10 ** (np.linspace(bottom, top, MEL_BANDS + 2) / 2595) - 1)
    hertz = np.fft.rfftfreq(2048, 1 / frame_rate)
    rising = (hertz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - hertz) / (edges[2:] - edges[1:-1])[:, None]
    return np.clip(np.minimum(rising, falling), 0, None)


def _cosines() -> Floats:
    """Return the rows c1 … c12 of an orthonormal DCT-II over the mel bands: distances keep their decibels."""
    k = np.arange(1, CEPSTRA + 1)[:, None]
    return np.sqrt(2 / MEL_BANDS) * np.cos(np.pi * k * (np.arange(MEL_BANDS) + 0.5) / MEL_BANDS)


def _tilt(hertz: Floats, mean: Floats) -> float:
    in_band = (hertz >= 200) & (hertz <= 6000)
    return float(np.polyfit(np.log2(hertz[in_band]), 10 * np.log10(mean[in_band] + 1e-12), 1)[0])


def _standard(values: Floats) -> Floats:
    return (values - values.mean(axis=0)) / (values.std(axis=0) + 1e-9)


def _warp(a: Floats, b: Floats) -> list[tuple[int, int]]:
    """Return the cheapest monotonous path through two sequences (dynamic time warping, anti-diagonal by diagonal)."""
    cost = np.sqrt(((a[:, None, :] - b[None, :, :]) ** 2).sum(axis=2))
    rows, columns = cost.shape
    total = np.full((rows + 1, columns + 1), np.inf)
    total[0, 0] = 0.0
    for diagonal in range(2, rows + columns + 1):
        i = np.arange(max(1, diagonal - columns), min(rows, diagonal - 1) + 1)
        j = diagonal - i
        steps = np.minimum(np.minimum(total[i - 1, j], total[i, j - 1]), total[i - 1, j - 1])
        total[i, j] = cost[i - 1, j - 1] + steps
    path, i, j = [], rows, columns
    while i > 0 and j > 0:
        path.append((i - 1, j - 1))
        moves = ((total[i - 1, j - 1], i - 1, j - 1), (total[i - 1, j], i - 1, j), (total[i, j - 1], i, j - 1))
        _, i, j = min(moves, key=lambda move: move[0])
    return path[::-1]
