"""The distance between two voices, from figures measured once and shipped with the package.

The figures of eSpeak NG's voices (``measured.json``) come from ``benchmarks/measure_voices.py``, which speaks fixed
sentences with every voice and measures them; ``docs/voices.md`` describes the measure and argues the margin. Casting
reads numbers only: no audio, no engine.

The figures of the natural voices (``embeddings.json``, from ``benchmarks/search_voices.py``) are speaker embeddings: of
human voices, pitch and mean spectrum say little about who speaks.
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
"""The least distance of two voices in one scene. The scale of :func:`distance` is chosen so that 1 is enough."""

SEMITONES_PER_MARGIN = 4.5
"""A difference in median pitch that is enough by itself: seven tenths of 45 %, from which on listeners hear another
speaker where nothing else differs (Gaudrain, Li, Ban and Patterson, Interspeech 2009)."""

RATIO_PER_MARGIN = 1.5
"""A ratio of speaking rates that is enough by itself: rate is a weak cue to the speaker."""

SAME_SPEAKER = 0.85
"""Cosine similarity of two speaker embeddings from which on they count as one speaker's: one voice in other sentences
scores 0.93 in the median and 0.835 at the lowest (Resemblyzer 0.1.4, measured on natural voices)."""

_DEFAULT_PITCH = 50
"""eSpeak NG's default pitch setting."""

_SEMITONES_A_STEP = 0.165
"""Semitones a step of the pitch setting moves eSpeak NG and hibari; other engines move by their own amount."""

_SETTINGS_WEIGHT = 0.5
"""Weight of pitch and rate between natural voices: one voice moved by eight semitones still scored 0.83."""


@dataclass(frozen=True, slots=True)
class MeasuredVoice:
    """The measured figures of an eSpeak NG voice."""

    pitch_hz: float
    """Median fundamental frequency at pitch setting 50."""
    low_hz: float
    """The same at setting 20."""
    high_hz: float
    """The same at setting 80."""
    timbre: tuple[float, ...]
    """Coordinates in the timbre space; a Euclidean distance of 1 is enough by itself: seven tenths of the change that a
    vocal tract 25 % longer or shorter makes, by the same study."""

    def hz_at(self, pitch: int | None) -> float:
        """Return the median pitch at a setting, interpolated log-linearly between the measured ones."""
        setting = _DEFAULT_PITCH if pitch is None else pitch
        edge = self.low_hz if setting < _DEFAULT_PITCH else self.high_hz
        return float(self.pitch_hz * (edge / self.pitch_hz) ** (abs(setting - _DEFAULT_PITCH) / 30))


FiguresOf = Callable[[Voice], Figures | None]
"""Voice -> its figures; None if it was never measured."""


def shipped(voice: Voice) -> Figures | None:
    """Return the figures of a voice that drama ships; None if there are none."""
    return _shipped(voice.engine, voice.id)


@lru_cache(maxsize=4_096)
def _shipped(engine: str, voice_id: str) -> Figures | None:
    embedding = embeddings().get(engine, {}).get(voice_id)
    naturalness = float(_embedding_rows()["naturalness"].get(engine, {}).get(voice_id, 0.0))
    if embedding is None and not naturalness:
        return None
    return Figures(b"" if embedding is None else memoryview(array("b", embedding)).tobytes(), naturalness)


def distance(one: Voice, other: Voice, figures: FiguresOf = shipped) -> float:
    """Return the distance between two voices; :data:`MARGIN` or more is easy to tell apart.

    The Euclidean norm of the differences in pitch (semitones), timbre and rate. Where both voices have a speaker
    embedding, of one engine or of two, its cosine takes the place of timbre, and pitch counts by its setting. A voice
    that was never measured (another engine's) is the margin away from any other voice, and from the same voice at other
    settings by pitch and rate.
    """
    pitch = (_setting(one) - _setting(other)) * _SEMITONES_A_STEP / SEMITONES_PER_MARGIN
    rate = _rate_place(one.rate_wpm) - _rate_place(other.rate_wpm)
    if (similarity := speaker_similarity(figures(one), figures(other))) is not None:
        timbre = (1 - similarity) * MARGIN / (1 - SAME_SPEAKER)
        return math.hypot(timbre, _SETTINGS_WEIGHT * pitch, _SETTINGS_WEIGHT * rate)
    point = _coordinates(one.engine, one.id, one.rate_wpm, one.pitch)
    other_point = _coordinates(other.engine, other.id, other.rate_wpm, other.pitch)
    if point and other_point:
        return math.dist(point, other_point)
    timbre = 0.0 if (one.engine, one.id) == (other.engine, other.id) else MARGIN
    return math.hypot(pitch, rate, timbre)


def speaker_similarity(one: Figures | None, other: Figures | None) -> float | None:
    """Return the cosine similarity of two speaker embeddings, 1 for identical ones; None where one is missing."""
    if one is None or other is None or not any(one.embedding) or not any(other.embedding):
        return None
    return _cosine(*sorted((one.embedding, other.embedding)))


@lru_cache(maxsize=4_096)
def _cosine(one: bytes, other: bytes) -> float:
    a, b = (memoryview(embedding).cast("b") for embedding in (one, other))
    return min(1.0, _dot(a, b) / math.sqrt(_dot(a, a) * _dot(b, b)))


def _dot(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(map(operator.mul, one, other))


def is_same_speaker(one: Voice, other: Voice, figures: FiguresOf = shipped) -> bool:
    """Return whether two voices are known to be one speaker's, such as hibari's heart and Kokoro's."""
    similarity = speaker_similarity(figures(one), figures(other))
    return similarity is not None and similarity >= SAME_SPEAKER


def naturalness(voice: Voice, figures: FiguresOf = shipped) -> float:
    """Return a voice's naturalness as a mean opinion score, 1 to 5; 0 if it was never judged."""
    measured_figures = figures(voice)
    return 0.0 if measured_figures is None else measured_figures.naturalness


@lru_cache(maxsize=1)
def _embedding_rows() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    source = resources.files("drama.cast.casting").joinpath("embeddings.json")
    return json.loads(source.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def embeddings() -> Mapping[str, Mapping[str, tuple[int, ...]]]:
    """Return the shipped speaker embeddings by engine and voice: 256 signed integers each, at most 127."""
    return {
        engine: {name: tuple(memoryview(bytes.fromhex(row)).cast("b")) for name, row in voices.items()}
        for engine, voices in _embedding_rows()["voices"].items()
    }


@lru_cache(maxsize=16_384)
def _coordinates(engine: str, voice_id: str, rate_wpm: int, pitch: int | None) -> tuple[float, ...]:
    """Return a measured voice's coordinates, in units of the margin on every axis; empty if it was never measured."""
    sound = sound_of(engine, voice_id)
    if sound is None:
        return ()
    semitones = 12 * math.log2(sound.hz_at(pitch))
    return (semitones / SEMITONES_PER_MARGIN, _rate_place(rate_wpm), *sound.timbre)


def _rate_place(rate_wpm: int) -> float:
    return math.log(rate_wpm) / math.log(RATIO_PER_MARGIN)


def _setting(voice: Voice) -> int:
    return _DEFAULT_PITCH if voice.pitch is None else voice.pitch


def sound_of(engine: str, voice_id: str) -> MeasuredVoice | None:
    """Return the measured figures of an engine's voice, or None."""
    return measured().get(voice_id) if engine == "pyttsx3" else None


@lru_cache(maxsize=1)
def measured() -> Mapping[str, MeasuredVoice]:
    """Return the figures of every measured eSpeak NG voice, by its id."""
    source = resources.files("drama.cast.casting").joinpath("measured.json")
    if not source.is_file():
        return {}
    rows = json.loads(source.read_text(encoding="utf-8"))["voices"]
    return {name: MeasuredVoice(row[0], row[1], row[2], tuple(row[3:])) for name, row in rows.items()}
