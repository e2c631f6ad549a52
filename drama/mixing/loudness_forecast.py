"""Forecast of the whole episode's loudness before it is mixed, and the gain that corrects it: usually none.

Takes carry their K-weighted energies in steps of 100 ms. Placed on the timeline's 100 ms grid at their gains, these
make up the blocks of ITU-R BS.1770-4. Background sounds are assumed to be of constant loudness, less their fades and
ducking.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from drama.dsp.ducking import ATTACK_FRAMES, HOLD_FRAMES, RELEASE_FRAMES
from drama.dsp.loudness import integrated_lufs
from drama.dsp.panning import pan_gains
from drama.dsp.reverb import WET_DB
from drama.dsp.voice_effects import LEVEL_DB
from drama.model import FRAME_RATE, Cue, MixSettings, Preset, SoundCue, Timeline

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOLERANCE_LU = 0.2
"""Largest deviation from the target loudness before a gain is applied, or the stored one is changed.

The episode itself should be within 0.3 LU on any meter; the forecast is usually within 0.1 LU of that."""

STEP_DB = 0.01
"""Gains are rounded to multiples of this."""

ROUNDS = 8
"""Iterations to find a new gain: more gain means more limiting."""

WIDEST_DB = 6.0
"""Largest gain or attenuation of an episode: lines are normalized already, and more would only be limited away."""

CREST = 0.8
"""Change of a line's peaks in dB per dB of its level."""

SPARED_DB = 1.95
SPARED_OVER_DB = 3.0
"""Model of the limiter: of the 100 ms around a peak it removes the peak's excess over the ceiling less
:data:`SPARED_DB` for high peaks, a third of the excess for low ones. Fitted with :data:`CREST` to 160 lines of three
stories in six eSpeak voices at four ceilings, where the limiter removes 0.2 to 4.4 dB from the whole: accurate within
0.1 dB for the whole, 0.1 to 0.7 dB for a line."""

STEP_FRAMES = FRAME_RATE // 10
"""Frames of 100 ms, the hop of BS.1770's blocks."""

_OFFSET_LU = -0.691
"""BS.1770-4: the loudness of a mean square of 1."""


def episode_gain(timeline: Timeline, settings: MixSettings, stored_gain_db: float | None) -> float:
    """Return the gain in decibels over the whole episode.

    The gain stored by the last render (0 without one) is kept while the episode stays within :data:`TOLERANCE_LU` of
    its target, so that a recast does not change other scenes. Otherwise the gain that meets the target, within
    :data:`WIDEST_DB`. Always 0 without normalization.
    """
    if settings.preset is Preset.NONE:
        return 0.0
    gain = stored_gain_db or 0.0
    off = estimate_loudness(timeline, settings, gain_db=gain) - settings.loudness_lufs
    if not math.isfinite(off) or abs(off) <= TOLERANCE_LU:
        return gain
    for _ in range(ROUNDS):
        off = estimate_loudness(timeline, settings, gain_db=gain) - settings.loudness_lufs
        gain = min(max(gain - off, -WIDEST_DB), WIDEST_DB)
    return round(gain / STEP_DB) * STEP_DB


def estimate_loudness(timeline: Timeline, settings: MixSettings, *, gain_db: float = 0.0) -> float:
    """Return the integrated loudness in LUFS of the mix with an episode gain; minus infinity for silence."""
    energies = _energies(timeline, settings, gain_db=gain_db) * settings.channels
    if timeline.sounds:
        energies += _background_energies(timeline, settings, gain_db=gain_db)
    return integrated_lufs(energies)


def _energies(timeline: Timeline, settings: MixSettings, *, gain_db: float) -> NDArray[np.float64]:
    """Return the K-weighted mean square of the lines, on one channel, in each 100 ms of the episode.

    A cue's own steps overlap two of the timeline's; their energy is divided in proportion.
    """
    steps = np.zeros(timeline.frames // STEP_FRAMES + 2)
    for cue in timeline.cues:
        if not cue.take.energies:
            continue
        energies = _limited_energies(cue, settings, gain_db=cue.gain_db + gain_db + LEVEL_DB[cue.voice_effect])
        if settings.channels == 1:
            energies *= (sum(pan_gains(cue.pan)) / 2) ** 2
        if cue.room:
            energies *= 1 + cue.wet**2 * 10 ** (WET_DB[cue.room] / 10)
        energies[-1] *= min(1.0, (cue.frames - (len(energies) - 1) * STEP_FRAMES) / STEP_FRAMES)
        first, offset = divmod(cue.start_frame, STEP_FRAMES)
        late = offset / STEP_FRAMES
        steps[first : first + len(energies)] += energies * (1 - late)
        steps[first + 1 : first + 1 + len(energies)] += energies * late
    return steps[: timeline.frames // STEP_FRAMES]


def _limited_energies(cue: Cue, settings: MixSettings, *, gain_db: float) -> NDArray[np.float64]:
    """Return a cue's energies at a gain, less the estimated gain reduction of the limiter.

    A panned voice is limited by its louder side.
    """
    energies = np.asarray(cue.take.energies) * 10 ** (gain_db / 10)
    pan_db = 20 * math.log10(max(pan_gains(cue.pan)))
    excess_db = cue.take.true_peak_dbtp + gain_db + pan_db - settings.ceiling_dbtp
    loudest = energies.max()
    if excess_db <= 0 or loudest <= 0:
        return energies
    over_db = np.maximum(excess_db + CREST * 10 * np.log10(np.maximum(energies / loudest, 1e-9)), 0)
    loss_db = over_db - SPARED_DB * (1 - np.exp(-over_db / SPARED_OVER_DB))
    return np.asarray(energies * 10 ** (-loss_db / 10))


def _background_energies(timeline: Timeline, settings: MixSettings, *, gain_db: float) -> NDArray[np.float64]:
    """Return the K-weighted mean square of all background sounds, summed over channels, in each 100 ms."""
    steps = np.zeros(timeline.frames // STEP_FRAMES)
    ducked = _ducked(timeline, len(steps))
    for sound in timeline.sounds:
        if not math.isfinite(sound.asset.loudness_lufs):
            continue
        first, last = sound.start_frame // STEP_FRAMES, -(-(sound.start_frame + sound.frames) // STEP_FRAMES)
        low, high = max(0, first), min(len(steps), last)
        lufs = sound.asset.loudness_lufs + sound.gain_db + gain_db - (3.01 if settings.channels == 1 else 0.0)
        power = 10 ** ((lufs - _OFFSET_LU) / 10)
        ducking = 10 ** (sound.duck_db * ducked[low:high] / 10)
        steps[low:high] += power * ducking * _faded(sound, low, high)
    return steps


def _ducked(timeline: Timeline, count: int) -> NDArray[np.float64]:
    """Return the depth of ducking, 0 to 1, in each 100 ms: full from half the attack before speech to after it."""
    down = np.zeros(count)
    for cue in timeline.cues:
        first = (cue.start_frame - ATTACK_FRAMES // 2) // STEP_FRAMES
        last = (cue.start_frame + cue.frames + HOLD_FRAMES + RELEASE_FRAMES // 2) // STEP_FRAMES
        down[max(0, first) : last] = 1.0
    return down


def _faded(sound: SoundCue, first: int, last: int) -> NDArray[np.float64]:
    """Return the power gain of a sound's fades in steps ``first`` to ``last``."""
    offset = (np.arange(first, last) + 0.5) * STEP_FRAMES - sound.start_frame
    rise = np.clip(offset / max(sound.fade_in_frames, 1), 0, 1)
    fall = np.clip((sound.frames - offset) / max(sound.fade_out_frames, 1), 0, 1)
    return np.asarray((np.sin(rise * np.pi / 2) * np.sin(fall * np.pi / 2)) ** 2)
