"""The chunk grid of the mix: where an episode may be split, so that its chunks are mixed and encoded apart unheard."""

from drama.model.sound import FRAME_RATE

GRID_FRAMES = 1152
"""Frames in one MP3 frame (MPEG-1 Layer III): a chunk starts on a whole multiple of it."""

QUIET_FRAMES = 60 * FRAME_RATE // 1000
"""60 ms of silence at both ends of a chunk: what is encoded apart then joins unheard (measured)."""

LEAD_IN_FRAMES = 32 * GRID_FRAMES
"""What a chunk that does not begin in silence gives its encoder of the sound before it: 0.84 s.

So long LAME needs until its state is that of a continuous encoding. Measured at 32 chunk boundaries in a sweep,
128 kbit/s, error at the worst boundary against continuous encoding: 8 MP3 frames 3.9 times, 16 frames 1.6 times, 32
frames 1.2 times; the mean over the boundaries is even from 16 on.
"""

LEAD_OUT_FRAMES = 3 * GRID_FRAMES
"""What a chunk that does not end in silence gives its encoder of the sound after it."""
