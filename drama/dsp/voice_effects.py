"""Voice effects: telephone, radio, public address, behind a door, distance, memory, thought.

Each is a minimum-phase filter, some with distortion before and echoes after; the output starts in step with the input
and is as loud (K-weighted), except for :data:`LEVEL_DB`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from drama.dsp.filters import Convolver, Curve, high_pass, in_series, kernel, low_pass, peak, tilt
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
"""Change of a line's loudness by each voice effect, in dB."""


_AIR = low_pass(3_000, 1)


@dataclass(frozen=True, slots=True)
class _Echo:
    """Echoes and a diffuse tail after the voice."""

    slaps: tuple[tuple[float, float], ...] = ()
    """Delay in ms and level in dB of single echoes."""
    decay_s: float = 0.0
    """Reverberation time (RT60) of the diffuse tail."""
    tail_db: float = 0.0
    """Energy of the tail relative to the voice."""
    tail_from_ms: float = 0.0
    """Pre-delay of the tail."""
    curve: Curve = _AIR
    """Frequency response of echoes and tail."""


@dataclass(frozen=True, slots=True)
class _Recipe:
    curve: Curve
    taps: int = 1_024
    drive: float = 0.0
    """Drive of the soft clipper: the voice's RMS relative to its knee; 0 for no clipping."""
    hiss_db: float = -math.inf
    """Level, relative to the voice, of noise that follows its envelope."""
    echo: _Echo | None = None


_RECIPES: Mapping[VoiceEffect, _Recipe] = MappingProxyType(
    {
        # ITU-T G.712: the band of a telephone line is 300 to 3,400 Hz.
        VoiceEffect.PHONE: _Recipe(
            in_series(high_pass(300, 4), low_pass(3_400, 6), peak(2_000, 0.8, 3)), taps=2_048, drive=0.5
        ),
        VoiceEffect.RADIO: _Recipe(
            in_series(high_pass(450, 4), low_pass(2_800, 6), peak(1_600, 0.7, 4)), taps=2_048, drive=0.9, hiss_db=-27
        ),
        VoiceEffect.PA: _Recipe(
            in_series(high_pass(280, 3), low_pass(5_000, 3), peak(1_400, 0.8, 3)),
            drive=0.3,
            echo=_Echo(
                slaps=((95, -14), (210, -17), (370, -21)),
                decay_s=1.1,
                tail_db=-15,
                tail_from_ms=60,
                curve=low_pass(2_000, 1),
            ),
        ),
        VoiceEffect.DOOR: _Recipe(in_series(low_pass(650, 2), high_pass(90, 1), peak(220, 0.7, 4))),
        VoiceEffect.DISTANCE: _Recipe(
            in_series(high_pass(350, 1), low_pass(4_500, 1), peak(3_000, 1.0, -2)),
            echo=_Echo(slaps=((41, -19), (77, -21)), decay_s=0.6, tail_db=-13, tail_from_ms=18, curve=_AIR),
        ),
        VoiceEffect.MEMORY: _Recipe(
            in_series(high_pass(140, 1), low_pass(6_000, 1)),
            echo=_Echo(
                slaps=((180, -17), (360, -22), (540, -27)), decay_s=2.0, tail_db=-11, tail_from_ms=45, curve=_AIR
            ),
        ),
        # The nearer the microphone, the more bass (proximity effect); no air between.
        VoiceEffect.THOUGHT: _Recipe(in_series(peak(160, 1.2, 4), tilt(1_000, -0.7), low_pass(9_000, 1))),
    }
)

_ECHO_LENGTH = 0.85
"""Length of the tail as a fraction of the decay time: it is faded out from −40 dB to nothing at −51 dB."""
_HISS_FRAMES = 2 * FRAME_RATE
_ENVELOPE_FRAMES = 441
"""Frames of one step of the voice's envelope: 10 ms."""


def apply_voice_effect(samples: NDArray[np.float32], voice_effect: VoiceEffect) -> NDArray[np.float32]:
    """Return a mono voice with an effect, longer by :func:`voice_effect_tail_frames`.

    Samples at :data:`FRAME_RATE`. As loud as before except for :data:`LEVEL_DB`; silence stays silence.
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
    """Return the number of frames that an effect adds to a voice."""
    if voice_effect is VoiceEffect.DIRECT:
        return 0
    recipe = _RECIPES[voice_effect]
    return recipe.taps - 1 + (_echo_frames(recipe.echo) - 1 if recipe.echo else 0)


def _driven(samples: NDArray[np.float32], recipe: _Recipe) -> NDArray[np.float32]:
    """Return a voice with soft clipping, and noise that follows its envelope."""
    power = samples * samples
    average = math.sqrt(float(power.mean(dtype=np.float64)))
    bent = np.tanh(samples * np.float32(recipe.drive / average)) * np.float32(average / recipe.drive)
    if math.isfinite(recipe.hiss_db):
        steps = np.add.reduceat(power, np.arange(0, len(power), _ENVELOPE_FRAMES)) / _ENVELOPE_FRAMES
        envelope = np.sqrt(np.convolve(np.pad(steps, 12, mode="edge"), np.full(25, 0.04), mode="valid"))
        level = np.interp(np.arange(len(samples)), np.arange(len(envelope)) * _ENVELOPE_FRAMES, envelope)
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
    """Return the impulse response of echoes and tail, with the direct impulse."""
    frames = _echo_frames(echo)
    dull = kernel(echo.curve, 256)
    dull /= np.sqrt(np.sum(dull**2))
    train = np.zeros(frames)
    for delay_ms, db in echo.slaps:
        train[round(delay_ms * FRAME_RATE / 1000)] += ratio(db)
    index = np.arange(frames)
    noise = Rng("echo").uniform(frames, -1, 1) * 10 ** (-3 * index / (echo.decay_s * FRAME_RATE))
    first = round(echo.tail_from_ms * FRAME_RATE / 1000)
    noise[:first] = 0
    noise *= ratio(echo.tail_db) / math.sqrt(float(np.sum(noise**2)))
    noise[-frames // 5 :] *= np.linspace(1, 0, frames - len(noise[: -frames // 5]))
    response = Convolver(dull)((train + noise).astype(np.float32))[:frames, 0]
    response[0] += 1
    return response
