"""A server as an engine: asked for one line at a time, by as many workers as the cast file allows at once."""

from __future__ import annotations

import json
import re

import numpy as np

from drama.engines.base import EngineVoice, Schedule, Speech
from drama.engines.http.client import asked, longest_s
from drama.engines.http.responses import speech_of
from drama.engines.http.server import server_of
from drama.errors import RequestRefusedError
from drama.model import Voice

_REVISION = 1
"""Counts changes of this package that change the sound."""

_PLAIN_WPM = 165
"""The setting at which a server speaks at its voice's own pace, ``speed`` 1."""
_SILENCE_HZ = 24_000
_UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f]")


class HttpEngine:
    """Speaks through an OpenAI-style server."""

    name = "http"
    version = str(_REVISION)
    """Of what drama does. What a server's sound depends on besides, its own version, it does not tell."""

    def voices(self) -> tuple[EngineVoice, ...]:
        """Return nothing: which voices a server has, the cast file says."""
        return ()

    def identity(self, voice: Voice) -> str:
        """Return what shapes the sound: server, model, voice and format; not the key, and not how it is asked."""
        server = server_of(voice)
        rate = server.pcm_rate_hz if server.format == "pcm" else None
        return json.dumps([server.address, server.model, server.format, rate, voice.id])

    def destination(self, voice: Voice) -> str:
        """Return where the words of a line go."""
        server = server_of(voice)
        is_open = server.host.startswith("http:") and not server.is_here
        return f"{server.host} (model {server.model}{', not encrypted' if is_open else ''})"

    def schedule_for(self, voice: Voice) -> Schedule:
        """Return how the server is asked: so many lines at once, each with all the time its tries may take."""
        server = server_of(voice)
        return Schedule(processes=server.at_once, line_timeout_s=longest_s(server))

    def speak(self, text: str, voice: Voice) -> Speech:
        """Send a text, and return what comes back. Raises :class:`EngineError`."""
        if voice.pitch is not None:
            raise RequestRefusedError(f"{voice.name}: a server has no pitch to set; take out pitch = {voice.pitch}")
        server = server_of(voice)
        if not any(sign.isalnum() for sign in text):  # a server would make something up
            return Speech(np.zeros(0, np.int16), _SILENCE_HZ)
        question: dict[str, object] = {
            "model": server.model,
            "input": _UNSPEAKABLE.sub(" ", text),
            "voice": voice.id,
            "response_format": server.format,
        }
        if voice.rate_wpm != _PLAIN_WPM:  # not every server knows it
            question["speed"] = round(voice.rate_wpm / _PLAIN_WPM, 3)
        return asked(server, question, lambda answer: speech_of(answer, server))
