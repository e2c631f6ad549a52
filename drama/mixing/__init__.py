"""Chunks of the timeline -> PCM, one at a time.

:class:`Mixer` mixes everything; :func:`mix_chunk` the plain reading, which is most of what there is in one.
"""

from drama.mixing.dry import chunk_key, mix_chunk
from drama.mixing.line import FADE_FRAMES, Samples
from drama.mixing.mixer import Mixer, stem_of, stem_speakers

__all__ = ["FADE_FRAMES", "Mixer", "Samples", "chunk_key", "mix_chunk", "stem_of", "stem_speakers"]
