"""Building blocks of seamless loops, for the beds.

Noise is synthesized in the frequency domain: a sum of sines with a whole number of periods in the loop has no seam.
Events are added modulo the length of the loop (a ring buffer). Sounds have shape (2, frames) here, float32.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from drama.dsp.filters import high_pass
from drama.model import FRAME_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from drama.dsp.filters import Curve
    from drama.dsp.rng import Rng

CORRELATION = 0.4
"""Correlation of left and right: wide, without losing anything on one loudspeaker."""
_FLOOR = 1e-3
"""Magnitude, relative to the largest, below which (−60 dB) frequencies are left out."""
_LOWEST_HZ = 12.0
_CURVE_POINTS = 2_000
"""Frequencies at which a response is computed, evenly spaced over the octaves; interpolated between."""
_AUDIBLE = high_pass(30, 3)
"""Removes frequencies that move loudspeakers and are not heard."""
_GRID = 1 << 12
"""Points of a loop at which slow modulation is computed; interpolated between."""


def noise(rng: Rng, frames: int, curve: Curve, *, correlation: float = CORRELATION) -> NDArray[np.float32]:
    """Return a loop of noise with a given magnitude response, normalized to power 1."""
    first, magnitude = _audible_bins(curve, frames)
    waves = rng.phases(3 * len(magnitude)).reshape(3, -1)
    shape = magnitude * np.float32(frames / math.sqrt(2 * float(np.sum(magnitude.astype(np.float64) ** 2))))
    spectrum = np.zeros((2, frames // 2 + 1), np.complex64)
    np.multiply(waves[1:], np.float32(math.sqrt(1 - correlation)), out=spectrum[:, first : first + len(shape)])
    spectrum[:, first : first + len(shape)] += waves[0] * np.float32(math.sqrt(correlation))
    spectrum[:, first : first + len(shape)] *= shape
    return np.asarray(np.fft.irfft(spectrum, frames, axis=1), np.float32)


def _audible_bins(curve: Curve, frames: int) -> tuple[int, NDArray[np.float32]]:
    """Return the first audible bin of a response, and the magnitudes from there to the last."""
    hz = np.geomspace(_LOWEST_HZ, FRAME_RATE / 2, _CURVE_POINTS)
    magnitude = curve(hz) * _AUDIBLE(hz)
    heard = hz[magnitude > _FLOOR * magnitude.max()]
    first, last = (int(end * frames / FRAME_RATE) for end in (heard[0], heard[-1]))
    return first, np.interp(np.arange(first, last) * (FRAME_RATE / frames), hz, magnitude).astype(np.float32)


def filtered(sound: NDArray[np.float32], curve: Curve, *, rate: int = FRAME_RATE) -> NDArray[np.float32]:
    """Return a loop through a zero-phase filter."""
    frames = sound.shape[1]
    hz = np.geomspace(_LOWEST_HZ, rate / 2, _CURVE_POINTS)
    magnitude = np.interp(np.arange(frames // 2 + 1) * (rate / frames), hz, curve(hz)).astype(np.float32)
    return np.asarray(np.fft.irfft(np.fft.rfft(sound, axis=1) * magnitude, frames, axis=1), np.float32)


def slow(rng: Rng, frames: int, fastest_hz: float, *, rate: int = FRAME_RATE) -> NDArray[np.float32]:
    """Return a slow random modulation around 0, of power 1, shape (frames,), periodic in the loop."""
    waves = max(2, round(fastest_hz * frames / rate))
    spectrum = np.zeros(_GRID // 2 + 1, np.complex128)
    sizes = 0.5 + rng.uniform(waves)
    spectrum[1 : waves + 1] = sizes * np.exp(2j * np.pi * rng.uniform(waves))
    points = np.fft.irfft(spectrum)
    points /= math.sqrt(float(np.mean(points**2)))
    return periodic(points, frames)


def periodic(points: NDArray[np.float64], frames: int) -> NDArray[np.float32]:
    """Return points spread evenly over a loop, interpolated linearly and periodically, shape (frames,)."""
    places = np.arange(frames) * (len(points) / frames)
    return np.asarray(np.interp(places, np.arange(len(points) + 1), np.append(points, points[0])), np.float32)


def delayed(movement: NDArray[np.float32], seconds: float) -> NDArray[np.float32]:
    """Return a modulation delayed by ``seconds``, modulo the loop."""
    return np.roll(movement, round(seconds * FRAME_RATE))


def db(movement: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return the amplitude ratio of a modulation in decibels."""
    return np.asarray(np.exp(movement * np.float32(math.log(10) / 20)), np.float32)


def stereo(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return two channels as one array, shape (2, frames)."""
    return np.stack([left, right])


def swells(
    frames: int,
    at_s: NDArray[np.float64],
    *,
    rise_s: float,
    fall_s: float,
    size: NDArray[np.float64],
    rate: int = FRAME_RATE,
) -> NDArray[np.float32]:
    """Return an envelope with swells at given times, shape (frames,), periodic in the loop.

    Each is an asymmetric Gaussian of height ``size`` that falls by a factor of e in ``rise_s`` before and ``fall_s``
    after its time.
    """
    points_a_second = _GRID * rate / frames
    reach = math.ceil(3 * max(rise_s, fall_s) * points_a_second)
    near = np.arange(-reach, reach + 1)
    total = np.zeros(_GRID)
    for at, height in zip(at_s * points_a_second, size, strict=True):
        away = near + math.floor(at) - at
        bell = height * np.exp(-((away / np.where(away < 0, rise_s, fall_s) / points_a_second) ** 2))
        np.add.at(total, (near + math.floor(at)) % _GRID, bell)
    return periodic(total, frames)


def add_wrapped(ring: NDArray[np.float32], sound: NDArray[np.float32], start: int, *, pan: float = 0.0) -> None:
    """Add a mono sound to a loop at a frame, with constant-power panning from left (−1) to right (1).

    The part beyond the end wraps around to the beginning.
    """
    frames = ring.shape[1]
    start %= frames
    first = min(len(sound), frames - start)
    angle = math.pi / 4 * (1 + pan)
    for side, gain in zip(ring, (math.cos(angle), math.sin(angle)), strict=True):
        side[start : start + first] += np.float32(gain) * sound[:first]
        side[: len(sound) - first] += np.float32(gain) * sound[first:]


def drops(rng: Rng, frames: int, a_second: float, *, tail: float, width: float = 0.8) -> NDArray[np.float32]:
    """Return impulses at random frames of a loop, with heavy-tailed sizes of 1 and above (:meth:`Rng.heavy`).

    Each is panned at random, up to ``width``.
    """
    count = round(a_second * frames / FRAME_RATE)
    at = rng.times(count, frames)
    sizes = np.minimum(rng.heavy(count, tail), 12) * np.where(rng.uniform(count) < 0.5, -1, 1)
    angle = np.pi / 4 * (1 + rng.uniform(count, -width, width))
    ring = np.zeros((2, frames), np.float32)
    np.add.at(ring[0], at, (sizes * np.cos(angle)).astype(np.float32))
    np.add.at(ring[1], at, (sizes * np.sin(angle)).astype(np.float32))
    return ring


def power(sound: NDArray[np.float32]) -> float:
    """Return the mean square of a sound."""
    return float(np.mean(np.square(sound, dtype=np.float64)))


def unit(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a sound normalized to power 1."""
    return sound * np.float32(1 / math.sqrt(max(power(sound), 1e-20)))
