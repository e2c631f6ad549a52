"""Spectral layers -> the layers of somebody else, or of the same person in another mood: arithmetic on spectra.

What moves: where the resonances lie (a vocal tract longer or shorter, its mouth and throat apart), how fast the voice
falls off towards high frequencies, its colour in six bands, its breath, its pitch and how far the melody goes, and what
it has of other voices in each kind of sound (``voice_conversion.py``).
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
"""Where :attr:`Shape.bands_db` stands; between them it goes straight, by octave."""

_TILT_FROM_HZ = 500.0
_LEAST_HZ = 100.0
_THROAT_HZ, _MOUTH_HZ = 900.0, 1800.0
"""Resonances below the first are the throat's, above the second the mouth's; between them one becomes the other."""
_DB = 20 / np.log(10)
"""Decibels a neper."""
_NOTHING = np.float32(-20.0)
"""A magnitude nobody hears: −174 dB."""
_AROUND_BINS = 101
"""A network that was taught means speaks them: its resonances stand out less than a throat's. Of widths from 25 to 151
bins, this brought the judge of benchmarks/search_voices.py furthest, for long lines and short ones."""
_EACH_BINS = 20
"""How close means are taken; between them they go straight."""
_BREATH_SLOPE_DB = (-12.0, 3.0)
"""Breath is noise in the shape of the voice, less of it at 0 Hz and more at 12 kHz."""
_AIR_DB = (-30.0, -25.0, -10.0, -3.0, 0.0, 0.0)
"""Noise of air that rushes past the vocal folds, at :data:`BANDS_HZ` against the voice: none of it is low, where the
voice is strongest. At the same level it costs a voice a tenth of the naturalness that noise of all frequencies does."""
_WHISPER_DB = (-33.0, -34.0, -10.0, -13.0, 2.0, -5.0)
_WHISPER_FREE_DB = (-25.0, -20.0, -9.0, -9.0, -9.0, -9.0)
_WHISPER_CLARITY = 1.38
_WHISPER_FRAMES = np.array([0.25, 0.5, 0.25], np.float32)
"""A whisper: at :data:`BANDS_HZ` what is left of the voiced layer and of that of phases, how far resonances stand out,
and how frames run into each other. Found by search with the judge of naturalness: 1.9 of 5 before, 2.7 after."""
_FLUTTER_HZ = (5.3, 7.9)
_SHAKE_HZ, _SHAKE_WANDER_HZ = 4.7, 0.9
"""How often laughter and tears push the breath, and how that wanders (J.-A. Bachorowski, M. J. Smoski and M. J. Owren,
"The acoustic features of human laughter", JASA 110, 2001: 4 to 5 calls a second)."""
_SHAKE_DB, _SHAKE_AIR_DB, _SHAKE_PITCH = 6.0, 5.0, 0.06
"""What a push takes off the voice, gives to the air, and does to the pitch."""
_FRAME_S = 0.0125


@dataclass(frozen=True, slots=True)
class Shape:
    """What is done to the layers of a model to make another voice of it; as it stands, nothing."""

    pitch: float = 1.0
    """Factor on the pitch."""
    liveliness: float = 1.0
    """How far the melody goes, against the model's: an exponent of the pitch's ratio to its middle."""
    throat: float = 1.0
    """Factor on resonances below 900 Hz: below 1 a longer throat."""
    mouth: float = 1.0
    """Factor on resonances above 1,800 Hz."""
    clarity: float = 1.0
    """How far resonances stand out from the spectrum around them: above 1 a sharper, below 1 a woollier voice."""
    likeness: Conversion = ()
    """Voices this one takes after, and how far."""
    tilt_db: float = 0.0
    """Taken off each octave above 500 Hz, and added to each below; negative is brighter."""
    bands_db: tuple[float, ...] = (0.0,) * len(BANDS_HZ)
    breath_db: float | None = None
    """Level of the breath against the voice; None for the model's own."""
    air_db: float | None = None
    """Level of the air in the voice, against it: of somebody who has run. It is higher than breath; None for none."""
    flutter: float = 0.0
    """How far the pitch trembles, as a share of it: age, tears."""
    shake: float = 0.0
    """How far laughter or tears push the breath, 0 to 1: some five times a second the voice gives way to air."""
    is_whispered: bool = False
    """All breath, no voice."""


def shaped(layers: Layers, shape: Shape, *, middle_hz: float) -> Layers:
    """Return layers as a shape makes them; ``middle_hz`` is the pitch about which the model speaks."""
    is_voiced = layers.pitch_hz > UNVOICED_HZ
    if shape.likeness:
        layers = converted(layers, shape.likeness)
    voiced, noise, free = layers.voiced, layers.noise, layers.free
    if shape.clarity != 1.0 and not shape.is_whispered:  # noise through resonances as sharp rings like a voice
        voiced, free = (_clearer(layer, shape.clarity) for layer in (voiced, free))
    if (shape.throat, shape.mouth) != (1.0, 1.0):
        places = _warp(shape.throat, shape.mouth)
        voiced, noise, free = (_warped(layer, *places) for layer in (voiced, noise, free))
    gains = _gains(shape.tilt_db, shape.bands_db)
    # Pulses that lie closer make more of them: half the change of pitch comes back as level.
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
    """Return the pitch moved, stretched and shaken; what is unvoiced stays so."""
    is_voiced = pitch_hz > UNVOICED_HZ
    octaves = np.log2(np.maximum(pitch_hz, UNVOICED_HZ) / middle_hz) * shape.liveliness
    moved = middle_hz * shape.pitch * np.exp2(octaves)
    if shape.flutter:
        turns = np.arange(len(pitch_hz)) * (2 * np.pi * _FRAME_S)
        slow, fast = (np.sin(turns * hz) for hz in _FLUTTER_HZ)
        moved = moved * (1 + shape.flutter * (slow + 0.6 * fast) / 1.6)
    return np.where(is_voiced, np.maximum(moved, UNVOICED_HZ + 5), 0).astype(np.float32)


def _pushes(frames: int, shake: float) -> Floats:
    """Return how far each frame is pushed, 0 to ``shake``, shape (frames,)."""
    if not shake:
        return np.zeros(frames, np.float32)
    seconds = np.arange(frames) * _FRAME_S
    turns = 2 * np.pi * _SHAKE_HZ * seconds + 2 * np.sin(2 * np.pi * _SHAKE_WANDER_HZ * seconds)
    pushes: Floats = (shake * (0.5 - 0.5 * np.cos(turns))).astype(np.float32)
    return pushes


def _whispered(layers: Layers, is_voiced: NDArray[np.bool_]) -> Layers:
    """Return layers without voice: what was voiced, and what had a phase beside it, is noise of the same shape.

    It has next to nothing below 500 Hz, where only vocal folds make sound.
    """
    voiced, free = (_clearer(layer, _WHISPER_CLARITY) for layer in (layers.voiced, layers.free))
    both = np.maximum(_run_together(voiced) + _bands(_WHISPER_DB), free + _bands(_WHISPER_FREE_DB))
    noise = np.where(is_voiced, np.maximum(layers.noise, both), layers.noise)
    silent = np.full_like(layers.voiced, _NOTHING)
    free = np.where(is_voiced, _NOTHING, layers.free)
    return replace(layers, voiced=silent, noise=noise, free=free, pitch_hz=np.zeros_like(layers.pitch_hz))


def _run_together(layer: Floats) -> Floats:
    """Return a layer each frame of which has a quarter of either neighbour."""
    wide = np.pad(layer, ((0, 0), (1, 1)), mode="edge")
    before, here, after = _WHISPER_FRAMES
    mixed: Floats = before * wide[:, :-2] + here * layer + after * wide[:, 2:]
    return mixed


def _clearer(layer: Floats, clarity: float) -> Floats:
    """Return a layer whose distance from its own mean over 2,000 Hz around is multiplied."""
    means, between = _around()
    return layer * np.float32(clarity) - between @ (means @ layer * np.float32(clarity - 1))


@lru_cache(maxsize=1)
def _around() -> tuple[Floats, Floats]:
    """Return the matrix from bins to the means around every 20th of them, and the one from these to all bins."""
    places = np.arange(0, BINS, _EACH_BINS)
    near = np.clip(places[:, None] + np.arange(_AROUND_BINS) - _AROUND_BINS // 2, 0, BINS - 1)
    means = np.stack([np.bincount(row, minlength=BINS) for row in near]) / _AROUND_BINS
    between = np.stack([np.interp(np.arange(BINS), places, row) for row in np.eye(len(places))], axis=1)
    return means.astype(np.float32), between.astype(np.float32)


@lru_cache(maxsize=64)
def _gains(tilt_db: float, bands_db: tuple[float, ...]) -> Floats:
    """Return what is added to each bin of a layer, in nepers, shape (601, 1)."""
    octaves = np.log2(np.maximum(np.arange(BINS) * BIN_HZ, _LEAST_HZ))
    return _bands(bands_db) + _column(-tilt_db * (octaves - np.log2(_TILT_FROM_HZ)) / _DB)


@lru_cache(maxsize=64)
def _bands(bands_db: tuple[float, ...], level_db: float = 0.0) -> Floats:
    """Return a curve given at :data:`BANDS_HZ`, flat outside them, and a level over all, as :func:`_gains` does."""
    octaves = np.log2(np.maximum(np.arange(BINS) * BIN_HZ, _LEAST_HZ))
    return _column((level_db + np.interp(octaves, np.log2(BANDS_HZ), bands_db)) / _DB)


@lru_cache(maxsize=64)
def _breath(level_db: float) -> Floats:
    return _column((level_db + np.linspace(*_BREATH_SLOPE_DB, BINS)) / _DB)


def _column(figures: NDArray[np.float64]) -> Floats:
    """Return one figure a bin as a layer can take it, shape (601, 1)."""
    return figures.astype(np.float32)[:, None]


@lru_cache(maxsize=64)
def _warp(throat: float, mouth: float) -> tuple[NDArray[np.intp], Floats]:
    """Return for each bin the one below the place it is taken from, and how far on that place lies."""
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
