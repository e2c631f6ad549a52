"""The stand-in engine for tests and drafts: one sine per voice, as long as the text would take. Fast, always there."""

from __future__ import annotations

import hashlib
import re

import numpy as np

from drama.engines.base import EngineVoice, Speech
from drama.errors import RequestRefusedError
from drama.model import Repeats, Voice, WordTiming

FRAME_RATE = 22_050
LOWEST_HZ = 150.0
STEPS = 180
"""Pitches an id may map to, a quarter of a semitone apart: 150 Hz to 2 kHz."""

_LEVEL = 0.25
_WORD = re.compile(r"\S+")
_FADE_S = 0.005


def frequency_hz(voice: Voice) -> float:
    """Return the pitch of a voice: 440 Hz for ``tone:440``; any other id is hashed to one of 180 pitches."""
    prefix, _, hertz = voice.id.partition(":")
    if prefix == "tone":
        try:
            frequency = float(hertz)
        except ValueError:
            frequency = 0.0
        if not 20 <= frequency <= FRAME_RATE / 2.5:
            raise RequestRefusedError(
                f"the tone engine has no voice {voice.id!r}; valid are tone:20 to tone:8000, in Hz"
            )
        return frequency
    described = f"{voice.id}\0{voice.pitch}".encode()
    step = int.from_bytes(hashlib.sha256(described).digest()[:8], "big") % STEPS
    return float(LOWEST_HZ * 2 ** (step / 48))


class ToneEngine:
    """An engine that speaks every text as one steady tone, as long as its words would take at the voice's rate."""

    name = "tone"
    version = "1"
    repeats = Repeats.ON_SUCH_A_MACHINE

    def voices(self) -> tuple[EngineVoice, ...]:
        """Return no voices: any id is valid."""
        return ()

    def speak(self, text: str, voice: Voice) -> Speech:
        """Return a sine as long as the text at 6 characters a word, at least 0.1 s, with word timings.

        Raises :class:`RequestRefusedError` for an invalid pitch and for any option.
        """
        if voice.options:
            raise RequestRefusedError(f"{voice.name}: the tone engine takes no option {next(iter(voice.options))!r}")
        seconds = max(0.1, len(text) / 6 * 60 / voice.rate_wpm)
        time = np.arange(round(seconds * FRAME_RATE)) / FRAME_RATE
        fade = np.minimum(1.0, np.minimum(time, time[::-1]) / _FADE_S)
        wave = _LEVEL * fade * np.sin(2 * np.pi * frequency_hz(voice) * time)
        a_character_s = seconds / max(1, len(text))
        words = tuple(
            WordTiming(*match.span(), match.start() * a_character_s, match.end() * a_character_s)
            for match in _WORD.finditer(text)
        )
        return Speech((wave * 32_767).astype(np.int16), FRAME_RATE, words)
