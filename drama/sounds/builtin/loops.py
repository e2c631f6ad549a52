"""Rounds: sounds that have no beginning and no end, what the beds are woven of.

Noise is made in the spectrum: a sum of waves that each fit the round a whole number of times goes on at its beginning
as it left off at its end. What happens in it is laid on a ring. Sounds have shape (2, frames) here, float32.
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

ALIKE = 0.4
"""Correlation of left and right: wide, and nothing is lost on one loudspeaker."""
_FLOOR = 1e-3
"""Waves this far under the strongest (−60 dB) are left out."""
_LOWEST_HZ = 12.0
_CURVE_POINTS = 2_000
"""Frequencies at which a curve is computed, evenly spread over the octaves; straight lines between."""
_AUDIBLE = high_pass(30, 3)
"""What is lower moves loudspeakers and is not heard."""
_GRID = 1 << 12
"""Points in a round at which slow movements are computed; straight lines between."""


def noise(rng: Rng, frames: int, curve: Curve, *, alike: float = ALIKE) -> NDArray[np.float32]:
    """Return noise of a spectrum, of power 1, that goes round."""
    first, magnitude = _heard(curve, frames)
    waves = rng.phases(3 * len(magnitude)).reshape(3, -1)
    shape = magnitude * np.float32(frames / math.sqrt(2 * float(np.sum(magnitude.astype(np.float64) ** 2))))
    spectrum = np.zeros((2, frames // 2 + 1), np.complex64)
    np.multiply(waves[1:], np.float32(math.sqrt(1 - alike)), out=spectrum[:, first : first + len(shape)])
    spectrum[:, first : first + len(shape)] += waves[0] * np.float32(math.sqrt(alike))
    spectrum[:, first : first + len(shape)] *= shape
    return np.asarray(np.fft.irfft(spectrum, frames, axis=1), np.float32)


def _heard(curve: Curve, frames: int) -> tuple[int, NDArray[np.float32]]:
    """Return the first wave of a spectrum that counts, and the magnitudes from there to the last."""
    hz = np.geomspace(_LOWEST_HZ, FRAME_RATE / 2, _CURVE_POINTS)
    magnitude = curve(hz) * _AUDIBLE(hz)
    heard = hz[magnitude > _FLOOR * magnitude.max()]
    first, last = (int(end * frames / FRAME_RATE) for end in (heard[0], heard[-1]))
    return first, np.interp(np.arange(first, last) * (FRAME_RATE / frames), hz, magnitude).astype(np.float32)


def filtered(sound: NDArray[np.float32], curve: Curve, *, rate: int = FRAME_RATE) -> NDArray[np.float32]:
    """Return a round through a filter that keeps every wave where it is (zero phase)."""
    frames = sound.shape[1]
    hz = np.geomspace(_LOWEST_HZ, rate / 2, _CURVE_POINTS)
    magnitude = np.interp(np.arange(frames // 2 + 1) * (rate / frames), hz, curve(hz)).astype(np.float32)
    return np.asarray(np.fft.irfft(np.fft.rfft(sound, axis=1) * magnitude, frames, axis=1), np.float32)


def slow(rng: Rng, frames: int, fastest_hz: float, *, rate: int = FRAME_RATE) -> NDArray[np.float32]:
    """Return a slow random movement around 0, of power 1, shape (frames,), that goes round."""
    waves = max(2, round(fastest_hz * frames / rate))
    spectrum = np.zeros(_GRID // 2 + 1, np.complex128)
    sizes = 0.5 + rng.uniform(waves)
    spectrum[1 : waves + 1] = sizes * np.exp(2j * np.pi * rng.uniform(waves))
    points = np.fft.irfft(spectrum)
    points /= math.sqrt(float(np.mean(points**2)))
    return along(points, frames)


def along(points: NDArray[np.float64], frames: int) -> NDArray[np.float32]:
    """Return points of a round, evenly spread over it, with straight lines between: shape (frames,)."""
    places = np.arange(frames) * (len(points) / frames)
    return np.asarray(np.interp(places, np.arange(len(points) + 1), np.append(points, points[0])), np.float32)


def later(movement: NDArray[np.float32], seconds: float) -> NDArray[np.float32]:
    """Return a movement that comes later by some time."""
    return np.roll(movement, round(seconds * FRAME_RATE))


def db(movement: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return the amplitude ratio of a movement in decibels."""
    return np.asarray(np.exp(movement * np.float32(math.log(10) / 20)), np.float32)


def sides(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what goes left and what goes right as one, shape (2, frames)."""
    return np.stack([left, right])


def bumps(
    frames: int,
    at_s: NDArray[np.float64],
    *,
    rise_s: float,
    fall_s: float,
    size: NDArray[np.float64],
    rate: int = FRAME_RATE,
) -> NDArray[np.float32]:
    """Return swells of a round, shape (frames,): each rises to its ``size`` at its time, then falls.

    Bells: by a factor of e in the time given, faster further out.
    """
    points_a_second = _GRID * rate / frames
    reach = math.ceil(3 * max(rise_s, fall_s) * points_a_second)
    near = np.arange(-reach, reach + 1)
    total = np.zeros(_GRID)
    for at, height in zip(at_s * points_a_second, size, strict=True):
        away = near + math.floor(at) - at
        bell = height * np.exp(-((away / np.where(away < 0, rise_s, fall_s) / points_a_second) ** 2))
        np.add.at(total, (near + math.floor(at)) % _GRID, bell)
    return along(total, frames)


def lay(ring: NDArray[np.float32], sound: NDArray[np.float32], at: int, *, pan: float = 0.0) -> None:
    """Add a mono sound to a ring at a frame of it, at a place between left (−1) and right (1), constant power.

    What goes beyond the end comes at the beginning.
    """
    frames = ring.shape[1]
    at %= frames
    first = min(len(sound), frames - at)
    angle = math.pi / 4 * (1 + pan)
    for side, gain in zip(ring, (math.cos(angle), math.sin(angle)), strict=True):
        side[at : at + first] += np.float32(gain) * sound[:first]
        side[: len(sound) - first] += np.float32(gain) * sound[first:]


def drops(rng: Rng, frames: int, a_second: float, *, tail: float, width: float = 0.8) -> NDArray[np.float32]:
    """Return single samples at random places of a ring: sizes of 1 and above, ``tail`` as in :meth:`Rng.heavy`.

    Each at a place of its own between left and right, up to ``width`` of the way.
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
    """Return a sound at power 1."""
    return sound * np.float32(1 / math.sqrt(max(power(sound), 1e-20)))
