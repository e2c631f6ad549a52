"""Mixing: chunks of the timeline -> PCM, one at a time.

:class:`Mixer` mixes everything; :func:`mix_chunk` is its fast path for dry voices, which are most chunks of a reading.
"""

from drama.mixing.dry import chunk_key, mix_chunk
from drama.mixing.line import FADE_FRAMES, Samples, line_pcm, tail_frames
from drama.mixing.mixer import Mixer

__all__ = ["FADE_FRAMES", "Mixer", "Samples", "chunk_key", "line_pcm", "mix_chunk", "tail_frames"]
