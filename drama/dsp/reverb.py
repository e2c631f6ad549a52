"""Reverb: the rooms that scenes play in, by convolution with synthetic stereo impulse responses.

Each response has early reflections by the image-source method for a box (Allen & Berkley 1979, to the second order),
then a diffuse tail of noise that decays by 60 dB in the room's reverberation time, faster at high frequencies (walls
and air absorb treble first). Reflections come from the side of their wall; the tail is correlated between the channels
as at two ears, so that nothing is lost on one loudspeaker.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from drama.dsp.filters import Convolver, Curve, high_pass, in_series, low_pass, peak
from drama.dsp.rng import Rng
from drama.model import FRAME_RATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


_PLASTER = low_pass(7_000, 1)


@dataclass(frozen=True, slots=True)
class Room:
    """The acoustics of a room."""

    decay_s: float
    """Reverberation time (RT60) at 1 kHz."""
    high_decay: float
    """Reverberation time at 8 kHz, relative to that at 1 kHz."""
    low_decay: float
    """Reverberation time at 125 Hz, relative to that at 1 kHz."""
    size_m: tuple[float, float, float]
    """Size of the box for the early reflections: width, depth, height."""
    reflection: float
    """Amplitude reflection coefficient of the walls; there is always a floor, a ceiling only indoors."""
    tail_db: float
    """Energy of the tail relative to the early reflections."""
    wet_db: float
    """Level of the reverb relative to the dry voice at wet level 1."""
    curve: Curve = _PLASTER
    """Frequency response of the walls."""
    is_open: bool = False
    """Whether the place is outdoors, without a ceiling."""


ROOM_ACOUSTICS: Mapping[str, Room] = MappingProxyType(
    {
        "outdoors": Room(0.25, 0.6, 0.8, (30, 40, 8), 0.15, -3, -22, low_pass(4_000, 1), is_open=True),
        "forest": Room(
            0.7, 0.5, 0.7, (18, 25, 12), 0.25, 2, -17, in_series(low_pass(4_500, 1), high_pass(180, 1)), is_open=True
        ),
        "street": Room(0.6, 0.6, 0.9, (14, 60, 18), 0.6, -3, -15, low_pass(5_000, 1), is_open=True),
        "room": Room(0.35, 0.7, 1.15, (4.2, 5.5, 2.6), 0.6, 0, -14),
        "hall": Room(1.4, 0.6, 1.15, (17, 26, 9), 0.75, 4, -15),
        "church": Room(2.8, 0.45, 1.2, (16, 44, 17), 0.8, 7, -15.5, low_pass(5_000, 1)),
        "cellar": Room(0.8, 0.55, 1.4, (4.5, 6, 2.2), 0.8, 3, -15, in_series(low_pass(3_500, 1), peak(220, 0.8, 3))),
        "cave": Room(2.2, 0.45, 1.2, (9, 21, 7), 0.8, 5, -15, in_series(low_pass(3_500, 1), peak(400, 1.0, 3))),
        "car": Room(0.12, 0.6, 1.5, (1.5, 2.3, 1.15), 0.6, -6, -13, in_series(low_pass(3_000, 1), peak(160, 0.7, 5))),
    }
)
"""Room name -> acoustics, for all of :data:`drama.model.ROOMS`."""

WET_DB: Mapping[str, float] = MappingProxyType({name: room.wet_db for name, room in ROOM_ACOUSTICS.items()})
"""Wet level of each room relative to the dry voice, in dB: audible, without masking a word."""

_SOUND_M_S = 343.0
_EAR_M = 0.09
"""Half the distance between two ears."""
_BANDS_HZ = (0, 250, 500, 1_000, 2_000, 4_000, 8_000)
"""Lower edges of the bands of the tail, each with its own decay."""
_CORRELATION = 0.5
"""Correlation of left and right in the tail."""


def room_tail_frames(room: str) -> int:
    """Return the length of a room's tail after the last frame of a voice, down to −60 dB; 0 for no room."""
    return _frames(ROOM_ACOUSTICS[room]) - 1 if room else 0


def reverberate(samples: NDArray[np.float32], room: str) -> NDArray[np.float32]:
    """Return the wet signal of a mono voice in a room, shape (frames + :func:`room_tail_frames`, 2).

    Without the dry voice, and as loud (K-weighted) as an input of average speech spectrum: apply :data:`WET_DB` and the
    style's wet level. Linear: the sum over parts equals the whole.
    """
    return _convolver(room)(samples)


@cache
def _convolver(room: str) -> Convolver:
    return Convolver(_response(room))


@cache
def _response(room: str) -> NDArray[np.float32]:
    """Return the impulse response of a room, shape (taps, 2), with unit K-weighted gain for a speech spectrum."""
    acoustics = ROOM_ACOUSTICS[room]
    frames = _frames(acoustics)
    early = _early(acoustics, frames)
    late = _late(acoustics, frames, Rng("room", room))
    late *= 10 ** (acoustics.tail_db / 20) * math.sqrt(float(np.sum(early**2) / np.sum(late**2)))
    spectrum = np.fft.rfft(early + late, 2 * frames, axis=0)
    hz = np.fft.rfftfreq(2 * frames, 1 / FRAME_RATE)
    spectrum *= in_series(acoustics.curve, high_pass(90, 1))(hz)[:, None]
    response = np.fft.irfft(spectrum * _delay(hz)[:, None], 2 * frames, axis=0)[:frames]
    fade = frames // 10
    response[-fade:] *= ((1 + np.cos(np.pi * np.arange(fade) / fade)) / 2)[:, None]
    power = np.abs(np.fft.rfft(response, 2 * frames, axis=0)) ** 2
    weights = _voice_power(hz)
    loud = np.sum(power * weights[:, None], axis=0) / np.sum(weights)
    return np.asarray(response / np.sqrt(loud), np.float32)


def _frames(room: Room) -> int:
    return round((room.decay_s * max(1.0, room.low_decay) + 0.02) * FRAME_RATE)


def _delay(hz: NDArray[np.floating]) -> NDArray[np.complexfloating]:
    """Return the spectrum of a delay of 2 ms, which makes the zero-phase filters above causal."""
    return np.asarray(np.exp(-2j * np.pi * hz * 0.002))


def _voice_power(hz: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return the K-weighted power of the average voice at each frequency.

    Byrne et al. 1994 (long-term average speech spectrum, 12 languages): flat from 100 to 500 Hz, then some 9 dB an
    octave down to 1 kHz and 5 above; K-weighting adds 4 dB above 1.5 kHz.
    """
    points = (50, 100, 200, 500, 1_000, 2_000, 4_000, 8_000, 16_000)
    levels_db = (-30, -3, 0, 0, -5, -9, -14, -18, -30)
    db = np.interp(np.log(np.maximum(hz, 20)), np.log(points), levels_db)
    density = db - 10 * np.log10(np.maximum(hz, 20))  # third octaves -> a hertz
    shelf = 4 / (1 + (1_500 / np.maximum(hz, 1)) ** 2)
    return np.asarray(10 ** ((density + shelf) / 10))


def _early(room: Room, frames: int) -> NDArray[np.float64]:
    """Return the early reflections: image sources of a voice, at a listener 1.2 m in front of it, shape (frames, 2)."""
    width, depth, height = room.size_m
    ears = np.asarray([0.46 * width, 0.40 * depth, min(1.5, 0.55 * height)])
    voice = ears + np.asarray([0.07 * min(width, 3), min(1.2, 0.3 * depth), 0.05])
    out = np.zeros((frames, 2))
    direct = float(np.linalg.norm(voice - ears))
    sizes = np.asarray([width, depth, height])
    for order in itertools.product(range(-2, 3), repeat=3):
        walls = sum(abs(step) for step in order)
        if not 0 < walls <= 3 or (room.is_open and order[2] not in {0, -1}):
            continue
        image = np.asarray([_mirrored(voice[axis], sizes[axis], order[axis]) for axis in range(3)])
        way = image - ears
        for side in (0, 1):
            ear = way - np.asarray([(-_EAR_M, _EAR_M)[side], 0, 0])
            distance = float(np.linalg.norm(ear))
            frame = round((distance - direct + 0.3) / _SOUND_M_S * FRAME_RATE)
            if 0 <= frame < frames:
                shadow = 1 + 0.4 * (1 if side else -1) * way[0] / max(distance, 0.1)
                out[frame, side] += shadow * room.reflection**walls * direct / distance
    return out


def _mirrored(place: float, size: float, times: int) -> float:
    """Return the coordinate of an image source after ``times`` reflections to one side (negative: the other)."""
    return times * size + (place if times % 2 == 0 else size - place)


def _late(room: Room, frames: int, rng: Rng) -> NDArray[np.float64]:
    """Return the diffuse tail: noise with the room's decay in each band, rising as the reflections get denser."""
    noise = rng.uniform(frames * 3, -1, 1).reshape(3, frames)
    both = np.stack(
        [math.sqrt(_CORRELATION) * noise[0] + math.sqrt(1 - _CORRELATION) * own for own in noise[1:]], axis=1
    )
    spectrum = np.fft.rfft(both, axis=0)
    hz = np.fft.rfftfreq(frames, 1 / FRAME_RATE)
    time = np.arange(frames) / FRAME_RATE
    out = np.zeros((frames, 2))
    for low, high in itertools.pairwise((*_BANDS_HZ, FRAME_RATE)):
        band = np.fft.irfft(spectrum * ((hz >= low) & (hz < high))[:, None], frames, axis=0)
        out += band * 10 ** (-3 * time / _decay_s(room, math.sqrt(max(low, 125) * min(high, 16_000))))[:, None]
    mean_way_s = (math.prod(room.size_m) ** (1 / 3)) / _SOUND_M_S
    rise = np.clip(time / (2 * mean_way_s), 0, 1) ** 2
    return np.asarray(out * rise[:, None])


def _decay_s(room: Room, hz: float) -> float:
    """Return the decay time at a frequency, interpolated over its logarithm."""
    factors = (room.low_decay, 1.0, room.high_decay)
    return room.decay_s * float(np.interp(math.log2(hz), np.log2((125, 1_000, 8_000)), factors))
