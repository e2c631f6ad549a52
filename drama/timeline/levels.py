"""How much a take is raised or lowered so that every line sounds as loud as the next."""

from __future__ import annotations

import math

from drama.model import FRAME_RATE, MixSettings, Take, Voice

STEREO_LU = 10 * math.log10(2)
"""What the same sound on two channels measures above one: BS.1770 adds up the channels' energies."""

ABOVE_EPISODE_LU = 0.45
"""How far lines must lie above the loudness the whole shall have. Measured on stories in six eSpeak voices: pauses pull
the whole down by 0.2 to 0.35 LU, the limiter by 0.1 to 0.2."""

WIDEST_DB = 24.0
"""No take is raised or lowered further: beyond this a measure of something else than speech speaks."""

STEP_DB = 0.01
"""Gains are whole multiples of this, so that a gain is one number however it was computed."""


def cue_frames(take: Take) -> int:
    """Return how many frames a take fills in the episode once resampled: rounded up, so that nothing is lost."""
    return -(-take.frames * FRAME_RATE // take.frame_rate)


def cue_gain_db(take: Take, voice: Voice, settings: MixSettings) -> float:
    """Return the gain that brings a take to the level of all lines, the voice's own gain included."""
    measured = take.loudness_lufs + (STEREO_LU if settings.channels == 2 else 0.0)
    if not math.isfinite(measured):
        return voice.gain_db
    wanted = settings.loudness_lufs + ABOVE_EPISODE_LU - measured
    levelled = min(max(wanted, -WIDEST_DB), WIDEST_DB)
    return round((levelled + voice.gain_db) / STEP_DB) * STEP_DB
