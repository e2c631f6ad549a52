"""Loudness of the whole episode, known before a frame is mixed, and the gain over it: none as a rule.

The takes carry their K-weighted energies in steps of 100 ms. Laid on the timeline's own 100 ms grid at their gains they
are what the blocks of ITU-R BS.1770-4 are made of. What is heard beside the lines is taken for even: as loud at any
moment as it is on the whole, less its fades, and less where it gives way to speech.
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
"""How far the episode may be from its target before a gain is put over it, or the stored one is changed.

The episode itself is to be within 0.3 LU by anybody's meter; the forecast is within 0.1 of that as a rule."""

STEP_DB = 0.01
"""Gains are whole multiples of this."""

ROUNDS = 8
"""How often a new gain is bettered: more gain means more limiting."""

WIDEST_DB = 6.0
"""No episode is raised or lowered further: lines have their level already, and more would only be limited away."""

CREST = 0.8
"""Where a line is softer by 1 dB, its peaks are lower by this much."""

SPARED_DB = 1.95
SPARED_OVER_DB = 3.0
"""What the limiter spares: of peaks far above the ceiling it takes all but :data:`SPARED_DB` off the 100 ms around
them, of those just above it a third. With :data:`CREST` fitted to 160 lines of three stories in six eSpeak voices at
four ceilings, where the limiter takes 0.2 to 4.4 dB off the whole: told within 0.1 dB; of a line within 0.1 to 0.7."""

STEP_FRAMES = FRAME_RATE // 10
"""Frames of the 100 ms by which BS.1770 blocks advance."""

_OFFSET_LU = -0.691
"""BS.1770-4: what a mean square of 1 measures."""


def episode_gain(timeline: Timeline, settings: MixSettings, stored_gain_db: float | None) -> float:
    """Return the gain in decibels over the whole episode.

    The gain the last render stored stays while it keeps the episode within :data:`TOLERANCE_LU` of its target, and no
    gain where there is none stored; so a recast does not touch the scenes it does not concern. Otherwise the gain that
    meets the target exactly, or as nearly as :data:`WIDEST_DB` allows. None ever where lines stay as recorded.
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
    """Return the integrated loudness in LUFS of the mix under an episode gain; minus infinity if nothing is heard."""
    energies = _energies(timeline, settings, gain_db=gain_db) * settings.channels
    if timeline.sounds:
        energies += _beside(timeline, settings, gain_db=gain_db)
    return integrated_lufs(energies)


def _energies(timeline: Timeline, settings: MixSettings, *, gain_db: float) -> NDArray[np.float64]:
    """Return the mean K-weighted square of the lines on one channel in each whole 100 ms of the episode.

    A cue's own steps straddle two of the timeline's; their energy is shared in proportion.
    """
    steps = np.zeros(timeline.frames // STEP_FRAMES + 2)
    for cue in timeline.cues:
        if not cue.take.energies:
            continue
        heard = _played(cue, settings, gain_db=cue.gain_db + gain_db + LEVEL_DB[cue.voice_effect])
        if settings.channels == 1:
            heard *= (sum(pan_gains(cue.pan)) / 2) ** 2
        if cue.room:
            heard *= 1 + cue.wet**2 * 10 ** (WET_DB[cue.room] / 10)
        heard[-1] *= min(1.0, (cue.frames - (len(heard) - 1) * STEP_FRAMES) / STEP_FRAMES)
        first, into = divmod(cue.start_frame, STEP_FRAMES)
        late = into / STEP_FRAMES
        steps[first : first + len(heard)] += heard * (1 - late)
        steps[first + 1 : first + 1 + len(heard)] += heard * late
    return steps[: timeline.frames // STEP_FRAMES]


def _played(cue: Cue, settings: MixSettings, *, gain_db: float) -> NDArray[np.float64]:
    """Return a cue's energies at a gain, less what the limiter takes; where a line is softer so are its peaks.

    A voice beside the middle is limited by its louder side.
    """
    energies = np.asarray(cue.take.energies) * 10 ** (gain_db / 10)
    aside_db = 20 * math.log10(max(pan_gains(cue.pan)))
    too_high_db = cue.take.true_peak_dbtp + gain_db + aside_db - settings.ceiling_dbtp
    loudest = energies.max()
    if too_high_db <= 0 or loudest <= 0:
        return energies
    over_db = np.maximum(too_high_db + CREST * 10 * np.log10(np.maximum(energies / loudest, 1e-9)), 0)
    loss_db = over_db - SPARED_DB * (1 - np.exp(-over_db / SPARED_OVER_DB))
    return np.asarray(energies * 10 ** (-loss_db / 10))


def _beside(timeline: Timeline, settings: MixSettings, *, gain_db: float) -> NDArray[np.float64]:
    """Return the K-weighted square of everything beside the lines, all channels, in each whole 100 ms."""
    steps = np.zeros(timeline.frames // STEP_FRAMES)
    ducked = _ducked(timeline, len(steps))
    for sound in timeline.sounds:
        if not math.isfinite(sound.asset.loudness_lufs):
            continue
        first, last = sound.start_frame // STEP_FRAMES, -(-(sound.start_frame + sound.frames) // STEP_FRAMES)
        low, high = max(0, first), min(len(steps), last)
        lufs = sound.asset.loudness_lufs + sound.gain_db + gain_db - (3.01 if settings.channels == 1 else 0.0)
        power = 10 ** ((lufs - _OFFSET_LU) / 10)
        giving_way = 10 ** (sound.duck_db * ducked[low:high] / 10)
        steps[low:high] += power * giving_way * _faded(sound, low, high)
    return steps


def _ducked(timeline: Timeline, count: int) -> NDArray[np.float64]:
    """Return how far, 0 to 1, sounds give way in each 100 ms: all the way from just before speech till a bit after."""
    down = np.zeros(count)
    for cue in timeline.cues:
        first = (cue.start_frame - ATTACK_FRAMES // 2) // STEP_FRAMES
        last = (cue.start_frame + cue.frames + HOLD_FRAMES + RELEASE_FRAMES // 2) // STEP_FRAMES
        down[max(0, first) : last] = 1.0
    return down


def _faded(sound: SoundCue, first: int, last: int) -> NDArray[np.float64]:
    """Return the power that the fades leave of a sound in some steps."""
    at = (np.arange(first, last) + 0.5) * STEP_FRAMES - sound.start_frame
    rise = np.clip(at / max(sound.fade_in_frames, 1), 0, 1)
    fall = np.clip((sound.frames - at) / max(sound.fade_out_frames, 1), 0, 1)
    return np.asarray((np.sin(rise * np.pi / 2) * np.sin(fall * np.pi / 2)) ** 2)
