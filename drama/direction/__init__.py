"""Script and cast -> :class:`Direction`: the performance of each line, its pan position, and the sounds around it.

``normalization`` turns printed text into spoken text, ``deliveries`` is the table of what a manner of speaking changes
in a voice, ``stage_positions`` pans the speakers, ``soundscape`` chooses rooms, beds and effects.
"""

from drama.direction.direct import direct, lines_with, perform, words_not_pronounced
from drama.direction.normalization.punctuation import spoken_text
from drama.direction.stage_positions import pans
from drama.direction.wordings import Wordings

__all__ = ["Wordings", "direct", "lines_with", "pans", "perform", "spoken_text", "words_not_pronounced"]
