"""The table of deliveries as it is heard of eSpeak NG."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from support.plays import able, cast_of, line, script

from drama.direction import direct
from drama.engines import get_engine
from drama.engines.base import MarkingEngine
from drama.engines.pyttsx3 import is_bundled
from drama.model import Delivery, Manner

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = pytest.mark.skipif(not is_bundled(), reason="eSpeak NG comes as a wheel on Linux only")

RATE = 22_050
WORDS = "“You never told me that the ferry leaves before the morning bell.”"


@cache
def heard(manner: Manner) -> NDArray[np.float64]:
    """Return what the engine speaks for a line of a manner."""
    play = script(line(1, WORDS, delivery=Delivery(manner=manner)))
    engine = get_engine("pyttsx3")
    assert isinstance(engine, MarkingEngine)
    (performance,) = direct(play, cast_of(play), abilities=able(*engine.abilities)).performances
    return engine.speak(performance.text, performance.voice).waveform


def pitches_hz(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the pitch of each loud window, by autocorrelation."""
    shape = np.hanning(1024)
    lags = np.arange(RATE // 300, RATE // 70)
    found = []
    for at in range(0, len(samples) - 1024, 512):
        window = samples[at : at + 1024]
        if (window**2).mean() > 0.5 * (samples**2).mean():
            likeness = np.fft.irfft(np.abs(np.fft.rfft(window * shape, 4096)) ** 2)
            found.append(RATE / lags[np.argmax(likeness[lags])])
    return np.array(found)


def test_a_shout_is_higher_and_livelier_and_a_mutter_lower_and_flatter() -> None:
    middle, spread = {}, {}
    for manner in (Manner.MUTTERED, Manner.PLAIN, Manner.EXCLAIMED, Manner.SHOUTED):
        low, middle[manner], high = np.quantile(pitches_hz(heard(manner)), (0.1, 0.5, 0.9))
        spread[manner] = high / low
    order = [Manner.MUTTERED, Manner.PLAIN, Manner.EXCLAIMED, Manner.SHOUTED]
    assert sorted(order, key=middle.__getitem__) == order
    assert sorted(order, key=spread.__getitem__) == order
    assert 1.06 < middle[Manner.SHOUTED] / middle[Manner.PLAIN] < 1.4  # modest: no other person
    assert 0.8 < middle[Manner.MUTTERED] / middle[Manner.PLAIN] < 0.97


def test_breathless_is_faster_and_crying_slower() -> None:
    lengths = {manner: len(heard(manner)) for manner in (Manner.BREATHLESS, Manner.PLAIN, Manner.CRYING)}
    assert 0.8 < lengths[Manner.BREATHLESS] / lengths[Manner.PLAIN] < 0.95
    assert 1.05 < lengths[Manner.CRYING] / lengths[Manner.PLAIN] < 1.2


def test_every_manner_is_heard_as_another() -> None:
    assert len({heard(manner).tobytes() for manner in Manner}) == len(Manner)
