"""Synthesized beds: seamless loops of ambience that play under a scene.

All are shaped noise, slowly modulated, with random events: no recording, so no licence. Each has little energy around
2 kHz, where consonants are, and is never so even that it sounds like a machine (except the engine).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from drama.dsp.filters import bell, high_pass, in_series, low_pass, peak, tilt
from drama.dsp.level import ratio
from drama.dsp.measure import loudness_lufs
from drama.dsp.rng import Rng
from drama.model import FRAME_RATE
from drama.sounds.builtin.crowd import crowd
from drama.sounds.builtin.loops import (
    add_wrapped,
    db,
    delayed,
    drops,
    filtered,
    noise,
    periodic,
    slow,
    stereo,
    swells,
    unit,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

BED_LUFS = -26.0
"""Loudness of every bed as synthesized."""
_CREST = 8.0
"""Largest ratio of a bed's peak to its RMS (18 dB)."""
_SECONDS = 24
"""Length of a loop: 1,058,400 frames, a product of small primes, which has a fast Fourier transform."""


def make_bed(name: str) -> NDArray[np.float32]:
    """Return one loop of a bed, one of :data:`drama.model.BEDS`, shape (frames, 2), at :data:`BED_LUFS`."""
    sound = unit(_BEDS[name](Rng("bed", name), _SECONDS * FRAME_RATE))
    bed = np.ascontiguousarray(_softened(sound).T)
    return np.asarray(bed * np.float32(ratio(BED_LUFS - loudness_lufs(bed))))


def _softened(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a sound of power 1 with its peaks soft-clipped at :data:`_CREST`, so that nothing in a bed startles."""
    bend = np.float32(_CREST / 2)
    over = np.abs(sound) - bend
    bent = bend + bend * np.tanh(over / bend)
    return np.where(over > 0, np.copysign(bent, sound), sound)


def _rain(rng: Rng, frames: int) -> NDArray[np.float32]:
    """Return steady rain on leaves and stone: a hiss of drops too many to tell, drops near by, drips off an edge."""
    far = noise(rng, frames, in_series(high_pass(350, 1), low_pass(7_000, 1), tilt(1_000, -2.5), peak(2_200, 1, -3)))
    far *= db(0.8 * slow(rng, frames, 0.4))
    near = filtered(
        drops(rng, frames, 420, tail=2.2),
        in_series(high_pass(900, 1), low_pass(6_500, 2), peak(3_400, 0.5, 5)),
    )
    low = filtered(drops(rng, frames, 60, tail=1.8), in_series(high_pass(250, 2), low_pass(900, 2)))
    ring = 0.9 * unit(far) + 0.42 * unit(near) + 0.25 * unit(low)
    for at, pitch, pan, size in zip(
        rng.times(70, frames), rng.uniform(70, 700, 1_900), rng.uniform(70, -0.8, 0.8), rng.uniform(70),
        strict=True,
    ):  # fmt: skip
        add_wrapped(ring, _drip(pitch, 0.25 + 0.5 * size**2), int(at), pan=pan)
    return np.asarray(ring)


def _drip(hz: float, size: float) -> NDArray[np.float32]:
    """Return a drop into a puddle: a bubble that sings and rises a little in pitch (Minnaert)."""
    time = np.arange(FRAME_RATE // 14) / FRAME_RATE
    phase = 2 * np.pi * hz * (time + 1.5 * time**2)
    body = np.sin(phase) * np.exp(-time * 75) * (1 - np.exp(-time * 900))
    return np.asarray(size * body, np.float32)


def _wind(rng: Rng, frames: int) -> NDArray[np.float32]:
    """Return wind in gusts that pass from one side to the other; the stronger, the brighter."""
    gust = 0.75 * slow(rng, frames, 0.16) + 0.4 * slow(rng, frames, 0.5)
    ring = np.zeros((2, frames), np.float32)
    for hz, level_db, swing_db in ((75.0, -2, 1.5), (150, 0, 2.5), (290, -3, 3.5), (540, -8, 5), (1_050, -15, 6.5)):
        own = 0.35 * slow(rng, frames, 0.9)
        band = noise(rng, frames, in_series(high_pass(hz * 0.75, 2), low_pass(hz * 1.35, 2)))
        move = np.float32(level_db) + np.float32(swing_db) * (gust + own)
        ring += band * stereo(db(move), db(delayed(move, 0.5)))
    flutter = slow(rng, frames, 0.3)
    for hz in (410.0, 615.0):  # it sings softly around an edge
        tone = noise(rng, frames, bell(hz * (1 + 0.02 * rng.one(-1, 1)), 0.05))
        ring += tone * db(-21 + 5 * gust + 2 * flutter)
    return np.asarray(ring)


def _city(rng: Rng, frames: int) -> NDArray[np.float32]:
    """Return a town two streets away: a rumble, a wash, and cars that pass now and then."""
    seconds = frames / FRAME_RATE
    rumble = noise(rng, frames, in_series(high_pass(35, 2), low_pass(160, 2), tilt(100, -3)))
    wash = noise(rng, frames, in_series(high_pass(150, 1), low_pass(1_400, 1), tilt(500, -3)))
    wash *= db(1.6 * slow(rng, frames, 0.25))
    tyres = noise(rng, frames, in_series(high_pass(300, 1), low_pass(2_000, 2), peak(850, 0.8, 4)), correlation=0.7)
    motors = noise(rng, frames, in_series(high_pass(55, 2), low_pass(260, 2), peak(95, 0.4, 6)), correlation=0.7)
    cars = np.sort(np.linspace(0, seconds, 4, endpoint=False) + rng.uniform(4, -2.2, 2.2)) % seconds
    sizes = rng.uniform(4, 0.4, 1.0)
    turn = 0.9 * np.where(rng.uniform(4) < 0.5, -1, 1)
    left = swells(frames, (cars - turn) % seconds, rise_s=1.3, fall_s=1.7, size=sizes)
    right = swells(frames, (cars + turn) % seconds, rise_s=1.3, fall_s=1.7, size=sizes)
    passing = stereo(left, right)
    return 0.6 * rumble + 0.42 * wash + (0.62 * tyres + 0.75 * motors) * passing


def _fire(rng: Rng, frames: int) -> NDArray[np.float32]:
    """Return a wood fire: a flame that breathes, and wood that ticks, snaps and pops."""
    breath = 0.6 * slow(rng, frames, 5) + 0.6 * slow(rng, frames, 0.6)
    flame = noise(rng, frames, in_series(high_pass(45, 2), low_pass(320, 1), tilt(200, -2)), correlation=0.5)
    flame *= db(2.2 * breath)
    hiss = noise(rng, frames, in_series(high_pass(1_200, 1), low_pass(7_000, 1), tilt(2_000, -2)))
    hiss *= db(1.5 * slow(rng, frames, 1.2))
    bursts = db(5 * slow(rng, frames, 1.4))  # wood crackles in fits
    ticks = filtered(drops(rng, frames, 14, tail=1.3) * bursts, in_series(high_pass(2_500, 2), low_pass(9_000, 2)))
    ring = 0.75 * flame + 0.085 * hiss + 0.13 * unit(ticks)
    for at, size, pan in zip(
        rng.times(46, frames), np.minimum(rng.heavy(46, 1.6), 4), rng.uniform(46, -0.6, 0.6), strict=True
    ):
        add_wrapped(ring, _snap(rng, float(size)), int(at), pan=pan)
    return np.asarray(ring)


def _snap(rng: Rng, size: float) -> NDArray[np.float32]:
    """Return wood that snaps: a crack, and the thump of what it springs from, the louder the deeper."""
    time = np.arange(FRAME_RATE // 16) / FRAME_RATE
    crack = rng.uniform(len(time), -1, 1) * np.exp(-time * (700 / math.sqrt(size)))
    crack = np.diff(crack, prepend=0.0) * 0.6 + 0.4 * crack
    body = np.sin(2 * np.pi * (950 / math.sqrt(size)) * time) * np.exp(-time * 220 / math.sqrt(size))
    return (0.55 * size * (crack + 0.35 * body) * np.minimum(1, time * 8_000)).astype(np.float32)


def _sea(rng: Rng, frames: int) -> NDArray[np.float32]:
    """Return waves on a beach: they come, break from one side to the other, and run back over the sand."""
    seconds = frames / FRAME_RATE
    waves = (np.asarray([0.4, 6.7, 12.1, 19.3, 25.0]) / 30 * seconds + rng.uniform(5, -0.5, 0.5)) % seconds
    sizes = np.asarray([0.75, 1.0, 0.6, 0.95, 0.7])
    skew = rng.uniform(5, -0.7, 0.7)
    ring = 0.4 * noise(rng, frames, in_series(high_pass(40, 2), low_pass(220, 1)))
    ring += 0.10 * noise(rng, frames, in_series(high_pass(300, 1), low_pass(2_500, 1), tilt(800, -3)))
    layers = (
        (in_series(high_pass(60, 2), low_pass(330, 2)), -0.5, 1.7, 1.6, 0.75),
        (in_series(high_pass(180, 1), low_pass(1_300, 1), tilt(500, -2)), 0.0, 0.9, 1.5, 0.75),
        (in_series(high_pass(700, 1), low_pass(5_000, 1), peak(2_200, 0.9, -3)), 0.35, 0.6, 1.4, 0.26),
        (in_series(high_pass(2_500, 2), low_pass(9_000, 1)), 1.5, 1.1, 2.3, 0.085),
    )
    for curve, after, rise, fall, level in layers:
        spread_out = [
            swells(frames, (waves + after + side * skew) % seconds, rise_s=rise, fall_s=fall, size=sizes)
            for side in (-0.5, 0.5)
        ]
        ring += np.float32(level) * noise(rng, frames, curve) * stereo(spread_out[0], spread_out[1])
    return np.asarray(ring)


def _night(rng: Rng, frames: int) -> NDArray[np.float32]:
    """Return a summer night: crickets near and far, and the air between them."""
    ring = 0.19 * noise(rng, frames, in_series(high_pass(60, 2), low_pass(500, 1), tilt(150, -4)))
    ring *= db(1.5 * slow(rng, frames, 0.2))
    far = noise(rng, frames, bell(4_600, 0.09), correlation=0.3)
    trill = 0.6 + 0.4 * periodic(np.sin(2 * np.pi * 13 * np.arange(8192) / 8192 * (frames / FRAME_RATE)), frames)
    ring += 0.034 * far * trill * db(1.5 * slow(rng, frames, 0.15))
    for hz, rate, pan, size in ((4_150, 2.3, -0.55, 0.30), (4_480, 1.9, 0.5, 0.22), (3_850, 1.35, 0.1, 0.14)):
        rounds = round(rate * frames / FRAME_RATE)
        sing = slow(rng, frames, 0.12)
        for turn in range(rounds):
            at = int((turn + 0.12 * rng.one(-1, 1)) * frames / rounds)
            loud = max(0.0, min(1.0, 0.75 + 0.6 * float(sing[at % frames])))
            if loud > 0:
                add_wrapped(ring, _chirp(hz * (1 + 0.004 * rng.one(-1, 1)), size * loud), at, pan=pan)
    return np.asarray(ring)


def _chirp(hz: float, size: float) -> NDArray[np.float32]:
    """Return a cricket's chirp: three strokes of its wings, each a little louder."""
    time = np.arange(round(0.13 * FRAME_RATE)) / FRAME_RATE
    strokes = sum(
        (0.6 + 0.2 * stroke) * np.exp(-(((time - 0.022 - 0.042 * stroke) / 0.0095) ** 2)) for stroke in range(3)
    )
    return (size * strokes * np.sin(2 * np.pi * hz * (time - 0.06 * time**2))).astype(np.float32)


def _engine(rng: Rng, frames: int) -> NDArray[np.float32]:
    """Return the inside of a car on a country road: the motor's orders, and the road."""
    seconds = frames / FRAME_RATE
    turns = round(38.0 * seconds)
    drift = slow(rng, frames, 0.2)
    sway = np.cumsum(drift.astype(np.float64)) / FRAME_RATE
    sway -= np.linspace(0, sway[-1], frames)
    phase = 2 * np.pi * (np.arange(frames) * (turns / frames) + 0.9 * sway)
    turn = np.exp(1j * phase).astype(np.complex64)
    order = np.ones_like(turn)
    left, right = np.zeros(frames, np.float32), np.zeros(frames, np.float32)
    for number in range(1, 17):  # of a four-cylinder motor the even orders are the strongest
        order = order * turn
        level = (1.0 if number % 2 == 0 else 0.28) / number**1.15 * (0.7 + 0.6 * rng.one())
        start, apart = 2 * math.pi * rng.one(), rng.one(-1.6, 1.6)
        left += (order * np.complex64(level * np.exp(1j * start))).real
        right += (order * np.complex64(level * np.exp(1j * (start + apart)))).real
    road = noise(rng, frames, in_series(high_pass(40, 2), low_pass(260, 1), tilt(150, -3)))
    air = noise(rng, frames, in_series(high_pass(300, 1), low_pass(1_800, 1), tilt(600, -4)))
    road *= db(1.3 * slow(rng, frames, 0.5))
    motor = stereo(left, right) * db(0.8 * slow(rng, frames, 0.4))
    return np.asarray(0.8 * unit(motor) + 0.65 * road + 0.18 * air)


def _roomtone(rng: Rng, frames: int) -> NDArray[np.float32]:
    """Return the air of a quiet room."""
    air = noise(rng, frames, in_series(high_pass(45, 1), low_pass(2_200, 1), tilt(300, -5)))
    return air * db(0.4 * slow(rng, frames, 0.15))


_BEDS: Mapping[str, Callable[[Rng, int], NDArray[np.float32]]] = MappingProxyType(
    {
        "rain": _rain,
        "wind": _wind,
        "city": _city,
        "crowd": crowd,
        "fire": _fire,
        "sea": _sea,
        "night": _night,
        "engine": _engine,
        "roomtone": _roomtone,
    }
)
