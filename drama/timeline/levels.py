"""Gains: lines are normalized in loudness, all other sounds set relative to them."""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING

from drama.model import FRAME_RATE, Asset, MixSettings, Preset, SoundPart, Take, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STEREO_LU = 10 * math.log10(2)
"""Loudness of the same sound on two channels relative to one: BS.1770 sums the channels' energies."""

ABOVE_EPISODE_LU = 0.45
"""Loudness of lines above the target of the whole. Measured on stories in six eSpeak voices: pauses lower the whole by
0.2 to 0.35 LU, the limiter by 0.1 to 0.2."""

WIDEST_DB = 24.0
"""Largest gain or attenuation of a take: beyond this the measurement is not of speech."""

STEP_DB = 0.01
"""Gains are rounded to multiples of this, so that a gain is one number however it was computed."""

UNDER_SPEECH_LU: Mapping[SoundPart, float] = {
    SoundPart.EFFECT: 4.0,
    SoundPart.STING: 6.0,
    SoundPart.INTRO: 4.0,
    SoundPart.OUTRO: 4.0,
}
"""Loudness of each kind of sound below that of lines, before the gain in the cast file. A choice, not a measurement: a
listener sets the volume by the words, and no other sound should make them change it. Beds have theirs in the style."""

HEADROOM_DB = 1.0
"""Distance of an effect's true peak below the ceiling of the mix: a shot is short, not louder than everything."""


def cue_frames(take: Take) -> int:
    """Return the length of a take in frames of the episode after resampling, rounded up, so that nothing is lost."""
    return -(-take.frames * FRAME_RATE // take.frame_rate)


def cue_gain_db(take: Take, voice: Voice, settings: MixSettings, *, level_db: float = 0.0) -> float:
    """Return the gain that normalizes a take to the loudness of all lines, plus the voice's own gain.

    ``level_db`` is the change of level by the delivery, on top of that.
    """
    measured = take.loudness_lufs + _channels_lu(settings)
    if settings.preset is Preset.NONE or not math.isfinite(measured):
        return _stepped(voice.gain_db + level_db)
    normalizing_db = settings.loudness_lufs + ABOVE_EPISODE_LU - measured
    clamped_db = min(max(normalizing_db, -WIDEST_DB), WIDEST_DB)
    return _stepped(clamped_db + voice.gain_db + level_db)


def speech_lufs(takes: Iterable[Take], settings: MixSettings) -> float:
    """Return the loudness of lines in the mix; without normalization the median, rounded to a decibel."""
    if settings.preset is not Preset.NONE:
        return settings.loudness_lufs + ABOVE_EPISODE_LU
    levels = [take.loudness_lufs for take in takes if math.isfinite(take.loudness_lufs)]
    return round(median(levels) + _channels_lu(settings)) if levels else settings.loudness_lufs


def sound_gain_db(asset: Asset, settings: MixSettings, *, lufs: float, is_peaky: bool = False) -> float:
    """Return the gain that brings a sound to a loudness, limited by its true peak if it ``is_peaky``."""
    measured = asset.loudness_lufs - (STEREO_LU if settings.channels == 1 else 0.0)
    if not math.isfinite(measured):
        return 0.0
    gain = min(max(lufs - measured, -2 * WIDEST_DB), WIDEST_DB)
    if is_peaky:
        gain = min(gain, settings.ceiling_dbtp - HEADROOM_DB - asset.true_peak_dbtp)
    return _stepped(gain)


def _channels_lu(settings: MixSettings) -> float:
    return STEREO_LU if settings.channels == 2 else 0.0


def _stepped(db: float) -> float:
    return round(db / STEP_DB) * STEP_DB
