"""Spectral shaping of layers, for another speaker or another vocal effort: arithmetic on spectra.

Formant frequencies (a vocal tract longer or shorter, throat and mouth apart), spectral tilt, an equalizer of six bands,
breathiness, pitch and its range, and conversion towards other voices (``voice_conversion.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from drama.engines.hibari.vocoder import BIN_HZ, BINS, UNVOICED_HZ, Layers
from drama.engines.hibari.voice_conversion import Conversion, converted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

BANDS_HZ = (200.0, 400.0, 800.0, 1600.0, 3200.0, 6400.0)
"""Frequencies of :attr:`Shape.bands_db`; linear in log frequency between them."""

_TILT_FROM_HZ = 500.0
_LEAST_HZ = 100.0
_THROAT_HZ, _MOUTH_HZ = 900.0, 1800.0
"""Formants below the first frequency are scaled with the throat, above the second with the mouth, in between with
both."""
_DB = 20 / np.log(10)
"""Decibels per neper."""
_NOTHING = np.float32(-20.0)
"""An inaudible log magnitude: −174 dB."""
_AROUND_BINS = 101
"""Width of the mean for :attr:`Shape.clarity`, in bins. A network trained on means has flatter formants than a vocal
tract. Of widths from 25 to 151 bins, this scored best with the judge of benchmarks/search_voices.py, for long and short
lines."""
_EACH_BINS = 20
"""Spacing of those means in bins; interpolated linearly between."""
_BREATH_SLOPE_DB = (-12.0, 3.0)
"""Breath is noise with the spectrum of the voice, weaker at 0 Hz and stronger at 12 kHz, by these amounts."""
_AIR_DB = (-30.0, -25.0, -10.0, -3.0, 0.0, 0.0)
"""Aspiration noise at :data:`BANDS_HZ` relative to the voice: none at low frequencies, where the voice is strongest. At
the same level it costs a tenth of the naturalness that broadband noise does."""
_WHISPER_DB = (-33.0, -34.0, -10.0, -13.0, 2.0, -5.0)
_WHISPER_FREE_DB = (-25.0, -20.0, -9.0, -9.0, -9.0, -9.0)
_WHISPER_CLARITY = 1.38
_WHISPER_FRAMES = np.array([0.25, 0.5, 0.25], np.float32)
"""A whisper: gains of the voiced and the free layer at :data:`BANDS_HZ`, formant contrast, and smoothing over frames.
Found by search with the judge of naturalness: 1.9 of 5 before, 2.7 after."""
_FLUTTER_HZ = (5.3, 7.9)
"""Frequencies of the two sines of pitch tremor."""
_SHAKE_HZ, _SHAKE_WANDER_HZ = 4.7, 0.9
"""Rate of the breath pulses of laughter and crying, and rate of its wandering (J.-A. Bachorowski, M. J. Smoski and
M. J. Owren, "The acoustic features of human laughter", JASA 110, 2001: 4 to 5 calls a second)."""
_SHAKE_DB, _SHAKE_AIR_DB, _SHAKE_PITCH = 6.0, 5.0, 0.06
"""Change by a full pulse: voice level (down), aspiration level (up), pitch (as a fraction)."""
_FRAME_S = 0.0125


@dataclass(frozen=True, slots=True)
class Shape:
    """Spectral changes that make another voice of a model; by default none."""

    pitch: float = 1.0
    """Factor on the pitch."""
    liveliness: float = 1.0
    """Pitch range relative to the model's: an exponent on the ratio of the pitch to its median."""
    throat: float = 1.0
    """Factor on formants below 900 Hz: below 1 a longer throat."""
    mouth: float = 1.0
    """Factor on formants above 1,800 Hz."""
    clarity: float = 1.0
    """Contrast of the formants against the spectrum around them: above 1 sharper, below 1 duller."""
    likeness: Conversion = ()
    """Voices this one is converted towards, with strengths; named as in ``speakers.toml``."""
    tilt_db: float = 0.0
    """Spectral tilt in dB an octave around 500 Hz; positive is darker, negative brighter."""
    bands_db: tuple[float, ...] = (0.0,) * len(BANDS_HZ)
    """Gains of the equalizer at :data:`BANDS_HZ`."""
    breath_db: float | None = None
    """Level of breath noise relative to the voice; None for the model's own."""
    air_db: float | None = None
    """Level of aspiration noise relative to the voice (of somebody who has run), at higher frequencies than breath;
    None for none."""
    flutter: float = 0.0
    """Depth of pitch tremor as a fraction of the pitch: age, crying."""
    shake: float = 0.0
    """Depth of the breath pulses of laughter or crying, 0 to 1: some five a second."""
    is_whispered: bool = False
    """Whether all voice is replaced by noise."""


def shaped(layers: Layers, shape: Shape, *, middle_hz: float) -> Layers:
    """Return layers with a shape applied; ``middle_hz`` is the median pitch of the model."""
    is_voiced = layers.pitch_hz > UNVOICED_HZ
    if shape.likeness:
        layers = converted(layers, shape.likeness)
    voiced, noise, free = layers.voiced, layers.noise, layers.free
    if shape.clarity != 1.0 and not shape.is_whispered:  # noise through formants that sharp rings like a voice
        voiced, free = (_clearer(layer, shape.clarity) for layer in (voiced, free))
    if (shape.throat, shape.mouth) != (1.0, 1.0):
        places = _warp(shape.throat, shape.mouth)
        voiced, noise, free = (_warped(layer, *places) for layer in (voiced, noise, free))
    gains = _gains(shape.tilt_db, shape.bands_db)
    # More pulses per second carry more energy: half the change of pitch is compensated in level.
    voiced = voiced + (gains + np.float32(0.5 * np.log(shape.pitch)))
    free = free + gains
    if shape.is_whispered:
        return _whispered(replace(layers, voiced=voiced, noise=noise, free=free), is_voiced)
    pushes = _pushes(layers.frames, shape.shake)
    if shape.breath_db is not None:
        noise = np.where(is_voiced, np.maximum(noise, voiced + _breath(shape.breath_db)), noise)
    if shape.air_db is not None:
        air = voiced + (_bands(_AIR_DB, shape.air_db) + pushes * np.float32(_SHAKE_AIR_DB / _DB))
        noise = np.where(is_voiced, np.maximum(noise, air), noise)
    if shape.shake:
        voiced = voiced - pushes * np.float32(_SHAKE_DB / _DB)
    pitch_hz = _melody(layers.pitch_hz, shape, middle_hz) * (1 + np.float32(_SHAKE_PITCH) * pushes)
    return replace(layers, voiced=voiced, noise=noise, free=free, pitch_hz=pitch_hz)


def _melody(pitch_hz: Floats, shape: Shape, middle_hz: float) -> Floats:
    """Return the pitch shifted, its range scaled, with tremor; unvoiced frames stay unvoiced."""
    is_voiced = pitch_hz > UNVOICED_HZ
    octaves = np.log2(np.maximum(pitch_hz, UNVOICED_HZ) / middle_hz) * shape.liveliness
    moved = middle_hz * shape.pitch * np.exp2(octaves)
    if shape.flutter:
        turns = np.arange(len(pitch_hz)) * (2 * np.pi * _FRAME_S)
        slow, fast = (np.sin(turns * hz) for hz in _FLUTTER_HZ)
        moved = moved * (1 + shape.flutter * (slow + 0.6 * fast) / 1.6)
    return np.where(is_voiced, np.maximum(moved, UNVOICED_HZ + 5), 0).astype(np.float32)


def _pushes(frames: int, shake: float) -> Floats:
    """Return the depth of the breath pulses at each frame, 0 to ``shake``, shape (frames,)."""
    if not shake:
        return np.zeros(frames, np.float32)
    seconds = np.arange(frames) * _FRAME_S
    turns = 2 * np.pi * _SHAKE_HZ * seconds + 2 * np.sin(2 * np.pi * _SHAKE_WANDER_HZ * seconds)
    pushes: Floats = (shake * (0.5 - 0.5 * np.cos(turns))).astype(np.float32)
    return pushes


def _whispered(layers: Layers, is_voiced: NDArray[np.bool_]) -> Layers:
    """Return layers without voice: the voiced and the free part become noise with the same spectral envelope.

    Almost nothing is left below 500 Hz, where only vocal folds make sound.
    """
    voiced, free = (_clearer(layer, _WHISPER_CLARITY) for layer in (layers.voiced, layers.free))
    both = np.maximum(_smoothed(voiced) + _bands(_WHISPER_DB), free + _bands(_WHISPER_FREE_DB))
    noise = np.where(is_voiced, np.maximum(layers.noise, both), layers.noise)
    silent = np.full_like(layers.voiced, _NOTHING)
    free = np.where(is_voiced, _NOTHING, layers.free)
    return replace(layers, voiced=silent, noise=noise, free=free, pitch_hz=np.zeros_like(layers.pitch_hz))


def _smoothed(layer: Floats) -> Floats:
    """Return a layer smoothed over three frames, weights 0.25, 0.5, 0.25."""
    wide = np.pad(layer, ((0, 0), (1, 1)), mode="edge")
    before, here, after = _WHISPER_FRAMES
    mixed: Floats = before * wide[:, :-2] + here * layer + after * wide[:, 2:]
    return mixed


def _clearer(layer: Floats, clarity: float) -> Floats:
    """Return a layer with its deviation from its moving average over 2,000 Hz multiplied."""
    means, between = _around()
    return layer * np.float32(clarity) - between @ (means @ layer * np.float32(clarity - 1))


@lru_cache(maxsize=1)
def _around() -> tuple[Floats, Floats]:
    """Return the matrix of moving averages at every 20th bin, and the matrix that interpolates them to all bins."""
    places = np.arange(0, BINS, _EACH_BINS)
    near = np.clip(places[:, None] + np.arange(_AROUND_BINS) - _AROUND_BINS // 2, 0, BINS - 1)
    means = np.stack([np.bincount(row, minlength=BINS) for row in near]) / _AROUND_BINS
    between = np.stack([np.interp(np.arange(BINS), places, row) for row in np.eye(len(places))], axis=1)
    return means.astype(np.float32), between.astype(np.float32)


@lru_cache(maxsize=64)
def _gains(tilt_db: float, bands_db: tuple[float, ...]) -> Floats:
    """Return the gains of tilt and equalizer for each bin, in nepers, shape (601, 1)."""
    octaves = np.log2(np.maximum(np.arange(BINS) * BIN_HZ, _LEAST_HZ))
    return _bands(bands_db) + _column(-tilt_db * (octaves - np.log2(_TILT_FROM_HZ)) / _DB)


@lru_cache(maxsize=64)
def _bands(bands_db: tuple[float, ...], level_db: float = 0.0) -> Floats:
    """Return a curve given at :data:`BANDS_HZ`, flat outside them, plus a level, in nepers, shape (601, 1)."""
    octaves = np.log2(np.maximum(np.arange(BINS) * BIN_HZ, _LEAST_HZ))
    return _column((level_db + np.interp(octaves, np.log2(BANDS_HZ), bands_db)) / _DB)


@lru_cache(maxsize=64)
def _breath(level_db: float) -> Floats:
    return _column((level_db + np.linspace(*_BREATH_SLOPE_DB, BINS)) / _DB)


def _column(figures: NDArray[np.float64]) -> Floats:
    """Return one value per bin as a column, shape (601, 1)."""
    return figures.astype(np.float32)[:, None]


@lru_cache(maxsize=64)
def _warp(throat: float, mouth: float) -> tuple[NDArray[np.intp], Floats]:
    """Return the frequency warping as the lower source bin of each bin and the interpolation weight of the next."""
    hertz = np.maximum(np.arange(BINS) * BIN_HZ, 1.0)
    share = np.clip(np.log(hertz / _THROAT_HZ) / np.log(_MOUTH_HZ / _THROAT_HZ), 0, 1)
    places = np.arange(BINS) / np.exp((1 - share) * np.log(throat) + share * np.log(mouth))
    places = np.maximum.accumulate(np.clip(places, 0, BINS - 1.001))
    below = places.astype(np.intp)
    return below, (places - below).astype(np.float32)[:, None]


def _warped(layer: Floats, below: NDArray[np.intp], share: Floats) -> Floats:
    lower = layer[below]
    warped: Floats = lower + share * (layer[below + 1] - lower)
    return warped
