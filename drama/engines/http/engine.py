"""A speech server as an engine: one request per line, from as many workers at once as the cast file allows."""

from __future__ import annotations

import json
import re

import numpy as np

from drama.engines.base import EngineVoice, Schedule, Speech
from drama.engines.http.client import longest_s, request_speech
from drama.engines.http.responses import speech_of
from drama.engines.http.server import server_of
from drama.errors import RequestRefusedError
from drama.model import Repeats, Voice

_REVISION = 1
"""Counts changes of this package that change the sound."""

_DEFAULT_WPM = 165
"""The rate setting at which a server speaks at its voice's own rate, ``speed`` 1."""
_SILENCE_HZ = 24_000
_UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f]")


class HttpEngine:
    """The engine of OpenAI-style speech servers."""

    name = "http"
    version = str(_REVISION)
    """The version of drama's part; a server does not state its own."""
    repeats = Repeats.NOT_PROMISED

    def voices(self) -> tuple[EngineVoice, ...]:
        """Return no voices: the cast file names those of a server."""
        return ()

    def identity(self, voice: Voice) -> str:
        """Return what determines the sound: server, model, voice and format; not the key, nor time-outs."""
        server = server_of(voice)
        rate = server.pcm_rate_hz if server.format == "pcm" else None
        return json.dumps([server.address, server.model, server.format, rate, voice.id])

    def destination(self, voice: Voice) -> str:
        """Return the server that the words of a line are sent to."""
        server = server_of(voice)
        is_open = server.host.startswith("http:") and not server.is_here
        return f"{server.host} (model {server.model}{', not encrypted' if is_open else ''})"

    def schedule_for(self, voice: Voice) -> Schedule:
        """Return the schedule for a server: its number of parallel requests, and the time all tries may take."""
        server = server_of(voice)
        return Schedule(processes=server.at_once, line_timeout_s=longest_s(server))

    def speak(self, text: str, voice: Voice) -> Speech:
        """Send a text and return the speech. Raises :class:`EngineError`."""
        if voice.pitch is not None:
            raise RequestRefusedError(f"{voice.name}: a server has no pitch to set; take out pitch = {voice.pitch}")
        server = server_of(voice)
        if not any(sign.isalnum() for sign in text):  # a server would invent something
            return Speech(np.zeros(0, np.int16), _SILENCE_HZ)
        request: dict[str, object] = {
            "model": server.model,
            "input": _UNSPEAKABLE.sub(" ", text),
            "voice": voice.id,
            "response_format": server.format,
        }
        if voice.rate_wpm != _DEFAULT_WPM:  # not every server knows "speed"
            request["speed"] = round(voice.rate_wpm / _DEFAULT_WPM, 3)
        return request_speech(server, request, lambda response: speech_of(response, server))
