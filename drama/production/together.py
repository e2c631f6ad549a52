"""Lines heard one after the other, as one sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import numpy as np

from drama.dsp.level import FULL_SCALE, ratio, to_int16
from drama.dsp.limiter import limit
from drama.model import Heard, MixSettings


def together(lines: Sequence[Heard], *, ceiling_dbtp: float = MixSettings().ceiling_dbtp) -> Heard:
    """Return lines one after the other as one sound, as far apart as in the episode; limited where they overlap.

    All must be of one production. Raises ValueError without any.
    """
    if not lines:
        raise ValueError("there is nothing to hear")
    starts = list(accumulate((one.next_frames for one in lines), initial=0))
    frames = max(start + one.frames for start, one in zip(starts, lines, strict=False))
    bus = np.zeros((frames, lines[0].channels), np.float32)
    for start, one in zip(starts, lines, strict=False):
        sound = np.frombuffer(one.pcm, "<i2").reshape(-1, one.channels)
        bus[start : start + len(sound)] += sound.astype(np.float32) / FULL_SCALE
    words = (
        replace(word, start_frame=word.start_frame + start)
        for start, one in zip(starts, lines, strict=False)
        for word in one.words
    )
    pcm = to_int16(limit(bus, ceiling=ratio(ceiling_dbtp)))
    return replace(
        lines[0],
        pcm=pcm.astype("<i2", copy=False).tobytes(),
        is_new=any(one.is_new for one in lines),
        words=tuple(words),
        line=None,
        next_frames=starts[-1],
    )
