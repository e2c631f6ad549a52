"""pydub, which holds the mix, lives here and nowhere else.

Its own ``+`` and ``overlay`` copy all that came before, and its clock is whole milliseconds, where we count frames: so
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
    """Return so many frames of silence."""
    return segment(bytes(2 * channels * frames), channels)


def segment(pcm: bytes | NDArray[np.int16], channels: int) -> AudioSegment:
    """Return PCM int16, channels side by side, as a segment."""
    data = pcm if isinstance(pcm, bytes) else pcm.tobytes()
    return AudioSegment(data, sample_width=2, frame_rate=FRAME_RATE, channels=channels)


def joined(segments: Iterable[AudioSegment], channels: int) -> NDArray[np.int16]:
    """Return segments one after the other as PCM int16, shape (frames, channels)."""
    whole = segment(b"".join(one.raw_data for one in segments), channels)
    return np.frombuffer(whole.raw_data, np.int16).reshape(-1, channels)
