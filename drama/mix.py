"""Stretches of the timeline -> PCM, one at a time; pydub lives here and nowhere else.

Each take is resampled, brought to its level, limited and faded in floating point, rounded once, laid on the episode's
channels, and becomes a pydub segment; so do the silences between. The segments are joined in a single pass: pydub's own
``+`` and ``overlay`` copy all that came before, and its clock is whole milliseconds, where we count frames.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from typing import TYPE_CHECKING, Protocol

import numpy as np
import soxr

from drama.errors import MixError
from drama.model import FRAME_RATE, Cue, MixSettings, Stretch, Take
from drama.sound.level import fade_ends, ratio, to_int16
from drama.sound.limit import limit

with warnings.catch_warnings():
    # pydub 0.25.1 looks for ffmpeg when imported, and warns; nothing here ever calls it.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

ALGORITHM = 1
"""Counts changes of this module that change the sound, so that stretches encoded before are not taken for the same."""

FADE_FRAMES = 2 * FRAME_RATE // 1000
"""Length of the fades at both ends of a clip: against clicks, too short to hear."""


class Samples(Protocol):
    """Where the recordings are."""

    def samples(self, take: Take) -> NDArray[np.int16]:
        """Return a take's PCM, mono; raise if it is damaged."""


def mix_stretch(stretch: Stretch, store: Samples, settings: MixSettings, *, gain_db: float) -> NDArray[np.int16]:
    """Return a stretch as PCM int16, shape (frames, channels).

    ``gain_db`` is the episode's gain. True peaks keep :attr:`MixSettings.ceiling_dbtp`. Raises :class:`MixError` if the
    recordings do not fit their cues; the store's error for a damaged take passes through.
    """
    ceiling = ratio(settings.ceiling_dbtp)
    track: list[AudioSegment] = []
    at = stretch.start_frame
    for passage in _passages(stretch.cues):
        start = passage[0].start_frame
        sound = to_int16(_sound(passage, store, ceiling=ceiling, gain_db=gain_db))
        track += (
            _silence(start - at, settings.channels),
            _segment(np.repeat(sound, settings.channels), settings.channels),
        )
        at = start + len(sound)
    track.append(_silence(stretch.start_frame + stretch.frames - at, settings.channels))
    mixed = _segment(b"".join(segment.raw_data for segment in track), settings.channels)
    pcm = np.frombuffer(mixed.raw_data, np.int16).reshape(-1, settings.channels)
    if len(pcm) != stretch.frames:
        raise MixError(f"a stretch of scene {stretch.scene} came out {len(pcm)} frames long, not {stretch.frames}")
    return pcm


def stretch_key(stretch: Stretch, settings: MixSettings, *, gain_db: float) -> str:
    """Return a hex digest of all that shapes a stretch's PCM, and of nothing else: not of its place in the episode."""
    described = {
        "algorithm": ALGORITHM,
        "frames": stretch.frames,
        "channels": settings.channels,
        "ceiling_dbtp": settings.ceiling_dbtp,
        "cues": [
            (cue.take.key, cue.start_frame - stretch.start_frame, cue.frames, f"{cue.gain_db + gain_db:.4f}")
            for cue in stretch.cues
        ],
    }
    return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()


def _passages(cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    """Yield runs of cues that overlap; nearly always one cue."""
    passage: list[Cue] = []
    end = 0
    for cue in sorted(cues, key=lambda cue: cue.start_frame):
        if passage and cue.start_frame >= end:
            yield passage
            passage = []
        passage.append(cue)
        end = max(end, cue.start_frame + cue.frames)
    if passage:
        yield passage


def _sound(passage: Sequence[Cue], store: Samples, *, ceiling: float, gain_db: float) -> NDArray[np.float32]:
    """Return the sound of cues that overlap, from the start of the first to the end of the last."""
    sounds = [_line(cue, store, ceiling=ceiling, gain_db=gain_db) for cue in passage]
    if len(sounds) == 1:
        return sounds[0]
    first = passage[0].start_frame
    bus = np.zeros(max(cue.start_frame + cue.frames for cue in passage) - first, np.float32)
    for cue, sound in zip(passage, sounds, strict=True):
        bus[cue.start_frame - first :][: cue.frames] += sound
    return limit(bus, ceiling=ceiling, frame_rate=FRAME_RATE)


def _line(cue: Cue, store: Samples, *, ceiling: float, gain_db: float) -> NDArray[np.float32]:
    """Return one line at the episode's rate and at its level, exactly as long as its cue."""
    gain = cue.gain_db + gain_db
    recorded = store.samples(cue.take).astype(np.float32) * np.float32(ratio(gain) / 32_768)
    sound = soxr.resample(recorded, cue.take.frame_rate, FRAME_RATE, quality="HQ")
    if abs(len(sound) - cue.frames) > 1:  # soxr rounds to the nearest frame, the plan up
        raise MixError(f"line {cue.line.number} is {len(sound)} frames long where {cue.frames} were planned")
    sound = np.pad(sound[: cue.frames], (0, max(0, cue.frames - len(sound))))
    if ratio(cue.take.true_peak_dbtp + gain) > ceiling:
        sound = limit(sound, ceiling=ceiling, frame_rate=FRAME_RATE)
    return fade_ends(sound, FADE_FRAMES)


def _silence(frames: int, channels: int) -> AudioSegment:
    return _segment(bytes(2 * channels * frames), channels)


def _segment(pcm: bytes | NDArray[np.int16], channels: int) -> AudioSegment:
    data = pcm if isinstance(pcm, bytes) else pcm.tobytes()
    return AudioSegment(data, sample_width=2, frame_rate=FRAME_RATE, channels=channels)
