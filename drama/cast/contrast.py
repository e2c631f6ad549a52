"""How different two voices sound, from figures measured once and shipped with the package.

The figures (``measured.json``) come from ``benchmarks/measure_voices.py``, which speaks fixed sentences with every
eSpeak NG voice and measures them; ``docs/voices.md`` describes the measure and argues the margin. Casting reads
numbers only: no audio, no engine.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from drama.model import Voice

MARGIN = 1.0
"""Two voices in one scene must differ by this much. The scale of :func:`distance` is chosen so that 1 is enough."""

SEMITONES_PER_MARGIN = 4.5
"""A difference in median pitch that is enough by itself: seven tenths of 45 %, from which on listeners hear another
speaker where nothing else differs (Gaudrain, Li, Ban and Patterson, Interspeech 2009)."""

RATIO_PER_MARGIN = 1.5
"""A difference in speaking rate that is enough by itself: rate is a weak mark of who speaks."""

_PLAIN_PITCH = 50
"""eSpeak NG's own pitch setting."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What a voice sounds like."""

    pitch_hz: float
    """Median fundamental frequency at pitch setting 50."""
    low_hz: float
    """The same at setting 20."""
    high_hz: float
    """The same at setting 80."""
    timbre: tuple[float, ...]
    """Place in the timbre space; a Euclidean distance of 1 is enough by itself: seven tenths of what a vocal tract 25 %
    longer or shorter changes, by the same study."""

    def hz_at(self, pitch: int | None) -> float:
        """Return the median pitch at a setting, in log-linear steps between the measured ones."""
        setting = _PLAIN_PITCH if pitch is None else pitch
        edge = self.low_hz if setting < _PLAIN_PITCH else self.high_hz
        return float(self.pitch_hz * (edge / self.pitch_hz) ** (abs(setting - _PLAIN_PITCH) / 30))


def distance(one: Voice, other: Voice) -> float:
    """Return how different two voices sound; :data:`MARGIN` or more is easy to tell apart.

    Pitch in semitones, timbre and rate count together as a Euclidean sum. Of a voice that was never measured (another
    engine's) only this is known: another voice differs by the margin, and settings of the same voice by pitch and rate.
    """
    here = _place(one.engine, one.id, one.rate_wpm, one.pitch)
    there = _place(other.engine, other.id, other.rate_wpm, other.pitch)
    if here and there:
        return math.dist(here, there)
    # eSpeak NG moves by about 0.165 semitones a step of the setting; other engines by their own amount.
    pitch = (_setting(one) - _setting(other)) * 0.165 / SEMITONES_PER_MARGIN
    rate = _rate_place(one.rate_wpm) - _rate_place(other.rate_wpm)
    timbre = 0.0 if (one.engine, one.id) == (other.engine, other.id) else MARGIN
    return math.hypot(pitch, rate, timbre)


@lru_cache(maxsize=16_384)
def _place(engine: str, voice_id: str, rate_wpm: int, pitch: int | None) -> tuple[float, ...]:
    """Return a measured voice's place, in units of the margin on every axis; nothing for one never measured."""
    sound = sound_of(engine, voice_id)
    if sound is None:
        return ()
    semitones = 12 * math.log2(sound.hz_at(pitch))
    return (semitones / SEMITONES_PER_MARGIN, _rate_place(rate_wpm), *sound.timbre)


def _rate_place(rate_wpm: int) -> float:
    return math.log(rate_wpm) / math.log(RATIO_PER_MARGIN)


def _setting(voice: Voice) -> int:
    return _PLAIN_PITCH if voice.pitch is None else voice.pitch


def sound_of(engine: str, voice_id: str) -> Sound | None:
    """Return the measured figures of an engine's voice, if it was measured."""
    return measured().get(voice_id) if engine == "pyttsx3" else None


@lru_cache(maxsize=1)
def measured() -> Mapping[str, Sound]:
    """Return the figures of every measured eSpeak NG voice, by its id."""
    source = resources.files("drama.cast").joinpath("measured.json")
    if not source.is_file():
        return {}
    rows = json.loads(source.read_text(encoding="utf-8"))["voices"]
    return {name: Sound(row[0], row[1], row[2], tuple(row[3:])) for name, row in rows.items()}
