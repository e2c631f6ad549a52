"""Script and cast -> :class:`Direction`: how each line is spoken, from where, and what is heard around it.

``words`` makes of a line what an engine is given, ``pronounce`` changes how single words are said, ``deliveries`` is
the table of what a manner does to a voice, ``seats`` places people on the stage, ``scenery`` chooses rooms, beds and
effects.
"""

from drama.direction.direct import direct
from drama.direction.normalization.punctuation import spoken_text

__all__ = ["direct", "spoken_text"]
