"""How a line is said -> what is done to the layers: words that stand out, an end that lingers, breaks off or rises."""

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
"""What makes a word stand out: a little of each, as people do it (D. B. Fry, "Experiments in the perception of stress",
Language and Speech 1, 1958)."""

_LEAST_OF_MIDDLE = 0.85
"""How low a question may end, against the middle of its pitch, before it rises."""

_SILENT_DB = -48.0
"""Against the loudest frame of a run: what is softer at its head and its tail is no speech."""
_MARGIN = 2
"""Frames of that which stay."""


@dataclass(frozen=True, slots=True)
class Contour:
    """What is done to each frame of a run, shape (frames,) each."""

    length: Floats
    """Factor on how long it lasts."""
    semitones: Floats
    level_db: Floats


def plain_contour(frames: int) -> Contour:
    """Return the contour that changes nothing."""
    return Contour(np.ones(frames, np.float32), np.zeros(frames, np.float32), np.zeros(frames, np.float32))


def stressed(contour: Contour, spans: Sequence[tuple[int, int]]) -> Contour:
    """Return a contour with stretches of frames that stand out, eased over 50 ms."""
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
    """Return a contour whose last 0.9 s grow longer, softer and lower."""
    fall = _rising(len(contour.length), 0.9) * strength
    return Contour(contour.length * (1 + 0.6 * fall), contour.semitones - 2.5 * fall, contour.level_db - 9 * fall)


def asking(contour: Contour, strength: float, pitch_hz: Floats) -> Contour:
    """Return a contour whose last 0.6 s rise, most of it early: the end of a line is too soft to be heard rising.

    A voice that creaks there, far below its own middle, is lifted out of it first: nobody hears creaking rise.
    """
    rise = _rising(len(contour.length), 0.6) ** 0.5
    lift = 4 * strength * rise
    is_voiced = pitch_hz > UNVOICED_HZ
    if strength and is_voiced.any():
        least = _LEAST_OF_MIDDLE * float(np.median(pitch_hz[is_voiced]))
        fallen = 12 * np.log2(least / np.clip(pitch_hz, UNVOICED_HZ, least))
        lift += np.where(is_voiced, fallen, 0) * np.minimum(1, 4 * rise) * min(1, 2.5 * strength)
    return replace(contour, semitones=(contour.semitones + lift).astype(np.float32))


def breaking_off(layers: Layers, strength: float) -> Layers:
    """Return layers without their last moment: the voice stops in the middle of its sound, and does not fall."""
    lost = round(0.07 * _FRAMES_A_SECOND * strength)
    return cut(layers, 0, max(layers.frames - lost, layers.frames // 2))


def _rising(frames: int, seconds: float) -> Floats:
    """Return 0 until so long before the end, and then a line that rises to 1."""
    last = min(frames, round(seconds * _FRAMES_A_SECOND))
    rise = np.zeros(frames, np.float32)
    rise[frames - last :] = np.linspace(0, 1, last, dtype=np.float32)
    return rise


def follow(layers: Layers, contour: Contour) -> Layers:
    """Return layers drawn out, lifted and made louder as a contour says."""
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
    return layers if (contour.length == 1).all() else drawn_out(layers, contour.length)


def drawn_out(layers: Layers, length: Floats) -> Layers:
    """Return layers of which each frame lasts longer or shorter by a factor.

    Magnitudes between two frames are drawn straight; phases, and whether there is a voice, are the nearer frame's.
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


def cut(layers: Layers, first: int, end: int) -> Layers:
    """Return the frames from one up to another."""
    return Layers(
        voiced=layers.voiced[:, first:end],
        turn=layers.turn[:, first:end],
        noise=layers.noise[:, first:end],
        free=layers.free[:, first:end],
        phase=layers.phase[:, first:end],
        pitch_hz=layers.pitch_hz[first:end],
    )


def heard_frames(layers: Layers) -> tuple[int, int]:
    """Return the first frame that is heard and the one behind the last, a margin of 25 ms around them; both 0 for none.

    hibari leaves 0.3 s of silence before a run and 0.45 s behind it (0.2.1).
    """
    voiced = np.where(layers.pitch_hz > UNVOICED_HZ, layers.voiced.max(axis=0), -np.inf)
    level = np.maximum(np.maximum(voiced, layers.noise.max(axis=0)), layers.free.max(axis=0))
    loud = np.flatnonzero(level > level.max(initial=-np.inf) + _SILENT_DB * _NEPERS_A_DB)
    if not len(loud):
        return 0, 0
    return max(0, int(loud[0]) - _MARGIN), min(layers.frames, int(loud[-1]) + 1 + _MARGIN)
