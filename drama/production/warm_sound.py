"""What the first sound of a production needs, made before anybody waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from drama.mixing import line_pcm
from drama.model import Take
from drama.production.prepare import Production
from drama.timeline import cue_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RATE, _FRAMES = 22_050, 11_025


class _Hum:
    """A source of recordings that are all one hum of half a second."""

    def samples(self, take: Take) -> NDArray[np.int16]:
        """Return the samples of a take."""
        hum = 8_000 * np.sin(2 * np.pi * 150 / take.frame_rate * np.arange(take.frames))
        samples: NDArray[np.int16] = hum.astype(np.int16)
        return samples


def warm_sound(production: Production) -> None:
    """Have every room and voice effect of a production applied once: their responses are computed the first time."""
    take, cast = Take("hum", _FRAMES, _RATE, -20.0, -12.0), production.cast
    known = set[tuple[object, ...]]()
    for line, performance in zip(production.script.lines, production.direction.performances, strict=True):
        cue = cue_of(line, take, performance, cast, production.direction.sound_plan)
        kind = (cue.voice_effect, cue.room, bool(cue.pan))
        if kind not in known:
            known.add(kind)
            line_pcm(cue, _Hum(), cast.mix, gain_db=0.0, compression=cast.sound.style.compression)
