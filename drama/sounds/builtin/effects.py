"""Synthesized spot effects: a dozen short sounds of impacts, friction and noise.

Each begins and ends in silence and is recognised by its rhythm and its spectrum.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from drama.dsp.filters import high_pass, in_series, low_pass, peak, tilt
from drama.dsp.level import fade_ends, ratio
from drama.dsp.measure import loudness_lufs
from drama.dsp.reverb import WET_DB, reverberate
from drama.dsp.rng import Rng
from drama.model import FRAME_RATE
from drama.sounds.builtin.impacts import add, canvas, decay, modal, seconds, shaped_noise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

EFFECT_LUFS = -22.0
"""Loudness of effects as synthesized, if their peaks allow it."""
EFFECT_PEAK_DBFS = -3.5
"""Highest sample peak; true peaks stay under −3 dBTP."""
_FADE_FRAMES = 5 * FRAME_RATE // 1000


def make_effect(name: str) -> NDArray[np.float32]:
    """Return a spot effect, one of :data:`drama.model.EFFECTS`, shape (frames, 2)."""
    synthesize, room, wet_db = _EFFECTS[name]
    sound = synthesize(Rng("effect", name))
    sound -= sound.mean(axis=1, keepdims=True)
    dry = sound.T.astype(np.float32)
    if room:
        wet = reverberate(dry.mean(axis=1), room) * np.float32(ratio(WET_DB[room] + wet_db))
        wet[: len(dry)] += dry
        dry = _trimmed(wet)
    dry = np.stack([fade_ends(np.ascontiguousarray(side), _FADE_FRAMES) for side in dry.T], axis=1)
    gain = ratio(EFFECT_LUFS - loudness_lufs(dry))
    return dry * np.float32(min(gain, ratio(EFFECT_PEAK_DBFS) / float(np.max(np.abs(dry)))))


def _trimmed(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a sound without its inaudible tail, 55 dB below its peak."""
    loud = np.flatnonzero(np.max(np.abs(sound), axis=1) > np.max(np.abs(sound)) * ratio(-55))
    return sound[: loud[-1] + 2 * _FADE_FRAMES]


def _knock(rng: Rng) -> NDArray[np.float64]:
    """Return knuckles on a wooden door: three, the last a touch harder."""
    out = canvas(1.1)
    time = seconds(0.25)
    for at, loud in ((0.01, 0.8), (0.24, 0.75), (0.455, 1.0)):
        bend = 1 + 0.03 * rng.one(-1, 1)
        wood = modal(time, [(185 * bend, 1.0, 0.16), (310 * bend, 0.8, 0.12), (540 * bend, 0.5, 0.09),
                           (870, 0.35, 0.06), (1_450 * bend, 0.2, 0.035)], strike_s=0.0012)  # fmt: skip
        click = shaped_noise(rng, time, in_series(high_pass(600, 1), low_pass(3_000, 1))) * decay(time, 0.035)
        add(out, loud * (wood + 0.35 * click), at, pan=0.04 * rng.one(-1, 1))
    return out


def _door(rng: Rng) -> NDArray[np.float64]:
    """Return a door that falls shut: hinges, a thud, the latch, the frame that rattles after."""
    out = canvas(1.7)
    time = seconds(0.6)
    creak = canvas(0.55)
    at = 0.0
    while at < 0.5:  # stick and slip: strokes that come faster and faster
        stroke = modal(
            seconds(0.03), [(430 + 900 * at**2, 1.0, 0.03), (940 + 1_700 * at**2, 0.7, 0.02), (2_250, 0.3, 0.012)]
        )
        add(creak, stroke * (0.4 + 0.6 * rng.one()) * math.sin(math.pi * at / 0.55), at)
        at += (0.022 - 0.02 * at) * rng.one(0.8, 1.25)
    add(out, 0.16 * creak[0], 0.0, pan=-0.1)
    thud = modal(
        time, [(62, 1.0, 0.42), (98, 0.9, 0.34), (151, 0.6, 0.24), (233, 0.4, 0.16), (410, 0.2, 0.1)], strike_s=0.002
    )
    wind = shaped_noise(rng, time, in_series(high_pass(90, 1), low_pass(700, 1))) * decay(time, 0.22, rise_s=0.002)
    add(out, 1.15 * thud + 0.75 * wind, 0.62)
    for at, loud in ((0.605, 0.5), (0.655, 0.7), (0.72, 0.22), (0.775, 0.12)):
        latch = modal(time, [(1_830, 0.6, 0.05), (2_960, 0.5, 0.04), (4_350, 0.3, 0.025)], strike_s=0.0003)
        add(out, 0.35 * loud * latch, at, pan=0.12)
        add(
            out,
            0.25 * loud * shaped_noise(rng, time, in_series(high_pass(250, 1), low_pass(1_500, 1))) * decay(time, 0.06),
            at,
        )
    return out


def _footsteps(rng: Rng) -> NDArray[np.float64]:
    """Return five steps on a hard floor, heel and sole, passing slowly."""
    out = canvas(2.9)
    time = seconds(0.22)
    for step in range(5):
        at = 0.02 + step * 0.54 + 0.02 * rng.one(-1, 1)
        loud, other = 0.85 + 0.15 * rng.one(), 1.0 + (0.06 if step % 2 else 0)
        heel = modal(
            time, [(105 * other, 0.9, 0.11), (240 * other, 0.6, 0.07), (1_150 * other, 0.18, 0.03)], strike_s=0.002
        )
        knock = shaped_noise(rng, time, in_series(high_pass(700, 1), low_pass(3_200, 2))) * decay(
            time, 0.05, rise_s=0.003
        )
        sole = shaped_noise(rng, time, in_series(high_pass(450, 1), low_pass(2_600, 1))) * decay(
            time, 0.11, rise_s=0.012
        )
        pan = -0.25 + 0.125 * step
        add(out, loud * (heel + 0.4 * knock), at, pan=pan)
        add(out, 0.3 * loud * sole, at + 0.075, pan=pan)
    return out


def _thunder(rng: Rng) -> NDArray[np.float64]:
    """Return thunder not far off: a crack that tears, and a rumble that rolls away, the longer the darker."""
    out = canvas(3.0)
    time, short = seconds(3.0), seconds(0.4)
    for at, loud in zip(0.03 + 0.75 * rng.uniform(18) ** 1.8, rng.uniform(18, 0.25, 0.9), strict=True):
        tear = shaped_noise(rng, short, in_series(high_pass(180, 1), low_pass(2_400, 1), tilt(500, -2)))
        add(out, loud * tear * decay(short, 0.16, rise_s=0.002), float(at), pan=rng.one(-0.5, 0.5))
    for curve, level, strokes, fall_s in (
        (low_pass(480, 2), 0.75, ((0.08, 1.0), (0.5, 0.7), (0.85, 0.4)), 0.22),
        (low_pass(95, 1), 1.0, ((0.15, 1.0), (0.6, 0.9), (1.02, 0.65), (1.5, 0.75), (2.0, 0.4)), 0.4),
    ):
        roll = sum(loud * np.exp(-(((time - at) / np.where(time < at, 0.08, fall_s)) ** 2)) for at, loud in strokes)
        for side in (-0.8, 0.8):
            rumble = shaped_noise(rng, time, in_series(high_pass(30, 2), curve, low_pass(700, 2)))
            add(out, level * roll * rumble, 0.0, pan=side)
    return np.asarray(out * np.minimum(1, (3.0 - time) / 1.1) * np.minimum(1, time / 0.01))


def _bell(_chance: Rng) -> NDArray[np.float64]:
    """Return a church bell, one stroke: hum, prime, minor third, fifth, nominal (as founders call them)."""
    out = canvas(3.0)
    time = seconds(2.99)
    strike = 392.0
    partials = (
        (0.5, 0.55, 6.5), (1.0, 0.7, 5.0), (1.19, 0.75, 4.2), (1.5, 0.35, 3.0), (2.0, 0.9, 3.0), (2.51, 0.4, 1.8),
        (2.66, 0.3, 1.6), (3.01, 0.35, 1.4), (4.16, 0.22, 1.0), (5.43, 0.13, 0.6), (6.8, 0.08, 0.4),
    )  # fmt: skip
    for side, apart in ((-0.45, 0.9994), (0.45, 1.0006)):  # no bell is round: every partial is two that beat
        add(out, modal(time, [(share * strike * apart, loud, fall) for share, loud, fall in partials]), 0.005, pan=side)
    return np.asarray(out * np.minimum(1, (3.0 - seconds(3.0)) / 1.6) ** 1.5)


def _phone(rng: Rng) -> NDArray[np.float64]:
    """Return an old telephone: a clapper between two gongs, twice."""
    out = canvas(2.6)
    time = seconds(0.35)
    gongs = [[(hz * share, loud, fall) for share, loud, fall in ((1, 1.0, 0.5), (2.74, 0.55, 0.35), (5.1, 0.22, 0.18))]
             for hz in (1_180.0, 1_390.0)]  # fmt: skip
    strokes = [modal(time, gong, strike_s=0.0002) for gong in gongs]
    for ring in (0.0, 0.62):
        for stroke in range(17):
            at = 0.01 + ring + stroke / 42 + 0.0012 * rng.one(-1, 1)
            add(out, (0.7 + 0.2 * rng.one()) * strokes[stroke % 2], at, pan=0.15 if stroke % 2 else -0.15)
    return out[:, : round(1.9 * FRAME_RATE)] * np.minimum(1, (1.9 - seconds(1.9)) / 0.3)


def _gunshot(rng: Rng) -> NDArray[np.float64]:
    """Return a shot outdoors: the blast, and what comes back from the houses."""
    out = canvas(1.9)
    time = seconds(1.8)
    blast = shaped_noise(rng, time, in_series(high_pass(60, 1), low_pass(3_500, 1), peak(220, 1.2, 5)))
    body = modal(time, [(72, 1.0, 0.22), (118, 0.7, 0.16)], strike_s=0.0008)
    add(out, np.tanh(2.5 * (blast * decay(time, 0.13, rise_s=0.0003) + body)), 0.01)
    for at, loud, pan in ((0.11, 0.22, -0.7), (0.19, 0.2, 0.75), (0.31, 0.13, -0.4), (0.46, 0.09, 0.5)):
        back = shaped_noise(rng, time, in_series(high_pass(120, 1), low_pass(1_300, 1)))
        add(out, loud * back * decay(time, 0.5, rise_s=0.012), at, pan=pan)
    return out


def _glass(rng: Rng) -> NDArray[np.float64]:
    """Return a pane that breaks and falls: a crash, then splinters that ring, each its own note, fewer and fewer."""
    out = canvas(1.8)
    time = seconds(0.5)
    crash = shaped_noise(rng, time, in_series(high_pass(1_800, 1), low_pass(9_000, 1), peak(4_200, 0.8, 4)))
    add(out, 0.8 * crash * decay(time, 0.2, rise_s=0.0005), 0.01)
    add(out, 0.7 * modal(time, [(420, 1.0, 0.08), (760, 0.6, 0.06)]), 0.01)
    for at in 0.015 + 1.2 * rng.uniform(64) ** 1.9:
        hz, loud = rng.one(2_300, 7_800), rng.one(0.06, 0.42) * (1 - 0.6 * at)
        ring_s = rng.one(0.06, 0.34)
        splinter = modal(
            time, [(hz, 1.0, ring_s), (1.53 * hz, 0.6, 0.6 * ring_s), (2.31 * hz, 0.3, 0.4 * ring_s)], strike_s=0.0002
        )
        add(out, loud * splinter, float(at), pan=rng.one(-0.7, 0.7))
    return out


def _heartbeat(rng: Rng) -> NDArray[np.float64]:
    """Return a heart, heard from inside: three beats of two sounds each, 68 a minute."""
    out = canvas(2.6)
    time = seconds(0.4)
    for beat in range(3):
        at = 0.03 + beat * 0.88
        for after, hz, loud, fall in ((0.0, 47, 1.0, 0.2), (0.31, 58, 0.7, 0.15)):
            thump = modal(
                time, [(hz, 1.0, fall), (1.9 * hz, 0.7, 0.7 * fall), (3.1 * hz, 0.4, 0.5 * fall)], strike_s=0.012
            )
            flow = shaped_noise(rng, time, in_series(high_pass(70, 1), low_pass(230, 2))) * decay(
                time, fall, rise_s=0.015
            )
            add(out, loud * (thump + 0.28 * flow), at + after)
    return out


def _clock(rng: Rng) -> NDArray[np.float64]:
    """Return a clock on the wall: tick, tock, tick, tock."""
    out = canvas(2.2)
    time = seconds(0.16)
    for beat in range(4):
        low = 0.86 if beat % 2 else 1.0
        modes = [(2_150 * low, 1.0, 0.035), (3_480 * low, 0.7, 0.025), (5_200, 0.4, 0.014), (820 * low, 0.55, 0.07)]
        tick = modal(time, modes, strike_s=0.0002)
        case = modal(time, [(265 * low, 0.35, 0.11), (430 * low, 0.2, 0.08)], strike_s=0.001)
        add(
            out,
            tick + case + 0.15 * shaped_noise(rng, time, high_pass(2_500, 1)) * decay(time, 0.02),
            0.01 + 0.5 * beat,
        )
        add(out, 0.3 * tick, 0.036 + 0.5 * beat)  # the pallet falls back
    return out


def _static(rng: Rng) -> NDArray[np.float64]:
    """Return a radio between stations: a hiss that comes and goes, crackles, a whistle that slides away."""
    out = canvas(1.8)
    time = seconds(1.8)
    fit = 0.55 + 0.45 * np.clip(np.convolve(rng.uniform(40, -1, 1), np.ones(3) / 1.7, "same"), -1, 1)
    coming = np.interp(time, np.linspace(0, 1.8, 40), fit) * np.minimum(1, np.minimum(time / 0.05, (1.8 - time) / 0.25))
    hiss = shaped_noise(rng, time, in_series(high_pass(500, 2), low_pass(3_600, 2), peak(1_900, 0.8, 4)))
    pitch = 1_900 * np.exp(-1.1 * time) + 500 + 60 * np.sin(2 * np.pi * 3.1 * time)
    whistle = np.sin(2 * np.pi * np.cumsum(pitch) / FRAME_RATE) * np.sin(np.pi * time / 1.8) ** 2
    add(out, coming * (0.8 * hiss + 0.16 * whistle), 0.0)
    for at in rng.uniform(26, 0.05, 1.6):
        crackle = shaped_noise(rng, seconds(0.02), in_series(high_pass(800, 1), low_pass(5_000, 1)))
        add(
            out,
            rng.one(0.5, 2.4) * crackle * decay(seconds(0.02), rng.one(0.004, 0.02), rise_s=0.0002),
            float(at),
        )
    return out


def _whoosh(rng: Rng) -> NDArray[np.float64]:
    """Return something that flies past, from left to right."""
    time = seconds(1.0)
    out = canvas(1.0)
    across = np.pi / 4 * (1 + 0.85 * np.tanh((time - 0.5) / 0.16))
    for hz, peak_s, level in ((230, 0.54, 1.0), (520, 0.51, 0.8), (1_150, 0.485, 0.55), (2_600, 0.46, 0.35)):
        near = np.exp(-(((time - peak_s) / np.where(time < peak_s, 0.19, 0.14)) ** 2))  # higher before, lower after
        band = shaped_noise(rng, time, in_series(high_pass(hz * 0.8, 2), low_pass(hz * 1.3, 2)))
        out += level * band * near ** (1 + hz / 2_000) * np.stack([np.cos(across), np.sin(across)])
    return out * np.sin(np.pi * time) ** 0.5


_EFFECTS: Mapping[str, tuple[Callable[[Rng], NDArray[np.float64]], str, float]] = MappingProxyType(
    {
        "knock": (_knock, "room", 3.0),
        "door": (_door, "room", 3.0),
        "footsteps": (_footsteps, "room", 3.0),
        "thunder": (_thunder, "", 0.0),
        "bell": (_bell, "", 0.0),
        "phone": (_phone, "room", 0.0),
        "gunshot": (_gunshot, "street", 3.0),
        "glass": (_glass, "room", 3.0),
        "heartbeat": (_heartbeat, "", 0.0),
        "clock": (_clock, "room", 0.0),
        "static": (_static, "", 0.0),
        "whoosh": (_whoosh, "", 0.0),
    }
)
"""Name -> synthesis, room, and its wet level in dB relative to that of a voice."""
