"""Where a voice stands between the loudspeakers: gains for left and right."""

from __future__ import annotations

import math

REACH = math.radians(20)
"""How far a voice turns from the centre of the pan, at 45°, when it sits at the edge of the stage.

6.6 dB between the loudspeakers at the edge, which ears place some 12° to the side of a pair set 30° to either side
(tangent law: tan 20° / tan 45° · tan 30°; on headphones more): far enough to tell two people apart, near enough that a
listener with one ear loses little.
"""


def pan_gains(pan: float) -> tuple[float, float]:
    """Return what a mono sound is multiplied by on the left and on the right; (1, 1) in the centre.

    ``seat`` is the place, −1 (left) to 1 (right); what lies beyond sits at the edge. The power of both together is the
    same for every seat; their sum, what a mono loudspeaker plays, falls by 0.54 dB at the edge.
    """
    angle = math.pi / 4 + max(-1.0, min(1.0, pan)) * REACH
    return math.sqrt(2) * math.cos(angle), math.sqrt(2) * math.sin(angle)
