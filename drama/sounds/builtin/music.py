"""Synthesized music: a short sting between scenes, different for each episode."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from drama.dsp.level import ratio
from drama.dsp.measure import loudness_lufs
from drama.dsp.reverb import reverberate
from drama.dsp.rng import Rng
from drama.sounds.builtin.impacts import add, canvas, modal, seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

STING_LUFS = -24.0
"""Loudness of stings as synthesized."""
STING_S = 3.0

_CHORDS = (
    (0, 7, 12, 16, 19),
    (0, 7, 12, 15, 19),
    (0, 7, 14, 16, 21),
    (0, 5, 12, 14, 19),
    (0, 7, 10, 15, 19),
    (0, 7, 11, 14, 16),
)
"""Semitones above the keynote: major, minor, with a ninth, open, and two with a seventh."""
_ARPEGGIOS = ((0, 1, 2, 3), (0, 2, 1, 4), (1, 2, 3, 4), (0, 1, 3, 2), (2, 1, 3, 4))
"""Order of the chord's notes, as indices."""
_NOTE_S = 0.17
_WET_DB = -9.0


def make_sting(seed: str = "") -> NDArray[np.float32]:
    """Return a chime of :data:`STING_S` seconds, shape (frames, 2), at :data:`STING_LUFS`.

    ``seed``, such as the title of the story, chooses keynote, chord and arpeggio: one sound per episode.
    """
    rng = Rng("sting", seed)
    keynote_hz = 440 * 2 ** ((int(rng.one(0, 12)) - 11) / 12)  # from B flat below middle C to A above it
    chord = _CHORDS[int(rng.one(0, len(_CHORDS)))]
    arpeggio = _ARPEGGIOS[int(rng.one(0, len(_ARPEGGIOS)))]
    out = canvas(STING_S)
    for number, degree in enumerate(arpeggio):
        hz = keynote_hz * 2 ** (chord[degree] / 12)
        loud = (0.8, 0.7, 0.75, 1.0)[number]
        add(out, loud * _bar(hz), 0.01 + number * _NOTE_S, pan=-0.3 + 0.2 * number)
    add(out, _pad([keynote_hz / 2 * 2 ** (step / 12) for step in chord[:3]]), 0.0)
    dry = out.T.astype(np.float32)
    wet = dry + np.float32(ratio(_WET_DB)) * reverberate(dry.mean(axis=1), "hall")[: len(dry)]
    time = seconds(STING_S)
    wet *= np.sin(np.pi / 2 * np.minimum(1, (STING_S - time) / 1.4)).astype(np.float32)[:, None] ** 2
    return wet * np.float32(ratio(STING_LUFS - loudness_lufs(wet)))


def _bar(hz: float) -> NDArray[np.float64]:
    """Return a vibraphone bar struck with a soft mallet, its overtones tuned to 4 and 10."""
    overtones = [(hz, 1.0, 3.4), (2 * hz, 0.10, 2.0), (4 * hz, 0.22, 1.1), (10 * hz, 0.035, 0.25)]
    return modal(seconds(STING_S), overtones, strike_s=0.004)


def _pad(notes_hz: list[float]) -> NDArray[np.float64]:
    """Return a chord that swells under the bars and fades."""
    time = seconds(STING_S)
    sound = sum(
        np.sin(2 * math.pi * hz * detuned * time) + 0.25 * np.sin(4 * math.pi * hz * detuned * time)
        for hz in notes_hz
        for detuned in (0.9985, 1.0015)
    )
    return np.asarray(0.085 * sound * np.sin(np.pi * np.minimum(1, time / STING_S)) ** 1.5)
