"""A speech engine of one's own: it beeps each word. Everything an engine must have, and the time of each word."""

import re

import numpy as np

from drama.engines.base import EngineVoice, Speech
from drama.errors import EngineError
from drama.model import Voice, WordTiming

RATE = 16_000


class BeepEngine:
    """Says each word as a beep as long as its letters; the voices are pitches."""

    name = "beep"
    version = "1"

    def voices(self) -> list[EngineVoice]:
        return [EngineVoice("low", "Low beep", language="en"), EngineVoice("high", "High beep", language="en")]

    def speak(self, text: str, voice: Voice) -> Speech:
        pitch_hz = {"low": 220.0, "high": 440.0}.get(voice.id)
        if pitch_hz is None or voice.options:
            raise EngineError(f"beep has no voice {voice.id!r} with options; it has low and high, and none")
        parts, words, at = [np.zeros(0, np.float32)], [], 0
        for found in re.finditer(r"\w+", text):
            seconds = 0.06 * len(found[0]) * 165 / voice.rate_wpm
            beep = 0.3 * np.sin(2 * np.pi * pitch_hz * np.arange(round(seconds * RATE)) / RATE)
            words.append(WordTiming(*found.span(), at / RATE, (at + len(beep)) / RATE))
            parts += [beep.astype(np.float32), np.zeros(RATE // 20, np.float32)]
            at += len(beep) + RATE // 20
        return Speech(np.concatenate(parts), RATE, tuple(words))
