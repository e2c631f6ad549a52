"""What a voice comes through: telephone, radio, loudspeakers, a door, distance, memory, one's own head.

Each is a minimum-phase filter, some with drive before and echoes after; what comes out starts in step with what goes
in and is as loud (K-weighted) but for :data:`LEVEL_DB`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from drama.dsp.filters import Convolver, Curve, high_pass, kernel, low_pass, peak, tilt, together
from drama.dsp.level import ratio
from drama.dsp.measure import loudness_lufs
from drama.dsp.rng import Rng
from drama.model import FRAME_RATE, VoiceEffect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

LEVEL_DB: Mapping[VoiceEffect, float] = MappingProxyType(
    {
        VoiceEffect.DIRECT: 0.0,
        VoiceEffect.THOUGHT: -1.5,
        VoiceEffect.PHONE: -1.0,
        VoiceEffect.RADIO: -1.0,
        VoiceEffect.PA: 0.0,
        VoiceEffect.DOOR: -5.0,
        VoiceEffect.DISTANCE: -6.0,
        VoiceEffect.MEMORY: -1.5,
    }
)
"""What a voice_effect does to the loudness of a line, in dB."""


_AIR = low_pass(3_000, 1)


@dataclass(frozen=True, slots=True)
class _Echo:
    """What comes back after the voice itself."""

    slaps: tuple[tuple[float, float], ...] = ()
    """Delay in ms and level in dB of single echoes."""
    decay_s: float = 0.0
    """Time in which the diffuse tail falls by 60 dB."""
    tail_db: float = 0.0
    """Energy of the tail against the voice."""
    tail_from_ms: float = 0.0
    curve: Curve = _AIR
    """What the way there and back leaves of the spectrum."""


@dataclass(frozen=True, slots=True)
class _Recipe:
    curve: Curve
    taps: int = 1_024
    drive: float = 0.0
    """Level of the voice's average against the knee of the curve that bends it; 0 for none."""
    hiss_db: float = -math.inf
    """Noise that comes and goes with the voice, against it."""
    echo: _Echo | None = None


_RECIPES: Mapping[VoiceEffect, _Recipe] = MappingProxyType(
    {
        # ITU-T G.712: the band of a telephone line is 300 to 3,400 Hz.
        VoiceEffect.PHONE: _Recipe(
            together(high_pass(300, 4), low_pass(3_400, 6), peak(2_000, 0.8, 3)), taps=2_048, drive=0.5
        ),
        VoiceEffect.RADIO: _Recipe(
            together(high_pass(450, 4), low_pass(2_800, 6), peak(1_600, 0.7, 4)), taps=2_048, drive=0.9, hiss_db=-27
        ),
        VoiceEffect.PA: _Recipe(
            together(high_pass(280, 3), low_pass(5_000, 3), peak(1_400, 0.8, 3)),
            drive=0.3,
            echo=_Echo(
                slaps=((95, -14), (210, -17), (370, -21)),
                decay_s=1.1,
                tail_db=-15,
                tail_from_ms=60,
                curve=low_pass(2_000, 1),
            ),
        ),
        VoiceEffect.DOOR: _Recipe(together(low_pass(650, 2), high_pass(90, 1), peak(220, 0.7, 4))),
        VoiceEffect.DISTANCE: _Recipe(
            together(high_pass(350, 1), low_pass(4_500, 1), peak(3_000, 1.0, -2)),
            echo=_Echo(slaps=((41, -19), (77, -21)), decay_s=0.6, tail_db=-13, tail_from_ms=18, curve=_AIR),
        ),
        VoiceEffect.MEMORY: _Recipe(
            together(high_pass(140, 1), low_pass(6_000, 1)),
            echo=_Echo(
                slaps=((180, -17), (360, -22), (540, -27)), decay_s=2.0, tail_db=-11, tail_from_ms=45, curve=_AIR
            ),
        ),
        # The nearer the microphone, the more bass (proximity effect); no air between.
        VoiceEffect.THOUGHT: _Recipe(together(peak(160, 1.2, 4), tilt(1_000, -0.7), low_pass(9_000, 1))),
    }
)

_ECHO_LENGTH = 0.85
"""Of the decay time: the tail is faded out from −40 dB to nothing at −51 dB."""
_HISS_FRAMES = 2 * FRAME_RATE
_FOLLOW_FRAMES = 441


def apply_voice_effect(samples: NDArray[np.float32], voice_effect: VoiceEffect) -> NDArray[np.float32]:
    """Return a mono voice as it sounds through something: longer by :func:`voice_effect_tail_frames`.

    Samples at :data:`FRAME_RATE`. As loud as before but for :data:`LEVEL_DB`; silence stays silence.
    """
    if voice_effect is VoiceEffect.DIRECT:
        return samples
    recipe = _RECIPES[voice_effect]
    before = loudness_lufs(samples)
    if not math.isfinite(before):
        return np.zeros(len(samples) + voice_effect_tail_frames(voice_effect), np.float32)
    voice = _driven(samples, recipe) if recipe.drive else samples
    sound = _convolver(voice_effect)(voice)[:, 0]
    return sound * np.float32(ratio(before + LEVEL_DB[voice_effect] - loudness_lufs(sound)))


def voice_effect_tail_frames(voice_effect: VoiceEffect) -> int:
    """Return how many frames longer a voice is after a voice_effect."""
    if voice_effect is VoiceEffect.DIRECT:
        return 0
    recipe = _RECIPES[voice_effect]
    return recipe.taps - 1 + (_echo_frames(recipe.echo) - 1 if recipe.echo else 0)


def _driven(samples: NDArray[np.float32], recipe: _Recipe) -> NDArray[np.float32]:
    """Return a voice bent by a soft curve, with what noise the way adds while somebody speaks."""
    power = samples * samples
    average = math.sqrt(float(power.mean(dtype=np.float64)))
    bent = np.tanh(samples * np.float32(recipe.drive / average)) * np.float32(average / recipe.drive)
    if math.isfinite(recipe.hiss_db):
        steps = np.add.reduceat(power, np.arange(0, len(power), _FOLLOW_FRAMES)) / _FOLLOW_FRAMES
        follow = np.sqrt(np.convolve(np.pad(steps, 12, mode="edge"), np.full(25, 0.04), mode="valid"))
        level = np.interp(np.arange(len(samples)), np.arange(len(follow)) * _FOLLOW_FRAMES, follow)
        bent += np.resize(_hiss(), len(samples)) * (level * ratio(recipe.hiss_db)).astype(np.float32)
    return np.asarray(bent, np.float32)


@cache
def _hiss() -> NDArray[np.float32]:
    """Return white noise of power 1."""
    return (math.sqrt(3) * Rng("hiss").uniform(_HISS_FRAMES, -1, 1)).astype(np.float32)


@cache
def _convolver(voice_effect: VoiceEffect) -> Convolver:
    recipe = _RECIPES[voice_effect]
    response = kernel(recipe.curve, recipe.taps)
    return Convolver(Convolver(response)(_echoes(recipe.echo))[:, 0] if recipe.echo else response)


def _echo_frames(echo: _Echo) -> int:
    return round(echo.decay_s * _ECHO_LENGTH * FRAME_RATE)


def _echoes(echo: _Echo) -> NDArray[np.float32]:
    """Return an impulse and what comes back of it."""
    frames = _echo_frames(echo)
    dull = kernel(echo.curve, 256)
    dull /= np.sqrt(np.sum(dull**2))
    train = np.zeros(frames)
    for delay_ms, db in echo.slaps:
        train[round(delay_ms * FRAME_RATE / 1000)] += ratio(db)
    at = np.arange(frames)
    noise = Rng("echo").uniform(frames, -1, 1) * 10 ** (-3 * at / (echo.decay_s * FRAME_RATE))
    first = round(echo.tail_from_ms * FRAME_RATE / 1000)
    noise[:first] = 0
    noise *= ratio(echo.tail_db) / math.sqrt(float(np.sum(noise**2)))
    noise[-frames // 5 :] *= np.linspace(1, 0, frames - len(noise[: -frames // 5]))
    response = Convolver(dull)((train + noise).astype(np.float32))[:frames, 0]
    response[0] += 1
    return response
