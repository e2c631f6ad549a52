"""What actors have recorded, line by line: the file of a line -> its speech. ``--engine`` does not offer it.

``decoding`` reads a file, ``cut_off`` tells one that is not whole, ``treatment`` makes of it what a take is, and
``engine`` hands that to a worker as if it had been spoken.
"""

from drama.engines.actor.decoding import SUFFIXES, UNREADABLE
from drama.engines.actor.decoding import check as check_recording
from drama.engines.actor.engine import read_recording
from drama.engines.actor.treatment import TAKE_LUFS, Facts, Treated, treat

__all__ = ["SUFFIXES", "TAKE_LUFS", "UNREADABLE", "Facts", "Treated", "check_recording", "read_recording", "treat"]
