"""The fast path of the mix: dry voices in the centre, with silence between them.

Each take is resampled, normalized, limited and faded in floating point, rounded once, copied to the episode's channels,
and becomes a pydub segment; so do the silences between.
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
"""Counts changes of this module that change the sound: part of a chunk's key, so that old chunks are not reused."""


def mix_chunk(chunk: Chunk, store: Samples, settings: MixSettings, *, gain_db: float) -> NDArray[np.int16]:
    """Return a chunk as PCM int16, shape (frames, channels).

    ``gain_db`` is the episode's gain. True peaks keep :attr:`MixSettings.ceiling_dbtp`. Raises :class:`MixError` if the
    recordings do not fit their cues; the store's error for a damaged take passes through.
    """
    ceiling = ratio(settings.ceiling_dbtp)
    track: list[AudioSegment] = []
    frame = chunk.start_frame
    for group in _overlapping(chunk.cues):
        start = group[0].start_frame
        sound = to_int16(_sound(group, store, ceiling=ceiling, gain_db=gain_db))
        track += (
            silence(start - frame, settings.channels),
            segment(np.repeat(sound, settings.channels), settings.channels),
        )
        frame = start + len(sound)
    track.append(silence(chunk.start_frame + chunk.frames - frame, settings.channels))
    pcm = joined(track, settings.channels)
    if len(pcm) != chunk.frames:
        raise MixError(f"a chunk of scene {chunk.scene} came out {len(pcm)} frames long, not {chunk.frames}")
    return pcm


def chunk_key(chunk: Chunk, settings: MixSettings, *, gain_db: float) -> str:
    """Return a hex digest of everything that determines a chunk's PCM; its position in the episode does not."""
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


def _overlapping(cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    """Yield groups of cues that overlap; nearly always one cue each."""
    group: list[Cue] = []
    end = 0
    for cue in sorted(cues, key=lambda cue: cue.start_frame):
        if group and cue.start_frame >= end:
            yield group
            group = []
        group.append(cue)
        end = max(end, cue.start_frame + cue.frames)
    if group:
        yield group


def _sound(group: Sequence[Cue], store: Samples, *, ceiling: float, gain_db: float) -> NDArray[np.float32]:
    """Return the sum of overlapping cues, from the start of the first to the end of the last."""
    sounds = [dry_line(cue, store, ceiling=ceiling, gain_db=gain_db) for cue in group]
    if len(sounds) == 1:
        return sounds[0]
    first = group[0].start_frame
    bus = np.zeros(max(cue.start_frame + cue.frames for cue in group) - first, np.float32)
    for cue, sound in zip(group, sounds, strict=True):
        bus[cue.start_frame - first :][: cue.frames] += sound
    return limit(bus, ceiling=ceiling)
