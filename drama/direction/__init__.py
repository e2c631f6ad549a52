"""Script and cast -> :class:`Direction`: how each line is spoken, from where, and what is heard around it.

``normalization`` turns printed text into what an engine is sent, ``deliveries`` is
the table of what a manner does to a voice, ``stage_positions`` pans people, ``soundscape`` chooses rooms, beds and
effects.
"""

from drama.direction.direct import direct
from drama.direction.normalization.punctuation import spoken_text

__all__ = ["direct", "spoken_text"]
