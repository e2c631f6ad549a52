"""Stretches of the timeline -> PCM, one at a time.

:class:`Mixer` mixes everything; :func:`mix_stretch` the plain reading, which is most of what there is in one.
"""

from drama.mix.lines import FADE_FRAMES, Samples
from drama.mix.mixer import Mixer, stem_of, stem_speakers
from drama.mix.plain import mix_stretch, stretch_key

__all__ = ["FADE_FRAMES", "Mixer", "Samples", "mix_stretch", "stem_of", "stem_speakers", "stretch_key"]
