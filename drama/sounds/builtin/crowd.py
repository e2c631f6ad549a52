"""A synthesized crowd: sixteen people talking at once, without a word.

Each is a glottal pulse train with sentence intonation, its syllables distributed over five vowels at random. Pulse
trains of one vowel share one formant filter: filtering is linear, so sixteen voices need ten filters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from drama.dsp.filters import high_pass, in_series, low_pass, tilt
from drama.model import FRAME_RATE
from drama.sounds.builtin.loops import add_wrapped, db, filtered, noise, slow, swells, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from drama.dsp.filters import Curve
    from drama.dsp.rng import Rng

_SLOWER = 4
_RATE = FRAME_RATE // _SLOWER
"""Voices are synthesized at a quarter of the episode's rate: a murmur has nothing above 5 kHz."""
_TALKERS = 16
_VOWELS = ((730, 1_090, 2_440), (530, 1_840, 2_480), (270, 2_290, 3_010), (570, 840, 2_410), (490, 1_350, 1_690))
"""First three formants of men's vowels in hertz (Peterson & Barney 1952)."""
_BANDS_HZ = (130, 170, 260)
"""Formant bandwidths: wider than one speaker's, as these are many."""
_SYLLABLES_A_SECOND = 4.6
_ECHOES = ((0.031, 0.5), (0.047, 0.5), (0.083, 0.45), (0.131, 0.4), (0.197, 0.33), (0.283, 0.25))
"""Delay in seconds and level of echoes, from the other side; a little later on the right."""


def crowd(rng: Rng, frames: int) -> NDArray[np.float32]:
    """Return one loop of a murmur in a large room, shape (2, frames)."""
    short = frames // _SLOWER
    voices = {(vowel, is_high): np.zeros((2, short), np.float32) for vowel in range(5) for is_high in (False, True)}
    for talker in range(_TALKERS):
        is_high = talker % 2 == 1
        source = _source(rng, short, 205.0 if is_high else 112.0) * _talk(rng, short)
        source *= np.float32(0.25 + rng.one(0.35, 1.0) ** 2)  # some are nearer
        pan = rng.one(-1, 1)
        for vowel, syllables in enumerate(_syllables(rng, short)):
            add_wrapped(voices[vowel, is_high], source * syllables, 0, pan=pan)
    murmur = np.zeros((2, short), np.float32)
    for (vowel, is_high), sound in voices.items():
        murmur += unit(filtered(sound, _mouth(_VOWELS[vowel], is_high=is_high), rate=_RATE))
    ring = 0.9 * unit(_faster(_echoed(murmur), frames))
    room = noise(rng, frames, in_series(high_pass(120, 1), low_pass(900, 1), tilt(300, -3)))
    breath = noise(rng, frames, in_series(high_pass(1_500, 1), low_pass(5_000, 1), tilt(2_500, -3)))
    return np.asarray(ring + 0.22 * room + 0.07 * breath * db(1.5 * slow(rng, frames, 3)))


def _source(rng: Rng, short: int, hz: float) -> NDArray[np.float32]:
    """Return a pulse train with wandering pitch and a whole number of pulses in the loop."""
    pulses = round(hz * rng.one(0.85, 1.2) * short / _RATE)
    sway = np.cumsum(slow(rng, short, 2.2, rate=_RATE).astype(np.float64))
    sway -= np.linspace(0, sway[-1], short)
    phase = (np.arange(short) + 0.16 * sway) * (pulses / short) + rng.one()
    return np.asarray(((phase % 1.0) - 0.5) ** 3 * 8, np.float32)


def _talk(rng: Rng, short: int) -> NDArray[np.float32]:
    """Return the level of a talker: sentences of some seconds, and silence between."""
    return np.asarray(np.clip(0.5 + 0.9 * slow(rng, short, 0.3, rate=_RATE), 0.0, 1.0))


def _syllables(rng: Rng, short: int) -> list[NDArray[np.float32]]:
    """Return the level of each vowel over the loop: each syllable has one vowel."""
    seconds = short / _RATE
    count = round(_SYLLABLES_A_SECOND * seconds)
    at = (np.arange(count) + rng.uniform(count, -0.35, 0.35)) * (seconds / count) % seconds
    which = (rng.uniform(count) * len(_VOWELS)).astype(int)
    stress = rng.uniform(count, 0.35, 1.0)
    return [
        swells(short, at[mine], rise_s=0.05, fall_s=0.075, size=stress[mine], rate=_RATE)
        for mine in (which == vowel for vowel in range(len(_VOWELS)))
    ]


def _mouth(formants: tuple[int, int, int], *, is_high: bool) -> Curve:
    """Return the response of formants in series; those of women and children are some 15 % higher."""

    def curve(f: NDArray[np.floating]) -> NDArray[np.floating]:
        magnitude = (1 + (f / 800) ** 2) / np.sqrt(1 + (90 / f) ** 4)
        for formant, wide in zip(formants, _BANDS_HZ, strict=True):
            hz = formant * (1.15 if is_high else 1.0)
            magnitude = magnitude * hz**2 / np.sqrt((hz**2 - f**2) ** 2 + (wide * f) ** 2)
        return np.asarray(magnitude)

    return curve


def _faster(sound: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """Return a loop resampled to the episode's rate, by its spectrum."""
    spectrum = np.zeros((2, frames // 2 + 1), np.complex64)
    own = np.fft.rfft(sound, axis=1)
    spectrum[:, : own.shape[1]] = own
    return np.asarray(np.fft.irfft(spectrum, frames, axis=1), np.float32)


def _echoed(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a murmur with the echoes of a large room, which fill the gaps between syllables."""
    wet = sound.copy()
    for delay_s, level in _ECHOES:
        for side, later_on in ((0, 1.0), (1, 1.17)):
            wet[side] += np.float32(level) * np.roll(sound[1 - side], round(later_on * delay_s * _RATE))
    return wet
