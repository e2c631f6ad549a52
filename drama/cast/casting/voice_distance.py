"""How different two voices sound, from figures measured once and shipped with the package.

The figures (``measured.json``) come from ``benchmarks/measure_voices.py``, which speaks fixed sentences with every
eSpeak NG voice and measures them; ``docs/voices.md`` describes the measure and argues the margin. Casting reads
numbers only: no audio, no engine.

Of the natural voices (``embeddings.json``, from ``benchmarks/search_voices.py``) the figures are the speaker embeddings
of a network that was trained to tell people apart: pitch and mean spectrum say little of who speaks where all else is
human too.
"""

from __future__ import annotations

import json
import math
import operator
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from drama.model import Figures, Voice

MARGIN = 1.0
"""Two voices in one scene must differ by this much. The scale of :func:`distance` is chosen so that 1 is enough."""

SEMITONES_PER_MARGIN = 4.5
"""A difference in median pitch that is enough by itself: seven tenths of 45 %, from which on listeners hear another
speaker where nothing else differs (Gaudrain, Li, Ban and Patterson, Interspeech 2009)."""

RATIO_PER_MARGIN = 1.5
"""A difference in speaking rate that is enough by itself: rate is a weak mark of who speaks."""

SAME_PERSON = 0.85
"""Cosine of two speaker embeddings from which on they are one person's: one voice in other sentences scores 0.93 in the
median and 0.835 at the lowest (Resemblyzer 0.1.4, measured on natural voices)."""

_PLAIN_PITCH = 50
"""eSpeak NG's own pitch setting."""

_SEMITONES_A_STEP = 0.165
"""What eSpeak NG moves by a step of the pitch setting, and hibari after it; other engines by their own amount."""

_MOVED = 0.5
"""How much pitch and rate count between natural voices: eight semitones of one voice were still alike by 0.83."""


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


FiguresOf = Callable[[Voice], Figures | None]
"""Voice -> what was measured of it."""


def shipped(voice: Voice) -> Figures | None:
    """Return what drama itself brings of a voice."""
    return _shipped(voice.engine, voice.id)


@lru_cache(maxsize=4_096)
def _shipped(engine: str, voice_id: str) -> Figures | None:
    found = embeddings().get(engine, {}).get(voice_id)
    judged = float(_embedding_rows()["naturalness"].get(engine, {}).get(voice_id, 0.0))
    if found is None and not judged:
        return None
    return Figures(b"" if found is None else memoryview(array("b", found)).tobytes(), judged)


def distance(one: Voice, other: Voice, figures: FiguresOf = shipped) -> float:
    """Return how different two voices sound; :data:`MARGIN` or more is easy to tell apart.

    Pitch in semitones, timbre and rate count together as a Euclidean sum; where both have a speaker embedding, of one
    engine or of two, it takes the place of timbre, and pitch counts by its setting. Of a voice that was never measured
    (another engine's) only this is known: another voice differs by the margin, and settings of the same voice by pitch
    and rate.
    """
    pitch = (_setting(one) - _setting(other)) * _SEMITONES_A_STEP / SEMITONES_PER_MARGIN
    rate = _rate_place(one.rate_wpm) - _rate_place(other.rate_wpm)
    if (likeness := likeness_of(figures(one), figures(other))) is not None:
        return math.hypot((1 - likeness) * MARGIN / (1 - SAME_PERSON), _MOVED * pitch, _MOVED * rate)
    here = _place(one.engine, one.id, one.rate_wpm, one.pitch)
    there = _place(other.engine, other.id, other.rate_wpm, other.pitch)
    if here and there:
        return math.dist(here, there)
    timbre = 0.0 if (one.engine, one.id) == (other.engine, other.id) else MARGIN
    return math.hypot(pitch, rate, timbre)


def likeness_of(one: Figures | None, other: Figures | None) -> float | None:
    """Return the cosine of two speaker embeddings, 1 for one person's; None where one is missing."""
    if one is None or other is None or not any(one.embedding) or not any(other.embedding):
        return None
    return _likeness(*sorted((one.embedding, other.embedding)))


@lru_cache(maxsize=4_096)
def _likeness(one: bytes, other: bytes) -> float:
    here, there = (memoryview(embedding).cast("b") for embedding in (one, other))
    return min(1.0, _product(here, there) / math.sqrt(_product(here, here) * _product(there, there)))


def _product(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(map(operator.mul, one, other))


def is_same_person(one: Voice, other: Voice, figures: FiguresOf = shipped) -> bool:
    """Tell whether two voices are known to be one person's, such as hibari's heart and Kokoro's."""
    likeness = likeness_of(figures(one), figures(other))
    return likeness is not None and likeness >= SAME_PERSON


def naturalness(voice: Voice, figures: FiguresOf = shipped) -> float:
    """Return how natural a voice was judged, 1 to 5; 0 for one that was not."""
    found = figures(voice)
    return 0.0 if found is None else found.naturalness


@lru_cache(maxsize=1)
def _embedding_rows() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    source = resources.files("drama.cast.casting").joinpath("embeddings.json")
    return json.loads(source.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def embeddings() -> Mapping[str, Mapping[str, tuple[int, ...]]]:
    """Return speaker embeddings by engine and voice: directions in 256 dimensions, as whole numbers to 127."""
    return {
        engine: {name: tuple(memoryview(bytes.fromhex(row)).cast("b")) for name, row in voices.items()}
        for engine, voices in _embedding_rows()["voices"].items()
    }


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
    source = resources.files("drama.cast.casting").joinpath("measured.json")
    if not source.is_file():
        return {}
    rows = json.loads(source.read_text(encoding="utf-8"))["voices"]
    return {name: Sound(row[0], row[1], row[2], tuple(row[3:])) for name, row in rows.items()}
