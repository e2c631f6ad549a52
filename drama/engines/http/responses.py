"""Decoding of a server's response: WAV or raw PCM; anything else is refused, and named."""

from __future__ import annotations

import io
import struct

import numpy as np
import soundfile

from drama.engines.base import Speech
from drama.engines.http.server import Server
from drama.errors import RequestRefusedError
from drama.servers.requests import Response, TransientError

_UNKNOWN = 0x7FFF_0000
"""A streamed WAV, whose length was not known in advance, states this or more for it, or 0."""
_NO_SOUND = ("text/", "application/json", "application/xml")


def speech_of(response: Response, server: Server) -> Speech:
    """Return the speech in a response, at its own rate.

    Raises :class:`RequestRefusedError` for anything but speech, and :class:`TransientError` for an incomplete WAV.
    """
    data = response.data
    if response.content_type.startswith(_NO_SOUND):
        raise RequestRefusedError(
            f"the server {server.host} sent {response.content_type}, which is no sound: {_head(data)}"
        )
    if server.format == "pcm":
        return _pcm(data, server)
    if data[:4] not in {b"RIFF", b"RF64"} or data[8:12] != b"WAVE":
        raise RequestRefusedError(
            f"the server {server.host} sent {response.content_type}, not the WAV it was asked for: {_head(data)}"
        )
    try:
        with soundfile.SoundFile(io.BytesIO(_sized(data))) as file:
            kind = "int16" if file.subtype == "PCM_16" else "float32"
            samples, rate, channels = file.read(dtype=kind), file.samplerate, file.channels
    except soundfile.SoundFileError as problem:
        raise RequestRefusedError(f"the server {server.host} sent a WAV that cannot be read: {problem}") from problem
    if channels > 1:
        samples = samples.mean(axis=1).astype(samples.dtype)
    return Speech(samples, rate)


def _pcm(data: bytes, server: Server) -> Speech:
    if data[:4] in {b"RIFF", b"RF64", b"ID3\x03", b"ID3\x04", b"OggS", b"fLaC"}:
        raise RequestRefusedError(f"the server {server.host} sent a file, not plain PCM: {_head(data)}")
    if len(data) % 2:
        raise TransientError(f"it sent {len(data):,} bytes, half a sample too many or too few")
    return Speech(np.frombuffer(data, "<i2"), server.pcm_rate_hz)


def _sized(data: bytes) -> bytes:
    """Return a WAV with the right length in its header. Raises :class:`TransientError` if data are missing."""
    offset = 12
    while offset + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, offset)
        available = len(data) - offset - 8
        if name == b"data":
            if 0 < size < _UNKNOWN and data[:4] == b"RIFF":
                if size > available:
                    raise TransientError(f"its WAV breaks off after {available:,} of {size:,} bytes")
                return data
            if data[:4] == b"RF64":
                return data
            head = b"RIFF" + struct.pack("<I", len(data) - 8) + data[8 : offset + 4]
            return head + struct.pack("<I", available) + data[offset + 8 :]
        offset += 8 + size + size % 2
    raise TransientError("its WAV breaks off before the sound")


def _head(data: bytes) -> str:
    return f"it begins {data[:40]!r}" if data else "it is empty"
