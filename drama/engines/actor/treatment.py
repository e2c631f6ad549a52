"""Samples of a file -> a take: one channel at the episode's rate, without silence around it, at an even level.

What a person recorded is else left as it is: no noise is taken out, nothing is made to sound better.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from drama.dsp.loudness import energies, integrated_lufs
from drama.errors import RequestRefusedError
from drama.model import FRAME_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

VERSION = "1"
"""Changes whenever a take may come out otherwise; it is the version of the engine."""

TAKE_LUFS = -23.0
"""Loudness of a take (EBU R 128's, of one channel): the mix sets lines by their loudness anyway, and so 16 bits hold
what was recorded softly."""
PEAK_DBFS = -1.0
"""Highest sample of a take: a line of loud peaks is levelled by as much less, and the mix makes up for that."""

_STEP_S = 0.01
_RUN = 3
"""Steps in a row, 30 ms, that are speech: the click of a mouse or of a switch is shorter."""
_SOFTEST_DB = 45.0
"""Below the loudest: softer is no speech, even in a silent room. Unstressed ends of words lie 30 to 40 dB below."""
_OVER_NOISE_DB = 10.0
_LEAST_REACH_DB = 15.0
"""What is so near to the loudest is speech, whatever the noise."""
_BEFORE_S, _AFTER_S = 0.06, 0.12
"""Kept around speech: a breathed consonant before it, and the release of one after it, are as soft as a room."""
_FADE_IN_S, _FADE_OUT_S = 0.005, 0.03
"""Of the room around speech, so that it neither begins nor ends with a click."""
_SILENT_DBFS = -60.0
_CHANNEL_DB = 20.0
"""A channel so much softer than the loudest is no microphone of this actor's."""
_AGAINST = -0.3
"""Correlation of two channels below which their sum would cancel the voice."""
_SAME_HEIGHT = 1 - 4e-5
"""Of the highest sample: within about one step of 16 bits. A wave of 70 Hz and above is not so flat by itself; three
samples in a row are: the top was cut off."""
_LOWEST_CUT = 0.1
"""A voice that is cut off below this was not cut off by its recording."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What was measured of a file."""

    seconds: float
    """Of the file."""
    speech_s: float
    """From the first sound of speech to the last."""
    frame_rate: int
    channels: int
    loudness_lufs: float
    """Of the speech as it stands in the file, on one channel (ITU-R BS.1770-4, gated)."""
    peak_dbfs: float
    clipped: int
    """Places where the top of the wave was cut off."""
    over_noise_db: float | None
    """How far the speech is above the room around it; None where there is too little of that to tell."""
    is_out_of_phase: bool
    """Whether two channels cancel each other, so that only the louder is used."""


@dataclass(frozen=True, slots=True)
class Treated:
    """A recording as a take."""

    samples: NDArray[np.float32]
    """One channel at the episode's rate, full scale 1."""
    facts: Facts


def treat(samples: NDArray[np.float32], frame_rate: int, *, name: str) -> Treated:
    """Return what a take is made of, and what was measured on the way; ``name`` is for messages.

    ``samples`` have shape (frames, channels). Raises :class:`RequestRefusedError` for a file in which nobody speaks.
    """
    import soxr  # noqa: PLC0415 (a render of no recordings needs none of it)

    seconds = len(samples) / frame_rate
    peak = float(np.abs(samples).max())
    channels = np.ascontiguousarray(samples.T)
    clipped = _clipped(channels)
    offsets = channels.mean(axis=1, dtype=np.float64).astype(np.float32)
    one, is_out_of_phase = _one_channel(channels - offsets[:, None])
    if frame_rate != FRAME_RATE:
        one = soxr.resample(one, frame_rate, FRAME_RATE, quality="HQ")
    levels_db = _levels_db(one)
    is_speech = _speech(levels_db)
    if _db(float(np.abs(one).max())) < _SILENT_DBFS or not is_speech.any():
        loudest = f"nothing in it is louder than {_db(peak):.0f} dBFS".replace("-", "−")
        raise RequestRefusedError(f"{name} is silent: {loudest if peak else 'all of its samples are zero'}")
    steps = np.flatnonzero(is_speech)
    first_s, end_s = steps[0] * _STEP_S, (steps[-1] + 1) * _STEP_S
    take = _cut(one, first_s - _BEFORE_S, end_s + _AFTER_S)
    loudness = _loudness(take)
    gain_db = min(TAKE_LUFS - loudness, PEAK_DBFS - _db(float(np.abs(take).max())))
    facts = Facts(
        seconds=round(seconds, 3),
        speech_s=round(end_s - first_s, 3),
        frame_rate=frame_rate,
        channels=samples.shape[1],
        loudness_lufs=round(loudness, 2),
        peak_dbfs=round(_db(peak), 2),
        clipped=clipped,
        over_noise_db=_over_noise(levels_db, is_speech),
        is_out_of_phase=is_out_of_phase,
    )
    return Treated(take * np.float32(10 ** (gain_db / 20)), facts)


def _one_channel(channels: NDArray[np.float32]) -> tuple[NDArray[np.float32], bool]:
    """Return the channels on which somebody speaks as one, and whether they would have cancelled each other.

    ``channels`` have shape (channels, frames), and no constant offset.
    """
    powers = np.array([float(np.dot(channel, channel)) for channel in channels])
    loudest = int(np.argmax(powers))
    used = [at for at, power in enumerate(powers) if power >= powers[loudest] * 10 ** (-_CHANNEL_DB / 10)]
    for at in used:
        together = float(np.dot(channels[loudest], channels[at]))
        if together < _AGAINST * math.sqrt(powers[loudest] * powers[at]):
            return channels[loudest], True
    return np.asarray(sum(channels[at] for at in used), np.float32) / np.float32(len(used)), False


def _clipped(channels: NDArray[np.float32]) -> int:
    """Return how often several samples in a row are as high as the highest, which is so of a cut top only."""
    places = 0
    for channel in channels:
        heights = np.abs(channel)
        top = float(heights.max())
        if top < _LOWEST_CUT:
            continue
        is_top = heights >= top * _SAME_HEIGHT
        together = is_top[2:] & is_top[1:-1] & is_top[:-2]
        places += int(np.count_nonzero(together[1:] & ~together[:-1]) + np.count_nonzero(together[:1]))
    return places


def _levels_db(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the level of each 10 ms, in dBFS."""
    size = round(_STEP_S * FRAME_RATE)
    padded = np.pad(samples, (0, -len(samples) % size)).reshape(-1, size)
    return np.asarray(10 * np.log10(np.einsum("ij,ij->i", padded, padded).astype(np.float64) / size + 1e-12))


def _speech(levels_db: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which steps are speech: loud against the loudest and against the noise, and not for an instant only."""
    if len(levels_db) < _RUN:
        return np.zeros(len(levels_db), np.bool_)
    lasting = np.lib.stride_tricks.sliding_window_view(levels_db, _RUN).min(axis=1)
    loudest = float(lasting.max())
    noise = float(np.percentile(levels_db, 10))
    least = max(loudest - _SOFTEST_DB, min(noise + _OVER_NOISE_DB, loudest - _LEAST_REACH_DB))
    begins = np.flatnonzero(lasting >= least)
    is_speech = np.zeros(len(levels_db), np.bool_)
    for step in range(_RUN):
        is_speech[begins + step] = True
    return is_speech


def _over_noise(levels_db: NDArray[np.float64], is_speech: NDArray[np.bool_]) -> float | None:
    """Return how many decibels the speech is above what is heard around it; None where that is under 0.2 s."""
    if np.count_nonzero(~is_speech) * _STEP_S < 0.2:
        return None
    powers = 10 ** (levels_db / 10)
    return round(10 * math.log10(powers[is_speech].mean() / np.median(powers[~is_speech])), 1)


def _cut(samples: NDArray[np.float32], start_s: float, end_s: float) -> NDArray[np.float32]:
    """Return the samples between two times, faded in and out."""
    take = samples[max(0, round(start_s * FRAME_RATE)) : round(end_s * FRAME_RATE)].copy()
    for edge, fade_s in ((take, _FADE_IN_S), (take[::-1], _FADE_OUT_S)):
        frames = min(round(fade_s * FRAME_RATE), len(take) // 2)
        edge[:frames] *= (0.5 - 0.5 * np.cos(np.pi * np.arange(frames) / max(1, frames))).astype(np.float32)
    return take


def _loudness(samples: NDArray[np.float32]) -> float:
    """Return the loudness of one channel in LUFS, measured at full scale: 16 bits of a soft one would say little."""
    top = float(np.abs(samples).max())
    scaled = np.rint(samples * np.float32(32_767 / top)).astype(np.int16)
    return integrated_lufs(energies(scaled, FRAME_RATE)) + _db(top)


def _db(amplitude: float) -> float:
    return 20 * math.log10(max(amplitude, 1e-9))
