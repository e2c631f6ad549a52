"""How much everything is raised or lowered: lines, so that each sounds as loud as the next; all else against them."""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING

from drama.model import FRAME_RATE, Asset, MixSettings, Preset, SoundPart, Take, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STEREO_LU = 10 * math.log10(2)
"""What the same sound on two channels measures above one: BS.1770 adds up the channels' energies."""

ABOVE_EPISODE_LU = 0.45
"""How far lines must lie above the loudness the whole shall have. Measured on stories in six eSpeak voices: pauses pull
the whole down by 0.2 to 0.35 LU, the limiter by 0.1 to 0.2."""

WIDEST_DB = 24.0
"""No take is raised or lowered further: beyond this a measure of something else than speech speaks."""

STEP_DB = 0.01
"""Gains are whole multiples of this, so that a gain is one number however it was computed."""

UNDER_SPEECH_LU: Mapping[SoundPart, float] = {
    SoundPart.EFFECT: 4.0,
    SoundPart.STING: 6.0,
    SoundPart.INTRO: 4.0,
    SoundPart.OUTRO: 4.0,
}
"""How far each sound beside the lines is below them, by its own loudness, before what the cast file adds. A choice, not
a measurement: a listener sets the volume by the words, and nothing that is not words should make them reach for it.
Beds go by the style."""

HEADROOM_DB = 1.0
"""An effect's peaks stay so far below the true peak the mix keeps: a shot is short, not louder than everything."""


def cue_frames(take: Take) -> int:
    """Return how many frames a take fills in the episode once resampled: rounded up, so that nothing is lost."""
    return -(-take.frames * FRAME_RATE // take.frame_rate)


def cue_gain_db(take: Take, voice: Voice, settings: MixSettings, *, level_db: float = 0.0) -> float:
    """Return the gain that brings a take to the level of all lines, the voice's own gain included.

    ``level_db`` is what the delivery adds: a take is as loud as all others first, and then softer or louder.
    """
    measured = take.loudness_lufs + _channels_lu(settings)
    if settings.preset is Preset.NONE or not math.isfinite(measured):
        return _stepped(voice.gain_db + level_db)
    wanted = settings.loudness_lufs + ABOVE_EPISODE_LU - measured
    levelled = min(max(wanted, -WIDEST_DB), WIDEST_DB)
    return _stepped(levelled + voice.gain_db + level_db)


def speech_lufs(takes: Iterable[Take], settings: MixSettings) -> float:
    """Return how loud lines are in the mix; where they stay as recorded, the one in the middle, to a whole decibel."""
    if settings.preset is not Preset.NONE:
        return settings.loudness_lufs + ABOVE_EPISODE_LU
    heard = [take.loudness_lufs for take in takes if math.isfinite(take.loudness_lufs)]
    return round(median(heard) + _channels_lu(settings)) if heard else settings.loudness_lufs


def sound_gain_db(asset: Asset, settings: MixSettings, *, lufs: float, is_peaky: bool = False) -> float:
    """Return the gain that brings a sound to a loudness; of a peaky one no further than its peaks allow."""
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
