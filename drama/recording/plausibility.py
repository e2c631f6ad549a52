"""Whether what an engine spoke is sound, and can be the words it was given."""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING

import numpy as np

from drama.errors import EngineError
from drama.model import Voice, WordTiming

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_RATE, MOST_RATE = 8_000, 192_000
"""Frame rates an engine may speak at, in Hz."""

_LEAST_S_PER_LETTER = 0.012
_USUAL_S_PER_LETTER = 0.06
"""What eSpeak NG 1.52 takes for a letter of English at 165 words a minute."""
_MOST_S_PER_ASCII = 1.2
_MOST_S_PER_SIGN = 3.0
"""A sign outside ASCII may be said by its name: of 6,000 from all of Unicode none took eSpeak NG 1.52 over 2.13 s."""
_MOST_S_BESIDES = 4.0
"""Bounds of what a voice can speak at its slowest and fastest, at 165 words a minute …"""
_LEAST_S = 0.03
"""… and of whatever is heard at all: less is a click."""

_MOST_PEAK = 8.0
"""Of float32: a louder one has another full scale, such as 32,768."""
_TOLERANCE_S = 0.05
"""By which a word may end after the recording: models count in frames."""

_WINDOW_S = 0.02
"""As long as a period of 50 Hz, deeper than any voice."""
_SOFTEST = 10 ** (-50 / 20)
"""Against the loudest window of the line: what is softer is a pause."""
_SILENCE = 32
"""A swing of so many steps of 16 bits (−60 dBFS) is no voice, but dither or hum."""


@dataclass(frozen=True, slots=True)
class Recording:
    """Speech that has been checked."""

    samples: NDArray[np.int16]
    """In this machine's byte order, shape (frames,)."""
    frame_rate: int
    words: tuple[WordTiming, ...] = ()


def check_speech(spoken: object, text: str, voice: Voice) -> Recording:
    """Return what an engine spoke for a text as sound that can be worked with.

    All zeros where it may say nothing: of "ʻ", "♪" and "٣" an English voice says nothing. Raises
    :class:`~drama.errors.EngineError` for what is no PCM, for what cannot be the words (too short, too long, a
    constant level), for a recording most of which is missing, and for words that are timed outside of it.
    """
    speech = _as_pcm(spoken, voice)
    who, words = f"{voice.name} ({voice.id})", repr(text[:60])
    plain = sum(sign.isascii() and sign.isalnum() for sign in text)
    pace = 165 / voice.rate_wpm
    heard = _heard(speech)
    if not heard.any():
        if plain:
            raise EngineError(f"{who} spoke nothing for {words}: {_nothing(speech)}")
        return Recording(np.zeros(0, np.int16), speech.frame_rate)
    _check_words(speech, text, voice)
    loud = np.flatnonzero(heard)
    spoken_s, heard_s = (loud[-1] + 1 - loud[0]) * _WINDOW_S, len(loud) * _WINDOW_S
    if spoken_s < max(_LEAST_S, plain * _LEAST_S_PER_LETTER * pace):
        raise EngineError(f"{who} spoke only {spoken_s:.2f} s for {words}: too short to be whole")
    if spoken_s > _most_s(text) * pace + _MOST_S_BESIDES:
        raise EngineError(f"{who} spoke {spoken_s:.1f} s for {words}: too long to be right")
    whole_s = len(speech.samples) / speech.frame_rate
    if heard_s < whole_s / 2 and heard_s < plain * _USUAL_S_PER_LETTER * pace / 2:
        raise EngineError(
            f"{who} is silent for {whole_s - heard_s:.1f} of {whole_s:.1f} s of {words}: words are missing"
        )
    return speech


def _as_pcm(spoken: object, voice: Voice) -> Recording:
    """Return speech as PCM int16 of this machine's byte order. Raises :class:`EngineError` for anything else."""
    engine = f"the engine {voice.engine}"
    samples, rate = getattr(spoken, "samples", None), getattr(spoken, "frame_rate", None)
    if not isinstance(samples, np.ndarray):
        raise EngineError(f"{engine} gave {_kind(spoken)}, not a Speech with an array of samples and a frame rate")
    is_float = samples.dtype.kind == "f" and samples.dtype.itemsize == 4
    is_pcm = samples.dtype.kind == "i" and samples.dtype.itemsize == 2
    if not (is_float or is_pcm) or samples.ndim != 1:
        raise EngineError(
            f"{engine} gave samples of {samples.dtype.name}, shape {samples.shape}; valid is PCM int16 of full scale "
            "32,767, or float32 of full scale 1, on one channel, shape (frames,)"
        )
    if (whole := _whole_rate(rate)) is None:
        raise EngineError(
            f"{engine} gave a frame rate of {rate!r}; valid is a whole number of Hz, {LEAST_RATE:,} to {MOST_RATE:,}"
        )
    pcm = _quantized(samples, engine) if is_float else np.ascontiguousarray(samples, np.int16)
    return Recording(pcm, whole, tuple(getattr(spoken, "words", ())))


def _quantized(samples: NDArray[np.float32], engine: str) -> NDArray[np.int16]:
    """Return float32 of full scale 1 as PCM int16; a line that is too loud is made softer as a whole, never clipped."""
    peak = float(np.abs(samples).max(initial=0))
    if not peak <= _MOST_PEAK:  # NaN too
        told = "holds samples that are no numbers" if not math.isfinite(peak) else f"peaks at {peak:g}"
        raise EngineError(f"{engine} gave float32 that {told}; valid is a full scale of 1")
    scaled: NDArray[np.float32] = np.rint(samples * np.float32(32_767 / max(1.0, peak)))
    return scaled.astype(np.int16)


def _check_words(speech: Recording, text: str, voice: Voice) -> None:
    """Raise :class:`EngineError` for words that are not in order, not in the text, or not in the recording."""
    length_s = len(speech.samples) / speech.frame_rate + _TOLERANCE_S
    offset, time_s = 0, 0.0
    for word in speech.words:
        if not isinstance(word, WordTiming) or not (
            offset <= word.start < word.end <= len(text) and time_s <= word.start_s <= word.end_s <= length_s
        ):
            raise EngineError(
                f"the engine {voice.engine} timed the words of {text[:60]!r} with {word!r:.120}; valid are WordTimings "
                "in order, within the text and the recording"
            )
        offset, time_s = word.end, word.start_s


def _whole_rate(rate: object) -> int | None:
    """Return a frame rate as a plain integer, whatever its type; None for what is none."""
    try:
        number = float(rate) if isinstance(rate, Real) else 0.0
    except OverflowError:
        return None
    return int(number) if number.is_integer() and LEAST_RATE <= number <= MOST_RATE else None


def _kind(spoken: object) -> str:
    samples = getattr(spoken, "samples", None)
    return f"{type(spoken).__name__}" + (f" of {type(samples).__name__}" if samples is not None else "")


def _heard(speech: Recording) -> NDArray[np.bool_]:
    """Return for each window of 20 ms whether something is heard in it: by how far it swings, not by its level."""
    size = round(_WINDOW_S * speech.frame_rate)
    samples = speech.samples
    if not len(samples):
        return np.zeros(0, np.bool_)
    padded = np.pad(samples, (0, -len(samples) % size), mode="edge").reshape(-1, size)
    swing = np.ptp(padded.astype(np.int32), axis=1)
    return np.asarray(swing > max(2 * _SILENCE, swing.max() * _SOFTEST))


def _nothing(speech: Recording) -> str:
    """Return what there is instead of speech."""
    if not len(speech.samples):
        return "not one sample"
    seconds = len(speech.samples) / speech.frame_rate
    return f"{seconds:.2f} s of {'silence' if abs(int(np.median(speech.samples))) < _SILENCE else 'a constant level'}"


def _most_s(text: str) -> float:
    """Return how long a voice may take over the visible signs of a text at 165 words a minute, in seconds."""
    signs = [sign for sign in text if not sign.isspace()]
    ascii_only = sum(sign.isascii() for sign in signs)
    return ascii_only * _MOST_S_PER_ASCII + (len(signs) - ascii_only) * _MOST_S_PER_SIGN
