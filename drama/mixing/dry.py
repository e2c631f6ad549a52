"""Chunks of a plain reading -> PCM: dry voices in the middle, and silence between them.

Each take is resampled, brought to its level, limited and faded in floating point, rounded once, laid on the episode's
channels, and becomes a pydub segment; so do the silences between.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np

from drama.dsp.level import ratio, to_int16
from drama.dsp.limiter import limit
from drama.errors import MixError
from drama.mixing.line import Samples, dry_line
from drama.mixing.segments import joined, segment, silence
from drama.model import Chunk, Cue, MixSettings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from pydub import AudioSegment

ALGORITHM = 2
"""Counts changes of this module that change the sound, so that chunks encoded before are not taken for the same."""


def mix_chunk(chunk: Chunk, store: Samples, settings: MixSettings, *, gain_db: float) -> NDArray[np.int16]:
    """Return a chunk as PCM int16, shape (frames, channels).

    ``gain_db`` is the episode's gain. True peaks keep :attr:`MixSettings.ceiling_dbtp`. Raises :class:`MixError` if the
    recordings do not fit their cues; the store's error for a damaged take passes through.
    """
    ceiling = ratio(settings.ceiling_dbtp)
    track: list[AudioSegment] = []
    at = chunk.start_frame
    for passage in _passages(chunk.cues):
        start = passage[0].start_frame
        sound = to_int16(_sound(passage, store, ceiling=ceiling, gain_db=gain_db))
        track += (
            silence(start - at, settings.channels),
            segment(np.repeat(sound, settings.channels), settings.channels),
        )
        at = start + len(sound)
    track.append(silence(chunk.start_frame + chunk.frames - at, settings.channels))
    pcm = joined(track, settings.channels)
    if len(pcm) != chunk.frames:
        raise MixError(f"a chunk of scene {chunk.scene} came out {len(pcm)} frames long, not {chunk.frames}")
    return pcm


def chunk_key(chunk: Chunk, settings: MixSettings, *, gain_db: float) -> str:
    """Return a hex digest of all that shapes a chunk's PCM, and of nothing else: not of its place in the episode."""
    described = {
        "algorithm": ALGORITHM,
        "frames": chunk.frames,
        "channels": settings.channels,
        "ceiling_dbtp": settings.ceiling_dbtp,
        "cues": [
            (cue.take.key, cue.start_frame - chunk.start_frame, cue.frames, f"{cue.gain_db + gain_db:.4f}")
            for cue in chunk.cues
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
    sounds = [dry_line(cue, store, ceiling=ceiling, gain_db=gain_db) for cue in passage]
    if len(sounds) == 1:
        return sounds[0]
    first = passage[0].start_frame
    bus = np.zeros(max(cue.start_frame + cue.frames for cue in passage) - first, np.float32)
    for cue, sound in zip(passage, sounds, strict=True):
        bus[cue.start_frame - first :][: cue.frames] += sound
    return limit(bus, ceiling=ceiling)
