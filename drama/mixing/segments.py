"""The only use of pydub, whose segments hold the mix.

Its ``+`` and ``overlay`` copy everything before, and its clock has whole milliseconds, where we count frames: so
segments are joined in a single pass.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

from drama.model import FRAME_RATE

with warnings.catch_warnings():
    # pydub 0.25.1 looks for ffmpeg when imported, and warns; nothing here ever calls it.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


def silence(frames: int, channels: int) -> AudioSegment:
    """Return ``frames`` frames of silence."""
    return segment(bytes(2 * channels * frames), channels)


def segment(pcm: bytes | NDArray[np.int16], channels: int) -> AudioSegment:
    """Return PCM int16, channels interleaved, as a segment."""
    data = pcm if isinstance(pcm, bytes) else pcm.tobytes()
    return AudioSegment(data, sample_width=2, frame_rate=FRAME_RATE, channels=channels)


def joined(segments: Iterable[AudioSegment], channels: int) -> NDArray[np.int16]:
    """Return segments concatenated as PCM int16, shape (frames, channels)."""
    whole = segment(b"".join(part.raw_data for part in segments), channels)
    return np.frombuffer(whole.raw_data, np.int16).reshape(-1, channels)
