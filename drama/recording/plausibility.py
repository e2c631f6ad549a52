"""The check of an engine's speech: valid PCM, and plausible for its text in length, silence and word timings."""

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
"""The time eSpeak NG 1.52 takes for a letter of English at 165 words a minute."""
_MOST_S_PER_ASCII = 1.2
_MOST_S_PER_OTHER = 3.0
"""A character outside ASCII may be said by its name: of 6,000 from all of Unicode the longest took eSpeak NG 1.52
2.13 s."""
_MOST_S_BESIDES = 4.0
"""Upper bounds of the length of speech at 165 words a minute: per ASCII character, per other character, a constant."""
_LEAST_S = 0.03
"""Lower bound of the length of any speech; less is a click."""

_MOST_PEAK = 8.0
"""Largest float32 peak accepted: a larger one means another full scale, such as 32,768."""
_TOLERANCE_S = 0.05
"""How far a word may end after the recording: models count durations in frames."""

_WINDOW_S = 0.02
"""One period of 50 Hz, which is lower than any voice."""
_SOFTEST = 10 ** (-50 / 20)
"""Amplitude, relative to the loudest window of the line, below which a window is a pause."""
_SILENCE = 32
"""Peak-to-peak range in 16-bit steps (−60 dBFS) below which a window is no voice, but dither or hum."""


@dataclass(frozen=True, slots=True)
class CheckedSpeech:
    """Speech that has passed the check."""

    samples: NDArray[np.int16]
    """PCM int16 in this machine's byte order, shape (frames,)."""
    frame_rate: int
    words: tuple[WordTiming, ...] = ()


def check_speech(spoken: object, text: str, voice: Voice) -> CheckedSpeech:
    """Return an engine's speech as PCM int16, checked; empty where the voice may say nothing ("ʻ", "♪", "٣").

    Raises :class:`~drama.errors.EngineError` for samples that are not PCM, for speech that cannot be the text (too
    short, too long, a constant level), if most of the recording is silent, and for word timings outside the recording.
    An actor's recording may be of any length.
    """
    speech = _as_pcm(spoken, voice)
    who, words = f"{voice.name} ({voice.id})", repr(text[:60])
    letters = sum(character.isascii() and character.isalnum() for character in text)
    pace = 165 / voice.rate_wpm
    is_audible = _audible_windows(speech)
    if not is_audible.any():
        if letters:
            raise EngineError(f"{who} spoke nothing for {words}: {_silence_of(speech)}")
        return CheckedSpeech(np.zeros(0, np.int16), speech.frame_rate)
    _check_words(speech, text, voice)
    if voice.is_recording:  # a person is as long as they are, and it was judged when it was taken
        return speech
    audible = np.flatnonzero(is_audible)
    spoken_s, audible_s = (audible[-1] + 1 - audible[0]) * _WINDOW_S, len(audible) * _WINDOW_S
    if spoken_s < max(_LEAST_S, letters * _LEAST_S_PER_LETTER * pace):
        raise EngineError(f"{who} spoke only {spoken_s:.2f} s for {words}: too short to be whole")
    if spoken_s > _most_s(text) * pace + _MOST_S_BESIDES:
        raise EngineError(f"{who} spoke {spoken_s:.1f} s for {words}: too long to be right")
    whole_s = len(speech.samples) / speech.frame_rate
    if audible_s < whole_s / 2 and audible_s < letters * _USUAL_S_PER_LETTER * pace / 2:
        raise EngineError(
            f"{who} is silent for {whole_s - audible_s:.1f} of {whole_s:.1f} s of {words}: words are missing"
        )
    return speech


def _as_pcm(spoken: object, voice: Voice) -> CheckedSpeech:
    """Return speech as PCM int16 in this machine's byte order. Raises :class:`EngineError` for anything else."""
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
    return CheckedSpeech(pcm, whole, tuple(getattr(spoken, "words", ())))


def _quantized(samples: NDArray[np.float32], engine: str) -> NDArray[np.int16]:
    """Return float32 of full scale 1 as PCM int16; a line that peaks above is scaled down as a whole, never clipped."""
    peak = float(np.abs(samples).max(initial=0))
    if not peak <= _MOST_PEAK:  # NaN too
        problem = "holds samples that are no numbers" if not math.isfinite(peak) else f"peaks at {peak:g}"
        raise EngineError(f"{engine} gave float32 that {problem}; valid is a full scale of 1")
    scaled: NDArray[np.float32] = np.rint(samples * np.float32(32_767 / max(1.0, peak)))
    return scaled.astype(np.int16)


def _check_words(speech: CheckedSpeech, text: str, voice: Voice) -> None:
    """Raise :class:`EngineError` for word timings out of order, outside the text, or outside the recording."""
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
    """Return a frame rate of any numeric type as an integer; None if it is invalid."""
    try:
        number = float(rate) if isinstance(rate, Real) else 0.0
    except OverflowError:
        return None
    return int(number) if number.is_integer() and LEAST_RATE <= number <= MOST_RATE else None


def _kind(spoken: object) -> str:
    samples = getattr(spoken, "samples", None)
    return f"{type(spoken).__name__}" + (f" of {type(samples).__name__}" if samples is not None else "")


def _audible_windows(speech: CheckedSpeech) -> NDArray[np.bool_]:
    """Return whether each window of 20 ms is audible: by its peak-to-peak range, so that a constant offset is not."""
    size = round(_WINDOW_S * speech.frame_rate)
    samples = speech.samples
    if not len(samples):
        return np.zeros(0, np.bool_)
    padded = np.pad(samples, (0, -len(samples) % size), mode="edge").reshape(-1, size)
    ranges = np.ptp(padded.astype(np.int32), axis=1)
    return np.asarray(ranges > max(2 * _SILENCE, ranges.max() * _SOFTEST))


def _silence_of(speech: CheckedSpeech) -> str:
    """Return what an inaudible recording holds, for a message."""
    if not len(speech.samples):
        return "not one sample"
    seconds = len(speech.samples) / speech.frame_rate
    return f"{seconds:.2f} s of {'silence' if abs(int(np.median(speech.samples))) < _SILENCE else 'a constant level'}"


def _most_s(text: str) -> float:
    """Return the longest plausible length of a text's visible characters at 165 words a minute, in seconds."""
    characters = [character for character in text if not character.isspace()]
    ascii_only = sum(character.isascii() for character in characters)
    return ascii_only * _MOST_S_PER_ASCII + (len(characters) - ascii_only) * _MOST_S_PER_OTHER
