"""The sound of one line: resampled, normalized, with voice effect, limiter, panning and reverb.

Every step is linear or works on one line alone, so a line sounds the same whatever is mixed around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
import soxr

from drama.dsp.compressor import compress
from drama.dsp.level import fade_ends, ratio, to_int16
from drama.dsp.limiter import limit
from drama.dsp.panning import pan_gains
from drama.dsp.reverb import WET_DB, reverberate, room_tail_frames
from drama.dsp.voice_effects import apply_voice_effect, voice_effect_tail_frames
from drama.errors import MixError
from drama.model import FRAME_RATE, Cue, MixSettings, Take, VoiceEffect

if TYPE_CHECKING:
    from numpy.typing import NDArray

FADE_FRAMES = 2 * FRAME_RATE // 1000
"""Length of the fades at both ends of a line: against clicks, too short to be heard."""


class Samples(Protocol):
    """The source of recordings."""

    def samples(self, take: Take) -> NDArray[np.int16]:
        """Return a take's PCM int16, mono; raise if it is damaged."""


def dry_line(cue: Cue, store: Samples, *, ceiling: float, gain_db: float) -> NDArray[np.float32]:
    """Return a dry line at the episode's rate and at its level, exactly as long as its cue, shape (frames,)."""
    gain = cue.gain_db + gain_db
    sound = levelled(cue, store, gain_db=gain)
    if ratio(cue.take.true_peak_dbtp + gain) > ceiling:
        sound = limit(sound, ceiling=ceiling)
    return fade_ends(sound, FADE_FRAMES)


def levelled(cue: Cue, store: Samples, *, gain_db: float) -> NDArray[np.float32]:
    """Return a cue's recording with a gain, resampled to the episode's rate, exactly as long as the cue.

    Raises :class:`MixError` if the lengths differ by more than rounding.
    """
    recorded = store.samples(cue.take).astype(np.float32) * np.float32(ratio(gain_db) / 32_768)
    sound = soxr.resample(recorded, cue.take.frame_rate, FRAME_RATE, quality="HQ")
    if abs(len(sound) - cue.frames) > 1:  # soxr rounds to the nearest frame, the plan up
        raise MixError(f"line {cue.line.number} is {len(sound)} frames long where {cue.frames} were planned")
    return np.pad(sound[: cue.frames], (0, max(0, cue.frames - len(sound))))


def is_dry(cue: Cue) -> bool:
    """Return whether a line is dry: without voice effect or reverb, in the centre."""
    return cue.voice_effect is VoiceEffect.DIRECT and cue.pan == 0 and not (cue.room and cue.wet)


def tail_frames(cue: Cue) -> int:
    """Return the frames that effect and reverb add after the end of a line."""
    if is_dry(cue):
        return 0
    return voice_effect_tail_frames(cue.voice_effect) + (room_tail_frames(cue.room) if cue.wet else 0)


def wet_line(
    cue: Cue, store: Samples, settings: MixSettings, *, gain_db: float, compression: bool
) -> NDArray[np.float32]:
    """Return a line with all its processing, shape (frames + :func:`tail_frames`, 2); in the centre (frames, 1).

    The voice alone is limited to :attr:`MixSettings.ceiling_dbtp` on the louder side; reverb may exceed that.
    """
    ceiling = ratio(settings.ceiling_dbtp)
    if is_dry(cue) and not compression:
        return dry_line(cue, store, ceiling=ceiling, gain_db=gain_db)[:, None]
    left, right = pan_gains(cue.pan)
    voice = levelled(cue, store, gain_db=cue.gain_db)
    if compression:
        voice = _compressed(voice, settings)
    voice = apply_voice_effect(fade_ends(voice, FADE_FRAMES), cue.voice_effect) * np.float32(ratio(gain_db))
    voice = limit(voice, ceiling=ceiling / max(left, right))
    if left == right and not cue.wet:
        return voice[:, None]
    mixed = np.zeros((cue.frames + tail_frames(cue), 2), np.float32)
    if cue.room and cue.wet:
        wet = reverberate(voice, cue.room)
        mixed[: len(wet)] = wet * np.float32(ratio(WET_DB[cue.room]) * cue.wet)
    mixed[: len(voice)] += voice[:, None] * np.array([left, right], np.float32)
    return mixed


def line_pcm(
    cue: Cue, store: Samples, settings: MixSettings, *, gain_db: float, compression: bool
) -> NDArray[np.int16]:
    """Return a line by itself as PCM int16, shape (frames with its tails, channels), true peaks below the ceiling."""
    sound = wet_line(cue, store, settings, gain_db=gain_db, compression=compression)
    if settings.channels == 1:
        sound = sound.mean(axis=1, keepdims=True, dtype=np.float32)
    if cue.room and cue.wet:  # reverb may exceed the ceiling; the voice alone has been limited
        sound = limit(sound, ceiling=ratio(settings.ceiling_dbtp))
    pcm = to_int16(sound)
    return np.broadcast_to(pcm, (len(pcm), settings.channels))


def _compressed(voice: NDArray[np.float32], settings: MixSettings) -> NDArray[np.float32]:
    """Return a line through the compressor, with its energy unchanged."""
    stereo_lu = 10 * np.log10(2) if settings.channels == 2 else 0.0
    compressed = compress(voice, reference_lufs=settings.loudness_lufs - stereo_lu)
    before, after = float(np.vdot(voice, voice)), float(np.vdot(compressed, compressed))
    return compressed * np.float32((before / after) ** 0.5) if after > 0 else voice
