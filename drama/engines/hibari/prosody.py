"""Prosody of a line: emphasized words, and an end that trails off, breaks off or rises, as changes to the layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from drama.engines.hibari.vocoder import UNVOICED_HZ, Layers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_FRAMES_A_SECOND = 80
_NEPERS_A_DB = np.log(10) / 20

_STRESS_LENGTH, _STRESS_SEMITONES, _STRESS_DB = 1.18, 2.4, 2.5
"""Length, pitch and level of an emphasized word: a little of each, as people do it (D. B. Fry, "Experiments in the
perception of stress", Language and Speech 1, 1958)."""

_LEAST_OF_MIDDLE = 0.85
"""Lowest pitch of a question before its rise, relative to the median pitch."""

_SILENT_DB = -48.0
"""Level, relative to the loudest frame of a run, below which its head and tail are silence."""
_MARGIN = 2
"""Frames of that silence kept at both ends."""


@dataclass(frozen=True, slots=True)
class Contour:
    """Changes to each frame of a run; arrays of shape (frames,)."""

    length: Floats
    """Factor on the duration."""
    semitones: Floats
    level_db: Floats


def flat_contour(frames: int) -> Contour:
    """Return the contour without changes."""
    return Contour(np.ones(frames, np.float32), np.zeros(frames, np.float32), np.zeros(frames, np.float32))


def emphasized(contour: Contour, spans: Sequence[tuple[int, int]]) -> Contour:
    """Return a contour with spans of frames emphasized: longer, higher and louder, smoothed over 50 ms."""
    weight = np.zeros(len(contour.length), np.float32)
    for first, end in spans:
        weight[first:end] = 1
    eased = np.convolve(weight, np.ones(5) / 5, mode="same")[: len(weight)].astype(np.float32)
    return Contour(
        contour.length * (1 + (_STRESS_LENGTH - 1) * weight),
        contour.semitones + _STRESS_SEMITONES * eased,
        contour.level_db + _STRESS_DB * eased,
    )


def trailing_off(contour: Contour, strength: float) -> Contour:
    """Return a contour whose last 0.9 s become longer, softer and lower."""
    fall = _end_ramp(len(contour.length), 0.9) * strength
    return Contour(contour.length * (1 + 0.6 * fall), contour.semitones - 2.5 * fall, contour.level_db - 9 * fall)


def rising_end(contour: Contour, strength: float, pitch_hz: Floats) -> Contour:
    """Return a contour whose pitch rises over the last 0.6 s, mostly early: the very end is too soft to be heard.

    Pitch far below the median (creaky voice) is raised towards it first: a rise within creak is inaudible.
    """
    rise = _end_ramp(len(contour.length), 0.6) ** 0.5
    lift = 4 * strength * rise
    is_voiced = pitch_hz > UNVOICED_HZ
    if strength and is_voiced.any():
        least = _LEAST_OF_MIDDLE * float(np.median(pitch_hz[is_voiced]))
        fallen = 12 * np.log2(least / np.clip(pitch_hz, UNVOICED_HZ, least))
        lift += np.where(is_voiced, fallen, 0) * np.minimum(1, 4 * rise) * min(1, 2.5 * strength)
    return replace(contour, semitones=(contour.semitones + lift).astype(np.float32))


def breaking_off(layers: Layers, strength: float) -> Layers:
    """Return layers without their last 70 ms (at strength 1): the voice stops mid-sound, without a final fall."""
    lost = round(0.07 * _FRAMES_A_SECOND * strength)
    return sliced(layers, 0, max(layers.frames - lost, layers.frames // 2))


def _end_ramp(frames: int, seconds: float) -> Floats:
    """Return weights that are 0 until ``seconds`` before the end, then rise linearly to 1."""
    last = min(frames, round(seconds * _FRAMES_A_SECOND))
    rise = np.zeros(frames, np.float32)
    rise[frames - last :] = np.linspace(0, 1, last, dtype=np.float32)
    return rise


def apply_contour(layers: Layers, contour: Contour) -> Layers:
    """Return layers with the durations, pitch and level of a contour applied."""
    gain = (contour.level_db * _NEPERS_A_DB).astype(np.float32)
    factor = np.exp2(contour.semitones / 12).astype(np.float32)
    if gain.any() or contour.semitones.any():
        layers = replace(
            layers,
            voiced=layers.voiced + gain,
            noise=layers.noise + gain,
            free=layers.free + gain,
            pitch_hz=layers.pitch_hz * factor,
        )
    return layers if (contour.length == 1).all() else time_stretched(layers, contour.length)


def time_stretched(layers: Layers, length: Floats) -> Layers:
    """Return layers with each frame's duration multiplied by a factor.

    Magnitudes are interpolated linearly between frames; phases and voicing are those of the nearer frame.
    """
    ends = np.cumsum(length, dtype=np.float64)
    frames = max(1, round(float(ends[-1])))
    places = np.interp((np.arange(frames) + 0.5) * ends[-1] / frames, ends - length / 2, np.arange(len(length)))
    below = np.minimum(places.astype(np.intp), layers.frames - 1)
    above = np.minimum(below + 1, layers.frames - 1)
    share = (places - below).astype(np.float32)
    near = np.where(share < 0.5, below, above)

    def drawn(layer: Floats) -> Floats:
        lower = layer[..., below]
        between: Floats = lower + share * (layer[..., above] - lower)
        return between

    is_voiced = layers.pitch_hz[near] > UNVOICED_HZ
    both = (layers.pitch_hz[below] > UNVOICED_HZ) & (layers.pitch_hz[above] > UNVOICED_HZ)
    pitch = np.where(both, drawn(layers.pitch_hz), layers.pitch_hz[near]) * is_voiced
    return Layers(
        voiced=drawn(layers.voiced),
        turn=layers.turn[:, near],
        noise=drawn(layers.noise),
        free=drawn(layers.free),
        phase=layers.phase[:, near],
        pitch_hz=pitch.astype(np.float32),
    )


def sliced(layers: Layers, first: int, end: int) -> Layers:
    """Return the layers from frame ``first`` up to ``end``, exclusive."""
    return Layers(
        voiced=layers.voiced[:, first:end],
        turn=layers.turn[:, first:end],
        noise=layers.noise[:, first:end],
        free=layers.free[:, first:end],
        phase=layers.phase[:, first:end],
        pitch_hz=layers.pitch_hz[first:end],
    )


def audible_frames(layers: Layers) -> tuple[int, int]:
    """Return the first audible frame and the end (exclusive), with a margin of 25 ms; (0, 0) for silence.

    hibari 0.2.1 leaves 0.3 s of silence before a run and 0.45 s after it.
    """
    voiced = np.where(layers.pitch_hz > UNVOICED_HZ, layers.voiced.max(axis=0), -np.inf)
    level = np.maximum(np.maximum(voiced, layers.noise.max(axis=0)), layers.free.max(axis=0))
    loud = np.flatnonzero(level > level.max(initial=-np.inf) + _SILENT_DB * _NEPERS_A_DB)
    if not len(loud):
        return 0, 0
    return max(0, int(loud[0]) - _MARGIN), min(layers.frames, int(loud[-1]) + 1 + _MARGIN)
