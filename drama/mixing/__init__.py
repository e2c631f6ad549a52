"""Stretches of the timeline -> PCM, one at a time.

:class:`Mixer` mixes everything; :func:`mix_stretch` the plain reading, which is most of what there is in one.
"""

from drama.mixing.dry import mix_stretch, stretch_key
from drama.mixing.line import FADE_FRAMES, Samples
from drama.mixing.mixer import Mixer, stem_of, stem_speakers

__all__ = ["FADE_FRAMES", "Mixer", "Samples", "mix_stretch", "stem_of", "stem_speakers", "stretch_key"]
