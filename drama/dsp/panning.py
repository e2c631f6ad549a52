"""Panning: constant-power gains for left and right."""

from __future__ import annotations

import math

REACH = math.radians(20)
"""Largest panning angle from the centre (45°), for a pan of −1 or 1.

A level difference of 6.6 dB, which places a voice some 12° to the side with loudspeakers at 30° to either side (tangent
law: tan 20° / tan 45° · tan 30°; more on headphones): far enough to separate two speakers, near enough that a listener
with one ear loses little.
"""


def pan_gains(pan: float) -> tuple[float, float]:
    """Return the gains of a mono sound on the left and the right; (1, 1) in the centre.

    ``pan`` is −1 (left) to 1 (right), clamped. The power of both channels together is constant; their sum, which a mono
    loudspeaker plays, falls by 0.54 dB at the edge.
    """
    angle = math.pi / 4 + max(-1.0, min(1.0, pan)) * REACH
    return math.sqrt(2) * math.cos(angle), math.sqrt(2) * math.sin(angle)
